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

test("a list is searched with the letters at hand, as people are", () => {
  const names = ["Қызылорда", "Үштөбе", "Ғалымбет", "Ұзынкөл", "Іле", "Әулиекөл", "Өскемен", "Маңғыстау", "Һаруни"];
  const list = names.map((name) => ({ ...choice(name), label: { kk: name } }));
  const found = (sought: string): string[] => firstOf(list, sought, new Set()).shown.map((each) => each.name);
  for (const [typed, name] of [
    ["кызылорда", "Қызылорда"],
    ["ҚЫЗЫЛ", "Қызылорда"],
    ["kyzylorda", "Қызылорда"],
    ["Qyzylorda", "Қызылорда"],
    ["уштобе", "Үштөбе"],
    ["галым", "Ғалымбет"],
    ["узынкол", "Ұзынкөл"],
    ["иле", "Іле"],
    ["аулие", "Әулиекөл"],
    ["оскемен", "Өскемен"],
    ["мангыстау", "Маңғыстау"],
    ["Mangystau", "Маңғыстау"],
    ["харуни", "Һаруни"],
    ["Khar", "Һаруни"],
    ["о\u0301скемен", "Өскемен"],
    ["Қыз\u200bыл\u00adорда", "Қызылорда"],
    ["«іле»", "Іле"],
    ["Усть", ""],
  ] as const)
    expect([typed, ...found(typed)]).toEqual(name === "" ? [typed] : [typed, name]);
  expect(found("мұңғыс")).toEqual([]);
});

test("other scripts than Cyrillic are folded too, and figures are not", () => {
  const list = [choice("a", "حلب"), choice("b", "مکتب"), choice("c", "Школа № 11"), choice("d", "Школа № 1")];
  const found = (sought: string): string =>
    firstOf(list, sought, new Set())
      .shown.map((each) => each.name)
      .join("");
  expect([found("حَلَب"), found("مكتب"), found("11"), found("١١"), found("№ 1"), found("shkola")]).toEqual([
    "a",
    "b",
    "c",
    "c",
    "cd",
    "cd",
  ]);
});

test("what fits alone is told, what is merely kept is not, and nothing typed fits nothing alone", () => {
  const list = [choice("a", "Almaty"), choice("b", "Astana")];
  const only = (sought: string): string | undefined => firstOf(list, sought, new Set(["b"])).only?.name;
  expect([only("alm"), only("a"), only(""), only("xyz"), only("ast")]).toEqual([
    "a",
    undefined,
    undefined,
    undefined,
    "b",
  ]);
  expect(firstOf([choice("z")], "", new Set()).only).toBeNull();
});

test("tens of thousands are folded and looked through at each key without a pause", () => {
  const list = Array.from({ length: 30_000 }, (_, index) => choice(`v${index}`, `Қызыл ауыл ${index}`));
  firstOf(list, "к", new Set());
  const began = performance.now();
  for (const sought of ["кы", "кыз", "кызыл", "кызыл ауыл", "кызыл ауыл 29999"]) firstOf(list, sought, new Set());
  expect((performance.now() - began) / 5).toBeLessThan(150);
});
