import { createContext } from "svelte";
import type { AppError } from "../backend/contract/AppError";
import type { DoctorProblem } from "../backend/contract/DoctorProblem";
import type { FormProblemRow } from "../backend/contract/FormProblemRow";
import { about, bundleOf, LANGUAGES, type Language, type Tag } from "./bundles";
import type { Messages } from "./keys";

type Key = keyof Messages;
type Given<K extends Key> = Messages[K] extends null ? [] : [variables: Messages[K]];
type Texts = { [key in string]: string };
type Variables = Record<string, string | number>;

/** The words of the interface in the language chosen now. */
export class Text {
  language = $state<Language>("kk");
  #bundle = $derived(bundleOf(this.language));

  /** Reading direction of the interface. */
  readonly direction: "ltr" | "rtl" = $derived(about(this.language).direction);
  /** The tag for dates, numbers and questionnaires. */
  readonly tag: Tag = $derived(about(this.language).from);

  /** The words of a message. */
  t = <K extends Key>(key: K, ...given: Given<K>): string => this.maybe(key, given[0] ?? undefined) ?? key;

  /** The words of a message whose key came with data, if it has any. */
  maybe = (key: string, variables?: Variables): string | undefined => {
    const message = this.#bundle.getMessage(key);
    if (message?.value == null) return undefined;
    return this.#bundle.formatPattern(message.value, variables, []);
  };

  /** What happened, and what to do now. */
  error = (error: AppError): { what: string; remedy: string } => {
    const variables = given(error.args);
    return {
      what: this.maybe(known(`err-${error.code}`), variables) ?? this.t("err-internal", { place: error.code }),
      remedy: this.maybe(known(`rec-${error.code}`), variables) ?? this.t("rec-internal"),
    };
  };

  /** What is wrong in a questionnaire's file, and how to mend it. */
  problem = (problem: Pick<FormProblemRow, "code" | "args">): { what: string; remedy: string } => {
    const variables = given(problem.args);
    const what = this.maybe(known(`form-problem-${problem.code}`), variables) ?? problem.code;
    return { what, remedy: this.maybe(known(`form-remedy-${problem.code}`), variables) ?? "" };
  };

  /** Variables as they came with data, whole numbers as numbers. */
  given = (args: { [key in string]?: string }): Variables => given(args);

  /** What is not as it was written, and what to do about it. */
  finding = (problem: DoctorProblem): { what: string; remedy: string } => {
    const variables = given(problem.args);
    return {
      what: this.maybe(known(`doctor-problem-${problem.code}`), variables) ?? problem.code,
      remedy: this.maybe(known(`doctor-remedy-${problem.code}`), variables) ?? "",
    };
  };

  /** A questionnaire's text in the worker's language, else in whatever it has. */
  of = (texts: Texts | null | undefined): string => {
    if (texts == null) return "";
    return texts[this.tag] ?? texts["default"] ?? texts["kk"] ?? texts["en"] ?? Object.values(texts)[0] ?? "";
  };

  /** Takes a language; an unknown one leaves what is. */
  choose = (language: string): void => {
    const known = LANGUAGES.find((each) => each === language);
    if (known !== undefined) this.language = known;
  };
}

/** A key that ends in a word of a closed set: a word without words of its own is a type error. */
const known = (key: Key): string => key;

/** Variables as they came, whole numbers as numbers. */
function given(args: { [key in string]?: string }): Variables {
  const variables: Variables = {};
  for (const [name, value] of Object.entries(args)) {
    if (value !== undefined) variables[name] = /^\d{1,15}$/.test(value) ? Number(value) : value;
  }
  return variables;
}

export const [getText, setText] = createContext<Text>();
