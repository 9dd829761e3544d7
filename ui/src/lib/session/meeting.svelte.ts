import { call, errorOf } from "../backend/backend";
import type { AcceptRequest } from "../backend/contract/AcceptRequest";
import type { AppError } from "../backend/contract/AppError";
import type { JoinFinishRequest } from "../backend/contract/JoinFinishRequest";
import type { MeetProgress } from "../backend/contract/MeetProgress";
import type { MeetRequest } from "../backend/contract/MeetRequest";

/** How often the shell is asked how far it is. */
const ASK_MS = 250;

/** What runs: a folder is looked into, laptops meet in it, one is let in, or this one joins. */
export type Kind = "look" | "meet" | "accept" | "finish" | "hub" | "room";

/**
 * One meeting of laptops at a time: begun, watched, stopped. Lives as long as the app is open, so that whoever works on
 * another screen meanwhile finds it again.
 */
export class Meeting {
  /** The folder in which laptops meet, as it was typed last. */
  folder = $state("");
  /** Laptops for which something was asked to be written last. */
  to = $state.raw<readonly string[]>([]);
  kind = $state<Kind | null>(null);
  progress = $state.raw<MeetProgress | null>(null);
  /** Why it did not begin, or could not be watched. */
  fault = $state.raw<AppError | null>(null);
  /** Stopping was asked for and has not happened yet. */
  stopping = $state(false);
  #job: string | null = null;
  #came: () => void;

  /** `came` is called when something may have been taken in. */
  constructor(came: () => void) {
    this.#came = came;
  }

  get running(): boolean {
    return this.progress?.phase === "running";
  }

  /** Looks what lies in the folder; nothing changes. */
  look = (): Promise<void> => this.#begin("look", () => call("meet_look", { folder: this.folder.trim() }));

  /** Reads what lies there and writes for these laptops. */
  meet = (request: Omit<MeetRequest, "folder">): Promise<void> => {
    this.to = request.to;
    return this.#begin("meet", () => call("meet_start", { ...request, folder: this.folder.trim() }));
  };

  /** Meets the hub. */
  hub = (): Promise<void> => this.#begin("hub", () => call("meet_hub"));

  /** Meets a laptop that serves in one room. */
  room = (address: string): Promise<void> => {
    if (address === "") return Promise.resolve();
    return this.#begin("room", () => call("meet_room", { address }));
  };

  accept = (request: AcceptRequest): Promise<void> => this.#begin("accept", () => call("meet_accept", request));

  finish = (request: JoinFinishRequest): Promise<void> => this.#begin("finish", () => call("meet_finish", request));

  /** Stops it. What was taken in stays. */
  stop = async (): Promise<void> => {
    if (!this.running) return;
    this.stopping = true;
    if (this.#job !== null) await this.#cancel(this.#job);
  };

  /** What ended goes from the screen. */
  clear = (): void => {
    if (this.running) return;
    this.progress = this.fault = this.kind = null;
    this.to = [];
  };

  async #begin(kind: Kind, start: () => Promise<string>): Promise<void> {
    if (this.running) return;
    this.fault = this.#job = null;
    this.stopping = false;
    this.kind = kind;
    const doing = kind === "hub" || kind === "room" ? "reaching" : "looking";
    this.progress = { phase: "running", doing, done: 0, total: 0, people: 0 };
    try {
      this.#job = await start();
      // Somebody pressed Stop before the shell had named the job.
      // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- stop() may run while the shell begins
      if (this.stopping) await this.#cancel(this.#job);
      await this.#watch(this.#job);
    } catch (fault) {
      this.fault = errorOf(fault);
      this.progress = null;
    } finally {
      this.stopping = false;
    }
    if (kind !== "look" && kind !== "finish") this.#came();
  }

  async #cancel(job: string): Promise<void> {
    try {
      await call("meet_stop", { job });
    } catch (fault) {
      this.fault = errorOf(fault);
      this.stopping = false;
    }
  }

  async #watch(job: string): Promise<void> {
    for (;;) {
      this.progress = await call("meet_progress", { job });
      if (this.progress.phase !== "running") return;
      await new Promise((done) => window.setTimeout(done, ASK_MS));
    }
  }
}
