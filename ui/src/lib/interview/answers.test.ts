import { expect, test } from "vitest";
import { FORM, state } from "../testing/form";
import { chosen, fromParts, toggled, toParts } from "./answers";
import { Languages } from "./languages.svelte";
import { offered, Outline, sectionsOf } from "./stops";
import { Text } from "../text/text.svelte";

test("a date keeps what is known and what is half typed", () => {
  const cases: [string, string, string, ReturnType<typeof fromParts>][] = [
    ["1987", "3", "14", { state: "value", value: "1987-03-14" }],
    ["1987", "3", "", { state: "partial", value: "1987-03" }],
    ["1987", "", "", { state: "partial", value: "1987" }],
    ["", "", "", { state: "blank" }],
    ["19", "", "", { state: "value", value: "19--" }],
    ["1987", "", "14", { state: "value", value: "1987--14" }],
    ["1987", "13", "", { state: "value", value: "1987-13-" }],
  ];
  for (const [year, month, day, answer] of cases) {
    expect(fromParts({ year, month, day })).toEqual(answer);
    expect(toParts(answer)).toEqual({ year, month, day });
  }
});

test("several choices stand in the order of the list", () => {
  const list = ["a", "b", "c"];
  expect(toggled({ state: "value", value: "c" }, "a", list)).toEqual({ state: "value", value: "a c" });
  expect(toggled({ state: "value", value: "a" }, "a", list)).toEqual({ state: "blank" });
});

test("where the order is the answer, it is that of ticking", () => {
  expect(toggled({ state: "value", value: "c" }, "a", null)).toEqual({ state: "value", value: "c a" });
  expect(toggled({ state: "value", value: "c b a" }, "b", null)).toEqual({ state: "value", value: "c a" });
});

test("a single choice may have spaces in its name", () => {
  expect(chosen({ state: "value", value: "Айсұлу Қанатқызы" }, false)).toEqual(["Айсұлу Қанатқызы"]);
  expect(chosen({ state: "value", value: "a b" }, true)).toEqual(["a", "b"]);
  expect(chosen({ state: "blank" }, false)).toEqual([]);
});

test("a choice that stands for a state is not offered", () => {
  const outline = new Outline(FORM);
  const [stop] = outline.stops([state("/f/a/colour")]);
  expect(stop === undefined ? [] : offered(stop, FORM).map((choice) => choice.name)).toEqual(["red", "blue", "other"]);
});

test("what does not apply and what is fixed is no stop; an empty list is one", () => {
  const outline = new Outline(FORM);
  const states = [state("/f/a/name", { relevant: false }), state("/f/a/age", { readonly: true }), state("/f/b"), state("/f/b/end")];
  const stops = outline.stops(states);
  expect(stops.map((stop) => stop.at)).toEqual(["/f/b/child", "/f/b/end"]);
  expect(sectionsOf(stops, outline).map((section) => section.path)).toEqual(["/f/b"]);
});

test("questions turn through the worker's language, the others, and both", () => {
  const text = new Text();
  const languages = new Languages(text, FORM.languages);
  const seen = [0, 1, 2, 3].map(() => {
    languages.turn();
    return languages.tags.join("+");
  });
  expect(seen).toEqual(["en", "kk+en", "kk", "en"]);
  expect(languages.say({ kk: "Иә", en: "Yes" }).map((said) => said.text)).toEqual(["Yes"]);
  expect(languages.say({ kk: "Иә" }).map((said) => said.text)).toEqual(["Иә"]);
});
