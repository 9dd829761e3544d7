import { clearMocks } from "@tauri-apps/api/mocks";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { FormView } from "../backend/contract/FormView";
import { Saving } from "../session/saving.svelte";
import { FORM, shell, view, type Shell } from "../testing/form";
import { Interview } from "./interview.svelte";

let there: Shell;
let saving: Saving;

beforeEach(() => {
  there = shell();
  saving = new Saving();
});
afterEach(() => {
  vi.useRealTimers();
  clearMocks();
});

const open = (over: Parameters<typeof view>[0] = {}): Interview => new Interview(view(over), saving);
const sent = (): string[] =>
  there.calls.filter((call) => call.name === "interview_answer").map((call) => (call.request as { at: string }).at);

test("an interview goes on where it stopped", () => {
  expect(open({ place: "/f/a/age" }).place).toBe("/f/a/age");
  expect(open().place).toBe("/f/a/name");
});

test("typed text is shown as unsaved until the shell has it", async () => {
  const interview = open();
  interview.type("/f/a/name", { state: "value", value: "Айсұлу" });
  expect(interview.isSaved("/f/a/name")).toBe(false);
  expect(saving.phase).toBe("saving");
  expect(await interview.flush()).toBe(true);
  expect(interview.isSaved("/f/a/name")).toBe(true);
  expect(there.stored.get("/f/a/name")).toEqual({ state: "value", value: "Айсұлу" });
  expect(saving.phase).toBe("saved");
});

test("keystrokes within a moment are one answer", async () => {
  vi.useFakeTimers();
  const interview = open();
  for (const value of ["А", "Ай", "Айс"]) interview.type("/f/a/name", { state: "value", value });
  await vi.advanceTimersByTimeAsync(500);
  expect(sent()).toEqual(["/f/a/name"]);
});

test("what stands alone gives back the answers it unticked", () => {
  const form: FormView = {
    ...FORM,
    nodes: FORM.nodes.map((each) =>
      each.path === "/f/a/colour" ? { ...each, question_type: "select_multiple", exclusive: ["other"] } : each,
    ),
  };
  const interview = open({ form });
  const stop = interview.stops.find((each) => each.at === "/f/a/colour");
  if (stop === undefined) throw new Error("no such question");
  const tick = (name: string): [string, string | null] => {
    interview.tick(stop, name, ["red", "blue", "other"]);
    const answer = interview.answer(stop.at);
    return [answer.state === "value" ? answer.value : answer.state, interview.alone(stop)];
  };
  expect(tick("blue")).toEqual(["blue", null]);
  expect(tick("red")).toEqual(["red blue", null]);
  expect(tick("other")).toEqual(["other", "other"]);
  expect(tick("other")).toEqual(["red blue", null]);
  expect(tick("other")).toEqual(["other", "other"]);
  expect(tick("red")).toEqual(["red", null]);
});

test("an answer that cannot be saved stays on the screen and is sent again", async () => {
  there.fails = { code: "disk-full", args: {} };
  const interview = open();
  interview.type("/f/a/name", { state: "value", value: "Айсұлу" });
  expect(await interview.flush()).toBe(false);
  expect(interview.answer("/f/a/name")).toEqual({ state: "value", value: "Айсұлу" });
  expect(saving.phase).toBe("failed");
  expect(saving.error?.code).toBe("disk-full");
  expect(await interview.next()).toBe("held");
  expect(interview.place).toBe("/f/a/name");
  there.fails = null;
  expect(await saving.flush()).toBe(true);
  expect(there.stored.get("/f/a/name")).toEqual({ state: "value", value: "Айсұлу" });
  expect(saving.phase).toBe("saved");
});

test("going on waits for the disk and keeps the place before the next question is shown", async () => {
  const interview = open();
  interview.type("/f/a/name", { state: "value", value: "Айсұлу" });
  expect(await interview.next()).toBe("moved");
  expect(there.calls.map((call) => call.name)).toEqual(["interview_answer", "interview_place"]);
  expect(interview.place).toBe("/f/a/colour");
});

test("a required question holds the worker once, and never twice", async () => {
  const interview = open();
  expect(await interview.next()).toBe("held");
  expect(interview.held).toBe("/f/a/name");
  expect(await interview.next()).toBe("moved");
});

test("a state is an answer, and taking it back restores what was typed", async () => {
  const interview = open();
  interview.type("/f/a/name", { state: "value", value: "Айсұлу" });
  interview.mark("/f/a/name", "declined");
  await interview.flush();
  expect(there.stored.get("/f/a/name")).toEqual({ state: "declined" });
  interview.mark("/f/a/name", "declined");
  await interview.flush();
  expect(there.stored.get("/f/a/name")).toEqual({ state: "value", value: "Айсұлу" });
});

test("own words are asked inside their choice, never as a question of their own", async () => {
  const interview = open();
  interview.choose("/f/a/colour", { state: "value", value: "other" });
  await interview.flush();
  expect(interview.stops.map((stop) => stop.at)).toEqual([
    "/f/a/name",
    "/f/a/colour",
    "/f/a/age",
    "/f/b/child",
    "/f/b/end",
  ]);
  await interview.jump("/f/a/colour_other");
  expect(interview.place).toBe("/f/a/colour");
});

test("one added to a list is gone to, and one taken out leaves the list", async () => {
  const interview = open();
  await interview.add("/f/b/child");
  expect(interview.place).toBe("/f/b/child[1]/nick");
  await interview.remove("/f/b/child[1]");
  expect(interview.place).toBe("/f/b/child");
  expect(interview.stops.some((stop) => stop.instance !== null)).toBe(false);
});

test("after the last stop comes the review", async () => {
  const interview = open({ place: "/f/b/end" });
  expect(await interview.next()).toBe("end");
});

test("a finished interview is opened again at what was left to ask", () => {
  const nodes = view().nodes.map((node) =>
    node.at === "/f/a/age" ? { ...node, answer: { state: "later" as const } } : node,
  );
  expect(open({ status: "amending", nodes }).place).toBe("/f/a/age");
});
