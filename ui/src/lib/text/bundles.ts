// Message bundles, made when they are first asked for. Their files are part of the built page.
import { FluentBundle, FluentResource } from "@fluent/bundle";

const FILES = import.meta.glob<string>("../../../../locales/*/*.ftl", {
  query: "?raw",
  import: "default",
  eager: true,
});

/** A language of the interface. `x-rtl` is made from English to show what a right-to-left script would do. */
export const LANGUAGES = ["kk", "en", "x-rtl"] as const;
export type Language = (typeof LANGUAGES)[number];

/** What each language calls itself. */
export const LANGUAGE_NAMES: Record<Language, string> = { kk: "Қазақша", en: "English", "x-rtl": "⇐ x-rtl" };

/**
 * The languages to choose from. The made one is for testing: it stands among them only where the device is set to it.
 */
export function offered(current: Language): Language[] {
  return LANGUAGES.filter((language) => language !== "x-rtl" || current === "x-rtl");
}

const made = new Map<Language, FluentBundle>();

export function bundleOf(language: Language): FluentBundle {
  const known = made.get(language);
  if (known !== undefined) return known;
  const source = language === "x-rtl" ? "en" : language;
  const bundle = new FluentBundle(source, language === "x-rtl" ? { transform: mirror } : {});
  for (const [path, text] of Object.entries(FILES)) {
    if (path.includes(`/locales/${source}/`)) bundle.addResource(new FluentResource(text));
  }
  made.set(language, bundle);
  return bundle;
}

// The table of crates/i18n/build/mirror.rs: Latin letters and marks, and what stands for them in a right-to-left
// script.
const LATIN = "abcdefghijklmnopqrstuvwxyz,;?";
const MIRRORED = "ابصدهفغحيجكلمنعثقرستوطشخىز،؛؟";

/** English words in letters that run from the right: a text that escaped the translation stands out at once. */
function mirror(text: string): string {
  return [...text.toLowerCase()]
    .map((letter) => {
      const place = LATIN.indexOf(letter);
      return place === -1 ? letter : (MIRRORED[place] ?? letter);
    })
    .join("");
}
