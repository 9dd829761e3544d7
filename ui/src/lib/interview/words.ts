// An answer as a reader sees it. Pure.
import type { AnswerView } from "../backend/contract/AnswerView";
import type { ChoiceView } from "../backend/contract/ChoiceView";
import type { FileView } from "../backend/contract/FileView";
import { writtenDate } from "../text/dates";
import type { Text } from "../text/text.svelte";
import { chosen, takesSeveral } from "./answers";
import { isBlank, valueOf } from "./stops";

type Say = (texts: { [key in string]: string }) => string;

/** The words of an answer; empty when there is none. A file is known by what it was called. */
export function answerWords(answer: AnswerView, type: string, choices: readonly ChoiceView[], text: Text, say: Say, file: FileView | null = null): string {
  if (answer.state === "declined" || answer.state === "unknown" || answer.state === "later") return text.t(`interview-state-${answer.state}`);
  if (isBlank(answer)) return "";
  const value = valueOf(answer);
  if (file !== null) return file.title;
  if (type === "date" || answer.state === "partial") return writtenDate(value, text.tag);
  if (type === "acknowledge" || type === "trigger") return text.t("interview-acknowledge-label");
  if (choices.length === 0) return value;
  return chosen(answer, takesSeveral(type)).map((name) => {
    const label = choices.find((choice) => choice.name === name)?.label;
    return label === undefined ? name : say(label);
  }).join(", ");
}

/** How large a file is: thousands of bytes, or millions with one digit after the point. */
export function sizeWords(bytes: number, text: Text): string {
  const million = 1024 * 1024;
  if (bytes < million) return text.t("interview-file-kilobytes-label", { size: Math.max(1, Math.round(bytes / 1024)) });
  return text.t("interview-file-megabytes-label", { size: Math.round((bytes / million) * 10) / 10 });
}
