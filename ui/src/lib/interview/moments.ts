// Times, and dates with times, between the fields of a screen and what is stored. Pure but for the device's offset.
import type { AnswerView } from "../backend/contract/AnswerView";
import type { FormNode } from "../backend/contract/FormNode";
import { fromParts, toParts, type DateParts } from "./answers";
import { valueOf } from "./stops";

export interface MomentParts extends DateParts {
  hour: string;
  minute: string;
}

type Asked = Pick<FormNode, "question_type" | "appearance">;

/** The parts a question asks for, dates in the order of the year first. */
export function partsAsked(node: Asked): (keyof MomentParts)[] {
  if (node.question_type === "time") return ["hour", "minute"];
  const date: (keyof MomentParts)[] = node.appearance.includes("year")
    ? ["year"]
    : node.appearance.includes("month-year")
      ? ["year", "month"]
      : ["year", "month", "day"];
  return node.question_type === "datetime" ? ["year", "month", "day", "hour", "minute"] : date;
}

/** An answer as fields: times with leading zeros, as a clock shows them. */
export function toMoment(answer: AnswerView, node: Asked): MomentParts {
  const value = valueOf(answer);
  const [day, clock] =
    node.question_type === "time" ? ["", value] : [value.split("T")[0] ?? "", value.split("T")[1] ?? ""];
  const [hour = "", minute = ""] = clock.split(":");
  const asked = partsAsked(node);
  const date = toParts({ state: "value", value: day });
  return {
    year: date.year,
    month: asked.includes("month") ? date.month : "",
    day: asked.includes("day") ? date.day : "",
    hour,
    minute: minute.slice(0, 2),
  };
}

/**
 * The answer the fields make. A time carries this device's offset, as other tools write it. A date without a time is
 * kept as far as it is known. What is no time yet is kept as typed; the app says what is wrong with it.
 */
export function fromMoment(
  parts: MomentParts,
  node: Asked,
  zone: (at: Date) => string = zoneOf,
  now: Date = new Date(),
): AnswerView {
  const hour = parts.hour.trim();
  const minute = parts.minute.trim();
  const clock = within(hour, 23) && within(minute, 59) ? `${two(hour)}:${two(minute)}:00.000` : null;
  const raw = hour === "" && minute === "" ? "" : `${hour}:${minute}`;
  if (node.question_type === "time") {
    if (raw === "") return { state: "blank" };
    return { state: "value", value: clock === null ? raw : clock + zone(now) };
  }
  const date = fromParts(parts);
  if (node.question_type !== "datetime") return wholeDate(date, partsAsked(node));
  const day = valueOf(date);
  const whole = date.state === "value" && /^\d{4}-\d{2}-\d{2}$/.test(day);
  if (raw === "") return whole ? { state: "partial", value: day } : date;
  if (whole && clock !== null)
    return { state: "value", value: `${day}T${clock}${zone(new Date(`${day}T${two(hour)}:${two(minute)}`))}` };
  return { state: "value", value: `${day}T${raw}` };
}

/** The fields of an answer, and the date as text where it is kept as it was typed, because it is none. */
export function readMoment(answer: AnswerView, node: Asked): { parts: MomentParts; text: string } {
  const value = valueOf(answer);
  const end = node.question_type === "datetime" ? value.lastIndexOf("T") : -1;
  const text = node.question_type === "time" ? "" : end === -1 ? value : value.slice(0, end);
  if (/^\d*(?:-\d*){0,2}$/.test(text) || /^\d{4}-\d\d-\d\dT/.test(text))
    return { parts: toMoment(answer, node), text: "" };
  const [hour = "", minute = ""] = end === -1 ? [] : value.slice(end + 1).split(":");
  return { parts: { year: "", month: "", day: "", hour, minute: minute.slice(0, 2) }, text };
}

/** What was typed for a date and is none, kept with the time beside it. The lines between figures are the store's. */
export function fromText(text: string, parts: MomentParts, node: Asked): AnswerView {
  const kept = text.trim().replaceAll("-", ".");
  const clock = parts.hour === "" && parts.minute === "" ? "" : `T${parts.hour}:${parts.minute}`;
  return { state: "value", value: node.question_type === "datetime" ? kept + clock : kept };
}

/** Where only the year or the month is asked, the first day stands for it, as other tools keep it. */
function wholeDate(date: AnswerView, asked: readonly (keyof MomentParts)[]): AnswerView {
  if (date.state !== "partial" || asked.includes("day")) return date;
  if (!asked.includes("month")) return { state: "value", value: `${date.value}-01-01` };
  return date.value.includes("-") ? { state: "value", value: `${date.value}-01` } : date;
}

/** What was typed or pasted into the field of the hours, if it is a whole time: `9:30`, `09.30`, `0930`. */
export function splitClock(typed: string): { hour: string; minute: string } | null {
  const found =
    /^\s*(\d{1,2})\s*[:.\-\s]\s*(\d{0,2})(?::\d{2}(?:\.\d+)?)?\s*$/.exec(typed) ?? /^\s*(\d{2})(\d{2})\s*$/.exec(typed);
  return found === null ? null : { hour: found[1] ?? "", minute: found[2] ?? "" };
}

/** `+05:00`: how far this device's clock is from that of Greenwich at a moment. */
export function zoneOf(at: Date): string {
  const minutes = -at.getTimezoneOffset();
  const size = Math.abs(minutes);
  return `${minutes < 0 ? "-" : "+"}${two(String(Math.floor(size / 60)))}:${two(String(size % 60))}`;
}

const two = (part: string): string => part.padStart(2, "0");
const within = (part: string, most: number): boolean => /^\d{1,2}$/.test(part) && Number(part) <= most;
