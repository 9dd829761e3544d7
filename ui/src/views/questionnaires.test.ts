import { flushSync } from "svelte";
import { expect, test, vi } from "vitest";
import type { FormCard } from "../lib/backend/contract/FormCard";
import type { FormLanguage } from "../lib/backend/contract/FormLanguage";
import type { FormReading } from "../lib/backend/contract/FormReading";
import type { Severity } from "../lib/backend/contract/Severity";
import { view } from "../lib/testing/form";
import { answers, eachWithShell, get, press, see, type, unlocked } from "../lib/testing/screen";

eachWithShell();

const LANGUAGE: FormLanguage = { tag: "kk", name: "Kazakh (kk)", direction: "ltr" };

const card = (over: Partial<FormCard> = {}): FormCard => ({
  form: "intake",
  version: "2",
  title: { en: "Reception" },
  kind: "mixed",
  questions: 12,
  languages: [LANGUAGE],
  protected: false,
  own: true,
  drafts: 1,
  finished: 4,
  earlier: [{ hash: "ab", version: "1", published_at: "2026-11-20T10:00:00Z" }],
  ...over,
});

const reading = (over: Partial<FormReading> = {}): FormReading => ({
  may_publish: true,
  reading: "1",
  file: "intake.xlsx",
  took_ms: 40,
  standing: "next",
  problems: [],
  errors: 0,
  warnings: 0,
  summary: {
    form: "intake",
    version: "3",
    title: { en: "Reception" },
    kind: "mixed",
    questions: 13,
    conditional: 2,
    languages: [{ language: LANGUAGE, questions: 12 }],
    protected: false,
  },
  changes: {
    version: "2",
    added: { count: 21, rows: [{ name: "depth", label: { en: "How long have we got?" } }] },
    removed: { count: 0, rows: [] },
    retyped: { count: 0, rows: [] },
    choices_added: { count: 0, rows: [] },
    choices_removed: { count: 0, rows: [] },
    drafts: 3,
    finished: 4,
  },
  ...over,
});

const problem = (cell: string, severity: Severity): FormReading["problems"][number] => ({
  sheet: "survey",
  cell,
  severity,
  code: "reference-unknown",
  args: { name: `x${cell}` },
  around: {
    columns: [
      { letters: "B", heading: "name" },
      { letters: "J", heading: "relevant" },
    ],
    rows: [{ number: 2, cells: ["a", `\${x${cell}}`] }],
    column: 1,
    row: 2,
  },
});

/** The words without the marks that keep each direction to itself. */
const plain = (element: HTMLElement): string => element.textContent.replace(/[\u2068\u2069]/g, "");

async function takeIn(found: FormReading): Promise<void> {
  answers["form_catalogue"] = () => ({ may_read: true, may_publish: true, forms: [card()] });
  answers["form_read"] = () => found;
  await unlocked();
  (await see("nav-questionnaires")).click();
  await see("questionnaire");
  await press("Enter", "Enter", document.body, { ctrlKey: true });
  type(await see("take-path"), "/usb/intake.xlsx");
  (await see("take-read")).closest("form")?.requestSubmit();
  await see("verdict");
}

test("what stops a questionnaire is read with its cell, and it cannot be published", async () => {
  const published: unknown[] = [];
  answers["form_publish"] = (request) => published.push(request);
  await takeIn(
    reading({
      standing: "errors",
      errors: 1,
      warnings: 1,
      summary: null,
      changes: null,
      problems: [problem("J2", "error"), problem("J9", "warning")],
    }),
  );
  expect(get("verdict")?.textContent).toContain("One problem stops this questionnaire, one is worth a look");
  expect(get("cells")?.textContent).toContain("${xJ2}");
  get("problem")?.focus();
  await press("ArrowDown");
  await vi.waitFor(() => {
    flushSync();
    expect(get("cells")?.textContent).toContain("${xJ9}");
  });
  expect(document.activeElement?.getAttribute("aria-selected")).toBe("true");
  (await see("publish")).click();
  await press("Enter", "Enter", document.body, { ctrlKey: true });
  expect(published).toEqual([]);
});

test("the file is read again by F5 and published by Ctrl Enter", async () => {
  const published: unknown[] = [];
  answers["form_publish"] = (request) => {
    published.push(request);
    return { may_read: true, may_publish: true, forms: [card()] };
  };
  await takeIn(reading({ standing: "taken" }));
  expect(plain(await see("standing"))).toContain("version 3 already");
  const again = vi.fn(() => reading({ reading: "2" }));
  answers["form_read"] = again;
  await press("F5", "F5", document.body);
  await vi.waitFor(() => {
    flushSync();
    expect(get("standing")).toBeNull();
  });
  expect(again).toHaveBeenCalledOnce();
  expect(plain(await see("changes-added"))).toBe("How long have we got? depth and 20 more");
  await press("Enter", "Enter", document.body, { ctrlKey: true });
  expect((await see("published")).textContent).toContain("Reception");
  expect(published).toEqual([{ reading: "2" }]);
});

test("a trial says that nothing is kept and leads back to what was read", async () => {
  const discarded: unknown[] = [];
  answers["form_try"] = () => view({ status: "trial", case: null, number: null });
  answers["interview_discard"] = (request) => {
    discarded.push(request);
    return null;
  };
  await takeIn(reading({ warnings: 1, problems: [problem("J9", "warning")] }));
  expect(get("unsent")).not.toBeNull();
  (await see("try-reading")).click();
  await see("trial");
  expect(get("saved-state")?.dataset["phase"]).toBe("trial");
  expect(get("saved-state")?.textContent).toContain("not kept");
  expect(get("unsent"), "nothing of a trial waits to be sent").toBeNull();
  await press("F2", "F2", document.body);
  await vi.waitFor(() => {
    flushSync();
    expect(get("question")?.dataset["answer"]).toBe("unknown");
  });
  expect(get("saved-state")?.dataset["phase"]).toBe("trial");
  await press("KeyS", "s", document.body, { ctrlKey: true });
  expect((await see("verdict")).textContent).toContain("one thing is worth a look");
  expect(discarded).toEqual([{ interview: "i1", case: null }]);
  expect(get("saved-state")?.dataset["phase"]).not.toBe("trial");
});

test("an earlier version is asked again after a question, and who may not publish is offered neither", async () => {
  const again: unknown[] = [];
  answers["form_catalogue"] = () => ({ may_read: true, may_publish: true, forms: [card()] });
  answers["form_again"] = (request) => {
    again.push(request);
    return { may_read: true, may_publish: true, forms: [card({ version: "1", earlier: [] })] };
  };
  await unlocked();
  (await see("nav-questionnaires")).click();
  (await see("again")).click();
  expect(again).toEqual([]);
  (await see("again-sure")).click();
  expect(plain(await see("published"))).toContain("version 1");
  expect(again).toEqual([{ form: "intake", hash: "ab" }]);
  answers["form_catalogue"] = () => ({ may_read: false, may_publish: false, forms: [card({ finished: null })] });
  (await see("nav-home")).click();
  await see("screen-home");
  (await see("nav-questionnaires")).click();
  await see("earlier");
  expect([get("again"), get("take-in")]).toEqual([null, null]);
  expect(get("try")).not.toBeNull();
});
