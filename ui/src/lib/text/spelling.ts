// Words folded as names are for the search of people, by the table that is made from it. Pure.
import { LETTERS, PAIRS } from "../backend/contract/Spelling";

const spelledAs = new Map(LETTERS.flatMap(([spelled, letters]) => [...letters].map((letter) => [letter, spelled])));

const HYPHENS = /\p{Pd}/gu;
/** What is no letter, no figure and no blank: signs, marks, and what nobody sees. */
const SILENT = /[^\p{L}\p{N}\s]/gu;

/** A text as it is searched: by its letters, which fit however little was typed, and by its sounds. */
export interface Spelled {
  letters: string;
  sounds: string;
}

export function spelled(text: string): Spelled {
  const one = (letter: string): string => spelledAs.get(letter) ?? letter;
  const known = text.normalize("NFKC").toLowerCase().normalize("NFC").replace(HYPHENS, " ").replace(SILENT, "");
  const letters = [...known].map(one).join("");
  const sounds = PAIRS.reduce((word, [pair, sound]) => word.replaceAll(pair, sound), letters);
  return { letters: single(letters), sounds: single(sounds) };
}

/** Doubled letters are one: Алла and Ала sound alike in a list. Figures are not letters. */
const single = (text: string): string => text.replace(/([^\d\s])\1+/gu, "$1");

/** The words of what is sought. */
export const soughtWords = (sought: string): Spelled[] =>
  spelled(sought)
    .letters.split(/\s+/)
    .filter((word) => word !== "")
    .map(spelled);

/** Is each of the words somewhere in the text? */
export const holds = (text: Spelled, words: readonly Spelled[]): boolean =>
  words.every((word) => text.letters.includes(word.letters) || text.sounds.includes(word.sounds));
