import { flushSync } from "svelte";
import { beforeEach, expect, test, vi } from "vitest";
import type { AppState } from "../lib/backend/contract/AppState";
import type { MeetProgress } from "../lib/backend/contract/MeetProgress";
import { brought } from "../lib/testing/meeting";
import { answers, eachWithShell, get, open, press, see, type } from "../lib/testing/screen";

eachWithShell();

let state: AppState;
let progress: MeetProgress;
let asked: Record<string, unknown>[];
const JOINING: AppState = { phase: "joining", check: "4187 0255 9931", device: "2-ноутбук", online: false };
const said = (id: string): string => get(id)?.textContent.replace(/[\u2068\u2069]/gu, "") ?? "";

beforeEach(() => {
  state = { phase: "first_run" };
  asked = [];
  progress = { phase: "done", read: brought({ joined: true, people: 12 }), written: null };
  answers["state"] = () => state;
  answers["device_join"] = (request) => {
    asked.push(request);
    state = JOINING;
    return { check: "4187 0255 9931", device: "2-ноутбук", online: false, file: "/media/usb/pana.answer" };
  };
  answers["meet_finish"] = (request) => {
    asked.push(request);
    return "meet-1";
  };
  answers["meet_progress"] = () => progress;
});

async function join(again: string): Promise<void> {
  open();
  (await see("first-run-join")).click();
  (await see("join-how-file")).click();
  flushSync();
  type(await see("join-invite"), " /media/usb/pana.invite ");
  type(await see("join-device"), "2-ноутбук");
  type(await see("join-member"), "Отабек");
  type(await see("join-passphrase"), "кешкі шай мен әңгіме");
  type(await see("join-passphrase-again"), again);
  flushSync();
  (await see("join-go")).closest("form")?.requestSubmit();
}

test("with an invite the new laptop makes its answer, and shows its digits and where the answer lies", async () => {
  await join("кешкі шай мен әңгіме");
  await see("screen-waiting");
  expect(asked).toEqual([
    {
      invite: "/media/usb/pana.invite",
      device: "2-ноутбук",
      member: "Отабек",
      passphrase: "кешкі шай мен әңгіме",
      file: null,
    },
  ]);
  expect([...(await see("join-check")).children].map((group) => group.textContent)).toEqual(["4187", "0255", "9931"]);
  expect(said("join-answer")).toBe("/media/usb/pana.answer");
});

test("two passphrases that differ are said before anything is made", async () => {
  await join("кешкі шай мен");
  await see("join-differ");
  expect(asked).toEqual([]);
});

test("a file that is no invite is said, and what was typed stays", async () => {
  answers["device_join"] = () => {
    throw { code: "join-file", args: { what: "invite" } };
  };
  await join("кешкі шай мен әңгіме");
  expect((await see("error")).dataset["code"]).toBe("join-file");
  expect((get("join-device") as HTMLInputElement).value).toBe("2-ноутбук");
});

/** A laptop that was started anew while it waits. */
async function finishes(): Promise<void> {
  state = JOINING;
  open();
  await see("screen-waiting");
  expect(get("join-answer")).toBeNull();
  type(await see("join-folder"), "/media/usb");
  type(await see("join-own"), "кешкі шай мен әңгіме");
  flushSync();
  (await see("join-finish")).closest("form")?.requestSubmit();
}

test("a laptop that was started anew still waits, joins by the stick, and opens with what came", async () => {
  await finishes();
  await see("join-done");
  expect(asked).toEqual([{ path: "/media/usb", passphrase: "кешкі шай мен әңгіме" }]);
  expect(said("meet-brought")).toContain("New people: 12");
  state = answers["unlock"]?.({}) as AppState;
  (await see("join-enter")).click();
  await see("screen-home");
});

test("what lets nobody in is said, and it waits on with its digits", async () => {
  progress = { phase: "failed", error: { code: "join-not-let-in", args: {} }, read: null };
  await finishes();
  expect((await see("error")).dataset["code"]).toBe("join-not-let-in");
  await see("join-check");
});

test("joining that breaks off after the laptop was let in says what lacks, and goes on to the centre", async () => {
  const read = brought({ joined: true, complete: false });
  progress = { phase: "failed", error: { code: "stick-gone", args: {} }, read };
  await finishes();
  await see("join-done");
  expect((await see("error")).dataset["code"]).toBe("stick-gone");
  expect(said("join-done")).toContain("taken in from this stick again");
});

test("Escape stops the joining", async () => {
  const stopped: unknown[] = [];
  answers["meet_stop"] = (request) => stopped.push(request);
  progress = { phase: "running", doing: "reading", done: 10, total: 90, people: 2 };
  await finishes();
  await see("meet-running");
  await press("Escape");
  progress = { phase: "stopped", read: null };
  await see("join-finish");
  expect(stopped).toEqual([{ job: "meet-1" }]);
});

test("giving up is asked twice, and keeping on comes first", async () => {
  const forgotten: unknown[] = [];
  answers["device_forget"] = () => {
    forgotten.push(null);
    state = { phase: "first_run" };
    return null;
  };
  state = JOINING;
  open();
  (await see("join-forget")).click();
  await see("join-forget-dialog");
  expect(document.activeElement?.getAttribute("data-testid")).toBe("join-keep");
  (await see("join-keep")).click();
  await vi.waitFor(() => {
    flushSync();
    expect(get("join-forget-dialog")).toBeNull();
  });
  expect(forgotten).toEqual([]);
  (await see("join-forget")).click();
  (await see("join-forget-go")).click();
  await see("screen-first-run");
  expect(forgotten).toHaveLength(1);
});
