import { call, errorOf } from "../backend/backend";
import type { AppError } from "../backend/contract/AppError";
import type { DoctorView } from "../backend/contract/DoctorView";

/** The check of the store. Lives as long as the app is open, so that leaving the screen loses sight of nothing. */
export class Checking {
  running = $state(false);
  found = $state.raw<DoctorView | null>(null);
  /** When it ended. */
  at = $state.raw<Date | null>(null);
  fault = $state.raw<AppError | null>(null);

  start = async (): Promise<void> => {
    if (this.running) return;
    this.running = true;
    this.fault = null;
    try {
      this.found = await call("doctor");
      this.at = new Date();
    } catch (fault) {
      this.found = null;
      this.fault = errorOf(fault);
    }
    this.running = false;
  };
}
