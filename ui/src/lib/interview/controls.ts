// What each type of question is answered with: a type that has no place here is a type error.
import type { QuestionType } from "../backend/contract/QuestionType";

/** What answers a question. What is not asked, and what holds other rows, counts as a text that nobody types. */
export type Control = "choices" | "rank" | "tick" | "number" | "when" | "place" | "points" | "file" | "text";

/** By the question's type. */
export const CONTROLS: Record<QuestionType, Control> = {
  select_one: "choices",
  select_multiple: "choices",
  rank: "rank",
  acknowledge: "tick",
  integer: "number",
  decimal: "number",
  range: "number",
  date: "when",
  time: "when",
  datetime: "when",
  geopoint: "place",
  geotrace: "points",
  geoshape: "points",
  image: "file",
  audio: "file",
  video: "file",
  file: "file",
  text: "text",
  barcode: "text",
  note: "text",
  group: "text",
  repeat: "text",
  calculate: "text",
  hidden: "text",
  start: "text",
  end: "text",
  today: "text",
  username: "text",
  deviceid: "text",
  phonenumber: "text",
  email: "text",
  audit: "text",
  "background-audio": "text",
  osm: "text",
  "start-geopoint": "text",
  "background-geopoint": "text",
};
