import { expect, test } from "vitest";
import { daysOf, inOneGo, isWhole, typedDate } from "./typed_date";

const said = (text: string, tag: "kk" | "en" = "kk"): string => {
  const read = typedDate(text, tag);
  if (read.is === "date") return [read.parts.year, read.parts.month, read.parts.day].filter((p) => p !== "").join("-");
  return read.is === "no-such-day" ? `${read.is} ${read.days}` : read.is;
};

/** What is typed, and what it says in each language that writes the day first. */
const CASES: readonly [string, string][] = [
  ["", "nothing"],
  ["   ", "nothing"],
  // Whole, in any way of parting the figures.
  ["28.02.1994", "1994-2-28"],
  ["28/02/1994", "1994-2-28"],
  ["28-02-1994", "1994-2-28"],
  ["28 02 1994", "1994-2-28"],
  ["28 . 2 . 1994", "1994-2-28"],
  ["28,02,1994", "1994-2-28"],
  ["28–02–1994", "1994-2-28"],
  ["28.02.1994.", "1994-2-28"],
  ["\u200e28.02.1994", "1994-2-28"],
  ["28021994", "1994-2-28"],
  ["3.4.1994", "1994-4-3"],
  // The year first is told by its four digits.
  ["1994-02-28", "1994-2-28"],
  ["1994.2.28", "1994-2-28"],
  ["1994/02/28", "1994-2-28"],
  ["19940228", "1994-2-28"],
  ["20121112", "2012-11-12"],
  ["20121994", "1994-12-20"],
  // In part.
  ["02.1994", "1994-2"],
  ["2/1994", "1994-2"],
  ["1994-02", "1994-2"],
  ["1994", "1994"],
  ["1994 ж.", "1994"],
  ["1994г", "1994"],
  // Digits of Arabic and Persian.
  ["٢٨/٠٢/١٩٩٤", "1994-2-28"],
  ["۲۸.۰۲.۱۹۹۴", "1994-2-28"],
  ["۱۹۹۴", "1994"],
  // Months in words.
  ["28 ақпан 1994", "1994-2-28"],
  ["1994 жылғы 28 ақпан", "1994-2-28"],
  ["1994 жыл, 28 ақпанда", "1994-2-28"],
  ["28 февраля 1994 г.", "1994-2-28"],
  ["28 Feb 1994", "1994-2-28"],
  ["May 1994", "1994-5"],
  ["маусым 1994", "1994-6"],
  ["мамыр 1994", "1994-5"],
  ["мая 1994", "1994-5"],
  ["қазан 1994", "1994-10"],
  ["ҚАРАША 1994", "1994-11"],
  ["қаңтар 1994", "1994-1"],
  ["Қыркүйек 1994", "1994-9"],
  ["28фев1994", "1994-2-28"],
  ["February 28, 1994", "1994-2-28"],
  // Days that there are not.
  ["31.02.1994", "no-such-day 28"],
  ["29.02.1900", "no-such-day 28"],
  ["29.02.2000", "2000-2-29"],
  ["31.04.1994", "no-such-day 30"],
  ["32.01.1994", "no-such-day 31"],
  ["00.01.1994", "no-such-day 31"],
  ["31 ақпан 1994", "no-such-day 28"],
  ["1994-02-31", "no-such-day 28"],
  ["31021994", "no-such-day 28"],
  ["13.1994", "no-such-month"],
  ["02.13.1994", "no-such-month"],
  ["1994-13", "no-such-month"],
  // A century is not guessed.
  ["28.02.94", "short-year"],
  ["28.02.05", "short-year"],
  ["02.94", "short-year"],
  ["94", "short-year"],
  ["28 ақпан 94", "short-year"],
  // No date at all.
  ["кеше", "no-date"],
  ["yesterday 1994", "no-date"],
  ["28.02.1994.5", "no-date"],
  ["28.02", "short-year"],
  ["280294", "no-date"],
  ["199", "no-date"],
  ["0994", "no-date"],
  ["..", "no-date"],
  ["28.ақпан.02.1994", "no-date"],
  ["ақпан наурыз 1994", "no-date"],
  ["ақпан", "no-date"],
];

test("a date is read in every way people write it, and what is none says why", () => {
  for (const tag of ["kk", "en"] as const)
    for (const [text, means] of CASES) expect([text, said(text, tag)]).toEqual([text, means]);
});

test("every real date written in the language's order comes back as itself", () => {
  const between = [".", "/", "-", " ", ""];
  // Those that differ are gathered: a hundred thousand expectations take longer than the reading.
  const other: [written: string, read: string, meant: string][] = [];
  const reads = (written: string, tag: "kk" | "en", meant: string): void => {
    const read = said(written, tag);
    if (read !== meant) other.push([written, read, meant]);
  };
  for (const tag of ["kk", "en"] as const) {
    for (let year = 1895; year <= 2035; year += 1) {
      reads(inOneGo({ year: String(year), month: "", day: "" }, tag), tag, String(year));
      for (let month = 1; month <= 12; month += 1) {
        const parts = { year: String(year), month: String(month), day: "" };
        reads(inOneGo(parts, tag), tag, `${year}-${month}`);
        for (let day = 1; day <= daysOf(year, month); day += 1) {
          const mark = between[(year + month + day) % between.length] ?? "";
          const written = inOneGo({ ...parts, day: String(day) }, tag).replaceAll(".", mark);
          reads(written, tag, `${year}-${month}-${day}`);
        }
        const past = { ...parts, day: String(daysOf(year, month) + 1) };
        reads(inOneGo(past, tag), tag, `no-such-day ${daysOf(year, month)}`);
      }
    }
  }
  expect(other).toEqual([]);
});

test("the days of a month are those of the calendar", () => {
  for (let year = 1600; year <= 2400; year += 1)
    for (let month = 1; month <= 12; month += 1)
      expect(daysOf(year, month)).toBe(new Date(Date.UTC(year, month, 0)).getUTCDate());
});

test("a part is whole when no figure can follow", () => {
  const whole = (part: "day" | "month" | "year", ...typed: string[]): boolean[] =>
    typed.map((each) => isWhole(part, each));
  expect(whole("day", "", "0", "3", "4", "31")).toEqual([false, false, false, true, true]);
  expect(whole("month", "", "0", "1", "2", "12")).toEqual([false, false, false, true, true]);
  expect(whole("year", "", "199", "1994")).toEqual([false, false, true]);
});
