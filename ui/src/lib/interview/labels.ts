// What a row of the questionnaire is called where somebody reads it. Pure.
import type { FormNode } from "../backend/contract/FormNode";
import type { NodeState } from "../backend/contract/NodeState";

type Texts = { [key in string]: string };

/**
 * The label of a row as it reads at a place: that of the row itself, or of what it stands in there. Where an answer
 * stands in it, that answer; in the head of a column, which is of no instance, an ellipsis. Never `${name}`, which is
 * for whoever writes questionnaires.
 */
export function labelOf(
  node: FormNode | null | undefined,
  at: string,
  state: (at: string) => NodeState | undefined,
): Texts {
  if (node === null || node === undefined) return {};
  // A place names the instances on its way and has as many steps as its path.
  const own = at.split("/").slice(0, node.path.split("/").length).join("/");
  return state(own)?.label ?? withoutAnswers(node.label);
}

/** With an ellipsis where an answer would stand. */
export function withoutAnswers(texts: Texts): Texts {
  const short = Object.entries(texts).map(([tag, text]) => [tag, text.replace(/\$\{[^}]*\}/g, "…")]);
  return Object.fromEntries(short) as Texts;
}
