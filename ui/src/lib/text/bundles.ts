// Message bundles, made when they are first asked for. Their files are part of the built page.
import { FluentBundle, FluentResource } from "@fluent/bundle";

const FILES = import.meta.glob<string>("../../../../locales/*/*.ftl", {
  query: "?raw",
  import: "default",
  eager: true,
});

/** What is known of a language of the interface: as in `crates/i18n/src/language.rs`. */
interface About {
  /** What it calls itself. */
  name: string;
  direction: "ltr" | "rtl";
  /** Whose words, dates and numbers it has, where it is made from another. */
  from: string;
}

/** The languages of the interface. `x-rtl` is made from English to show what a right-to-left script would do. */
const ABOUT = {
  kk: { name: "Қазақша", direction: "ltr", from: "kk" },
  en: { name: "English", direction: "ltr", from: "en" },
  "x-rtl": { name: "⇐ x-rtl", direction: "rtl", from: "en" },
} as const satisfies Record<string, About>;

export type Language = keyof typeof ABOUT;

/** The tag of a language that people speak. */
export type Tag = (typeof ABOUT)[Language]["from"];

export const LANGUAGES = Object.keys(ABOUT) as Language[];

/** What is known of a language. */
export function about(language: Language): (typeof ABOUT)[Language] {
  return ABOUT[language];
}

/**
 * The languages to choose from. The made one is for testing: it stands among them only where the device is set to it.
 */
export function offered(current: Language): Language[] {
  return LANGUAGES.filter((language) => language === ABOUT[language].from || language === current);
}

const made = new Map<Language, FluentBundle>();

export function bundleOf(language: Language): FluentBundle {
  const known = made.get(language);
  if (known !== undefined) return known;
  const source = ABOUT[language].from;
  const bundle = new FluentBundle(source, language === source ? {} : { transform: mirror });
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
