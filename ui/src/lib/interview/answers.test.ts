import { expect, test } from "vitest";
import { FORM, node, state } from "../testing/form";
import { asValue, chosen, fromParts, toggled, toParts } from "./answers";
import { Languages } from "./languages.svelte";
import { blocksOf, NO_MEDIA, offered, Outline, sectionsOf } from "./stops";
import { Text } from "../text/text.svelte";
import type { ChoiceView } from "../backend/contract/ChoiceView";

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

test("blanks alone are no answer, whatever blanks they are", () => {
  for (const text of ["", " ", "\u00a0\t", "\u200c", " \u200b\ufeff "])
    expect(asValue(text)).toEqual({ state: "blank" });
  expect(asValue(" а ")).toEqual({ state: "value", value: " а " });
});

test("several choices stand in the order of the list", () => {
  const list = ["a", "b", "c"];
  expect(toggled({ state: "value", value: "c" }, "a", list)).toEqual({ state: "value", value: "a c" });
  expect(toggled({ state: "value", value: "a" }, "a", list)).toEqual({ state: "blank" });
});

test("what stands alone unticks the others, and they it", () => {
  const list = ["a", "b", "none"];
  expect(toggled({ state: "value", value: "a b" }, "none", list, ["none"])).toEqual({ state: "value", value: "none" });
  expect(toggled({ state: "value", value: "none" }, "b", list, ["none"])).toEqual({ state: "value", value: "b" });
  expect(toggled({ state: "value", value: "none" }, "none", list, ["none"])).toEqual({ state: "blank" });
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
  const states = [
    state("/f/a/name", { relevant: false }),
    state("/f/a/age", { readonly: true }),
    state("/f/b"),
    state("/f/b/end"),
  ];
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

test("questions of a group stand together, unless it holds a list", () => {
  const group = (path: string): ReturnType<typeof node> =>
    node(path, { role: "group", question_type: "group", appearance: ["field-list"] });
  const form = {
    ...FORM,
    nodes: [
      group("/f/g"),
      node("/f/g/one"),
      group("/f/g/in"),
      node("/f/g/in/two"),
      node("/f/three"),
      group("/f/h"),
      node("/f/h/four"),
      node("/f/h/r", { role: "repeat", question_type: "repeat" }),
      node("/f/h/r/five"),
    ],
  };
  const stops = new Outline(form).stops([
    ...form.nodes.map((each) => state(each.path)).slice(0, 8),
    state("/f/h/r[1]"),
    state("/f/h/r[1]/five"),
  ]);
  expect(stops.map((stop) => [stop.at, stop.page])).toEqual([
    ["/f/g/one", "/f/g"],
    ["/f/g/in/two", "/f/g"],
    ["/f/three", "/f/three"],
    ["/f/h/four", "/f/h/four"],
    ["/f/h/r", "/f/h/r"],
    ["/f/h/r[1]/five", "/f/h/r"],
  ]);
});

test("selects of one list that ask for it are lines of a table; a question that may offer help is none", () => {
  const line = (path: string, list: string, ...more: string[]): ReturnType<typeof node> =>
    node(path, { question_type: "select_one", list, appearance: ["list-nolabel", ...more] });
  const choice = (name: string): ChoiceView => ({ name, label: { en: name }, media: NO_MEDIA, state: null });
  const form = {
    ...FORM,
    nodes: [
      line("/f/a", "yn"),
      line("/f/b", "yn"),
      line("/f/c", "yn", "danger"),
      line("/f/d", "long"),
      line("/f/e", "yn"),
      node("/f/t"),
      line("/f/g", "yn"),
    ],
    choices: { yn: [choice("y"), choice("n")], long: Array.from({ length: 8 }, (_, index) => choice(`v${index}`)) },
  };
  const stops = new Outline(form).stops(form.nodes.map((each) => state(each.path)));
  expect(blocksOf(stops, form).map((block) => [block.table, block.stops.map((stop) => stop.at).join(" ")])).toEqual([
    [true, "/f/a /f/b"],
    [false, "/f/c"],
    [false, "/f/d"],
    [true, "/f/e"],
    [false, "/f/t"],
    [true, "/f/g"],
  ]);
});
