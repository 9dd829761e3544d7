import { flushSync } from "svelte";
import { expect, test } from "vitest";
import type { InterviewDelta } from "../backend/contract/InterviewDelta";
import type { NodeState } from "../backend/contract/NodeState";
import { FORM, state, view } from "../testing/form";
import { Fields } from "./fields.svelte";
import { Outline } from "./stops";

const fields = (): Fields => new Fields(new Outline(FORM), view().nodes);
const delta = (changed: NodeState[], over: Partial<InterviewDelta> = {}): InterviewDelta => ({
  changed,
  gone: [],
  order: null,
  person: null,
  saved_at: "2026-11-25T10:01:00Z",
  ...over,
});
const answered = (at: string, value: string): NodeState => state(at, { answer: { state: "value", value } });

/** Counts how often something that is on the screen is drawn. */
function drawn(draw: () => unknown): { times: () => number; end: () => void } {
  let times = 0;
  const end = $effect.root(() => {
    $effect(() => {
      draw();
      times += 1;
    });
  });
  flushSync();
  return { times: () => times, end };
}

test("only who shows a changed place draws it again", () => {
  const all = fields();
  const name = drawn(() => all.answer("/f/a/name"));
  const age = drawn(() => all.answer("/f/a/age"));
  all.type("/f/a/name", { state: "value", value: "А" });
  flushSync();
  all.apply(delta([answered("/f/a/name", "А")]));
  flushSync();
  expect([name.times(), age.times()]).toEqual([3, 1]);
  name.end();
  age.end();
});

test("stops are worked out anew when one comes or goes, and the others stay the same", () => {
  const all = fields();
  const stops = drawn(() => all.stops);
  const before = all.stops;
  all.apply(delta([answered("/f/a/age", "7")]));
  flushSync();
  expect(stops.times()).toBe(1);
  expect(before.find((stop) => stop.at === "/f/a/age")?.state.answer).toEqual({ state: "value", value: "7" });
  all.apply(delta([state("/f/a/age", { relevant: false })]));
  flushSync();
  expect(stops.times()).toBe(2);
  expect(all.stops).toEqual(before.filter((stop) => stop.at !== "/f/a/age"));
  expect(all.stops[0]).toBe(before[0]);
  stops.end();
});

test("a section with the same stops is the same, and is counted anew when something in it changed", () => {
  const all = fields();
  const [a, b] = all.sections;
  if (a === undefined || b === undefined) throw new Error("two sections are wanted");
  const counted = [a, b].map((section) => drawn(() => all.tally(section)));
  all.apply(delta([state("/f/a/age", { relevant: false }), answered("/f/a/name", "А")]));
  flushSync();
  expect(counted.map((each) => each.times())).toEqual([2, 1]);
  expect(all.sections[0]).not.toBe(a);
  expect(all.sections[1]).toBe(b);
  expect(all.tally(all.sections[0] ?? a)).toMatchObject({ done: 1, gaps: 0, later: 0 });
  for (const each of counted) each.end();
});

test("who shows a place that is not there looks again when it comes", () => {
  const all = fields();
  const late = drawn(() => all.answer("/f/b/child[1]/nick"));
  const order = [...view().nodes.map((each) => each.at), "/f/b/child[1]", "/f/b/child[1]/nick"];
  all.apply(delta([state("/f/b/child[1]"), answered("/f/b/child[1]/nick", "Б")], { order }));
  flushSync();
  expect(late.times()).toBe(2);
  expect(all.answer("/f/b/child[1]/nick")).toEqual({ state: "value", value: "Б" });
  late.end();
});

test("members that are told by their places alone are each there, and answered by themselves", () => {
  const all = fields();
  const late = drawn(() => all.answer("/f/b/child[7999]/nick"));
  const order = [...view().nodes.map((each) => each.at), "/f/b/child[0]", "/f/b/child[0]/nick"];
  const instances = Array.from({ length: 7999 }, (_, nth) => `/f/b/child[${nth + 1}]`);
  all.apply(
    delta([state("/f/b/child[0]"), state("/f/b/child[0]/nick", { required: true })], {
      order,
      alike: [{ first: "/f/b/child[0]", instances }],
    }),
  );
  flushSync();
  expect(late.times()).toBe(2);
  expect(all.stops.filter((stop) => stop.instance !== null)).toHaveLength(8000);
  all.apply(delta([answered("/f/b/child[7999]/nick", "Б")]));
  expect(all.answer("/f/b/child[7999]/nick")).toEqual({ state: "value", value: "Б" });
  expect(all.answer("/f/b/child[7998]/nick")).toEqual({ state: "blank" });
  late.end();
});

test("with an instance that goes, all goes that is in it, and whoever shows it looks again", () => {
  const all = fields();
  const order = [...view().nodes.map((each) => each.at), "/f/b/child[0]", "/f/b/child[0]/nick"];
  all.apply(delta([state("/f/b/child[0]"), answered("/f/b/child[0]/nick", "А")], { order }));
  const shown = drawn(() => all.answer("/f/b/child[0]/nick"));
  all.apply(delta([], { gone: ["/f/b/child[0]"], order: view().nodes.map((each) => each.at) }));
  flushSync();
  expect(shown.times()).toBe(2);
  expect(all.answer("/f/b/child[0]/nick")).toEqual({ state: "blank" });
  expect(all.stops.some((stop) => stop.instance !== null)).toBe(false);
  shown.end();
});
