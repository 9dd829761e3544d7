// The directory of services, as it is searched, opened, checked, written in and taken in; fact by fact.
import { flushSync } from "svelte";
import { expect, test, vi, type Mock } from "vitest";
import type { ServiceInput } from "../lib/backend/contract/ServiceInput";
import type { ServiceSearchView } from "../lib/backend/contract/ServiceSearchView";
import type { ServiceView } from "../lib/backend/contract/ServiceView";
import { words } from "../lib/testing/needs";
import { DIRECTORY, found, HOUSE, page, SHELTER } from "../lib/testing/services";
import { answers, eachWithShell, get, press, see, type, unlocked } from "../lib/testing/screen";

eachWithShell();

const KINDS = [{ code: "dom_temp_centre", label: { en: "Temporary centre" }, group: { en: "At home" } }];
const all = (id: string): HTMLElement[] => [...document.querySelectorAll<HTMLElement>(`[data-testid="${id}"]`)];

/** The words of what comes on the screen. */
async function said(id: string): Promise<string> {
  await see(id);
  return words(id);
}

/** From the door to the list. */
async function list(view: ServiceSearchView = found()): Promise<Mock<(request: object) => unknown>> {
  const search = vi.fn<(request: object) => unknown>(() => view);
  answers["service_search"] = search;
  answers["service_kinds"] = () => KINDS;
  await unlocked();
  (await see("nav-services")).click();
  await see("screen-services");
  await vi.waitFor(() => {
    flushSync();
    expect(search).toHaveBeenCalled();
    expect(get("services-count") ?? get("services-empty")).not.toBeNull();
  });
  return search;
}

/** From the door to a service's page. */
async function opened(view: ServiceView = page()): Promise<void> {
  answers["service_show"] = () => view;
  await list();
  (await see("service-row")).click();
  await see("service-title");
}

test("a row says who, what, where, whether it is open and has a place, and what is not known", async () => {
  await list();
  await see("service-row");
  const [shelter = "", house = "", hostel = ""] = all("service-row").map((row) =>
    row.textContent.replace(/[\u2068\u2069]/g, "").replace(/\s+/g, " "),
  );
  expect(shelter).toContain("Baspana");
  expect(shelter).toContain("Open now, round the clock");
  expect(shelter).toContain("6 places");
  expect(shelter).toContain("Kazakh, Arabic");
  expect(house).toContain("Hours not known");
  expect(house).toContain("Places not known");
  expect(house).toContain("call to find out");
  expect(hostel).toContain("No places");
  expect(hostel).toContain("Opens: 1 December 2031");
});

test("an address that must not be known is in no row and on no page; both say whom to ask", async () => {
  await opened(page({ row: { ...HOUSE, service: "s2" } }));
  expect(words("service-address")).toContain("For the address ask the coordinator");
  expect(words("service-naming")).toContain("Do not write its name");
  (await see("service-back")).click();
  expect(await said("service-address-hidden")).toContain("ask the coordinator");
});

test("to whoever may know it a hidden address is shown when they ask, and not before", async () => {
  const site = {
    name: "",
    address: ["Saryagash", "1 Hidden street"],
    transport: "",
    access: [],
    description: "",
    phones: [],
    opening: HOUSE.opening,
    hours: page().hours,
  };
  await opened(page({ row: HOUSE, sites: [site] }));
  expect(words("screen-service")).not.toContain("Hidden street");
  (await see("service-address-show")).click();
  flushSync();
  expect(words("service-address")).toContain("1 Hidden street");
});

test("a check of over three months is amber, a younger one is not, and none says so", async () => {
  await list();
  await see("service-row");
  const [shelter, house, hostel] = all("service-row");
  expect(shelter?.querySelector("[data-testid=service-checked]")).toBeNull();
  const old = house?.querySelector("[data-testid=service-checked]");
  expect(old?.textContent).toContain("7");
  expect(old?.classList.contains("warn")).toBe(true);
  expect(hostel?.querySelector("[data-testid=service-checked]")?.textContent).toContain("never checked");
});

test("a filter that is on says how many services it holds back, and all of them go with one press", async () => {
  const search = await list(found([SHELTER], { total: 5, held_back: [{ filter: "open", count: 4 }] }));
  (await see("service-filter-open")).click();
  await vi.waitFor(() => expect(search).toHaveBeenLastCalledWith(expect.objectContaining({ open_now: true })));
  flushSync();
  expect(get("service-filter-open")?.getAttribute("aria-pressed")).toBe("true");
  expect(words("service-held-open")).toContain("4 held back");
  expect(words("services-shown")).toContain("5 services without filters");
  const language = get("service-filter-language") as HTMLSelectElement;
  language.value = "ar";
  language.dispatchEvent(new Event("change", { bubbles: true }));
  await vi.waitFor(() => expect(search).toHaveBeenLastCalledWith(expect.objectContaining({ language: "ar" })));
  (await see("service-filter-clear")).click();
  await vi.waitFor(() =>
    expect(search).toHaveBeenLastCalledWith(expect.objectContaining({ language: null, open_now: false })),
  );
});

test("services that do not run are held back, counted, and shown with one press", async () => {
  const search = await list(found([SHELTER], { total: 3, held_back: [{ filter: "running", count: 2 }] }));
  expect(words("service-held-running")).toContain("2 held back");
  (await see("service-filter-running")).click();
  await vi.waitFor(() => expect(search).toHaveBeenLastCalledWith(expect.objectContaining({ all: true })));
});

test("words are asked as they are typed, once the hands rest, and the count stands first", async () => {
  const search = await list(found([SHELTER], { found: 300 }));
  type(await see("services-search"), "түнейтін орын");
  await vi.waitFor(() => expect(search).toHaveBeenLastCalledWith(expect.objectContaining({ words: "түнейтін орын" })));
  expect(words("services-count")).toContain("300 services");
  expect(words("services-shown")).toContain("1 of 300");
  (await see("services-more")).click();
  await vi.waitFor(() => expect(search).toHaveBeenLastCalledWith(expect.objectContaining({ limit: 200 })));
});

test("what is typed before the list is there is neither selected nor lost", async () => {
  let reply: (view: ServiceSearchView) => void = () => undefined;
  answers["service_search"] = () => new Promise((done) => (reply = done));
  answers["service_kinds"] = () => KINDS;
  await unlocked();
  (await see("nav-services")).click();
  const field = (await see("services-search")) as HTMLInputElement;
  expect(document.activeElement).toBe(field);
  type(field, "үй");
  field.setSelectionRange(2, 2);
  reply(found());
  await new Promise((done) => window.setTimeout(done, 50));
  flushSync();
  expect([field.value, field.selectionStart]).toEqual(["үй", 2]);
});

test("the arrows walk the list, Ctrl F leads back to the search, Enter opens the only one found", async () => {
  answers["service_show"] = () => page();
  const search = await list();
  await see("service-row");
  expect(document.activeElement?.id).toBe("services-search");
  await press("ArrowDown");
  await press("ArrowDown");
  expect((document.activeElement as HTMLElement).dataset["service"]).toBe("s2");
  await press("ArrowUp");
  expect((document.activeElement as HTMLElement).dataset["service"]).toBe("s1");
  await press("KeyF", "а", document.activeElement ?? document.body, { ctrlKey: true });
  expect(document.activeElement?.id).toBe("services-search");
  search.mockImplementation(() => found([SHELTER]));
  await press("Enter");
  await see("service-title");
});

test("the keys of the list are told under F1", async () => {
  await list();
  await press("F1");
  await see("keys-list");
  expect(words("keys-list")).toContain("Ctrl F");
  expect(words("keys-list")).toContain("back to the search");
});

test("whoever comes back from a service stands at its row, in the list as it was", async () => {
  answers["service_show"] = () => page({ row: HOUSE });
  const search = await list();
  type(await see("services-search"), "үй");
  await vi.waitFor(() => expect(search).toHaveBeenLastCalledWith(expect.objectContaining({ words: "үй" })));
  all("service-row")[1]?.click();
  (await see("service-back")).click();
  await vi.waitFor(() => {
    flushSync();
    expect((document.activeElement as HTMLElement).dataset["service"]).toBe("s2");
  });
  expect((get("services-search") as HTMLInputElement).value).toBe("үй");
});

test("without a list a coordinator is led to one, and everybody is told that referrals can be made", async () => {
  await list(found([], { directory: { ...DIRECTORY, services: 0, edition: null } }));
  expect(words("services-empty")).toContain("Take a list from a USB stick");
  expect(get("services-import")).not.toBeNull();
  expect(get("service-write")).not.toBeNull();
});

test("after the first list is taken in the search has the keyboard", async () => {
  await list(found([], { directory: { ...DIRECTORY, services: 0, edition: null } }));
  (await see("nav-home")).click();
  await see("screen-home");
  answers["service_search"] = () => found();
  (await see("nav-services")).click();
  await see("service-row");
  await vi.waitFor(() => expect(document.activeElement?.id).toBe("services-search"));
});

test("a volunteer is offered nothing that would be refused, and is told who does it", async () => {
  answers["service_show"] = () => page({ may_check: false, may_publish: false, input: null });
  await list(found(undefined, { directory: { ...DIRECTORY, may_publish: false, may_read: false, may_check: false } }));
  await see("services-ask");
  for (const id of ["services-import", "service-write", "services-export"]) expect(get(id)).toBeNull();
  expect(words("services-ask")).toContain("A coordinator adds providers");
  (await see("service-row")).click();
  await see("service-refer");
  expect([get("service-check"), get("service-correct")]).toEqual([null, null]);
});

test("a supervisor looks through a list, and is offered neither to write one in nor to write it out", async () => {
  await list(found(undefined, { directory: { ...DIRECTORY, may_publish: false } }));
  await see("services-import");
  expect([get("service-write"), get("services-export")]).toEqual([null, null]);
});

test("a list of over three months says so above all", async () => {
  await list(found(undefined, { directory: { ...DIRECTORY, is_old: true } }));
  expect((await see("services-old")).classList.contains("warn")).toBe(true);
  expect(words("services-old")).toContain("older than 3 months");
});

test("a page says for whom, with what, when, and what our own referrals say, which count no people", async () => {
  await opened();
  expect(words("service-who")).toContain("Anybody without a roof");
  expect(words("service-who")).toContain("Age: from 18 years");
  expect(words("service-papers")).toContain("Any identity paper");
  expect(words("service-hours")).toContain("09:00–13:00");
  expect(words("service-hours")).toContain("closed");
  expect(words("service-ours")).toContain("accepted: 9");
  expect(words("service-ours")).toContain("They work elsewhere: 2");
  expect(words("service-languages")).toContain("Arabic (on Tuesdays)");
  expect(words("service-source")).toContain("services-2026-11.zip");
});

test("which papers are asked for stands with what to bring, in codes or in words", async () => {
  const paper = {
    of: "registration",
    code: "any_id",
    least: null,
    greatest: null,
    label: { en: "Any paper" },
  } as const;
  await opened(page({ for_whom: [paper] }));
  expect(words("service-papers")).toContain("Any paper");
  expect(words("service-papers")).toContain("Any identity paper");
  expect(words("service-who")).not.toContain("Any paper");
});

test("hours that nobody said are not known: call", async () => {
  await opened(page({ hours: { days: [], exceptions: [], words: [] } }));
  expect(words("service-hours-unknown")).toBe("Hours not known: call.");
});

test("what we corrected stands beside what the list says", async () => {
  await opened(
    page({
      corrections: [
        { part: "phone", what: "altered", table: "phone", column: "number", before: "+7 1", after: "+7 2" },
      ],
    }),
  );
  const line = words("service-part");
  expect(line).toContain("Telephone");
  expect(line).toContain("+7 1");
  expect(line).toContain("+7 2");
});

test("what was corrected of an address that must not be known waits for the same press as the address", async () => {
  const part = { what: "altered", table: "phone", column: "number" } as const;
  const site = {
    name: "",
    address: ["Saryagash", "2 Hidden street"],
    transport: "",
    access: [],
    description: "",
    phones: [],
    opening: HOUSE.opening,
    hours: page().hours,
  };
  await opened(
    page({
      row: HOUSE,
      sites: [site],
      corrections: [
        { ...part, part: "phone", before: "+7 1", after: "+7 2" },
        { ...part, part: "address", before: "1 Hidden street", after: "2 Hidden street" },
      ],
    }),
  );
  expect(all("service-part").map((line) => line.dataset["part"])).toEqual(["phone"]);
  expect(words("screen-service")).not.toContain("Hidden street");
  (await see("service-address-show")).click();
  flushSync();
  expect(all("service-part").map((line) => line.dataset["part"])).toEqual(["phone", "address"]);
});

test("of two entries made apart the page tells that there are two", async () => {
  const entry = { at: "2031-11-30T04:00:00Z", member: "Dana", name: "Baspana", counts: true };
  await opened(page({ entries: [entry, { ...entry, at: "2031-11-30T03:00:00Z", counts: false }] }));
  expect(words("service-source")).toContain("on two laptops apart");
});

test("a service that does not run is no solid button", async () => {
  await opened(page({ row: { ...SHELTER, status: "temporarily_closed" } }));
  expect(words("service-closed")).toContain("not running");
  expect(get("service-refer")?.classList.contains("go")).toBe(false);
  expect(words("service-status")).toContain("Closed for a time");
});

test("what was learned today is written down with nothing chosen beforehand, and not empty", async () => {
  await opened();
  const check = vi.fn<(request: object) => unknown>(() => page());
  answers["service_check"] = check;
  (await see("service-check")).click();
  await see("service-check-form");
  expect(document.querySelector("[data-testid=service-check-form] input:checked")).toBeNull();
  (await see("check-save")).click();
  expect(await said("check-missing")).toContain("Say whether they have places");
  expect(check).not.toHaveBeenCalled();
  get("check-places-has")?.click();
  type(await see("check-free"), "four");
  (await see("check-save")).click();
  flushSync();
  expect(words("check-missing")).toContain("whole number");
  type(await see("check-free"), "4");
  (await see("check-save")).click();
  await see("service-kept");
  expect(check).toHaveBeenCalledWith({
    service: "s1",
    places: "has",
    free: 4,
    wait: "",
    is_right: null,
    words: "",
  });
  await vi.waitFor(() => expect(document.activeElement).toBe(get("service-check")));
});

test("from a service the way to a referral asks for whom, and comes with the service", async () => {
  await opened();
  answers["people_search"] = () => ({
    people: [
      {
        case: "c1",
        number: "A7-0001-K",
        name: "Айгүл",
        birth: null,
        why: [],
        near: false,
        also: [],
        closed: null,
        draft: false,
        meeting: null,
        changed_at: "2026-06-01T12:00:00Z",
      },
    ],
    total: 1,
    number_typo: false,
  });
  await press("Enter", "Enter", document.body, { ctrlKey: true });
  expect(await said("people-refer")).toContain("Baspana");
  answers["needs_show"] = () => ({
    person: "Айгүл",
    rules: "0",
    urgency: null,
    stops: null,
    typology: [],
    spheres: [],
    categories: [],
    needs: [{ code: "housing", label: { en: "Housing" }, urgency: "urgent", rules: [], apart: false, decided: [] }],
    others: [],
    lines: [],
    services: [],
    not_known: [],
    next_forms: [],
  });
  answers["service_suggest"] = () => ({ state: "no_directory", stops: null, needs: [] });
  (await see("person-row")).click();
  expect((await see("refer-chosen")).dataset["service"]).toBe("s1");
  expect((get("refer-service") as HTMLSelectElement).value).toBe("dom_temp_centre");
});

test("a provider is written in with a name and a kind, and no time that is none", async () => {
  await list();
  const save = vi.fn<(request: object) => unknown>(() => page());
  answers["service_save"] = save;
  answers["service_show"] = () => page();
  (await see("service-write")).click();
  await see("write-save");
  (await see("write-save")).closest("form")?.requestSubmit();
  expect(await said("write-missing")).toContain("kind of help");
  type(await see("write-name"), "Hot meals");
  const kinds = get("write-kinds") as HTMLSelectElement;
  kinds.value = "dom_temp_centre";
  kinds.dispatchEvent(new Event("change", { bubbles: true }));
  (await see("write-hours-add")).click();
  type(await see("write-opens"), "9-00");
  type(await see("write-closes"), "18:00");
  flushSync();
  (await see("write-save")).closest("form")?.requestSubmit();
  flushSync();
  expect(words("write-missing")).toContain("09:00");
  type(await see("write-opens"), "9:00");
  flushSync();
  (await see("write-save")).closest("form")?.requestSubmit();
  flushSync();
  expect(words("write-missing"), "hours are on no day unless one is pressed").toContain("at least one day");
  expect(save).not.toHaveBeenCalled();
  (await see("write-day-monday")).click();
  flushSync();
  (await see("write-save")).closest("form")?.requestSubmit();
  await see("service-saved");
  expect(save).toHaveBeenCalledWith({
    service: null,
    input: expect.objectContaining({
      name: "Hot meals",
      kinds: ["dom_temp_centre"],
      hours: [{ days: ["monday"], opens: "09:00", closes: "18:00" }],
      safe_to_name: null,
    }) as unknown,
  });
});

test("it is asked whether a stranger may know name and place, and a service without a kind is corrected", async () => {
  const input: ServiceInput = {
    name: "Hot meals",
    provider: "",
    status: "active",
    kinds: [],
    description: "",
    alert: "",
    phones: [],
    email: "",
    url: "",
    address: "",
    city: "",
    transport: "",
    hours: [],
    languages: [],
    interpretation: "",
    eligibility: "",
    least_age: null,
    greatest_age: null,
    papers: [],
    cost: "",
    application: "",
    safe_to_name: null,
  };
  const save = vi.fn<(request: object) => unknown>(() => page());
  answers["service_save"] = save;
  await opened(page({ input }));
  (await see("service-correct")).click();
  await see("write-save");
  expect(words("screen-service-write")).toContain("May a stranger know its name and where it is?");
  type(await see("write-phones"), "+7 700 000 09 99");
  flushSync();
  (await see("write-save")).closest("form")?.requestSubmit();
  await see("service-saved");
  expect(save).toHaveBeenCalledWith({
    service: "s1",
    input: expect.objectContaining({ kinds: [], phones: ["+7 700 000 09 99"] }) as unknown,
  });
});
