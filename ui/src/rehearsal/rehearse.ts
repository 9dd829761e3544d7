// The first screens are tried out behind the door: what a page draws for the first time takes it three times as long as
// the second, and nobody should wait for that with a person before them.
import { flushSync, mount, tick, unmount } from "svelte";
import { withoutShell } from "../lib/backend/backend";
import type { Route } from "../lib/session/session.svelte";
import type { Text } from "../lib/text/text.svelte";
import { HOME, LIST, QUESTIONNAIRES, TALK } from "./sample";
import Stage from "./Stage.svelte";

/** The screens that are come by first, in the order in which they are. */
const ROUTES: readonly Route[] = [{ view: "home" }, { view: "people", text: "" }, { view: "interview", opened: TALK }];
const REPLIES = { home: HOME, form_list: QUESTIONNAIRES, people_search: LIST, screen_note: null };

/**
 * Tries out each screen by itself, so that whoever types meanwhile waits for one and not for all. It ends when a
 * passphrase is entered: what is drawn while that is tried makes the trying longer.
 */
export async function rehearse(text: Text): Promise<void> {
  const entered = new AbortController();
  document.addEventListener("submit", () => entered.abort(), { capture: true, once: true, signal: entered.signal });
  for (const route of ROUTES) {
    await drawn();
    if (entered.signal.aborted) return;
    await withoutShell(REPLIES, () => tryOut(text, route));
  }
}

/** Draws a screen where nobody sees it and takes it away again, before anything else on the page goes on. */
async function tryOut(text: Text, route: Route): Promise<void> {
  const stage = mount(Stage, { target: document.body, props: { text, route } });
  try {
    flushSync();
    await tick();
    flushSync();
    // Asking how large it is makes the page lay it out.
    document.body.getBoundingClientRect();
  } finally {
    // Whatever became of it: its shortcuts must not stay beside the door's.
    await unmount(stage);
  }
}

/** The page has drawn what it had to draw. */
const drawn = (): Promise<void> =>
  new Promise((done) => window.requestAnimationFrame(() => window.setTimeout(done, 0)));
