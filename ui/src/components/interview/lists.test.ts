// Lists that are searched inside a question: the letters at hand find, and Enter takes the only match.
import { clearMocks } from "@tauri-apps/api/mocks";
import { unmount } from "svelte";
import { afterEach, expect, test, vi } from "vitest";
import { ask, formOf, get, press, type, until, type Asked } from "../../lib/testing/asked";

let asked: Asked | undefined;

afterEach(async () => {
  if (asked !== undefined) await unmount(asked.app);
  asked = undefined;
  document.body.replaceChildren();
  clearMocks();
  vi.restoreAllMocks();
});

const at = (): string | undefined => get("question")?.dataset["at"];
const value = (text: string): { state: "value"; value: string } => ({ state: "value", value: text });
const TOWNS = ["Қызылорда", "Қарағанды", "Көкшетау", "Үштөбе", "Шу", "Іле", "Әйет", "Ұзынағаш", "Өскемен", "Орал"];
const LONG = [...TOWNS, "Тараз", "Семей", "Ақтау", "Ақтөбе"];

async function askTown(kind: "select_one" | "select_multiple", ...appearance: string[]): Promise<Asked["stored"]> {
  const question = { path: "/f/town", question_type: kind, list: "towns", appearance };
  asked = await ask(formOf([question, { path: "/f/end" }], { towns: LONG }));
  return asked.stored;
}

test("Enter takes the only match of a long list and stays; the next one goes on", async () => {
  const stored = await askTown("select_one");
  await type("choice-search", "кызыл");
  await press("Enter", { key: "Enter" });
  await until(() => expect(stored.get("/f/town")).toEqual(value("Қызылорда")));
  expect([at(), (get("choice-search") as HTMLInputElement).value]).toEqual(["/f/town", ""]);
  await press("Enter", { key: "Enter" });
  await until(() => expect(at()).toBe("/f/end"));
});

test("where several fit, or none, Enter takes none of them and leads nobody on", async () => {
  const stored = await askTown("select_one");
  for (const sought of ["ақт", "zzz"]) {
    await type("choice-search", sought);
    await press("Enter", { key: "Enter" });
    await new Promise((done) => window.setTimeout(done, 30));
    expect([sought, stored.size, at()]).toEqual([sought, 0, "/f/town"]);
  }
});

test("the only match that is chosen already stays chosen", async () => {
  const stored = await askTown("select_multiple");
  for (const sought of ["uzyn", "узын"]) {
    await type("choice-search", sought);
    await press("Enter", { key: "Enter" });
    await until(() => expect(stored.get("/f/town")).toEqual(value("Ұзынағаш")));
  }
});

test("several are ticked one after another by what is typed", async () => {
  const stored = await askTown("select_multiple");
  for (const sought of ["ускемен", "оскемен", "иле"]) {
    await type("choice-search", sought);
    await press("Enter", { key: "Enter" });
  }
  await until(() => expect(stored.get("/f/town")).toEqual(value("Іле Өскемен")));
});

test("a closed list folds letters too, takes the only match, and none of several", async () => {
  const stored = await askTown("select_one", "minimal");
  await type("choice-list", "акт");
  await press("Enter", { key: "Enter" });
  expect([stored.size, at()]).toEqual([0, "/f/town"]);
  for (const sought of ["актобе", "aqtobe"]) {
    await type("choice-list", sought);
    await press("Enter", { key: "Enter" });
    await until(() => expect(stored.get("/f/town")).toEqual(value("Ақтөбе")));
  }
  expect((get("choice-list") as HTMLInputElement).value).toBe("Ақтөбе");
  await press("Enter", { key: "Enter" });
  await until(() => expect(at()).toBe("/f/end"));
});
