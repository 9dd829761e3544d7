import { clearMocks } from "@tauri-apps/api/mocks";
import { unmount } from "svelte";
import { afterEach, expect, test, vi } from "vitest";
import { NO_MEDIA } from "../../lib/interview/stops";
import { ask, formOf, get, press, see, type, until, type Asked } from "../../lib/testing/asked";

let asked: Asked | undefined;

afterEach(async () => {
  if (asked !== undefined) await unmount(asked.app);
  asked = undefined;
  document.body.replaceChildren();
  clearMocks();
  vi.restoreAllMocks();
});

const value = (text: string): { state: "value"; value: string } => ({ state: "value", value: text });
const at = (): string | undefined => get("question")?.dataset["at"];
const focused = (): string | null | undefined => document.activeElement?.getAttribute("data-testid");

test("a ranking is made, changed and taken back by keys alone, and said aloud", async () => {
  asked = await ask(
    formOf([{ path: "/f/days", question_type: "rank", list: "days" }, { path: "/f/end" }], {
      days: ["mon", "tue", "wed"],
    }),
  );
  const { stored } = asked;
  await until(() => expect(focused()).toBe("choice-mon"));
  expect(get("question")?.dataset["answer"]).toBe("blank");
  await press("Digit3", { key: "і" });
  await press("Digit1", { key: '"' });
  await until(() => expect(stored.get("/f/days")).toEqual(value("wed mon")));
  await until(() => expect(focused()).toBe("choice-mon"));
  expect(document.querySelector("[role=status]")?.textContent).toContain("2");
  await press("ArrowUp", { altKey: true });
  await until(() => expect(stored.get("/f/days")).toEqual(value("mon wed")));
  await until(() => expect(focused()).toBe("choice-mon"));
  (await see("rank-down-mon")).click();
  await until(() => expect(stored.get("/f/days")).toEqual(value("wed mon")));
  await until(() => expect(focused()).toBe("rank-down-mon"));
  for (const name of ["mon", "wed"]) (await see(`choice-${name}`)).click();
  await until(() => expect(stored.get("/f/days")).toEqual({ state: "blank" }));
  await press("ArrowDown", {}, get("choice-mon") ?? document.body);
  expect(focused()).toBe("choice-tue");
});

test("a time takes what is typed, goes on to the minutes at a colon, and is put in order when it is left", async () => {
  asked = await ask(formOf([{ path: "/f/hour", question_type: "time" }, { path: "/f/end" }]));
  const { stored } = asked;
  await until(() => expect(focused()).toBe("time-hour"));
  await type("time-hour", "9:");
  await until(() => expect(focused()).toBe("time-minute"));
  await type("time-minute", "5");
  expect((get("time-minute") as HTMLInputElement).value).toBe("5");
  await press("Enter", { key: "Enter" });
  await until(() => expect(at()).toBe("/f/end"));
  expect(stored.get("/f/hour")).toEqual({
    state: "value",
    value: expect.stringMatching(/^09:05:00\.000[+-]\d\d:\d\d$/) as string,
  });
  await press("Enter", { key: "Enter", shiftKey: true });
  await until(() => expect((get("time-hour") as HTMLInputElement | null)?.value).toBe("09"));
});

test("a date with a time is one question, and a year alone asks for no day", async () => {
  asked = await ask(
    formOf([
      { path: "/f/moment", question_type: "datetime" },
      { path: "/f/year", question_type: "date", appearance: ["year"] },
    ]),
  );
  const { stored } = asked;
  for (const [id, text] of [
    ["date-year", "2026"],
    ["date-month", "3"],
    ["date-day", "4"],
    ["time-hour", "14:30"],
  ] as const)
    await type(id, text);
  await press("Enter", { key: "Enter" });
  await until(() => expect(at()).toBe("/f/year"));
  expect(stored.get("/f/moment")).toEqual({
    state: "value",
    value: expect.stringMatching(/^2026-03-04T14:30:00\.000/) as string,
  });
  expect(get("date-month")).toBeNull();
  await type("date-year", "1987");
  await until(() => expect(stored.get("/f/year")).toEqual(value("1987-01-01")));
  expect((get("date-year") as HTMLInputElement).value).toBe("1987");
});

test("a place pasted whole goes into its fields, and the part that is wrong is said", async () => {
  asked = await ask(formOf([{ path: "/f/place", question_type: "geopoint" }]));
  const { stored } = asked;
  const field = (await see("place-latitude")) as HTMLInputElement;
  const paste = new Event("paste", { bubbles: true, cancelable: true });
  Object.assign(paste, { clipboardData: { getData: () => "43.238, 76.889" } });
  field.dispatchEvent(paste);
  await until(() => expect(stored.get("/f/place")).toEqual(value("43.238 76.889")));
  expect((get("place-longitude") as HTMLInputElement).value).toBe("76.889");
  await type("place-latitude", "143");
  await until(() => expect(get("place-latitude")?.getAttribute("aria-invalid")).toBe("true"));
  expect(document.querySelector(".said-wrong")?.textContent).toContain("90");
  expect(stored.get("/f/place")).toEqual(value("143,76.889,,"));
});

test("an area is a list of points that grows and shrinks", async () => {
  asked = await ask(formOf([{ path: "/f/field", question_type: "geoshape" }]));
  const { stored } = asked;
  for (const [index, [latitude, longitude]] of [
    ["43", "76"],
    ["43.1", "76"],
    ["43.1", "76.1"],
  ].entries()) {
    await type(`point-${index}-latitude`, latitude ?? "");
    await type(`point-${index}-longitude`, longitude ?? "");
  }
  await until(() => expect(stored.get("/f/field")).toEqual(value("43 76;43.1 76;43.1 76.1;43 76")));
  (await see("point-1-remove")).click();
  await until(() => expect(stored.get("/f/field")).toEqual(value("43 76;43.1 76.1")));
  expect(get("point-2-remove")).toBeNull();
});

test("a scanner fills a code whatever the layout, and its second key leaves the next question alone", async () => {
  asked = await ask(formOf([{ path: "/f/code", question_type: "barcode" }, { path: "/f/next" }, { path: "/f/last" }]));
  const { stored } = asked;
  await until(() => expect(focused()).toBe("answer"));
  for (const [code, key] of [
    ["Digit4", "ң"],
    ["Digit6", ","],
    ["Digit0", "қ"],
  ] as const)
    await press(code, { key });
  await press("Enter", { key: "Enter" });
  await press("Enter", { key: "Enter" }, document.body);
  await until(() => expect(at()).toBe("/f/next"));
  expect(stored.get("/f/code")).toEqual(value("460"));
});

test("what no scanner sends is no second key of one: Ctrl Enter right after a code is the worker's", async () => {
  asked = await ask(formOf([{ path: "/f/code", question_type: "barcode" }, { path: "/f/next" }, { path: "/f/last" }]));
  await until(() => expect(focused()).toBe("answer"));
  await press("Digit4", { key: "4" });
  await press("Enter", { key: "Enter" });
  await press("Enter", { key: "Enter", ctrlKey: true }, document.body);
  await until(() => expect(at()).toBe("/f/last"));
});

test("a long range is a number with its ends said, and arrows go by its step", async () => {
  asked = await ask(
    formOf([{ path: "/f/share", question_type: "range", parameters: { start: "0", end: "100", step: "5" } }]),
  );
  const { stored } = asked;
  await until(() => expect(focused()).toBe("answer"));
  expect(get("question")?.textContent).toMatch(/0.*100.*5/);
  expect(get("answer")?.getAttribute("role")).toBe("spinbutton");
  await press("ArrowUp");
  await press("ArrowUp");
  await until(() => expect(stored.get("/f/share")).toEqual(value("5")));
  (await see("step-down")).click();
  await until(() => expect(stored.get("/f/share")).toEqual(value("0")));
});

test("on a scale a digit is the number itself, not its place", async () => {
  asked = await ask(formOf([{ path: "/f/pain", question_type: "range", parameters: { start: "0", end: "5" } }]));
  const { stored } = asked;
  await until(() => expect(get("choice-3")).not.toBeNull());
  await press("Digit3", { key: "3" }, document.body);
  await until(() => expect(stored.get("/f/pain")).toEqual(value("3")));
});

test("a closed list opens, is searched and chooses by keys alone", async () => {
  asked = await ask(
    formOf(
      [{ path: "/f/town", question_type: "select_one", list: "towns", appearance: ["minimal"] }, { path: "/f/end" }],
      { towns: ["Almaty", "Aral", "Astana"] },
    ),
  );
  const { stored } = asked;
  await until(() => expect(focused()).toBe("choice-list"));
  expect(get("choice-list")?.getAttribute("aria-expanded")).toBe("false");
  await press("ArrowDown");
  await press("ArrowDown");
  await press("ArrowDown");
  await press("Enter", { key: "Enter" });
  await until(() => expect(stored.get("/f/town")).toEqual(value("Aral")));
  expect(at()).toBe("/f/town");
  expect((get("choice-list") as HTMLInputElement).value).toBe("Aral");
  await type("choice-list", "ast");
  expect([...document.querySelectorAll("[role=option]")].map((each) => each.textContent.trim())).toEqual(["Astana"]);
  await press("Escape");
  expect((get("choice-list") as HTMLInputElement).value).toBe("Aral");
  await type("choice-list", "ast");
  await press("Enter", { key: "Enter" });
  await until(() => expect(stored.get("/f/town")).toEqual(value("Astana")));
  await press("Enter", { key: "Enter" });
  await until(() => expect(at()).toBe("/f/end"));
});

test("where a questionnaire says quick, choosing goes on; passing over an answer does not", async () => {
  asked = await ask(
    formOf(
      [
        { path: "/f/one", question_type: "select_one", list: "yn", appearance: ["quick"] },
        { path: "/f/two", question_type: "select_multiple", list: "yn", appearance: ["quick"] },
      ],
      { yn: ["yes", "no"] },
    ),
  );
  await until(() => expect(focused()).toBe("choice-yes"));
  await press("ArrowDown");
  expect(at()).toBe("/f/one");
  await press("Digit2", { key: "2" });
  await until(() => expect(at()).toBe("/f/two"));
  expect(asked.stored.get("/f/one")).toEqual(value("no"));
  await press("Digit2", { key: "2" });
  await until(() => expect(asked?.stored.get("/f/two")).toEqual(value("no")));
  expect(at()).toBe("/f/two");
});

test("a group whose questions stand together is one page, and Enter goes through it", async () => {
  asked = await ask(
    formOf([
      {
        path: "/f/g",
        role: "group",
        question_type: "group",
        appearance: ["field-list"],
        label: { en: "Where **you** live" },
      },
      { path: "/f/g/town" },
      {
        path: "/f/g/rooms",
        question_type: "integer",
        hint: { en: "without the kitchen" },
        guidance: { en: "Count the *rooms*" },
      },
      { path: "/f/after" },
    ]),
  );
  expect([...document.querySelectorAll("[data-at]")].map((each) => (each as HTMLElement).dataset["at"])).toEqual([
    "/f/g/town",
    "/f/g/rooms",
  ]);
  expect(document.querySelector("h1 strong")?.textContent).toBe("you");
  expect(document.body.textContent).toContain("without the kitchen");
  expect((get("guidance") as HTMLDetailsElement).open).toBe(false);
  await until(() => expect(focused()).toBe("answer"));
  await press("Enter", { key: "Enter" });
  await until(() => expect(at()).toBe("/f/g/rooms"));
  await until(() => expect(document.activeElement?.closest("[data-at]")?.getAttribute("data-at")).toBe("/f/g/rooms"));
  await press("Enter", { key: "Enter" });
  await until(() => expect(at()).toBe("/f/after"));
  expect(document.querySelectorAll("[data-testid=part]")).toHaveLength(0);
});

test("a table of choices is answered line by line", async () => {
  asked = await ask(
    formOf(
      [
        { path: "/f/t", role: "group", question_type: "group", appearance: ["field-list"], label: {} },
        { path: "/f/t/head", role: "note", question_type: "select_one", list: "yn", appearance: ["label"], label: {} },
        { path: "/f/t/water", question_type: "select_one", list: "yn", appearance: ["list-nolabel"] },
        { path: "/f/t/light", question_type: "select_one", list: "yn", appearance: ["list-nolabel"] },
      ],
      { yn: ["yes", "no"] },
    ),
  );
  const { stored } = asked;
  expect([...document.querySelectorAll("thead th")].map((each) => each.textContent.trim())).toEqual(["yes 1", "no 2"]);
  expect(at()).toBe("/f/t/water");
  await until(() => expect(focused()).toBe("choice-yes"));
  await press("Digit2", { key: "2" });
  await until(() => expect(stored.get("/f/t/water")).toEqual(value("no")));
  await press("ArrowDown", {}, get("choice-no") ?? document.body);
  await until(() => expect(at()).toBe("/f/t/light"));
  expect(focused()).toBe("choice-no");
  expect(stored.has("/f/t/light")).toBe(false);
  await press("ArrowLeft");
  await until(() => expect(focused()).toBe("choice-yes"));
});

test("right to left, the arrows of a table go the way they point", async () => {
  asked = await ask(
    formOf(
      [
        { path: "/f/water", question_type: "select_one", list: "yn", appearance: ["list-nolabel"] },
        { path: "/f/g", role: "group", question_type: "group", appearance: ["field-list"], label: {} },
        { path: "/f/g/light", question_type: "select_one", list: "yn", appearance: ["list-nolabel"] },
      ],
      { yn: ["yes", "no"] },
    ),
    "x-rtl",
  );
  await press("Enter", { key: "Enter" });
  await until(() => expect(at()).toBe("/f/g/light"));
  await until(() => expect(focused()).toBe("choice-yes"));
  await press("ArrowLeft");
  await until(() => expect(focused()).toBe("choice-no"));
});

test("marks in a text become elements, and nothing else does", async () => {
  asked = await ask(
    formOf([{ path: "/f/q", label: { en: 'Say **this** <img src=x onerror="x()">' }, hint: { en: "# Head\nline" } }]),
  );
  expect(document.querySelector("h1 strong")?.textContent).toBe("this");
  expect(document.querySelector("h1 img")).toBeNull();
  expect(document.querySelector(".hint .said-head")?.textContent).toBe("Head");
});

test("a picture of a question or an answer is shown; one that did not come is named", async () => {
  const form = formOf(
    [
      {
        path: "/f/roof",
        question_type: "select_one",
        list: "roofs",
        media: { ...NO_MEDIA, picture: { en: "house.png" } },
      },
    ],
    { roofs: ["flat", "none"] },
  );
  const choices =
    form.choices["roofs"]?.map((choice, index) => ({
      ...choice,
      media: { ...NO_MEDIA, picture: { en: index === 0 ? "flat.png" : "lost.png" } },
    })) ?? [];
  asked = await ask({ ...form, choices: { roofs: choices } });
  await until(() =>
    expect([...document.querySelectorAll("img")].map((each) => each.getAttribute("src"))).toEqual([
      "data:image/png;base64,house",
      "data:image/png;base64,flat",
    ]),
  );
  expect(document.body.textContent).toContain("lost.png");
});

test("a question is heard when somebody asks for it, one sound at a time", async () => {
  const playing = (player: HTMLMediaElement, event: string): void => {
    player.dispatchEvent(new Event(event));
  };
  vi.spyOn(HTMLMediaElement.prototype, "play").mockImplementation(function (this: HTMLMediaElement) {
    playing(this, "play");
    return Promise.resolve();
  });
  vi.spyOn(HTMLMediaElement.prototype, "pause").mockImplementation(function (this: HTMLMediaElement) {
    playing(this, "pause");
  });
  const form = formOf(
    [
      {
        path: "/f/roof",
        question_type: "select_one",
        list: "roofs",
        media: { ...NO_MEDIA, sound: { en: "roof.mp3" } },
      },
    ],
    { roofs: ["flat", "none"] },
  );
  const choices =
    form.choices["roofs"]?.map((choice, index) => ({
      ...choice,
      media: { ...NO_MEDIA, sound: { en: index === 0 ? "flat.mp3" : "lost.mp3" } },
    })) ?? [];
  asked = await ask({ ...form, choices: { roofs: choices } });
  const buttons = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('[data-testid="listen"]')];
  const heard = (): (string | null)[] => buttons().map((button) => button.getAttribute("aria-pressed"));
  await until(() => expect(heard()).toEqual(["false", "false"]));
  expect(document.body.textContent).toContain("lost.mp3");
  buttons()[0]?.click();
  await until(() => expect(heard()).toEqual(["true", "false"]));
  buttons()[1]?.click();
  await until(() => expect(heard()).toEqual(["false", "true"]));
  expect(asked.stored.has("/f/roof")).toBe(false);
  buttons()[1]?.click();
  await until(() => expect(heard()).toEqual(["false", "false"]));
});

test("none of these stands alone and gives back what it unticked", async () => {
  asked = await ask(
    formOf([{ path: "/f/needs", question_type: "select_multiple", list: "needs", exclusive: ["none"] }], {
      needs: ["food", "work", "none"],
    }),
  );
  const { stored } = asked;
  for (const digit of ["1", "2"]) await press(`Digit${digit}`, { key: digit });
  await until(() => expect(stored.get("/f/needs")).toEqual(value("food work")));
  await press("Digit3", { key: "3" });
  await until(() => expect(stored.get("/f/needs")).toEqual(value("none")));
  expect(get("alone")?.textContent).toContain("none");
  await press("Digit3", { key: "3" });
  await until(() => expect(stored.get("/f/needs")).toEqual(value("food work")));
  expect(get("alone") ?? null).toBeNull();
});
