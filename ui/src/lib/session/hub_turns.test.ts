// Meetings that begin by themselves, as the page hears of them.
import { clearMocks, mockIPC } from "@tauri-apps/api/mocks";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { HubTurn } from "../backend/contract/HubTurn";
import { HubTurns } from "./hub_turns.svelte";

let now: HubTurn;
const heard = { ended: vi.fn(), came: vi.fn() };

beforeEach(() => {
  vi.useFakeTimers();
  now = { runs: false, ended: 4, came: 2, tried: null, fault: null };
  heard.ended.mockClear();
  heard.came.mockClear();
  mockIPC(() => now);
});
afterEach(() => {
  vi.useRealTimers();
  clearMocks();
});

test("what ended before somebody looked is no news; what ends later and what it brought are", async () => {
  const turns = new HubTurns(heard.ended, heard.came);
  const stop = turns.watch();
  await vi.advanceTimersByTimeAsync(0);
  expect(turns.last).toEqual(now);
  now = { ...now, runs: true };
  await vi.advanceTimersByTimeAsync(10_000);
  expect(heard.ended).not.toHaveBeenCalled();
  now = { ...now, runs: false, ended: 5 };
  await vi.advanceTimersByTimeAsync(10_000);
  expect([heard.ended.mock.calls.length, heard.came.mock.calls.length]).toEqual([1, 0]);
  now = { ...now, ended: 6, came: 3 };
  await vi.advanceTimersByTimeAsync(10_000);
  expect([heard.ended.mock.calls.length, heard.came.mock.calls.length]).toEqual([1, 1]);
  stop();
  now = { ...now, ended: 7, came: 4 };
  await vi.advanceTimersByTimeAsync(60_000);
  expect(heard.came.mock.calls.length).toBe(1);
});
