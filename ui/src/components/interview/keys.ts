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
