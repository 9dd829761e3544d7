import { createContext } from "svelte";
import { SvelteMap } from "svelte/reactivity";
import { call, errorOf } from "../backend/backend";
import type { AnswerView } from "../backend/contract/AnswerView";
import type { AppError } from "../backend/contract/AppError";
import type { CaseId } from "../backend/contract/CaseId";
import type { InterviewDelta } from "../backend/contract/InterviewDelta";
import type { InterviewId } from "../backend/contract/InterviewId";
import type { InterviewView } from "../backend/contract/InterviewView";
import type { NodeState } from "../backend/contract/NodeState";
import type { ProblemView } from "../backend/contract/ProblemView";
import type { Saving } from "../session/saving.svelte";
import { allNodes } from "./alike";
import { asValue, chosen, takesFile, toggled } from "./answers";
import { Fields, type Tally } from "./fields.svelte";
import { HeldKeys } from "./held_keys";
import { isQuestion, otherAt, Outline, sameAnswer, type Section, type Stop } from "./stops";

/** How long after the last key something typed is sent. */
const QUIET_MS = 400;

/**
 * One interview on the screen. What is typed stays here until the shell has said that it is durable; only one answer is
 * on its way at a time, so that their order on the disk is the order in which they were given.
 */
export class Interview {
  readonly outline: Outline;
  readonly id: InterviewId;
  readonly status: string;
  readonly case: CaseId | null;
  readonly number: string | null;
  /** What stands at questions of a finished interview that were answered otherwise on two computers, by place. */
  readonly apart: ReadonlyMap<string, readonly AnswerView[]>;
  readonly saving: Saving;
  person = $state<string | null>(null);
  /** The stop in focus. */
  place = $state("");
  /** A message holds the worker once: the next press goes on. */
  held = $state<string | null>(null);
  /** Nothing was typed for a moment: what does not fit may be said. */
  quiet = $state(true);
  /** What is typed while the next question is coming. */
  readonly keys: HeldKeys;
  /** An addition or removal that failed. */
  fault = $state.raw<AppError | null>(null);

  readonly #fields: Fields;
  /** What stood before a state was marked, to be put back. */
  readonly #before = new Map<string, AnswerView>();
  /** What "none of these" has unticked, to be ticked again with it. */
  readonly #aside = new SvelteMap<string, AnswerView>();
  readonly #media = new Map<string, Promise<string | null>>();
  #timer: number | undefined;
  #work: Promise<boolean> | null = null;

  constructor(view: InterviewView, saving: Saving, at?: string, keys = new HeldKeys()) {
    this.saving = saving;
    this.keys = keys;
    this.outline = new Outline(view.form);
    this.id = view.interview;
    this.status = view.status;
    this.case = view.case;
    this.number = view.number;
    this.apart = new Map((view.apart ?? []).map((each) => [each.at, each.answers]));
    this.person = view.person;
    this.#fields = new Fields(this.outline, allNodes(view));
    // A finished interview is opened again for what was left to ask.
    const later =
      view.status === "amending" ? this.stops.find((stop) => stop.state.answer.state === "later") : undefined;
    this.place = (this.#stopAt(at ?? view.place) ?? later ?? this.stops[0])?.at ?? "";
    saving.kept = view.status !== "trial";
    saving.holds(view.saved_at);
    saving.writes(this.flush);
  }

  readonly stops: Stop[] = $derived.by(() => this.#fields.stops);
  readonly index: number = $derived(
    Math.max(
      0,
      this.stops.findIndex((stop) => stop.at === this.place),
    ),
  );
  readonly stop: Stop | undefined = $derived(this.stops[this.index]);
  readonly sections: Section[] = $derived.by(() => this.#fields.sections);
  readonly questions = $derived(this.stops.filter(isQuestion).length);
  /** The number of the question in focus among all questions. */
  readonly number_of = $derived(this.stops.slice(0, this.index + 1).filter(isQuestion).length);
  /** Everything that shares the screen with the stop in focus. */
  readonly page: Stop[] = $derived.by(() => {
    const here = this.stop?.page;
    return this.stops.filter((stop) => stop.page === here);
  });
  readonly previous: Stop | undefined = $derived(this.stops[this.index - 1]);
  readonly next_stop: Stop | undefined = $derived(this.stops[this.index + 1]);

  state = (at: string): NodeState | undefined => this.#fields.state(at);

  /** The answer as the screen shows it: what was typed last, else what is stored. */
  answer = (at: string): AnswerView => this.#fields.answer(at);

  /** Is everything said to this question durable? */
  isSaved = (at: string): boolean => !this.#fields.isUnsaved(at);

  /** How far a section is. */
  tally = (section: Section): Tally => this.#fields.tally(section);

  /** What is wrong at a stop, its own-words line included; what is merely missing counts when the worker moves on. */
  problem = (stop: Stop): ProblemView | null => {
    const own = this.#fields.state(stop.at)?.problem ?? null;
    const other = this.#fields.state(otherAt(stop.at, stop.node) ?? "");
    return own ?? (other?.relevant === true ? other.problem : null);
  };

  /** Is what was typed there no answer to it? Said after a moment without a key. */
  unfit = (stop: Stop): boolean => {
    const problem = this.quiet ? this.problem(stop) : null;
    return problem !== null && problem.kind !== "required";
  };

  /** Must it have an answer, and has none? */
  lacks = (stop: Stop): boolean => this.#fields.lacks(stop);

  /** Something was typed: it goes to the disk after a short quiet. */
  type = (at: string, answer: AnswerView): void => {
    this.quiet = false;
    this.#take(at, answer);
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => {
      void this.flush();
      this.#timer = window.setTimeout(() => (this.quiet = true), 600);
    }, QUIET_MS);
  };

  /** Something was chosen: it goes to the disk at once. */
  choose = (at: string, answer: AnswerView): void => {
    this.#take(at, answer);
    void this.flush();
  };

  /** Ticks or unticks one of several; what "none of these" takes away comes back when it is unticked. */
  tick = (stop: Stop, name: string, list: readonly string[]): void => {
    const now = this.answer(stop.at);
    const { exclusive } = stop.node;
    if (!exclusive.includes(name)) {
      this.choose(stop.at, toggled(now, name, list, exclusive));
      return;
    }
    const ticked = chosen(now, true);
    if (ticked.includes(name)) {
      this.choose(stop.at, this.#aside.get(stop.at) ?? { state: "blank" });
      return;
    }
    if (ticked.length > 0) this.#aside.set(stop.at, now);
    else this.#aside.delete(stop.at);
    this.choose(stop.at, asValue(name));
  };

  /** The choice that stands alone and has unticked others; null: none. */
  alone(stop: Stop): string | null {
    if (!this.#aside.has(stop.at)) return null;
    const [only] = chosen(this.answer(stop.at), true);
    return only !== undefined && stop.node.exclusive.includes(only) ? only : null;
  }

  /** Marks or unmarks a state; what stood before comes back when it is unmarked. */
  mark = (at: string, mark: "declined" | "unknown" | "later"): void => {
    const now = this.answer(at);
    if (now.state === mark) {
      this.choose(at, this.#before.get(at) ?? { state: "blank" });
      return;
    }
    // A file goes with its answer: there is nothing to put back.
    const type = this.outline.nodes.get(this.#fields.state(at)?.path ?? "")?.question_type;
    const file = type !== undefined && takesFile(type);
    if (!file && (now.state === "value" || now.state === "partial")) this.#before.set(at, now);
    this.choose(at, { state: mark });
  };

  #take(at: string, answer: AnswerView): void {
    this.held = null;
    const stored = this.#fields.state(at)?.answer;
    if (stored !== undefined && sameAnswer(stored, answer) && !this.#fields.isSending(at)) this.#fields.untype(at);
    else this.#fields.type(at, answer);
    if (!this.#fields.typedNothing) this.saving.begins();
  }

  /** Writes what is typed, one after the other. False: something could not be written and is still here. */
  flush = async (): Promise<boolean> => {
    window.clearTimeout(this.#timer);
    while (this.#work !== null) await this.#work;
    if (this.#fields.typedNothing) {
      this.saving.rests();
      return true;
    }
    this.#work = this.#write();
    try {
      return await this.#work;
    } finally {
      this.#work = null;
    }
  };

  async #write(): Promise<boolean> {
    for (let first = this.#fields.typedFirst; first !== undefined; first = this.#fields.typedFirst) {
      const [at, answer] = first;
      this.#fields.sends(at, true);
      try {
        const delta = await call("interview_answer", { interview: this.id, at, answer });
        const since = this.#fields.typed(at);
        if (since !== undefined && sameAnswer(since, answer)) this.#fields.untype(at);
        this.#apply(delta);
      } catch (fault) {
        this.saving.fails(errorOf(fault));
        return false;
      } finally {
        this.#fields.sends(at, false);
      }
    }
    return true;
  }

  #apply(delta: InterviewDelta): void {
    this.#fields.apply(delta);
    this.person = delta.person;
    if (this.#fields.typedNothing) this.saving.holds(delta.saved_at);
  }

  /** Goes on. `end`: there is nothing after this stop. */
  next = (): Promise<"moved" | "held" | "end"> => this.keys.during(() => this.#next());

  async #next(): Promise<"moved" | "held" | "end"> {
    const here = this.stop;
    if (!(await this.flush())) return "held";
    if (here === undefined) return "end";
    const problem = this.problem(here);
    const unfit = problem !== null && problem.kind !== "required";
    if ((this.lacks(here) || unfit) && this.held !== here.at) {
      this.held = here.at;
      this.quiet = true;
      return "held";
    }
    const after = this.stops[this.stops.findIndex((stop) => stop.at === here.at) + 1];
    if (after === undefined) return "end";
    await this.#move(after.at);
    return "moved";
  }

  back = (): Promise<void> =>
    this.keys.during(async () => {
      if (!(await this.flush()) || this.previous === undefined) return;
      await this.#move(this.previous.at);
    });

  /** Jumps to a stop, if it applies. */
  jump = (at: string): Promise<void> =>
    this.keys.during(async () => {
      if (!(await this.flush())) return;
      const stop = this.#stopAt(at);
      if (stop !== undefined && stop.at !== this.place) await this.#move(stop.at);
    });

  /** The stop at a place; an own-words line is answered at the question it belongs to. */
  #stopAt(at: string | null): Stop | undefined {
    return (
      this.stops.find((stop) => stop.at === at) ??
      this.stops.find((stop) => otherAt(stop.at, stop.node) === at && at !== null)
    );
  }

  /** The place is kept before the question is shown, so that a power cut comes back to it. */
  async #move(at: string): Promise<void> {
    this.held = null;
    this.quiet = true;
    try {
      await call("interview_place", { interview: this.id, at });
    } catch {
      // The place is a convenience: a disk that refuses it is named when an answer is refused.
    }
    this.place = at;
  }

  /** Keeps the place of the field in focus on a screen with several. */
  focus = (at: string): void => {
    if (at === this.place) return;
    this.held = null;
    this.place = at;
    void this.flush();
    call("interview_place", { interview: this.id, at }).catch(() => undefined);
  };

  /**
   * A picture, sound or film of the questionnaire as an address an element takes; `null` where it is not kept with it.
   */
  media = (name: string): Promise<string | null> => {
    const known = this.#media.get(name);
    if (known !== undefined) return known;
    const asked = call("interview_media", { interview: this.id, name }).catch(() => null);
    this.#media.set(name, asked);
    return asked;
  };

  /** Answers with a file of this computer. Gives what went wrong; then the answer is as before. */
  attach = async (at: string, path: string): Promise<AppError | null> => {
    if (!(await this.flush())) return this.saving.error;
    this.held = null;
    try {
      this.#apply(await call("file_attach", { interview: this.id, at, path }));
      return null;
    } catch (fault) {
      return errorOf(fault);
    }
  };

  /** Adds an instance to a list and goes to its first question. */
  add = (list: string): Promise<void> =>
    this.keys.during(async () => {
      const delta = await this.#change("interview_repeat_add", list);
      if (delta === undefined) return;
      const before = new Set(this.stops.map((stop) => stop.at));
      this.#apply(delta);
      const fresh = this.stops.find((stop) => stop.page === list && stop.instance !== null && !before.has(stop.at));
      if (fresh !== undefined) await this.#move(fresh.at);
    });

  /** Takes an instance out of its list. */
  remove = (instance: string): Promise<void> =>
    this.keys.during(async () => {
      const delta = await this.#change("interview_repeat_remove", instance);
      if (delta === undefined) return;
      const list = instance.slice(0, instance.lastIndexOf("["));
      this.#apply(delta);
      if (!this.stops.some((stop) => stop.at === this.place)) await this.#move(list);
    });

  async #change(
    name: "interview_repeat_add" | "interview_repeat_remove",
    at: string,
  ): Promise<InterviewDelta | undefined> {
    if (!(await this.flush())) return undefined;
    try {
      const delta = await call(name, { interview: this.id, at });
      this.fault = null;
      return delta;
    } catch (fault) {
      this.fault = errorOf(fault);
      return undefined;
    }
  }
}

export const [getInterview, setInterview] = createContext<Interview>();
