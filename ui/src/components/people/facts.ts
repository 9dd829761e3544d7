import type { ProfileRow } from "../../lib/backend/contract/ProfileRow";
import { writtenDate } from "../../lib/text/dates";
import type { Text } from "../../lib/text/text.svelte";

/** What a fact is called: our word, else the question that gave it. */
export function factWord(fact: ProfileRow, text: Text): string {
  const word = text.maybe(`profile-${fact.property.replaceAll("_", "-")}`) ?? text.maybe(`profile-${fact.property}`);
  return word ?? (text.of(fact.question) || text.t("profile-other", { property: fact.property }));
}

/** The fact as written. */
export function factValue(fact: ProfileRow, text: Text): string {
  if (fact.label !== null) return text.of(fact.label);
  return /^\d{4}-\d{2}(-\d{2})?$/.test(fact.value) ? writtenDate(fact.value, text.tag) : fact.value;
}

/** Parts of the name that stands above somebody's other facts. */
const PARTS_OF_NAME = new Set(["family_name", "given_name", "patronymic", "full_name"]);

export const isPartOfName = (fact: ProfileRow): boolean => PARTS_OF_NAME.has(fact.property);
