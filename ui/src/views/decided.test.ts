// What a worker decides about needs.
import { flushSync } from "svelte";
import { expect, test, vi } from "vitest";
import type { NeedsView } from "../lib/backend/contract/NeedsView";
import { NEEDS, page, PERSON, words } from "../lib/testing/needs";
import { answers, eachWithShell, get, see } from "../lib/testing/screen";

eachWithShell();

const DECIDED = {
  decision: "accepted",
  reason: null,
  words: "",
  urgency: "critical",
  member: "Әсел",
  at: "2026-06-01T12:30:00Z",
  rule_set: null,
  is_overtaken: false,
} as const;

/** The screen of needs, with what was asked of the shell and a page that answers as it is told. */
async function decides(view: NeedsView, after: NeedsView): Promise<ReturnType<typeof vi.fn>> {
  const asked = vi.fn(() => after);
  answers["needs_show"] = () => view;
  answers["need_decide"] = asked;
  await page(PERSON);
  (await see("person-needs")).click();
  await see("need-row");
  return asked;
}

test("a need is taken on by one press, and who did it is said", async () => {
  const need = NEEDS.needs[0];
  if (need === undefined) throw new Error("no need");
  const asked = await decides(NEEDS, { ...NEEDS, needs: [{ ...need, decided: [DECIDED] }] });
  (await see("need-accept")).click();
  expect((await see("need-decided")).textContent).toContain("Taken on");
  expect(words("need-decided")).toContain("Әсел");
  expect(asked).toHaveBeenCalledWith({
    case: "c1",
    need: "housing",
    decision: "accepted",
    reason: null,
    words: "",
    urgency: null,
  });
  expect(get("need-accept")).toBeNull();
});

test("a need is set aside with a reason and not without one", async () => {
  const asked = await decides(NEEDS, NEEDS);
  (await see("need-aside")).click();
  (await see("need-aside-save")).click();
  expect((await see("need-missing")).textContent).toContain("reason");
  expect(document.activeElement).toBe(get("need-reason"));
  const reason = get("need-reason") as HTMLSelectElement;
  const choose = (value: string): void => {
    reason.value = value;
    reason.dispatchEvent(new Event("change", { bubbles: true }));
    flushSync();
  };
  choose("met");
  expect(get("need-missing")).toBeNull();
  choose("other");
  (await see("need-aside-save")).click();
  expect(asked).not.toHaveBeenCalled();
  expect(document.activeElement).toBe(get("need-words"));
  const field = get("need-words") as HTMLInputElement;
  field.value = "her brother helps";
  field.dispatchEvent(new Event("input", { bubbles: true }));
  flushSync();
  (await see("need-aside-save")).click();
  expect(asked).toHaveBeenCalledWith({
    case: "c1",
    need: "housing",
    decision: "set_aside",
    reason: "other",
    words: "her brother helps",
    urgency: null,
  });
});

test("decisions made apart both stand until one decides anew", async () => {
  const need = NEEDS.needs[0];
  if (need === undefined) throw new Error("no need");
  const other = {
    ...DECIDED,
    decision: "set_aside",
    reason: "met",
    member: "Дана",
    rule_set: null,
    is_overtaken: true,
  } as const;
  await decides({ ...NEEDS, needs: [{ ...need, decided: [DECIDED, other] }] }, NEEDS);
  expect(words("need-apart")).toContain("made apart");
  expect(words("needs-list")).toContain("Set aside: It is met already");
  expect(words("needs-list")).toContain("The answers or the rules have changed since");
  expect(get("need-accept")).not.toBeNull();
});

test("a need that no rule names is added by hand", async () => {
  const asked = await decides(NEEDS, NEEDS);
  (await see("need-add")).click();
  (await see("need-add-save")).click();
  expect(asked).not.toHaveBeenCalled();
  expect(document.activeElement).toBe(get("need-add-need"));
  const choice = get("need-add-need") as HTMLSelectElement;
  choice.value = "health";
  choice.dispatchEvent(new Event("change", { bubbles: true }));
  flushSync();
  (await see("need-add-save")).click();
  expect(asked).toHaveBeenCalledWith({
    case: "c1",
    need: "health",
    decision: "added",
    reason: null,
    words: "",
    urgency: "normal",
  });
});

test("what is for the two of them alone is not named in the list of needs until it is asked for", async () => {
  const need = { code: "safety", label: { en: "Safety" }, urgency: "critical", rules: ["D100"], apart: true } as const;
  await decides({ ...NEEDS, needs: [{ ...need, rules: ["D100"], decided: [DECIDED] }] }, NEEDS);
  expect(words("needs-list")).not.toContain("Safety");
  expect(words("needs-list")).not.toContain("Taken on");
  (await see("need-row-show")).click();
  flushSync();
  expect(words("needs-list")).toContain("Safety");
});

test("whatever is decided leaves the keyboard on the same need", async () => {
  const need = NEEDS.needs[0];
  if (need === undefined) throw new Error("no need");
  const decided = { ...NEEDS, needs: [{ ...need, decided: [DECIDED] }] };
  let after: NeedsView = decided;
  await decides(NEEDS, decided);
  answers["need_decide"] = () => after;
  const stands = async (on: string): Promise<void> => {
    await vi.waitFor(() => expect((document.activeElement as HTMLElement).dataset["testid"]).toBe(on));
    expect(document.activeElement?.closest<HTMLElement>("[data-need]")?.dataset["need"]).toBe("housing");
  };
  const press = async (id: string): Promise<void> => (await see(id)).click();
  await press("need-accept");
  await stands("need-again");
  await press("need-again");
  await stands("need-accept");
  await press("need-again-cancel");
  await stands("need-again");
  await press("need-again");
  await stands("need-accept");
  await press("need-aside");
  await stands("need-reason");
  expect(get("need-take-back")).toBeNull();
  await press("need-aside-cancel");
  await stands("need-accept");
  after = NEEDS;
  await press("need-take-back");
  await stands("need-accept");
});

test("a need that is added by hand has the keyboard, and where it goes another one can be added", async () => {
  const added = { ...DECIDED, decision: "added" } as const;
  const need = NEEDS.needs[0];
  if (need === undefined) throw new Error("no need");
  const health = { ...need, code: "health", label: { en: "Health" }, rules: [], decided: [added] };
  let after: NeedsView = { ...NEEDS, needs: [...NEEDS.needs, health] };
  await decides(NEEDS, after);
  answers["need_decide"] = () => after;
  const stands = (on: string): Promise<void> =>
    vi.waitFor(() => expect((document.activeElement as HTMLElement).dataset["testid"]).toBe(on));
  (await see("need-add")).click();
  (await see("need-add-cancel")).click();
  await stands("need-add");
  (await see("need-add")).click();
  const choice = (await see("need-add-need")) as HTMLSelectElement;
  choice.value = "health";
  choice.dispatchEvent(new Event("change", { bubbles: true }));
  flushSync();
  (await see("need-add-save")).click();
  await stands("need-again");
  expect(document.activeElement?.closest<HTMLElement>("[data-need]")?.dataset["need"]).toBe("health");
  (await see("need-again")).click();
  after = NEEDS;
  (await see("need-take-back")).click();
  await stands("need-add");
});
