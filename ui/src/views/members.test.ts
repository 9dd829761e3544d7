import { flushSync } from "svelte";
import { expect, test, vi } from "vitest";
import type { Grant } from "../lib/backend/contract/Grant";
import type { MemberId } from "../lib/backend/contract/MemberId";
import type { MembersView } from "../lib/backend/contract/MembersView";
import type { Role } from "../lib/backend/contract/Role";
import { answers, eachWithShell, get, see, type, unlocked } from "../lib/testing/screen";

eachWithShell();

const member = (id: string, role: Role, grants: Grant[] = []): MembersView["members"][number] => ({
  id: id as MemberId,
  name: `name of ${id}`,
  role,
  grants,
  may_recover: role === "coordinator",
});
const list = (over: Partial<MembersView> = {}): MembersView => ({
  members: [
    member("m1", "coordinator", ["protected"]),
    member("m2", "worker"),
    member("m3", "coordinator"),
    member("m4", "coordinator"),
  ],
  may_administer: true,
  may_give: ["protected", "analyst"],
  may_make_sheets: true,
  suspended: [],
  may_confirm: true,
  may_erase: true,
  ...over,
});

async function change(row: number): Promise<void> {
  await unlocked();
  (await see("nav-members")).click();
  await see("member-change");
  document.querySelectorAll<HTMLButtonElement>("[data-testid=member-change]")[row]?.click();
  await see("member-dialog");
}

test("who may not administer sees who works here and nothing to change", async () => {
  answers["member_list"] = () => list({ may_administer: false, may_give: [], may_make_sheets: false });
  await unlocked();
  (await see("nav-members")).click();
  await see("member-row");
  expect([get("member-change"), get("member-add"), get("sheets-new")]).toEqual([null, null, null]);
});

test("a permission is given and taken back, and one that is not ours to give says so", async () => {
  const said: unknown[] = [];
  answers["member_list"] = () => list();
  answers["grant_give"] = (request) => {
    said.push(request);
    return list({ members: [member("m1", "coordinator"), member("m2", "worker", ["protected"])] });
  };
  await change(1);
  expect(get("give-expert")).toBeNull();
  (await see("give-protected")).click();
  await see("withdraw-protected");
  expect(said).toEqual([{ member: "m2", grant: "protected", agreed: { by: "alone" } }]);
});

test("removing a coordinator asks who agrees, and another one does", async () => {
  const asked: unknown[] = [];
  answers["member_list"] = () => list();
  answers["member_remove"] = (request) => {
    asked.push(request["agreed"]);
    if (asked.length === 1) throw { code: "needs-second", args: {} };
    return list({ members: [member("m1", "coordinator")] });
  };
  await change(2);
  (await see("remove")).click();
  (await see("remove-go")).click();
  await see("agree");
  expect((await see("member-error")).dataset["code"]).toBe("needs-second");
  const second = (await see("agree-member")) as HTMLSelectElement;
  expect([...second.options].map((option) => option.value)).toEqual(["", "m4"]);
  second.value = "m4";
  second.dispatchEvent(new Event("change", { bubbles: true }));
  type(await see("agree-passphrase"), "words of another");
  flushSync();
  (await see("remove-go")).click();
  await vi.waitFor(() => {
    flushSync();
    expect(get("member-dialog")).toBeNull();
  });
  expect(asked).toEqual([{ by: "alone" }, { by: "second", member: "m4", passphrase: "words of another" }]);
});

test("where nobody else is a coordinator, both sheets are asked for and nothing else", async () => {
  answers["member_list"] = () => list({ members: [member("m1", "coordinator"), member("m3", "coordinator")] });
  answers["member_remove"] = () => {
    throw { code: "needs-second", args: {} };
  };
  await change(1);
  (await see("remove")).click();
  (await see("remove-go")).click();
  await see("agree-a");
  expect([get("agree-second"), get("agree-member")]).toEqual([null, null]);
});

test("new sheets stand on the screen until they are kept, and no key leads away", async () => {
  answers["member_list"] = () => list();
  const sheet = (name: string): object => ({ sheet: name, centre: "C", made_on: "2026-11-25", groups: ["AAAA"] });
  answers["sheets_make"] = () => [sheet("A"), sheet("B")];
  await unlocked();
  (await see("nav-members")).click();
  (await see("sheets-new")).click();
  (await see("sheets-make")).click();
  await see("screen-sheets");
  window.dispatchEvent(new KeyboardEvent("keydown", { code: "KeyK", ctrlKey: true }));
  flushSync();
  expect(get("screen-sheets")).not.toBeNull();
  (await see("sheets-kept")).click();
  (await see("sheets-go")).click();
  await see("screen-members");
});

test("export is offered to whom rows may go out with", async () => {
  const open = {
    phase: "open",
    member: { ...member("m1", "volunteer") },
    centre: "C",
    demo: false,
    practice: false,
    may_export: false,
    may_add_members: false,
    notices: [],
    idle_minutes: 10,
    back: null,
  };
  answers["unlock"] = () => open;
  await unlocked();
  await see("nav-people");
  expect(get("nav-export")).toBeNull();
});

test("a practice centre is marked wherever one stands, and what opening found is told at home", async () => {
  const open = {
    phase: "open",
    member: { ...member("m1", "coordinator") },
    centre: "C",
    demo: false,
    practice: true,
    may_export: true,
    may_add_members: true,
    notices: [{ code: "set-aside", args: { count: "2" } }],
    idle_minutes: 10,
    back: null,
  };
  answers["unlock"] = () => open;
  answers["quarantine_list"] = () => ({
    rows: [
      {
        event: "00ff",
        problem: { code: "event-set-aside", args: { event: "centre/d1/4", reason: "no-right" } },
        held_back_of: null,
      },
    ],
    may_export: true,
    may_add_members: true,
    may_take_over: true,
  });
  const folders: unknown[] = [];
  answers["quarantine_export"] = (request) => {
    folders.push(request["folder"]);
    return { files: ["/x/00ff.event"] };
  };
  await unlocked();
  expect((await see("notices")).textContent).toMatch(/2.* entries are set aside/u);
  await see("practice-label");
  (await see("notices-look")).click();
  await see("screen-doctor");
  await see("practice-label");
  expect((await see("aside-row")).textContent).toContain("had no right");
  type(await see("aside-folder"), "/x");
  (await see("aside-write")).click();
  await see("aside-written");
  expect(folders).toEqual(["/x"]);
  (await see("nav-home")).click();
  (await see("start-f")).click();
  await see("screen-interview");
  await see("practice-label");
});
