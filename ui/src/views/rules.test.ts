// The rules of needs: which are asked is said, and another table is looked at before it is taken in.
import { expect, test, vi } from "vitest";
import type { RulesInForce } from "../lib/backend/contract/RulesInForce";
import type { RulesReading } from "../lib/backend/contract/RulesReading";
import type { RulesView } from "../lib/backend/contract/RulesView";
import { NEEDS, page, PERSON, SET, words } from "../lib/testing/needs";
import { answers, eachWithShell, get, press, see, type, unlocked } from "../lib/testing/screen";

eachWithShell();

const OWN: RulesInForce = {
  ...SET,
  origin: "own",
  file: "ours.xlsx",
  since: "2026-11-20T10:00:00+05:00",
  member: "Сәуле",
};

const rules = (over: Partial<RulesView> = {}): RulesView => ({
  set: SET,
  apart: [],
  may_publish: true,
  may_read: true,
  ...over,
});

const reading = (over: Partial<RulesReading> = {}): RulesReading => ({
  reading: "1",
  origin: "own",
  file: "ours.xlsx",
  may_publish: true,
  ok: true,
  same: false,
  version: "ab",
  rules: 176,
  added: [{ rule: "K001", explanation: { en: "Something new" } }],
  changed: [
    {
      rule: "D002",
      explanation: { en: "No food today" },
      cells: [{ column: "urgency", before: "critical", after: "urgent" }],
    },
  ],
  gone: [{ rule: "D001", explanation: { en: "No place to sleep" } }],
  unchanged: 174,
  problems: [],
  errors: 0,
  warnings: 0,
  ...over,
});

async function opened(view: RulesView = rules()): Promise<void> {
  answers["form_catalogue"] = () => ({ may_read: true, may_publish: true, forms: [] });
  answers["rules_show"] = () => view;
  await unlocked();
  (await see("nav-questionnaires")).click();
  await see("rules-said");
}

/** From the door to what a table would change. */
async function looked(found: RulesReading): Promise<ReturnType<typeof vi.fn>> {
  const read = vi.fn(() => found);
  answers["rules_read"] = read;
  await opened();
  (await see("rules-import")).click();
  type(await see("rules-path"), " /usb/ours.xlsx ");
  (await see("rules-read")).closest("form")?.requestSubmit();
  await see("rules-verdict");
  return read;
}

test("which rules are asked is said, since when and by whom", async () => {
  await opened();
  expect(words("rules-said")).toContain("Pana's own rules are asked: 176 rules.");
  expect(get("rules-back")).toBeNull();
});

test("whose rules they are is said, and who may change them to whom may not", async () => {
  await opened(rules({ set: OWN, may_publish: false, may_read: false }));
  expect(words("rules-said")).toContain("176 rules, from ours.xlsx. Сәуле took them in on 20");
  expect(words("rules-who").trim()).toBe("A coordinator can change the rules.");
  expect([get("rules-import"), get("rules-back")]).toEqual([null, null]);
  expect(get("rules-save")).not.toBeNull();
});

test("that others were taken in apart is said", async () => {
  const apart = { origin: "own", file: "theirs.csv", since: "2026-11-19T10:00:00+05:00", member: "Марат" } as const;
  await opened(rules({ set: OWN, apart: [apart] }));
  expect(words("rules-apart")).toContain("Марат took other rules in");
});

test.each(["missing", "altered", "unusable"] as const)("where needs are shown it is said why: %s", async (instead) => {
  answers["needs_show"] = () => ({ ...NEEDS, set: { ...OWN, origin: "shipped", instead } });
  await page(PERSON);
  (await see("person-needs")).click();
  await see("rules-said");
  expect(get("rules-instead")?.dataset["why"]).toBe(instead);
  expect(words("rules-instead")).toContain("Pana's own rules are asked");
  expect(words("rules-said")).toContain("Pana's own rules are asked");
});

test("a table says what it changes rule by rule and cell by cell, and is taken in by Ctrl Enter", async () => {
  const published: unknown[] = [];
  answers["rules_publish"] = (request) => {
    published.push(request);
    return rules({ set: OWN });
  };
  const read = await looked(reading());
  expect(read).toHaveBeenCalledWith({ path: "/usb/ours.xlsx" });
  expect(words("rules-gone")).toContain("D001 No place to sleep");
  expect(words("rules-change")).toContain("urgencycriticalurgent");
  expect(words("rules-added")).toContain("K001 Something new");
  expect(published).toEqual([]);
  await press("Enter", "Enter", document.body, { ctrlKey: true });
  await see("rules-changed");
  expect(words("rules-changed")).toContain("From now on these rules are asked");
  expect(published).toEqual([{ reading: "1" }]);
});

test("a mistake is said by cell and stops the whole table", async () => {
  const around = {
    columns: [
      { letters: "A", heading: "rule_id" },
      { letters: "F", heading: "urgency" },
    ],
    rows: [{ number: 2, cells: ["D001", "now"] }],
    column: 1,
    row: 2,
  };
  const args = { column: "urgency", value: "now", allowed: "critical, urgent" };
  const wrong = {
    sheet: "rules",
    cell: "F2",
    severity: "error",
    rules: "word-unknown",
    in_file: null,
    args,
    around,
  } as const;
  const broken = { ...wrong, cell: null, rules: null, in_file: "file-unreadable", args: {}, around: null } as const;
  await looked(reading({ ok: false, problems: [wrong, broken], errors: 2, added: [], changed: [], gone: [] }));
  expect(words("rules-verdict").trim()).toBe("2 mistakes stop these rules");
  expect(words("rules-problems")).toContain("rules!F2");
  expect(words("rules-problems")).toContain("In the column “urgency” stands “now”");
  expect(get("cells")?.textContent).toContain("D001");
  expect(get("rules-publish")).toBeNull();
});

test("who may look and not publish is told who may", async () => {
  await looked(reading({ may_publish: false }));
  expect(get("rules-publish")).toBeNull();
  expect(words("rules-who").trim()).toBe("A coordinator can change the rules.");
});

test("going back to Pana's own rules is looked at first", async () => {
  const read = vi.fn(() => reading({ origin: "shipped", file: "", gone: [] }));
  answers["rules_read"] = read;
  answers["rules_publish"] = () => rules();
  await opened(rules({ set: OWN }));
  (await see("rules-back")).click();
  await see("rules-verdict");
  expect(read).toHaveBeenCalledWith({ path: null });
  (await see("rules-publish")).click();
  await see("rules-changed");
});

test("without a path nothing is read, and the keyboard stands where it is typed", async () => {
  const read = vi.fn();
  answers["rules_read"] = read;
  await opened();
  (await see("rules-import")).click();
  (await see("rules-read")).closest("form")?.requestSubmit();
  await see("rules-path-lack");
  expect(read).not.toHaveBeenCalled();
  expect(document.activeElement?.id).toBe("rules-path");
});

test("the rules are saved as a spreadsheet", async () => {
  answers["rules_save"] = () => "/usb/rules-2026-11-25.xlsx";
  await opened();
  (await see("rules-save")).click();
  type(await see("rules-folder"), "/usb");
  (await see("rules-save-go")).closest("form")?.requestSubmit();
  expect((await see("rules-saved")).textContent).toContain("/usb/rules-2026-11-25.xlsx");
});
