/** More rows than most screens have. */
const FIRST = 12;
/** How long the screen has to be drawn before the other rows are made. */
const DRAWN_MS = 60;

/** A long list is drawn a screenful first, and whole once that is seen: nobody waits for rows below the edge. */
export class Screenful {
  #whole = $state(false);

  of = <Row>(rows: readonly Row[]): readonly Row[] => (this.#whole ? rows : rows.slice(0, FIRST));

  /** The first rows are in the page: draws the others once they are seen. Gives what takes that back. */
  shown = (): (() => void) => {
    let timer: number | undefined;
    const frame = window.requestAnimationFrame(() => {
      timer = window.setTimeout(() => (this.#whole = true), DRAWN_MS);
    });
    return () => {
      window.cancelAnimationFrame(frame);
      window.clearTimeout(timer);
    };
  };
}
