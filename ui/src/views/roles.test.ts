// What a role may not do is not offered, or says who may; and nobody is new before they were looked for.
import { expect, test } from "vitest";
import { STANDING } from "../lib/testing/needs";
import { answers, eachWithShell, get, press, see, type, unlocked } from "../lib/testing/screen";
import { view } from "../lib/testing/form";

eachWithShell();

const MEMBERS = {
  members: [{ id: "m1", name: "Әсел", role: "volunteer", grants: [], may_recover: false }],
  may_administer: false,
  may_give: [],
  may_make_sheets: false,
  suspended: [],
  may_confirm: false,
};

/** A volunteer is at work. */
function volunteer(): void {
  answers["unlock"] = () => ({
    phase: "open",
    member: MEMBERS.members[0],
    centre: "Көктем",
    demo: false,
    practice: false,
    may_export: false,
    may_add_members: false,
    notices: [],
    idle_minutes: 10,
    back: null,
  });
  answers["member_list"] = () => MEMBERS;
}

test("a volunteer is not sent to add colleagues, and the screen of members says who does", async () => {
  volunteer();
  await unlocked();
  await see("start-f");
  expect(get("empty-members")).toBeNull();
  expect(get("nav-export")).toBeNull();
  (await see("nav-members")).click();
  await see("member-row");
  expect(get("member-change")).toBeNull();
  expect(get("member-add")).toBeNull();
  expect(get("screen-members")?.textContent).toContain("A coordinator adds colleagues");
});

test("a questionnaire that somebody else leads names who", async () => {
  answers["form_list"] = () =>
    [true, false].map((allowed) => ({
      form: allowed ? "f" : "safety",
      version: "1",
      title: { en: "A talk" },
      kind: "mixed",
      questions: 3,
      protected: !allowed,
      allowed,
      opens_case: false,
      safety: !allowed,
      led_by: allowed ? [] : ["Гүлнар"],
    }));
  volunteer();
  await unlocked();
  (await see("start")).click();
  expect((await see("led-by-safety")).textContent).toContain("Гүлнар");
  expect(get("start-safety")).toBeNull();
});

const AIGUL = {
  case: "c9",
  number: "A7-0009-K",
  name: "Айгүл",
  birth: null,
  why: ["name"],
  near: false,
  also: [],
  closed: null,
  draft: false,
  meeting: null,
  changed_at: "2026-11-25T10:00:00Z",
};

/** The list of people, where whoever has `known` in their name is known. */
async function people(known: string): Promise<{ sought: string[]; begun: number }> {
  const seen = { sought: [] as string[], begun: 0 };
  answers["people_search"] = (request) => {
    const text = request["text"] as string;
    seen.sought.push(text);
    const found = text !== "" && known.includes(text) ? [AIGUL] : [];
    return { people: found, total: found.length, number_typo: false };
  };
  answers["interview_start"] = () => {
    seen.begun += 1;
    return view();
  };
  await unlocked();
  (await see("nav-people")).click();
  await see("people-search");
  return seen;
}

const BEGIN = {
  button: (): void => get("start-f")?.click(),
  key: (): Promise<void> => press("KeyN", "n", document.body, { ctrlKey: true }),
};

test.each(Object.entries(BEGIN))(
  "a new person is looked for by what was typed before an interview begins, by %s",
  async (_, begin) => {
    const seen = await people("айгүл");
    type(await see("people-search"), "айгүл");
    await begin();
    await see("person-row");
    expect(seen.sought).toContain("айгүл");
    expect(seen.begun).toBe(0);
    // Now that who is known has been seen, it is a new person.
    await begin();
    await see("question");
    expect(seen.begun).toBe(1);
  },
);

test.each(Object.entries(BEGIN))("what was typed on Today is looked for first too, by %s", async (_, begin) => {
  const home = answers["home"];
  answers["home"] = (request) => ({ ...(home?.(request) as object), people: 1 });
  const seen = await people("айгүл");
  (await see("nav-home")).click();
  type(await see("home-find"), "айгүл");
  await begin();
  await see("person-row");
  expect(seen.begun).toBe(0);
});

test("where nobody is known by what was typed the interview begins at once", async () => {
  const seen = await people("айгүл");
  type(await see("people-search"), "бекзат");
  get("start-f")?.click();
  await see("question");
  expect(seen.sought).toContain("бекзат");
});

test("the page of somebody whose interview another leads says whom to ask, and not that there is none", async () => {
  await people("айгүл");
  answers["person_open"] = () => ({
    case: "c9",
    number: "A7-0009-K",
    name: "Айгүл",
    contact_unsafe: false,
    ages: null,
    minor: "unknown",
    meeting: null,
    follow_up: null,
    from: null,
    to: null,
    standing: STANDING,
    profile: [],
    household: [],
    interviews: [],
    ask: ["Гүлнар"],
    history: [],
    access: [],
  });
  type(await see("people-search"), "айгүл");
  (await see("person-row")).click();
  expect((await see("interviews-ask")).textContent).toContain("Гүлнар");
  expect(get("screen-person")?.textContent).not.toContain("None yet.");
});
