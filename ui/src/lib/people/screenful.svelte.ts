/** More rows than most screens have. */
const FIRST = 12;

/** A long list is drawn a screenful first, and whole once that is seen: nobody waits for rows below the edge. */
export class Screenful {
  #whole = $state(false);

  of = <Row>(rows: readonly Row[]): readonly Row[] => (this.#whole ? rows : rows.slice(0, FIRST));

  /** The first rows are in the page: draws the others after the next frame. Gives what takes that back. */
  shown = (): (() => void) => {
    let timer: number | undefined;
    const frame = window.requestAnimationFrame(() => {
      timer = window.setTimeout(() => (this.#whole = true));
    });
    return () => {
      window.cancelAnimationFrame(frame);
      window.clearTimeout(timer);
    };
  };
}
