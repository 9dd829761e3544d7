// A small questionnaire and a shell that answers like the real one, for tests.
import { mockIPC } from "@tauri-apps/api/mocks";
import type { AnswerView } from "../backend/contract/AnswerView";
import type { AppError } from "../backend/contract/AppError";
import type { CaseId } from "../backend/contract/CaseId";
import type { ChoiceView } from "../backend/contract/ChoiceView";
import type { FormNode } from "../backend/contract/FormNode";
import type { FormView } from "../backend/contract/FormView";
import type { InterviewDelta } from "../backend/contract/InterviewDelta";
import type { InterviewId } from "../backend/contract/InterviewId";
import type { InterviewView } from "../backend/contract/InterviewView";
import type { NodeState } from "../backend/contract/NodeState";
import { NO_MEDIA } from "../interview/stops";

export const node = (path: string, over: Partial<FormNode> = {}): FormNode => ({
  path,
  parent: path.slice(0, path.lastIndexOf("/")) === "/f" ? null : path.slice(0, path.lastIndexOf("/")),
  role: "question",
  question_type: "text",
  kind: null,
  label: { en: path },
  hint: {},
  guidance: {},
  why: {},
  media: NO_MEDIA,
  appearance: [],
  list: null,
  parameters: {},
  other: null,
  exclusive: [],
  sensitivity: "normal",
  ...over,
});

export const state = (at: string, over: Partial<NodeState> = {}): NodeState => ({
  at,
  path: at.replace(/\[[^\]]*\]/g, ""),
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
  ...over,
});

const choice = (name: string): ChoiceView => ({ name, label: { en: name, kk: name }, media: NO_MEDIA, state: null });

export const FORM: FormView = {
  form: "f",
  hash: "f1",
  version: "1",
  title: { en: "A talk" },
  kind: "mixed",
  protected: false,
  opens_case: true,
  languages: [
    { tag: "kk", name: "Kazakh (kk)", direction: "ltr" },
    { tag: "en", name: "English (en)", direction: "ltr" },
  ],
  nodes: [
    node("/f/a", { role: "section", question_type: "group" }),
    node("/f/a/name"),
    node("/f/a/colour", { question_type: "select_one", list: "colours", other: "/f/a/colour_other" }),
    node("/f/a/colour_other"),
    node("/f/a/age", { question_type: "integer" }),
    node("/f/b", { role: "section", question_type: "group" }),
    node("/f/b/child", { role: "repeat", question_type: "repeat" }),
    node("/f/b/child/nick"),
    node("/f/b/end", { role: "note", question_type: "note" }),
  ],
  choices: { colours: [choice("red"), choice("blue"), { ...choice("skip"), state: "declined" }, choice("other")] },
};

export const view = (over: Partial<InterviewView> = {}): InterviewView => ({
  interview: "i1" as InterviewId,
  case: "c1" as CaseId,
  number: "A7-0001-K",
  person: null,
  form: FORM,
  place: null,
  status: "draft",
  saved_at: "2026-11-25T10:00:00Z",
  may_amend: false,
  nodes: [
    state("/f/a"),
    state("/f/a/name", { required: true }),
    state("/f/a/colour"),
    state("/f/a/colour_other", { relevant: false }),
    state("/f/a/age"),
    state("/f/b"),
    state("/f/b/child"),
    state("/f/b/end"),
  ],
  ...over,
});

/** What the shell was asked, in order, and how it is made to fail. */
export interface Shell {
  calls: { name: string; request: unknown }[];
  stored: Map<string, AnswerView>;
  fails: AppError | null;
}

interface Asked {
  at?: string;
  answer?: AnswerView;
}

/** A shell that keeps answers in memory. */
export function shell(): Shell {
  const here: Shell = { calls: [], stored: new Map(), fails: null };
  let children = 0;
  mockIPC(async (name, args) => {
    const request = (args as { request?: Asked }).request ?? {};
    here.calls.push({ name, request });
    await Promise.resolve();
    if (here.fails !== null) throw here.fails;
    const delta = (over: Partial<InterviewDelta>): InterviewDelta => ({
      changed: [],
      gone: [],
      order: null,
      person: null,
      saved_at: "2026-11-25T10:01:00Z",
      ...over,
    });
    if (name === "interview_answer" && request.at !== undefined && request.answer !== undefined) {
      here.stored.set(request.at, request.answer);
      const changed = [
        state(request.at, {
          answer: request.answer,
          required: request.at.endsWith("/name"),
          problem:
            request.at.endsWith("/age") && request.answer.state === "value" && !/^\d+$/.test(request.answer.value)
              ? { kind: "type", code: "integer" }
              : null,
        }),
      ];
      if (request.at.endsWith("/colour"))
        changed.push(
          state("/f/a/colour_other", {
            relevant: request.answer.state === "value" && request.answer.value === "other",
          }),
        );
      return delta({ changed });
    }
    if (name === "interview_repeat_add") {
      const at = `/f/b/child[${++children}]`;
      return delta({
        changed: [state(at), state(`${at}/nick`)],
        order: [
          ...view()
            .nodes.map((each) => each.at)
            .slice(0, 7),
          at,
          `${at}/nick`,
          "/f/b/end",
        ],
      });
    }
    if (name === "interview_repeat_remove")
      return delta({
        gone: [request.at ?? "", `${request.at ?? ""}/nick`],
        order: view().nodes.map((each) => each.at),
      });
    return null;
  });
  return here;
}
