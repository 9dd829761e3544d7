// A list of people in an interview: the sections beside it count whom was asked about.
import { flushSync } from "svelte";
import { expect, test, vi } from "vitest";
import type { AnswerView } from "../lib/backend/contract/AnswerView";
import type { NodeState } from "../lib/backend/contract/NodeState";
import { state, view } from "../lib/testing/form";
import { answers, eachWithShell, get, see, unlocked } from "../lib/testing/screen";

eachWithShell();

const SAID: AnswerView = { state: "value", value: "Айсұлу" };

/** The nick of each child, which must be said, and where the worker stands. */
async function asked(children: (AnswerView | null)[], place: string): Promise<void> {
  const said = children.flatMap((answer, index): NodeState[] => {
    const at = `/f/b/child[${index + 1}]`;
    const nick = state(`${at}/nick`, { required: true, ...(answer === null ? {} : { answer }) });
    return [state(at), nick];
  });
  const plain = view();
  const nodes = plain.nodes.flatMap((node) => (node.at === "/f/b/child" ? [node, ...said] : [node]));
  answers["interview_start"] = () => view({ nodes, place });
  await unlocked();
  (await see("start-f")).click();
  await see("screen-interview");
}

const rail = (): string => (get("section-2")?.textContent ?? "").replace(/[\u2068\u2069]/g, "").replace(/\s+/g, " ");
const shows = (words: string): Promise<void> =>
  vi.waitFor(() => {
    flushSync();
    expect(rail()).toContain(words);
  });

test("who is done, who is begun and who was not asked about yet are counted by person", async () => {
  await asked([SAID, { state: "declined" }, { state: "later" }, null], "/f/b/child");
  await shows("2 / 4");
  expect(rail()).toContain("asked in full: 2, begun: 1, not yet asked: 1");
  expect(get("section-2")?.querySelector("progress")).toMatchObject({ value: 2, max: 4 });
});

test("whoever is asked about now is begun, however much was said", async () => {
  await asked([SAID, SAID, null], "/f/b/child[2]/nick");
  await shows("1 / 3");
  expect(rail()).toContain("asked in full: 1, begun: 1, not yet asked: 1");
});

test("of a list in which nobody stands yet, as of any section, questions are counted", async () => {
  await asked([], "/f/b/child");
  await shows("0 / 0");
  expect(get("section-entries")).toBeNull();
});
