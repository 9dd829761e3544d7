// What a bar gives up when its words have no room. The page of the tests has no widths: they are made here.
import { afterEach, expect, test, vi } from "vitest";
import { fits } from "./fits";

afterEach(() => document.body.replaceChildren());

/** A bar of so much room, whose words take `wide` at its first step and less at each further one. */
function bar(room: number, wide: () => number, steps = 4): { taken: number[]; element: HTMLElement; end: () => void } {
  const taken: number[] = [];
  const element = document.createElement("header");
  Object.defineProperty(element, "clientWidth", { get: () => room });
  Object.defineProperty(element, "scrollWidth", { get: () => Math.max(room, wide() - 100 * (taken.at(-1) ?? 0)) });
  document.body.append(element);
  const end = fits(
    steps,
    (step) => taken.push(step),
    () => "kk",
  )(element);
  return { taken, element, end: end ?? (() => undefined) };
}

test("a bar whose words have room gives nothing up", async () => {
  const { taken } = bar(500, () => 500);
  await vi.waitFor(() => expect(taken).toEqual([0]));
});

test("a bar gives up one thing after the other until its words have room", async () => {
  const { taken } = bar(500, () => 650);
  await vi.waitFor(() => expect(taken).toEqual([0, 1, 2]));
});

test("a bar that has nothing left to give up stays as small as it can be", async () => {
  const { taken } = bar(100, () => 5000);
  await vi.waitFor(() => expect(taken).toEqual([0, 1, 2, 3, 4]));
});

test("longer words that come meanwhile are made room for, and a wider window gives all back", async () => {
  let wide = 500;
  const { taken, element } = bar(500, () => wide);
  await vi.waitFor(() => expect(taken).toEqual([0]));
  wide = 600;
  element.append("longer");
  await vi.waitFor(() => expect(taken.at(-1)).toBe(1));
  wide = 400;
  window.dispatchEvent(new Event("resize"));
  expect(taken.at(-1)).toBe(0);
});

test("a bar that is gone asks for nothing more", async () => {
  const { taken, end } = bar(500, () => 600);
  await vi.waitFor(() => expect(taken).toEqual([0, 1]));
  end();
  window.dispatchEvent(new Event("resize"));
  expect(taken).toEqual([0, 1]);
});
