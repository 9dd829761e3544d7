/** A part of a line: a telephone number, or what stands between such. */
export interface Piece {
  text: string;
  isNumber: boolean;
}

// Groups of digits with what may stand between those of a telephone: in a line that runs to the left they would change
// places.
const NUMBER = /\+?\d[\d ()\u00a0–-]*\d/gu;

/** A line in its pieces, in order; together they are the line. */
export function telephonesOf(line: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const found of line.matchAll(NUMBER)) {
    pieces.push({ text: line.slice(end, found.index), isNumber: false }, { text: found[0], isNumber: true });
    end = found.index + found[0].length;
  }
  pieces.push({ text: line.slice(end), isNumber: false });
  return pieces.filter((piece) => piece.text !== "");
}
