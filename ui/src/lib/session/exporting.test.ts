import { clearMocks, mockIPC } from "@tauri-apps/api/mocks";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ExportProgress } from "../backend/contract/ExportProgress";
import type { ExportRequest } from "../backend/contract/ExportRequest";
import type { PreviewRequest } from "../backend/contract/PreviewRequest";
import { Exporting } from "./exporting.svelte";

const REQUEST: ExportRequest = {
  form: "f",
  format: "csv",
  folder: "/home/u/out",
  labels: null,
  words: "kk",
  separator: null,
  workbook: false,
  files: false,
  purpose: "care",
  purpose_note: "",
  second: null,
};
let calls: string[];
let begin: (job: string) => void;
let steps: ExportProgress[];
let refuseCancel = false;

beforeEach(() => {
  vi.useFakeTimers();
  calls = [];
  refuseCancel = false;
  mockIPC((name, args) => {
    const { job } = (args as { request?: { job?: string } }).request ?? {};
    calls.push(job === undefined ? name : `${name} ${job}`);
    if (name === "export_start")
      return new Promise((done) => {
        begin = done;
      });
    if (name === "export_progress") return steps.length > 1 ? steps.shift() : steps[0];
    if (refuseCancel) throw { code: "internal", args: {} };
    return null;
  });
});
afterEach(() => {
  clearMocks();
  vi.useRealTimers();
});

test("it is watched until the files are there", async () => {
  steps = [
    { phase: "running", done: 1, total: 2 },
    { phase: "done", interviews: 2, files: ["/home/u/out/f.csv"] },
  ];
  const exporting = new Exporting();
  const ended = exporting.start(REQUEST);
  begin("j1");
  await vi.advanceTimersByTimeAsync(0);
  expect(exporting.progress).toEqual({ phase: "running", done: 1, total: 2 });
  await vi.advanceTimersByTimeAsync(300);
  await ended;
  expect(exporting.progress).toMatchObject({ phase: "done", files: ["/home/u/out/f.csv"] });
});

test("Stop pressed before the job has a name still stops it", async () => {
  steps = [{ phase: "cancelled" }];
  const exporting = new Exporting();
  const ended = exporting.start(REQUEST);
  await exporting.stop();
  expect(exporting.stopping).toBe(true);
  begin("j1");
  await ended;
  expect(calls).toEqual(["export_start", "export_cancel j1", "export_progress j1"]);
  expect(exporting.progress).toEqual({ phase: "cancelled" });
});

test("Stop never reaches for the job before", async () => {
  steps = [{ phase: "done", interviews: 1, files: [] }];
  const exporting = new Exporting();
  const first = exporting.start(REQUEST);
  begin("j1");
  await first;
  const second = exporting.start(REQUEST);
  await exporting.stop();
  begin("j2");
  await second;
  expect(calls).not.toContain("export_cancel j1");
  expect(calls).toContain("export_cancel j2");
});

test("an export that fails leaves its reason on the screen", async () => {
  steps = [{ phase: "failed", error: { code: "disk-full", args: {} } }];
  const exporting = new Exporting();
  const ended = exporting.start(REQUEST);
  begin("j1");
  await ended;
  expect(exporting.fault?.code).toBe("disk-full");
  expect(exporting.running).toBe(false);
});

test("a Stop that was refused is told", async () => {
  steps = [{ phase: "running", done: 0, total: 2 }];
  refuseCancel = true;
  const exporting = new Exporting();
  const ended = exporting.start(REQUEST);
  begin("j1");
  await vi.advanceTimersByTimeAsync(0);
  await exporting.stop();
  expect(exporting.fault?.code).toBe("internal");
  expect(exporting.stopping).toBe(false);
  steps = [{ phase: "done", interviews: 2, files: [] }];
  await vi.advanceTimersByTimeAsync(300);
  await ended;
});

test("what is shown is what was asked for last, whichever answer comes first", async () => {
  const answers: ((people: number) => void)[] = [];
  mockIPC((name) => {
    if (name !== "export_preview") return null;
    return new Promise((done) => {
      answers.push((people) => {
        done({
          columns: [],
          people,
          interviews: people,
          refused: 0,
          unanswered: 0,
          rows: null,
          named: true,
          files: true,
          second: false,
        });
      });
    });
  });
  const request: PreviewRequest = { form: "f", purpose: "care", labels: null, words: "kk" };
  const exporting = new Exporting();
  const first = exporting.look(request);
  const second = exporting.look({ ...request, purpose: "statistics" });
  answers[1]?.(1);
  await second;
  expect(exporting.preview?.people).toBe(1);
  answers[0]?.(2);
  await first;
  expect(exporting.preview?.people).toBe(1);
  await exporting.look(null);
  expect(exporting.preview).toBeNull();
});

test("why nothing may leave stands where the preview would", async () => {
  mockIPC(() => {
    throw { code: "export-private", args: {} };
  });
  const exporting = new Exporting();
  await exporting.look({ form: "safety", purpose: "statistics", labels: null, words: "kk" });
  expect(exporting.preview).toBeNull();
  expect(exporting.fault?.code).toBe("export-private");
});
