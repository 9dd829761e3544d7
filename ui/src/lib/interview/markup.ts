// The marks that questionnaires use in their texts: markdown as ODK reads it, and the few HTML elements that stand in
// real ones. What comes out is data; a screen makes elements of it, so nothing in a text can become code. Pure.

/** A run of text of one kind. */
export interface Span {
  text: string;
  strong: boolean;
  em: boolean;
  /** Where a link leads; it is shown as text, since nothing here goes online. */
  url: string | null;
}

/** One line of a text. */
export interface Line {
  heading: boolean;
  spans: Span[];
}

/** Elements whose tags are taken out; what stands between them stays. */
const TAG = /<\/?(?:b|strong|i|em|u|s|span|div|p|br|font|small|big|center|h[1-6]|ul|ol|li|a|sub|sup)\b[^<>]*>/gi;
/**
 * A line longer than this has no marks: what is so long was typed as an answer, and looking for ends would take long.
 */
const LONGEST = 4_000;
const ENTITIES: { [key in string]: string } = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'", nbsp: "\u00a0" };

/** A text as lines of spans. */
export function marked(text: string): Line[] {
  const lines = fromHtml(text).split(/\r?\n/);
  while (lines.length > 1 && lines.at(-1)?.trim() === "") lines.pop();
  while (lines.length > 1 && lines[0]?.trim() === "") lines.shift();
  return lines.map((line) => {
    const heading = /^\s{0,3}#{1,6}\s+(.*?)(?:\s+#+)?\s*$/.exec(line);
    const item = /^\s*[-*+]\s+(.*)$/.exec(line);
    return {
      heading: heading !== null,
      spans: spansOf(heading?.[1] ?? (item === null ? line : `• ${item[1] ?? ""}`), false, false),
    };
  });
}

/** The same as one line of plain words, for lists and labels. */
export const plain = (text: string): string =>
  isPlain(text)
    ? text
    : marked(text)
        .map((line) =>
          line.spans
            .map((span) => span.text)
            .join("")
            .trim(),
        )
        .filter((line) => line !== "")
        .join(" ");

/** Most texts have no marks at all. */
const isPlain = (text: string): boolean => !/[*_#<&\\[\n\r]/.test(text) && !/^\s*[-+]\s/.test(text);

function fromHtml(text: string): string {
  if (!/[<&]/.test(text)) return text;
  const marks = text.replace(TAG, (tag) => {
    const name = /^<\/?([a-z]+\d?)/i.exec(tag)?.[1]?.toLowerCase() ?? "";
    const isEnd = tag.startsWith("</");
    if (name === "b" || name === "strong") return "**";
    if (name === "i" || name === "em") return "*";
    if (/^h\d$/.test(name)) return isEnd ? "\n" : "\n# ";
    if (name === "li") return isEnd ? "" : "\n- ";
    return name === "br" || (isEnd && (name === "p" || name === "div")) ? "\n" : "";
  });
  return marks.replace(/&(?:#(\d{1,7})|([a-z]+));/gi, (whole, code: string | undefined, name: string | undefined) => {
    const point = Number(code ?? 0);
    if (point > 0 && point <= 0x10ffff) return String.fromCodePoint(point);
    return ENTITIES[(name ?? "").toLowerCase()] ?? whole;
  });
}

/** A run of so many marks or more is a line to fill in, `________`, and stays as it is. */
const LINE = 4;
/** What stands right after underscores that begin something: a word, or what a word begins with. */
const BEGINS = /[\p{L}\p{N}\p{M}*[\\(«“„‹]/u;
/** What stands right before underscores that end it. */
const ENDS = /[\p{L}\p{N}\p{M}*\])».!?…,:;%”’›]/u;
const WORD = /[\p{L}\p{N}\p{M}_]/u;

/** The spans of one line. Marks that have no end, or stand within a word where they are no marks, are text. */
function spansOf(text: string, strong: boolean, em: boolean): Span[] {
  if (text.length > LONGEST) return [{ text, strong, em, url: null }];
  const spans: Span[] = [];
  let kept = "";
  const flush = (): void => {
    if (kept !== "") spans.push({ text: kept, strong, em, url: null });
    kept = "";
  };
  for (let at = 0; at < text.length;) {
    const next = text.charAt(at + 1);
    const link = text.charAt(at) === "[" ? /^\[([^[\]]+)\]\(([^()\s]+)\)/.exec(text.slice(at)) : null;
    const run = runAt(text, at);
    const mark = run === 0 ? null : markAt(text, at, run);
    if (text.charAt(at) === "\\" && /[\\*_#[\]()<>-]/.test(next)) {
      kept += next;
      at += 2;
    } else if (link !== null) {
      flush();
      spans.push({ text: link[1] ?? "", strong, em, url: link[2] ?? "" });
      at += link[0].length;
    } else if (mark !== null) {
      flush();
      const { size, end } = mark;
      spans.push(...spansOf(text.slice(at + size, end), strong || size >= 2, em || size !== 2));
      at = end + size;
    } else {
      kept += text.slice(at, at + Math.max(1, run));
      at += Math.max(1, run);
    }
  }
  flush();
  return spans;
}

/** How many marks of one kind stand from a place on. */
function runAt(text: string, at: number): number {
  const mark = text.charAt(at);
  if (mark !== "*" && mark !== "_") return 0;
  let end = at + 1;
  while (text.charAt(end) === mark) end += 1;
  return end - at;
}

/** The character that begins at a place, and the one that ends there, also where it takes two units. */
const after = (text: string, at: number): string => String.fromCodePoint(text.codePointAt(at) ?? 32);
const before = (text: string, at: number): string => {
  const low = text.charCodeAt(at - 1);
  return low >= 0xdc00 && low <= 0xdfff ? text.slice(at - 2, at) : text.charAt(at - 1);
};

/** What a run of marks begins, and where that ends; nothing where it is text. */
function markAt(text: string, at: number, run: number): { size: number; end: number } | null {
  const underscores = text.charAt(at) === "_";
  const first = after(text, at + run);
  const begins = underscores ? BEGINS.test(first) && !WORD.test(before(text, at)) : /\S/.test(first);
  if (run >= LINE || at + run >= text.length || !begins) return null;
  const whole = endOf(text, at + run, run);
  if (whole !== -1 || run < 3) return whole === -1 ? null : { size: run, end: whole };
  // Of three marks that end apart, those that end last began first.
  const [one, two] = [endOf(text, at + run, 1), endOf(text, at + run, 2)];
  if (one === -1 && two === -1) return null;
  return one > two ? { size: 1, end: one } : { size: 2, end: two };
}

/** Where so many marks end what began before a place; -1 where they do not. Of three marks the last ones do. */
function endOf(text: string, from: number, size: number): number {
  const mark = text.charAt(from - 1);
  for (let at = from; at < text.length; at += Math.max(1, runAt(text, at))) {
    const run = text.charAt(at) === mark ? runAt(text, at) : 0;
    if (run !== size && !(run === 3 && size < 3)) continue;
    const last = before(text, at);
    const stands = at > from && /\S/.test(last) && last !== "\\";
    const ends = mark === "_" ? ENDS.test(last) && !WORD.test(after(text, at + run)) : true;
    if (stands && ends) return at + run - size;
  }
  return -1;
}
