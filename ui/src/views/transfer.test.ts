// Cases that go from one centre to another: what the page and Today say of it.
import { expect, test } from "vitest";
import type { QuotedRow } from "../lib/backend/contract/QuotedRow";
import { page, PERSON } from "../lib/testing/needs";
import { answers, eachWithShell, get, see, unlocked } from "../lib/testing/screen";

eachWithShell();

const said = (id: string): string =>
  get(id)
    ?.textContent.replace(/[\u2068\u2069]/gu, "")
    .replace(/\s+/gu, " ")
    .trim() ?? "";

const by = "Айжан";
const at = "2026-05-01T12:00:00Z";
const none = { reason: null, words: "" };
const ENTRIES: QuotedRow[] = [
  {
    by,
    at,
    said: {
      kind: "referral",
      recipient: "Аурухана",
      service: { en: "Shelter" },
      urgency: "urgent",
      standing: "sent",
    },
  },
  {
    by,
    at,
    said: {
      kind: "need",
      needs: [
        { ...none, label: { en: "Housing" }, decision: "accepted", urgency: "critical" },
        { label: { en: "School" }, decision: "set_aside", reason: "not_wanted", urgency: "low", words: "мектепте" },
        { ...none, label: {}, decision: null, urgency: null },
      ],
    },
  },
  {
    by,
    at,
    said: {
      kind: "consent",
      answer: "given",
      purpose: "referral",
      recipient: "Аурухана",
      fields: ["name"],
      until: "2026-09-01",
    },
  },
  { by, at, said: { kind: "follow_up", day: "2026-09-01" } },
  { by, at, said: { kind: "revoked", words: "қайтып келді" } },
];

test("a case that was taken in says from where, and whose each interview is", async () => {
  await page(PERSON);
  expect([get("case-from"), get("case-to"), get("interview-from")]).toEqual([null, null, null]);
  const from = {
    centre: "Алматы",
    number: "K7-0001",
    by: "Айжан",
    at: "2026-06-01T12:00:00Z",
    entries: ENTRIES,
  };
  const interviews = PERSON.interviews.map((row) => ({ ...row, from: { centre: "Алматы", event: "e1" } }));
  await page({ ...PERSON, from, interviews });
  expect(said("case-from")).toContain("Taken in from Алматы, where it was case K7-0001. Айжан handed it over");
  const lines = [...(get("case-from-entries")?.querySelectorAll("li") ?? [])].map((line) =>
    line.textContent
      .replace(/[\u2068\u2069]/gu, "")
      .replace(/\s+/gu, " ")
      .trim(),
  );
  // Everything in the words that the same has elsewhere: no code of the log, no date as it is stored.
  expect(lines[0]).toMatch(/^Referral, Айжан, .*: Аурухана · Shelter · Urgent: within 3 days · Handed over$/u);
  expect(lines[1]).toMatch(/: Housing · accepted · .+ · School · set aside · .+ · мектепте$/u);
  expect(lines[2]).toMatch(/: may be passed on · for a referral · Аурухана · .+ · until 1 September 2026$/u);
  expect(lines[3]).toMatch(/: 1 September 2026$/u);
  expect(lines[4]).toMatch(/: қайтып келді$/u);
  expect(said("case-from-entries")).not.toMatch(/set_aside|not_wanted|2026-09-01/u);
  expect(said("interview-from")).toBe("of Алматы");
});

test("a case that goes to another centre says where that stands", async () => {
  const to = {
    transfer: "t1",
    centre: "Алматы",
    at: "2026-06-01T12:00:00Z",
    reads_on: false,
    words: "",
    may_see_to: false,
  };
  await page({ ...PERSON, to: { ...to, state: "proposed", number: "" } });
  expect(said("case-to")).toContain("not answered yet");
  expect(get("case-to-open")).toBeNull();
  await page({ ...PERSON, to: { ...to, state: "accepted", number: "A1-0009" } });
  expect(said("case-to")).toContain("Алматы has this case");
  expect(said("case-to")).toContain("A1-0009");
  await page({ ...PERSON, to: { ...to, state: "unsettled", number: "A1-0009" } });
  expect(said("case-to")).toContain("Somebody has to say which holds");
  await page({ ...PERSON, to: { ...to, state: "declined", number: "", words: "орын жоқ" } });
  expect(said("case-to")).toMatch(/Алматы did not take the case that was proposed on .*орын жоқ/u);
  await page({ ...PERSON, to: { ...to, state: "revoked", number: "", words: "қайтып келді" } });
  expect(said("case-to")).toMatch(/was revoked\. қайтып келді/u);
});

test("Today says which handings over wait for an answer, and of which somebody has to say what holds", async () => {
  const home = answers["home"];
  answers["home"] = (request) => ({
    ...(home?.(request) as object),
    transfers_wait: { late: 2, disagreed: 1, unsettled: 1, newer: 1 },
  });
  await unlocked();
  await see("transfers-wait");
  expect(said("transfers-wait")).toContain("2 cases were to go to another centre");
  expect(said("transfers-wait")).toContain("Of one case it was said both");
  expect(said("transfers-wait")).toContain("Another centre has one case, and something was written in it here");
});
