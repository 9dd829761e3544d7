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
    const here = text.charAt(at);
    const next = text.charAt(at + 1);
    const link = here === "[" ? /^\[([^[\]]+)\]\(([^()\s]+)\)/.exec(text.slice(at)) : null;
    const size = here === "*" || here === "_" ? (next === here ? 2 : 1) : 0;
    const end = size === 0 ? -1 : endOf(text, at, size);
    if (here === "\\" && /[\\*_#[\]()<>-]/.test(next)) {
      kept += next;
      at += 2;
    } else if (link !== null) {
      flush();
      spans.push({ text: link[1] ?? "", strong, em, url: link[2] ?? "" });
      at += link[0].length;
    } else if (end !== -1) {
      flush();
      spans.push(...spansOf(text.slice(at + size, end), strong || size === 2, em || size === 1));
      at = end + size;
    } else {
      kept += text.slice(at, at + Math.max(1, size));
      at += Math.max(1, size);
    }
  }
  flush();
  return spans;
}

/** Where the mark that begins at a place ends; -1 where it is no mark. */
function endOf(text: string, at: number, size: number): number {
  const mark = text.slice(at, at + size);
  const isWord = (index: number): boolean => /[\p{L}\p{N}_]/u.test(text.charAt(index));
  const underscore = mark.startsWith("_");
  if (!/\S/.test(text.charAt(at + size)) || (underscore && isWord(at - 1))) return -1;
  for (let end = text.indexOf(mark, at + size); end !== -1; end = text.indexOf(mark, end + 1)) {
    // Of three marks the last ones end what began first.
    while (size === 2 && text.charAt(end + size) === mark.charAt(0)) end += 1;
    const single = size === 2 || (text.charAt(end + 1) !== mark && text.charAt(end - 1) !== mark);
    const closes = end > at + size && /\S/.test(text.charAt(end - 1)) && text.charAt(end - 1) !== "\\";
    if (single && closes && !(underscore && isWord(end + size))) return end;
  }
  return -1;
}
