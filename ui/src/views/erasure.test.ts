// A record is erased from the window: what it does stands before the button, which no quick key presses.
import { flushSync } from "svelte";
import { beforeEach, expect, test, vi } from "vitest";
import type { CaseId } from "../lib/backend/contract/CaseId";
import type { DeviceId } from "../lib/backend/contract/DeviceId";
import type { ErasingView } from "../lib/backend/contract/ErasingView";
import type { ErasureView } from "../lib/backend/contract/ErasureView";
import type { MemberId } from "../lib/backend/contract/MemberId";
import type { MembersView } from "../lib/backend/contract/MembersView";
import { PERSON } from "../lib/testing/needs";
import { answers, eachWithShell, get, press, see, type, unlocked } from "../lib/testing/screen";

eachWithShell();

const DAY_MS = 24 * 60 * 60 * 1000;
const daysBefore = (days: number): string => new Date(Date.now() - days * DAY_MS - 60_000).toISOString();
const said = (id: string): string =>
  get(id)
    ?.textContent.replace(/[\u2068\u2069]/gu, "")
    .replace(/\s+/gu, " ") ?? "";
let asked: Record<string, unknown>[];

const MEMBERS: MembersView = {
  members: [
    { id: "m1" as MemberId, name: "Әсел", role: "coordinator", grants: [], may_recover: true },
    { id: "m2" as MemberId, name: "Сәния", role: "coordinator", grants: [], may_recover: true },
  ],
  may_administer: true,
  may_give: [],
  may_make_sheets: true,
  suspended: [],
  may_confirm: true,
  may_erase: true,
};

const ERASING: ErasingView = {
  number: "K7-0001",
  name: "Айгүл",
  joined: [{ case: "c9" as CaseId, number: "M2-0007", name: "Айгүль" }],
  interviews: 2,
  drafts: 1,
  referrals: 3,
  household: 4,
  second: true,
  waits: false,
  elsewhere: [],
};

const made = (over: Partial<ErasureView> = {}): ErasureView => ({
  number: "2026/AB12-CD34-EF56",
  cases: 1,
  reason: "asked",
  by: ["Әсел", "Сәния"],
  ordered: daysBefore(2),
  state: "counts",
  at: daysBefore(2),
  done: 11,
  of: 12,
  devices: [
    { id: "d1" as DeviceId, name: "laptop-01", own: true, done: daysBefore(2), met: null },
    { id: "d7" as DeviceId, name: "laptop-07", own: false, done: null, met: daysBefore(40) },
    { id: "d8" as DeviceId, name: "laptop-08", own: false, done: null, met: null },
  ],
  copies_closed: false,
  copies_close: daysBefore(-28),
  later: 0,
  ...over,
});

beforeEach(() => {
  asked = [];
  answers["person_open"] = () => ({ ...PERSON, may_erase: true });
  answers["people_search"] = () => ({
    people: [
      {
        case: PERSON.case,
        number: PERSON.number,
        name: "Айгүл",
        birth: null,
        why: [],
        near: false,
        also: [],
        draft: false,
        meeting: null,
        closed: null,
        changed_at: "2026-11-25T10:00:00Z",
      },
    ],
    total: 1,
    number_typo: false,
  });
  answers["member_list"] = () => MEMBERS;
  answers["case_erasing"] = (request) => {
    asked.push({ name: "case_erasing", ...request });
    return request["joined"] === true ? { ...ERASING, interviews: 5 } : ERASING;
  };
  answers["erasure_list"] = () => ({ erasures: [made()] });
});

async function page(): Promise<void> {
  await unlocked();
  await press("KeyK", "k", document.body, { ctrlKey: true });
  (await see("person-row")).click();
  await see("screen-person");
}

/** The page on which the person is to be erased. */
async function erasing(): Promise<HTMLElement> {
  await page();
  (await see("person-erase")).click();
  return see("erase-go");
}

function choose(field: HTMLElement, value: string): void {
  (field as HTMLSelectElement).value = value;
  field.dispatchEvent(new Event("change", { bubbles: true }));
  flushSync();
}

test("who may not erase is offered nothing of it", async () => {
  answers["person_open"] = () => ({ ...PERSON, may_erase: false });
  answers["member_list"] = () => ({ ...MEMBERS, may_erase: false });
  await page();
  expect(get("person-erase")).toBeNull();
  (await see("nav-members")).click();
  await see("member-row");
  expect(get("erasures-open")).toBeNull();
});

test("what goes, what else is joined and when stands there, and no quick key erases", async () => {
  const erased = vi.fn(() => ({ made: made(), revoked: [] }));
  answers["erase_case"] = erased;
  await erasing();
  expect(said("erase-goes")).toContain(
    "interviews: 2, unfinished interviews: 1, referrals: 3, members of the household: 4",
  );
  expect(said("erase-joined")).toMatch(/1[^]*M2-0007 Айгүль[^]*Erase this one, too/u);
  expect(said("erase-when")).toContain("cannot be undone");
  expect(said("erase-go")).toBe("Erase the case for good");
  const first = document.activeElement?.getAttribute("data-testid");
  expect(first, "the keyboard does not begin at what destroys").not.toBe("erase-go");
  choose(await see("erase-reason"), "asked");
  for (const [code, more] of [
    ["Enter", {}],
    ["Enter", { ctrlKey: true }],
    ["NumpadEnter", {}],
  ] as const)
    for (const at of ["erase-reason", "agree-passphrase"]) await press(code, "Enter", await see(at), more);
  expect(erased).not.toHaveBeenCalled();
  await press("Escape", "Escape", await see("erase-reason"));
  await see("screen-person");
  expect(erased).not.toHaveBeenCalled();
});

test("it is ordered with a reason and a second passphrase, with the other records where that is chosen", async () => {
  answers["erase_case"] = (request) => {
    asked.push({ name: "erase_case", ...request });
    return { made: made({ cases: 2 }), revoked: [] };
  };
  const go = await erasing();
  go.click();
  await see("erase-missing");
  expect(document.activeElement?.getAttribute("data-testid"), "the keyboard goes where something lacks").toBe(
    "erase-reason",
  );
  choose(await see("erase-reason"), "no_basis");
  const joined = (await see("erase-with-joined")) as HTMLInputElement;
  joined.click();
  await vi.waitFor(() => {
    flushSync();
    expect(said("erase-goes")).toContain("interviews: 5");
  });
  expect(said("erase-go")).toBe("Erase 2 cases for good");
  choose(await see("agree-member"), "m2");
  type(await see("agree-passphrase"), "their own words");
  flushSync();
  go.click();
  await see("screen-certificate");
  const agreed = { by: "second", member: "m2", passphrase: "their own words" };
  const cases = [PERSON.case, ...ERASING.joined.map((other) => other.case)];
  const shown = {
    cases,
    waits: false,
    counts: [5, expect.any(Number), expect.any(Number), expect.any(Number)],
    elsewhere: [],
  };
  const order = {
    name: "erase_case",
    case: PERSON.case,
    joined: true,
    reason: "no_basis",
    agreed,
    shown,
    revoke: null,
  };
  expect(asked.at(-1)).toEqual(order);
});

test("other centres are named, and what one may still take in is revoked first where the person insists", async () => {
  const has = (word: ErasingView["elsewhere"][number]["has"], until = ""): ErasingView["elsewhere"][number] => ({
    centre: "Алматы",
    number: "A1-0009",
    has: word,
    until,
  });
  answers["case_erasing"] = () => ({
    ...ERASING,
    elsewhere: [has("yes"), has("first"), has("perhaps"), has("not_yet", "2026-09-01")],
  });
  answers["erase_case"] = (request) => {
    asked.push({ name: "erase_case", ...request });
    if (request["revoke"] === null) throw { code: "erase-unanswered", args: { centre: "Алматы", until: "none" } };
    return {
      made: made(),
      revoked: [
        { centre: "Алматы", file: "/stick/pana.word" },
        { centre: "Шымкент", file: null },
      ],
    };
  };
  const go = await erasing();
  const lines = [...document.querySelectorAll("[data-testid=erase-elsewhere]")].map((line) =>
    line.textContent.replace(/[\u2068\u2069]/gu, ""),
  );
  expect(lines[0]).toContain("Алматы has this case (A1-0009)");
  expect(lines[1]).toContain("The case came from Алматы (A1-0009)");
  expect(lines[2]).toContain("not certain that it was not taken in there");
  expect(lines[3]).toMatch(/may take this case in until 1 September 2026/u);
  choose(await see("erase-reason"), "asked");
  go.click();
  await see("erase-error");
  expect(said("erase-error")).toContain("Алматы has not answered");
  ((await see("erase-insists")) as HTMLInputElement).click();
  type(await see("erase-revoke-folder"), " /stick ");
  flushSync();
  go.click();
  await see("erase-revoked");
  expect(asked.at(-1)).toMatchObject({ name: "erase_case", revoke: "/stick" });
  const told = [...document.querySelectorAll("[data-testid=erase-revoked]")].map((line) => line.textContent);
  expect(told[0]).toContain("/stick/pana.word");
  expect(told[1]).toContain("tell it yourself");
  (await see("erase-certificate")).click();
  await see("screen-certificate");
});

test.each([
  [false, null],
  [true, "/stick"],
])("of what was revoked before its word is written once more where that is asked for: %s", async (insists, revoke) => {
  answers["case_erasing"] = () => ({
    ...ERASING,
    elsewhere: [{ centre: "Алматы", number: "", has: "perhaps", until: "" }],
  });
  answers["erase_case"] = (request) => {
    asked.push({ name: "erase_case", ...request });
    return { made: made(), revoked: [] };
  };
  const go = await erasing();
  expect(said("screen-erase")).toContain("Write the word that tells that centre once more");
  choose(await see("erase-reason"), "asked");
  if (insists) {
    ((await see("erase-insists")) as HTMLInputElement).click();
    type(await see("erase-revoke-folder"), "/stick");
    flushSync();
  }
  go.click();
  await see("screen-certificate");
  expect(asked.at(-1)).toMatchObject({ name: "erase_case", revoke });
});

test("a wrong second passphrase erases nothing and is said", async () => {
  answers["erase_case"] = () => {
    throw { code: "wrong-passphrase", args: {} };
  };
  const go = await erasing();
  choose(await see("erase-reason"), "asked");
  go.click();
  await see("erase-error");
  expect(get("screen-erase")).not.toBeNull();
  expect(go.getAttribute("aria-disabled"), "and may be tried again").toBe("false");
});

test("where something else would go than was shown nothing is erased, and it is shown anew", async () => {
  answers["erase_case"] = () => {
    throw { code: "erasure-changed", args: {} };
  };
  const go = await erasing();
  choose(await see("erase-reason"), "asked");
  answers["case_erasing"] = () => ({ ...ERASING, interviews: 9 });
  go.click();
  await see("erase-error");
  await vi.waitFor(() => {
    flushSync();
    expect(said("erase-goes")).toContain("interviews: 9");
  });
});

test("where one stands alone nobody else is asked for, and it is said that it waits", async () => {
  answers["case_erasing"] = () => ({ ...ERASING, joined: [], second: false, waits: true });
  await erasing();
  expect(said("erase-when")).toContain("seven days");
  expect(get("agree")).toBeNull();
  expect(get("erase-joined")).toBeNull();
  answers["erase_case"] = () => {
    throw { code: "needs-second", args: {} };
  };
  choose(await see("erase-reason"), "asked");
  (await see("erase-go")).click();
  await see("agree");
});

async function list(): Promise<void> {
  await unlocked();
  (await see("nav-members")).click();
  (await see("erasures-open")).click();
  await see("screen-erasures");
}

test("the list says how many laptops have done it, the certificate which have not and when they were met", async () => {
  await list();
  expect(said("erasure-row")).toMatch(/2026\/AB12-CD34-EF56 The person asked[^]*Әсел, Сәния[^]*11 of 12 laptops/u);
  (await see("erasure-show")).click();
  await see("erasure-device");
  const devices = [...document.querySelectorAll("[data-testid=erasure-device]")].map((row) =>
    row.textContent.replace(/[\u2068\u2069]/gu, "").replace(/\s+/gu, " "),
  );
  expect(devices[0]).toMatch(/laptop-01[^]*this laptop[^]*erased/u);
  expect(devices[1]).toMatch(/laptop-07[^]*last met 40 days ago[^]*when it is next met/u);
  expect(devices[2]).toMatch(/laptop-08[^]*never met/u);
  expect(said("erasure-copies")).toContain("do not open with the new keys after");
  expect(said("certificate-says")).toBe("One case was erased for good.");
  expect(said("certificate-ordered")).toMatch(/^\d+ \p{L}+ \d{4}, \d\d:\d\d$/u);
  expect(get("certificate-cancel"), "what counts is final").toBeNull();
  (await see("certificate-back")).click();
  await see("screen-erasures");
});

test("an order that waits is cancelled on its certificate, and the keyboard stays on the page", async () => {
  const waits = made({ state: "waits", done: 0, by: ["Әсел"], at: daysBefore(-5), copies_close: null });
  answers["erasure_list"] = () => ({ erasures: [waits] });
  answers["erasure_cancel"] = (request) => {
    asked.push({ name: "erasure_cancel", ...request });
    return { erasures: [{ ...waits, state: "cancelled", at: null }] };
  };
  await list();
  expect(said("erasure-state")).toContain("waits until");
  expect(get("erasures-roll")).toBeNull();
  (await see("erasure-show")).click();
  await see("certificate-due");
  (await see("certificate-cancel")).click();
  await see("certificate-cancelled");
  expect(asked.at(-1)).toEqual({ name: "erasure_cancel", number: "2026/AB12-CD34-EF56" });
  expect(document.activeElement?.tagName).toBe("H1");
  expect([get("certificate-cancel"), get("certificate-due")]).toEqual([null, null]);
  expect(said("certificate-says")).toContain("nothing is erased");
});

test("the keys are changed from the list, and it is said when they are", async () => {
  answers["erasure_roll"] = () => ({ erasures: [made({ copies_closed: true, copies_close: null })] });
  await list();
  (await see("erasures-roll-go")).click();
  await see("erasures-rolled");
  expect(get("erasures-roll")).toBeNull();
});

test("a coordinator is told on Today what waits to be erased, and is led to where it is cancelled", async () => {
  const home = answers["home"];
  answers["home"] = (request) => ({
    ...(home?.(request) as object),
    erasures_wait: { cases: 2, due: daysBefore(-3) },
    transfers_wait: null,
  });
  await unlocked();
  expect(said("erasures-wait")).toContain("2 cases wait to be erased");
  (await see("erasures-wait-look")).click();
  await see("screen-erasures");
});
