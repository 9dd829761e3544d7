// The size of text, by keys and in the settings.
import { flushSync } from "svelte";
import { expect, test, vi } from "vitest";
import { answers, eachWithShell, get, open, press, see, unlocked } from "../lib/testing/screen";

eachWithShell();

const SIZES = [100, 125, 150];

/** A device that remembers its size. */
function device(): { asked: number[] } {
  const asked: number[] = [];
  answers["text_size_get"] = () => ({ percent: 125, sizes: SIZES });
  answers["text_size_set"] = (request) => {
    asked.push(request["percent"] as number);
    return { percent: request["percent"], sizes: SIZES };
  };
  return { asked };
}

const size = (code: string, key: string): Promise<void> => press(code, key, document.body, { ctrlKey: true });

test("text grows and shrinks by keys before anybody is in, one size at a time and no further", async () => {
  const { asked } = device();
  open();
  await see("screen-unlock");
  await vi.waitFor(async () => {
    await size("Equal", "=");
    expect(asked).toContain(150);
  });
  asked.length = 0;
  // A Kazakh keyboard makes letters of these keys: their place counts.
  for (const [code, key, to] of [
    ["NumpadAdd", "+", 150],
    ["Minus", "һ", 125],
    ["NumpadSubtract", "-", 100],
    ["Minus", "-", 100],
    ["Equal", "ө", 125],
    ["Digit0", "ң", 100],
  ] as const) {
    await size(code, key);
    await vi.waitFor(() => expect(asked.at(-1)).toBe(to));
  }
});

test("the keys that grow the text answer no question", async () => {
  device();
  await unlocked();
  (await see("start-f")).click();
  await see("question");
  await press("F2");
  await press("Enter");
  await vi.waitFor(() => {
    flushSync();
    expect(get("question")?.dataset["at"]).toBe("/f/a/colour");
  });
  await size("Digit0", "0");
  await size("Numpad0", "0");
  flushSync();
  expect(get("question")?.dataset["answer"]).toBe("blank");
});

test("the settings show the size that holds and take another", async () => {
  const { asked } = device();
  await unlocked();
  (await see("nav-settings")).click();
  const chosen = (await see("size-125")) as HTMLInputElement;
  expect(chosen.checked).toBe(true);
  (await see("size-150")).click();
  await vi.waitFor(() => expect(asked).toEqual([150]));
});
