// One questionnaire on the interview screen, and the keys a person presses there, for tests.
import { mockIPC } from "@tauri-apps/api/mocks";
import { flushSync, mount, tick } from "svelte";
import { vi } from "vitest";
import App from "../../App.svelte";
import type { AnswerView } from "../backend/contract/AnswerView";
import type { AppState } from "../backend/contract/AppState";
import type { ChoiceView } from "../backend/contract/ChoiceView";
import type { FormNode } from "../backend/contract/FormNode";
import type { FormView } from "../backend/contract/FormView";
import type { MemberId } from "../backend/contract/MemberId";
import type { MemberView } from "../backend/contract/MemberView";
import type { NodeState } from "../backend/contract/NodeState";
import { FORM, node, state, view } from "./form";
import { get, see } from "./screen";
import { NO_MEDIA } from "../interview/stops";

export { get, see };

/** What the shell was told, by place. */
export interface Asked {
  app: Record<string, unknown>;
  stored: Map<string, AnswerView>;
}

type Row = Partial<FormNode> & { path: string };

const choice = (name: string, label = name): ChoiceView => ({
  name,
  label: { en: label },
  media: NO_MEDIA,
  state: null,
});

/** A questionnaire of these rows, with lists of these names. */
export function formOf(rows: Row[], lists: { [key in string]: string[] } = {}): FormView {
  const choices = Object.fromEntries(
    Object.entries(lists).map(([list, names]) => [list, names.map((name) => choice(name))]),
  );
  return {
    ...FORM,
    languages: [{ tag: "en", name: "English (en)", direction: "ltr" }],
    nodes: rows.map((row) => node(row.path, { ...row, label: row.label ?? { en: row.path } })),
    choices,
  };
}

/** Opens the interview screen on a questionnaire. `problem`: what the shell says of an answer. */
export async function ask(
  form: FormView,
  language = "en",
  problem: (at: string, answer: AnswerView) => NodeState["problem"] = () => null,
): Promise<Asked> {
  window.matchMedia = vi
    .fn()
    .mockReturnValue({ matches: false, addEventListener: vi.fn(), removeEventListener: vi.fn() });
  Element.prototype.scrollIntoView = vi.fn();
  const member: MemberView = { id: "m1" as MemberId, name: "Әсел", role: "coordinator", grants: [], may_recover: true };
  const open: AppState = {
    phase: "open",
    member,
    centre: "Көктем",
    demo: false,
    practice: false,
    may_export: true,
    may_add_members: true,
    notices: [],
    idle_minutes: 10,
    back: null,
  };
  const stored = new Map<string, AnswerView>();
  const answers: Record<string, (request: { at?: string; name?: string; answer?: AnswerView }) => unknown> = {
    language_get: () => language,
    state: () => open,
    form_list: () => [
      {
        form: "f",
        version: "1",
        title: { en: "A talk" },
        kind: "mixed",
        questions: 3,
        protected: false,
        allowed: true,
        opens_case: true,
        safety: false,
        led_by: [],
      },
    ],
    home: () => ({
      today: "2026-11-25",
      clock_behind: null,
      clock_ahead: null,
      lease: null,
      meetings: [],
      drafts: [],
      ask_later: [],
      people: 0,
      conflicts: 0,
      unsent: 2,
      at_hub: false,
      erasures_wait: null,
      transfers_wait: null,
      month: null,
    }),
    work_list: () => ({ groups: [], awaited: { count: 0, rows: [] }, others: 0 }),
    cases_to_tell: () => [],
    doubles_show: () => ({ perhaps: [], joined: [], apart: [] }),
    referrals_said: () => [],
    interview_start: () => view({ form, nodes: form.nodes.map((each) => state(each.path)) }),
    interview_review: () => ({
      asked: 0,
      answered: 0,
      incomplete: 0,
      meeting: null,
      missing: [],
      invalid: [],
      later: [],
      declined: [],
      unknown: [],
    }),
    interview_media: ({ name = "" }) =>
      name.startsWith("lost") ? null : `data:image/png;base64,${name.replace(".png", "")}`,
    interview_answer: ({ at = "", answer = { state: "blank" } }) => {
      stored.set(at, answer);
      return {
        changed: [state(at, { answer, problem: problem(at, answer) })],
        gone: [],
        order: null,
        person: null,
        saved_at: "2026-11-25T10:01:00Z",
      };
    },
  };
  mockIPC((name, args) => answers[name]?.((args as { request?: object }).request ?? {}) ?? null);
  const app = mount(App, { target: document.body });
  (await see("start-f")).click();
  await see("screen-interview");
  await see("question");
  return { app, stored };
}

/** Waits until something holds. */
export async function until(what: () => void): Promise<void> {
  await vi.waitFor(
    () => {
      flushSync();
      what();
    },
    { timeout: 4_000 },
  );
}

/** Presses a key where the keyboard is. */
export async function press(
  code: string,
  more: KeyboardEventInit = {},
  on: Element = document.activeElement ?? document.body,
): Promise<KeyboardEvent> {
  const event = new KeyboardEvent("keydown", { code, key: code, bubbles: true, cancelable: true, ...more });
  on.dispatchEvent(event);
  await tick();
  return event;
}

/** Types a text into a field, as a whole. */
export async function type(id: string, text: string): Promise<HTMLInputElement> {
  const field = (await see(id)) as HTMLInputElement;
  field.focus();
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  await tick();
  flushSync();
  return field;
}
