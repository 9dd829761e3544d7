// After the lock one is back where one was; whoever leaves by themselves is not.
import { flushSync } from "svelte";
import { expect, test, vi } from "vitest";
import { view } from "../lib/testing/form";
import { answers, eachWithShell, get, open, press, see, type, unlocked } from "../lib/testing/screen";

eachWithShell();

async function unlockedWithBack(): Promise<void> {
  const unlock = answers["unlock"];
  answers["unlock"] = (request) => ({ ...(unlock?.(request) as object), back: { interview: "i1", case: "c1" } });
  open();
  type(await see("unlock-passphrase"), "several words of mine");
  (await see("unlock-go")).closest("form")?.requestSubmit();
}

test("who unlocks is back in the interview, at the same question, and what was half typed stands there", async () => {
  const opened = vi.fn(() =>
    view({
      place: "/f/a/name",
      nodes: view().nodes.map((each) =>
        each.at === "/f/a/name" ? { ...each, answer: { state: "value" as const, value: "Жанбол" } } : each,
      ),
    }),
  );
  answers["interview_open"] = opened;
  await unlockedWithBack();
  const field = (await see("answer")) as HTMLInputElement;
  expect(field.value).toBe("Жанбол");
  await vi.waitFor(() => expect(document.activeElement).toBe(field));
  expect(opened).toHaveBeenCalledWith({ interview: "i1", case: "c1" });
});

test("where the interview cannot be gone on with, the day begins on Today", async () => {
  answers["interview_open"] = () => {
    throw { code: "interview-unknown", args: {} };
  };
  await unlockedWithBack();
  await see("screen-home");
  expect(get("error")).toBeNull();
});

test("the shell is told which interview is on the screen, and when none is any more", async () => {
  const notes: unknown[] = [];
  answers["screen_note"] = ({ interview }) => notes.push(interview);
  await unlocked();
  expect(notes).toEqual([]);
  (await see("start-f")).click();
  await see("question");
  await vi.waitFor(() => {
    flushSync();
    expect(notes).toEqual(["i1"]);
  });
  await press("KeyS", "s", document.body, { ctrlKey: true });
  await see("screen-home");
  await vi.waitFor(() => expect(notes).toEqual(["i1", null]));
});

test("a trial is not gone back to", async () => {
  const note = vi.fn();
  answers["screen_note"] = note;
  answers["interview_start"] = () => view({ status: "trial", case: null, number: null });
  await unlocked();
  (await see("start-f")).click();
  await see("question");
  expect(note).not.toHaveBeenCalled();
});
