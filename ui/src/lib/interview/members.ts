// The instances of a list with their stops, found at once; and which of them are drawn. Pure.
import type { Stop } from "./stops";

/** So many rows are drawn at a time: nobody reads more, and drawing thousands takes seconds. */
export const DRAWN = 50;

/** The instances of a list, in order. */
export class Members {
  readonly instances: string[];
  readonly #stops = new Map<string, Map<string, Stop>>();
  readonly #places = new Map<string, number>();

  constructor(page: readonly Stop[]) {
    for (const stop of page) {
      if (stop.instance === null) continue;
      let own = this.#stops.get(stop.instance);
      if (own === undefined) {
        own = new Map();
        this.#places.set(stop.instance, this.#stops.size);
        this.#stops.set(stop.instance, own);
      }
      if (!own.has(stop.node.path)) own.set(stop.node.path, stop);
    }
    this.instances = [...this.#stops.keys()];
  }

  /** Which it is, from 1; 0: none of them. */
  numberOf(instance: string | null): number {
    return instance === null ? 0 : (this.#places.get(instance) ?? -1) + 1;
  }

  /** Its stops, in order. */
  stopsOf(instance: string | null): Stop[] {
    return instance === null ? [] : [...(this.#stops.get(instance)?.values() ?? [])];
  }

  /** Its stop at a row of the questionnaire. */
  stopAt(instance: string, path: string): Stop | undefined {
    return this.#stops.get(instance)?.get(path);
  }
}

/** Which rows are drawn: from one up to another, which is left out. */
export interface Drawn {
  from: number;
  to: number;
}

/** The rows that are drawn of so many, such that the one that is open is among them. `wanted`: what was asked for. */
export function drawnOf(count: number, open: number, wanted: Drawn): Drawn {
  const fits = open < 0 || (open >= wanted.from && open < wanted.to);
  const from = fits ? wanted.from : Math.max(0, open - Math.floor(DRAWN / 2));
  const to = fits ? wanted.to : from + DRAWN;
  return { from: Math.min(from, Math.max(0, count - 1)), to: Math.min(to, count) };
}
