// Writing with the Compose key or an input method: the key belongs to the composition, and what is composed is stored.
import { clearMocks } from "@tauri-apps/api/mocks";
import { tick, unmount } from "svelte";
import { afterEach, expect, test, vi } from "vitest";
import { asValue } from "../../lib/interview/answers";
import { ask, formOf, get, press, see, until, type Asked } from "../../lib/testing/asked";

let asked: Asked | undefined;

afterEach(async () => {
  if (asked !== undefined) await unmount(asked.app);
  asked = undefined;
  document.body.replaceChildren();
  clearMocks();
  // The calendar is kept in the window's name.
  window.name = "";
  vi.restoreAllMocks();
});

const at = (): string | undefined => get("question")?.dataset["at"];

/** One step of a composition: what stands in the field meanwhile. */
async function composes(field: HTMLInputElement, text: string): Promise<void> {
  field.dispatchEvent(new CompositionEvent("compositionupdate", { bubbles: true, data: text }));
  field.value = text;
  field.dispatchEvent(
    new InputEvent("input", { bubbles: true, data: text, inputType: "insertCompositionText", isComposing: true }),
  );
  await tick();
}

async function askName(): Promise<{ field: HTMLInputElement; stored: Asked["stored"] }> {
  asked = await ask(formOf([{ path: "/f/name" }, { path: "/f/end" }]));
  const field = (await see("answer")) as HTMLInputElement;
  await until(() => expect(document.activeElement).toBe(field));
  field.dispatchEvent(new CompositionEvent("compositionstart", { bubbles: true, data: "" }));
  return { field, stored: asked.stored };
}

test("é by the Compose key is in the field and stored", async () => {
  const { field, stored } = await askName();
  for (const key of ["Compose", "Dead"]) await press(key, { key, isComposing: true });
  await composes(field, "´");
  await composes(field, "é");
  field.dispatchEvent(new CompositionEvent("compositionend", { bubbles: true, data: "é" }));
  await until(() => expect(stored.get("/f/name")).toEqual({ state: "value", value: "é" }));
  expect(field.value).toBe("é");
  expect(at()).toBe("/f/name");
});

test("Enter that ends a composition goes nowhere, whichever way the engine says so", async () => {
  const { field, stored } = await askName();
  await composes(field, "なまえ");
  // Chromium and Firefox: the key is within the composition. WebKit: it comes after its end, with the code of a key
  // that the method has taken.
  for (const how of [{ isComposing: true }, { keyCode: 229 }]) {
    const event = await press("Enter", { key: "Enter", ...how });
    expect(event.defaultPrevented).toBe(false);
  }
  await composes(field, "名前");
  field.dispatchEvent(new CompositionEvent("compositionend", { bubbles: true, data: "名前" }));
  await until(() => expect(stored.get("/f/name")).toEqual({ state: "value", value: "名前" }));
  expect([at(), field.value]).toEqual(["/f/name", "名前"]);
  await press("Enter", { key: "Enter" });
  await until(() => expect(at()).toBe("/f/end"));
});

test("no key answers, marks, moves or leaves while something is composed", async () => {
  const { field } = await askName();
  await composes(field, "ほ");
  for (const more of [{ isComposing: true }, { keyCode: 229 }])
    for (const [code, held] of [
      ["F2", {}],
      ["F3", {}],
      ["F4", {}],
      ["F6", {}],
      ["F1", {}],
      ["Digit1", {}],
      ["Enter", { key: "Enter", shiftKey: true }],
      ["Enter", { key: "Enter", ctrlKey: true }],
      ["KeyS", { ctrlKey: true }],
      ["KeyK", { ctrlKey: true }],
      ["KeyL", { ctrlKey: true }],
    ] as const) {
      const event = await press(code, { ...held, ...more });
      expect([code, event.defaultPrevented]).toEqual([code, false]);
    }
  expect([at(), get("question")?.dataset["answer"], field.value]).toEqual(["/f/name", "value", "ほ"]);
  expect(get("keys-list")).toBeNull();
});

test("the calendar comes at once, whatever is being written", async () => {
  const { field, stored } = await askName();
  await composes(field, "ほ");
  const event = await press("F9", { isComposing: true });
  expect(event.defaultPrevented).toBe(true);
  expect(await see("screen-cover")).not.toBeNull();
  await until(() => expect(stored.get("/f/name"), "behind it what stood there is kept").toEqual(asValue("ほ")));
});

test("a composition that is taken back leaves the answer blank", async () => {
  const { field, stored } = await askName();
  await composes(field, "ほ");
  await composes(field, "");
  field.dispatchEvent(new CompositionEvent("compositionend", { bubbles: true, data: "" }));
  await until(() => expect(stored.get("/f/name") ?? { state: "blank" }).toEqual({ state: "blank" }));
  expect(get("question")?.dataset["answer"]).toBe("blank");
});

test("Enter in the search of a list belongs to the composition too", async () => {
  const towns = Array.from({ length: 14 }, (_, index) => (index === 3 ? "Орал" : `Ауыл ${index}`));
  asked = await ask(formOf([{ path: "/f/town", question_type: "select_one", list: "towns" }], { towns }));
  const search = (await see("choice-search")) as HTMLInputElement;
  search.focus();
  await composes(search, "Орал");
  for (const more of [{ isComposing: true }, { keyCode: 229 }])
    expect((await press("Enter", { key: "Enter", ...more })).defaultPrevented).toBe(false);
  expect([search.value, asked.stored.get("/f/town")]).toEqual(["Орал", undefined]);
});
