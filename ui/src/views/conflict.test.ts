// What was written apart: a list without answers, both sides on one page, chosen by keyboard with a reason, and undone.
import { flushSync } from "svelte";
import { expect, test } from "vitest";
import type { ConflictBy } from "../lib/backend/contract/ConflictBy";
import type { ConflictRow } from "../lib/backend/contract/ConflictRow";
import type { ConflictSide } from "../lib/backend/contract/ConflictSide";
import type { ConflictView } from "../lib/backend/contract/ConflictView";
import { PERSON, words } from "../lib/testing/needs";
import { answers, eachWithShell, get, press, see, type, unlocked } from "../lib/testing/screen";

eachWithShell();

const PATH = "interview/i1/answer/intake/birth_date";
const by = (member: string, device: string): ConflictBy => ({
  member,
  device,
  at: "2026-11-20T10:32:00+05:00",
  is_dated: true,
});
const [LATER, EARLIER] = [by("Марат", "laptop 2"), by("Айнұр", "laptop 3")];
const ROW: ConflictRow = {
  case: PERSON.case,
  number: PERSON.number,
  person: "Айгүл",
  kind: "answer",
  harm: "other",
  path: PATH,
  in_private: false,
  label: { en: "Date of birth" },
  property: null,
  door: "here",
  interview: "i1" as ConflictRow["interview"],
  referral: null,
  by: [LATER, EARLIER],
};
const MARAT: ConflictSide = {
  events: ["e2"],
  by: LATER,
  says: { what: "answer", answer: { state: "partial", value: "1994" } },
};
const AINUR: ConflictSide = {
  events: ["e3"],
  by: EARLIER,
  says: { what: "answer", answer: { state: "value", value: "1991-03-14" } },
};
const VIEW: ConflictView = {
  row: ROW,
  form_title: { en: "Intake" },
  sides: [MARAT, AINUR],
  choices: [],
  other: "text",
  careful: false,
  may_settle: true,
  may_ask_again: false,
};

/** Today, with so much to settle, and the list of it. */
async function list(rows: ConflictRow[]): Promise<void> {
  const home = answers["home"];
  answers["home"] = (request) => ({ ...(home?.(request) as object), people: 3, conflicts: rows.length });
  answers["conflict_list"] = () => ({ count: rows.length, rows });
  answers["conflict_show"] = () => VIEW;
  await unlocked();
  (await see("conflicts-open")).click();
  await see("conflict-rows");
}

async function one(): Promise<void> {
  await list([ROW]);
  (await see("conflict-open")).click();
  await see("conflict-form");
}

test("Today says how much is to be settled, and the list names who and what, and no answer", async () => {
  await list([ROW, { ...ROW, path: "person/safe_contact", kind: "fact", harm: "safety", property: "safe_contact" }]);
  expect(get("conflict-count")?.textContent).toBe("2");
  const said = words("conflict-rows");
  expect(said).toContain("Date of birth");
  expect(said).toContain("laptop 3");
  expect(said).not.toContain("1991");
  const rows = [...document.querySelectorAll<HTMLButtonElement>("[data-testid=conflict-open]")];
  await press("ArrowDown", "ArrowDown");
  expect(document.activeElement).toBe(rows[0]);
  await press("ArrowDown", "ArrowDown");
  expect(document.activeElement).toBe(rows[1]);
});

test("of a private talk the list names neither the person nor the question", async () => {
  await list([{ ...ROW, in_private: true, person: "", label: {} }]);
  expect(words("conflict-rows")).not.toContain("Айгүл");
  expect(words("conflict-rows")).not.toContain("Date of birth");
});

test("both stand side by side, nothing is chosen by itself, and a choice asks for its reason", async () => {
  await one();
  expect(words("conflict-form")).toContain("1991");
  expect(words("conflict-form")).toContain("Айнұр");
  expect(document.querySelector("input:checked")).toBeNull();
  const asked: unknown[] = [];
  answers["conflict_settle"] = (request: unknown) => (asked.push(request), { event: "e9", still: null, left: 0 });
  get("conflict-save")?.click();
  flushSync();
  await see("conflict-missing");
  expect(asked).toEqual([]);
});

test("by keyboard the second is chosen with a reason, and chosen otherwise after all", async () => {
  await one();
  const asked: Record<string, unknown>[] = [];
  answers["conflict_settle"] = (request: Record<string, unknown>) => {
    asked.push(request);
    return { event: "e9", still: null, left: 3 };
  };
  await press("Digit2", "2");
  type(get("conflict-words") as HTMLInputElement, "құжаты бар");
  await press("Enter", "Enter", document.body, { ctrlKey: true });
  await see("conflict-settled");
  expect(words("conflict-settled")).toContain("3");
  expect(asked[0]).toMatchObject({ seen: ["e2", "e3"], choose: { choose: "side", event: "e3" }, words: "құжаты бар" });
  get("conflict-again")?.click();
  await see("conflict-form");
  await press("Digit1", "1");
  type(get("conflict-words") as HTMLInputElement, "қателестім");
  await press("Enter", "Enter", document.body, { ctrlKey: true });
  await see("conflict-settled");
  expect(asked[1]).toMatchObject({ seen: ["e2", "e3", "e9"], choose: { choose: "side", event: "e2" } });
});

test("what came meanwhile is said, and stands there when it is looked at again", async () => {
  await one();
  const late = { ...MARAT, events: ["e7"], by: by("Ерлан", "laptop 4") };
  answers["conflict_settle"] = () => ({ event: "e9", still: { ...VIEW, sides: [late, AINUR] }, left: 1 });
  await press("Digit2", "2");
  type(get("conflict-words") as HTMLInputElement, "құжаты бар");
  await press("Enter", "Enter", document.body, { ctrlKey: true });
  await see("conflict-still");
  get("conflict-again")?.click();
  await see("conflict-form");
  expect(words("conflict-form")).toContain("Ерлан");
});

test("another answer is typed where the question takes one", async () => {
  await one();
  const asked: Record<string, unknown>[] = [];
  answers["conflict_settle"] = (request: Record<string, unknown>) => {
    asked.push(request);
    return { event: "e9", still: null, left: 0 };
  };
  await press("Digit3", "3");
  type(await see("conflict-typed"), "1993");
  type(get("conflict-words") as HTMLInputElement, "адамнан сұрадым");
  get("conflict-save")?.click();
  await see("conflict-settled");
  expect(asked[0]).toMatchObject({ choose: { choose: "other", answer: { state: "value", value: "1993" } } });
});

test("what another screen settles is shown here and leads there", async () => {
  const referral = "r1" as ConflictRow["referral"];
  const row: ConflictRow = {
    ...ROW,
    path: "referral/r1/step",
    kind: "referral",
    door: "referral",
    interview: null,
    referral,
  };
  await list([row]);
  answers["conflict_show"] = () => ({ ...VIEW, row, other: "nothing", may_settle: false });
  (await see("conflict-open")).click();
  await see("conflict-door");
  expect(document.querySelector("input[type=radio]")).toBeNull();
  expect(get("conflict-save")).toBeNull();
});

test("who may not settle reads both sides and is told whom to ask", async () => {
  await list([ROW]);
  answers["conflict_show"] = () => ({ ...VIEW, may_settle: false });
  (await see("conflict-open")).click();
  await see("conflict-may-not");
  expect(words("conflict-form")).toContain("1991");
  expect(get("conflict-save")).toBeNull();
});

test("the person’s page shows both values at their place and leads to the list of that person", async () => {
  const other = { value: "2007", label: null };
  answers["person_open"] = () => ({
    ...PERSON,
    conflicts: 1,
    profile: [{ ...PERSON.profile[0], property: "birth_year", value: "2008", conflict: true, others: [other] }],
  });
  answers["doubles_show"] = () => ({ perhaps: [], joined: [], apart: [] });
  const asked: unknown[] = [];
  answers["conflict_list"] = (request: unknown) => (asked.push(request), { count: 1, rows: [ROW] });
  answers["people_search"] = () => ({
    people: [
      {
        case: PERSON.case,
        number: PERSON.number,
        name: "Айгүл",
        birth: null,
        why: [],
        near: false,
        draft: false,
        also: [],
        meeting: null,
        closed: null,
        changed_at: "2026-11-25T10:00:00Z",
      },
    ],
    total: 1,
    number_typo: false,
  });
  await unlocked();
  await press("KeyK", "k", document.body, { ctrlKey: true });
  (await see("person-row")).click();
  await see("person-conflicts");
  const row = document.querySelector("[data-property=birth_year]");
  expect(row?.textContent).toContain("2008 / 2007");
  expect(row?.textContent).toContain("two answers");
  get("person-conflicts-open")?.click();
  await see("conflict-rows");
  expect(asked).toEqual([{ case: PERSON.case, from: 0, limit: 50 }]);
});
