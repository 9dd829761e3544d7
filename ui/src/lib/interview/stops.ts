// Where an interview stops: each question, each note, and each list itself, in document order. Pure.
import type { AnswerView } from "../backend/contract/AnswerView";
import type { ChoiceView } from "../backend/contract/ChoiceView";
import type { FormNode } from "../backend/contract/FormNode";
import type { FormView } from "../backend/contract/FormView";
import type { MediaNames } from "../backend/contract/MediaNames";
import type { NodeState } from "../backend/contract/NodeState";

/** A place where the worker stops. */
export interface Stop {
  at: string;
  node: FormNode;
  state: NodeState;
  /** Path of the section it stands in; empty when it stands in none. */
  section: string;
  /**
   * The list it belongs to (a place without an instance), or the group whose questions stand together, else itself:
   * what is on the screen at one time.
   */
  page: string;
  /** The instance it stands in. */
  instance: string | null;
}

/** A section with its stops. */
export interface Section {
  path: string;
  node: FormNode | null;
  stops: Stop[];
}

/** What does not change during an interview, looked up by path. */
export class Outline {
  readonly nodes = new Map<string, FormNode>();
  /** Paths of own-words lines, which are drawn inside the choice they belong to. */
  readonly #others = new Set<string>();
  /** Paths of groups whose questions stand together. */
  readonly #together = new Set<string>();
  readonly #places = new Map<string, number>();
  /** The section each row stands in, and the group whose questions stand on one page with it. */
  readonly #sections = new Map<string, string>();
  readonly #pages = new Map<string, string>();
  /** What stands in an instance of each list, itself first, by the ends of their places. */
  readonly #ends = new Map<string, string[]>();

  constructor(readonly form: FormView) {
    form.nodes.forEach((node, index) => {
      this.nodes.set(node.path, node);
      this.#places.set(node.path, index);
      if (node.other !== null) this.#others.add(node.other);
      if (isGroup(node) && node.appearance.includes("field-list")) this.#together.add(node.path);
    });
    // A list is a page of its own: a group that holds one is asked question by question.
    for (const node of form.nodes)
      if (node.role === "repeat") for (const group of this.#above(node.path)) this.#together.delete(group.path);
    // What holds a row comes before it.
    for (const node of form.nodes) {
      const above = node.parent ?? "";
      const section = node.role === "section" ? node.path : this.#sections.get(above);
      if (section !== undefined) this.#sections.set(node.path, section);
      const page = this.#pages.get(above) ?? (this.#together.has(above) ? above : undefined);
      if (page !== undefined) this.#pages.set(node.path, page);
    }
  }

  /** The rows a row stands in, the nearest first. */
  #above(path: string): FormNode[] {
    const above: FormNode[] = [];
    for (let node = this.#parentOf(path); node !== undefined; node = this.#parentOf(node.path)) above.push(node);
    return above;
  }

  #parentOf(path: string): FormNode | undefined {
    return this.nodes.get(this.nodes.get(path)?.parent ?? "");
  }

  /** The nearest group inside the section, or inside the page, that has a name of its own. */
  groupOf(stop: Stop): FormNode | null {
    const above = this.#above(stop.node.path);
    const end = above.findIndex((node) => node.path === stop.page || !isGroup(node) || node.role === "section");
    return above.slice(0, end === -1 ? above.length : end).find((node) => hasText(node.label)) ?? null;
  }

  /** Of an instance and of each row that stands in it, and in no list in it, what their places have behind its own. */
  endsIn(instance: string): readonly string[] {
    const list = instance.replace(/\[[^\]]*\]/g, "");
    let ends = this.#ends.get(list);
    if (ends === undefined) {
      const inside = (node: FormNode): boolean =>
        node.path.startsWith(`${list}/`) && this.#above(node.path).find((up) => up.role === "repeat")?.path === list;
      ends = ["", ...this.form.nodes.filter(inside).map((node) => node.path.slice(list.length))];
      this.#ends.set(list, ends);
    }
    return ends;
  }

  /** The section a row stands in. */
  sectionOf(path: string): string {
    return this.#sections.get(path) ?? "";
  }

  /** Does the worker stop at a node in this state, or does it hold where they stop? `reading`: also what is fixed. */
  stands(state: NodeState | undefined, reading = false): boolean {
    const node = this.nodes.get(state?.path ?? "");
    if (node === undefined || state?.relevant !== true) return false;
    if (node.role !== "question" && node.role !== "note") return true;
    return !this.isOther(node.path) && (!state.readonly || reading) && !isHeading(node, state);
  }

  isOther(path: string): boolean {
    return this.#others.has(path);
  }

  /** Every stop that applies now. `reading`: also what cannot be changed. */
  stops(states: readonly NodeState[], reading = false): Stop[] {
    const stops: Stop[] = [];
    const lists = new Set<string>();
    let around: { instance: string; list: string } | null = null;
    for (const state of states) {
      const node = this.nodes.get(state.path);
      if (node === undefined || !this.stands(state, reading)) continue;
      if (node.role === "repeat") {
        const list = listOf(state.at) ?? state.at;
        // Its instances may stand in the order without the list itself.
        if (lists.has(list)) continue;
        lists.add(list);
        stops.push({
          at: list,
          node,
          state: list === state.at ? state : { ...state, at: list },
          section: this.sectionOf(node.path),
          page: list,
          instance: null,
        });
      } else if (node.role === "question" || node.role === "note") {
        // What stands in one instance names it by the same text: thousands are told apart sooner.
        const end = state.at.lastIndexOf("]/") + 1;
        if (end === 0) around = null;
        else if (around?.instance.length !== end || !state.at.startsWith(around.instance)) {
          const instance: string = state.at.slice(0, end);
          const list: string = instance.slice(0, instance.lastIndexOf("["));
          around = { instance, list };
        }
        const page = around?.list ?? this.#pages.get(node.path) ?? state.at;
        const section = this.sectionOf(node.path);
        stops.push({ at: state.at, node, state, section, page, instance: around?.instance ?? null });
      }
    }
    return this.#withEmptyLists(stops, states, lists);
  }

  /** A list without an instance may have no state: it stands where the questionnaire has it. */
  #withEmptyLists(stops: Stop[], states: readonly NodeState[], lists: Set<string>): Stop[] {
    const absent = this.form.nodes.filter((node) => node.role === "repeat" && !lists.has(node.path));
    for (const node of absent) {
      const parent = states.find((state) => state.at === node.parent);
      const known = states.some((state) => state.path === node.path);
      if (known || (parent !== undefined && !parent.relevant) || this.#insideList(node)) continue;
      const place = this.#places.get(node.path) ?? 0;
      const next = stops.findIndex((stop) => (this.#places.get(stop.node.path) ?? 0) > place);
      const section = this.sectionOf(node.path);
      // Nothing else of its section applies: then neither does the list.
      if (parent === undefined && !stops.some((stop) => stop.section === section)) continue;
      const state: NodeState = {
        at: node.path,
        path: node.path,
        relevant: true,
        required: false,
        readonly: false,
        answer: { state: "blank" },
        file: null,
        problem: null,
        label: null,
        hint: null,
        guidance: null,
        choices: null,
      };
      stops.splice(next === -1 ? stops.length : next, 0, {
        at: node.path,
        node,
        state,
        section,
        page: node.path,
        instance: null,
      });
    }
    return stops;
  }

  #insideList(node: FormNode): boolean {
    return this.#above(node.path).some((up) => up.role === "repeat");
  }
}

const isGroup = (node: FormNode): boolean => node.role === "group" || node.role === "section";
/** Is there a text in any language? */
/** What goes with a label besides words: nothing. */
export const NO_MEDIA: MediaNames = { picture: {}, sound: {}, film: {} };

/** Is there anything to see or hear besides words? */
export const hasMedia = (media: MediaNames): boolean => Object.values(media).some(hasText);

export const hasText = (texts: { [key in string]: string }): boolean =>
  Object.values(texts).some((text) => text !== "");

/** The first row of a table of selects says nothing of its own: its choices stand above the table. */
const isHeading = (node: FormNode, state: NodeState): boolean =>
  node.role === "note" &&
  node.list !== null &&
  ![node.label, node.hint, state.label ?? {}, state.hint ?? {}].some(hasText);

/** The list of an instance's place `/a/member[0190]` → `/a/member`. */
export function listOf(at: string): string | null {
  return at.endsWith("]") ? at.slice(0, at.lastIndexOf("[")) : null;
}

/** Where the own-words line of a question stands. */
export function otherAt(at: string, node: FormNode): string | null {
  if (node.other === null) return null;
  return at.slice(0, at.lastIndexOf("/") + 1) + node.other.slice(node.other.lastIndexOf("/") + 1);
}

/** Sections with their stops, in order. */
export function sectionsOf(stops: readonly Stop[], outline: Outline): Section[] {
  const sections: Section[] = [];
  for (const stop of stops) {
    const last = sections.at(-1);
    if (last?.path === stop.section) last.stops.push(stop);
    else {
      const known = sections.find((section) => section.path === stop.section);
      if (known === undefined)
        sections.push({ path: stop.section, node: outline.nodes.get(stop.section) ?? null, stops: [stop] });
      else known.stops.push(stop);
    }
  }
  return sections;
}

/** The places of a question's answer: its own, and its own-words line's. */
export function answersAt(stop: Stop): string[] {
  const other = otherAt(stop.at, stop.node);
  return other === null ? [stop.at] : [stop.at, other];
}

export const isQuestion = (stop: Stop): boolean => stop.node.role === "question";

export const isBlank = (answer: AnswerView): boolean =>
  answer.state === "blank" || (answer.state === "value" && answer.value === "");

/** The value of an answer; empty for every state. */
export const valueOf = (answer: AnswerView): string =>
  answer.state === "value" || answer.state === "partial" ? answer.value : "";

export const sameAnswer = (a: AnswerView, b: AnswerView): boolean => a.state === b.state && valueOf(a) === valueOf(b);

/** Choices that are offered. One that stands for a state is said by the buttons of the states. */
export function offered(stop: Stop, form: FormView): ChoiceView[] {
  const all = stop.state.choices ?? (stop.node.list === null ? undefined : form.choices[stop.node.list]) ?? [];
  return all.filter((choice) => choice.state === null);
}

/** A table with more columns than this is read better as questions. */
const COLUMNS = 7;

/** Is it a line of a table of choices? Own words and an offer of help need a place of their own. */
function isLine(stop: Stop, form: FormView): boolean {
  const count = offered(stop, form).length;
  const asked =
    isQuestion(stop) && stop.node.appearance.includes("list-nolabel") && !stop.node.appearance.includes("danger");
  return asked && stop.node.other === null && count > 0 && count <= COLUMNS;
}

/** What stands together on a page: a question by itself, or those that are lines of one table of choices. */
export function blocksOf(page: readonly Stop[], form: FormView): { table: boolean; stops: Stop[] }[] {
  const names = (stop: Stop | undefined): string =>
    stop === undefined ? "" : JSON.stringify([stop.instance, ...offered(stop, form).map((choice) => choice.name)]);
  const blocks: { table: boolean; stops: Stop[] }[] = [];
  for (const stop of page) {
    const last = blocks.at(-1);
    const table = isLine(stop, form);
    if (table && last?.table === true && names(last.stops[0]) === names(stop)) last.stops.push(stop);
    else blocks.push({ table, stops: [stop] });
  }
  return blocks;
}

/** Does the answer say that someone is in danger now? The questionnaire marks the question by its appearance. */
export const saysDanger = (stop: Stop, answer: AnswerView): boolean =>
  stop.node.appearance.includes("danger") && valueOf(answer) === "yes";
