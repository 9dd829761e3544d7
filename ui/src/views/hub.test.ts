// The hub on the page of laptops: what waits, meeting it, and bringing the centre to one.
import { beforeEach, expect, test, vi } from "vitest";
import type { HubView } from "../lib/backend/contract/HubView";
import type { MeetProgress } from "../lib/backend/contract/MeetProgress";
import { brought, devices } from "../lib/testing/meeting";
import { answers, eachWithShell, get, press, see, type, unlocked } from "../lib/testing/screen";

eachWithShell();

let hub: HubView | null;
let steps: MeetProgress[];
let asked: Record<string, unknown>[];

beforeEach(() => {
  hub = { address: "hub.example.org:7470", key: "00ff", met: null, waits: 12, apart: false, by_itself: true };
  steps = [];
  asked = [];
  answers["device_list"] = () => devices();
  answers["hub_show"] = () => hub;
  answers["meet_hub"] = () => "job";
  answers["meet_progress"] = () => (steps.length > 1 ? steps.shift() : steps[0]);
});

const said = (id: string): string =>
  get(id)
    ?.textContent.replace(/[\u2068\u2069]/gu, "")
    .replace(/\s+/gu, " ") ?? "";

async function laptops(): Promise<void> {
  await unlocked();
  (await see("nav-laptops")).click();
  await see("laptop-row");
}

test("how it stands with the hub is said in one line, and after a meeting what came of it", async () => {
  await laptops();
  await see("hub");
  expect(said("hub-stands")).toContain("has not met the hub yet · 12 changes wait");
  const met = {
    given: 12,
    files_given: 0,
    read: brought(),
    left: 0,
    full: false,
    told_full: true,
    forks: 0,
    anew: false,
  };
  steps = [
    { phase: "running", doing: "giving", done: 3, total: 12, people: 0 },
    { phase: "at_hub", met },
  ];
  hub = { ...(hub as HubView), met: "2026-11-30T12:00:00+05:00", waits: 0 };
  get("hub-meet")?.click();
  await vi.waitFor(() => expect(said("meet-doing")).toContain("3"));
  await see("hub-met");
  expect(said("hub-met")).toContain("The hub took 12 changes and keeps them");
  expect(said("meet-brought-people")).toContain("4");
  await vi.waitFor(() => expect(said("hub-stands")).toContain("nothing waits"));
  expect(said("hub-stands")).toContain("Last exchange");
});

test("a meeting is stopped by Escape, and what is wrong with the line is a sentence", async () => {
  await laptops();
  const cancelled: unknown[] = [];
  answers["meet_stop"] = () => {
    cancelled.push(1);
    steps = [{ phase: "stopped", read: null }];
  };
  steps = [{ phase: "running", doing: "reaching", done: 0, total: 0, people: 0 }];
  (await see("hub-meet")).click();
  await see("meet-running");
  await press("Escape");
  await see("hub-stopped");
  expect(cancelled).toHaveLength(1);
  steps = [{ phase: "failed", error: { code: "hub-unreached", args: { why: "no route" } }, read: null }];
  (await see("hub-meet")).click();
  await vi.waitFor(() => expect(document.body.textContent).toContain("The hub cannot be reached"));
  expect(document.body.textContent).toContain("Nothing is lost");
});

test("a laptop meets by itself unless somebody says no, and a try that failed is told with what to do", async () => {
  answers["hub_turn"] = () => ({
    runs: false,
    ended: 1,
    came: 0,
    tried: "2026-11-30T15:10:00+05:00",
    fault: { code: "hub-unreached", args: { why: "no route" } },
  });
  answers["hub_by_itself"] = (request) => {
    asked.push(request);
    return { ...(hub as HubView), by_itself: request["on"] };
  };
  await laptops();
  await vi.waitFor(() => expect(said("hub-tried")).toMatch(/\d\d:10/u));
  expect(said("hub-tried")).toContain("The hub cannot be reached");
  const box = get("hub-by-itself") as HTMLInputElement;
  expect(box.checked).toBe(true);
  box.click();
  await vi.waitFor(() => expect(asked).toEqual([{ on: false }]));
  // Whoever said no is told of no try.
  await vi.waitFor(() => expect(get("hub-tried")).toBeNull());
});

test("a box that could not be set stands as it was, and it is said why", async () => {
  await laptops();
  answers["hub_by_itself"] = () => {
    throw { code: "store-read-only", args: {} };
  };
  const box = (await see("hub-by-itself")) as HTMLInputElement;
  box.click();
  await vi.waitFor(() => expect(get("hub")?.querySelector("[data-code=store-read-only]")).not.toBeNull());
  expect(box.checked).toBe(true);
});

test("what is at the hub and on no other laptop yet is said so at the foot, and not that it is only here", async () => {
  answers["foot"] = () => ({ unsent: 3, at_hub: true, saved_at: null });
  await laptops();
  await vi.waitFor(() => expect(said("unsent")).toContain("3 changes are at the hub and on no other laptop yet"));
  answers["foot"] = () => ({ unsent: 3, at_hub: false, saved_at: null });
  (await see("nav-home")).click();
  await vi.waitFor(() => expect(said("unsent")).toContain("3 changes are only on this laptop"));
});

test("where there is no hub whoever manages laptops brings the centre to one", async () => {
  hub = null;
  await laptops();
  (await see("hub-none")).querySelector("summary")?.click();
  answers["hub_join"] = (request) => {
    asked.push(request);
    return { address: "hub.example.org:7470", key: "00ff", met: null, waits: 3, apart: false, by_itself: true };
  };
  type(await see("hub-address"), " hub.example.org ");
  type(await see("hub-token"), " panahub-1 ");
  get("hub-join")?.closest("form")?.requestSubmit();
  await see("hub");
  expect(asked).toEqual([{ address: "hub.example.org", token: "panahub-1" }]);
});

test("whoever does not manage laptops is not asked for a hub", async () => {
  hub = null;
  answers["device_list"] = () => devices({ may_manage: false });
  await laptops();
  await vi.waitFor(() => expect(get("laptops-meet")).not.toBeNull());
  expect(get("hub-none")).toBeNull();
});
