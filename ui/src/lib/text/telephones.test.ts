// In a line that runs to the left the groups of a telephone stay in their order.
import { expect, test } from "vitest";
import { telephonesOf } from "./telephones";

test("each telephone in a line is a piece of its own, and together the pieces are the line", () => {
  const line = "الهاتف: +7 727 000 00 00, 112";
  const pieces = telephonesOf(line);
  expect(pieces.filter((piece) => piece.isNumber).map((piece) => piece.text)).toEqual(["+7 727 000 00 00", "112"]);
  expect(pieces.map((piece) => piece.text).join("")).toBe(line);
  expect(telephonesOf("Абай көшесі, 1")).toEqual([{ text: "Абай көшесі, 1", isNumber: false }]);
  expect(telephonesOf("")).toEqual([]);
});
