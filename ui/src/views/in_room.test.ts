// One laptop serves the others in one room: opening and ending it, going to another one, and asking a new one in there.
import { beforeEach, expect, test, vi } from "vitest";
import type { MeetProgress } from "../lib/backend/contract/MeetProgress";
import type { RoomStands } from "../lib/backend/contract/RoomStands";
import { brought, devices } from "../lib/testing/meeting";
import { answers, eachWithShell, get, see, type, unlocked } from "../lib/testing/screen";

eachWithShell();

let room: RoomStands | null;
let asked: Record<string, unknown>[];
let steps: MeetProgress[];

beforeEach(() => {
  room = null;
  asked = [];
  steps = [];
  answers["device_list"] = () => devices();
  answers["hub_show"] = () => null;
  answers["room_look"] = () => room;
  answers["room_open"] = (request) => {
    asked.push(request);
    room = {
      address: "192.0.2.7:7470",
      alone: true,
      ready: false,
      over: false,
      until: "2026-11-30T16:00:00+05:00",
      came: 0,
      people: 0,
      laptops: [],
      fault: null,
    };
    return room;
  };
  answers["room_close"] = () => {
    room = { ...(room as RoomStands), over: true };
    return room;
  };
  answers["meet_room"] = (request) => {
    asked.push(request);
    return "job";
  };
  answers["meet_progress"] = () => (steps.length > 1 ? steps.shift() : steps[0]);
});

const said = (id: string): string =>
  get(id)
    ?.textContent.replace(/[\u2068\u2069]/gu, "")
    .replace(/\s+/gu, " ") ?? "";

async function laptops(): Promise<void> {
  await unlocked();
  (await see("nav-laptops")).click();
  await see("room");
}

test("whoever opens an exchange sees where, who came and what came, and on every screen that it is open", async () => {
  await laptops();
  (get("room-minutes") as HTMLSelectElement).value = "60";
  get("room-minutes")?.dispatchEvent(new Event("change", { bubbles: true }));
  get("room-open")?.click();
  await see("room-serves");
  expect(asked).toEqual([{ minutes: 60 }]);
  expect(said("room-address")).toBe("192.0.2.7:7470");
  expect(said("room-alone")).toContain("on no network");
  expect(said("room-stands")).toContain("Getting ready");
  expect(get("room-nobody")).toBeNull();
  expect(document.activeElement).toBe(get("room-close"));
  expect(get("room-label")).not.toBeNull();
  room = { ...(room as unknown as RoomStands), ready: true };
  await vi.waitFor(() => expect(get("room-nobody")).not.toBeNull(), { timeout: 4000 });
  room = { ...room, came: 12, people: 2, laptops: [{ name: "2-ноутбук", asked: "2026-11-30T15:20:00+05:00" }] };
  await vi.waitFor(() => expect(said("room-laptop")).toContain("2-ноутбук"), { timeout: 4000 });
  expect(said("room-stands")).toContain("12 changes came, New people: 2");
  (await see("nav-home")).click();
  await see("screen-home");
  expect(get("room-label")).not.toBeNull();
  (await see("nav-laptops")).click();
  (await see("room-close")).click();
  await see("room-over");
  expect(said("room-over")).toContain("The exchange has ended. What came is here. 12 changes came");
  expect(get("room-label")).toBeNull();
});

test("why an exchange cannot be opened, and why it ended, is a sentence", async () => {
  await laptops();
  const open = answers["room_open"];
  answers["room_open"] = () => {
    throw { code: "room-listen", args: {} };
  };
  get("room-open")?.click();
  await vi.waitFor(() => expect(get("room")?.querySelector("[data-code=room-listen]")).not.toBeNull());
  if (open !== undefined) answers["room_open"] = open;
  get("room-open")?.click();
  await see("room-serves");
  room = { ...(room as unknown as RoomStands), over: true, fault: { code: "disk-full", args: {} } };
  await vi.waitFor(() => expect(get("room-over")?.querySelector("[data-code=disk-full]")).not.toBeNull(), {
    timeout: 4000,
  });
});

test("a laptop that serves is met by its address, and without one nothing is asked", async () => {
  await laptops();
  get("room-meet")?.click();
  expect(asked).toEqual([]);
  const met = {
    given: 3,
    files_given: 0,
    read: brought(),
    left: 1,
    full: false,
    told_full: false,
    forks: 0,
    anew: false,
  };
  steps = [
    { phase: "running", doing: "reaching", done: 0, total: 0, people: 0 },
    { phase: "at_hub", met },
  ];
  type(await see("room-at"), " 192.0.2.7:7470 ");
  get("room-meet")?.click();
  await see("room-met");
  expect(asked).toEqual([{ address: "192.0.2.7:7470" }]);
  expect(said("room-met")).toContain("The other laptop took 3 changes");
  expect(said("room-met")).toContain("Some of it the other laptop did not take");
  steps = [{ phase: "failed", error: { code: "room-unreached", args: {} }, read: null }];
  get("room-meet")?.click();
  await vi.waitFor(() => expect(get("room")?.querySelector("[data-code=room-unreached]")).not.toBeNull());
});

test("while this laptop serves, a new one is asked in by words though there is no hub", async () => {
  await laptops();
  get("room-open")?.click();
  await see("room-serves");
  answers["member_list"] = () => ({ members: [], may_give: [], may_manage: true });
  get("laptops-invite")?.click();
  await see("invite-how-online");
  expect((get("invite-how-online") as HTMLInputElement).checked).toBe(true);
  expect(said("screen-invite")).toContain("on one network or cable with this one");
});
