// A date that lies far ahead of all that was written here.
import { flushSync } from "svelte";
import { expect, test, vi } from "vitest";
import type { ClockAhead } from "../lib/backend/contract/ClockAhead";
import type { HomeView } from "../lib/backend/contract/HomeView";
import { STANDING } from "../lib/testing/needs";
import { answers, eachWithShell, get, see, unlocked } from "../lib/testing/screen";

eachWithShell();

const home = (clock_ahead: ClockAhead | null): HomeView => ({
  today: "2026-06-01",
  clock_behind: null,
  clock_ahead,
  lease: null,
  meetings: [],
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

test("a date in doubt is asked about once, and who says that it is right is asked no more", async () => {
  const said: string[] = [];
  answers["home"] = () => home({ last: "2026-03-01T12:00:00Z", may_confirm: true });
  answers["date_confirm"] = () => {
    said.push("right");
    return home(null);
  };
  await unlocked();
  expect((await see("clock-ahead")).textContent).toContain("March");
  (await see("date-confirm")).click();
  await vi.waitFor(() => {
    flushSync();
    expect(get("clock-ahead")).toBeNull();
  });
  expect(said).toEqual(["right"]);
});

test("who may not say that the date is right is told who may", async () => {
  answers["home"] = () => home({ last: "2026-03-01T12:00:00Z", may_confirm: false });
  await unlocked();
  await see("clock-ahead");
  expect(get("date-confirm")).toBeNull();
});

test("a line of the history whose date is in doubt says so", async () => {
  const line = (is_dated: boolean): object => ({
    at: "2026-06-01T12:00:00Z",
    is_dated,
    member: "Әсел",
    action: "case-opened",
    form_title: null,
    changes: [],
  });
  answers["people_search"] = () => ({
    people: [
      {
        case: "c1",
        number: "A7-0001-K",
        name: "c1",
        birth: null,
        also: [],
        meeting: null,
        opened_at: "2026-03-01T12:00:00Z",
        changed_at: "2026-03-01T12:00:00Z",
      },
    ],
    total: 1,
    number_typo: false,
  });
  answers["person_open"] = () => ({
    case: "c1",
    number: "A7-0001-K",
    name: "c1",
    contact_unsafe: false,
    ages: null,
    minor: "unknown",
    meeting: null,
    follow_up: null,
    from: null,
    to: null,
    standing: STANDING,
    profile: [],
    household: [],
    ask: [],
    interviews: [],
    history: [line(false), line(true)],
    access: [],
  });
  await unlocked();
  (await see("nav-people")).click();
  (await see("person-row")).click();
  await see("person-history");
  expect(document.querySelectorAll("[data-testid=date-in-doubt]").length).toBe(1);
});
