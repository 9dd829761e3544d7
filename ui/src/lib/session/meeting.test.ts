import { clearMocks, mockIPC } from "@tauri-apps/api/mocks";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { MeetProgress } from "../backend/contract/MeetProgress";
import { Meeting } from "./meeting.svelte";

const RUNNING: MeetProgress = { phase: "running", doing: "writing", done: 1, total: 2, people: 0 };
const DONE: MeetProgress = { phase: "done", read: null, written: { files: ["x.pana"], events: 2, blobs: 0 } };
let calls: string[];
let begin: (job: string) => void;
let steps: MeetProgress[];
let refuseStop = false;

beforeEach(() => {
  vi.useFakeTimers();
  calls = [];
  refuseStop = false;
  mockIPC((name, args) => {
    const { job } = (args as { request?: { job?: string } }).request ?? {};
    calls.push(job === undefined ? name : `${name} ${job}`);
    if (name === "meet_start" || name === "meet_look")
      return new Promise((done) => {
        begin = done;
      });
    if (name === "meet_progress") return steps.length > 1 ? steps.shift() : steps[0];
    if (refuseStop) throw { code: "internal", args: {} };
    return null;
  });
});
afterEach(() => {
  clearMocks();
  vi.useRealTimers();
});

test("it is watched until it has ended, and what came is asked for then", async () => {
  steps = [RUNNING, DONE];
  const came = vi.fn();
  const meeting = new Meeting(came);
  const ended = meeting.meet({ read: false, to: ["d2"] });
  begin("m1");
  await vi.advanceTimersByTimeAsync(0);
  expect([meeting.running, meeting.progress]).toEqual([true, RUNNING]);
  expect(came).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(300);
  await ended;
  expect(meeting.progress).toEqual(DONE);
  expect(meeting.to).toEqual(["d2"]);
  expect(came).toHaveBeenCalledOnce();
});

test("Stop pressed before the job has a name still stops it", async () => {
  steps = [{ phase: "stopped", read: null }];
  const meeting = new Meeting(() => undefined);
  const ended = meeting.look();
  await meeting.stop();
  expect(meeting.stopping).toBe(true);
  begin("m1");
  await ended;
  expect(calls).toEqual(["meet_look", "meet_stop m1", "meet_progress m1"]);
  expect([meeting.stopping, meeting.running]).toEqual([false, false]);
});

test("a Stop that was refused is told, and the watching goes on", async () => {
  steps = [RUNNING];
  refuseStop = true;
  const meeting = new Meeting(() => undefined);
  const ended = meeting.meet({ read: true, to: [] });
  begin("m1");
  await vi.advanceTimersByTimeAsync(0);
  await meeting.stop();
  expect([meeting.fault?.code, meeting.stopping]).toEqual(["internal", false]);
  steps = [DONE];
  await vi.advanceTimersByTimeAsync(300);
  await ended;
  expect(meeting.progress).toEqual(DONE);
});

test("what did not begin leaves its reason and nothing that runs", async () => {
  mockIPC(() => {
    throw { code: "folder-missing", args: {} };
  });
  const meeting = new Meeting(() => undefined);
  await meeting.look();
  expect([meeting.fault?.code, meeting.progress]).toEqual(["folder-missing", null]);
  meeting.clear();
  expect(meeting.fault).toBeNull();
});
