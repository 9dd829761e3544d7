// Whatever the reader says of a questionnaire, the screen says in words, in every language.
import { flushSync } from "svelte";
import { expect, test } from "vitest";
import table from "../../../crates/forms/src/problem.rs?raw";
import type { FormProblemCode } from "../lib/backend/contract/FormProblemCode";
import { answers, eachWithShell, get, press, see, type, unlocked } from "../lib/testing/screen";

eachWithShell();

/** What a variable holds where any text will not do. */
const VALUES: Record<string, string> = { limit: "1000", count: "3", line: "2", position: "4", separator: "semicolon" };

/** Every code with what its sentence may name, as the reader's own table has them. */
const CODES = [
  ...(table.split("\ncodes! {")[1]?.split("\n}")[0] ?? "").matchAll(/((?: *\/\/\/[^\n]*\n)+) *\w+ = "([a-z-]+)",/g),
].map(([, about = "", code = ""]) => {
  const names = [...(about.split("Args:")[1] ?? "").replace(/\([^)]*\)/g, "").matchAll(/`(\w+)`/g)];
  const args = Object.fromEntries(names.map(([, name = ""]) => [name, VALUES[name] ?? `«${name}»`]));
  return { code: code as FormProblemCode, args };
});

/** The words without the marks that keep each direction to itself. */
const plain = (element: Element | null | undefined): string =>
  (element?.textContent ?? "").replace(/[\u2066-\u2069]/g, "");

test("the table of problems is read whole", () => {
  expect(CODES.length).toBe([...table.matchAll(/^ {4}\w+ = "[a-z-]+",$/gm)].length);
  expect(CODES.length).toBeGreaterThan(90);
});

test.each(["kk", "en", "x-rtl"])("every problem of a questionnaire is said on the screen in %s", async (language) => {
  answers["language_get"] = () => language;
  answers["form_catalogue"] = () => ({ may_read: true, may_publish: true, forms: [] });
  answers["form_read"] = () => ({
    ...{ may_publish: true, reading: "1", file: "course.xlsx", took_ms: 4, standing: "errors", summary: null },
    ...{ changes: null, errors: CODES.length, warnings: 0 },
    problems: CODES.map((each) => ({ ...each, sheet: "survey", cell: "B2", severity: "error", around: null })),
  });
  await unlocked();
  (await see("nav-questionnaires")).click();
  await see("screen-questionnaires");
  await press("Enter", "Enter", document.body, { ctrlKey: true });
  type(await see("take-path"), "/usb/course.xlsx");
  (await see("take-read")).closest("form")?.requestSubmit();
  await see("problem");
  flushSync();
  expect(document.documentElement.dir).toBe(language === "x-rtl" ? "rtl" : "ltr");
  const shown = [...document.querySelectorAll("[data-testid=problem]")];
  expect(shown.map((each) => each.getAttribute("data-code"))).toEqual(CODES.map((each) => each.code));
  const sentences = new Set<string>();
  for (const [index, row] of shown.entries()) {
    const [what, remedy] = [...row.querySelectorAll("p")].map(plain);
    const { code, args } = CODES[index] ?? { code: "", args: {} };
    for (const words of [what, remedy]) {
      expect(words?.trim().split(/\s+/).length, `${code}: ${words ?? ""}`).toBeGreaterThan(1);
      expect(words, code).not.toMatch(/\{|\}|form-(problem|remedy)/);
    }
    // What it is about is named, so that two of a kind are told apart.
    if ("name" in args) expect(`${what ?? ""} ${remedy ?? ""}`, code).toContain(args["name"]);
    if (language === "kk") expect(what, `${code} is in Kazakh`).toMatch(/[а-яәғқңөұүһі]/i);
    sentences.add(`${what ?? ""} ${remedy ?? ""}`);
  }
  expect(sentences.size, "no two codes say the same").toBe(CODES.length);
  expect(get("verdict")).not.toBeNull();
});
