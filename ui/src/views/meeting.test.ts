// Who is to be met: what each screen says of it, and what its keys do.
import { expect, test, vi } from "vitest";
import { flushSync } from "svelte";
import type { FormRow } from "../lib/backend/contract/FormRow";
import type { MeetingView } from "../lib/backend/contract/MeetingView";
import { NO_MEDIA } from "../lib/interview/stops";
import { FORM, node, state, view } from "../lib/testing/form";
import { PERSON, STANDING } from "../lib/testing/needs";
import { answers, eachWithShell, get, press, see, unlocked } from "../lib/testing/screen";

eachWithShell();

const TODAY: MeetingView = { by: "2026-11-25", day: "today", private: false, led_by: [], died: null };
const TALK: MeetingView = { ...TODAY, private: true };

const form = (name: string, more: Partial<FormRow>): FormRow => ({
  form: name,
  version: "1",
  title: { en: name },
  kind: "mixed",
  questions: 2,
  protected: false,
  allowed: true,
  opens_case: true,
  files: false,
  safety: false,
  follows_up: false,
  led_by: [],
  ...more,
});

const home = (meetings: object[]): object => ({
  today: "2026-11-25",
  clock_behind: null,
  clock_ahead: null,
  lease: null,
  meetings,
  drafts: [],
  ask_later: [],
  people: 2,
  conflicts: 0,
  unsent: 0,
  at_hub: false,
  erasures_wait: null,
  transfers_wait: null,
  month: null,
});

/** An interview in which somebody says yes to danger. */
function asksOfDanger(): void {
  const yesNo = (name: string): object => ({ name, label: { en: name }, media: NO_MEDIA, state: null });
  const opened = view({
    form: {
      ...FORM,
      choices: { yn: [yesNo("yes"), yesNo("no")] as (typeof FORM)["choices"][string] },
      nodes: [node("/f/here", { question_type: "select_one", list: "yn", appearance: ["danger"] }), node("/f/name")],
    },
    nodes: [state("/f/here"), state("/f/name")],
  });
  answers["interview_start"] = () => opened;
  answers["interview_answer"] = (request) => ({
    changed: [{ ...opened.nodes.find((each) => each.at === request["at"]), answer: request["answer"] }],
    gone: [],
    order: null,
    person: null,
    saved_at: "2026-11-25T10:01:00Z",
  });
}

test("whoever may not lead the talk in private is told who does, and Enter stops there", async () => {
  const safety = form("safety", { opens_case: false, safety: true, protected: true, allowed: false, led_by: ["Әсел"] });
  answers["form_list"] = () => [form("f", {}), safety];
  asksOfDanger();
  await unlocked();
  (await see("start-f")).click();
  await see("question");
  await press("Digit1", "1");
  const offer = await see("danger-offer");
  expect(offer.textContent).toContain("Әсел");
  expect(offer.textContent.toLowerCase()).not.toContain("danger");
  expect(get("next")).toBeNull();
  await press("Enter");
  await see("screen-home");
});

test("Today begins with who is to be met, and a talk in private is begun from there", async () => {
  const row = { person: "Айгүл", number: "A7-0001-K", draft: null };
  answers["home"] = () =>
    home([
      { ...row, case: "c1", meeting: TALK },
      { ...row, case: "c2", meeting: { ...TODAY, by: "2026-11-20", day: "late" } },
    ]);
  answers["form_list"] = () => [form("f", {}), form("safety", { opens_case: false, safety: true, protected: true })];
  const begun: unknown[] = [];
  answers["interview_start"] = (request) => {
    begun.push(request);
    return view();
  };
  await unlocked();
  const first = await see("work-first");
  expect(first.compareDocumentPosition(await see("home-find")) & Node.DOCUMENT_POSITION_PRECEDING).toBeTruthy();
  expect(first.querySelectorAll("[data-testid=meeting]")[0]?.textContent).toContain("today");
  const others = await see("work-meet");
  expect(others.querySelectorAll("[data-testid=meeting]")[0]?.textContent).toContain("20 November 2026");
  expect(first.compareDocumentPosition(others) & Node.DOCUMENT_POSITION_FOLLOWING, "in the order of harm").toBeTruthy();
  expect(get("meeting-begin-c2")).toBeNull();
  (await see("meeting-begin-c1")).click();
  await vi.waitFor(() => {
    flushSync();
    expect(begun).toEqual([{ form: "safety", case: "c1", has: null }]);
  });
});

test("the list and the page say that someone is to be met, and the page what comes next", async () => {
  const person = { case: "c1", number: "A7-0001-K", name: "Айгүл", meeting: TODAY };
  answers["people_search"] = () => ({
    people: [{ ...person, birth: null, why: [], also: [], draft: false, changed_at: "2026-11-25T10:00:00Z" }],
    total: 1,
    number_typo: false,
  });
  const empty = {
    follow_up: null,
    from: null,
    to: null,
    standing: STANDING,
    ages: null,
    minor: "unknown",
    profile: [],
    household: [],
    ask: [],
    interviews: [],
    history: [],
    access: [],
  };
  answers["person_open"] = () => ({ ...person, contact_unsafe: false, ...empty });
  await unlocked();
  await press("KeyK", "k", document.body, { ctrlKey: true });
  const row = await see("person-row");
  expect(row.querySelector("[data-testid=meeting]")?.textContent).toContain("meeting: today");
  row.click();
  const note = await see("meeting-note");
  expect(note.textContent).toContain("Meet by then");
  expect(get("meeting-begin")).toBeNull();
});

test("a talk with somebody said to have died stays, with who said so, until one who leads it ends it", async () => {
  const died = { on: "2026-11-24", by: "Серік", may_end: true };
  let meeting: MeetingView | null = { ...TALK, led_by: ["Әсел"], died };
  const row = { person: "Айгүл", number: "A7-0001-K", draft: null, case: "c1" };
  answers["home"] = () => home(meeting === null ? [] : [{ ...row, meeting }]);
  answers["form_list"] = () => [form("f", {})];
  answers["person_open"] = () => ({ ...PERSON, meeting });
  const end = vi.fn(() => {
    meeting = null;
    return STANDING;
  });
  answers["meeting_end"] = end;
  await unlocked();
  const said = await see("meeting-died");
  expect(said.textContent.replace(/[\u2068\u2069]/gu, "")).toContain("24 November 2026; the case was closed by Серік");
  expect(get("meeting-begin-c1"), "nobody is led to a talk with the dead").toBeNull();
  said.closest("li")?.querySelector<HTMLElement>("button")?.click();
  expect((await see("meeting-note")).textContent).toContain("Said to have died");
  (await see("meeting-end")).click();
  await vi.waitFor(() => {
    flushSync();
    expect(get("meeting-note")).toBeNull();
  });
  expect(end).toHaveBeenCalledWith({ case: "c1" });
  expect(document.activeElement?.getAttribute("data-testid")).toBe("person-next");
});

test("where a talk with somebody said to have died cannot be taken off the list, nobody is asked to", async () => {
  const died = { on: "2026-11-24", by: "Серік", may_end: false };
  const meeting: MeetingView = { ...TALK, led_by: ["Әсел"], died };
  answers["home"] = () => home([{ person: "Айгүл", number: "A7-0001-K", draft: null, case: "c1", meeting }]);
  answers["form_list"] = () => [form("f", {})];
  answers["person_open"] = () => ({ ...PERSON, meeting });
  await unlocked();
  (await see("meeting-died")).closest("li")?.querySelector<HTMLElement>("button")?.click();
  const note = await see("meeting-note");
  expect(note.textContent).toContain("Said to have died");
  expect(note.textContent).toContain("the talk is held as before");
  expect(note.textContent).not.toContain("off the list");
  expect(get("meeting-end")).toBeNull();
});
