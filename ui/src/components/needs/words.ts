// Words of questions and answers that needs rest on. Pure.
import type { AsideReason } from "../../lib/backend/contract/AsideReason";
import type { QuestionRow } from "../../lib/backend/contract/QuestionRow";
import type { SaidRow } from "../../lib/backend/contract/SaidRow";
import type { Text } from "../../lib/text/text.svelte";

/** Why a need is set aside, in the order of the list. */
export const ASIDE_REASONS = {
  met: "needs-reason-met-label",
  elsewhere: "needs-reason-elsewhere-label",
  not_wanted: "needs-reason-not-wanted-label",
  not_so: "needs-reason-not-so-label",
  later: "needs-reason-later-label",
  other: "needs-reason-other-label",
} as const satisfies Record<AsideReason, string>;

/** How a question is asked; what is worked out and has no words is called by its name. */
export const questionWord = (question: QuestionRow, text: Text): string => text.of(question.label) || question.name;

/** The answers in words: those of the choices, else as they are stored. */
export const answerWords = (said: SaidRow, text: Text): string =>
  said.labels.length > 0 ? said.labels.map((label) => text.of(label)).join(", ") : said.values.join(", ");
