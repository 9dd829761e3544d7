import { flushSync } from "svelte";
import { beforeEach, expect, test, vi } from "vitest";
import type { MeetProgress } from "../lib/backend/contract/MeetProgress";
import { device, devices } from "../lib/testing/meeting";
import { answers, eachWithShell, get, press, see, type, unlocked } from "../lib/testing/screen";

eachWithShell();

let progress: MeetProgress;
let asked: Record<string, unknown>[];
const note =
  (name: string, reply: unknown) =>
  (request: Record<string, unknown>): unknown => {
    asked.push({ name, ...request });
    return reply;
  };
const said = (id: string): string => get(id)?.textContent.replace(/[\u2068\u2069]/gu, "") ?? "";
const INVITE = {
  invite: "00ff",
  name: "Отабек",
  online: false,
  made: "2026-11-20T09:00:00+05:00",
  state: "open",
} as const;

beforeEach(() => {
  asked = [];
  progress = { phase: "done", read: null, written: { files: ["x.pana"], events: 90, blobs: 0 } };
  answers["device_list"] = () => devices();
  answers["member_list"] = () => ({
    members: [
      { id: "m1", name: "Әсел", role: "coordinator", grants: [], may_recover: true },
      { id: "m2", name: "Болат", role: "worker", grants: [], may_recover: false },
    ],
    may_administer: true,
    may_give: ["protected"],
    may_make_sheets: true,
    suspended: [],
    may_confirm: true,
  });
  answers["meet_progress"] = () => progress;
});

async function laptops(): Promise<void> {
  await unlocked();
  (await see("nav-laptops")).click();
  await see("laptop-row");
}

test("each laptop is listed with when it was heard of and what it lacks, the first not by its system", async () => {
  answers["device_list"] = () =>
    devices({ devices: [...devices().devices, device("d4", { stands: false, lacks: null })], invites: [INVITE] });
  await laptops();
  const rows = [...document.querySelectorAll("[data-testid=laptop-row]")].map((row) =>
    row.textContent.replace(/[\u2068\u2069]/gu, ""),
  );
  expect(rows).toHaveLength(3);
  expect(rows[0]).not.toContain("linux");
  expect(rows[1]).toMatch(/laptop d2[^]*Марат[^]*lacks 7 changes/u);
  expect(rows[2]).toMatch(/never heard of[^]*lacks 40 changes/u);
  expect(said("laptops-gone")).toContain("laptop d4");
  expect(said("invite-state")).toBe("waits for an answer");
});

test("an invite is taken back from the list", async () => {
  answers["device_list"] = () => devices({ invites: [INVITE] });
  answers["invite_end"] = note("invite_end", devices({ invites: [{ ...INVITE, state: "dead" }] }));
  await laptops();
  (await see("invite-end")).click();
  await vi.waitFor(() => {
    flushSync();
    expect(said("invite-state")).toBe("void");
  });
  expect(asked).toEqual([{ name: "invite_end", invite: "00ff" }]);
  expect(get("invite-end")).toBeNull();
});

test("who may not manage laptops meets others and asks nobody in", async () => {
  answers["device_list"] = () => devices({ may_manage: false, invites: [INVITE] });
  await laptops();
  await see("laptops-meet");
  expect(["laptops-invite", "laptops-let-in", "laptop-lost", "invite-row"].map(get)).toEqual([null, null, null, null]);
});

test("an invite is made for somebody new by keys, and it is said how it goes on", async () => {
  answers["device_invite"] = note("device_invite", { file: "/media/usb/pana.invite", days: 60 });
  await laptops();
  (await see("laptops-invite")).click();
  const go = await see("invite-go");
  go.closest("form")?.requestSubmit();
  await see("invite-lack");
  expect(document.activeElement?.id, "the keyboard goes where something is missing").toBe("invite-who");
  (await see("invite-who-new")).click();
  flushSync();
  type(await see("invite-name"), "Отабек Рахимов");
  (await see("invite-grant-protected")).click();
  type(await see("invite-folder"), " /media/usb ");
  flushSync();
  go.closest("form")?.requestSubmit();
  await see("invite-made");
  const whom = { who: "new", name: "Отабек Рахимов", role: "worker", grants: ["protected"] };
  expect(asked).toEqual([{ name: "device_invite", whom, file: "/media/usb" }]);
  expect(said("invite-file")).toBe("/media/usb/pana.invite");
  expect(said("invite-made")).toContain("60 days");
  expect(document.activeElement?.getAttribute("data-testid")).toBe("invite-next");
});

/** To the digits. */
async function answered(): Promise<HTMLElement> {
  const asks = { device: "5-ноутбук", member: "Отабек", role: "volunteer", grants: [] };
  answers["device_asks"] = note("device_asks", asks);
  answers["meet_accept"] = note("meet_accept", "meet-1");
  await laptops();
  (await see("laptops-let-in")).click();
  type(await see("let-in-path"), "/media/usb/pana.answer");
  (await see("let-in-open")).closest("form")?.requestSubmit();
  return see("let-in-check");
}

test("a laptop is let in by digits that are typed, all twelve, and nothing on the screen says which", async () => {
  const check = await answered();
  expect(said("let-in-asks")).toMatch(/5-ноутбук[^]*Отабек, volunteer[^]*no personal meetings/u);
  expect(document.activeElement).toBe(check);
  type(check, "4187 0255");
  flushSync();
  (await see("let-in-go")).closest("form")?.requestSubmit();
  flushSync();
  expect((await see("let-in-go")).getAttribute("aria-disabled")).toBe("true");
  type(check, "4187 0255 9931");
  flushSync();
  (await see("let-in-go")).closest("form")?.requestSubmit();
  await see("let-in-done");
  expect(asked.at(-1)).toEqual({
    name: "meet_accept",
    request: "/media/usb/pana.answer",
    check: "4187 0255 9931",
    folder: null,
    agreed: { by: "alone" },
  });
  expect(said("let-in-done")).toMatch(/5-ноутбук[^]*90 changes/u);
});

test.each([
  ["join-digits", "let-in-invite", "screen-invite"],
  ["join-unwritten", "let-in-write", "screen-meet"],
] as const)("after %s there is nothing to try once more, but a way on", async (code, button, screen) => {
  const check = await answered();
  progress = { phase: "failed", error: { code, args: { device: "5-ноутбук" } }, read: null };
  type(check, "000000000000");
  flushSync();
  (await see("let-in-go")).closest("form")?.requestSubmit();
  expect((await see("error")).dataset["code"]).toBe(code);
  expect(get("let-in-go")).toBeNull();
  (await see(button)).click();
  await see(screen);
});

test("a store that is behind asks for both sheets, and Escape stops what is being written", async () => {
  const check = await answered();
  progress = { phase: "failed", error: { code: "store-behind", args: {} }, read: null };
  type(check, "418702559931");
  flushSync();
  (await see("let-in-go")).closest("form")?.requestSubmit();
  await see("agree-a");
  progress = { phase: "running", doing: "writing", done: 1, total: 9, people: 0 };
  answers["meet_stop"] = note("meet_stop", null);
  (await see("let-in-go")).closest("form")?.requestSubmit();
  await see("meet-running");
  await press("Escape");
  expect(asked.at(-1)).toEqual({ name: "meet_stop", job: "meet-1" });
  progress = { phase: "stopped", read: null };
  await see("let-in-go");
});

test("a lost laptop is taken out after it was said what that means, and the others are told next", async () => {
  answers["device_revoke"] = (request) => {
    asked.push(request);
    if (asked.length === 1) throw { code: "needs-second", args: {} };
    return devices({
      devices: devices().devices.map((each) => (each.id === "d2" ? { ...each, stands: false } : each)),
    });
  };
  await laptops();
  (await see("laptop-lost")).click();
  await see("lost-held");
  expect(said("lost-held")).toMatch(/12[^]*none: nobody with the permission[^]*22 November/u);
  expect(said("lost-out")).toContain("cannot be undone");
  (await see("lost-out-go")).click();
  await see("agree");
  expect((await see("lost-error")).dataset["code"]).toBe("needs-second");
  type(await see("agree-a"), "AAAA");
  type(await see("agree-b"), "BBBB");
  flushSync();
  (await see("lost-out-go")).click();
  await vi.waitFor(() => {
    flushSync();
    expect(get("lost-out")?.dataset["done"]).toBe("true");
  });
  expect(asked).toEqual([
    { device: "d2", agreed: { by: "alone" } },
    { device: "d2", agreed: { by: "sheets", sheet_a: "AAAA", sheet_b: "BBBB" } },
  ]);
  (await see("lost-tell-go")).click();
  await see("screen-meet");
});
