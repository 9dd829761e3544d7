// What stands side by side, in words.
import type { ConflictBy } from "../lib/backend/contract/ConflictBy";
import type { ConflictKind } from "../lib/backend/contract/ConflictKind";
import type { ConflictRow } from "../lib/backend/contract/ConflictRow";
import type { ConflictSays } from "../lib/backend/contract/ConflictSays";
import type { ConflictView } from "../lib/backend/contract/ConflictView";
import type { ConsentAnswer } from "../lib/backend/contract/ConsentAnswer";
import type { Decision } from "../lib/backend/contract/Decision";
import { plain } from "../lib/interview/markup";
import { answerWords } from "../lib/interview/words";
import { writtenDate, writtenMoment } from "../lib/text/dates";
import type { Text } from "../lib/text/text.svelte";
import { factWord } from "../components/people/facts";
import { REASONS } from "../components/people/standing";
import { STEPS } from "../components/referral/words";

/** What it is that stands side by side. */
export const KINDS = {
  consent: "conflict-kind-consent",
  fact: "conflict-kind-fact",
  answer: "conflict-kind-answer",
  removed: "conflict-kind-removed",
  referral: "conflict-kind-referral",
  need: "conflict-kind-need",
  status: "conflict-kind-status",
  follow_up: "conflict-kind-follow-up",
  worker: "conflict-kind-worker",
  link: "conflict-kind-link",
} as const satisfies Record<ConflictKind, string>;

/** What it is about: a question, a need, a property of the person; empty where the kind says it. */
export function aboutWords(row: ConflictRow, text: Text): string {
  if (row.property !== null) return factWord({ property: row.property, question: null }, text);
  return plain(text.of(row.label));
}

/** Who wrote it, on which computer, and when by its clock. */
export function byWords(by: ConflictBy, text: Text): string {
  const date = writtenMoment(by.at, text.tag);
  const said =
    by.device === ""
      ? text.t("conflict-by-unknown-message", { name: by.member, date })
      : text.t("conflict-by-message", { name: by.member, device: by.device, date });
  return by.is_dated ? said : `${said} (${text.t("conflict-doubt-label")})`;
}

const DAY = /^\d{4}-\d{2}(-\d{2})?$/;
export const dated = (value: string, text: Text): string => (DAY.test(value) ? writtenDate(value, text.tag) : value);

export const DECISIONS = {
  accepted: "conflict-says-need-accepted",
  set_aside: "conflict-says-need-set-aside",
  added: "conflict-says-need-added",
} as const satisfies Record<Decision, string>;
export const CONSENTS = {
  given: "conflict-says-consent-given",
  refused: "conflict-says-consent-refused",
  withdrawn: "conflict-says-consent-withdrawn",
  not_asked: "conflict-says-consent-not-asked",
} as const satisfies Record<ConsentAnswer, string>;

/** What a side says. */
export function saysWords(says: ConflictSays, view: ConflictView, text: Text): string {
  switch (says.what) {
    case "answer": {
      const type = says.answer.state === "value" && DAY.test(says.answer.value) ? ("date" as const) : ("text" as const);
      const several = view.choices.length > 0 ? ("select_multiple" as const) : type;
      const asked = { question_type: several, appearance: [] };
      return answerWords(says.answer, asked, view.choices, text, text.of) || text.t("interview-no-answer-label");
    }
    case "fact":
      return says.label === null ? dated(says.value, text) : plain(text.of(says.label));
    case "nothing":
      return text.t("conflict-says-nothing");
    case "removed":
      return text.t("conflict-says-removed");
    case "changed":
      return text.t("conflict-says-changed", { answers: says.answers });
    case "consent":
      return text.t(CONSENTS[says.answer]);
    case "need":
      return [text.t(DECISIONS[says.decision]), says.words].filter((part) => part !== "").join(": ");
    case "day":
      return dated(says.day, text);
    case "never":
      return text.t("conflict-says-never");
    case "closed":
      return text.t("conflict-says-closed", { reason: text.t(REASONS[says.reason]), date: dated(says.on, text) });
    case "open":
      return text.t("conflict-says-open");
    case "worker":
      return says.name;
    case "link":
      return text.t(says.link === "same" ? "conflict-says-same" : "conflict-says-apart");
    case "step":
      return text.t(STEPS[says.step]);
  }
}
