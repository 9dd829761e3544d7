// A date as people write it in one go: `31.12.1994`, `12/1994`, `1994`, `1994-12-31`, `31 желтоқсан 1994`. Pure.
import type { Tag } from "../text/bundles";
import type { DateParts } from "./answers";

/** What was typed: nothing, a date as far as it is known, or no date, and why. */
export type TypedDate =
  | { is: "nothing" }
  | { is: "date"; parts: DateParts }
  /** `days`: so many has the month that was meant. */
  | { is: "no-such-day"; days: number }
  | { is: "no-such-month" }
  /** The year has two digits: which century was meant nobody can know of people of all ages. */
  | { is: "short-year" }
  | { is: "no-date" };

/** Which part of a date comes first when it is written in figures. A year of four digits is known anywhere. */
const FIRST: Record<Tag, "day" | "year"> = { kk: "day", en: "day" };

/** How months begin in Kazakh, Russian and English, from January: enough to tell each, and what endings leave alone. */
const MONTHS: readonly (readonly string[])[] = [
  ["қаңт", "кант", "янв", "jan"],
  ["ақп", "акп", "фев", "feb"],
  ["нау", "мар", "mar"],
  ["сәу", "сау", "апр", "apr"],
  ["мам", "май", "мая", "мае", "may"],
  ["мау", "июн", "jun"],
  ["шіл", "шил", "июл", "jul"],
  ["там", "авг", "aug"],
  ["қыр", "кыр", "сен", "sep"],
  ["қаз", "каз", "окт", "oct"],
  ["қар", "кар", "ноя", "nov"],
  ["жел", "дек", "dec"],
];

/** Words that stand beside a year and say nothing more. */
const YEAR_WORDS = /^(?:ж|жыл|жылы|жылғы|жылдың|г|год|года|году)$/u;
/** What stands between the parts: marks, blanks, and the signs of direction that a copy brings along. */
const BETWEEN = /[\s.,/\\\-‐‑‒–—−·،٫٬\u200e\u200f\u061c\u2066-\u2069]+/u;

/** Arabic and Persian digits, and those of full width, as the digits of the form. */
export function plainDigits(text: string): string {
  return text.replace(/[٠-٩۰-۹０-９]/g, (digit) => {
    const code = digit.charCodeAt(0);
    return String(code - (code >= 0xff10 ? 0xff10 : code >= 0x6f0 ? 0x6f0 : 0x660));
  });
}

/** So many days has a month, 1 to 12. */
export function daysOf(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** Reads what was typed, figures in the order of the language. */
export function typedDate(text: string, tag: Tag): TypedDate {
  const pieces = plainDigits(text)
    .toLocaleLowerCase()
    .replace(/(\d)(?=\p{L})|(\p{L})(?=\d)/gu, "$& ")
    .split(BETWEEN)
    .filter((piece) => piece !== "" && !YEAR_WORDS.test(piece));
  if (pieces.length === 0) return { is: text.trim() === "" ? "nothing" : "no-date" };
  const named = pieces.map(monthNamed);
  const words = named.filter((month) => month !== null);
  const figures = pieces.filter((piece) => /^\d+$/.test(piece));
  if (words.length > 1 || words.length + figures.length !== pieces.length) return { is: "no-date" };
  const [month] = words;
  if (month !== undefined) return withName(figures, String(month));
  return inFigures(figures.length === 1 ? runOf(figures[0] ?? "", tag) : figures, tag);
}

function monthNamed(piece: string): number | null {
  const at = MONTHS.findIndex((names) => names.some((name) => piece.startsWith(name)));
  return at === -1 ? null : at + 1;
}

/** `31121994` and `19941231` without anything between. */
function runOf(figures: string, tag: Tag): string[] {
  if (figures.length !== 8) return [figures];
  const yearFirst = [figures.slice(0, 4), figures.slice(4, 6), figures.slice(6)];
  const dayFirst = [figures.slice(0, 2), figures.slice(2, 4), figures.slice(4)];
  if (FIRST[tag] === "year") return yearFirst;
  // The 20th of December looks like a year: then what makes a date of our time is meant.
  return isOfOurTime(dayFirst) || !isOfOurTime(turned(yearFirst)) ? dayFirst : yearFirst;
}

function isOfOurTime(parts: string[]): boolean {
  const year = Number(parts[2]);
  return checked(parts).is === "date" && year >= 1800 && year < 2200;
}

function withName(figures: string[], month: string): TypedDate {
  const [first = "", second] = figures;
  if (figures.length === 0 || figures.length > 2) return { is: "no-date" };
  if (second === undefined) return checked(["", month, first]);
  return checked(first.length > second.length ? [second, month, first] : [first, month, second]);
}

function inFigures(figures: string[], tag: Tag): TypedDate {
  const [first = "", second = "", third = ""] = figures;
  if (figures.length > 3) return { is: "no-date" };
  if (figures.length === 1) return first.length <= 2 ? { is: "short-year" } : checked(["", "", first]);
  const yearFirst = first.length > 2 || (FIRST[tag] === "year" && (figures.at(-1) ?? "").length <= 2);
  if (figures.length === 2) return checked(yearFirst ? ["", second, first] : ["", first, second]);
  return checked(yearFirst ? [third, second, first] : [first, second, third]);
}

const turned = ([year = "", month = "", day = ""]: string[]): string[] => [day, month, year];

/** Day, month and year, each if it is known, as a date. */
function checked([day = "", month = "", year = ""]: string[]): TypedDate {
  if (day.length > 2 || month.length > 2) return { is: "no-date" };
  if (year.length === 2 || year.length === 1) return { is: "short-year" };
  if (!/^[1-9]\d{3}$/.test(year)) return { is: "no-date" };
  if (month !== "" && !(Number(month) >= 1 && Number(month) <= 12)) return { is: "no-such-month" };
  const days = daysOf(Number(year), Number(month));
  if (day !== "" && !(Number(day) >= 1 && Number(day) <= days)) return { is: "no-such-day", days };
  const plain = (part: string): string => (part === "" ? "" : String(Number(part)));
  return { is: "date", parts: { year, month: plain(month), day: plain(day) } };
}

/** A whole day as it is kept, `YYYY-MM-DD`; null for what is no day, or only a month or a year. */
export function wholeDay(text: string, tag: Tag): string | null {
  const read = typedDate(text, tag);
  if (read.is !== "date" || read.parts.day === "" || read.parts.month === "") return null;
  const { year, month, day } = read.parts;
  return `${year.padStart(4, "0")}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
}

/** A date in figures, in the order of the language, as far as it is known. */
export function inOneGo(parts: DateParts, tag: Tag): string {
  const two = (part: string): string => part.padStart(2, "0");
  const known = [parts.day, parts.month].filter((part) => part !== "").map(two);
  if (parts.year === "") return known.join(".");
  return FIRST[tag] === "year" ? [parts.year, ...known.reverse()].join(".") : [...known, parts.year].join(".");
}

/**
 * Does a part need no further figure? A day is whole after two, or after one that begins no other; then the keyboard
 * goes on by itself.
 */
export function isWhole(part: keyof DateParts, typed: string): boolean {
  if (part === "year") return /^\d{4}$/.test(typed);
  return /^\d{2}$/.test(typed) || Number(typed) > (part === "day" ? 3 : 1);
}
