// The review from anywhere, what is put off counted once, and "correct" beside each answer of a finished interview.
import { flushSync } from "svelte";
import { expect, test, vi } from "vitest";
import { FORM, node, state, view } from "../lib/testing/form";
import { answers, eachWithShell, get, press, see, unlocked } from "../lib/testing/screen";

eachWithShell();

const one = {
  ...FORM,
  nodes: [
    node("/f/a", { role: "section", label: { en: "First" } }),
    node("/f/a/name", { parent: "/f/a" }),
    node("/f/a/age", { parent: "/f/a" }),
    node("/f/b", { role: "section", label: { en: "Second" } }),
    node("/f/b/town", { parent: "/f/b" }),
  ],
};
const nodes = [
  state("/f/a"),
  state("/f/a/name", { required: true }),
  state("/f/a/age"),
  state("/f/b"),
  state("/f/b/town"),
];
const NOTHING = {
  asked: 3,
  answered: 0,
  incomplete: 0,
  missing: [],
  invalid: [],
  later: [],
  declined: [],
  unknown: [],
  meeting: null,
};

async function asked(review: object = {}): Promise<void> {
  const opened = view({ form: one, nodes });
  answers["interview_start"] = () => opened;
  answers["interview_review"] = () => ({ ...NOTHING, ...review });
  answers["interview_answer"] = (request) => ({
    changed: [{ ...nodes.find((each) => each.at === request["at"]), answer: request["answer"] }],
    gone: [],
    order: null,
    person: null,
    saved_at: "2026-11-25T10:01:00Z",
  });
  await unlocked();
  (await see("start-f")).click();
  await see("question");
}

const row = (at: string, more: object = {}): object => ({
  at,
  label: { en: "Name" },
  section: { en: "First" },
  whose: null,
  ...more,
});

test("from the first question the review is the last of the sections, by keys alone, and one comes back", async () => {
  await asked();
  await press("KeyJ", "j", document.body, { ctrlKey: true });
  await vi.waitFor(() => expect(document.activeElement?.closest(".rail")).not.toBeNull());
  await press("End");
  expect(document.activeElement?.getAttribute("data-testid")).toBe("to-review");
  (document.activeElement as HTMLElement).click();
  await see("screen-review");
  expect(get("to-review")?.getAttribute("aria-current")).toBe("step");
  (await see("review-back")).click();
  await vi.waitFor(() => {
    flushSync();
    expect(get("question")?.dataset["at"]).toBe("/f/a/name");
  });
});

test("what was just typed is on the disk before the review is made", async () => {
  await asked();
  const order: string[] = [];
  const answer = answers["interview_answer"];
  answers["interview_answer"] = (request) => {
    order.push("answer");
    return answer?.(request);
  };
  answers["interview_review"] = () => {
    order.push("review");
    return NOTHING;
  };
  const field = (await see("answer")) as HTMLInputElement;
  field.value = "Ә";
  field.dispatchEvent(new Event("input", { bubbles: true }));
  (await see("to-review")).click();
  await see("screen-review");
  await vi.waitFor(() => expect(order).toEqual(["answer", "review"]));
});

test.each([
  ["where nothing lacks it is finished", {}, true],
  ["where something lacks it is looked over first", { incomplete: 1, missing: [row("/f/a/name")] }, false],
])("Ctrl Enter that is pressed before the review has come is not lost: %s", async (_, review, finishes) => {
  await asked();
  let comes: (view: unknown) => void = () => undefined;
  answers["interview_review"] = () => new Promise((resolve) => (comes = resolve));
  const finished = vi.fn(() => new Promise(() => undefined));
  answers["interview_finish"] = finished;
  (await see("to-review")).click();
  await see("screen-review");
  await press("Enter", "Enter", document.body, { ctrlKey: true });
  expect(finished).not.toHaveBeenCalled();
  comes({ ...NOTHING, ...review });
  await see(finishes ? "review-finish" : "review-missing");
  await new Promise((resolve) => setTimeout(resolve));
  expect(finished).toHaveBeenCalledTimes(finishes ? 1 : 0);
});

test("a section whose only open question is put off says so, and does not count it as without an answer", async () => {
  await asked();
  await press("F4");
  await vi.waitFor(() => {
    flushSync();
    expect(get("question")?.dataset["answer"]).toBe("later");
  });
  (await see("to-review")).click();
  await see("screen-review");
  await vi.waitFor(() => {
    flushSync();
    expect(get("section-1")?.dataset["phase"]).toBe("later");
  });
  expect(get("section-1")?.textContent).toContain("1 put off");
  expect(get("section-1")?.textContent).not.toContain("without an answer");
});

test("a missing name says whose it is: the person's, somebody's by name, somebody's by number", async () => {
  const children = { list: { en: "Children" }, number: 2, name: null };
  const called = { list: { en: "Children" }, number: 1, name: "Аружан" };
  const missing = [row("/f/a/name"), row("/f/c[1]/name", { whose: called }), row("/f/c[2]/name", { whose: children })];
  await asked({ incomplete: 3, missing });
  (await see("to-review")).click();
  await see("screen-review");
  await vi.waitFor(() => {
    flushSync();
    const whose = [...document.querySelectorAll('[data-testid="review-whose"]')];
    const plain = (text: string): string => text.replace(/[\u2066-\u2069]/g, "").trim();
    expect(whose.map((each) => plain(each.textContent))).toEqual([
      "The person interviewed",
      "Аружан",
      "Children, no. 2",
    ]);
  });
});

test("a name that only one person has stands without a word more", async () => {
  await asked({ incomplete: 1, missing: [row("/f/a/name")] });
  (await see("to-review")).click();
  await see("review-row");
  expect(get("review-whose")).toBeNull();
});

/** A person's page with one finished interview, and the interview read. */
async function read(mayAmend: boolean): Promise<{ amended: number }> {
  const seen = { amended: 0 };
  const given = nodes.map((each) => ({ ...each, answer: { state: "value" as const, value: "x" } }));
  given[4] = { ...nodes[4], readonly: true } as (typeof given)[number];
  const opened = view({ form: one, nodes: given, status: "finished", may_amend: mayAmend });
  answers["home"] = () => ({
    today: "2026-11-25",
    clock_behind: null,
    clock_ahead: null,
    lease: null,
    meetings: [],
    drafts: [
      {
        interview: "i1",
        person: "Ә",
        number: "A7-0001-K",
        form_title: { en: "A talk" },
        section: null,
        asked: 3,
        answered: 1,
        changed_at: "2026-11-25T10:00:00Z",
      },
    ],
    ask_later: [],
    people: 1,
    unsent: 0,
    at_hub: false,
    erasures_wait: null,
    transfers_wait: null,
    month: null,
  });
  answers["interview_open"] = () => opened;
  answers["interview_amend"] = () => {
    seen.amended += 1;
    return view({ form: one, nodes, status: "amending" });
  };
  await unlocked();
  (await see("draft-i1")).click();
  await see("screen-read");
  return seen;
}

test("a finished interview has correct beside each answer, and it opens at that answer", async () => {
  const seen = await read(true);
  const buttons = [...document.querySelectorAll<HTMLElement>('[data-testid="read-correct"]')];
  expect(buttons.length).toBe(2);
  buttons[1]?.click();
  await vi.waitFor(() => {
    flushSync();
    expect(get("question")?.dataset["at"]).toBe("/f/a/age");
  });
  expect(seen.amended).toBe(1);
});

test("whoever may not correct it is offered nothing and told who may", async () => {
  await read(false);
  expect(get("read-correct")).toBeNull();
  expect(get("read-amend")).toBeNull();
  expect(get("read-hint")?.textContent).toContain("ask a supervisor or a coordinator");
});
