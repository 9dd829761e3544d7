import { flushSync } from "svelte";
import { expect, test, vi } from "vitest";
import type { CaseId } from "../lib/backend/contract/CaseId";
import type { PersonRow } from "../lib/backend/contract/PersonRow";
import { answers, eachWithShell, get, open, press, see, type, unlocked } from "../lib/testing/screen";

eachWithShell();

const person = (index: number): PersonRow => ({
  case: `case-${index}` as CaseId,
  number: `A7-${index}`,
  name: `Person ${index}`,
  birth: null,
  why: [],
  near: false,
  also: [],
  closed: null,
  draft: false,
  meeting: null,
  changed_at: "2026-11-25T10:00:00Z",
});
const rows = (): number => document.querySelectorAll("[data-testid=person-row]").length;

/** Counts how often the shell is asked for something. */
function counted(name: string): () => number {
  const answer = answers[name];
  let count = 0;
  answers[name] = (request) => {
    count += 1;
    return answer?.(request);
  };
  return () => count;
}

/** Something to wait for, and what lets it happen. */
function gate(): [Promise<void>, () => void] {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((end) => (open = end));
  return [opened, () => open()];
}

test("while a passphrase is tried the page is not drawn, and says so only when it takes long", async () => {
  const opened = answers["unlock"];
  const [tried, letIn] = gate();
  answers["unlock"] = () => tried.then(() => opened?.({}));
  const tries = counted("unlock");
  open();
  type(await see("unlock-passphrase"), "several words of mine");
  flushSync();
  const before = document.body.innerHTML;
  const form = get("unlock-go")?.closest("form");
  form?.requestSubmit();
  form?.requestSubmit();
  await new Promise((end) => setTimeout(end, 100));
  flushSync();
  expect(document.body.innerHTML).toBe(before);
  expect(tries(), "a second Enter is no second try").toBe(1);
  await vi.waitFor(
    () => {
      flushSync();
      expect(get("unlock-go")?.getAttribute("aria-disabled")).toBe("true");
    },
    { timeout: 3000 },
  );
  letIn();
  await see("screen-home");
});

test("the first screen comes whole: what waits is asked once at the door, and anew at each return", async () => {
  const waits = answers["home"];
  const [told, tell] = gate();
  answers["home"] = () => told.then(() => waits?.({}));
  const asked = counted("home");
  open();
  type(await see("unlock-passphrase"), "several words of mine");
  (await see("unlock-go")).closest("form")?.requestSubmit();
  await vi.waitFor(() => expect(asked()).toBe(1));
  flushSync();
  expect(get("screen-home"), "there is nothing to show yet").toBeNull();
  tell();
  const home = await see("screen-home");
  expect(home.querySelector("h1"), "not an empty screen first").not.toBeNull();
  expect(asked()).toBe(1);
  (await see("nav-people")).click();
  await see("screen-people");
  (await see("nav-home")).click();
  await see("screen-home");
  await vi.waitFor(() => expect(asked()).toBe(2));
});

test("who is let in although what waits cannot be told is told so", async () => {
  answers["home"] = () => {
    throw { code: "internal", args: { place: "home" } };
  };
  open();
  type(await see("unlock-passphrase"), "several words of mine");
  (await see("unlock-go")).closest("form")?.requestSubmit();
  const home = await see("screen-home");
  await vi.waitFor(() => {
    flushSync();
    expect(home.querySelector("[data-code=internal]")).not.toBeNull();
  });
});

test("a long list is drawn a screenful first and whole after it, in its order", async () => {
  answers["people_search"] = () => ({
    people: Array.from({ length: 50 }, (_, index) => person(index)),
    total: 50,
    number_typo: false,
  });
  await unlocked();
  const drawn: number[] = [];
  const watch = new MutationObserver(() => drawn.push(rows()));
  watch.observe(document.body, { subtree: true, childList: true });
  await press("KeyK", "k", document.body, { ctrlKey: true });
  await see("person-row");
  await vi.waitFor(() => {
    flushSync();
    expect(rows()).toBe(50);
  });
  watch.disconnect();
  const first = drawn.find((count) => count > 0) ?? 0;
  expect(first).toBeGreaterThan(8);
  expect(first).toBeLessThan(20);
  const cases = [...document.querySelectorAll<HTMLElement>("[data-testid=person-row]")].map(
    (row) => row.dataset["case"],
  );
  expect(cases).toEqual(Array.from({ length: 50 }, (_, index) => `case-${index}`));
});
