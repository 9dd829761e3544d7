// Other centres: getting to know one, handing a case over, and taking one in.
import { beforeEach, expect, test, vi } from "vitest";
import type { CentreCardView } from "../lib/backend/contract/CentreCardView";
import type { TransferGivenView } from "../lib/backend/contract/TransferGivenView";
import type { TransferRow } from "../lib/backend/contract/TransferRow";
import { devices } from "../lib/testing/meeting";
import { page, PERSON } from "../lib/testing/needs";
import { answers, eachWithShell, get, see, type, unlocked } from "../lib/testing/screen";

eachWithShell();

const CENTRE: CentreCardView = {
  centre: "c2",
  name: "Алматы",
  digits: "123456789012",
  seats: 2,
  file: null,
  since: "2026-11-18T12:00:00+05:00",
  by: "Айжан",
};
const ROW: TransferRow = {
  transfer: "t1",
  way: "given",
  case: PERSON.case,
  number: "K7-0001",
  centre: "Алматы",
  since: "2026-11-20T12:00:00+05:00",
  state: "proposed",
  late: true,
  number_there: "",
  words: "",
  reads_on: false,
  has_more: false,
  agreed: true,
  revoked_there: false,
  may_hold: [],
};
const GIVEN: TransferGivenView = {
  transfer: null,
  file: null,
  to: "Алматы",
  digits: CENTRE.digits,
  number: "K7-0001",
  name: "Арман",
  interviews: 2,
  files: 1,
  files_missing: 0,
  entries: 3,
  open_referrals: 1,
  drafts_stay: 0,
  private_stay: 0,
  conflicts: 0,
  too_large: false,
  agreed: false,
  reads_on: false,
  until: null,
};
let asked: [string, Record<string, unknown>][];
let rows: TransferRow[];
let known: CentreCardView[];

const noted =
  (name: string, answer: () => unknown) =>
  (request: Record<string, unknown>): unknown => {
    asked.push([name, request]);
    return answer();
  };

beforeEach(() => {
  asked = [];
  rows = [ROW];
  known = [CENTRE];
  answers["device_list"] = () => devices();
  answers["hub_show"] = () => null;
  answers["transfer_list"] = () => rows;
  answers["centres_known"] = () => known;
});

const said = (id: string): string =>
  get(id)
    ?.textContent.replace(/[\u2068\u2069]/gu, "")
    .replace(/\s+/gu, " ")
    .trim() ?? "";

async function centres(): Promise<void> {
  await unlocked();
  (await see("nav-laptops")).click();
  (await see("laptops-centres")).click();
  await see("transfer-row");
}

test("another centre is known once all digits are typed, and no longer after it was asked twice", async () => {
  known = [];
  await centres();
  answers["centre_card"] = noted("card", () => ({
    ...CENTRE,
    name: "Біз",
    digits: "999900001111",
    file: "/usb/a.card",
  }));
  type(await see("card-folder"), " /usb ");
  get("card-write")?.click();
  await vi.waitFor(() => expect(said("card-digits")).toBe("9999 0000 1111"));
  expect(said("card-file")).toBe("/usb/a.card");
  answers["centre_know"] = noted("know", () => {
    known = [CENTRE];
    return CENTRE;
  });
  type(await see("know-file"), "/usb/b.card");
  type(await see("know-digits"), "1234 5678 901");
  get("know-go")?.click();
  type(await see("know-digits"), "1234 5678 9012");
  get("know-go")?.click();
  await see("know-done");
  expect(asked).toEqual([
    ["card", { path: "/usb" }],
    ["know", { file: "/usb/b.card", check: "1234 5678 9012" }],
  ]);
  expect(said("centre-row")).toContain("Алматы");
  expect(said("centre-since")).toMatch(/^Digits compared by Айжан, /u);
  answers["centre_forget"] = noted("forget", () => []);
  get("centre-forget")?.click();
  await vi.waitFor(() => expect(said("centre-forget")).toBe("Yes, no longer known"));
  expect(asked).toHaveLength(2);
  get("centre-forget")?.click();
  await vi.waitFor(() => expect(get("centre-row")).toBeNull());
  expect(asked[2]).toEqual(["forget", { centre: "c2" }]);
});

test("a case goes only with the person's yes to this centre, and what stays in the way is said before", async () => {
  let agreed = false;
  let conflicts = 1;
  answers["transfer_give"] = (request) => {
    if (request["out"] === null) return { ...GIVEN, agreed, conflicts };
    asked.push(["give", request]);
    return { ...GIVEN, agreed, transfer: "t2", file: "/usb/k7.transfer" };
  };
  answers["transfer_consent"] = noted("consent", () => {
    agreed = true;
    return { consent: "x", recipient: "centre:c2", fields: [], live: true };
  });
  await page({ ...PERSON, may_hand_over: true });
  (await see("person-hand-over")).click();
  await see("hand-over-preview");
  expect(said("transfer-goes")).toBe("Interviews: 2. Files: 1. Entries to be read only: 3.");
  expect(said("hand-over-stays")).toContain("1 open referral goes on without this centre");
  expect(said("hand-over-conflicts")).toContain("In 1 place different things stand side by side");
  expect(said("transfer-consent")).toContain("go to Алматы");
  // How the answer was given is never chosen beforehand.
  get("transfer-consent-yes")?.click();
  await see("transfer-consent-missing");
  expect(asked).toEqual([]);
  const how = get("transfer-consent-how") as HTMLSelectElement;
  how.value = "spoken";
  how.dispatchEvent(new Event("change", { bubbles: true }));
  get("transfer-read-on")?.click();
  get("transfer-consent-yes")?.click();
  await see("hand-over-agreed");
  expect(asked[0]?.[1]).toMatchObject({ to: "c2", read_on: true, consent: { answer: "given", how: "spoken" } });
  // Nothing goes while different things stand.
  get("hand-over-go")?.click();
  expect(asked).toHaveLength(1);
  conflicts = 0;
  (await see("hand-over-back")).click();
  (await see("person-hand-over")).click();
  type(await see("hand-over-folder"), "/usb");
  get("hand-over-go")?.click();
  await see("hand-over-done");
  expect(asked[1]).toEqual(["give", { case: PERSON.case, to: "c2", out: "/usb" }]);
  expect(said("hand-over-file")).toBe("/usb/k7.transfer");
});

test("who has agreed is asked once more where that is wanted, and their last word counts", async () => {
  let live = true;
  answers["transfer_give"] = () => ({ ...GIVEN, agreed: live, reads_on: live, until: live ? "2026-12-31" : null });
  answers["transfer_consent"] = noted("consent", () => {
    live = false;
    return { consent: "x", recipient: "centre:c2", fields: [], live };
  });
  await page({ ...PERSON, may_hand_over: true });
  (await see("person-hand-over")).click();
  await see("hand-over-agreed");
  expect(said("hand-over-agreed")).toContain("The last day on which their answer holds: 31 December 2026");
  get("hand-over-ask-again")?.click();
  const how = (await see("transfer-consent-how")) as HTMLSelectElement;
  how.value = "spoken";
  how.dispatchEvent(new Event("change", { bubbles: true }));
  get("transfer-consent-no")?.click();
  await see("hand-over-refused");
  expect(get("hand-over-go")).toBeNull();
  expect(asked[0]?.[1]).toMatchObject({ to: "c2", consent: { answer: "refused" } });
});

test("whoever says no is not asked again on this page, and nothing goes", async () => {
  answers["transfer_give"] = () => GIVEN;
  answers["transfer_consent"] = noted("consent", () => ({ consent: "x", recipient: "", fields: [], live: false }));
  await page({ ...PERSON, may_hand_over: true });
  (await see("person-hand-over")).click();
  const how = (await see("transfer-consent-how")) as HTMLSelectElement;
  how.value = "gesture";
  how.dispatchEvent(new Event("change", { bubbles: true }));
  get("transfer-consent-no")?.click();
  await see("hand-over-refused");
  expect(get("hand-over-go")).toBeNull();
  expect(asked[0]?.[1]).toMatchObject({ consent: { answer: "refused" } });
});

test("a case that is to go to a centre is offered to no second one until that one has answered", async () => {
  const to = {
    transfer: "t1",
    centre: "Алматы",
    at: ROW.since,
    state: "proposed" as const,
    reads_on: false,
    number: "",
    words: "",
    may_see_to: true,
  };
  await page({ ...PERSON, may_hand_over: false, to });
  expect(get("person-hand-over")).toBeNull();
  await page({ ...PERSON, may_hand_over: true, to: { ...to, state: "declined" } });
  expect(get("person-hand-over")).not.toBeNull();
  // What was written since goes by handing it over anew.
  await page({ ...PERSON, may_hand_over: true, to: { ...to, state: "accepted" } });
  expect(get("person-hand-over")).not.toBeNull();
  // From the page to where it is revoked, written again, or its answer recorded.
  get("case-to-open")?.click();
  await see("transfer-row");
});

test("a case of another centre is looked at before it is taken in, and the answer is named", async () => {
  await centres();
  const double = { case: PERSON.case, number: "K7-0009", name: "Арман Т.", birth: "1990" };
  answers["transfer_show"] = noted("show", () => ({
    kind: "case",
    transfer: "t9",
    from: "Алматы",
    number: "A1-0004",
    name: "Арман",
    birth: "1990",
    by: "Айжан",
    at: ROW.since,
    interviews: 2,
    files: 0,
    entries: 1,
    reads_on: true,
    taken: null,
    number_here: "",
    doubles: [double],
    before: [{ ...double, case: "c9", number: "K7-0003", birth: "" }],
    agreed: true,
  }));
  answers["transfer_accept"] = noted("accept", () => ({
    case: PERSON.case,
    number: "K7-0010",
    again: false,
    answer: "/usb/a.word",
  }));
  type(await see("transfer-file"), "/usb/a.transfer");
  get("transfer-look")?.click();
  await see("transfer-seen");
  expect(said("transfer-seen")).toContain("Алматы hands a case over");
  expect(said("transfer-seen")).toContain("The person agreed that the other centre goes on reading");
  expect(said("transfer-doubles")).toContain("K7-0009 Арман Т. 1990");
  expect(said("transfer-before")).toContain("The same case came before");
  expect(said("transfer-before")).toContain("K7-0003 Арман Т.");
  // The answer goes back the way the file came.
  expect((get("transfer-answer-folder") as HTMLInputElement).value).toBe("/usb");
  // What is taken in is what was looked at, whatever is typed since.
  type(await see("transfer-file"), "/usb/other.transfer");
  rows = [{ ...ROW, way: "taken", state: null, number: "K7-0010" }];
  get("transfer-accept")?.click();
  await see("transfer-accepted");
  expect(said("transfer-accepted")).toContain("Taken in as K7-0010. Give the answer to the other centre: /usb/a.word");
  await vi.waitFor(() => expect(said("transfer-row")).toContain("From Алматы"));
  expect(asked.map(([name]) => name)).toEqual(["show", "accept"]);
  expect(asked[1]?.[1]["file"]).toBe("/usb/a.transfer");
});

test("whoever does not take a case in says why, and a file that is none is a sentence", async () => {
  await centres();
  answers["transfer_show"] = () => {
    throw { code: "transfer-file", args: { what: "transfer" } };
  };
  type(await see("transfer-file"), "/usb/photo.jpg");
  get("transfer-look")?.click();
  await vi.waitFor(() =>
    expect(
      get("transfer-file-error")?.getAttribute("data-code") ??
        get("transfer-file-part")?.querySelector("[data-code=transfer-file]"),
    ).not.toBeNull(),
  );
  answers["transfer_show"] = () => ({
    kind: "case",
    transfer: "t9",
    from: "Алматы",
    number: "A1-0004",
    name: "",
    birth: "",
    by: "Айжан",
    at: ROW.since,
    interviews: 1,
    files: 0,
    entries: 0,
    reads_on: false,
    taken: null,
    number_here: "",
    doubles: [],
    before: [],
    agreed: false,
  });
  answers["transfer_decline"] = noted("decline", () => ({ file: "/usb/no.word" }));
  get("transfer-look")?.click();
  // By what is over nothing is taken in, and the other centre is told.
  await see("transfer-seen-over");
  expect(get("transfer-accept")).toBeNull();
  (await see("transfer-decline")).click();
  await see("transfer-decline-reason");
  get("transfer-decline-go")?.click();
  expect(asked).toEqual([]);
  type(await see("transfer-decline-reason"), "орын жоқ");
  get("transfer-decline-go")?.click();
  await see("transfer-declined");
  expect(asked).toEqual([["decline", { file: "/usb/photo.jpg", out: "/usb", reason: "орын жоқ" }]]);
});

test("an answer is recorded, and what waits for somebody is written again, revoked or settled", async () => {
  await centres();
  expect(said("transfer-row")).toContain("no answer for a fortnight");
  expect(said("transfer-row")).not.toContain("does not agree any more");
  answers["transfer_again"] = noted("again", () => ({ file: "/usb/2.transfer" }));
  answers["transfer_revoke"] = noted("revoke", () => ({ file: null }));
  get("transfer-again")?.click();
  type(await see("transfer-write-folder"), "/usb");
  get("transfer-write-go")?.click();
  await vi.waitFor(() => expect(said("transfer-said")).toContain("/usb/2.transfer"));
  get("transfer-revoke")?.click();
  type(await see("transfer-revoke-reason"), "қалады");
  rows = [{ ...ROW, state: "unsettled", late: false, may_hold: ["accepted", "revoked"] }];
  get("transfer-write-go")?.click();
  await vi.waitFor(() => expect(said("transfer-said")).toContain("tell it yourself"));
  expect(asked).toEqual([
    ["again", { transfer: "t1", reason: "", out: "/usb" }],
    ["revoke", { transfer: "t1", reason: "қалады", out: "/usb" }],
  ]);
  answers["transfer_settle"] = noted("settle", () => ({ row: ROW, is_closed: true, waits: [] }));
  const choices = (await see("transfer-unsettled")).querySelectorAll("button");
  // Only what one of the two has said can hold.
  expect([...choices].map((choice) => choice.textContent.trim())).toEqual([
    "They have the case",
    "It was revoked, it stays here",
  ]);
  (await see("transfer-settle-accepted")).click();
  await vi.waitFor(() => expect(asked[2]).toEqual(["settle", { transfer: "t1", holds: "accepted" }]));
  const word = {
    kind: "word",
    transfer: "t1",
    from: "Алматы",
    word: "accepted",
    number: "A1-0007",
    words: "",
    by: "Айжан",
    at: ROW.since,
    case: PERSON.case,
    number_here: "K7-0001",
    closed: false,
    has_more: false,
    state: null,
  };
  answers["transfer_show"] = () => word;
  answers["transfer_answer"] = noted("answer", () => ({ ...word, closed: true, state: "accepted" }));
  type(await see("transfer-file"), "/usb/a.word");
  get("transfer-look")?.click();
  await see("transfer-word");
  expect(said("transfer-word")).toContain("Алматы has taken the case in, as A1-0007");
  get("transfer-record")?.click();
  await see("transfer-recorded");
  expect(said("transfer-recorded")).toContain("closed here now to all but coordinators");
});

test("a case of which nothing is finished is said to be so before the person is asked", async () => {
  answers["transfer_give"] = () => ({ ...GIVEN, interviews: 0 });
  await page({ ...PERSON, may_hand_over: true });
  (await see("person-hand-over")).click();
  await see("hand-over-empty");
  expect([get("transfer-consent"), get("hand-over-go")]).toEqual([null, null]);
});

test("a yes whose last day is over is no no, and the day is asked for once more", async () => {
  answers["transfer_give"] = () => GIVEN;
  answers["transfer_consent"] = () => ({ consent: "x", recipient: "", fields: [], live: false });
  await page({ ...PERSON, may_hand_over: true });
  (await see("person-hand-over")).click();
  const how = (await see("transfer-consent-how")) as HTMLSelectElement;
  how.value = "spoken";
  how.dispatchEvent(new Event("change", { bubbles: true }));
  get("transfer-consent-yes")?.click();
  await see("transfer-consent-missing");
  expect(get("transfer-consent-until")?.getAttribute("aria-invalid")).toBe("true");
  expect(get("hand-over-refused")).toBeNull();
});
