// What is typed while the next question is coming lands in the next question.
import { flushSync } from "svelte";
import { beforeEach, expect, test, vi } from "vitest";
import type { ChoiceView } from "../lib/backend/contract/ChoiceView";
import { FORM, node, state, view } from "../lib/testing/form";
import { answers, eachWithShell, get, see, unlocked } from "../lib/testing/screen";
import { NO_MEDIA } from "../lib/interview/stops";

eachWithShell();

const choice = (name: string): ChoiceView => ({ name, label: { en: name }, media: NO_MEDIA, state: null });
const form = {
  ...FORM,
  nodes: [
    node("/f/name"),
    node("/f/kin", { question_type: "select_one", list: "kin", other: "/f/kin_other" }),
    node("/f/kin_other"),
    node("/f/note", { appearance: ["multiline"] }),
    node("/f/age", { question_type: "integer" }),
  ],
  choices: { kin: ["son", "sister", "other"].map(choice) },
};

let stored: Map<string, unknown>;
let places: string[];
/** How long the shell takes to answer. */
let slow = 15;

const later = <T>(value: T): Promise<T> => new Promise((done) => window.setTimeout(() => done(value), slow));

beforeEach(() => {
  stored = new Map();
  places = [];
  slow = 15;
  const opened = view({
    form,
    nodes: form.nodes.map((each) => state(each.path, { relevant: each.path !== "/f/kin_other" })),
  });
  answers["interview_start"] = () => opened;
  answers["interview_place"] = ({ at }) => later(places.push(String(at)));
  answers["interview_answer"] = ({ at, answer }) => {
    stored.set(String(at), (answer as { value?: string }).value);
    const changed = [state(String(at), { answer: answer as never })];
    if (at === "/f/kin")
      changed.push(state("/f/kin_other", { relevant: (answer as { value?: string }).value === "other" }));
    return later({ changed, gone: [], order: null, person: null, saved_at: "2026-11-25T10:01:00Z" });
  };
  answers["interview_review"] = () => ({
    ...{ asked: 4, answered: 0, incomplete: 0, missing: [], invalid: [], later: [], declined: [], unknown: [] },
    meeting: null,
  });
});

async function begun(): Promise<void> {
  await unlocked();
  (await see("start-f")).click();
  await see("question");
  await settled("/f/name");
}

/** Presses a key as a keyboard does: what nothing takes is written where the focus is. False: something took it. */
function key(name: string, more: KeyboardEventInit = {}): boolean {
  const code = /^\d$/.test(name) ? `Digit${name}` : name;
  const event = new KeyboardEvent("keydown", { key: name, code, bubbles: true, cancelable: true, ...more });
  const open = (document.activeElement ?? document.body).dispatchEvent(event);
  const here = document.activeElement;
  const isText = here instanceof HTMLTextAreaElement || (here instanceof HTMLInputElement && here.type === "text");
  if (!open || !isText || [...name].length !== 1) return open;
  here.value += name;
  here.dispatchEvent(new Event("input", { bubbles: true }));
  return open;
}

/** Types all of it at once, without waiting for anything. */
function stream(...keys: string[]): void {
  for (const each of keys) for (const one of /^[A-Z][a-z]{3,}$/.test(each) ? [each] : [...each]) key(one);
}

async function settled(place: string): Promise<void> {
  await vi.waitFor(() => {
    flushSync();
    expect(get("question")?.dataset["at"]).toBe(place);
    expect(get("question")?.contains(document.activeElement)).toBe(true);
  });
}

test("what is typed at one go lands question by question, choices and own words as well", async () => {
  await begun();
  stream("Айгүл", "Enter", "0", "нағашы", "Enter", "екі жол", "Enter", "34");
  await vi.waitFor(() => {
    flushSync();
    expect(Object.fromEntries(stored)).toEqual({
      "/f/name": "Айгүл",
      "/f/kin": "other",
      "/f/kin_other": "нағашы",
      "/f/note": "екі жол",
      "/f/age": "34",
    });
  }, 4000);
  expect(places).toEqual(["/f/kin", "/f/note", "/f/age"]);
});

test("what is typed between the start and the first question lands there and in those that follow", async () => {
  const start = answers["interview_start"];
  answers["interview_start"] = (request) => later(start?.(request));
  slow = 60;
  await unlocked();
  (await see("start-f")).click();
  stream("Айгүл", "Enter", "2", "Enter", "екі жол");
  await vi.waitFor(() => {
    flushSync();
    expect(Object.fromEntries(stored)).toEqual({ "/f/name": "Айгүл", "/f/kin": "sister", "/f/note": "екі жол" });
  }, 4000);
});

test("where the interview cannot be begun, what was typed meanwhile presses nothing", async () => {
  const start = vi.fn(() => {
    throw { code: "disk-full", args: {} };
  });
  answers["interview_start"] = () => later(null).then(start);
  await unlocked();
  const button = await see("start-f");
  button.focus();
  button.click();
  stream("Айгүл", "Enter", "Enter");
  await see("error");
  await later(null);
  expect(start).toHaveBeenCalledTimes(1);
});

test("a key that erases and one that goes back keep their turn", async () => {
  await begun();
  stream("А", "Enter", "2", "Enter", "бір", "Backspace", "Enter", "7");
  key("Enter", { shiftKey: true });
  stream("!");
  await vi.waitFor(() => {
    flushSync();
    expect(stored.get("/f/age")).toBe("7");
    expect(stored.get("/f/note")).toBe("бі!");
  }, 4000);
  expect(stored.get("/f/kin")).toBe("sister");
});

test("a word that is erased, by its key or without one, is erased in the question it was typed into", async () => {
  await begun();
  stream("Айгүл Сейіт", "Enter", "2", "Enter", "бір екі");
  expect(key("Backspace", { ctrlKey: true })).toBe(false);
  stream("үш төрт");
  const erased = new InputEvent("beforeinput", { bubbles: true, cancelable: true, inputType: "deleteWordBackward" });
  expect(document.activeElement?.dispatchEvent(erased)).toBe(false);
  stream("!", "Enter", "7");
  await vi.waitFor(() => {
    flushSync();
    expect(stored.get("/f/age")).toBe("7");
  }, 4000);
  expect(stored.get("/f/name")).toBe("Айгүл Сейіт");
  expect(stored.get("/f/note")).toBe("бір үш !");
});

test("the caret goes where its keys sent it, and what is taken back meanwhile changes nothing before", async () => {
  await begun();
  stream("А", "Enter", "2", "Enter", "бі", "Home", "ү");
  key("End");
  stream("р");
  key("ArrowLeft");
  stream("т", "Enter", "7");
  const undo = new InputEvent("beforeinput", { bubbles: true, cancelable: true, inputType: "historyUndo" });
  expect(document.activeElement?.dispatchEvent(undo)).toBe(false);
  await vi.waitFor(() => {
    flushSync();
    expect(stored.get("/f/age")).toBe("7");
  }, 4000);
  expect(stored.get("/f/name")).toBe("А");
  expect(stored.get("/f/note")).toBe("үбітр");
});

test("a text that comes without a key, from an input method, waits as well", async () => {
  await begun();
  stream("А", "Enter");
  const text = new InputEvent("beforeinput", { data: "2", bubbles: true, cancelable: true, inputType: "insertText" });
  document.activeElement?.dispatchEvent(text);
  expect(text.defaultPrevented).toBe(true);
  await settled("/f/kin");
  expect(stored.get("/f/name")).toBe("А");
});

test("what is typed past the last question presses nothing where the interview is looked through", async () => {
  const finished = vi.fn();
  answers["interview_finish"] = finished;
  await begun();
  stream("А", "Enter", "1", "Enter", "б", "Enter", "5", "Enter", "Enter", "Enter");
  key("Enter", { ctrlKey: true });
  await see("screen-review");
  await later(null);
  expect(finished).not.toHaveBeenCalled();
});

test("the lock comes at once, whatever is still to come", async () => {
  await begun();
  const [locked, coming] = [vi.fn(() => null), vi.fn(() => new Promise(() => undefined))];
  answers["lock"] = locked;
  answers["interview_place"] = coming;
  stream("А", "Enter");
  await vi.waitFor(() => expect(coming).toHaveBeenCalled());
  key("l", { code: "KeyL", ctrlKey: true });
  await vi.waitFor(() => expect(locked).toHaveBeenCalled());
});

test.each([
  ["the calendar comes", () => [key("F9")]],
  ["the calendar comes and goes at once", () => [key("F9"), key("Escape")]],
  ["the lock comes", () => [key("l", { code: "KeyL", ctrlKey: true })]],
])("what is held when %s is played into nothing", async (_, come) => {
  // The door takes longer to shut than the next question to come.
  const locked = vi.fn(() => later(null).then(later).then(later));
  answers["lock"] = locked;
  slow = 60;
  await begun();
  stream("Айгүл", "Enter", "2", "Enter", "екі");
  await vi.waitFor(() => expect(places).toEqual(["/f/kin"]));
  come();
  window.name = "";
  await vi.waitFor(() => expect(locked).toHaveBeenCalled());
  for (let round = 0; round < 4; round += 1) await later(null);
  flushSync();
  expect(Object.fromEntries(stored)).toEqual({ "/f/name": "Айгүл" });
  expect(places).toEqual(["/f/kin"]);
});

test("with nothing coming no key is touched", async () => {
  await begun();
  key("А");
  await later(null);
  key("й");
  expect((document.activeElement as HTMLInputElement).value).toBe("Ай");
});
