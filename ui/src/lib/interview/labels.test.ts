import { describe, expect, it } from "vitest";
import type { NodeState } from "../backend/contract/NodeState";
import { node } from "../testing/form";
import { labelOf } from "./labels";

describe("what a row is called", () => {
  const group = node("/f/member/about", { role: "group", label: { en: "About ${name}", kk: "${name} туралы" } });
  const called = (at: string, name: string): [string, NodeState] => [
    at,
    { at, label: { en: `About ${name}`, kk: `${name} туралы` } } as unknown as NodeState,
  ];
  const states = new Map([called("/f/member[1]/about", "Aigul"), called("/f/member[2]/about", "Bolat")]);
  const state = (at: string): NodeState | undefined => states.get(at);

  it("a group in a list is called as it is in this instance", () => {
    expect(labelOf(group, "/f/member[2]/about/age", state)["en"]).toBe("About Bolat");
    expect(labelOf(group, "/f/member[1]/about", state)["kk"]).toBe("Aigul туралы");
  });

  it("where no instance is meant an ellipsis stands for the answer, and never its name", () => {
    expect(labelOf(group, "/f/member/about", state)).toEqual({ en: "About …", kk: "… туралы" });
    expect(labelOf(null, "", state)).toEqual({});
  });
});
