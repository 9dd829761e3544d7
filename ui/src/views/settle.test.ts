import { flushSync } from "svelte";
import { expect, test, vi } from "vitest";
import type { MemberId } from "../lib/backend/contract/MemberId";
import type { MembersView } from "../lib/backend/contract/MembersView";
import type { QuarantineView } from "../lib/backend/contract/QuarantineView";
import type { Role } from "../lib/backend/contract/Role";
import { answers, eachWithShell, get, see, type, unlocked } from "../lib/testing/screen";

eachWithShell();

const member = (id: string, role: Role = "coordinator"): MembersView["members"][number] => ({
  id: id as MemberId,
  name: `name of ${id}`,
  role,
  grants: [],
  may_recover: role === "coordinator",
});
const list = (over: Partial<MembersView> = {}): MembersView => ({
  members: [member("m1")],
  may_administer: true,
  may_give: ["analyst"],
  may_make_sheets: true,
  suspended: [],
  may_confirm: true,
  may_erase: true,
  ...over,
});
const suspended = [member("m2"), member("m3")];
const sheets = { by: "sheets", sheet_a: "A-TEXT", sheet_b: "B-TEXT" };

const all = (id: string): HTMLElement[] => [...document.querySelectorAll<HTMLElement>(`[data-testid="${id}"]`)];

async function members(): Promise<void> {
  await unlocked();
  (await see("nav-members")).click();
  await see("member-row");
}

async function typeSheets(): Promise<void> {
  type(await see("agree-a"), "A-TEXT");
  type(await see("agree-b"), "B-TEXT");
  flushSync();
}

test("who removed each other stand apart with what to do, and one removal is confirmed", async () => {
  const asked: unknown[] = [];
  answers["member_list"] = () => list({ suspended });
  answers["member_confirm"] = (request) => {
    asked.push(request);
    return list({ members: [member("m1"), member("m3")] });
  };
  await members();
  expect((await see("suspended")).textContent).toContain("removed each other");
  expect(all("suspended-row").map((row) => row.querySelector("bdi")?.textContent)).toEqual([
    "name of m2",
    "name of m3",
  ]);
  expect(all("member-row")).toHaveLength(1);
  all("confirm")[0]?.click();
  expect((await see("confirm-dialog")).textContent).toContain("name of m2");
  expect(document.activeElement, "what cannot be taken back does not lie under Enter").toBe(get("confirm-close"));
  expect(get("agree")).toBeNull();
  (await see("confirm-go")).click();
  await vi.waitFor(() => {
    flushSync();
    expect([get("confirm-dialog"), get("suspended")]).toEqual([null, null]);
  });
  expect(asked).toEqual([{ member: "m2", agreed: { by: "alone" } }]);
  expect(all("member-row")).toHaveLength(2);
});

test("whose word does not suffice is asked for both sheets, and who may not confirm at once", async () => {
  for (const may_confirm of [true, false]) {
    const asked: unknown[] = [];
    document.body.replaceChildren();
    answers["member_list"] = () => list({ suspended, may_confirm });
    answers["member_confirm"] = (request) => {
      asked.push(request["agreed"]);
      if ((request["agreed"] as { by: string }).by !== "sheets") throw { code: "needs-second", args: {} };
      return list();
    };
    await members();
    all("confirm")[1]?.click();
    if (may_confirm) (await see("confirm-go")).click();
    await see("agree-a");
    expect(get("agree-second")).toBeNull();
    await typeSheets();
    (await see("confirm-go")).click();
    await vi.waitFor(() => {
      flushSync();
      expect(get("confirm-dialog")).toBeNull();
    });
    expect(asked).toEqual(may_confirm ? [{ by: "alone" }, sheets] : [sheets]);
  }
});

test("in a store that is behind, adding a member and giving a permission ask for both sheets", async () => {
  const agreed: unknown[] = [];
  const behind = (request: Record<string, unknown>): MembersView => {
    agreed.push(request["agreed"]);
    if ((request["agreed"] as { by: string }).by !== "sheets") throw { code: "store-behind", args: {} };
    return list({ members: [member("m1"), member("m4", "worker")] });
  };
  answers["member_list"] = () => list({ members: [member("m1"), member("m4", "worker")] });
  answers["member_add"] = answers["grant_give"] = behind;
  await members();
  (await see("member-add")).closest("form")?.requestSubmit();
  await see("agree-a");
  await typeSheets();
  (await see("member-add")).closest("form")?.requestSubmit();
  await vi.waitFor(() => expect(agreed).toEqual([{ by: "alone" }, sheets]));
  all("member-change")[1]?.click();
  (await see("give-analyst")).click();
  await vi.waitFor(() => {
    flushSync();
    expect(get("member-dialog")?.querySelector("[data-testid=agree-a]")).not.toBeNull();
  });
  expect(get("member-dialog")?.querySelector("[data-testid=agree-second]")).toBeNull();
});

const row = (event: string, of: string | null, reason = "outside-cut"): QuarantineView["rows"][number] => ({
  event,
  problem: { code: "event-set-aside", args: { event: `centre/d1/${event}`, reason } },
  held_back_of: of === null ? null : { id: of as MemberId, name: `name of ${of}` },
});

test("what a removal holds back is taken over, one or all of a member, by who may", async () => {
  const asked: unknown[] = [];
  const rows = [row("01", "m2"), row("02", "m2"), row("03", null, "no-right")];
  answers["quarantine_list"] = () => ({ rows, may_export: true, may_take_over: true });
  answers["quarantine_admit"] = (request) => {
    asked.push(request);
    return { rows: asked.length === 1 ? rows.slice(1) : rows.slice(2), may_export: true, may_take_over: true };
  };
  await unlocked();
  (await see("nav-doctor")).click();
  expect((await see("aside-held")).textContent).toContain("being removed");
  expect([all("aside-row").length, all("aside-take").length]).toEqual([3, 2]);
  expect(all("aside-row").filter((row) => row.textContent.includes("(name of m2)"))).toHaveLength(2);
  expect((await see("aside-take-all")).textContent).toMatch(/2.*name of m2/u);
  all("aside-take")[0]?.click();
  await vi.waitFor(() => {
    flushSync();
    expect(all("aside-take")).toHaveLength(1);
  });
  (await see("aside-take-all")).click();
  await vi.waitFor(() => {
    flushSync();
    expect([get("aside-held"), get("aside-take-all")]).toEqual([null, null]);
  });
  expect(asked).toEqual([
    { what: "event", event: "01" },
    { what: "member", member: "m2" },
  ]);
  expect(all("aside-row")).toHaveLength(1);
});

test("who may not take over sees what is held back and no button", async () => {
  answers["quarantine_list"] = () => ({ rows: [row("01", "m2")], may_export: false, may_take_over: false });
  await unlocked();
  (await see("nav-doctor")).click();
  await see("aside-held");
  expect([get("aside-take"), get("aside-take-all")]).toEqual([null, null]);
});
