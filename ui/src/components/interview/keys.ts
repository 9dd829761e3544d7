// Keys that answer a question, by their place on the keyboard: the layout may make letters of the digits.
import { isComposing } from "../../lib/text/composing";

/** The digit a key stands for, where it is no text that is being typed. */
export function digitOf(event: KeyboardEvent): string | null {
  if (isComposing(event) || event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return null;
  const target = event.target;
  if (
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    (target instanceof HTMLInputElement && target.type === "text")
  )
    return null;
  return /^(?:Digit|Numpad)([0-9])$/.exec(event.code)?.[1] ?? (/^[0-9]$/.test(event.key) ? event.key : null);
}

/** The keys that take the chosen answer back, where the focus is on it. */
export const takesBack = (event: KeyboardEvent): boolean =>
  (event.code === "Delete" || event.code === "Backspace") && !event.ctrlKey && !event.altKey && !event.metaKey;

/** A press of the pointer that is no second one of two in quick succession, nor made by a key. */
export const isOneClick = (event: MouseEvent): boolean => event.detail === 1;
