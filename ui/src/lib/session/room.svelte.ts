import { call } from "../backend/backend";
import type { RoomStands } from "../backend/contract/RoomStands";

/** How often the shell is asked while it serves. It answers from memory. */
const ASK_MS = 2000;

/**
 * The room in which this laptop serves the others. Lives as long as the app is open: it serves on while another screen
 * is seen.
 */
export class Room {
  stands = $state.raw<RoomStands | null>(null);
  #came: () => void;
  #timer = 0;

  /** `came` is called when something was taken in. */
  constructor(came: () => void) {
    this.#came = came;
  }

  /** Does it serve now? */
  get serves(): boolean {
    return this.stands !== null && !this.stands.over;
  }

  /** Learns what the shell knows; asks on while it serves, until the returned function is called. */
  watch = (): (() => void) => {
    void this.#ask();
    return () => {
      window.clearTimeout(this.#timer);
    };
  };

  open = async (minutes: number): Promise<void> => {
    this.#is(await call("room_open", { minutes }));
  };

  /** Serves nobody any more: what the others gave is taken in before. */
  close = async (): Promise<void> => {
    this.#is(await call("room_close"));
  };

  async #ask(): Promise<void> {
    try {
      this.#is(await call("room_look"));
    } catch {
      // It is asked again.
      this.#again();
    }
  }

  #is(now: RoomStands | null): void {
    const before = this.stands;
    this.stands = now;
    if (now !== null && now.came !== (before?.came ?? 0)) this.#came();
    this.#again();
  }

  #again(): void {
    window.clearTimeout(this.#timer);
    if (this.serves) this.#timer = window.setTimeout(() => void this.#ask(), ASK_MS);
  }
}
