// What a month comes to, as a coordinator sees it.
import { flushSync } from "svelte";
import { expect, test, vi } from "vitest";
import type { FigureRow } from "../lib/backend/contract/FigureRow";
import type { MonthReady } from "../lib/backend/contract/MonthReady";
import type { TerritoryView } from "../lib/backend/contract/TerritoryView";
import { words } from "../lib/testing/needs";
import { answers, eachWithShell, get, see, unlocked } from "../lib/testing/screen";
import { figure, MAY } from "../lib/testing/territory";

eachWithShell();

const plain = (element: Element): string =>
  element.textContent
    .replace(/[\u2068\u2069]/gu, "")
    .replace(/\s+/gu, " ")
    .trim();

async function today(month: MonthReady | null): Promise<void> {
  const home = answers["home"]?.({}) as Record<string, unknown>;
  answers["home"] = () => ({ ...home, people: 13, month });
  await unlocked();
}

async function opened(view: TerritoryView = MAY): Promise<ReturnType<typeof vi.fn>> {
  const shown = vi.fn(() => view);
  answers["territory_show"] = shown;
  await today({ month: "2024-05", fresh: true });
  (await see("month-open")).click();
  await see("territory-month");
  return shown;
}

test("in the first days of a month a quiet line on Today leads to what it comes to", async () => {
  await opened();
  const heading = document.activeElement;
  expect(heading?.tagName).toBe("H1");
  expect(heading?.textContent).toBe("What the month comes to");
});

test("the line names the month that is ready", async () => {
  await today({ month: "2024-05", fresh: true });
  expect(words("month-ready")).toContain("May 2024");
});

test("after the first days there is no line, and a button", async () => {
  await today({ month: "2024-05", fresh: false });
  expect(get("month-ready")).toBeNull();
  expect((await see("month-open")).tagName).toBe("BUTTON");
});

test("who may not look at a month hears nothing of one", async () => {
  await today(null);
  expect(get("month-ready") ?? get("month-open")).toBeNull();
});

test("rules that hold stand first with why and what they propose, then figures, then what is not known", async () => {
  await opened();
  const line = plain(await see("territory-line"));
  expect(line).toContain("Six or more people show strain");
  expect(line).toContain("rule D149 · territorial sphere · work with a group · first the municipality");
  expect(line).toContain("Show strain 6 cases by 9 answers");
  expect(line).toContain("Group therapy");
  const known = [...(await see("territory-known")).querySelectorAll("[data-testid=figure]")].map(plain);
  expect(known).toEqual([
    "Referrals that were refused or wait for a place 30 % by 20 referrals",
    "Came from one place 7 cases Turkistan region by 12 answers",
    "Without work fewer than five",
    "Show strain 6 cases by 9 answers",
    "Children who do not study not shown: elsewhere it would tell of fewer than five",
    "Arrivals less departures 4 people by 3 movements",
  ]);
  expect(plain(await see("territory-unknown"))).toBe(
    "Workers whom workplaces need the centre has no questionnaire that asks it",
  );
  const order = ["territory-line", "territory-known", "territory-unknown", "territory-open-rules", "territory-fails"];
  const places = order.map((id) => get(id));
  for (const [index, place] of places.entries()) {
    const next = places[index + 1];
    if (next != null) expect(place?.compareDocumentPosition(next)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
  }
  expect(words("territory-open-rules")).toContain("Workers whom workplaces need");
});

test("another month and a region are chosen from lists with labels, and a month begins with the whole", async () => {
  const shown = await opened();
  expect(shown).toHaveBeenLastCalledWith({ month: null, region: null });
  const choose = async (id: string, value: string): Promise<void> => {
    const list = (await see(id)) as HTMLSelectElement;
    expect(list.labels[0]?.textContent).not.toBe("");
    list.value = value;
    list.dispatchEvent(new Event("change", { bubbles: true }));
    flushSync();
  };
  await choose("territory-region", "abai");
  await vi.waitFor(() => expect(shown).toHaveBeenLastCalledWith({ month: null, region: "abai" }));
  await choose("territory-month", "2024-04");
  await vi.waitFor(() => expect(shown).toHaveBeenLastCalledWith({ month: "2024-04", region: null }));
});

test("a month in which nothing was handed over has no share of refusals, and a share of few says why", async () => {
  const name = "terr_refused_share";
  const [none, few] = (["nothing_sent", "too_few"] as const).map((unknown) =>
    figure({ name, unit: "percent", value: null, asked: unknown === "too_few" ? null : 0, unknown }),
  );
  const waits = { ...few, name: "terr_waiting_6m_share" } as FigureRow;
  await opened({ ...MAY, figures: [none as FigureRow, waits] });
  const unknown = [...(await see("territory-unknown")).querySelectorAll("[data-testid=figure]")].map(plain);
  expect(unknown).toEqual([
    "Referrals that were refused or wait for a place nothing was handed over in this month",
    "Have waited for a status for six months or more it would be a share of fewer than five",
  ]);
});

test("it is said that past months count by how cases stand now", async () => {
  await opened();
  expect((await see("territory-now")).textContent).toContain("as they stand now");
});

test("of few people nothing is shown, and it is said why", async () => {
  await opened({ ...MAY, open: null, regions: [], lines: [], fails: [], not_known: [], figures: [] });
  expect((await see("territory-few")).textContent).toContain("Fewer than five cases");
  expect(get("territory-known") ?? get("territory-none")).toBeNull();
});

test("where no rule holds that is said", async () => {
  await opened({ ...MAY, lines: [] });
  expect((await see("territory-none")).textContent).toContain("propose nothing");
});

test("what could not be read says so, and leads back", async () => {
  answers["territory_show"] = () => {
    throw { code: "no-right", args: { right: "see-territory" } };
  };
  await today({ month: "2024-05", fresh: true });
  (await see("month-open")).click();
  const screen = await see("screen-territory");
  await vi.waitFor(() => expect(screen.textContent).toContain("looked at by a coordinator"));
});
