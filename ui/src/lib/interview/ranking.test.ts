import { expect, test } from "vitest";
import { moved, placed, turned } from "./ranking";

const value = (text: string): { state: "value"; value: string } => ({ state: "value", value: text });

test("each choice gets the next place; taken out, those behind it move up", () => {
  expect(turned({ state: "blank" }, "b")).toEqual(value("b"));
  expect(turned(value("b"), "a")).toEqual(value("b a"));
  expect(turned(value("b a c"), "a")).toEqual(value("b c"));
});

test("a ranking in which nothing has a place is no answer", () => {
  expect(turned(value("b"), "b")).toEqual({ state: "blank" });
  expect(placed({ state: "declined" })).toEqual([]);
});

test("a choice moves by one place and stops at the ends", () => {
  expect(moved(value("a b c"), "c", -1)).toEqual(value("a c b"));
  expect(moved(value("a b c"), "a", 1)).toEqual(value("b a c"));
  expect(moved(value("a b c"), "a", -1)).toEqual(value("a b c"));
  expect(moved(value("a b c"), "c", 1)).toEqual(value("a b c"));
  expect(moved(value("a"), "b", -1)).toEqual(value("a b"));
});
