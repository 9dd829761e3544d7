// An answer as a reader sees it. Pure.
import type { AnswerView } from "../backend/contract/AnswerView";
import type { ChoiceView } from "../backend/contract/ChoiceView";
import { writtenDate } from "../text/dates";
import type { Text } from "../text/text.svelte";
import { chosen, takesSeveral } from "./answers";
import { isBlank, valueOf } from "./stops";

type Say = (texts: { [key in string]: string }) => string;

/** The words of an answer; empty when there is none. */
export function answerWords(answer: AnswerView, type: string, choices: readonly ChoiceView[], text: Text, say: Say): string {
  if (answer.state === "declined" || answer.state === "unknown" || answer.state === "later") return text.t(`interview-state-${answer.state}`);
  if (isBlank(answer)) return "";
  const value = valueOf(answer);
  if (type === "date" || answer.state === "partial") return writtenDate(value, text.tag);
  if (type === "acknowledge" || type === "trigger") return text.t("interview-acknowledge-label");
  if (choices.length === 0) return value;
  return chosen(answer, takesSeveral(type)).map((name) => {
    const label = choices.find((choice) => choice.name === name)?.label;
    return label === undefined ? name : say(label);
  }).join(", ");
}
