// An answer as a reader sees it. Pure.
import type { AnswerView } from "../backend/contract/AnswerView";
import type { ChoiceView } from "../backend/contract/ChoiceView";
import type { FileView } from "../backend/contract/FileView";
import type { FormNode } from "../backend/contract/FormNode";
import { writtenDate } from "../text/dates";
import type { Text } from "../text/text.svelte";
import { chosen, takesSeveral } from "./answers";
import { CONTROLS } from "./controls";
import { plain } from "./markup";
import { toPlace, toPoints } from "./places";
import { isBlank, valueOf } from "./stops";

type Say = (texts: { [key in string]: string }) => string;
type Asked = Pick<FormNode, "question_type" | "appearance">;

/** The words of an answer; empty when there is none. A file is known by what it was called. */
export function answerWords(
  answer: AnswerView,
  node: Asked,
  choices: readonly ChoiceView[],
  text: Text,
  say: Say,
  file: FileView | null = null,
): string {
  if (answer.state === "declined" || answer.state === "unknown" || answer.state === "later")
    return text.t(`interview-state-${answer.state}`);
  if (isBlank(answer)) return "";
  const value = valueOf(answer);
  if (file !== null) return file.title;
  if (answer.state === "partial") return writtenDate(value, text.tag);
  switch (CONTROLS[node.question_type]) {
    case "when":
      return whenWords(value, node, text);
    case "place":
      return Object.values(toPlace(value))
        .filter((part) => part !== "")
        .join(", ");
    case "points":
      return text.t("interview-points-message", { count: toPoints(value, node.question_type === "geoshape").length });
    case "tick":
      return text.t("interview-acknowledge-label");
    case "choices":
    case "rank":
    case "number":
    case "file":
    case "text":
      break;
  }
  if (choices.length === 0) return value;
  const words = chosen(answer, takesSeveral(node.question_type)).map((name) => {
    const label = choices.find((choice) => choice.name === name)?.label;
    return label === undefined ? name : plain(say(label));
  });
  return node.question_type === "rank"
    ? words.map((word, index) => `${index + 1}. ${word}`).join(" ")
    : words.join(", ");
}

/** A day, a time, or both. */
function whenWords(value: string, node: Asked, text: Text): string {
  if (node.question_type === "time") return clockOf(value);
  if (node.question_type === "date") return writtenDate(shortened(value, node.appearance), text.tag);
  return [writtenDate(value, text.tag), clockOf(value.split("T")[1] ?? "")].filter((part) => part !== "").join(", ");
}

/** Where only the year or the month was asked, the day is no answer. */
function shortened(value: string, appearance: readonly string[]): string {
  return appearance.includes("year")
    ? value.slice(0, 4)
    : appearance.includes("month-year")
      ? value.slice(0, 7)
      : value;
}

/** Hours and minutes of a time as it is stored; what is no time stands as it is. */
const clockOf = (value: string): string => /^\d{2}:\d{2}/.exec(value)?.[0] ?? value;

/** How large a file is: thousands of bytes, or millions with one digit after the point. */
export function sizeWords(bytes: number, text: Text): string {
  const million = 1024 * 1024;
  if (bytes < million) return text.t("interview-file-kilobytes-label", { size: Math.max(1, Math.round(bytes / 1024)) });
  return text.t("interview-file-megabytes-label", { size: Math.round((bytes / million) * 10) / 10 });
}
