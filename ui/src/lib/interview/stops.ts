// Where an interview stops: each question, each note, and each list itself, in document order. Pure.
import type { AnswerView } from "../backend/contract/AnswerView";
import type { ChoiceView } from "../backend/contract/ChoiceView";
import type { FormNode } from "../backend/contract/FormNode";
import type { FormView } from "../backend/contract/FormView";
import type { NodeState } from "../backend/contract/NodeState";

/** A place where the worker stops. */
export interface Stop {
  at: string;
  node: FormNode;
  state: NodeState;
  /** Path of the section it stands in; empty when it stands in none. */
  section: string;
  /** The list it belongs to (a place without an instance), else itself: what is on the screen at one time. */
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
  readonly #places = new Map<string, number>();

  constructor(readonly form: FormView) {
    form.nodes.forEach((node, index) => {
      this.nodes.set(node.path, node);
      this.#places.set(node.path, index);
      if (node.other !== null) this.#others.add(node.other);
    });
  }

  /** The section a row stands in. */
  sectionOf(path: string): string {
    for (let node = this.nodes.get(path); node !== undefined; node = node.parent === null ? undefined : this.nodes.get(node.parent)) {
      if (node.role === "section") return node.path;
    }
    return "";
  }

  isOther(path: string): boolean {
    return this.#others.has(path);
  }

  /** Every stop that applies now. `reading`: also what cannot be changed. */
  stops(states: readonly NodeState[], reading = false): Stop[] {
    const stops: Stop[] = [];
    const lists = new Set<string>();
    for (const state of states) {
      const node = this.nodes.get(state.path);
      if (node === undefined || !state.relevant) continue;
      if (node.role === "repeat") {
        const list = listOf(state.at) ?? state.at;
        // Its instances may stand in the order without the list itself.
        if (lists.has(list)) continue;
        lists.add(list);
        stops.push({ at: list, node, state: list === state.at ? state : { ...state, at: list }, section: this.sectionOf(node.path), page: list, instance: null });
      } else if (node.role === "question" || node.role === "note") {
        if (this.isOther(node.path) || (state.readonly && !reading)) continue;
        const instance = instanceOf(state.at);
        const page = instance === null ? state.at : instance.slice(0, instance.lastIndexOf("["));
        stops.push({ at: state.at, node, state, section: this.sectionOf(node.path), page, instance });
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
      const state: NodeState = { at: node.path, path: node.path, relevant: true, required: false, readonly: false,
        answer: { state: "blank" }, file: null, problem: null, label: null, hint: null, choices: null };
      stops.splice(next === -1 ? stops.length : next, 0, { at: node.path, node, state, section, page: node.path, instance: null });
    }
    return stops;
  }

  #insideList(node: FormNode): boolean {
    for (let up = node.parent; up !== null; up = this.nodes.get(up)?.parent ?? null) {
      if (this.nodes.get(up)?.role === "repeat") return true;
    }
    return false;
  }
}

/** The list of an instance's place `/a/member[0190]` → `/a/member`. */
export function listOf(at: string): string | null {
  return at.endsWith("]") ? at.slice(0, at.lastIndexOf("[")) : null;
}

/** The innermost instance a place stands in: `/a/member[0190]/age` → `/a/member[0190]`. */
export function instanceOf(at: string): string | null {
  const end = at.lastIndexOf("]/");
  return end === -1 ? null : at.slice(0, end + 1);
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
      if (known === undefined) sections.push({ path: stop.section, node: outline.nodes.get(stop.section) ?? null, stops: [stop] });
      else known.stops.push(stop);
    }
  }
  return sections;
}

export const isQuestion = (stop: Stop): boolean => stop.node.role === "question";

export const isBlank = (answer: AnswerView): boolean => answer.state === "blank" || (answer.state === "value" && answer.value === "");

/** The value of an answer; empty for every state. */
export const valueOf = (answer: AnswerView): string => (answer.state === "value" || answer.state === "partial" ? answer.value : "");

export const sameAnswer = (a: AnswerView, b: AnswerView): boolean => a.state === b.state && valueOf(a) === valueOf(b);

/** Choices that are offered. One that stands for a state is said by the buttons of the states. */
export function offered(stop: Stop, form: FormView): ChoiceView[] {
  const all = stop.state.choices ?? (stop.node.list === null ? undefined : form.choices[stop.node.list]) ?? [];
  return all.filter((choice) => choice.state === null);
}

/** Does the answer say that someone is in danger now? The questionnaire marks the question by its appearance. */
export const saysDanger = (stop: Stop, answer: AnswerView): boolean => stop.node.appearance.includes("danger") && valueOf(answer) === "yes";
