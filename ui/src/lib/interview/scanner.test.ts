import { expect, test } from "vitest";
import { meant } from "./scanner";

const press = (code: string, key: string, more: Partial<KeyboardEvent> = {}): string | null =>
  meant({ code, key, shiftKey: false, ctrlKey: false, altKey: false, metaKey: false, ...more });

test("a code is read the same whatever layout is set", () => {
  expect([
    press("Digit2", "ә"),
    press("Digit6", ","),
    press("Digit4", "ң"),
    press("KeyF", "а"),
    press("KeyF", "А", { shiftKey: true }),
    press("Minus", "ө"),
  ]).toEqual(["2", "6", "4", "f", "F", "-"]);
});

test("what a Latin layout types stays", () => {
  for (const [code, key] of [
    ["Digit2", "2"],
    ["KeyA", "q"],
    ["Numpad4", "4"],
    ["Enter", "Enter"],
    ["Slash", "/"],
  ] as const)
    expect(press(code, key)).toBeNull();
  expect(press("Digit2", "@", { shiftKey: true })).toBeNull();
  expect(press("KeyS", "ы", { ctrlKey: true })).toBeNull();
});
