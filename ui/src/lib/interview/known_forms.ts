// The questionnaires that this page has been told. Most of what beginning an interview would send are their texts: told
// while nobody waits, they are not sent again.
import { call } from "../backend/backend";
import type { CaseId } from "../backend/contract/CaseId";
import type { FormView } from "../backend/contract/FormView";
import type { InterviewView } from "../backend/contract/InterviewView";

export class KnownForms {
  #known = new Map<string, FormView>();

  /** Has a questionnaire told beforehand. That it could not be is no failure: it comes with the interview then. */
  prepare = async (form: string): Promise<void> => {
    if (this.#known.has(form)) return;
    try {
      this.#known.set(form, await call("form_show", { form }));
    } catch {
      return;
    }
  };

  /** Begins an interview. */
  begin = async (form: string, of: CaseId | null): Promise<InterviewView> => {
    const known = this.#known.get(form);
    const opened = await call("interview_start", { form, case: of, has: known?.hash ?? null });
    if (known?.hash === opened.form.hash) return { ...opened, form: known };
    this.#known.set(form, opened.form);
    return opened;
  };
}
