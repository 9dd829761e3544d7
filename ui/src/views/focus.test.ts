// Where the keyboard stands after anything that came between, and that deleting is never under it.
import { flushSync, tick } from "svelte";
import { expect, test, vi } from "vitest";
import { FORM, node, state, view } from "../lib/testing/form";
import { answers, eachWithShell, get, open, press, see, unlocked } from "../lib/testing/screen";

eachWithShell();

const focused = (): string | null | undefined => document.activeElement?.getAttribute("data-testid");

async function until(what: () => void): Promise<void> {
  await vi.waitFor(() => {
    flushSync();
    what();
  });
}

/** Without the marks that isolate directions. */
const plain = (text: string | null | undefined): string => (text ?? "").replace(/[\u2066-\u2069]/g, "");

/** The page engine takes the keyboard from what is hidden; this one does not by itself. */
async function loseWhatIsHidden(): Promise<void> {
  await tick();
  flushSync();
  if (document.activeElement?.closest("[hidden]") != null) (document.activeElement as HTMLElement).blur();
}

async function interviewed(): Promise<void> {
  await unlocked();
  (await see("start-f")).click();
  await until(() => expect(focused()).toBe("answer"));
}

/** A household: one with a name and an age, one of whom nothing is known. */
async function household(): Promise<void> {
  const list = "/f/b/child";
  const form = {
    ...FORM,
    nodes: [
      node(list, { role: "repeat", question_type: "repeat" }),
      node(`${list}/nick`),
      node(`${list}/age`, { question_type: "integer" }),
    ],
  };
  const of = (id: string, nick: string, age: string): ReturnType<typeof state>[] => [
    state(`${list}[${id}]`),
    state(`${list}[${id}]/nick`, { answer: nick === "" ? { state: "declined" } : { state: "value", value: nick } }),
    state(`${list}[${id}]/age`, { answer: age === "" ? { state: "blank" } : { state: "value", value: age } }),
  ];
  const nodes = [state(list), ...of("1", "Алия", "4"), ...of("2", "", "")];
  answers["interview_start"] = () => view({ form, nodes, place: list });
  answers["interview_repeat_remove"] = (request) => {
    const at = String(request["at"]);
    const gone = nodes.filter((each) => each.at.startsWith(at)).map((each) => each.at);
    const order = nodes.map((each) => each.at).filter((each) => !gone.includes(each));
    return { changed: [], gone, order, person: null, saved_at: "2026-11-25T10:01:00Z" };
  };
  await unlocked();
  (await see("start-f")).click();
  await see("repeat-remove-0");
}

test("after unlocking the keyboard stands in a screen and not nowhere", async () => {
  await unlocked();
  await until(() => expect(document.activeElement?.id).toBe("main"));
});

test("where people are known it stands where they are looked for", async () => {
  const home = answers["home"];
  answers["home"] = (request) => ({ ...(home?.(request) as object), people: 3 });
  await unlocked();
  await until(() => expect(focused()).toBe("home-find"));
});

test("after the calendar the keyboard is where it was, if what was typed kept the door open", async () => {
  answers["interview_answer"] = () => {
    throw { code: "disk-full", args: {} };
  };
  await interviewed();
  const field = (await see("answer")) as HTMLInputElement;
  field.value = "Али";
  field.dispatchEvent(new Event("input", { bubbles: true }));
  await press("F9");
  await see("screen-cover");
  await loseWhatIsHidden();
  expect(document.activeElement).toBe(document.body);
  await press("F9");
  await until(() => expect(focused()).toBe("answer"));
});

test("behind the calendar the door is shut, and the keyboard stands at the passphrase", async () => {
  open();
  await until(() => expect(focused()).toBe("unlock-passphrase"));
  await press("F9");
  await see("screen-cover");
  await loseWhatIsHidden();
  await press("Escape");
  await until(() => expect(focused()).toBe("unlock-passphrase"));
});

test("who takes the calendar away while the door is being shut finds the door and not the calendar", async () => {
  let save: (delta: object) => void = () => undefined;
  answers["interview_answer"] = () => new Promise<object>((done) => (save = done));
  const lock = vi.fn(() => null);
  answers["lock"] = lock;
  await interviewed();
  const field = (await see("answer")) as HTMLInputElement;
  field.value = "Али";
  field.dispatchEvent(new Event("input", { bubbles: true }));
  await press("F9");
  await see("screen-cover");
  await press("Escape");
  await until(() => expect(get("screen-cover")).toBeNull());
  save({ changed: [], gone: [], order: [], person: null, saved_at: "2026-11-25T10:01:00Z" });
  await until(() => expect(lock).toHaveBeenCalled());
  expect(window.name, "what the page that is loaded anew goes by").toBe("");
});

test("after the page of keys the keyboard is where it was", async () => {
  await interviewed();
  await press("F1");
  const list = await see("keys-list");
  expect(list.closest("dialog")?.contains(document.activeElement)).toBe(true);
  await press("F1");
  await until(() => expect(get("keys-list")).toBeNull());
  await until(() => expect(focused()).toBe("answer"));
});

test("taking out names the child, begins at what keeps it, and goes back to what asked", async () => {
  await household();
  const button = await see("repeat-remove-0");
  expect(plain(button.getAttribute("aria-label"))).toContain("Алия, 4");
  button.focus();
  button.click();
  const dialog = await see("repeat-remove-dialog");
  expect(plain(dialog.querySelector("h2")?.textContent)).toContain("Алия, 4");
  expect(plain((await see("repeat-remove-sure")).textContent)).toContain("Алия, 4");
  expect(focused()).toBe("repeat-keep");
  (await see("repeat-keep")).click();
  await until(() => expect(focused()).toBe("repeat-remove-0"));
});

test("of whom nothing is known the number says which, and what is declined is no name", async () => {
  await household();
  expect(plain((await see("repeat-remove-1")).getAttribute("aria-label"))).toBe("Take out: No. 2");
});

test("when what opened a dialog is gone, the keyboard is on the work", async () => {
  await household();
  const button = await see("repeat-remove-1");
  button.focus();
  button.click();
  (await see("repeat-remove-sure")).click();
  await until(() => expect(get("repeat-remove-1")).toBeNull());
  await until(() => expect(focused()).toBe("question"));
});

test("throwing an interview away names whose it is and begins at what keeps it", async () => {
  answers["interview_start"] = () => view({ person: "Ахметова Алия" });
  answers["interview_review"] = () => ({
    asked: 0,
    answered: 0,
    incomplete: 0,
    meeting: null,
    missing: [],
    invalid: [],
    later: [],
    declined: [],
    unknown: [],
  });
  await interviewed();
  for (let at = 0; at < 12 && get("discard") === null; at += 1) {
    await press("Enter", "Enter", document.body);
    await new Promise((done) => window.setTimeout(done, 20));
    flushSync();
  }
  (await see("discard")).click();
  const dialog = await see("discard-dialog");
  expect(plain(dialog.querySelector("h2")?.textContent)).toContain("Ахметова Алия");
  expect(dialog.contains(document.activeElement)).toBe(true);
  expect(focused()).not.toBe("discard-sure");
});

test("no dialog begins at what destroys", async () => {
  // Each danger in a dialog is one: what is first of the rest has the keyboard.
  const { firstOf } = await import("../components/shared/focus");
  const dialog = document.createElement("dialog");
  dialog.innerHTML = "<button class='btn danger'>x</button><button disabled>z</button><button id='safe'>y</button>";
  expect(firstOf(dialog)?.id).toBe("safe");
});
