import { clearMocks, mockIPC } from "@tauri-apps/api/mocks";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { CaseId } from "../backend/contract/CaseId";
import type { PersonRow } from "../backend/contract/PersonRow";
import type { SearchView } from "../backend/contract/SearchView";
import { PeopleSearch } from "./search.svelte";

interface Asked {
  text: string;
  limit: number;
  reply: (view: SearchView) => void;
  refuse: (fault: unknown) => void;
}
let asked: Asked[];
let search: PeopleSearch;

const row = (id: string): PersonRow => ({
  case: id as CaseId,
  number: "A7-0001-K",
  name: id,
  birth: null,
  why: ["name"],
  near: false,
  also: [],
  closed: null,
  draft: false,
  meeting: null,
  changed_at: "2026-11-25T10:00:00Z",
});
const view = (...ids: string[]): SearchView => ({ people: ids.map(row), total: ids.length, number_typo: false });
const names = (): string[] | undefined => search.found?.people.map((each) => each.name);
const settle = async (): Promise<void> => {
  await vi.advanceTimersByTimeAsync(0);
};

beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
  mockIPC(
    (_, args) =>
      new Promise((reply, refuse) => {
        const { text, limit } = (args as { request: { text: string; limit: number } }).request;
        asked.push({ text, limit, reply, refuse });
      }),
  );
  search = new PeopleSearch();
});
afterEach(() => {
  clearMocks();
  vi.useRealTimers();
});

test("letters typed in one go are one question", async () => {
  for (const text of ["а", "ас", "асқ"]) search.type(text);
  await vi.advanceTimersByTimeAsync(500);
  expect(asked.map((each) => each.text)).toEqual(["асқ"]);
});

test("an answer that comes late is not shown", async () => {
  search.type("ас");
  await vi.advanceTimersByTimeAsync(500);
  search.type("асқар");
  await vi.advanceTimersByTimeAsync(500);
  asked[1]?.reply(view("Асқар"));
  await settle();
  asked[0]?.reply(view("Асем", "Асқар"));
  await settle();
  expect(names()).toEqual(["Асқар"]);
});

test("an answer to the text before is not shown while the hands still type", async () => {
  search.type("ас");
  await vi.advanceTimersByTimeAsync(500);
  search.type("асқар");
  asked[0]?.reply(view("Асем"));
  await settle();
  expect(names()).toBeUndefined();
});

test("Enter opens the one person, asked anew for what stands in the field", async () => {
  search.type("A7-0001-K");
  const chosen = search.choose();
  asked[0]?.reply(view("c1"));
  expect(await chosen).toBe("c1");
  await vi.advanceTimersByTimeAsync(500);
  expect(asked).toHaveLength(1);
});

test("Enter opens nobody when several are found", async () => {
  search.type("ас");
  const chosen = search.choose();
  asked[0]?.reply(view("c1", "c2"));
  expect(await chosen).toBeNull();
});

test("Enter opens nobody who is only near what was typed", async () => {
  search.type("айглу");
  const chosen = search.choose();
  const found = view("c1");
  asked[0]?.reply({ ...found, people: found.people.map((person) => ({ ...person, near: true })) });
  expect(await chosen).toBeNull();
});

test("Enter does nothing when more is typed before the answer", async () => {
  search.type("ас");
  const chosen = search.choose();
  search.type("асқ");
  asked[0]?.reply(view("c1"));
  expect(await chosen).toBeUndefined();
});

test("a search that fails says so and keeps what was found", async () => {
  const first = search.ask();
  asked[0]?.reply(view("c1"));
  await first;
  const second = search.ask();
  asked[1]?.refuse({ code: "locked", args: {} });
  expect(await second).toBe(false);
  expect(search.fault?.code).toBe("locked");
  expect(names()).toEqual(["c1"]);
});
