// A person, and what their answers mean, for tests of screens.
import type { CaseId } from "../backend/contract/CaseId";
import type { InstanceId } from "../backend/contract/InstanceId";
import type { InterviewId } from "../backend/contract/InterviewId";
import type { NeedsView } from "../backend/contract/NeedsView";
import type { PersonView } from "../backend/contract/PersonView";
import type { RulesInForce } from "../backend/contract/RulesInForce";
import type { StandingView } from "../backend/contract/StandingView";
import type { SaidRow } from "../backend/contract/SaidRow";
import { answers, get, see, unlocked } from "./screen";

const said = (name: string, label: string, answer: string): SaidRow => ({
  question: { name, label: label === "" ? {} : { en: label } },
  values: [answer.toLowerCase()],
  labels: [{ en: answer }],
});

/** The rules that came with Pana. */
export const SET: RulesInForce = {
  origin: "shipped",
  version: "0".repeat(64),
  rules: 176,
  file: "",
  since: null,
  member: "",
  instead: null,
};

/** What the finished intake of a person without a roof tonight means. */
export const NEEDS: NeedsView = {
  conflicts: 0,
  person: "Айгүл",
  rules: "0",
  set: SET,
  urgency: "critical",
  stops: null,
  typology: [],
  spheres: [],
  categories: [],
  needs: [
    { code: "housing", label: { en: "Housing" }, urgency: "critical", rules: ["D001"], apart: false, decided: [] },
  ],
  others: [{ code: "health", label: { en: "Health" } }],
  lines: [
    {
      rule: "D001",
      explanation: { en: "No place to sleep tonight" },
      apart: false,
      urgency: "critical",
      level: "individual",
      sphere: "territorial",
      actor_first: "municipality",
      because: [said("shelter_tonight", "Do you have a place to sleep tonight?", "No")],
      changes: [{ answers: [said("shelter_tonight", "Do you have a place to sleep tonight?", "Yes")] }],
      searched: true,
    },
  ],
  services: [
    {
      code: "dom_urgent",
      label: { en: "Urgent social service" },
      urgency: "critical",
      actor_first: "municipality",
      needs: ["housing"],
      rules: ["D001"],
    },
  ],
  not_known: [
    {
      rule: "D003",
      explanation: { en: "A doctor is needed today" },
      apart: false,
      urgency: "critical",
      missing: [{ name: "health_emergency", label: { en: "Do you need a doctor?" } }],
    },
  ],
  next_forms: [{ id: "needs", title: { en: "Needs assessment" } }],
};

/** A case that is open, and of which the member at work may do nothing. */
export const STANDING: StandingView = {
  state: "open",
  reason: null,
  on: null,
  words: "",
  by: "",
  at: null,
  workers: [],
  offers: [],
  agreed: null,
  may_close: false,
  may_reopen: false,
  may_offer: false,
  may_give: false,
  may_take: false,
  colleagues: [],
};

/** The page of a person of whom the year of birth is known, with one child. */
export const PERSON: PersonView = {
  case: "c1" as CaseId,
  number: "A7-0001-K",
  name: "Айгүл",
  contact_unsafe: false,
  may_make_sheet: false,
  may_erase: false,
  may_hand_over: false,
  ages: { least: 17, greatest: 18 },
  minor: "unknown",
  meeting: null,
  follow_up: null,
  from: null,
  to: null,
  standing: STANDING,
  conflicts: 0,
  profile: [
    { property: "birth_year", value: "2008", label: null, question: null, conflict: false, careful: false, others: [] },
  ],
  household: [
    {
      id: "h1" as InstanceId,
      name: "Дана",
      ages: { least: 9, greatest: 9 },
      minor: "yes",
      facts: [
        { property: "age", value: "7", label: null, question: null, conflict: false, careful: false, others: [] },
        {
          property: "relation",
          value: "child",
          label: { en: "Child" },
          question: null,
          conflict: false,
          careful: false,
          others: [],
        },
      ],
    },
  ],
  interviews: [
    {
      interview: "i1" as InterviewId,
      form_title: { en: "Intake" },
      status: "finished",
      incomplete: false,
      from: null,
      member: "Әсел",
      started_at: "2026-06-01T12:00:00Z",
      finished_at: "2026-06-01T12:30:00Z",
      amended: 0,
      may_read: true,
      may_amend: true,
    },
  ],
  ask: [],
  history: [],
  access: [],
};

/** From the door to a person's page. */
export async function page(person: PersonView): Promise<void> {
  answers["people_search"] = () => ({
    people: [
      {
        case: person.case,
        number: person.number,
        name: person.name,
        birth: null,
        why: [],
        near: false,
        also: [],
        closed: null,
        draft: false,
        meeting: null,
        changed_at: "2026-06-01T12:00:00Z",
      },
    ],
    total: 1,
    number_typo: false,
  });
  answers["person_open"] = () => person;
  await unlocked();
  (await see("nav-people")).click();
  (await see("person-row")).click();
  await see("screen-person");
}

/** The words of what is on the screen, without the marks that isolate directions. */
export const words = (id: string): string =>
  (get(id)?.textContent ?? "").replace(/[\u2068\u2069]/g, "").replace(/\s+/g, " ");
