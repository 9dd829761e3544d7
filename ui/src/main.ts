import "./styles/fonts.css";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/app.css";
import "./styles/controls.css";
import "./styles/directory.css";
import "./styles/room.css";
import "./styles/least.css";
import { mount } from "svelte";
import App from "./App.svelte";
import type { Text } from "./lib/text/text.svelte";
import { rehearse } from "./rehearsal/rehearse";

mount(App, { target: document.body, props: { ondoor: (text: Text) => void rehearse(text) } });
