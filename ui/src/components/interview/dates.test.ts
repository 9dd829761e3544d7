// A date that is written in one go, or part by part, by the keyboard alone.
import { clearMocks } from "@tauri-apps/api/mocks";
import { unmount } from "svelte";
import { afterEach, expect, test, vi } from "vitest";
import { ask, formOf, get, press, see, type, until, type Asked } from "../../lib/testing/asked";

let asked: Asked | undefined;

afterEach(async () => {
  if (asked !== undefined) await unmount(asked.app);
  asked = undefined;
  document.body.replaceChildren();
  clearMocks();
  vi.restoreAllMocks();
});

const at = (): string | undefined => get("question")?.dataset["at"];
const focused = (): string | null | undefined => document.activeElement?.getAttribute("data-testid");
const shown = (id: string): string => (get(id) as HTMLInputElement).value;
const parts = (): string[] => ["date-day", "date-month", "date-year"].map(shown);

async function askBirth(...appearance: string[]): Promise<Asked["stored"]> {
  asked = await ask(formOf([{ path: "/f/birth", question_type: "date", appearance }, { path: "/f/end" }]));
  return asked.stored;
}

test("a date is typed in one go where the keyboard stands, and its parts say what was understood", async () => {
  const stored = await askBirth();
  await until(() => expect(focused()).toBe("date-line"));
  await type("date-line", "28.02.1994");
  expect(parts()).toEqual(["28", "2", "1994"]);
  await press("Enter", { key: "Enter" });
  await until(() => expect(at()).toBe("/f/end"));
  expect(stored.get("/f/birth")).toEqual({ state: "value", value: "1994-02-28" });
  await press("Enter", { key: "Enter", shiftKey: true });
  await until(() => expect(at()).toBe("/f/birth"));
  expect(shown("date-line")).toBe("28.02.1994");
});

test("a date that is known in part is kept in part", async () => {
  const stored = await askBirth();
  for (const [typed, kept] of [
    ["02.1994", "1994-02"],
    ["1994", "1994"],
    ["ақпан 1994", "1994-02"],
    ["۱۹۹۴", "1994"],
  ] as const) {
    await type("date-line", typed);
    await until(() => expect(stored.get("/f/birth")).toEqual({ state: "partial", value: kept }));
  }
  await type("date-line", "");
  await until(() => expect(stored.get("/f/birth")).toEqual({ state: "blank" }));
});

test("where a month is asked its first day is kept, as ever", async () => {
  const stored = await askBirth("month-year");
  await type("date-line", "02.1994");
  await until(() => expect(stored.get("/f/birth")).toEqual({ state: "value", value: "1994-02-01" }));
});

test("what is no date says so, and what was typed stays, also when the question is left and seen again", async () => {
  const stored = await askBirth();
  for (const [typed, says] of [
    ["31.02.1994", "28"],
    ["13.1994", "12"],
    ["28.02.94", "four digits"],
    ["кеше", "no date"],
  ] as const) {
    await type("date-line", typed);
    await until(() => expect(stored.get("/f/birth")).toEqual({ state: "value", value: typed }));
    await vi.waitFor(() => expect(get("date-why")?.textContent).toContain(says), 3_000);
    expect(shown("date-line")).toBe(typed);
    expect(get("date-line")?.getAttribute("aria-describedby")).toContain(get("date-why")?.id);
    expect(get("date-line")?.getAttribute("aria-invalid")).toBe("true");
    get("date-line")?.dispatchEvent(new Event("blur"));
    await until(() => expect(shown("date-line")).toBe(typed));
  }
  await type("date-line", "28.02.1994");
  await until(() => expect(get("date-why")).toBeNull());
});

test("lines between figures do not turn what is no date into another", async () => {
  const stored = await askBirth();
  await type("date-line", "31-02-94");
  await until(() => expect(stored.get("/f/birth")).toEqual({ state: "value", value: "31.02.94" }));
  get("date-line")?.dispatchEvent(new Event("blur"));
  await until(() => expect(shown("date-line")).toBe("31.02.94"));
  expect(parts()).toEqual(["", "", ""]);
});

test("a part that is whole gives the keyboard to the next", async () => {
  const stored = await askBirth();
  (await see("date-day")).focus();
  await type("date-day", "3");
  expect(focused()).toBe("date-day");
  await type("date-day", "31");
  expect(focused()).toBe("date-month");
  await type("date-month", "5");
  expect(focused()).toBe("date-year");
  await type("date-year", "١٩٩٤");
  expect(parts()).toEqual(["31", "5", "1994"]);
  await until(() => expect(stored.get("/f/birth")).toEqual({ state: "value", value: "1994-05-31" }));
  expect(shown("date-line")).toBe("31.05.1994");
  (await see("date-day")).focus();
  await type("date-day", "1.");
  expect([focused(), shown("date-day")]).toEqual(["date-month", "1"]);
});

test("a whole date pasted into a part goes into all of them", async () => {
  const stored = await askBirth();
  await type("date-day", "1994-02-28");
  await until(() => expect(stored.get("/f/birth")).toEqual({ state: "value", value: "1994-02-28" }));
  expect(parts()).toEqual(["28", "2", "1994"]);
});

test("taking a figure out of a part stays in it", async () => {
  await askBirth();
  const day = (await see("date-day")) as HTMLInputElement;
  day.focus();
  day.value = "7";
  day.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "deleteContentBackward" }));
  expect(focused()).toBe("date-day");
});

test("a date with a time is typed in one go too, and no date keeps its time", async () => {
  asked = await ask(formOf([{ path: "/f/moment", question_type: "datetime" }]));
  const { stored } = asked;
  await type("date-line", "28.02.1994");
  await type("time-hour", "14:30");
  await until(() =>
    expect(stored.get("/f/moment")).toEqual({
      state: "value",
      value: expect.stringMatching(/^1994-02-28T14:30:00\.000/) as string,
    }),
  );
  await type("date-line", "31.02.1994");
  await until(() => expect(stored.get("/f/moment")).toEqual({ state: "value", value: "31.02.1994T14:30" }));
  get("date-line")?.dispatchEvent(new Event("blur"));
  await until(() => expect([shown("date-line"), shown("time-hour")]).toEqual(["31.02.1994", "14"]));
});
