import type { ProfileRow } from "../../lib/backend/contract/ProfileRow";
import { writtenDate } from "../../lib/text/dates";
import type { Text } from "../../lib/text/text.svelte";

/** What a fact is called: our word, else the question that gave it. */
export function factWord(fact: Pick<ProfileRow, "property" | "question">, text: Text): string {
  const word = text.maybe(`profile-${fact.property.replaceAll("_", "-")}`) ?? text.maybe(`profile-${fact.property}`);
  return word ?? (text.of(fact.question) || text.t("profile-other", { property: fact.property }));
}

/** The fact as written. */
export function factValue(fact: Pick<ProfileRow, "value" | "label">, text: Text): string {
  if (fact.label !== null) return text.of(fact.label);
  return /^\d{4}-\d{2}(-\d{2})?$/.test(fact.value) ? writtenDate(fact.value, text.tag) : fact.value;
}

/** All that stands there as written, with a stroke between: what was written apart, and nobody has settled. */
export function factValues(fact: ProfileRow, text: Text): string {
  return [fact, ...fact.others]
    .map((each) => factValue(each, text))
    .filter((value) => value !== "")
    .join(" / ");
}

/** Parts of the name that stands above somebody's other facts. */
const PARTS_OF_NAME = new Set(["family_name", "given_name", "patronymic", "full_name"]);

export const isPartOfName = (fact: ProfileRow): boolean => PARTS_OF_NAME.has(fact.property);
