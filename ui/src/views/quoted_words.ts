// What was written at another centre, in the words that this one has for the same.
import type { ConsentPurpose } from "../lib/backend/contract/ConsentPurpose";
import type { QuotedNeed } from "../lib/backend/contract/QuotedNeed";
import type { QuotedSaid } from "../lib/backend/contract/QuotedSaid";
import type { Text } from "../lib/text/text.svelte";
import { ASIDE_REASONS } from "../components/needs/words";
import { FIELDS } from "../components/referral/fields";
import { STATES } from "../components/referral/words";
import { CONSENTS, dated, DECISIONS } from "./conflict_words";

const PURPOSES = {
  referral: "people-from-purpose-referral-label",
  tracing: "people-from-purpose-tracing-label",
  statistics: "people-from-purpose-statistics-label",
  transfer: "people-from-purpose-transfer-label",
} as const satisfies Record<ConsentPurpose, string>;

function needWords(need: QuotedNeed, text: Text): string[] {
  return [
    text.of(need.label),
    need.decision === null ? "" : text.t(DECISIONS[need.decision]),
    need.reason === null || need.reason === "other" ? "" : text.t(ASIDE_REASONS[need.reason]),
    need.urgency === null ? "" : text.t(`needs-urgency-${need.urgency}-label`),
    need.words,
  ];
}

/** What an entry says, each thing by itself; what says nothing is left out. */
export function quotedWords(said: QuotedSaid, text: Text): string[] {
  const parts = ((): string[] => {
    switch (said.kind) {
      case "need":
        return said.needs.flatMap((need) => needWords(need, text));
      case "consent":
        return [
          said.answer === null ? "" : text.t(CONSENTS[said.answer]),
          said.purpose === null ? "" : text.t(PURPOSES[said.purpose]),
          said.recipient,
          ...said.fields.map((field) => text.t(FIELDS[field])),
          said.until === "" ? "" : text.t("people-from-until-message", { date: dated(said.until, text) }),
        ];
      case "referral":
        return [
          said.recipient,
          text.of(said.service),
          said.urgency === null ? "" : text.t(`needs-urgency-${said.urgency}-label`),
          said.standing === null ? "" : text.t(STATES[said.standing]),
        ];
      case "follow_up":
        return [dated(said.day, text)];
      case "revoked":
        return [said.words];
    }
  })();
  return parts.filter((part) => part !== "");
}
