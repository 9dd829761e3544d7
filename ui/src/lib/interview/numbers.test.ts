import { expect, test } from "vitest";
import { hasGroups, numbersOf, scaleOf, stepped, ungrouped } from "./numbers";

test("a short range is a scale, a long one a number", () => {
  expect(numbersOf(scaleOf({ start: "1", end: "5", step: "1" }))).toEqual(["1", "2", "3", "4", "5"]);
  expect(numbersOf(scaleOf({ start: "0", end: "1", step: "0.5" }))).toEqual(["0.0", "0.5", "1.0"]);
  expect(numbersOf(scaleOf({ start: "0", end: "100", step: "1" }))).toBeNull();
});

test("a range that says nothing goes from 1 to 10, as the engine has it", () => {
  expect(numbersOf(scaleOf({}))).toEqual(["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"]);
});

test("a range whose end lies below its start goes down", () => {
  expect(numbersOf(scaleOf({ start: "3", end: "-1" }))).toEqual(["3", "2", "1", "0", "-1"]);
  expect(numbersOf(scaleOf({ start: "3", end: "1", step: "-1" }))).toEqual(["3", "2", "1"]);
});

test("a step leads to the next number of the scale and never over its ends", () => {
  const scale = scaleOf({ start: "0", end: "100", step: "5" });
  expect(
    [
      ["", 1],
      ["", -1],
      ["0", 1],
      ["0", -1],
      ["98", 1],
      ["7", 1],
      ["7", -1],
      ["100", 1],
      ["x", 1],
    ].map(([value, way]) => stepped(scale, String(value), way as 1 | -1)),
  ).toEqual(["0", "100", "5", "0", "100", "10", "5", "100", "0"]);
  expect(stepped(scaleOf({ start: "0", end: "2", step: "0.1" }), "0.2", 1)).toBe("0.3");
  expect(stepped(scaleOf({ start: "100", end: "0", step: "10" }), "50", 1)).toBe("60");
});

test("spaces between groups are no part of a number", () => {
  expect([ungrouped("1 250 000"), ungrouped("12\u00a0500"), ungrouped("12,5"), ungrouped("a b")]).toEqual([
    "1250000",
    "12500",
    "12,5",
    "a b",
  ]);
});

test("a long number is read in groups", () => {
  expect(["1250000", "-12500.50", "999", "12a", "", "1.2345"].map(hasGroups)).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
  ]);
});
