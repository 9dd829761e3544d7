import { flushSync } from "svelte";
import { expect, test, vi } from "vitest";
import { FORM, node, state, view } from "../lib/testing/form";
import { NO_MEDIA } from "../lib/interview/stops";
import { STANDING } from "../lib/testing/needs";
import { answers, eachWithShell, get, open, press, see, type, unlocked } from "../lib/testing/screen";

eachWithShell();

test("the locked screen names nothing but who works here", async () => {
  open();
  await see("screen-unlock");
  expect(document.body.textContent).not.toContain("Көктем");
  expect(document.documentElement.lang).toBe("en");
});

test("a wrong passphrase says what to do and counts the wait", async () => {
  answers["unlock"] = () => {
    throw { code: "wrong-passphrase", args: { seconds: "5" } };
  };
  open();
  (await see("unlock-go")).closest("form")?.requestSubmit();
  expect((await see("unlock-error")).dataset["code"]).toBe("wrong-passphrase");
  expect(get("unlock-go")?.getAttribute("aria-disabled")).toBe("true");
});

test("an interview is led by keys alone", async () => {
  await unlocked();
  (await see("start-f")).click();
  const question = await see("question");
  await vi.waitFor(() => expect(document.activeElement?.getAttribute("data-testid")).toBe("answer"));
  expect(question.dataset).toMatchObject({ at: "/f/a/name", type: "text", answer: "blank", saved: "yes" });
  await press("F2");
  await vi.waitFor(() => {
    flushSync();
    expect(get("question")?.dataset["answer"]).toBe("unknown");
    expect(get("question")?.dataset["saved"]).toBe("yes");
  });
  await press("Enter");
  await vi.waitFor(() => {
    flushSync();
    expect(get("question")?.dataset["at"]).toBe("/f/a/colour");
  });
  await press("Digit2", "ә");
  await vi.waitFor(() => {
    flushSync();
    expect((get("choice-blue") as HTMLInputElement | null)?.checked).toBe(true);
  });
  await press("ArrowUp", "ArrowUp", get("choice-blue") ?? document.body);
  expect((get("choice-red") as HTMLInputElement | null)?.checked).toBe(false);
  expect(document.activeElement).toBe(get("choice-red"));
  await press("Enter", "Enter", document.body, { shiftKey: true });
  await vi.waitFor(() => {
    flushSync();
    expect(get("question")?.dataset["at"]).toBe("/f/a/name");
  });
});

test("after a yes to danger Enter begins the personal meeting, and going on has no key", async () => {
  const yesNo = (name: string): (typeof FORM)["choices"][string][number] => ({
    name,
    label: { en: name },
    media: NO_MEDIA,
    state: null,
  });
  const form = {
    ...FORM,
    choices: { yn: [yesNo("yes"), yesNo("no")] },
    nodes: [node("/f/here", { question_type: "select_one", list: "yn", appearance: ["danger"] }), node("/f/name")],
  };
  answers["form_list"] = () => [
    {
      form: "f",
      version: "1",
      title: { en: "A talk" },
      kind: "mixed",
      questions: 2,
      protected: false,
      allowed: true,
      opens_case: true,
      safety: false,
      led_by: [],
    },
    {
      form: "safety",
      version: "1",
      title: { en: "Meeting" },
      kind: "mixed",
      questions: 3,
      protected: true,
      allowed: true,
      opens_case: false,
      safety: true,
      led_by: [],
    },
  ];
  const opened = view({ form, nodes: [state("/f/here"), state("/f/name")] });
  answers["interview_start"] = () => opened;
  answers["interview_answer"] = (request) => ({
    changed: [{ ...opened.nodes.find((each) => each.at === request["at"]), answer: request["answer"] }],
    gone: [],
    order: null,
    person: null,
    saved_at: "2026-11-25T10:01:00Z",
  });
  await unlocked();
  (await see("start-f")).click();
  await see("question");
  await see("danger-now");
  expect(get("danger-offer")).toBeNull();
  await press("Digit1", "1");
  await see("danger-offer");
  expect(get("next")).toBeNull();
  (await see("danger-not-now")).click();
  await vi.waitFor(() => {
    flushSync();
    expect(get("question")?.dataset["at"]).toBe("/f/name");
  });
  expect(get("danger-offer")).toBeNull();
  await press("Enter", "Enter", document.body, { shiftKey: true });
  await see("danger-offer");
  const started: unknown[] = [];
  answers["interview_start"] = (request) => {
    started.push(request["form"]);
    return opened;
  };
  await press("Enter");
  await vi.waitFor(() => expect(started).toEqual(["safety"]));
});

test("a full disk is named beside the question and the text stays", async () => {
  await unlocked();
  (await see("start-f")).click();
  await see("question");
  answers["interview_answer"] = () => {
    throw { code: "disk-full", args: {} };
  };
  const field = await see("answer");
  type(field, "Айсұлу");
  expect((await see("error")).dataset["code"]).toBe("disk-full");
  expect((get("answer") as HTMLInputElement | null)?.value).toBe("Айсұлу");
  expect(get("question")?.dataset["saved"]).toBe("no");
  expect(get("saved-state")?.dataset["phase"]).toBe("failed");
});

test("the language turns in mid-interview and the question stays", async () => {
  answers["language_get"] = () => "x-rtl";
  await unlocked();
  (await see("start-f")).click();
  await see("question");
  answers["language_set"] = () => null;
  const list = (await see("language")) as HTMLSelectElement;
  expect(document.documentElement.dir).toBe("rtl");
  list.value = "kk";
  list.dispatchEvent(new Event("change", { bubbles: true }));
  await vi.waitFor(() => {
    flushSync();
    expect(document.documentElement.dir).toBe("ltr");
  });
  expect(get("question")?.dataset["at"]).toBe("/f/a/name");
});

test("the cover hides everything at once and Escape leads back to the door", async () => {
  let isLocked = false;
  answers["lock"] = () => {
    isLocked = true;
    return null;
  };
  await unlocked();
  await press("F9");
  await see("screen-cover");
  await vi.waitFor(() => expect(isLocked).toBe(true));
  await press("Escape");
  await vi.waitFor(() => {
    flushSync();
    expect(get("screen-cover")).toBeNull();
  });
});

test("Ctrl K leads to the search from anywhere, from its own list too, and keys choose a person", async () => {
  const row = (id: string): object => ({
    case: id,
    number: "A7-0001-K",
    name: id,
    birth: "1987",
    why: ["name"],
    near: false,
    also: [],
    closed: null,
    draft: false,
    meeting: null,
    changed_at: "2026-11-25T10:00:00Z",
  });
  const texts: unknown[] = [];
  const opened: unknown[] = [];
  answers["people_search"] = (request) => {
    texts.push(request["text"]);
    const people = request["text"] === "one" ? [row("c1")] : [row("c1"), row("c2")];
    return { people, total: people.length, number_typo: false };
  };
  answers["person_open"] = (request) => {
    opened.push(request["case"]);
    return {
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
      history: [],
      access: [],
    };
  };
  await unlocked();
  await press("KeyK", "л", document.body, { ctrlKey: true });
  await see("person-row");
  expect(document.activeElement?.id).toBe("people-search");
  await press("ArrowDown");
  await press("ArrowDown");
  expect(document.activeElement?.getAttribute("data-case")).toBe("c2");
  await press("KeyK", "л", document.activeElement ?? document.body, { ctrlKey: true });
  await vi.waitFor(() => {
    flushSync();
    expect(document.activeElement?.id).toBe("people-search");
  });
  const field = document.activeElement as HTMLInputElement;
  await press("Enter", "Enter", field);
  await vi.waitFor(() => {
    flushSync();
    expect(document.activeElement?.getAttribute("data-case")).toBe("c1");
  });
  expect(opened).toEqual([]);
  texts.length = 0;
  for (const text of ["o", "on", "one"]) {
    type(field, text);
    flushSync();
  }
  await press("Enter", "Enter", field);
  await see("screen-person");
  expect(opened).toEqual(["c1"]);
  expect(texts).toEqual(["one"]);
});
