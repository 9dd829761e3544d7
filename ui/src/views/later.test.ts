// What is put off is said once, by its own name, and a known person is never called new.
import { flushSync } from "svelte";
import { expect, test, vi } from "vitest";
import { FORM, node, state, view } from "../lib/testing/form";
import { answers, eachWithShell, get, press, see, unlocked } from "../lib/testing/screen";

eachWithShell();

const one = { ...FORM, nodes: [node("/f/name"), node("/f/age")] };
const row = (at: string): object => ({ at, label: { en: at }, section: { en: "Section" }, whose: null });

async function asked(over: Parameters<typeof view>[0] = {}): Promise<void> {
  const opened = view({ form: one, nodes: [state("/f/name"), state("/f/age")], ...over });
  answers["interview_start"] = () => opened;
  answers["interview_answer"] = (request) => ({
    changed: [{ ...opened.nodes.find((each) => each.at === request["at"]), answer: request["answer"] }],
    gone: [],
    order: null,
    person: opened.person,
    saved_at: "2026-11-25T10:01:00Z",
  });
  await unlocked();
  (await see("start-f")).click();
  await see("question");
}

async function toReview(review: object): Promise<void> {
  answers["interview_review"] = () => ({
    asked: 2,
    answered: 0,
    incomplete: 0,
    missing: [],
    invalid: [],
    later: [],
    declined: [],
    unknown: [],
    meeting: null,
    ...review,
  });
  await press("Enter");
  await vi.waitFor(() => {
    flushSync();
    expect(get("question")?.dataset["at"]).toBe("/f/age");
  });
  await press("Enter");
  await see("screen-review");
}

test("a question that is put off is said to wait on Today, and one that is declined to be answered", async () => {
  await asked();
  await press("F4");
  await vi.waitFor(() => {
    flushSync();
    expect(get("state-kept")?.textContent.trim()).toBe("Put off: it goes to the list of Today.");
  });
  await press("F3");
  await vi.waitFor(() => {
    flushSync();
    expect(get("state-kept")?.textContent).toContain("Kept as the answer.");
  });
});

test("an interview with nothing open but what is put off is finished as it is, and says where it waits", async () => {
  await asked();
  await toReview({ incomplete: 1, later: [row("/f/name")] });
  await vi.waitFor(() => {
    flushSync();
    expect(document.querySelectorAll("[data-testid=review-row]").length).toBe(1);
  });
  expect(get("review-missing")).toBeNull();
  expect(get("review-later")?.textContent).toContain("Put off for later");
  const allowed: unknown[] = [];
  answers["interview_finish"] = (request) => {
    allowed.push(request["allow_incomplete"]);
    return { interview: "i1", case: "c1", missing: 0, later: 1, meeting: null, follow_up: null };
  };
  (await see("review-finish-incomplete")).click();
  expect((await see("finished-later")).textContent).toContain("1 question was put off");
  expect(get("finished-missing")).toBeNull();
  expect(allowed).toEqual([true]);
});

test("a question that may stay without an answer and is put off leaves the interview whole", async () => {
  await asked();
  await toReview({ later: [row("/f/name")] });
  const allowed: unknown[] = [];
  answers["interview_finish"] = (request) => {
    allowed.push(request["allow_incomplete"]);
    return { interview: "i1", case: "c1", missing: 0, later: 1, meeting: null, follow_up: null };
  };
  (await see("review-finish")).click();
  await see("screen-finished");
  expect(allowed).toEqual([false]);
});

for (const [person, opens_case, shown] of [
  [null, true, "New person"],
  [null, false, "No name given"],
  ["Айгүл Сейітова", false, "Айгүл Сейітова"],
  ["Айгүл Сейітова", true, "Айгүл Сейітова"],
] as const) {
  const which = `${person === null ? "nobody" : "somebody"} named in ${opens_case ? "a first" : "a later"} interview`;
  test(`the bar says “${shown}” of ${which}`, async () => {
    await asked({ person, form: { ...one, opens_case } });
    expect((await see("whose")).textContent).toBe(shown);
  });
}
