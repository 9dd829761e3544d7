import { clearMocks, mockIPC } from "@tauri-apps/api/mocks";
import { flushSync, mount, tick, unmount } from "svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import App from "../App.svelte";
import type { AnswerView } from "../lib/backend/contract/AnswerView";
import type { FileView } from "../lib/backend/contract/FileView";
import type { InterviewDelta } from "../lib/backend/contract/InterviewDelta";
import { FORM, node, state, view } from "../lib/testing/form";

const MEMBER = { id: "m1", name: "Әсел", role: "coordinator", grants: [], may_recover: true };
const AT = "/f/photo";
const PICTURE: FileView = {
  name: "1732600000000-ab.jpg",
  title: "құжат.jpg",
  media_type: "image/jpeg",
  bytes: 2_400_000,
  shown: true,
};
const VALUE: AnswerView = { state: "value", value: PICTURE.name };

let app: Record<string, unknown> | undefined;
let answers: Record<string, (request: Record<string, unknown>) => unknown>;
let asked: { name: string; request: Record<string, unknown> }[];

const delta = (answer: AnswerView, file: FileView | null): InterviewDelta => ({
  changed: [state(AT, { answer, file })],
  gone: [],
  order: null,
  person: null,
  saved_at: "2026-11-25T10:01:00Z",
});

const opened = (over = {}): unknown =>
  view({
    form: { ...FORM, nodes: [node(AT, { question_type: "image" }), node("/f/next")] },
    nodes: [state(AT, over), state("/f/next")],
  });

beforeEach(() => {
  window.matchMedia = vi
    .fn()
    .mockReturnValue({ matches: false, addEventListener: vi.fn(), removeEventListener: vi.fn() });
  Element.prototype.scrollIntoView = vi.fn();
  asked = [];
  answers = {
    language_get: () => "en",
    state: () => ({
      phase: "open",
      member: MEMBER,
      centre: "Көктем",
      demo: false,
      practice: false,
      may_export: true,
      may_add_members: true,
      notices: [],
      idle_minutes: 10,
      back: null,
    }),
    keep_awake: () => null,
    form_list: () => [
      {
        form: "f",
        version: "1",
        title: { en: "Papers" },
        kind: "open",
        questions: 2,
        protected: false,
        allowed: true,
        opens_case: true,
        files: true,
        safety: false,
        led_by: [],
      },
    ],
    member_list: () => ({ members: [MEMBER], may_administer: true }),
    home: () => ({
      today: "2026-11-25",
      clock_behind: null,
      clock_ahead: null,
      lease: null,
      meetings: [],
      drafts: [],
      ask_later: [],
      people: 0,
      unsent: 2,
      at_hub: false,
      erasures_wait: null,
      transfers_wait: null,
      month: null,
    }),
    work_list: () => ({ groups: [], awaited: { count: 0, rows: [] }, others: 0 }),
    cases_to_tell: () => [],
    referrals_said: () => [],
    interview_start: () => opened(),
    interview_place: () => null,
    interview_answer: (request) => delta(request["answer"] as AnswerView, null),
    file_attach: () => delta(VALUE, PICTURE),
    file_show: () => ({ media_type: "image/jpeg", base64: "/9j/" }),
    file_pick: () => null,
  };
  mockIPC((name, args) => {
    const answer = answers[name];
    if (answer === undefined) throw { code: "internal", args: { place: name } };
    const request = (args as { request?: Record<string, unknown> }).request ?? {};
    asked.push({ name, request });
    return answer(request);
  });
});

afterEach(async () => {
  if (app !== undefined) await unmount(app);
  document.body.replaceChildren();
  clearMocks();
});

const get = (id: string): HTMLElement | null => document.querySelector<HTMLElement>(`[data-testid="${id}"]`);
const requests = (name: string): Record<string, unknown>[] =>
  asked.filter((call) => call.name === name).map((call) => call.request);

async function see(id: string): Promise<HTMLElement> {
  return vi.waitFor(() => {
    flushSync();
    const found = get(id);
    if (found === null) throw new Error(`${id} is not there: ${document.body.textContent}`);
    return found;
  });
}

async function interview(): Promise<void> {
  app = mount(App, { target: document.body });
  (await see("start-f")).click();
  await see("question");
}

async function type(path: string): Promise<HTMLInputElement> {
  const field = (await see("file-path")) as HTMLInputElement;
  field.value = path;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  await tick();
  return field;
}

const enter = (on: Element): boolean =>
  on.dispatchEvent(new KeyboardEvent("keydown", { code: "Enter", key: "Enter", bubbles: true, cancelable: true }));

test("a file is taken by its path with the keyboard alone, and its name, size and picture are shown", async () => {
  await interview();
  await vi.waitFor(() => expect(document.activeElement).toBe(get("file-path")));
  enter(await type("/stick/құжат.jpg"));
  expect((await see("file-kept")).textContent).toContain("құжат.jpg");
  expect(get("file-kept")?.textContent).toMatch(/2\.3.*MB/u);
  expect(requests("file_attach")).toEqual([{ interview: "i1", at: AT, path: "/stick/құжат.jpg" }]);
  const picture = (await see("file-picture")) as HTMLImageElement;
  expect(picture.src).toBe("data:image/jpeg;base64,/9j/");
  expect(picture.alt).toContain("құжат.jpg");
  expect(requests("file_show")).toEqual([{ interview: "i1", case: "c1", name: PICTURE.name }]);
  expect((get("file-path") as HTMLInputElement).value).toBe("");
  expect(get("question")?.dataset).toMatchObject({ at: AT, answer: "value", saved: "yes" });
  enter(get("file-path") ?? document.body);
  await vi.waitFor(() => {
    flushSync();
    expect(get("question")?.dataset["at"]).toBe("/f/next");
  });
});

test("a file is chosen by the system's dialog, and nothing happens when it is closed", async () => {
  await interview();
  (await see("file-choose")).click();
  await vi.waitFor(() => expect(requests("file_pick")).toHaveLength(1));
  expect(requests("file_attach")).toEqual([]);
  answers["file_pick"] = () => "/stick/1.jpg";
  (await see("file-choose")).click();
  await see("file-kept");
  expect(requests("file_attach")).toEqual([{ interview: "i1", at: AT, path: "/stick/1.jpg" }]);
});

test("what cannot be taken is said beside the question, and the path stays to be mended", async () => {
  answers["file_attach"] = () => {
    throw { code: "attach-too-large", args: { max: "32" } };
  };
  await interview();
  const field = await type("/stick/film.mp4");
  (await see("file-take")).click();
  const error = await see("error");
  expect(error.dataset["code"]).toBe("attach-too-large");
  expect(error.textContent).toContain("32");
  expect(field.value).toBe("/stick/film.mp4");
  expect(get("question")?.dataset["answer"]).toBe("blank");
});

test("a file taken out is no answer any more, and a state does not bring it back", async () => {
  answers["interview_start"] = () => opened({ answer: VALUE, file: PICTURE });
  await interview();
  (await see("file-remove")).click();
  await vi.waitFor(() => {
    flushSync();
    expect(get("question")?.dataset["answer"]).toBe("blank");
  });
  expect(requests("interview_answer")).toEqual([{ interview: "i1", at: AT, answer: { state: "blank" } }]);
  expect(get("file-kept")).toBeNull();
});

test("whoever declines after all takes the file back for good", async () => {
  answers["interview_start"] = () => opened({ answer: VALUE, file: PICTURE });
  await interview();
  for (const expected of ["declined", "blank"]) {
    (await see("declined")).click();
    await vi.waitFor(() => {
      flushSync();
      expect(get("question")?.dataset).toMatchObject({ answer: expected, saved: "yes" });
    });
  }
  expect(requests("interview_answer").map((request) => (request["answer"] as AnswerView).state)).toEqual([
    "declined",
    "blank",
  ]);
});

test("a name whose file is not kept says so", async () => {
  answers["interview_start"] = () => opened({ answer: VALUE });
  await interview();
  expect((await see("question")).textContent).toContain(PICTURE.name);
  expect(get("file-picture")).toBeNull();
});

test("a picture that does not open is named in its place", async () => {
  answers["interview_start"] = () => opened({ answer: VALUE, file: PICTURE });
  answers["file_show"] = () => {
    throw { code: "store-damaged", args: {} };
  };
  await interview();
  expect((await see("error")).dataset["code"]).toBe("store-damaged");
});
