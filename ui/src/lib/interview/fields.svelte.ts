import type { AnswerView } from "../backend/contract/AnswerView";
import type { InterviewDelta } from "../backend/contract/InterviewDelta";
import type { NodeState } from "../backend/contract/NodeState";
import { unfolded } from "./alike";
import { answersAt, isBlank, isQuestion, sectionsOf, type Outline, type Section, type Stop } from "./stops";

/** So many places that come at once have one mark: nobody looks at thousands, and a mark for each takes long. */
const TOGETHER = 64;

class Mark {
  seen = $state(0);
}

/** One place of an interview: what the shell says of it, and what was typed there and is not durable yet. */
class Field {
  state: NodeState | undefined;
  typed: AnswerView | undefined;
  sending = false;
  readonly #mark: Mark;

  /** `mark`: what is told when it changes, where that is shared with others. */
  constructor(state: NodeState | undefined, mark = new Mark()) {
    this.state = state;
    this.#mark = mark;
  }

  /** Who looks at it looks again when it is another. */
  seen(): this {
    looksAt(this.#mark.seen);
    return this;
  }

  touch(): void {
    this.#mark.seen += 1;
  }

  get answer(): AnswerView {
    return this.typed ?? this.state?.answer ?? { state: "blank" };
  }

  get lacks(): boolean {
    return this.state?.relevant === true && this.state.required && isBlank(this.answer);
  }
}

/** How many questions of a section have an answer, must have one and have none, and are put off: each counts once. */
export interface Tally {
  done: number;
  gaps: number;
  later: number;
  /** The entries of each list in it, by the list's place. */
  entries: Map<string, Entries>;
}

/** The entries of a list, such as the people of a household. */
export interface Entries {
  total: number;
  /** Of which something is said, nothing that must be said is missing, and nothing is put off. */
  done: ReadonlySet<string>;
  /** Of which something is said, or put off. */
  begun: ReadonlySet<string>;
}

/** What was counted, of which stops, and as of which change in the section. */
interface Counted {
  tally: Tally;
  section: Section;
  seen: number;
}

/** Counts the entries of the lists whose questions go by. */
class EntryCounts {
  readonly #lists = new Map<string, { all: Set<string>; begun: Set<string>; open: Set<string> }>();

  /** `open`: is something still to be said here? */
  count(stop: Stop, said: boolean, open: boolean): void {
    if (stop.instance === null) return;
    let list = this.#lists.get(stop.page);
    if (list === undefined) {
      list = { all: new Set(), begun: new Set(), open: new Set() };
      this.#lists.set(stop.page, list);
    }
    list.all.add(stop.instance);
    if (said) list.begun.add(stop.instance);
    if (open) list.open.add(stop.instance);
  }

  entries(): Map<string, Entries> {
    const entries = new Map<string, Entries>();
    for (const [page, { all, begun, open }] of this.#lists)
      entries.set(page, { total: all.size, begun, done: new Set([...begun].filter((each) => !open.has(each))) });
    return entries;
  }
}

/** A stop whose state is the one of now: who reads it looks again when that changes. */
class LiveStop implements Stop {
  constructor(
    readonly fields: Fields,
    readonly first: Stop,
  ) {}

  get at(): string {
    return this.first.at;
  }
  get node(): Stop["node"] {
    return this.first.node;
  }
  get section(): string {
    return this.first.section;
  }
  get page(): string {
    return this.first.page;
  }
  get instance(): string | null {
    return this.first.instance;
  }
  get state(): NodeState {
    return this.fields.state(this.first.at) ?? this.first.state;
  }
}

/** Reading a count is all that is wanted: who reads it looks again when it is another. */
const looksAt = (count: number): number => count;

const sameStops = (one: readonly Stop[], other: readonly Stop[]): boolean =>
  one.length === other.length && one.every((stop, index) => stop === other[index]);

/**
 * Every place of an interview. An answer changes few of them: only who shows those looks again, and where the worker
 * stops is worked out anew only when places come, go, or begin or cease to apply.
 */
export class Fields {
  readonly #fields = new Map<string, Field>();
  readonly #typed = new Map<string, AnswerView>();
  readonly #marks = new Map<string, Mark>();
  readonly #counted = new Map<string, Counted>();
  /** The stops as they were last: where a place stands in the questionnaire does not change. */
  #known = new Map<string, LiveStop>();
  #sections: Section[] = [];
  #order: readonly string[];
  /** Counts how often other places came to be stops. */
  #shape = $state(0);

  constructor(
    readonly outline: Outline,
    nodes: readonly NodeState[],
  ) {
    this.#order = nodes.map((node) => node.at);
    for (const node of nodes) this.#fields.set(node.at, new Field(node));
    for (const node of outline.form.nodes) this.#marks.set(outline.sectionOf(node.path), new Mark());
    this.#marks.set("", new Mark());
  }

  readonly stops: Stop[] = $derived.by(() => {
    looksAt(this.#shape);
    const states: NodeState[] = [];
    for (const at of this.#order) {
      const state = this.#fields.get(at)?.state;
      if (state !== undefined) states.push(state);
    }
    const stops = this.outline.stops(states).map((stop) => this.#known.get(stop.at) ?? new LiveStop(this, stop));
    this.#known = new Map(stops.map((stop) => [stop.at, stop]));
    return stops;
  });

  /** Sections with their stops. One with the same stops is the same, so that it need not be drawn anew. */
  readonly sections: Section[] = $derived.by(() => {
    const before = new Map(this.#sections.map((section) => [section.path, section]));
    this.#sections = sectionsOf(this.stops, this.outline).map((section) => {
      const known = before.get(section.path);
      return known !== undefined && sameStops(known.stops, section.stops) ? known : section;
    });
    return this.#sections;
  });

  state(at: string): NodeState | undefined {
    return this.#look(at)?.state;
  }

  /** The answer as the screen shows it: what was typed last, else what is stored. */
  answer(at: string): AnswerView {
    return this.#look(at)?.answer ?? { state: "blank" };
  }

  /** Was something said here that is not durable yet? */
  isUnsaved(at: string): boolean {
    const field = this.#look(at);
    return field !== undefined && (field.typed !== undefined || field.sending);
  }

  isSending(at: string): boolean {
    return this.#look(at)?.sending ?? false;
  }

  /** Must it have an answer, its own-words line included, and has none? */
  lacks(stop: Stop): boolean {
    return isQuestion(stop) && answersAt(stop).some((at) => this.#look(at)?.lacks === true);
  }

  /** Counted anew when something in the section changed. */
  tally(section: Section): Tally {
    const seen = this.#marks.get(section.path)?.seen ?? 0;
    const known = this.#counted.get(section.path);
    if (known?.section === section && known.seen === seen) return known.tally;
    const tally: Tally = { done: 0, gaps: 0, later: 0, entries: new Map() };
    const counts = new EntryCounts();
    for (const stop of section.stops) {
      if (!isQuestion(stop)) continue;
      const answer = this.#fields.get(stop.at)?.answer ?? { state: "blank" };
      const later = answer.state === "later";
      const said = !later && !isBlank(answer);
      const lacks = !later && answersAt(stop).some((at) => this.#fields.get(at)?.lacks === true);
      if (later) tally.later += 1;
      if (said) tally.done += 1;
      if (lacks) tally.gaps += 1;
      counts.count(stop, said || later, later || lacks);
    }
    tally.entries = counts.entries();
    this.#counted.set(section.path, { tally, section, seen });
    return tally;
  }

  /** What was typed first of all that is not durable yet. */
  get typedFirst(): [string, AnswerView] | undefined {
    return this.#typed.entries().next().value;
  }

  get typedNothing(): boolean {
    return this.#typed.size === 0;
  }

  typed(at: string): AnswerView | undefined {
    return this.#typed.get(at);
  }

  type(at: string, answer: AnswerView): void {
    this.#typed.set(at, answer);
    this.#change(at, (field) => (field.typed = answer));
  }

  untype(at: string): void {
    if (this.#typed.delete(at)) this.#change(at, (field) => (field.typed = undefined));
  }

  sends(at: string, sending: boolean): void {
    this.#change(at, (field) => (field.sending = sending));
  }

  apply(folded: InterviewDelta): void {
    const delta = unfolded(folded);
    let moved = delta.order !== null || delta.gone.length > 0;
    const sections = new Set<string>();
    let [together, mark] = [0, new Mark()];
    for (const state of delta.changed) {
      const field = this.#fields.get(state.at);
      const old = field?.state;
      moved ||= old?.relevant !== state.relevant || this.outline.stands(old) !== this.outline.stands(state);
      if (field === undefined) {
        if (together % TOGETHER === 0) mark = new Mark();
        together += 1;
        this.#fields.set(state.at, new Field(state, mark));
      } else {
        field.state = state;
        field.touch();
      }
      sections.add(this.outline.sectionOf(state.path));
    }
    for (const section of sections) {
      const known = this.#marks.get(section);
      if (known !== undefined) known.seen += 1;
    }
    for (const instance of delta.gone)
      for (const end of this.outline.endsIn(instance)) {
        const at = instance + end;
        const field = this.#fields.get(at);
        this.#typed.delete(at);
        this.#fields.delete(at);
        // Who shows it looks again, and finds nothing.
        field?.touch();
      }
    if (delta.order !== null) this.#order = delta.order;
    if (moved) this.#shape += 1;
  }

  #look(at: string): Field | undefined {
    const field = this.#fields.get(at);
    // A place that is not there may come.
    if (field === undefined) looksAt(this.#shape);
    return field?.seen();
  }

  #change(at: string, change: (field: Field) => void): void {
    let field = this.#fields.get(at);
    if (field === undefined) {
      field = new Field(undefined);
      this.#fields.set(at, field);
      this.#shape += 1;
    }
    change(field);
    field.touch();
    const mark = this.#marks.get(this.outline.sectionOf(field.state?.path ?? ""));
    if (mark !== undefined) mark.seen += 1;
  }
}
