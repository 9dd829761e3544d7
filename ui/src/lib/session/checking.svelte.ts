import { call, errorOf } from "../backend/backend";
import type { AppError } from "../backend/contract/AppError";
import type { DoctorProblem } from "../backend/contract/DoctorProblem";
import type { DoctorView } from "../backend/contract/DoctorView";

/** What is wrong, one kind at a time, in the order in which it came. */
export interface Kind {
  code: string;
  problems: DoctorProblem[];
}

/** The check of the store. Lives as long as the app is open, so that leaving the screen loses sight of nothing. */
export class Checking {
  running = $state(false);
  found = $state.raw<DoctorView | null>(null);
  /** When it ended. */
  at = $state.raw<Date | null>(null);
  fault = $state.raw<AppError | null>(null);
  readonly kinds: Kind[] = $derived(kindsOf(this.found?.problems ?? []));

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

function kindsOf(problems: readonly DoctorProblem[]): Kind[] {
  const kinds: Kind[] = [];
  for (const problem of problems) {
    const known = kinds.find((kind) => kind.code === problem.code);
    if (known === undefined) kinds.push({ code: problem.code, problems: [problem] });
    else known.problems.push(problem);
  }
  return kinds;
}
