import { expect, test } from "vitest";
import { firstOf, layoutOf, MOST } from "./choices";
import type { ChoiceView } from "../backend/contract/ChoiceView";
import { NO_MEDIA } from "./stops";

const choice = (name: string, label = name): ChoiceView => ({
  name,
  label: { en: label, kk: `${label} kk` },
  media: NO_MEDIA,
  state: null,
});

test("the appearance says where the choices stand", () => {
  expect(layoutOf([])).toEqual({ shape: "usual", columns: undefined, search: false, closed: false, quick: false });
  expect(layoutOf(["columns-3"])).toMatchObject({ shape: "columns", columns: 3 });
  expect(layoutOf(["columns"])).toMatchObject({ shape: "columns", columns: undefined });
  expect(layoutOf(["columns-pack"]).shape).toBe("chips");
  expect(layoutOf(["likert", "quick"])).toMatchObject({ shape: "likert", quick: true });
  expect(layoutOf(["minimal", "autocomplete"])).toMatchObject({ closed: true, search: true });
  expect(layoutOf(["search('towns')"]).search).toBe(true);
  expect(layoutOf(["quickcompact-2"])).toMatchObject({ columns: 2, quick: true });
});

test("a list is searched in every language, and what is chosen stays in it", () => {
  const list = [choice("a", "Almaty town"), choice("b", "Astana"), choice("c", "**Aral**")];
  const names = (sought: string, kept: string[] = []): string =>
    firstOf(list, sought, new Set(kept))
      .shown.map((each) => each.name)
      .join("");
  expect([names(""), names("TOWN al"), names("kk"), names("xyz"), names("astana", ["c"]), names("aral kk")]).toEqual([
    "abc",
    "a",
    "abc",
    "",
    "bc",
    "c",
  ]);
});

test("of a list of thousands the first are drawn and all are counted", () => {
  const list = Array.from({ length: 5_000 }, (_, index) => choice(`v${index}`));
  const found = firstOf(list, "", new Set(["v4999"]));
  expect([found.shown.length, found.total, found.shown.at(-1)?.name]).toEqual([MOST + 1, 5_000, "v4999"]);
});
