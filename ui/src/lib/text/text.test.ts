import { expect, test } from "vitest";
import type { ErrorCode } from "../backend/contract/ErrorCode";
import { about, bundleOf, LANGUAGES, offered } from "./bundles";
import { monthName, shortWeekday, weekdayName, writtenDate, writtenDay, writtenMoment } from "./dates";
import { Text } from "./text.svelte";

const FILES = import.meta.glob<string>("../../../../locales/en/*.ftl", {
  query: "?raw",
  import: "default",
  eager: true,
});
const KEYS = Object.values(FILES).flatMap((file) =>
  [...file.matchAll(/^([a-z][a-z0-9-_]*) =/gm)].map((match) => match[1] ?? ""),
);

test("every message is there in every language", () => {
  expect(KEYS.length).toBeGreaterThan(200);
  for (const language of LANGUAGES)
    for (const key of KEYS) expect(bundleOf(language).hasMessage(key), `${language}: ${key}`).toBe(true);
});

test("each folder of words is a language to choose", () => {
  const folders = Object.keys(import.meta.glob("../../../../locales/*/shell.ftl")).map((path) =>
    path.split("/").at(-2),
  );
  const spoken = LANGUAGES.map((language) => about(language).from);
  expect([...new Set(spoken)].sort()).toEqual(folders.sort());
});

test("the language changes without a restart, and the pseudo-language runs from the right", () => {
  const text = new Text();
  const seen = LANGUAGES.map((language) => {
    text.choose(language);
    return [text.t("shell-nav-home"), text.direction];
  });
  expect(seen).toEqual([
    ["Бүгін", "ltr"],
    ["Today", "ltr"],
    ["تعداى", "rtl"],
  ]);
  text.choose("xx");
  expect(text.language).toBe("x-rtl");
});

test("the made language is offered only where it is already spoken", () => {
  expect(offered("kk")).toEqual(["kk", "en"]);
  expect(offered("x-rtl")).toContain("x-rtl");
});

test("an error has two sentences, an unknown one too", () => {
  const text = new Text();
  expect(text.error({ code: "wrong-passphrase", args: { seconds: "5" } }).remedy).toContain("5");
  expect(text.error({ code: "never-heard-of" as ErrorCode, args: {} }).what).toContain("never-heard-of");
});

test("dates are written as the reader's language writes them", () => {
  expect(writtenDate("2026-11-23", "kk")).toBe("23 қараша 2026");
  expect(writtenDate("1987-03", "en")).toBe("March 1987");
  expect(writtenDate("1987", "kk")).toBe("1987");
  expect(writtenDay("2026-11-23", "kk")).toBe("Дүйсенбі, 23 қараша");
  expect(writtenDay("2026-11-23", "en")).toBe("Monday, 23 November");
  expect(writtenMoment("2026-11-20T10:11:00", "kk", new Date("2026-11-23T09:00:00"))).toBe("20 қараша, 10:11");
  expect(writtenMoment("2026-11-23T08:11:00", "kk", new Date("2026-11-23T09:00:00"))).toBe("08:11");
});

test("our own Kazakh words agree with those of a system that knows Kazakh", () => {
  const month = new Intl.DateTimeFormat("kk", { month: "long" });
  const weekday = new Intl.DateTimeFormat("kk", { weekday: "long" });
  if (Intl.DateTimeFormat.supportedLocalesOf("kk").length === 0) return;
  for (let each = 1; each <= 12; each++)
    expect(monthName(each, "kk")).toBe(month.format(new Date(2026, each - 1, 15)).toLocaleLowerCase("kk"));
  for (let day = 0; day < 7; day++) {
    expect(weekdayName(day, "kk")).toBe(weekday.format(new Date(2026, 10, 22 + day)).toLocaleLowerCase("kk"));
    expect(shortWeekday(day, "kk")).toHaveLength(2);
  }
});
