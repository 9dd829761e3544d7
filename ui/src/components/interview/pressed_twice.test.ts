// What is pressed twice, held down or clicked twice: an answer that was given stays.
import { clearMocks } from "@tauri-apps/api/mocks";
import { unmount } from "svelte";
import { afterEach, expect, test, vi } from "vitest";
import { ask, formOf, get, press, until, type Asked } from "../../lib/testing/asked";

let asked: Asked | undefined;

afterEach(async () => {
  if (asked !== undefined) await unmount(asked.app);
  asked = undefined;
  document.body.replaceChildren();
  clearMocks();
  vi.restoreAllMocks();
});

const value = (text: string): { state: "value"; value: string } => ({ state: "value", value: text });
const focused = (): string | null | undefined => document.activeElement?.getAttribute("data-testid");

test("an answer pressed twice or held down stays, and Delete or one more click takes it back", async () => {
  asked = await ask(
    formOf([{ path: "/f/safe", question_type: "select_one", list: "yes_no" }, { path: "/f/end" }], {
      yes_no: ["yes", "no"],
    }),
  );
  const { stored } = asked;
  await until(() => expect(focused()).toBe("choice-yes"));
  const pointer = (detail: number): MouseEvent => new MouseEvent("click", { bubbles: true, cancelable: true, detail });
  for (const again of [
    () => press("Digit1", { key: "1" }),
    () => press("Digit1", { key: "1", repeat: true }),
    () => Promise.resolve(get("choice-yes")?.click()),
    () => Promise.resolve(get("choice-yes")?.dispatchEvent(pointer(2))),
  ]) {
    await press("Digit1", { key: "1" });
    await again();
    expect(get("question")?.dataset["answer"]).toBe("value");
  }
  await until(() => expect(stored.get("/f/safe")).toEqual(value("yes")));
  expect((get("choice-yes") as HTMLInputElement).checked).toBe(true);
  await press("Delete", {}, get("choice-yes") ?? document.body);
  await until(() => expect(stored.get("/f/safe")).toEqual({ state: "blank" }));
  expect((get("choice-yes") as HTMLInputElement).checked).toBe(false);
  await press("Digit2", { key: "2" });
  get("choice-no")?.dispatchEvent(pointer(1));
  await until(() => expect(stored.get("/f/safe")).toEqual({ state: "blank" }));
});

test("a key that is held down ticks once, and marks once", async () => {
  asked = await ask(
    formOf([{ path: "/f/needs", question_type: "select_multiple", list: "needs" }, { path: "/f/end" }], {
      needs: ["food", "bed"],
    }),
  );
  const { stored } = asked;
  await until(() => expect(focused()).toBe("choice-food"));
  await press("Digit2", { key: "2" });
  await press("Digit2", { key: "2", repeat: true });
  await until(() => expect(stored.get("/f/needs")).toEqual(value("bed")));
  expect(get("question")?.dataset["answer"]).toBe("value");
  await press("F2", { key: "F2" });
  await press("F2", { key: "F2", repeat: true });
  await until(() => expect(stored.get("/f/needs")).toEqual({ state: "unknown" }));
  expect(get("question")?.dataset["answer"]).toBe("unknown");
});
