// What a person needs, as it is shown; and the age of today on the page.
import { flushSync } from "svelte";
import { expect, test, vi } from "vitest";
import type { CaseId } from "../lib/backend/contract/CaseId";
import type { InstanceId } from "../lib/backend/contract/InstanceId";
import type { InterviewId } from "../lib/backend/contract/InterviewId";
import type { NeedsView } from "../lib/backend/contract/NeedsView";
import type { PersonView } from "../lib/backend/contract/PersonView";
import type { SaidRow } from "../lib/backend/contract/SaidRow";
import { answers, eachWithShell, get, see, unlocked } from "../lib/testing/screen";

eachWithShell();

const said = (name: string, label: string, answer: string): SaidRow => ({
  question: { name, label: label === "" ? {} : { en: label } },
  values: [answer.toLowerCase()],
  labels: [{ en: answer }],
});

const NEEDS: NeedsView = {
  person: "Айгүл",
  rules: "0",
  urgency: "critical",
  stops: null,
  typology: [],
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
    },
  ],
  services: [
    {
      code: "dom_urgent",
      label: { en: "Urgent social service" },
      urgency: "critical",
      actor_first: "municipality",
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

const PERSON: PersonView = {
  case: "c1" as CaseId,
  number: "A7-0001-K",
  name: "Айгүл",
  contact_unsafe: false,
  ages: { least: 17, greatest: 18 },
  minor: "unknown",
  meeting: null,
  profile: [{ property: "birth_year", value: "2008", label: null, question: null, conflict: false, careful: false }],
  household: [
    {
      id: "h1" as InstanceId,
      name: "Дана",
      ages: { least: 9, greatest: 9 },
      minor: "yes",
      facts: [
        { property: "age", value: "7", label: null, question: null, conflict: false, careful: false },
        {
          property: "relation",
          value: "child",
          label: { en: "Child" },
          question: null,
          conflict: false,
          careful: false,
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

async function page(person: PersonView): Promise<void> {
  answers["people_search"] = () => ({
    people: [
      {
        case: person.case,
        number: person.number,
        name: person.name,
        birth: null,
        why: [],
        near: false,
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

const words = (id: string): string => (get(id)?.textContent ?? "").replace(/[\u2068\u2069]/g, "").replace(/\s+/g, " ");

test("the age of today stands on the page, and who may be a child is marked", async () => {
  await page(PERSON);
  expect(words("person-age")).toContain("17 to 18 years");
  expect(words("person-age")).toContain("not certain to be 18");
  expect(words("household-row")).toContain("9 years");
  expect(words("household-row")).not.toContain("7");
});

test("who is of age has no mark", async () => {
  await page({ ...PERSON, ages: { least: 30, greatest: 30 }, minor: "no" });
  expect(words("person-age").trim()).toBe("30 years");
});

test("whose age nobody knows is not taken for adult", async () => {
  await page({ ...PERSON, ages: null, minor: "unknown" });
  expect(words("person-age")).toContain("age not known");
  expect(words("person-age")).toContain("not certain to be 18");
});

test("what is needed stands in words, with why, and what is not known apart", async () => {
  answers["needs_show"] = () => NEEDS;
  await page(PERSON);
  (await see("person-needs")).click();
  await see("need");
  expect(words("needs-who")).toBe("Айгүл");
  expect(document.activeElement?.tagName).toBe("H1");
  const line = words("need");
  expect(line).toContain("No place to sleep tonight");
  expect(line).toContain("Critical: within 24 hours");
  expect(line).toContain("rule D001 · territorial sphere · individual work");
  expect(line).toContain("Do you have a place to sleep tonight? No");
  expect(line).toContain("Do you have a place to sleep tonight? Yes");
  expect(line).toContain("Urgent social service");
  expect(line).toContain("first the municipality");
  expect(words("needs-unknown")).toContain("Do you need a doctor?");
  expect(get("needs-stops")).toBeNull();
});

test("that nobody may be told stands above all that is needed", async () => {
  answers["needs_show"] = () => ({ ...NEEDS, stops: "referrals", lines: [], not_known: [] });
  await page(PERSON);
  (await see("person-needs")).click();
  expect((await see("needs-stops")).textContent).toContain("allows nobody to be told");
  expect(get("needs-none")).not.toBeNull();
});

test("one key leads from what is needed to the person's page", async () => {
  answers["needs_show"] = () => NEEDS;
  await page(PERSON);
  (await see("person-needs")).click();
  await see("need");
  window.dispatchEvent(new KeyboardEvent("keydown", { code: "Enter", ctrlKey: true, bubbles: true }));
  await see("screen-person");
});

test("before an interview is finished there is nothing to look at", async () => {
  await page({ ...PERSON, interviews: [] });
  expect(get("person-needs")).toBeNull();
});

test("a key that leads away from what is needed takes the keyboard along, out of the foot too", async () => {
  answers["needs_show"] = () => NEEDS;
  await page(PERSON);
  (await see("person-needs")).click();
  await see("need");
  const foot = await see("language");
  foot.focus();
  window.dispatchEvent(new KeyboardEvent("keydown", { code: "Enter", ctrlKey: true, bubbles: true }));
  await see("screen-person");
  await vi.waitFor(() => expect(document.activeElement).not.toBe(foot));
  expect(document.activeElement?.closest("main")).not.toBeNull();
});

test("what is for the person and the worker alone says nothing of itself until it is asked for", async () => {
  const [line] = NEEDS.lines;
  const [open] = NEEDS.not_known;
  if (line === undefined || open === undefined) throw new Error("a line and what is not known");
  const secret = { en: "A safe place first" };
  answers["needs_show"] = () => ({
    ...NEEDS,
    lines: [{ ...line, rule: "D004", explanation: secret, apart: true }],
    services: [],
    not_known: [{ ...open, explanation: secret, apart: true }],
  });
  await page(PERSON);
  (await see("person-needs")).click();
  await see("need");
  const screen = (await see("screen-needs")).textContent;
  for (const told of ["safe", "place to sleep", "doctor", "D004"]) expect(screen).not.toContain(told);
  expect(document.querySelector("[data-testid=need] .danger")).toBeNull();
  expect(words("need")).toContain("To be talked about in private");
  (await see("need-show")).click();
  flushSync();
  expect(words("need")).toContain("A safe place first");
  expect(words("need")).toContain("Do you have a place to sleep tonight? No");
});

const DECIDED = {
  decision: "accepted",
  reason: null,
  words: "",
  urgency: "critical",
  member: "Әсел",
  at: "2026-06-01T12:30:00Z",
  is_overtaken: false,
} as const;

/** The screen of needs, with what was asked of the shell and a page that answers as it is told. */
async function decides(view: NeedsView, after: NeedsView): Promise<ReturnType<typeof vi.fn>> {
  const asked = vi.fn(() => after);
  answers["needs_show"] = () => view;
  answers["need_decide"] = asked;
  await page(PERSON);
  (await see("person-needs")).click();
  await see("need-row");
  return asked;
}

test("a need is taken on by one press, and who did it is said", async () => {
  const need = NEEDS.needs[0];
  if (need === undefined) throw new Error("no need");
  const asked = await decides(NEEDS, { ...NEEDS, needs: [{ ...need, decided: [DECIDED] }] });
  (await see("need-accept")).click();
  expect((await see("need-decided")).textContent).toContain("Taken on");
  expect(words("need-decided")).toContain("Әсел");
  expect(asked).toHaveBeenCalledWith({
    case: "c1",
    need: "housing",
    decision: "accepted",
    reason: null,
    words: "",
    urgency: null,
  });
  expect(get("need-accept")).toBeNull();
});

test("a need is set aside with a reason and not without one", async () => {
  const asked = await decides(NEEDS, NEEDS);
  (await see("need-aside")).click();
  (await see("need-aside-save")).click();
  expect((await see("need-missing")).textContent).toContain("reason");
  expect(document.activeElement).toBe(get("need-reason"));
  const reason = get("need-reason") as HTMLSelectElement;
  const choose = (value: string): void => {
    reason.value = value;
    reason.dispatchEvent(new Event("change", { bubbles: true }));
    flushSync();
  };
  choose("met");
  expect(get("need-missing")).toBeNull();
  choose("other");
  (await see("need-aside-save")).click();
  expect(asked).not.toHaveBeenCalled();
  expect(document.activeElement).toBe(get("need-words"));
  const field = get("need-words") as HTMLInputElement;
  field.value = "her brother helps";
  field.dispatchEvent(new Event("input", { bubbles: true }));
  flushSync();
  (await see("need-aside-save")).click();
  expect(asked).toHaveBeenCalledWith({
    case: "c1",
    need: "housing",
    decision: "set_aside",
    reason: "other",
    words: "her brother helps",
    urgency: null,
  });
});

test("decisions made apart both stand until one decides anew", async () => {
  const need = NEEDS.needs[0];
  if (need === undefined) throw new Error("no need");
  const other = { ...DECIDED, decision: "set_aside", reason: "met", member: "Дана", is_overtaken: true } as const;
  await decides({ ...NEEDS, needs: [{ ...need, decided: [DECIDED, other] }] }, NEEDS);
  expect(words("need-apart")).toContain("made apart");
  expect(words("needs-list")).toContain("Set aside: It is met already");
  expect(words("needs-list")).toContain("The answers have changed since");
  expect(get("need-accept")).not.toBeNull();
});

test("a need that no rule names is added by hand", async () => {
  const asked = await decides(NEEDS, NEEDS);
  (await see("need-add")).click();
  (await see("need-add-save")).click();
  expect(asked).not.toHaveBeenCalled();
  expect(document.activeElement).toBe(get("need-add-need"));
  const choice = get("need-add-need") as HTMLSelectElement;
  choice.value = "health";
  choice.dispatchEvent(new Event("change", { bubbles: true }));
  flushSync();
  (await see("need-add-save")).click();
  expect(asked).toHaveBeenCalledWith({
    case: "c1",
    need: "health",
    decision: "added",
    reason: null,
    words: "",
    urgency: "normal",
  });
});

test("what is for the two of them alone is not named in the list of needs until it is asked for", async () => {
  const need = { code: "safety", label: { en: "Safety" }, urgency: "critical", rules: ["D100"], apart: true } as const;
  await decides({ ...NEEDS, needs: [{ ...need, rules: ["D100"], decided: [DECIDED] }] }, NEEDS);
  expect(words("needs-list")).not.toContain("Safety");
  expect(words("needs-list")).not.toContain("Taken on");
  (await see("need-row-show")).click();
  flushSync();
  expect(words("needs-list")).toContain("Safety");
});

test("whatever is decided leaves the keyboard on the same need", async () => {
  const need = NEEDS.needs[0];
  if (need === undefined) throw new Error("no need");
  const decided = { ...NEEDS, needs: [{ ...need, decided: [DECIDED] }] };
  let after: NeedsView = decided;
  await decides(NEEDS, decided);
  answers["need_decide"] = () => after;
  const stands = async (on: string): Promise<void> => {
    await vi.waitFor(() => expect((document.activeElement as HTMLElement).dataset["testid"]).toBe(on));
    expect(document.activeElement?.closest<HTMLElement>("[data-need]")?.dataset["need"]).toBe("housing");
  };
  const press = async (id: string): Promise<void> => (await see(id)).click();
  await press("need-accept");
  await stands("need-again");
  await press("need-again");
  await stands("need-accept");
  await press("need-again-cancel");
  await stands("need-again");
  await press("need-again");
  await stands("need-accept");
  await press("need-aside");
  await stands("need-reason");
  expect(get("need-take-back")).toBeNull();
  await press("need-aside-cancel");
  await stands("need-accept");
  after = NEEDS;
  await press("need-take-back");
  await stands("need-accept");
});

test("a need that is added by hand has the keyboard, and where it goes another one can be added", async () => {
  const added = { ...DECIDED, decision: "added" } as const;
  const need = NEEDS.needs[0];
  if (need === undefined) throw new Error("no need");
  const health = { ...need, code: "health", label: { en: "Health" }, rules: [], decided: [added] };
  let after: NeedsView = { ...NEEDS, needs: [...NEEDS.needs, health] };
  await decides(NEEDS, after);
  answers["need_decide"] = () => after;
  const stands = (on: string): Promise<void> =>
    vi.waitFor(() => expect((document.activeElement as HTMLElement).dataset["testid"]).toBe(on));
  (await see("need-add")).click();
  (await see("need-add-cancel")).click();
  await stands("need-add");
  (await see("need-add")).click();
  const choice = (await see("need-add-need")) as HTMLSelectElement;
  choice.value = "health";
  choice.dispatchEvent(new Event("change", { bubbles: true }));
  flushSync();
  (await see("need-add-save")).click();
  await stands("need-again");
  expect(document.activeElement?.closest<HTMLElement>("[data-need]")?.dataset["need"]).toBe("health");
  (await see("need-again")).click();
  after = NEEDS;
  (await see("need-take-back")).click();
  await stands("need-add");
});
