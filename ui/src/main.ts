import "./styles/fonts.css";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/app.css";
import "./styles/controls.css";
import "./styles/room.css";
import "./styles/least.css";
import { mount } from "svelte";
import App from "./App.svelte";

mount(App, { target: document.body });
