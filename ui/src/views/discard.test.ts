// An interview is thrown away from Today: whose is said, and keeping it has the focus first.
import { flushSync } from "svelte";
import { expect, test, vi } from "vitest";
import { answers, eachWithShell, get, press, see, unlocked } from "../lib/testing/screen";

eachWithShell();

const draft = (interview: string, over: object = {}): object => ({
  interview,
  person: "Айгүл Сейітова",
  number: "A7-0001-K",
  form_title: { en: "A talk" },
  section: null,
  amends: false,
  asked: 10,
  answered: 4,
  changed_at: "2026-11-25T10:00:00Z",
  ...over,
});

async function today(...drafts: object[]): Promise<{ thrown: unknown[] }> {
  const home = answers["home"]?.({}) as object;
  const here = { thrown: [] as unknown[], drafts };
  answers["home"] = () => ({ ...home, people: 1, drafts: here.drafts });
  answers["interview_discard"] = ({ interview }) => {
    here.thrown.push(interview);
    here.drafts = here.drafts.filter((each) => (each as { interview: unknown }).interview !== interview);
    return null;
  };
  await unlocked();
  await see("draft-i1");
  return here;
}

test("the question names the person, and keeping has the focus first", async () => {
  const here = await today(draft("i1"));
  const button = await see("discard-i1");
  button.focus();
  button.click();
  const dialog = await see("discard-dialog");
  expect(dialog.querySelector("h2")?.textContent).toContain("Айгүл Сейітова");
  expect(dialog.textContent).toContain("A7-0001-K");
  expect(document.activeElement).toBe(await see("discard-keep"));
  (document.activeElement as HTMLElement).click();
  await vi.waitFor(() => {
    flushSync();
    expect(get("discard-dialog")).toBeNull();
  });
  expect(here.thrown).toEqual([]);
  // The keyboard is back where it was.
  await vi.waitFor(() => expect(document.activeElement).toBe(button));
  expect(get("draft-i1")).not.toBeNull();
});

test("what is thrown away is in no list, and the focus goes to the next one", async () => {
  const here = await today(draft("i1"), draft("i2", { person: null }));
  (await see("discard-i1")).click();
  (await see("discard-sure")).click();
  await vi.waitFor(() => {
    flushSync();
    expect(get("draft-i1")).toBeNull();
    expect(get("discard-dialog")).toBeNull();
    expect(document.activeElement).toBe(get("draft-i2"));
  });
  expect(here.thrown).toEqual(["i1"]);
});

test("one without a name is not called by another's, and changes leave the finished interview", async () => {
  await today(draft("i1", { person: null, amends: true }));
  (await see("discard-i1")).click();
  const dialog = await see("discard-dialog");
  expect(dialog.querySelector("h2")?.textContent).toContain("whose name was not given yet");
  expect(dialog.textContent).toContain("The finished interview stays as it was");
});

test("a correction is called one, and how much of the interview is answered is not said of it", async () => {
  await today(draft("i1", { amends: true, asked: 0, answered: 0 }), draft("i2"));
  expect((await see("draft-amends")).textContent).toContain("Correcting a finished interview");
  const lines = [...document.querySelectorAll("li.work")];
  expect(lines.map((line) => line.querySelector("progress") !== null)).toEqual([false, true]);
});

test("what cannot be thrown away says so and stays", async () => {
  await today(draft("i1"));
  answers["interview_discard"] = () => {
    throw { code: "disk-full", args: {} };
  };
  (await see("discard-i1")).click();
  (await see("discard-sure")).click();
  await see("error");
  expect(get("discard-dialog")).not.toBeNull();
  await press("Escape");
});
