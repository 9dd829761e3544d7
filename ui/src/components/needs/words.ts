// Words of questions and answers that needs rest on. Pure.
import type { QuestionRow } from "../../lib/backend/contract/QuestionRow";
import type { SaidRow } from "../../lib/backend/contract/SaidRow";
import type { Text } from "../../lib/text/text.svelte";

/** How a question is asked; what is worked out and has no words is called by its name. */
export const questionWord = (question: QuestionRow, text: Text): string => text.of(question.label) || question.name;

/** The answers in words: those of the choices, else as they are stored. */
export const answerWords = (said: SaidRow, text: Text): string =>
  said.labels.length > 0 ? said.labels.map((label) => text.of(label)).join(", ") : said.values.join(", ");
