// A case is closed, opened again, offered and taken: by keyboard, with what it means before the button.
import { flushSync } from "svelte";
import { expect, test, vi } from "vitest";
import type { CaseId } from "../lib/backend/contract/CaseId";
import type { CaseToTell } from "../lib/backend/contract/CaseToTell";
import type { ClosingView } from "../lib/backend/contract/ClosingView";
import type { MemberId } from "../lib/backend/contract/MemberId";
import type { ReferralId } from "../lib/backend/contract/ReferralId";
import type { StandingView } from "../lib/backend/contract/StandingView";
import type { WorkerView } from "../lib/backend/contract/WorkerView";
import { PERSON, STANDING, words } from "../lib/testing/needs";
import { answers, eachWithShell, get, press, see, type, unlocked } from "../lib/testing/screen";

eachWithShell();

type Asked = (request: Record<string, unknown>) => unknown;

const worker = (name: string, is_me = false): WorkerView => ({
  member: `m-${name}` as MemberId,
  name,
  is_me,
  has_left: false,
});

const ME = worker("Әсел", true);
const OTHER = worker("Гүлнар");

const CLOSING: ClosingView = {
  today: "2026-11-25",
  referrals: [
    {
      referral: "r1" as ReferralId,
      recipient: "Баспана",
      service_label: { en: "A bed" },
      state: "sent",
      may_cancel: true,
      is_handed_over: true,
    },
    {
      referral: "r2" as ReferralId,
      recipient: "Әділ",
      service_label: { en: "Papers" },
      state: "in_service",
      may_cancel: false,
      is_handed_over: true,
    },
  ],
  follow_up: { on: "2026-12-01", day: "later" },
  meeting: null,
  drafts: 1,
  agreed: null,
};

/** The person's page with this standing. */
async function page(standing: Partial<StandingView>): Promise<void> {
  answers["person_open"] = () => ({ ...PERSON, standing: { ...STANDING, workers: [ME], ...standing } });
  answers["people_search"] = () => ({
    people: [
      {
        case: PERSON.case,
        number: PERSON.number,
        name: "Айгүл",
        birth: null,
        why: [],
        near: false,
        also: [],
        draft: false,
        meeting: null,
        closed: standing.state === "closed" ? "moved" : null,
        changed_at: "2026-11-25T10:00:00Z",
      },
    ],
    total: 1,
    number_typo: false,
  });
  await unlocked();
  await press("KeyK", "k", document.body, { ctrlKey: true });
  (await see("person-row")).click();
  await see("standing-part");
}

test("a case is closed by keyboard, after what that means and what becomes of each referral", async () => {
  answers["case_closing"] = () => CLOSING;
  const close = vi.fn<Asked>(() => ({ ...STANDING, state: "closed", reason: "moved", on: "2026-11-25" }));
  answers["case_close"] = close;
  await page({ may_close: true });
  (await see("standing-close")).click();
  const reason = (await see("close-reason")) as HTMLSelectElement;
  expect(document.activeElement).toBe(reason);
  const means = words("close-means");
  expect(means).toContain("leaves the list of today");
  expect(means).toContain("December");
  expect(means).toContain("is not finished");
  expect(reason.value).toBe("");
  expect((get("fate-cancel") as HTMLInputElement).checked).toBe(false);
  expect(document.querySelectorAll("[data-testid=close-referral]")).toHaveLength(2);
  expect(document.querySelectorAll("[data-testid=fate-cancel]")).toHaveLength(1);
  // Enter before everything is said closes nothing, and leads to what is missing.
  reason.closest("form")?.requestSubmit();
  await see("close-missing");
  expect(document.activeElement).toBe(reason);
  reason.value = "other";
  reason.dispatchEvent(new Event("change", { bubbles: true }));
  flushSync();
  get("fate-cancel")?.click();
  reason.closest("form")?.requestSubmit();
  flushSync();
  expect(document.activeElement).toBe(get("close-words"));
  expect(close).not.toHaveBeenCalled();
  type(get("close-words") as HTMLElement, "left for good");
  type(get("close-day") as HTMLElement, "20.11.2026");
  flushSync();
  reason.closest("form")?.requestSubmit();
  await vi.waitFor(() => {
    expect(close).toHaveBeenCalledWith({
      case: PERSON.case,
      reason: "other",
      on: "2026-11-20",
      words: "left for good",
      referrals: [
        { referral: "r1", fate: "cancel" },
        { referral: "r2", fate: "goes_on" },
      ],
    });
  });
  await vi.waitFor(() => {
    flushSync();
    expect(get("close-case")).toBeNull();
  });
});

test("what a follow-up agreed on is offered, and a closed case says so and opens again", async () => {
  const reopen = vi.fn<Asked>(() => ({ ...STANDING, state: "reopened", at: "2026-11-25T10:00:00Z" }));
  answers["case_reopen"] = reopen;
  const by = { by: "Әсел", at: "2026-11-24T10:00:00Z", words: "to the sister" };
  await page({ state: "closed", reason: "moved", on: "2026-11-20", may_reopen: true, ...by });
  expect(words("case-closed")).toContain("case closed");
  expect(words("standing-closed")).toContain("Moved to another place");
  expect(words("standing-closed")).toContain("to the sister");
  expect(words("standing-closed")).toContain("opens the case again by itself");
  expect(get("standing-close")).toBeNull();
  get("standing-reopen")?.click();
  const why = await see("reopen-words");
  expect(words("reopen-hint")).toContain("nobody is planned");
  type(why, "came back");
  flushSync();
  get("reopen-save")?.click();
  await vi.waitFor(() => expect(reopen).toHaveBeenCalledWith({ case: PERSON.case, words: "came back" }));
  await vi.waitFor(() => expect(document.activeElement?.id, "a day is to be planned").toBe("next-contact"));
});

test("an agreed closing is shown with its reason, and is filled in for who closes", async () => {
  answers["case_closing"] = () => ({ ...CLOSING, agreed: "goals_met" });
  await page({ may_close: true, agreed: "goals_met" });
  expect(words("standing-agreed")).toContain("Goals are met");
  get("standing-close")?.click();
  expect(((await see("close-reason")) as HTMLSelectElement).value).toBe("goals_met");
});

test("a case is offered to a colleague, and given at once only by who may", async () => {
  const offer = vi.fn<Asked>(() => STANDING);
  answers["case_offer"] = offer;
  await page({ may_offer: true, colleagues: [ME, OTHER] });
  get("standing-hand")?.click();
  const to = (await see("hand-to")) as HTMLInputElement;
  expect(document.querySelectorAll("[data-testid=hand-to]")).toHaveLength(1);
  expect(to.checked).toBe(false);
  expect(get("hand-give")).toBeNull();
  to.click();
  flushSync();
  type(get("hand-words") as HTMLElement, "on leave");
  flushSync();
  get("hand-offer")?.click();
  await vi.waitFor(() => {
    expect(offer).toHaveBeenCalledWith({ case: PERSON.case, to: OTHER.member, words: "on leave" });
  });
});

test("a case that is offered is taken or declined on Today, and what is told is told once", async () => {
  const told = (row: Partial<CaseToTell>): CaseToTell => ({
    case: "c1" as CaseId,
    person: "Айгүл",
    number: "A7-0001-K",
    offer: null,
    notices: [],
    workers: [OTHER],
    ...row,
  });
  let rows = [
    told({ offer: { to: ME, from: OTHER, words: "on leave" } }),
    told({ case: "c2" as CaseId, notices: [{ what: "given", by: "Гүлнар", words: "" }] }),
  ];
  answers["cases_to_tell"] = () => rows;
  const take = vi.fn<Asked>(() => {
    rows = rows.slice(1);
    return STANDING;
  });
  answers["case_take"] = take;
  const seen = vi.fn<Asked>(() => (rows = []));
  answers["case_told"] = seen;
  const home = answers["home"]?.({}) as object;
  answers["home"] = () => ({ ...home, people: 3 });
  await unlocked();
  await see("case-offered");
  expect(words("case-offered")).toContain("Гүлнар offers you a case: Айгүл (A7-0001-K)");
  expect(words("case-offered")).toContain("on leave");
  get("case-take")?.click();
  await vi.waitFor(() => {
    flushSync();
    expect(get("case-offered")).toBeNull();
  });
  expect(take).toHaveBeenCalledWith({ case: "c1" });
  expect(words("case-told")).toContain("in your list no more");
  get("case-told-ok")?.click();
  await vi.waitFor(() => {
    flushSync();
    expect(get("cases-to-tell")).toBeNull();
  });
  expect(seen).toHaveBeenCalledWith({ case: "c2" });
});

test("Today lists one's own work and counts the others', and people are looked for among some", async () => {
  const work = vi.fn(({ whose }: Record<string, unknown>) => ({
    groups: [],
    awaited: { count: 0, rows: [] },
    others: whose === "mine" ? 2 : 0,
  }));
  answers["work_list"] = work;
  const search = vi.fn<Asked>(() => ({ people: [], total: 0, number_typo: false }));
  answers["people_search"] = search;
  const home = answers["home"]?.({}) as object;
  answers["home"] = () => ({ ...home, people: 3 });
  await unlocked();
  await see("work-others");
  expect(words("work-others")).toContain("2 more things wait");
  get("work-whose-all")?.click();
  await vi.waitFor(() => expect(work).toHaveBeenLastCalledWith({ whose: "all", awaited: false }));
  await press("KeyK", "k", document.body, { ctrlKey: true });
  (await see("people-whose-closed")).click();
  await vi.waitFor(() => expect(search).toHaveBeenLastCalledWith({ text: "", limit: 50, whose: "closed" }));
});

test("what no receiver acts on is cancelled with the closing, and is no choice", async () => {
  const [first] = CLOSING.referrals;
  if (first === undefined) throw new Error("no referral");
  const drafted = { ...first, state: "draft", is_handed_over: false } as const;
  answers["case_closing"] = () => ({
    ...CLOSING,
    referrals: [drafted, { ...first, referral: "r3", state: "declined" }],
  });
  await page({ may_close: true });
  (await see("standing-close")).click();
  await see("close-reason");
  expect(get("fate-goes_on")).toBeNull();
  expect(document.querySelectorAll("[data-testid=fate-ends]")).toHaveLength(2);
});

test("an empty list says among whose cases nobody is", async () => {
  await page({});
  answers["people_search"] = () => ({ people: [], total: 0, number_typo: false });
  await press("KeyK", "k", document.body, { ctrlKey: true });
  (await see("people-whose-closed")).click();
  await vi.waitFor(() => expect(words("people-none")).toContain("closed cases"));
  (await see("people-whose-mine")).click();
  await vi.waitFor(() => expect(words("people-none")).toContain("your open cases"));
});
