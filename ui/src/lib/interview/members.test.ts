import { expect, test } from "vitest";
import { node, state } from "../testing/form";
import { DRAWN, drawnOf, Members } from "./members";
import type { Stop } from "./stops";

const stop = (at: string, path: string, instance: string | null): Stop => ({
  at,
  node: node(path),
  state: state(at),
  section: "",
  page: "/f/m",
  instance,
});

test("the stops of each member are found by the member, in order", () => {
  const members = new Members([
    stop("/f/m", "/f/m", null),
    stop("/f/m[a]/name", "/f/m/name", "/f/m[a]"),
    stop("/f/m[a]/age", "/f/m/age", "/f/m[a]"),
    stop("/f/m[b]/age", "/f/m/age", "/f/m[b]"),
  ]);
  expect(members.instances).toEqual(["/f/m[a]", "/f/m[b]"]);
  expect(["/f/m[a]", "/f/m[b]", "/f/m[c]", null].map((each) => members.numberOf(each))).toEqual([1, 2, 0, 0]);
  expect(members.stopsOf("/f/m[a]").map((each) => each.at)).toEqual(["/f/m[a]/name", "/f/m[a]/age"]);
  expect(members.stopAt("/f/m[b]", "/f/m/age")?.at).toBe("/f/m[b]/age");
  expect(members.stopAt("/f/m[b]", "/f/m/name")).toBeUndefined();
  expect(members.stopsOf(null)).toEqual([]);
});

test("of thousands the first are drawn, and around the one that is open", () => {
  const first = { from: 0, to: DRAWN };
  expect(drawnOf(3, -1, first)).toEqual({ from: 0, to: 3 });
  expect(drawnOf(8000, -1, first)).toEqual(first);
  expect(drawnOf(8000, 20, first)).toEqual(first);
  const around = drawnOf(8000, 4000, first);
  expect(around.from <= 4000 && 4000 < around.to && around.to - around.from === DRAWN).toBe(true);
  expect(drawnOf(8000, 7999, first).to).toBe(8000);
  expect(drawnOf(0, -1, first)).toEqual({ from: 0, to: 0 });
});
