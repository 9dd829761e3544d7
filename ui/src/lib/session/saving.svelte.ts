import type { AppError } from "../backend/contract/AppError";

type Flush = () => Promise<boolean>;

/** What the foot says of saving. The screen that writes registers how its unsaved text is written. */
export class Saving {
  phase = $state<"calm" | "saving" | "saved" | "failed">("calm");
  /** When something was last made durable, RFC 3339. */
  at = $state<string | null>(null);
  error = $state.raw<AppError | null>(null);
  /** False while a questionnaire is tried out: then nothing on the screen is kept, and the foot says so. */
  kept = $state(true);
  #flush: Flush | null = null;

  /** Registers the screen that writes. */
  writes = (flush: Flush): void => {
    this.#flush = flush;
  };

  /** The writing screen is gone. */
  leave = (): void => {
    this.#flush = null;
    if (!this.kept) this.phase = "calm";
    this.kept = true;
  };

  /** Writes what is typed. False: it could not be, and is still on the screen. */
  flush = async (): Promise<boolean> => (this.#flush === null ? true : await this.#flush());

  begins = (): void => {
    if (this.phase !== "failed") this.phase = "saving";
  };

  holds = (at: string): void => {
    this.phase = "saved";
    if (this.kept) this.at = at;
    this.error = null;
  };

  fails = (error: AppError): void => {
    this.phase = "failed";
    this.error = error;
  };
}
