// A list of services is looked at before it is taken in, and nothing changes until it is.
import { flushSync } from "svelte";
import { expect, test, vi, type Mock } from "vitest";
import type { DirectoryProblemCode } from "../lib/backend/contract/DirectoryProblemCode";
import type { ServiceImportView } from "../lib/backend/contract/ServiceImportView";
import { words } from "../lib/testing/needs";
import { DIRECTORY, found, package_ } from "../lib/testing/services";
import { answers, eachWithShell, get, press, see, type, unlocked } from "../lib/testing/screen";

eachWithShell();

const all = (id: string): HTMLElement[] => [...document.querySelectorAll<HTMLElement>(`[data-testid="${id}"]`)];

/** The words of what comes on the screen. */
async function said(id: string): Promise<string> {
  await see(id);
  return words(id);
}

/** From the door to what a list would change. */
async function looked(
  view: ServiceImportView = package_(),
  language = "en",
): Promise<Mock<(request: object) => unknown>> {
  const read = vi.fn<(request: object) => unknown>(() => view);
  answers["language_get"] = () => language;
  answers["service_read"] = read;
  answers["service_search"] = () => found();
  answers["service_kinds"] = () => [];
  await unlocked();
  (await see("nav-services")).click();
  (await see("services-import")).click();
  type(await see("services-path"), "/usb/services-2026-12.zip");
  (await see("services-read")).closest("form")?.requestSubmit();
  await see("services-verdict");
  return read;
}

test("without a path nothing is read, and the keyboard stands where it is typed", async () => {
  answers["service_search"] = () => found();
  answers["service_kinds"] = () => [];
  const read = vi.fn();
  answers["service_read"] = read;
  await unlocked();
  (await see("nav-services")).click();
  (await see("services-import")).click();
  const path = await see("services-path");
  expect(document.activeElement).toBe(path);
  (await see("services-read")).closest("form")?.requestSubmit();
  await see("services-path-lack");
  expect(read).not.toHaveBeenCalled();
  expect(document.activeElement?.id).toBe("services-path");
});

test("a chosen folder is read at once", async () => {
  answers["service_search"] = () => found();
  answers["service_kinds"] = () => [];
  answers["folder_pick"] = () => "/usb/list";
  const read = vi.fn<(request: object) => unknown>(() => package_());
  answers["service_read"] = read;
  await unlocked();
  (await see("nav-services")).click();
  (await see("services-import")).click();
  (await see("services-pick-folder")).click();
  await see("services-verdict");
  expect(read).toHaveBeenCalledWith({ path: "/usb/list" });
});

test("what a list would add, change, and not hold is counted, with what is wrong by file, row and column", async () => {
  await looked();
  expect(words("services-sum")).toMatch(
    /Added ?1.*Changed ?1.*Not in the file ?1.*As before ?1.*Problems in the file ?1/,
  );
  expect(words("service-change")).toContain("Telephone");
  expect(words("service-change")).toContain("+7 700 000 02 06");
  expect(words("services-added")).toContain("Language course");
  expect(words("service-problem")).toContain("schedules.csv, row 18, opens_at");
  expect(words("service-problem")).toContain("“9-00” cannot be read");
  expect(words("services-read-message")).toContain("nothing has changed yet");
});

test("each service that is not in the file is decided about, none beforehand, beside its open referrals", async () => {
  await looked();
  const take = vi.fn<(request: object) => unknown>(() => ({
    edition: "e2",
    added: 1,
    changed: 1,
    kept: 0,
    closed: 1,
    unchanged: 1,
  }));
  answers["service_take"] = take;
  expect(words("vanished-open")).toContain("2 open referrals");
  expect(document.querySelector("[data-testid=services-vanished] input:checked")).toBeNull();
  (await see("services-take")).click();
  expect(await said("services-undecided")).toContain("One service");
  expect(take).not.toHaveBeenCalled();
  get("vanished-close")?.click();
  flushSync();
  await press("Enter", "Enter", document.body, { ctrlKey: true });
  await see("services-done");
  expect(take).toHaveBeenCalledWith({ package: "p1", vanished: [{ service: "s3", stays: false }] });
  expect(words("services-done")).toContain("1 added, 1 changed");
});

test("of many that are not in the file all are kept with one press", async () => {
  const one = package_().vanished[0];
  if (one === undefined) throw new Error("none vanished");
  await looked(package_({ vanished: [1, 2, 3].map((id) => ({ ...one, service: `v${id}` })) }));
  (await see("vanished-all-stay")).click();
  flushSync();
  expect(all("vanished-stay").every((each) => (each as HTMLInputElement).checked)).toBe(true);
});

test("a list that says nothing new says so, and is only closed", async () => {
  await looked(package_({ is_same: true, added: [], added_count: 0, changed: [], changed_count: 0, vanished: [] }));
  expect(words("services-same")).toContain("nothing to take in");
  expect(get("services-take")).toBeNull();
  expect(words("services-leave")).toContain("Close");
});

test("a list with an error is not taken in, not even in part, and F5 reads the mended file", async () => {
  const read = await looked(
    package_({
      is_sound: false,
      errors: 1,
      problems: [
        {
          file: "services.csv",
          row: 4,
          column: "id",
          severity: "error",
          code: "id-twice",
          args: { id: "a", row: "2" },
        },
      ],
    }),
  );
  expect(words("services-stopped")).toContain("Nothing has changed");
  expect(words("service-problem")).toContain("services.csv, row 4, id");
  const take = vi.fn();
  answers["service_take"] = take;
  (await see("services-take")).click();
  await press("Enter", "Enter", document.body, { ctrlKey: true });
  expect(take).not.toHaveBeenCalled();
  await press("F5", "F5", document.body);
  await vi.waitFor(() => expect(read).toHaveBeenCalledTimes(2));
});

test("whoever may only look is told who takes a list in", async () => {
  await looked(package_({ may_take: false }));
  expect(words("services-may-not")).toContain("coordinator");
  expect(get("services-take")).toBeNull();
});

test("more than twenty changed cells fold, and all of them are there", async () => {
  const one = package_().changed[0];
  const part = one?.parts[0];
  if (one === undefined || part === undefined) throw new Error("nothing changed");
  await looked(package_({ changed: [{ ...one, parts: Array.from({ length: 25 }, () => part) }] }));
  expect(words("services-changed-rest")).toContain("5 more changes");
  expect(all("service-change").length).toBe(25);
});

test("a list is written out into a folder, and what the standard cannot hold is counted", async () => {
  answers["service_search"] = () => found(undefined, { directory: DIRECTORY });
  answers["service_kinds"] = () => [];
  answers["service_export"] = () => ({
    folder: "/usb/out",
    files: ["services.csv"],
    services: 3,
    left_out: [{ table: "service_capacity", row: "a", column: "available" }],
  });
  await unlocked();
  (await see("nav-services")).click();
  (await see("services-export")).click();
  type(await see("services-folder"), "/usb/out");
  (await see("services-export-go")).closest("form")?.requestSubmit();
  await see("services-exported");
  expect(words("services-exported")).toContain("/usb/out");
  expect(words("services-exported")).toContain("left out: 1");
});

const CODES = Object.keys({
  "zip-unreadable": true,
  "too-large": true,
  "too-many-files": true,
  "file-twice": true,
  "nothing-found": true,
  "descriptor-unreadable": true,
  "file-missing": true,
  "descriptor-short": true,
  "table-unknown": true,
  "encoding-wrong": true,
  "letters-lost": true,
  "quotes-wrong": true,
  "header-missing": true,
  "column-twice": true,
  "column-missing": true,
  "row-too-long": true,
  "row-too-short": true,
  "json-unreadable": true,
  "pages-missing": true,
  "object-torn": true,
  "id-missing": true,
  "id-twice": true,
  "id-given": true,
  "id-odd": true,
  "row-twice": true,
  "service-twice": true,
  "name-missing": true,
  "cell-missing": true,
  "reference-broken": true,
  "word-unknown": true,
  "number-wrong": true,
  "date-wrong": true,
  "time-wrong": true,
  "email-wrong": true,
  "uri-wrong": true,
  "hours-backwards": true,
  "days-wrong": true,
  "season-backwards": true,
  "ages-backwards": true,
  "capacity-over": true,
  "position-wrong": true,
  "phone-odd": true,
  "service-unknown": true,
  "meaning-unknown": true,
  more: true,
} satisfies Record<DirectoryProblemCode, true>) as DirectoryProblemCode[];

test.each(["kk", "en", "x-rtl"])("every problem of a list is said with what to do, in %s", async (language) => {
  const names =
    "limit other name columns encoding cells line total count id row value table words opens closes from to " +
    "least greatest available maximum latitude longitude code";
  const args = Object.fromEntries(names.split(" ").map((name) => [name, "12"]));
  await looked(
    package_({
      problems: CODES.map((code) => ({ file: "a.csv", row: 2, column: "b", severity: "warning", code, args })),
      warnings: CODES.length,
    }),
    language,
  );
  const rows = all("service-problem");
  expect(rows.length).toBe(CODES.length);
  for (const row of rows) {
    const [what, remedy] = [...row.querySelectorAll("p")].map((each) => each.textContent);
    expect(what, row.dataset["code"]).not.toBe(row.dataset["code"]);
    expect(`${what} ${remedy}`, row.dataset["code"]).not.toMatch(/[{}]/);
    expect((remedy ?? "").length, row.dataset["code"]).toBeGreaterThan(10);
  }
});
