// What the web view itself does to a text with a key, for keys that are played into a field later than pressed.
// Letters beyond the basic plane (Adlam, Hanifi Rohingya) are two units of a text and one letter for who types them.

export type Field = HTMLInputElement | HTMLTextAreaElement;

/** The field of text that an element is, where it can be written into. */
export function fieldOf(element: Element | null): Field | null {
  const isText =
    element instanceof HTMLTextAreaElement ||
    (element instanceof HTMLInputElement && element.type !== "radio" && element.type !== "checkbox");
  return isText && !element.readOnly && !element.disabled ? element : null;
}

/** Writes at the caret, over what is selected. */
export function write(field: Field, text: string): void {
  replace(field, text, ...selected(field));
}

/** Edits as the key would. False: it does nothing to a text. */
export function edit(field: Field, event: KeyboardEvent): boolean {
  const { key, shiftKey, ctrlKey } = event;
  const by = ctrlKey ? aWord : aLetter;
  const [start, end] = selected(field);
  if (key === "Backspace" || key === "Delete") {
    if (start !== end) replace(field, "", start, end);
    else if (key === "Backspace") replace(field, "", by(field.value, start, -1), end);
    else replace(field, "", start, by(field.value, end, 1));
    return true;
  }
  const way = { ArrowLeft: -1, ArrowRight: 1, Home: -1, End: 1 }[key] as 1 | -1 | undefined;
  if (way === undefined) return false;
  const isEdge = key === "Home" || key === "End";
  // Home and End go along the text, arrows along the screen.
  const ahead = !isEdge && getComputedStyle(field).direction === "rtl" ? (-way as 1 | -1) : way;
  const isBack = field.selectionDirection === "backward";
  const caret = isBack ? start : end;
  const whole = ahead === 1 ? field.value.length : 0;
  const to = isEdge ? whole : start !== end && !shiftKey ? (ahead === 1 ? end : start) : by(field.value, caret, ahead);
  if (!shiftKey) field.setSelectionRange(to, to);
  else {
    const held = isBack ? end : start;
    field.setSelectionRange(Math.min(held, to), Math.max(held, to), to < held ? "backward" : "forward");
  }
  return true;
}

function selected(field: Field): [number, number] {
  const length = field.value.length;
  return [field.selectionStart ?? length, field.selectionEnd ?? length];
}

function replace(field: Field, text: string, start: number, end: number): void {
  if (text === "" && start === end) return;
  field.setRangeText(text, start, end, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

/** Where the caret stands one letter further. */
function aLetter(text: string, from: number, way: 1 | -1): number {
  const letter = way === 1 ? [...text.slice(from)][0] : [...text.slice(0, from)].at(-1);
  return from + way * (letter?.length ?? 0);
}

/** Where it stands one word further. */
function aWord(text: string, from: number, way: 1 | -1): number {
  const word = way === 1 ? /^\s*\S*/u.exec(text.slice(from)) : /\S*\s*$/u.exec(text.slice(0, from));
  return from + way * (word?.[0].length ?? 0);
}
