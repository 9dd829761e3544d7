import { flushSync } from "svelte";
import { beforeEach, expect, test, vi } from "vitest";
import type { MeetProgress } from "../lib/backend/contract/MeetProgress";
import { bundle, brought, devices, folder } from "../lib/testing/meeting";
import { answers, eachWithShell, get, press, see, type, unlocked } from "../lib/testing/screen";

eachWithShell();

/** What the shell says of the job, one after the other; the last again and again. */
let steps: MeetProgress[];
let asked: Record<string, unknown>[];

beforeEach(() => {
  steps = [{ phase: "looked", found: folder() }];
  asked = [];
  answers["device_list"] = () => devices();
  for (const name of ["meet_look", "meet_start", "meet_stop"])
    answers[name] = (request) => {
      asked.push({ name, ...request });
      return "meet-1";
    };
  answers["meet_progress"] = () => (steps.length > 1 ? steps.shift() : steps[0]);
});

/** To what lies on the stick. */
async function looked(): Promise<void> {
  await unlocked();
  (await see("nav-laptops")).click();
  (await see("laptops-meet")).click();
  type(await see("meet-folder"), " /media/usb ");
  (await see("meet-look")).closest("form")?.requestSubmit();
  await see("meet-go");
}

async function went(...then: MeetProgress[]): Promise<void> {
  steps = then;
  (await see("meet-go")).click();
}

const at = (): string | undefined => get("meet-steps")?.dataset["at"];
const said = (id: string): string => get(id)?.textContent.replace(/[\u2068\u2069]/gu, "") ?? "";
const ticks = (): HTMLInputElement[] => [...document.querySelectorAll<HTMLInputElement>("[data-testid=meet-to]")];

test("what lies on the stick is shown before anything is taken in, and for whom something goes is chosen", async () => {
  steps = [
    {
      phase: "looked",
      found: folder({
        bundles: [bundle({ missing: [{ part: 3, events: 11, torn: false }] })],
        others: 3,
        kinds: [
          { kind: "others", files: 2 },
          { kind: "newer", files: 1 },
        ],
      }),
    },
  ];
  await looked();
  expect(asked).toEqual([{ name: "meet_look", folder: "/media/usb" }]);
  expect(at()).toBe("2");
  expect(said("meet-bundle")).toContain("laptop d2");
  expect(said("meet-new")).toContain("200");
  expect(said("meet-part")).toContain("Part 3 is missing");
  expect(said("meet-others")).toMatch(/other laptops: 2[^]*newer Pana wrote: 1/u);
  expect(ticks().map((tick) => tick.checked)).toEqual([true, true]);
  ticks()[1]?.click();
  flushSync();
  await went({ phase: "done", read: brought(), written: { files: ["x.pana"], events: 7, blobs: 0 } });
  await see("meet-ended");
  expect(asked[1]).toEqual({ name: "meet_start", folder: "/media/usb", read: true, to: ["d2"] });
});

test("the stick may be pulled out only when all is done, and then it is said who has what", async () => {
  await looked();
  const running: MeetProgress = { phase: "running", doing: "reading", done: 148, total: 212, people: 3 };
  await went(running);
  await see("meet-people");
  expect(at()).toBe("3");
  expect(said("meet-doing")).toBe("Changes taken in: 148 / 212");
  expect(said("meet-people")).toContain("3");
  expect(said("meet-keep")).toContain("Do not pull out");
  expect(get("meet-pull")).toBeNull();
  steps = [{ phase: "done", read: brought(), written: { files: ["x.pana"], events: 7, blobs: 0 } }];
  await see("meet-ended");
  expect(at()).toBe("4");
  expect(said("meet-pull")).toContain("may be pulled out");
  expect(said("meet-written")).toContain("7 changes");
  expect(said("meet-brought")).toMatch(/200 changes[^]*New people: 4[^]*two answers: 1/u);
  expect(said("meet-who-has")).toContain("7 changes, on the stick");
  expect(get("meet-keep")).toBeNull();
  (await see("meet-today")).click();
  await see("screen-home");
});

test("Escape stops it, and what was taken in until then is told", async () => {
  await looked();
  await went({ phase: "running", doing: "writing", done: 1, total: 9, people: 0 });
  await see("meet-running");
  await press("Escape");
  steps = [{ phase: "stopped", read: brought({ events: 30, complete: false }) }];
  await see("meet-ended");
  expect(asked.at(-1)).toEqual({ name: "meet_stop", job: "meet-1" });
  expect(said("meet-pull")).toContain("Stopped");
  expect(said("meet-brought")).toContain("30 changes");
  (await see("meet-again")).click();
  await vi.waitFor(() => {
    flushSync();
    expect(document.activeElement?.id).toBe("meet-folder");
  });
  expect((get("meet-folder") as HTMLInputElement).value, "the folder is still there").toBe(" /media/usb ");
});

test("whoever goes to another screen finds the exchange where it is", async () => {
  await looked();
  await went({ phase: "running", doing: "checking", done: 0, total: 1, people: 0 });
  await see("meet-running");
  (await see("nav-home")).click();
  await see("screen-home");
  (await see("nav-laptops")).click();
  (await see("laptops-meet")).click();
  await see("meet-running");
});

test("a stick that fails is named with what to do, and what had come is not lost", async () => {
  await looked();
  await went({ phase: "failed", error: { code: "stick-full", args: {} }, read: brought() });
  expect((await see("error")).dataset["code"]).toBe("stick-full");
  expect(said("meet-brought")).toContain("200 changes");
  expect(get("meet-pull"), "nothing is said of pulling out").toBeNull();
});

test("what is of laptops that nobody knows and was not taken is told, with what to do", async () => {
  await looked();
  await went({ phase: "done", read: brought({ not_taken: 31 }), written: null });
  await see("meet-ended");
  expect(said("meet-brought-not-taken")).toMatch(/not taken: 31[^]*stays where it came from/u);
});

test("where nothing is for this laptop it is said, and one may write all the same", async () => {
  steps = [{ phase: "looked", found: folder({ bundles: [] }) }];
  await looked();
  await see("meet-nothing");
  expect(get("meet-reads")).toBeNull();
  ticks().forEach((tick) => tick.click());
  flushSync();
  (await see("meet-go")).click();
  await see("meet-lack");
  expect(asked.map((request) => request["name"])).toEqual(["meet_look"]);
});

test("whoever was removed elsewhere is told what to do with the stick, and locks", async () => {
  const locked: unknown[] = [];
  answers["lock"] = () => locked.push(null);
  await looked();
  const left = { files: ["y.pana"], events: 5, blobs: 0 };
  await went({ phase: "done", read: brought({ left }), written: null });
  expect((await see("meet-left")).textContent).toContain("You do not work in this centre any more");
  (await see("meet-left-lock")).click();
  await vi.waitFor(() => expect(locked).toHaveLength(1));
});

test("a folder that is not there is said before anything else", async () => {
  answers["meet_look"] = () => {
    throw { code: "folder-missing", args: {} };
  };
  await unlocked();
  (await see("nav-laptops")).click();
  (await see("laptops-meet")).click();
  (await see("meet-look")).closest("form")?.requestSubmit();
  expect((await see("error")).dataset["code"]).toBe("folder-missing");
  expect(at()).toBe("1");
});
