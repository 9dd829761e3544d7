// The same person twice: told with why and why not, decided by keyboard with a reason, and taken apart again.
import { flushSync } from "svelte";
import { expect, test } from "vitest";
import type { CaseId } from "../lib/backend/contract/CaseId";
import type { DoublesView } from "../lib/backend/contract/DoublesView";
import type { DoubleView } from "../lib/backend/contract/DoubleView";
import { PERSON, words } from "../lib/testing/needs";
import { answers, eachWithShell, get, press, see, type, unlocked } from "../lib/testing/screen";

eachWithShell();

const OTHER = "c2" as CaseId;
const DOUBLE: DoubleView = {
  case: OTHER,
  number: "A7-0417-K",
  name: "Зейдан Мохамад",
  birth: "1985",
  draft: false,
  score: 212,
  why: ["phone_same", "names_swapped"],
  why_not: ["sex_other"],
  may_decide: true,
};
const NOTHING: DoublesView = { perhaps: [], joined: [], apart: [] };

/** The person's page with these other records. */
async function page(doubles: DoublesView): Promise<void> {
  answers["doubles_show"] = () => doubles;
  answers["person_open"] = (request: Record<string, unknown>) =>
    request["case"] === OTHER
      ? {
          ...PERSON,
          case: OTHER,
          number: DOUBLE.number,
          name: DOUBLE.name,
          profile: [
            {
              property: "birth_year",
              value: "2007",
              label: null,
              question: null,
              conflict: false,
              careful: false,
              others: [],
            },
            {
              property: "phone",
              value: "87011230147",
              label: null,
              question: null,
              conflict: false,
              careful: false,
              others: [],
            },
          ],
        }
      : PERSON;
  answers["people_search"] = () => ({
    people: [
      {
        case: PERSON.case,
        number: PERSON.number,
        name: "Айгүл",
        birth: null,
        why: [],
        near: false,
        draft: false,
        also: [{ number: "A7-0417-K", name: "Сейтова Айнұр" }],
        meeting: null,
        closed: null,
        changed_at: "2026-11-25T10:00:00Z",
      },
    ],
    total: 1,
    number_typo: false,
  });
  await unlocked();
  await press("KeyK", "k", document.body, { ctrlKey: true });
  (await see("person-row")).click();
  await see("doubles-part");
}

test("a pair is told with why and why not, and nothing is chosen before somebody chooses", async () => {
  await page({ ...NOTHING, perhaps: [DOUBLE] });
  await see("same-perhaps");
  expect(words("same-perhaps")).toContain("Зейдан Мохамад");
  expect(words("same-why")).toContain("swapped");
  expect(words("same-why-not")).toContain("another sex");
  get("same-compare")?.click();
  await see("same-table");
  const row = document.querySelector("[data-property=birth_year]");
  expect(row?.className).toContain("differs");
  expect(document.querySelector("[data-property=phone]")?.className).not.toContain("differs");
  expect((get("same-one") as HTMLInputElement).checked || (get("same-two") as HTMLInputElement).checked).toBe(false);
  const asked: unknown[] = [];
  answers["doubles_join"] = (request: unknown) => (asked.push(request), NOTHING);
  get("same-save")?.click();
  flushSync();
  await see("same-missing");
  expect(asked).toEqual([]);
});

test("of a record that is an unfinished interview nothing is said not to have been said", async () => {
  await page({ ...NOTHING, perhaps: [{ ...DOUBLE, draft: true }] });
  const known = answers["person_open"];
  answers["person_open"] = (request: Record<string, unknown>) =>
    request["case"] === OTHER
      ? { ...PERSON, case: OTHER, number: DOUBLE.number, profile: [], interviews: [] }
      : known?.(request);
  get("same-compare")?.click();
  await see("same-table");
  const row = document.querySelector("[data-property]");
  expect(row?.textContent).toContain("from an unfinished interview");
  expect(row?.textContent).not.toContain("not said");
});

test("two people are kept apart by keyboard, with a reason", async () => {
  await page({ ...NOTHING, perhaps: [DOUBLE] });
  (await see("same-compare")).click();
  await see("same-table");
  await press("Digit2", "2");
  expect((get("same-two") as HTMLInputElement).checked).toBe(true);
  const asked: unknown[] = [];
  answers["doubles_part"] = (request: unknown) => {
    asked.push(request);
    answers["doubles_show"] = () => NOTHING;
    return { still_by: [], meanwhile: [], doubles: NOTHING };
  };
  type(get("same-words") as HTMLInputElement, "бауыры");
  await press("Enter", "Enter", document.body, { ctrlKey: true });
  await see("doubles-part");
  expect(asked).toEqual([{ case: PERSON.case, other: OTHER, words: "бауыры" }]);
});

test("who may not decide is told whom to ask", async () => {
  await page({ ...NOTHING, perhaps: [{ ...DOUBLE, may_decide: false }] });
  (await see("same-compare")).click();
  await see("same-may-not");
  expect(document.querySelector("[data-testid=same-save]")).toBeNull();
});

test("a joined record stands on the page with its interviews, and is taken apart with what still holds", async () => {
  const link = {
    case: OTHER,
    number: "A7-0417-K",
    name: "Зейдан Мохамад",
    words: "құжатын көрсетті",
    by: "Дәурен",
    at: "2026-11-25T10:00:00Z",
    may_decide: true,
  };
  await page({ ...NOTHING, joined: [{ link, interviews: PERSON.interviews }] });
  await see("same-joined");
  expect(words("same-joined")).toContain("A7-0417-K");
  expect(words("same-joined")).toContain("құжатын көрсетті");
  get("same-part")?.click();
  await see("part-hint");
  answers["doubles_part"] = () => ({
    still_by: ["A7-0500-K"],
    meanwhile: [{ number: "A7-0417-K", interviews: 1 }],
    doubles: NOTHING,
  });
  type(get("part-words") as HTMLInputElement, "қателестік");
  get("part-save")?.click();
  expect((await see("same-still")).textContent).toContain("A7-0500-K");
  expect((await see("same-meanwhile")).textContent).toContain("A7-0417-K");
  expect(document.querySelector("[data-testid=same-joined]")).toBeNull();
});

test("joined records are one row in the list, with all numbers", async () => {
  await page(NOTHING);
  await press("KeyK", "k", document.body, { ctrlKey: true });
  expect((await see("person-also")).textContent).toContain("A7-0417-K Сейтова Айнұр");
});
