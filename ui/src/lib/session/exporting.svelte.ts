import { call, errorOf } from "../backend/backend";
import type { AppError } from "../backend/contract/AppError";
import type { ExportProgress } from "../backend/contract/ExportProgress";
import type { ExportRequest } from "../backend/contract/ExportRequest";

/** How often the shell is asked how far it is. */
const ASK_MS = 250;

/** One export at a time: started, watched, stopped. */
export class Exporting {
  progress = $state.raw<ExportProgress | null>(null);
  fault = $state.raw<AppError | null>(null);
  #job: string | null = null;

  get running(): boolean {
    return this.progress?.phase === "running";
  }

  start = async (request: ExportRequest): Promise<void> => {
    if (this.running) return;
    this.fault = null;
    this.progress = { phase: "running", done: 0, total: 0 };
    try {
      this.#job = await call("export_start", request);
      await this.#watch(this.#job);
    } catch (fault) {
      this.fault = errorOf(fault);
      this.progress = null;
    }
  };

  stop = async (): Promise<void> => {
    if (this.#job !== null) await call("export_cancel", { job: this.#job }).catch(() => undefined);
  };

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
