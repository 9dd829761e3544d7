// Answers between the fields of a screen and what is stored. Pure.
import type { AnswerView } from "../backend/contract/AnswerView";
import type { QuestionType } from "../backend/contract/QuestionType";
import { CONTROLS } from "./controls";
import { valueOf } from "./stops";

export interface DateParts {
  year: string;
  month: string;
  day: string;
}

/** A date as three fields; what is unknown stays empty. */
export function toParts(answer: AnswerView): DateParts {
  const [year = "", month = "", day = ""] = (valueOf(answer).split("T")[0] ?? "").split("-");
  const trim = (part: string): string => part.replace(/^0(?=\d)/, "");
  return { year, month: trim(month), day: trim(day) };
}

/**
 * The answer three fields make. What is no date yet is kept as typed; the app says what is wrong with it.
 */
export function fromParts(parts: DateParts): AnswerView {
  const year = parts.year.trim();
  const month = parts.month.trim();
  const day = parts.day.trim();
  if (year === "" && month === "" && day === "") return { state: "blank" };
  const whole = /^\d{4}$/.test(year) && (month === "" || within(month, 12)) && (day === "" || within(day, 31));
  const two = (part: string): string => part.padStart(2, "0");
  if (whole && month === "" && day === "") return { state: "partial", value: year };
  if (whole && month !== "" && day === "") return { state: "partial", value: `${year}-${two(month)}` };
  if (whole && month !== "") return { state: "value", value: `${year}-${two(month)}-${two(day)}` };
  return { state: "value", value: `${year}-${month}-${day}` };
}

const within = (part: string, most: number): boolean =>
  /^\d{1,2}$/.test(part) && Number(part) >= 1 && Number(part) <= most;

/** What was typed. Blanks alone, and signs that nobody sees, are no answer. */
export const asValue = (text: string): AnswerView =>
  /^[\s\p{Cf}\p{Cc}]*$/u.test(text) ? { state: "blank" } : { state: "value", value: text };

/** Can several answers be chosen? Then they are kept with spaces between them. */
export const takesSeveral = (type: QuestionType): boolean => type === "select_multiple" || type === "rank";

/** Is the answer a file? Then it is the file's name, and the file comes and goes with it. */
export const takesFile = (type: QuestionType): boolean => CONTROLS[type] === "file";

/** Names of chosen answers. A single one may have spaces in it: a name that was given as an answer before. */
export function chosen(answer: AnswerView, several: boolean): string[] {
  const value = valueOf(answer);
  return (several ? value.split(" ") : [value]).filter((name) => name !== "");
}

/**
 * Ticks or unticks one of several. What the list lacks stays. The order is that of the list, or, where the order is the
 * answer (`list` is null), that of ticking. What is `exclusive`, "none of these", stands alone: it unticks all others,
 * and they it.
 */
export function toggled(
  answer: AnswerView,
  name: string,
  list: readonly string[] | null,
  exclusive: readonly string[] = [],
): AnswerView {
  const ticked = chosen(answer, true);
  if (exclusive.includes(name)) return ticked.includes(name) ? { state: "blank" } : asValue(name);
  const before = ticked.filter((each) => !exclusive.includes(each));
  const after = before.includes(name) ? before.filter((each) => each !== name) : [...before, name];
  if (list !== null) after.sort((a, b) => list.indexOf(a) - list.indexOf(b));
  return asValue(after.join(" "));
}
