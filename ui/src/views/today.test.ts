// Today is the work list: in the order of harm, one press from each act, and what was said about contact is kept to.
import { flushSync } from "svelte";
import { expect, test, vi } from "vitest";
import type { CaseId } from "../lib/backend/contract/CaseId";
import type { DetailWords } from "../lib/backend/contract/DetailWords";
import type { ReferralId } from "../lib/backend/contract/ReferralId";
import type { ReferralRow } from "../lib/backend/contract/ReferralRow";
import type { ReferralView } from "../lib/backend/contract/ReferralView";
import type { WorkGroup } from "../lib/backend/contract/WorkGroup";
import type { WorkRow } from "../lib/backend/contract/WorkRow";
import { PERSON, words } from "../lib/testing/needs";
import { answers, eachWithShell, get, press, see, unlocked } from "../lib/testing/screen";

eachWithShell();

const ROW: ReferralRow = {
  case: "c1" as CaseId,
  referral: "r1" as ReferralId,
  number: "A7-0001-K/R4QX",
  person: "Айгүл",
  state: "accepted",
  is_late: false,
  urgency: "normal",
  is_error: false,
  is_private: false,
  service: "dom_urgent",
  service_label: { en: "Urgent social service" },
  recipient: "Баспана",
  respond_by: null,
  waits_for: "worker",
  task: { task: "tell_person", at: null },
};

const WORDS: DetailWords = {
  channel: ["phone", "in_person"],
  learned: ["phone"],
  wait: ["unknown"],
  decline_reason: ["full"],
  cancel_reason: ["moved"],
  received: ["full"],
  outcome: ["met"],
  deleted: ["done"],
};

const VIEW: ReferralView = {
  row: ROW,
  may: ["start", "finish"],
  may_write: ["informed", "note"],
  may_reopen: false,
  case_closed: false,
  is_sensitive: false,
  phone: "",
  address: "",
  address_hidden: false,
  directory: null,
  edition: null,
  needs: ["housing"],
  minor: "no",
  contact_unsafe: true,
  goes_on_from: null,
  goes_on: [],
  words: WORDS,
  history: [],
};

const referral = (number: number, more: Partial<ReferralRow> = {}): WorkRow => ({
  what: "referral",
  row: { ...ROW, case: `c${number}` as CaseId, referral: `r${number}` as ReferralId, ...more },
  appointment: null,
  contact: { phone: "", safe: "no" },
});

const followUp: WorkRow = {
  what: "follow_up",
  case: "c9" as CaseId,
  person: "Марат",
  number: "A7-0009-K",
  follow_up: { on: "2026-11-20", day: "late" },
  contact: { phone: "+7 701 000 00 00", safe: "yes" },
};

const list = (group: WorkGroup, rows: WorkRow[], count = rows.length): object => ({ group, count, rows });

function waits(...groups: object[]): void {
  answers["work_list"] = () => ({ groups, awaited: { count: 0, rows: [] }, others: 0 });
  const home = answers["home"]?.({}) as object;
  answers["home"] = () => ({ ...home, people: 3 });
}

test("groups stand in the order of harm with their numbers, and an empty one stays with nought", async () => {
  waits(list("meet", [followUp]), list("late", [referral(2)]), list("first", [referral(1, { urgency: "critical" })]));
  await unlocked();
  await see("work-first");
  const shown = [...document.querySelectorAll("[data-testid=work] h2")].map((each) => each.textContent);
  expect(shown[0]).toContain("First of all");
  expect(shown[1]).toContain("Answers that are late");
  expect(shown[2]).toContain("Appointments");
  expect(words("jump-call")).toContain("0");
  expect(words("jump-meet")).toContain("1");
  expect(words("screen-home")).toContain("3 things wait today; 1 of them comes first.");
  await press("KeyJ", "j", document.body, { ctrlKey: true });
  expect(document.activeElement?.getAttribute("data-testid")).toBe("jump-first");
});

test("a group folds over ten, the first never does, and what is not sent is counted", async () => {
  const many = (from: number, count: number): WorkRow[] =>
    Array.from({ length: count }, (_, at) => referral(from + at));
  waits(list("first", many(0, 12)), list("ask", many(20, 12), 130));
  await unlocked();
  const rows = (group: string): number => document.querySelectorAll(`[data-testid=work-${group}] li`).length;
  await see("work-ask");
  expect([rows("first"), rows("ask")]).toEqual([12, 10]);
  get("work-more-ask")?.click();
  await vi.waitFor(() => {
    flushSync();
    expect(rows("ask")).toBe(12);
  });
  expect(words("work-rest-ask")).toContain("the first 12 of 130");
});

test("what is awaited and not late is a number that opens at a press, and a line leads to its referral", async () => {
  const row = referral(7, { task: null, is_late: false, respond_by: "2026-12-04T09:00:00+05:00" });
  const asked = vi.fn(({ awaited }: Record<string, unknown>) => ({
    groups: [],
    awaited: { count: 107, rows: awaited === true ? [row] : [] },
    others: 0,
  }));
  waits();
  answers["work_list"] = asked;
  const opened = vi.fn(() => new Promise(() => undefined));
  answers["referral_show"] = opened;
  await unlocked();
  const awaited = (await see("awaited")) as HTMLDetailsElement;
  expect(awaited.open).toBe(false);
  expect(words("awaited")).toContain("Waiting for an answer: 107");
  expect(awaited.querySelectorAll("li")).toHaveLength(0);
  expect(words("screen-home")).not.toContain("107 things");
  awaited.open = true;
  awaited.dispatchEvent(new Event("toggle"));
  await see("work-until");
  expect(asked).toHaveBeenLastCalledWith({ whose: "mine", awaited: true });
  expect(words("work-until")).toContain("4 December");
  expect(words("awaited-rest")).toContain("the first 1 of 107");
  (await see("work-act")).click();
  await vi.waitFor(() => expect(opened).toHaveBeenCalled());
});

test("a number at which it is not safe to call stands on no line, and what is private says nothing", async () => {
  waits(list("call", [referral(1), referral(2, { is_private: true })]), list("meet", [followUp]));
  await unlocked();
  const call = await see("work-call");
  const safe = [...call.querySelectorAll<HTMLElement>("[data-testid=contact]")].map((each) => each.dataset["safe"]);
  expect(safe).toEqual(["no", "no"]);
  expect(call.querySelectorAll("li")[1]?.textContent).not.toContain("Баспана");
  expect(words("work-meet")).toContain("+7 701 000 00 00");
});

test("one press leads to the act, and a call that is not safe is written only by who means it", async () => {
  waits(list("call", [referral(1)]));
  answers["referral_show"] = () => VIEW;
  const entry = vi.fn((request: Record<string, unknown>) => {
    if (request["despite_unsafe"] !== true) throw { code: "contact-unsafe", args: {} };
    return { ...VIEW, row: { ...ROW, task: null } };
  });
  answers["referral_entry"] = entry;
  await unlocked();
  (await see("work-act")).click();
  const channel = (await see("detail-channel")) as HTMLSelectElement;
  channel.value = "phone";
  channel.dispatchEvent(new Event("change", { bubbles: true }));
  const day = get("detail-on") as HTMLInputElement;
  day.value = "25.11.2026";
  day.dispatchEvent(new Event("input", { bubbles: true }));
  flushSync();
  get("step-save")?.click();
  const despite = await see("referral-despite");
  expect(entry).toHaveBeenCalledTimes(1);
  expect(document.body.textContent).toContain("not safe to call");
  despite.click();
  await vi.waitFor(() => {
    flushSync();
    expect(get("referral-despite")).toBeNull();
  });
  expect(entry.mock.calls[1]?.[0]).toMatchObject({ entry: "informed", despite_unsafe: true });
});

test("a person who is to be asked again is asked with one press", async () => {
  waits(list("meet", [followUp]));
  const form = { version: "1", title: { en: "x" }, kind: "mixed", questions: 2, protected: false, allowed: true };
  answers["form_list"] = () => [
    { ...form, form: "f", opens_case: true, files: false, safety: false, follows_up: false, led_by: [] },
    { ...form, form: "again", opens_case: false, files: false, safety: false, follows_up: true, led_by: [] },
  ];
  const begin = answers["interview_start"];
  const begun: unknown[] = [];
  answers["interview_start"] = (request) => {
    begun.push(request);
    return begin?.(request);
  };
  await unlocked();
  (await see("work-act")).click();
  await see("question");
  expect(begun).toEqual([{ form: "again", case: "c9", has: null }]);
});

test("the page plans the next contact, and what the person said is written down on a press alone", async () => {
  answers["person_open"] = () => ({ ...PERSON, follow_up: { on: "2026-12-09", day: "later" } });
  answers["people_search"] = () => ({
    people: [
      {
        case: "c1",
        number: "A7",
        name: "Айгүл",
        birth: null,
        why: [],
        near: false,
        also: [],
        closed: null,
        draft: false,
        meeting: null,
        changed_at: "2026-11-25T10:00:00Z",
      },
    ],
    total: 1,
    number_typo: false,
  });
  const step = { step: "close", details: [{ detail: "outcome", value: "met" }] };
  let left: object[] = [
    {
      case: "c1",
      referral: "r1",
      recipient: "Баспана",
      service_label: { en: "Urgent social service" },
      received: "full",
      outcome: "met",
      steps: [step],
      needs: [{ code: "housing", label: { en: "Housing" }, decision: "set_aside" }],
    },
  ];
  answers["referrals_said"] = () => left;
  const made = vi.fn(() => {
    left = [];
    return VIEW;
  });
  answers["referral_step"] = made;
  const plan = vi.fn((request: Record<string, unknown>) =>
    request["on"] === null ? null : { on: request["on"], day: "later" },
  );
  answers["follow_up_plan"] = plan;
  await unlocked();
  await press("KeyK", "k", document.body, { ctrlKey: true });
  (await see("person-row")).click();
  await see("follow-up");
  expect(words("follow-up")).toContain("9 December 2026");
  expect(words("said")).toContain("Mark “Housing” as met");
  expect(made).not.toHaveBeenCalled();
  get("said-close")?.click();
  await vi.waitFor(() => {
    flushSync();
    expect(get("said")).toBeNull();
  });
  expect(made).toHaveBeenCalledWith({ case: "c1", referral: "r1", ...step });
  expect(words("follow-up-move")).toBe("Change the day");
  get("follow-up-move")?.click();
  const day = (await see("follow-up-day")) as HTMLInputElement;
  day.value = "20.12.2026";
  day.dispatchEvent(new Event("input", { bubbles: true }));
  get("follow-up-save")?.click();
  await vi.waitFor(() => {
    flushSync();
    expect(words("follow-up")).toContain("20 December 2026");
  });
  get("follow-up-move")?.click();
  (await see("follow-up-never")).click();
  await see("follow-up-none");
  expect(words("follow-up-move"), "where none is planned, none is changed").toBe("Plan a day");
  expect(plan).toHaveBeenLastCalledWith({ case: "c1", on: null });
});

test("a referral from which no help came leads to its page, and nothing is written down", async () => {
  answers["person_open"] = () => PERSON;
  answers["people_search"] = () => ({
    people: [
      {
        case: "c1",
        number: "A7",
        name: "Айгүл",
        birth: null,
        why: [],
        near: false,
        also: [],
        closed: null,
        draft: false,
        meeting: null,
        changed_at: "2026-11-25T10:00:00Z",
      },
    ],
    total: 1,
    number_typo: false,
  });
  answers["referral_show"] = () => VIEW;
  answers["referrals_said"] = () => [
    {
      case: "c1",
      referral: "r1",
      recipient: "Баспана",
      service_label: { en: "Urgent social service" },
      received: "not",
      outcome: null,
      steps: [],
      needs: [],
    },
  ];
  const made = vi.fn();
  answers["referral_step"] = made;
  await unlocked();
  await press("KeyK", "k", document.body, { ctrlKey: true });
  (await see("person-row")).click();
  (await see("said-open")).click();
  await vi.waitFor(() => {
    flushSync();
    expect(get("said")).toBeNull();
    expect(document.body.textContent).toContain("A7-0001-K/R4QX");
  });
  expect(made).not.toHaveBeenCalled();
});
