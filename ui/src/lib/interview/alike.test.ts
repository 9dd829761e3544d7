import { expect, test } from "vitest";
import { state, view } from "../testing/form";
import { allNodes, unfolded } from "./alike";

test("instances that are as another have its nodes at their own places, right after it", () => {
  const list = ["/f/m", "/f/m[1]", "/f/m[1]/name", "/f/m[1]/age", "/f/end"];
  const delta = {
    changed: list.map((at) => state(at, { required: at.endsWith("age") })),
    gone: [],
    order: list,
    alike: [{ first: "/f/m[1]", instances: ["/f/m[2]", "/f/m[3]"] }],
    person: null,
    saved_at: "2026-11-25T10:01:00Z",
  };
  const all = [
    "/f/m",
    ...["1", "2", "3"].flatMap((n) => [`/f/m[${n}]`, `/f/m[${n}]/name`, `/f/m[${n}]/age`]),
    "/f/end",
  ];
  const now = unfolded(delta);
  expect(now.order).toEqual(all);
  expect(now.changed.map((each) => each.at)).toEqual(all);
  expect(now.changed.filter((each) => each.required).map((each) => each.at)).toEqual([
    "/f/m[1]/age",
    "/f/m[2]/age",
    "/f/m[3]/age",
  ]);
  expect(now.changed.every((each) => !each.at.endsWith("/name") || each.path.endsWith("name"))).toBe(true);
});

test("where nothing is alike the change is as it came", () => {
  const delta = { changed: [state("/f/a")], gone: [], order: null, person: null, saved_at: "" };
  expect(unfolded(delta)).toBe(delta);
});

test("an interview that is opened has a node for each of those that are alike", () => {
  const nodes = ["/f/m", "/f/m[1]", "/f/m[1]/age"].map((at) => state(at));
  const opened = view({ nodes, alike: [{ first: "/f/m[1]", instances: ["/f/m[2]"] }] });
  expect(allNodes(opened)).toEqual([...nodes, state("/f/m[2]"), state("/f/m[2]/age")]);
  expect(allNodes(view({ nodes }))).toBe(nodes);
});
