// A ranking: the names of choices, first place first. Pure.
import type { AnswerView } from "../backend/contract/AnswerView";
import { asValue, chosen } from "./answers";

/** What has a place, in order. */
export const placed = (answer: AnswerView): string[] => chosen(answer, true);

/** Gives a choice the next place, or takes its place away. With nothing placed the question has no answer. */
export function turned(answer: AnswerView, name: string): AnswerView {
  const before = placed(answer);
  return asValue((before.includes(name) ? before.filter((each) => each !== name) : [...before, name]).join(" "));
}

/**
 * Moves a choice so many places down, or up below zero; at the ends it stays. One without a place gets the last one.
 */
export function moved(answer: AnswerView, name: string, by: number): AnswerView {
  const order = placed(answer);
  const from = order.indexOf(name);
  if (from === -1) return turned(answer, name);
  const to = Math.max(0, Math.min(order.length - 1, from + by));
  order.splice(from, 1);
  order.splice(to, 0, name);
  return asValue(order.join(" "));
}
