import { expect, test } from "vitest";
import { edit, fieldOf, write, type Field } from "./editing";

/** A field with its text; `|` is the caret, two of them hold what is selected. */
function field(text: string, more: { rtl?: boolean } = {}): Field {
  const made = document.createElement("textarea");
  document.body.append(made);
  if (more.rtl === true) made.style.direction = "rtl";
  const [before = "", within, after] = text.split("|");
  made.value = text.replaceAll("|", "");
  made.setSelectionRange(before.length, before.length + (after === undefined ? 0 : (within ?? "").length));
  return made;
}

function shown({ value, selectionStart: start, selectionEnd: end }: Field): string {
  const [from, to] = [start ?? 0, end ?? 0];
  return `${value.slice(0, from)}|${from === to ? "" : `${value.slice(from, to)}|`}${value.slice(to)}`;
}

function after(text: string, key: string, more: KeyboardEventInit & { rtl?: boolean } = {}): string {
  const made = field(text, more);
  expect(edit(made, new KeyboardEvent("keydown", { key, ...more }))).toBe(true);
  return shown(made);
}

test("a letter is erased whole, whatever plane it stands in", () => {
  expect(after("бір|", "Backspace")).toBe("бі|");
  expect(after("𐴀𐴁|", "Backspace")).toBe("𐴀|");
  expect(after("|𞤀𞤁", "Delete")).toBe("|𞤁");
  expect(after("|бір", "Backspace")).toBe("|бір");
  expect(after("бір|", "Delete")).toBe("бір|");
  expect(after("б|ір |екі", "Backspace")).toBe("б|екі");
});

test("a word is erased with the blanks beside it", () => {
  expect(after("бір екі |", "Backspace", { ctrlKey: true })).toBe("бір |");
  expect(after("бір| екі үш", "Delete", { ctrlKey: true })).toBe("бір| үш");
});

test("the caret goes by letters, by words and to the ends, and as the screen has it in text from the right", () => {
  expect(after("a𐴀|", "ArrowLeft")).toBe("a|𐴀");
  expect(after("a𐴀|", "ArrowRight", { rtl: true })).toBe("a|𐴀");
  expect(after("бір екі|", "ArrowLeft", { ctrlKey: true })).toBe("бір |екі");
  expect(after("бір|", "Home")).toBe("|бір");
  expect(after("|бір", "End", { rtl: true })).toBe("бір|");
  expect(after("б|ір|", "ArrowLeft")).toBe("б|ір");
});

test("with Shift what lies between is selected, and given up again by going back", () => {
  expect(after("бір|", "ArrowLeft", { shiftKey: true })).toBe("бі|р|");
  const made = field("бір|");
  for (const key of ["ArrowLeft", "ArrowLeft", "ArrowRight"])
    edit(made, new KeyboardEvent("keydown", { key, shiftKey: true }));
  expect(shown(made)).toBe("бі|р|");
  write(made, "!");
  expect(shown(made)).toBe("бі!|");
});

test("other keys, and what cannot be written into, are left alone", () => {
  expect(edit(field("бір|"), new KeyboardEvent("keydown", { key: "Enter" }))).toBe(false);
  const made = field("бір|");
  made.readOnly = true;
  expect(fieldOf(made)).toBeNull();
  expect(fieldOf(document.body)).toBeNull();
});
