// A scanner that is a keyboard: it presses the keys of an American one, whatever the layout set here. Pure.

type Pressed = Pick<KeyboardEvent, "code" | "key" | "shiftKey" | "ctrlKey" | "altKey" | "metaKey">;

/**
 * The character meant by a key, where the layout makes another of it: on the Kazakh layout the row of digits types
 * letters. `null`: what the layout types is right.
 */
export function meant(pressed: Pressed): string | null {
  if (pressed.ctrlKey || pressed.altKey || pressed.metaKey || [...pressed.key].length !== 1) return null;
  const digit = /^Digit(\d)$/.exec(pressed.code)?.[1];
  // With Shift held some layouts type the digit itself, and an American one a sign: that is left as it is.
  if (digit !== undefined) return pressed.shiftKey || pressed.key === digit ? null : digit;
  const letter = /^Key([A-Z])$/.exec(pressed.code)?.[1];
  if (letter !== undefined && !/[a-z]/i.test(pressed.key)) return pressed.shiftKey ? letter : letter.toLowerCase();
  if (pressed.code === "Minus" && !pressed.shiftKey && pressed.key !== "-") return "-";
  return null;
}
