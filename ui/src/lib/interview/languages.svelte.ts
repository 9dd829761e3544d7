import { createContext } from "svelte";
import type { FormLanguage } from "../backend/contract/FormLanguage";
import { ownName } from "../text/language_names";
import type { Text } from "../text/text.svelte";
import { plain } from "./markup";

type Texts = { [key in string]: string };

/** A text in one language, with what its element needs. */
export interface Spoken {
  text: string;
  lang: string;
  dir: "ltr" | "rtl";
}

/** In which languages the questions stand on the screen: the worker's, the person's, or both. */
export class Languages {
  /** Tags joined by `+`; empty follows the worker's language. */
  choice = $state("");
  readonly #text: Text;
  readonly #all: readonly FormLanguage[];

  constructor(text: Text, all: readonly FormLanguage[]) {
    this.#text = text;
    this.#all = all;
  }

  /** The worker's language if the questionnaire has it, else its first. */
  readonly own: string = $derived.by(
    () => this.#all.find((each) => each.tag === this.#text.tag)?.tag ?? this.#all[0]?.tag ?? "default",
  );

  /** Everything F6 goes through: each language alone, then the worker's with each other. */
  readonly options: { value: string; tags: string[] }[] = $derived.by(() => {
    const others = this.#all.map((each) => each.tag).filter((tag) => tag !== this.own);
    const rows = [[this.own], ...others.map((tag) => [tag]), ...others.map((tag) => [this.own, tag])];
    return rows.map((tags) => ({ value: tags.join("+"), tags }));
  });

  readonly tags: string[] = $derived(this.options.find((option) => option.value === this.choice)?.tags ?? [this.own]);

  turn = (): void => {
    const index = this.options.findIndex((option) => option.value === this.tags.join("+"));
    this.choice = this.options[(index + 1) % this.options.length]?.value ?? "";
  };

  /** A text in each language on the screen; a language that lacks it falls back to one that has it, once. */
  say = (texts: Texts | null | undefined): Spoken[] => {
    if (texts == null) return [];
    const said: Spoken[] = [];
    for (const tag of this.tags) {
      const text = texts[tag];
      if (text !== undefined && text !== "") said.push(this.#spoken(text, tag));
    }
    if (said.length > 0) return said;
    const [tag, text] = Object.entries(texts).find(([, each]) => each !== "") ?? [];
    return tag === undefined || text === undefined ? [] : [this.#spoken(text, tag)];
  };

  /** The same in one language and in plain words, for lists. */
  one = (texts: Texts | null | undefined): string => plain(this.say(texts)[0]?.text ?? "");

  /** What a language calls itself. */
  name = (tag: string): string => ownName(tag, this.#all.find((each) => each.tag === tag)?.name ?? tag);

  #spoken(text: string, tag: string): Spoken {
    const direction = this.#all.find((each) => each.tag === tag)?.direction;
    return { text, lang: tag === "default" ? "" : tag, dir: direction === "rtl" ? "rtl" : "ltr" };
  }
}

export const [getLanguages, setLanguages] = createContext<Languages>();
