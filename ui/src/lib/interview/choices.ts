// How a list of choices is laid out and searched. Pure.
import type { ChoiceView } from "../backend/contract/ChoiceView";
import { holds, soughtWords, spelled, type Spelled } from "../text/spelling";
import { plain } from "./markup";

/** A list longer than this has a search. */
export const LONG = 12;
/** So many choices are drawn at one time; the rest is found by a word. */
export const MOST = 100;

/** Where the choices stand. */
export interface Layout {
  shape: "usual" | "columns" | "chips" | "likert";
  /** How many columns, where the questionnaire says. */
  columns: number | undefined;
  /** With a search, however short it is. */
  search: boolean;
  /** A closed list that is opened. */
  closed: boolean;
  /** Choosing goes on to the next question. */
  quick: boolean;
}

const CHIPS = ["compact", "quickcompact", "columns-pack", "horizontal-compact", "list"];

/** What the appearance of a select means here. Words of other programs that draw the same are read as those. */
export function layoutOf(appearance: readonly string[]): Layout {
  const has = (...words: string[]): boolean => words.some((word) => appearance.includes(word));
  const columns = appearance
    .map((word) => /^(?:columns|compact|quickcompact)-(\d{1,2})$/.exec(word)?.[1])
    .find((each) => each !== undefined);
  const shape = has("likert")
    ? "likert"
    : columns !== undefined || has("columns", "horizontal")
      ? "columns"
      : has(...CHIPS)
        ? "chips"
        : "usual";
  return {
    shape,
    columns: columns === undefined ? undefined : Math.max(1, Number(columns)),
    search: appearance.some((word) => word === "search" || word === "autocomplete" || word.startsWith("search(")),
    closed: has("minimal"),
    quick: appearance.some((word) => word.startsWith("quick")),
  };
}

/** The label of a choice, in all its languages, as it is searched; folded once. */
const folded = new WeakMap<ChoiceView, Spelled>();

function labelOf(choice: ChoiceView): Spelled {
  const known = folded.get(choice);
  if (known !== undefined) return known;
  const fresh = spelled(plain(Object.values(choice.label).join(" ")));
  folded.set(choice, fresh);
  return fresh;
}

/** What was found in a list. */
export interface Found {
  shown: ChoiceView[];
  total: number;
  /** The only one that fits what was typed. */
  only: ChoiceView | null;
}

/**
 * The choices in whose label, in any language, every word is found, letters folded as in the search of people; those in
 * `kept` stay. At most [`MOST`] are drawn.
 */
export function firstOf(choices: readonly ChoiceView[], sought: string, kept: ReadonlySet<string>): Found {
  const words = soughtWords(sought);
  const found = words.length === 0 ? choices : choices.filter((choice) => holds(labelOf(choice), words));
  const drawn = new Set(found.slice(0, MOST).map((choice) => choice.name));
  return {
    shown: choices.filter((choice) => drawn.has(choice.name) || kept.has(choice.name)),
    total: found.length,
    only: words.length > 0 && found.length === 1 ? (found[0] ?? null) : null,
  };
}
