// Words of services: languages, ages, days, moments and reasons. Pure.
import type { Places } from "../backend/contract/Places";
import type { ReasonRow } from "../backend/contract/ReasonRow";
import type { ServiceKindName } from "../backend/contract/ServiceKindName";
import type { ServicePart } from "../backend/contract/ServicePart";
import type { ServiceRow } from "../backend/contract/ServiceRow";
import type { WeekDay } from "../backend/contract/WeekDay";
import { dayOf, monthName, writtenDate, writtenMoment, writtenTime } from "../text/dates";
import type { Messages } from "../text/keys";
import type { Text } from "../text/text.svelte";

/** Languages that are chosen from where a service is written in; others are in lists that were taken in. */
export const LANGUAGES = [
  "kk",
  "ru",
  "uz",
  "ky",
  "tg",
  "tk",
  "ug",
  "az",
  "tr",
  "tt",
  "en",
  "ar",
  "fa",
  "fa-af",
  "ps",
  "ur",
  "ku",
  "ckb",
  "uk",
  "hy",
  "ka",
  "mn",
  "zh",
  "de",
  "fr",
  "es",
  "am",
  "bn",
  "el",
  "so",
  "ti",
] as const;

/** Whether there is a place, in words. */
export const PLACES = {
  has: "services-capacity-has-label",
  waiting: "services-capacity-waiting-label",
  none: "services-capacity-none-label",
  not_known: "services-capacity-unknown-label",
} as const satisfies Record<Places, keyof Messages>;

/** Milliseconds of a day: what is open for longer than that is open round the clock. */
const DAY_MS = 24 * 60 * 60 * 1000;
/** Days of a month, on the whole. */
const MONTH_DAYS = 30.44;

/** A key that ends in a word of a closed set: a word without words of its own is a type error. */
const known = (key: keyof Messages): string => key;

/** What a language is called; `otherwise` is what the directory calls it. */
export function languageName(tag: string, text: Text, otherwise = ""): string {
  const code = tag.toLowerCase();
  const known = text.maybe(`services-language-${code}`) ?? text.maybe(`services-language-${code.split("-")[0] ?? ""}`);
  return known ?? (otherwise === "" ? tag : otherwise);
}

/** Ages that a service is for; empty where it is for all. */
export function agesWords(least: number | null, greatest: number | null, text: Text): string {
  if (least !== null && greatest !== null) return text.t("services-ages-between", { least, greatest });
  if (least !== null) return text.t("services-ages-from", { least });
  return greatest === null ? text.t("services-ages-any") : text.t("services-ages-to", { greatest });
}

/** A day: “today” where it is, else without its year where that is this one. */
export function dayWords(day: string, text: Text, now: Date = new Date()): string {
  const stored = day.split("T")[0] ?? day;
  if (stored === dayOf(now)) return text.t("services-today-label");
  const [year, month, date] = stored.split("-");
  const name = monthName(Number(month), text.tag);
  if (Number(year) !== now.getFullYear() || name === undefined || date === undefined)
    return writtenDate(stored, text.tag);
  return `${Number(date)} ${name}`;
}

/** Until when something is open, in the words of its tag. */
export function openWords(until: string | null, text: Text, now: Date = new Date()): string {
  const end = until === null ? Number.NaN : new Date(until).getTime();
  if (Number.isNaN(end)) return text.t("services-open-label");
  if (end - now.getTime() > DAY_MS) return text.t("services-open-always-label");
  return text.t("services-open-until-label", { time: writtenTime(new Date(end)) });
}

/** How many months ago; at least one. */
export const monthsAgo = (days: number): number => Math.max(1, Math.floor(days / MONTH_DAYS));

/** Kinds of help, by name. */
export const kindsWords = (kinds: readonly ServiceKindName[], text: Text): string =>
  kinds.map((kind) => text.of(kind.label)).join(", ");

/** What is bold in a list: who gives it, else what it is called. */
export const titleOf = (row: ServiceRow): string => (row.provider === "" ? row.name : row.provider);

/** What stands under it: what it is called; empty where that is the title. */
export const giftOf = (row: ServiceRow): string => (row.provider === "" ? "" : row.name);

/** Languages in one line; whether interpreters come too. */
export function languagesWords(row: ServiceRow, text: Text): string {
  const spoken = row.languages.map((tag) => languageName(tag, text));
  if (row.interpreters) spoken.push(text.t("services-interpreter-label"));
  return spoken.length === 0 ? text.t("services-languages-unknown-label") : spoken.join(", ");
}

const ORDER: readonly WeekDay[] = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

/** Parts of a service that are written the same way in every language. */
const SIGNS: ReadonlySet<ServicePart> = new Set<ServicePart>(["phone", "contact", "hours", "checked"]);

/** The direction of what is said of a part; nothing where it is that of its words. */
export const directionOf = (part: ServicePart): "ltr" | undefined => (SIGNS.has(part) ? "ltr" : undefined);

/** The number of a day of the week, 0 = Sunday, as names of days are asked for. */
export const weekdayNumber = (day: WeekDay): number => ORDER.indexOf(day);

/** Days of the week, Monday first. */
export const WEEK: readonly WeekDay[] = [...ORDER.slice(1), "sunday"];

/** A reason, for or against, as a sentence: codes by name, days and moments as they are written. */
export function reasonWords(reason: ReasonRow, text: Text): string {
  const { args } = reason;
  const label = text.of(reason.label);
  const variables: Record<string, string | number> = {};
  for (const [name, value = ""] of Object.entries(args)) {
    if (value === "") variables[name] = "none";
    else if (name === "kind") variables[name] = label === "" ? value : label;
    else if (name === "code") variables[name] = codeWords(value, reason.label, text);
    else if (name === "language") variables[name] = languageName(value, text);
    else if (name === "until" || name === "at") variables[name] = writtenMoment(value, text.tag);
    else if (name === "on") variables[name] = dayWords(value, text);
    else if (name === "status") variables[name] = value.replaceAll(" ", "_");
    else variables[name] = /^\d+$/.test(value) ? Number(value) : value;
  }
  return text.maybe(known(`service-reason-${reason.code}`), variables) ?? "";
}

/** Of a condition or a trait that has a code: its name, else our own words, else the code. */
export function codeWords(code: string, label: { [key in string]: string }, text: Text): string {
  const named = text.of(label);
  return named === "" ? (text.maybe(`services-code-${code.replaceAll("_", "-")}`) ?? code) : named;
}
