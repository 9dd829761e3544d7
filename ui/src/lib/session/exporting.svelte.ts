import { call, errorOf } from "../backend/backend";
import type { AppError } from "../backend/contract/AppError";
import type { ExportPreview } from "../backend/contract/ExportPreview";
import type { ExportProgress } from "../backend/contract/ExportProgress";
import type { ExportRequest } from "../backend/contract/ExportRequest";
import type { PreviewRequest } from "../backend/contract/PreviewRequest";

/** How often the shell is asked how far it is. */
const ASK_MS = 250;

/**
 * One export at a time: started, watched, stopped. Lives as long as the app is open, so that leaving the screen loses
 * sight of nothing.
 */
export class Exporting {
  progress = $state.raw<ExportProgress | null>(null);
  fault = $state.raw<AppError | null>(null);
  /** Stopping was asked for and has not happened yet. */
  stopping = $state(false);
  /** What the export asked for now would hold; nothing while that is not known. */
  preview = $state.raw<ExportPreview | null>(null);
  #job: string | null = null;
  #looked = 0;
  #request: PreviewRequest | null = null;

  get running(): boolean {
    return this.progress?.phase === "running";
  }

  start = async (request: ExportRequest): Promise<void> => {
    if (this.running) return;
    this.fault = null;
    this.stopping = false;
    this.#job = null;
    this.progress = { phase: "running", done: 0, total: 0 };
    try {
      this.#job = await call("export_start", request);
      // Somebody pressed Stop before the shell had named the job.
      // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- stop() may run while the shell begins
      if (this.stopping) await this.#cancel(this.#job);
      await this.#watch(this.#job);
      // The rows that were shown were those of the export that has ended: the next one has codes of its own.
      void this.#ask(++this.#looked);
    } catch (fault) {
      this.fault = errorOf(fault);
      this.progress = null;
    } finally {
      this.stopping = false;
    }
  };

  /** Asks what an export would hold. The answer to an earlier question that comes late is let go. */
  look = async (request: PreviewRequest | null): Promise<void> => {
    const asked = ++this.#looked;
    this.preview = null;
    this.fault = null;
    this.#request = request;
    await this.#ask(asked);
  };

  async #ask(asked: number): Promise<void> {
    const request = this.#request;
    if (request === null) return;
    try {
      const preview = await call("export_preview", request);
      if (asked === this.#looked) this.preview = preview;
    } catch (fault) {
      if (asked !== this.#looked) return;
      this.preview = null;
      this.fault = errorOf(fault);
    }
  }

  stop = async (): Promise<void> => {
    if (!this.running) return;
    this.stopping = true;
    if (this.#job !== null) await this.#cancel(this.#job);
  };

  async #cancel(job: string): Promise<void> {
    try {
      await call("export_cancel", { job });
    } catch (fault) {
      this.fault = errorOf(fault);
      this.stopping = false;
    }
  }

  async #watch(job: string): Promise<void> {
    for (;;) {
      const progress = await call("export_progress", { job });
      if (progress.phase === "failed") {
        this.fault = progress.error;
        this.progress = null;
        return;
      }
      this.progress = progress;
      if (progress.phase !== "running") return;
      await new Promise((done) => window.setTimeout(done, ASK_MS));
    }
  }
}
