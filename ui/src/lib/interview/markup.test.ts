import { expect, test } from "vitest";
import examples from "../../../../crates/forms/src/markup/examples.json";
import { marked, plain } from "./markup";

/** A line as short text: `b(strong)`, `i(emphasised)`, `#` before a heading. */
const shown = (text: string): string[] =>
  marked(text).map(
    (line) =>
      (line.heading ? "#" : "") +
      line.spans
        .map((span) => {
          const inner = span.url === null ? span.text : `${span.text}<${span.url}>`;
          return `${span.strong ? "b" : ""}${span.em ? "i" : ""}${span.strong || span.em ? `(${inner})` : inner}`;
        })
        .join("|"),
  );

test("bold, emphasised, headings and links are read as other tools read them", () => {
  const cases: [string, string[]][] = [
    ["Say **why** we ask", ["Say |b(why)| we ask"]],
    ["__Why__ and *when* and _where_", ["b(Why)| and |i(when)| and |i(where)"]],
    ["***both***", ["bi(both)"]],
    ["**bold with *more* inside**", ["b(bold with )|bi(more)|b( inside)"]],
    ["# Title\nText", ["#Title", "Text"]],
    ["See [the law](https://adilet.zan.kz/x)", ["See |the law<https://adilet.zan.kz/x>"]],
    ["- one\n- two", ["• one", "• two"]],
    ["one\n\ntwo\n", ["one", "", "two"]],
  ];
  for (const [text, lines] of cases) expect(shown(text), text).toEqual(lines);
});

test("what only looks like a mark is text", () => {
  for (const text of [
    "5 * 3 * 2",
    "a_name_with_them",
    "2 ** 3",
    "*",
    "**",
    "_ _",
    "age < 18 & more",
    "a * b",
    "[no link]",
    "№ #5",
    "**open",
    "snake_case and kebab",
  ]) {
    expect(shown(text), text).toEqual([text]);
  }
  expect(shown("\\*not\\* emphasised \\_here\\_")).toEqual(["*not* emphasised _here_"]);
});

test("the HTML of real questionnaires is read, and nothing of it becomes an element", () => {
  expect(shown('<b>Now</b><br>then <span style="color:red">red</span> &lt;b&gt; &amp; &#1179;')).toEqual([
    "b(Now)",
    "then red <b> & қ",
  ]);
  expect(shown("<h2>Title</h2><p>Text</p>")).toEqual(["#Title", "Text"]);
  expect(shown("<script>alert(1)</script>")).toEqual(["<script>alert(1)</script>"]);
  expect(shown('<img src=x onerror="x()">')).toEqual(['<img src=x onerror="x()">']);
});

test("a line to fill in stays, and is no mark", () => {
  for (const text of examples.lines) {
    expect(shown(text), text).toEqual([text]);
    expect(plain(text), text).toBe(text);
  }
});

test("plain words are what the program itself reads", () => {
  for (const [text = "", words] of examples.plain) expect(plain(text), text).toBe(words);
});

test("underscores around words are marks", () => {
  expect(shown("__Қолы:__ ____ _мұнда_")).toEqual(["b(Қолы:)| ____ |i(мұнда)"]);
  expect(shown("___екеуі___")).toEqual(["bi(екеуі)"]);
});

test("a list and a label have the plain words", () => {
  expect(plain("## **Who** is\n_here_?")).toBe("Who is here?");
  expect(plain("Айсұлу")).toBe("Айсұлу");
  expect(plain("first\nsecond")).toBe("first second");
});

test("what is too long for a text of a questionnaire has no marks", () => {
  const long = "*a ".repeat(20_000);
  expect(shown(long)).toEqual([long]);
});
