// What a person needs, as it is shown; and the age of today on the page.
import { flushSync } from "svelte";
import { expect, test, vi } from "vitest";
import { NEEDS, page, PERSON, words } from "../lib/testing/needs";
import { answers, eachWithShell, get, see } from "../lib/testing/screen";

eachWithShell();

test("the age of today stands on the page, and who may be a child is marked", async () => {
  await page(PERSON);
  expect(words("person-age")).toContain("17 to 18 years");
  expect(words("person-age")).toContain("not certain to be 18");
  expect(words("household-row")).toContain("9 years");
  expect(words("household-row")).not.toContain("7");
});

test("who is of age has no mark", async () => {
  await page({ ...PERSON, ages: { least: 30, greatest: 30 }, minor: "no" });
  expect(words("person-age").trim()).toBe("30 years");
});

test("whose age nobody knows is not taken for adult", async () => {
  await page({ ...PERSON, ages: null, minor: "unknown" });
  expect(words("person-age")).toContain("age not known");
  expect(words("person-age")).toContain("not certain to be 18");
});

test("what is needed stands in words, with why, and what is not known apart", async () => {
  answers["needs_show"] = () => NEEDS;
  await page(PERSON);
  (await see("person-needs")).click();
  await see("need");
  expect(words("needs-who")).toBe("Айгүл");
  expect(document.activeElement?.tagName).toBe("H1");
  const line = words("need");
  expect(line).toContain("No place to sleep tonight");
  expect(line).toContain("Critical: within 24 hours");
  expect(line).toContain("rule D001 · territorial sphere · individual work");
  expect(line).toContain("Do you have a place to sleep tonight? No");
  expect(line).toContain("Do you have a place to sleep tonight? Yes");
  expect(line).toContain("Urgent social service");
  expect(line).toContain("first the municipality");
  expect(words("needs-unknown")).toContain("Do you need a doctor?");
  expect(get("needs-stops")).toBeNull();
});

test("the three spheres of life stand with the assessment before, and what was not asked is not nought", async () => {
  answers["needs_show"] = () => ({
    ...NEEDS,
    spheres: [
      { sphere: "territorial", restored: 88, before: 25 },
      { sphere: "cultural", restored: 0, before: null },
      { sphere: "professional", restored: null, before: 25 },
    ],
  });
  await page(PERSON);
  (await see("person-needs")).click();
  await see("needs-spheres");
  const rows = [...document.querySelectorAll<HTMLElement>("[data-testid=sphere]")].map((row) =>
    row.textContent
      .replace(/[\u2068\u2069]/gu, "")
      .replace(/\s+/gu, " ")
      .trim(),
  );
  expect(rows).toEqual([
    "Home, kin, neighbours 88 of 100 25 before",
    "Faith, language, dignity 0 of 100",
    "Work and earning not asked or not said",
  ]);
});

test("that nobody may be told stands above all that is needed", async () => {
  answers["needs_show"] = () => ({ ...NEEDS, stops: "referrals", lines: [], not_known: [] });
  await page(PERSON);
  (await see("person-needs")).click();
  expect((await see("needs-stops")).textContent).toContain("allows nobody to be told");
  expect(get("needs-none")).not.toBeNull();
});

test("one key leads from what is needed to the person's page", async () => {
  answers["needs_show"] = () => NEEDS;
  await page(PERSON);
  (await see("person-needs")).click();
  await see("need");
  window.dispatchEvent(new KeyboardEvent("keydown", { code: "Enter", ctrlKey: true, bubbles: true }));
  await see("screen-person");
});

test("before an interview is finished there is nothing to look at", async () => {
  await page({ ...PERSON, interviews: [] });
  expect(get("person-needs")).toBeNull();
});

test("a key that leads away from what is needed takes the keyboard along, out of the foot too", async () => {
  answers["needs_show"] = () => NEEDS;
  await page(PERSON);
  (await see("person-needs")).click();
  await see("need");
  const foot = await see("language");
  foot.focus();
  window.dispatchEvent(new KeyboardEvent("keydown", { code: "Enter", ctrlKey: true, bubbles: true }));
  await see("screen-person");
  await vi.waitFor(() => expect(document.activeElement).not.toBe(foot));
  expect(document.activeElement?.closest("main")).not.toBeNull();
});

test("a line of which it was not looked for what would change it says so, and one that was says nothing", async () => {
  const [line] = NEEDS.lines;
  if (line === undefined) throw new Error("a line");
  answers["needs_show"] = () => ({
    ...NEEDS,
    lines: [line, { ...line, rule: "D002", searched: false }, { ...line, rule: "D003", changes: [], searched: false }],
  });
  await page(PERSON);
  (await see("person-needs")).click();
  await see("need");
  const said = [...document.querySelectorAll<HTMLElement>("[data-testid=need]")].map(
    (shown) => shown.querySelector("[data-testid=need-unsearched]")?.textContent.trim() ?? "",
  );
  expect(said).toEqual([
    "",
    "There may be other answers: not all were looked for.",
    "What would change this was not looked for to the end: there are too many answers to try.",
  ]);
});

test("what is for the person and the worker alone says nothing of itself until it is asked for", async () => {
  const [line] = NEEDS.lines;
  const [open] = NEEDS.not_known;
  if (line === undefined || open === undefined) throw new Error("a line and what is not known");
  const secret = { en: "A safe place first" };
  answers["needs_show"] = () => ({
    ...NEEDS,
    lines: [{ ...line, rule: "D004", explanation: secret, apart: true }],
    services: [],
    not_known: [{ ...open, explanation: secret, apart: true }],
  });
  await page(PERSON);
  (await see("person-needs")).click();
  await see("need");
  const screen = (await see("screen-needs")).textContent;
  for (const told of ["safe", "place to sleep", "doctor", "D004"]) expect(screen).not.toContain(told);
  expect(document.querySelector("[data-testid=need] .danger")).toBeNull();
  expect(words("need")).toContain("To be talked about in private");
  (await see("need-show")).click();
  flushSync();
  expect(words("need")).toContain("A safe place first");
  expect(words("need")).toContain("Do you have a place to sleep tonight? No");
});

test("the sheet of what is held is offered to those who may make it", async () => {
  await page(PERSON);
  expect(get("person-sheet")).toBeNull();
  answers["printers"] = () => ["Office"];
  const sheet = vi.fn(() => ({ file: null, faults: { unprintable: ["汉"], cut: [] } }));
  answers["held_sheet"] = sheet;
  await page({ ...PERSON, may_make_sheet: true });
  (await see("person-sheet")).click();
  expect((await see("held-sheet")).textContent).toContain("for the person alone");
  (await see("held-sheet-print")).click();
  expect((await see("held-sheet-made")).textContent).toContain("printer");
  expect((await see("held-sheet-unprintable")).textContent).toContain("汉");
  expect(sheet).toHaveBeenCalledWith({ case: "c1", languages: ["en"], to: "printer", folder: "", printer: "Office" });
});
