// Dates and numbers as the reader's language writes them. Some web views know no Kazakh: then our own words are used.
import type { Tag } from "./bundles";

const MONTHS = [
  "қаңтар",
  "ақпан",
  "наурыз",
  "сәуір",
  "мамыр",
  "маусым",
  "шілде",
  "тамыз",
  "қыркүйек",
  "қазан",
  "қараша",
  "желтоқсан",
];
const WEEKDAYS = ["жексенбі", "дүйсенбі", "сейсенбі", "сәрсенбі", "бейсенбі", "жұма", "сенбі"];
const SHORT_WEEKDAYS = ["Жс", "Дс", "Сс", "Ср", "Бс", "Жм", "Сб"];

/** `23 қараша 2026`, `23 November 2026`; unknown parts are left out: `қараша 2026`, `2026`. */
export function writtenDate(stored: string, tag: Tag): string {
  const [year, month, day] = stored.split("T")[0]?.split("-") ?? [];
  if (year === undefined) return stored;
  if (month === undefined) return year;
  const name = monthName(Number(month), tag);
  if (name === undefined) return stored;
  return day === undefined ? `${name} ${year}` : `${Number(day)} ${name} ${year}`;
}

/** A month with its year, `2024-05`: `2024 жылғы мамыр`, `May 2024`. */
export function writtenYearMonth(stored: string, tag: Tag): string {
  const [year, month] = stored.split("-");
  const name = monthName(Number(month), tag);
  if (tag !== "kk" || year === undefined || name === undefined) return writtenDate(stored, tag);
  return `${year} жылғы ${name}`;
}

/** `Дүйсенбі, 23 қараша`, `Monday, 23 November`. */
export function writtenDay(stored: string, tag: Tag): string {
  const date = new Date(`${stored}T12:00:00`);
  if (Number.isNaN(date.getTime())) return stored;
  const weekday =
    tag === "kk" ? WEEKDAYS[date.getDay()] : new Intl.DateTimeFormat(tag, { weekday: "long" }).format(date);
  const name = weekday ?? "";
  const month = monthName(date.getMonth() + 1, tag) ?? "";
  return `${name.charAt(0).toLocaleUpperCase(tag)}${name.slice(1)}, ${date.getDate()} ${month}`;
}

/** `14:02`. */
export function writtenTime(moment: string | Date): string {
  const date = moment instanceof Date ? moment : new Date(moment);
  if (Number.isNaN(date.getTime())) return "";
  return `${String(date.getHours()).padStart(2, "0")}:${String(date.getMinutes()).padStart(2, "0")}`;
}

/** A moment: the time alone when it was today, else the day with it. */
export function writtenMoment(moment: string, tag: Tag, now: Date = new Date()): string {
  const date = new Date(moment);
  if (Number.isNaN(date.getTime())) return moment;
  if (date.toDateString() === now.toDateString()) return writtenTime(date);
  const day =
    date.getFullYear() === now.getFullYear()
      ? `${date.getDate()} ${monthName(date.getMonth() + 1, tag) ?? ""}`
      : writtenDate(dayOf(date), tag);
  return `${day}, ${writtenTime(date)}`;
}

/** `2026-11-23` of a moment by this device's clock. */
export function dayOf(date: Date): string {
  const month = String(date.getMonth() + 1).padStart(2, "0");
  return `${date.getFullYear()}-${month}-${String(date.getDate()).padStart(2, "0")}`;
}

/** Name of a month, 1 to 12. */
export function monthName(month: number, tag: Tag): string | undefined {
  if (!(month >= 1 && month <= 12)) return undefined;
  if (tag === "kk") return MONTHS[month - 1];
  return new Intl.DateTimeFormat(tag, { month: "long" }).format(new Date(2026, month - 1, 15));
}

/** Name of a weekday, 0 = Sunday. */
export function weekdayName(weekday: number, tag: Tag): string {
  if (tag === "kk") return WEEKDAYS[weekday] ?? "";
  return new Intl.DateTimeFormat(tag, { weekday: "long" }).format(new Date(2026, 10, 22 + weekday));
}

/** Two or three letters of a weekday, 0 = Sunday. */
export function shortWeekday(weekday: number, tag: Tag): string {
  if (tag === "kk") return SHORT_WEEKDAYS[weekday] ?? "";
  return new Intl.DateTimeFormat(tag, { weekday: "short" }).format(new Date(2026, 10, 22 + weekday));
}

/** A whole number with the groups of the language. */
export function writtenNumber(value: number, tag: Tag): string {
  const locale = Intl.NumberFormat.supportedLocalesOf(tag).length > 0 ? tag : "ru";
  return new Intl.NumberFormat(locale).format(value);
}
