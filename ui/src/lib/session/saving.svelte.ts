import type { AppError } from "../backend/contract/AppError";

type Flush = () => Promise<boolean>;

/** What the foot says of saving. The screen that writes registers how its unsaved text is written. */
export class Saving {
  phase = $state<"calm" | "empty" | "saving" | "saved" | "failed">("calm");
  /** When something was last made durable, RFC 3339. */
  at = $state<string | null>(null);
  error = $state.raw<AppError | null>(null);
  /** False while a questionnaire is tried out: then nothing on the screen is kept, and the foot says so. */
  kept = $state(true);
  /** When anything else was last made durable. */
  #other: string | null = null;
  #flush: Flush | null = null;
  #left: (() => Promise<unknown>) | null = null;

  /** Registers the screen that writes. */
  writes = (flush: Flush): void => {
    this.#flush = flush;
  };

  /** Registers what is done when that screen is left, before another asks what there is. */
  lets = (left: () => Promise<unknown>): void => {
    this.#left = left;
  };

  /** The writing screen is about to be left. */
  left = async (): Promise<void> => {
    await this.#left?.();
  };

  /** The writing screen is gone. */
  leave = (): void => {
    this.#flush = null;
    this.#left = null;
    if (!this.kept || this.phase === "empty") this.phase = "calm";
    this.kept = true;
    this.at = later(this.at, this.#other);
  };

  /** Writes what is typed. False: it could not be, and is still on the screen. */
  flush = async (): Promise<boolean> => (this.#flush === null ? true : await this.#flush());

  begins = (): void => {
    if (this.phase !== "failed") this.phase = "saving";
  };

  /** All is durable since then; null: nothing was said yet, so nothing is kept. */
  holds = (at: string | null): void => {
    if (this.kept) this.at = at === null ? null : later(at, this.#other);
    this.phase = this.kept && at === null ? "empty" : "saved";
    this.error = null;
  };

  /** Something was made durable then, whatever it was. Of what is on the screen and not said yet nothing is. */
  saw = (at: string | null): void => {
    this.#other = later(at, this.#other);
    if (this.kept && this.phase !== "empty") this.at = later(this.at, this.#other);
  };

  /** What was begun came to nothing: all is as it was. */
  rests = (): void => {
    if (this.phase === "saving") this.holds(this.at);
  };

  fails = (error: AppError): void => {
    this.phase = "failed";
    this.error = error;
  };
}

/** The later of two moments, RFC 3339. */
function later(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  return Date.parse(one) < Date.parse(other) ? other : one;
}
