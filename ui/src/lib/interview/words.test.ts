import { expect, test } from "vitest";
import type { ChoiceView } from "../backend/contract/ChoiceView";
import type { QuestionType } from "../backend/contract/QuestionType";
import { Text } from "../text/text.svelte";
import { answerWords } from "./words";
import { NO_MEDIA } from "./stops";

const text = new Text();
text.choose("en");
const choice = (name: string, label: string): ChoiceView => ({
  name,
  label: { en: label },
  media: NO_MEDIA,
  state: null,
});
const words = (
  value: string,
  question_type: QuestionType,
  appearance: string[] = [],
  choices = [choice("a", "**Bread**"), choice("b", "Milk")],
): string =>
  answerWords(
    { state: "value", value },
    { question_type, appearance },
    question_type.startsWith("select") || question_type === "rank" ? choices : [],
    text,
    text.of,
  );

test("an answer is read as a person says it", () => {
  const cases: [string, QuestionType, string[], string][] = [
    ["09:30:00.000+05:00", "time", [], "09:30"],
    ["2026-03-04T14:30:00.000+05:00", "datetime", [], "4 March 2026, 14:30"],
    ["2026-03-04", "date", [], "4 March 2026"],
    ["1987-01-01", "date", ["year"], "1987"],
    ["1987-03-01", "date", ["month-year"], "March 1987"],
    ["43.2 76.8 850 5", "geopoint", [], "43.2, 76.8, 850, 5"],
    ["43.2,,,", "geopoint", [], "43.2"],
    ["b a", "rank", [], "1. Milk 2. Bread"],
    ["b a", "select_multiple", [], "Milk, Bread"],
    ["words", "text", [], "words"],
  ];
  for (const [value, type, appearance, said] of cases) expect(words(value, type, appearance), type).toBe(said);
  expect(words("43 76;43.1 76;43.1 76.1;43 76", "geoshape").replace(/[\u2068\u2069]/g, "")).toBe("3 points");
});

test("a moment whose hour is not known is read as its day", () => {
  expect(
    answerWords(
      { state: "partial", value: "2026-03-04" },
      { question_type: "datetime", appearance: [] },
      [],
      text,
      text.of,
    ),
  ).toBe("4 March 2026");
});
