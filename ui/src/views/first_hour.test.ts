// What whoever sits before it for the first time tries, by keys alone.
import { flushSync } from "svelte";
import { expect, test, vi } from "vitest";
import type { MemberId } from "../lib/backend/contract/MemberId";
import type { MemberView } from "../lib/backend/contract/MemberView";
import { view } from "../lib/testing/form";
import { answers, eachWithShell, get, open, press, see, type, unlocked } from "../lib/testing/screen";

eachWithShell();

const until = (check: () => void): Promise<void> =>
  vi.waitFor(() => {
    flushSync();
    check();
  });
const focused = (): string | null | undefined => document.activeElement?.getAttribute("data-testid");
const member = (id: string, name: string): MemberView => ({
  id: id as MemberId,
  name,
  role: "worker",
  grants: [],
  may_recover: false,
});
const submit = (id: string): void => get(id)?.closest("form")?.requestSubmit();

test("what was wrong with a try is not said of the next one", async () => {
  answers["state"] = () => ({ phase: "new", demo: false });
  answers["centre_create"] = () => {
    throw { code: "centre-member-empty", args: {} };
  };
  open();
  (await see("first-run-create")).click();
  type(await see("create-centre"), "Көктем");
  submit("create-go");
  const error = await see("error");
  type(await see("create-member"), "Әсел");
  type(await see("create-passphrase"), "several words of mine");
  type(await see("create-passphrase-again"), "several words of min");
  submit("create-go");
  await see("create-differ");
  expect(error.isConnected).toBe(false);
  expect(get("error")).toBeNull();
});

test("two new passphrases that differ are not said to be stored, nor the old one to be wrong", async () => {
  const write = async (words: Record<string, string>): Promise<void> => {
    for (const [id, text] of Object.entries(words)) type(await see(`passphrase-${id}`), text);
    submit("passphrase-go");
  };
  answers["member_passphrase"] = () => null;
  await unlocked();
  (await see("nav-settings")).click();
  await write({ old: "several words of mine", new: "other words of mine", again: "other words of mine" });
  const stored = (): Element | null => document.querySelector(".note.ok");
  await until(() => expect(stored()).not.toBeNull());
  await write({ new: "other words of mine", again: "other words" });
  await until(() => expect(stored()).toBeNull());
  answers["member_passphrase"] = () => {
    throw { code: "passphrase-wrong", args: {} };
  };
  await write({ again: "other words of mine" });
  await see("error");
  await write({ again: "other words" });
  await until(() => expect(get("error")).toBeNull());
});

test("from the passphrase the arrows say who works, and figures are typed", async () => {
  const members = [member("m1", "Әсел"), member("m2", "Данияр")];
  answers["state"] = () => ({ phase: "locked", members, last: "m1", demo_passphrase: null, wait_seconds: 0 });
  const chosen = (): string => document.querySelector<HTMLInputElement>("input[name=member]:checked")?.value ?? "";
  open();
  await see("unlock-passphrase");
  await until(() => expect(focused()).toBe("unlock-passphrase"));
  await press("Digit2", "2");
  expect(chosen()).toBe("m1");
  for (const [code, who] of [
    ["ArrowDown", "m2"],
    ["ArrowDown", "m2"],
    ["ArrowUp", "m1"],
    ["ArrowUp", "m1"],
  ] as const) {
    await press(code);
    flushSync();
    expect(chosen()).toBe(who);
  }
  expect(focused()).toBe("unlock-passphrase");
});

test("an export says what is missing where it is missing, and brings into view what came of it", async () => {
  const inView: Element[] = [];
  Element.prototype.scrollIntoView = function (this: Element) {
    inView.push(this);
  };
  answers["member_list"] = () => ({ members: [] });
  answers["export_preview"] = () => {
    throw { code: "internal", args: {} };
  };
  answers["export_start"] = () => "job";
  answers["export_progress"] = () => ({ phase: "done", interviews: 1, files: ["/out/a.csv"] });
  await unlocked();
  (await see("nav-export")).click();
  await see("export-purpose");
  await until(() => expect((get("export-form") as HTMLSelectElement).value).toBe("f"));
  await press("Enter", "Enter", document.body, { ctrlKey: true });
  await see("export-lack");
  expect(focused()).toBe("export-purpose-care");
  await press("Digit2", "2");
  expect(focused()).toBe("export-purpose-statistics");
  expect((get("export-purpose-statistics") as HTMLInputElement).checked).toBe(true);
  await press("Enter", "Enter", document.body, { ctrlKey: true });
  await until(() => expect(focused()).toBe("export-folder"));
  type(await see("export-folder"), "/out");
  submit("export-folder");
  const done = await see("export-done");
  expect(inView).toContain(done);
});

test("a correction is left before Today is asked what waits, and one that changes nothing is not there", async () => {
  const home = answers["home"]?.({}) as object;
  const row = { interview: "i1", person: "Айгүл", number: "A7-1", form_title: { en: "A talk" }, section: null };
  const draft = { ...row, amends: true, asked: 0, answered: 0, changed_at: "2026-11-25T10:00:00Z" };
  let left = false;
  answers["home"] = () => ({ ...home, people: 1, drafts: left ? [] : [draft] });
  answers["interview_open"] = () => ({ ...view(), status: "amending" });
  answers["screen_note"] = ({ interview }) => {
    left = interview === null;
    return null;
  };
  await unlocked();
  (await see("draft-i1")).click();
  await see("screen-interview");
  await press("KeyS", "s", document.body, { ctrlKey: true });
  await see("screen-home");
  await until(() => expect(get("home-find")).not.toBeNull());
  expect(get("draft-i1")).toBeNull();
});

test("the page of keys begins at its first key, where the keyboard is", async () => {
  await unlocked();
  await press("F1");
  const list = await see("keys-list");
  const here = document.activeElement;
  expect(here?.closest("dialog")).not.toBeNull();
  expect(here?.compareDocumentPosition(list)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
  await press("F1");
});

test("who chooses a screen in the bar by its key works in it with the next one", async () => {
  answers["member_list"] = () => ({ members: [] });
  await unlocked();
  for (const [screen, work] of [
    ["export", "export-purpose-care"],
    ["settings", undefined],
  ] as const) {
    const button = await see(`nav-${screen}`);
    button.focus();
    button.click();
    await see(`screen-${screen}`);
    await until(() => expect(document.activeElement?.closest("main")).not.toBeNull());
    if (work !== undefined) expect(focused()).toBe(work);
  }
});

test("before the first answer nothing is said to be kept, and each list of languages says what it is of", async () => {
  let unsent = 2;
  answers["foot"] = () => ({ unsent, at_hub: false, saved_at: null });
  answers["interview_start"] = () => ({ ...view(), saved_at: null });
  await unlocked();
  await press("KeyN", "n", document.body, { ctrlKey: true });
  const said = await see("saved-state");
  await until(() => expect(said.dataset["phase"]).toBe("empty"));
  expect(said.textContent).toContain("Nothing is written down yet");
  const bare = (words = ""): string => words.replaceAll(/[\u2068\u2069]/gu, "").trim();
  const shown = (id: string): string => bare((get(id) as HTMLSelectElement).selectedOptions[0]?.textContent);
  expect(shown("language")).toBe("Window: English");
  expect(shown("form-language")).toBe("Questions: English");
  unsent = 3;
  await press("Digit1", "1");
  await until(() => expect(get("saved-state")?.dataset["phase"]).toBe("saved"));
  await until(() => expect(bare(get("unsent")?.textContent)).toContain("3 changes"));
});

test("pressing the screen that is there in the bar goes to its top", async () => {
  const went: number[] = [];
  Element.prototype.scrollTo = ((_x: number, y: number) => void went.push(y)) as Element["scrollTo"];
  await unlocked();
  (await see("nav-settings")).click();
  await see("screen-settings");
  expect(went).toEqual([]);
  (await see("nav-settings")).click();
  await until(() => expect(went).toEqual([0]));
});
