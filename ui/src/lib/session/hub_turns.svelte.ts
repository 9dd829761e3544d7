import { call } from "../backend/backend";
import type { HubTurn } from "../backend/contract/HubTurn";

/** How often the shell is asked. It answers from memory. */
const ASK_MS = 10_000;

/** Meetings that begin by themselves: whether one runs, and what became of the last. */
export class HubTurns {
  last = $state.raw<HubTurn | null>(null);
  #ended: () => void;
  #came: () => void;

  /** `ended` is called when one ended, `came` when it brought something. */
  constructor(ended: () => void, came: () => void) {
    this.#ended = ended;
    this.#came = came;
  }

  /** Asks until the returned function is called. */
  watch = (): (() => void) => {
    void this.ask();
    const timer = window.setInterval(() => void this.ask(), ASK_MS);
    return () => {
      window.clearInterval(timer);
    };
  };

  ask = async (): Promise<void> => {
    let now: HubTurn;
    try {
      now = await call("hub_turn");
    } catch {
      // It is asked again.
      return;
    }
    const before = this.last;
    this.last = now;
    if (before === null) return;
    if (now.came !== before.came) this.#came();
    else if (now.ended !== before.ended) this.#ended();
  };
}
