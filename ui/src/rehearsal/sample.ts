// What the screens are tried out with: nobody, and nothing that anybody is ever asked. No person sees it.
import type { AppState } from "../lib/backend/contract/AppState";
import type { CaseId } from "../lib/backend/contract/CaseId";
import type { ChoiceView } from "../lib/backend/contract/ChoiceView";
import type { FormNode } from "../lib/backend/contract/FormNode";
import type { FormRow } from "../lib/backend/contract/FormRow";
import type { HomeView } from "../lib/backend/contract/HomeView";
import type { InterviewId } from "../lib/backend/contract/InterviewId";
import type { InterviewView } from "../lib/backend/contract/InterviewView";
import type { MeetingView } from "../lib/backend/contract/MeetingView";
import type { MemberId } from "../lib/backend/contract/MemberId";
import type { NodeState } from "../lib/backend/contract/NodeState";
import type { PersonRow } from "../lib/backend/contract/PersonRow";
import type { SearchView } from "../lib/backend/contract/SearchView";
import { NO_MEDIA } from "../lib/interview/stops";

const WORD = "Әғ";
const WORDS = { kk: WORD };
const MOMENT = "2026-01-01T00:00:00Z";
const CASE = "" as CaseId;
const INTERVIEW = "" as InterviewId;
const MEETING: MeetingView = { by: MOMENT, day: "today", private: false, led_by: [], died: null };

/** An open app. */
export const OPEN: AppState = {
  phase: "open",
  member: { id: "" as MemberId, name: WORD, role: "coordinator", grants: [], may_recover: false },
  centre: WORD,
  demo: false,
  practice: false,
  may_export: true,
  may_add_members: true,
  notices: [],
  idle_minutes: 5,
  back: null,
};

/** A day with something of each kind that waits. */
export const HOME: HomeView = {
  today: "2026-01-01",
  clock_behind: null,
  clock_ahead: null,
  lease: null,
  meetings: [
    { case: CASE, person: WORD, number: WORD, meeting: MEETING, draft: null },
    { case: WORD as CaseId, person: WORD, number: WORD, meeting: { ...MEETING, private: true }, draft: null },
  ],
  drafts: [
    {
      interview: INTERVIEW,
      person: WORD,
      number: WORD,
      form_title: WORDS,
      section: WORDS,
      amends: false,
      asked: 2,
      answered: 1,
      changed_at: MOMENT,
    },
  ],
  ask_later: [{ interview: INTERVIEW, case: CASE, person: WORD, number: WORD, questions: 1, form_title: WORDS }],
  conflicts: 0,
  people: 2,
  unsent: 1,
  at_hub: false,
  erasures_wait: null,
  transfers_wait: null,
  month: null,
};

const PERSON: PersonRow = {
  case: CASE,
  number: WORD,
  name: WORD,
  birth: MOMENT.slice(0, 4),
  why: [],
  near: false,
  also: [],
  closed: null,
  draft: true,
  meeting: MEETING,
  changed_at: MOMENT,
};

/** A list of people. */
export const LIST: SearchView = {
  people: [PERSON, { ...PERSON, case: WORD as CaseId, draft: false, meeting: null }],
  total: 2,
  number_typo: false,
};

/** The questionnaire that opens a case. */
export const QUESTIONNAIRES: FormRow[] = [
  {
    form: WORD,
    version: "",
    title: WORDS,
    kind: "mixed",
    questions: 2,
    protected: false,
    allowed: true,
    opens_case: true,
    files: false,
    safety: false,
    follows_up: false,
    led_by: [],
  },
];

const node = (path: string, over: Partial<FormNode>): FormNode => ({
  path,
  parent: null,
  role: "question",
  question_type: "text",
  kind: null,
  label: WORDS,
  hint: WORDS,
  guidance: WORDS,
  why: WORDS,
  media: NO_MEDIA,
  appearance: [],
  list: null,
  parameters: {},
  other: null,
  exclusive: [],
  sensitivity: "normal",
  ...over,
});

const state = (at: string): NodeState => ({
  at,
  path: at,
  relevant: true,
  required: true,
  readonly: false,
  answer: { state: "blank" },
  file: null,
  problem: null,
  label: null,
  hint: null,
  guidance: null,
  choices: null,
});

const choice = (name: string): ChoiceView => ({ name, label: WORDS, media: NO_MEDIA, state: null });

/** A talk at its first question. */
export const TALK: InterviewView = {
  interview: INTERVIEW,
  case: null,
  number: null,
  person: null,
  form: {
    form: WORD,
    hash: "",
    version: "",
    title: WORDS,
    kind: "mixed",
    protected: false,
    opens_case: true,
    languages: [{ tag: "kk", name: WORD, direction: "ltr" }],
    nodes: [
      node("/f/a", { role: "section", question_type: "group" }),
      node("/f/a/one", { parent: "/f/a", question_type: "select_one", list: "list" }),
      node("/f/a/own", { parent: "/f/a" }),
      node("/f/b", { role: "section", question_type: "group" }),
      node("/f/b/own", { parent: "/f/b" }),
    ],
    choices: { list: [choice("1"), choice("2")] },
  },
  nodes: ["/f/a", "/f/a/one", "/f/a/own", "/f/b", "/f/b/own"].map(state),
  place: null,
  status: "trial",
  saved_at: MOMENT,
  may_amend: false,
};
