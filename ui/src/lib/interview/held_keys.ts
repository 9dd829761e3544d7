// Keys that are pressed while the next question is coming, or the first one: they are held, and played in their order
// into what then has the focus, so that whoever types fast never writes into the question before.
import { tick } from "svelte";
import { isComposing } from "../text/composing";
import { edit, fieldOf, write } from "./editing";

/** One key, or a text that came without one: what an input method puts together, what is pasted. */
type Held = { init: KeyboardEventInit; at: number } | { text: string };

/** What acts at once, whatever is coming: the calendar, the lock, help. */
const AT_ONCE = ["F1", "F9", "Escape"];
/** What does nothing alone, and what only says that an input method is at work: its text comes by itself. */
const NO_KEYS = ["Shift", "Control", "Alt", "AltGraph", "Meta", "CapsLock", "Dead", "Process", "Unidentified"];
/** Keys that act together with Ctrl on this screen; other shortcuts are the system's. */
const WITH_CONTROL = ["Enter", "NumpadEnter", "KeyS", "KeyJ"];
/** Keys that erase, with Ctrl a word: at once they would erase in the question before. */
const ERASING = ["Backspace", "Delete"];
/** What erases without a key, by the key that does the same; other changes, such as taking one back, are none. */
const ERASES: Readonly<Record<string, KeyboardEventInit>> = {
  deleteContentBackward: { key: "Backspace" },
  deleteContentForward: { key: "Delete" },
  deleteWordBackward: { key: "Backspace", ctrlKey: true },
  deleteWordForward: { key: "Delete", ctrlKey: true },
};
const FOCUSABLE = "a[href], button, input, select, textarea, summary, [tabindex]";

export class HeldKeys {
  /** Puts the focus where it belongs. False: no question is there to type into. */
  settle: () => Promise<boolean> = nowhere;
  #coming = 0;
  #held: Held[] = [];
  #playing = false;
  /** Was there work since the focus was last put where it belongs? */
  #unsettled = false;
  /** The key that is played now, and when it was pressed. */
  #played: { event: Event; at: number } | null = null;

  /** Work at whose end another question may have the focus: until then keys are held. */
  during = async <T>(work: () => Promise<T>): Promise<T> => {
    this.#coming += 1;
    this.#unsettled = true;
    try {
      return await work();
    } finally {
      this.#coming -= 1;
      if (this.#coming === 0) await this.#play();
    }
  };

  /** The calendar or the lock has come: what was typed and is not yet played is played into nothing any more. */
  forget = (): void => {
    this.#held = [];
  };

  /** When the key of an event was pressed. */
  pressedAt = (event: Event): number => (this.#played?.event === event ? this.#played.at : event.timeStamp);

  /** Looks at a key before anything else does. */
  key = (event: KeyboardEvent): void => {
    if (event === this.#played?.event || !this.#isHolding() || event.defaultPrevented || !isHeld(event)) return;
    const { key, code, ctrlKey, shiftKey, altKey, metaKey, repeat } = event;
    this.#held.push({ init: { key, code, ctrlKey, shiftKey, altKey, metaKey, repeat }, at: event.timeStamp });
    stop(event);
  };

  /** The same with a change of a text that comes without a key. */
  input = (event: InputEvent): void => {
    if (!this.#isHolding() || !event.cancelable) return;
    const init = ERASES[event.inputType];
    if (event.data !== null) this.#held.push({ text: event.data });
    else if (init !== undefined) this.#held.push({ init, at: event.timeStamp });
    stop(event);
  };

  #isHolding(): boolean {
    return (this.#coming > 0 || this.#playing) && document.querySelector("dialog[open]") === null;
  }

  async #play(): Promise<void> {
    if (this.#playing) return;
    this.#playing = true;
    try {
      // Another question may be coming again by what is played: then the rest waits for that one.
      while (this.#coming === 0) {
        if (this.#unsettled) {
          if (!(await this.#settled())) this.#held = [];
          continue;
        }
        const next = this.#held.shift();
        if (next === undefined) return;
        if ("text" in next) put(next.text);
        else this.#press(next.init, next.at);
        await tick();
      }
    } finally {
      this.#playing = false;
    }
  }

  /**
   * False: what was typed past the last question belongs to none, and must press nothing in the review. A screen that
   * is only the way to a question, and has begun to open it, is waited for.
   */
  async #settled(): Promise<boolean> {
    this.#unsettled = false;
    await tick();
    return this.#coming > 0 || this.settle();
  }

  #press(init: KeyboardEventInit, at: number): void {
    const event = new KeyboardEvent("keydown", { ...init, bubbles: true, cancelable: true });
    this.#played = { event, at };
    const open = (document.activeElement ?? document.body).dispatchEvent(event);
    this.#played = null;
    if (open) act(event);
  }
}

/** No interview is on the screen. */
export const nowhere = (): Promise<boolean> => Promise.resolve(false);

function stop(event: Event): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}

function isHeld(event: KeyboardEvent): boolean {
  if (isComposing(event) || AT_ONCE.includes(event.code) || NO_KEYS.includes(event.key)) return false;
  const isPlain = !(event.ctrlKey || event.metaKey) || event.altKey;
  return isPlain || WITH_CONTROL.includes(event.code) || ERASING.includes(event.key);
}

/** What the web view itself does with a key. */
function act(event: KeyboardEvent): void {
  const here = document.activeElement;
  const field = fieldOf(here);
  if (field !== null && edit(field, event)) return;
  // A letter may need Ctrl and Alt together; with Ctrl alone it is none.
  if (event.metaKey || (event.ctrlKey && !event.altKey)) return;
  if (event.key === "Tab") step(event.shiftKey ? -1 : 1);
  else if (field !== null) {
    if ([...event.key].length === 1) write(field, event.key);
  } else if (here instanceof HTMLElement && (event.key === " " || (event.key === "Enter" && !isMark(here))))
    here.click();
}

function put(text: string): void {
  const field = fieldOf(document.activeElement);
  if (field !== null) write(field, text);
}

const isMark = (element: Element): boolean => element instanceof HTMLInputElement;

function step(way: 1 | -1): void {
  const all = [...document.querySelectorAll<HTMLElement>(FOCUSABLE)].filter(
    (each) => each.tabIndex >= 0 && !each.matches(":disabled") && each.closest("[hidden]") === null,
  );
  const here = document.activeElement;
  all[here instanceof HTMLElement && all.includes(here) ? all.indexOf(here) + way : 0]?.focus();
}
