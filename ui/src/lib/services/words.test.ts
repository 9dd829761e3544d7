// Words of services: reasons, languages, ages, days.
import { expect, test } from "vitest";
import type { ReasonCode } from "../backend/contract/ReasonCode";
import { Text } from "../text/text.svelte";
import { agesWords, dayWords, languageName, monthsAgo, openWords, reasonWords } from "./words";

const REASONS = Object.keys({
  serves: true,
  "age-fits": true,
  "age-not": true,
  "age-not-known": true,
  "sex-fits": true,
  "sex-not": true,
  "sex-not-known": true,
  "trait-fits": true,
  "trait-not": true,
  "trait-not-known": true,
  "no-registration": true,
  "conditions-in-words": true,
  "in-place": true,
  "out-of-area": true,
  near: true,
  far: true,
  "language-spoken": true,
  interpreter: true,
  "language-not": true,
  "language-not-known": true,
  "open-now": true,
  opens: true,
  "not-open": true,
  "hours-not-known": true,
  "places-free": true,
  full: true,
  "places-not-known": true,
  checked: true,
  "checked-long-ago": true,
  "never-checked": true,
  answered: true,
  "not-answered": true,
  refused: true,
  "referred-already": true,
  "not-running": true,
} satisfies Record<ReasonCode, true>) as ReasonCode[];

test.each(["kk", "en"])("every reason for and against is a sentence that names what it is about, in %s", (tag) => {
  const text = new Text();
  text.choose(tag);
  const args = {
    least: "3",
    greatest: "17",
    sex: "female",
    of: "family",
    code: "single_parent",
    kind: "food",
    km: "2",
    language: "ar",
    until: "2026-11-25T14:00:00Z",
    at: "2026-11-25T14:00:00Z",
    on: "2026-11-20",
    days: "5",
    answered: "3",
    tried: "4",
    count: "6",
    status: "temporarily closed",
  };
  const said = REASONS.map((code) => reasonWords({ code, args, label: {} }, text).replace(/[\u2068\u2069]/g, ""));
  for (const [index, words] of said.entries()) {
    expect(words, REASONS[index]).not.toBe("");
    expect(words, REASONS[index]).not.toMatch(/[{}]|: *$/);
  }
  expect(new Set(said).size).toBe(REASONS.length);
});

test("a language is called by its name, by that of its kind, or by what the directory calls it", () => {
  const text = new Text();
  expect(languageName("ar", text)).toBe("араб");
  expect(languageName("fa-af", text)).toBe("дари");
  expect(languageName("kk-Cyrl", text)).toBe("қазақ");
  expect(languageName("xx", text, "Zaza")).toBe("Zaza");
});

test("a day of this year has no year, today is called today, and another year is said", () => {
  const text = new Text();
  const now = new Date("2026-11-25T10:00:00");
  expect(dayWords("2026-11-25", text, now)).toBe("бүгін");
  expect(dayWords("2026-11-12", text, now)).toBe("12 қараша");
  expect(dayWords("2025-11-12", text, now)).toBe("12 қараша 2025");
});

test("what is open for more than a day is open round the clock, and till when is said of all else", () => {
  const text = new Text();
  const now = new Date("2026-11-25T10:00:00");
  expect(openWords(null, text, now)).toBe("Қазір ашық");
  expect(openWords("2026-11-25T18:00:00", text, now)).toContain("18:00");
  expect(openWords("2026-11-28T18:00:00", text, now)).toBe("Қазір ашық, тәулік бойы");
});

test("ages have a beginning, an end, both or neither, and a month is the least that is said", () => {
  const text = new Text();
  const plain = (said: string): string => said.replace(/[\u2068\u2069]/g, "");
  expect(plain(agesWords(18, null, text))).toBe("18 жастан бастап");
  expect(plain(agesWords(null, 17, text))).toBe("17 жасқа дейін");
  expect(plain(agesWords(3, 17, text))).toBe("3–17 жас");
  expect(agesWords(null, null, text)).toBe("кез келген жас");
  expect([monthsAgo(5), monthsAgo(95), monthsAgo(229)]).toEqual([1, 3, 7]);
});
