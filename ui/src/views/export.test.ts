// What is shown of an export before it is written.
import { flushSync } from "svelte";
import { expect, test, vi } from "vitest";
import type { ExportPreview } from "../lib/backend/contract/ExportPreview";
import { answers, eachWithShell, get, see, type, unlocked } from "../lib/testing/screen";

eachWithShell();

const PREVIEW: ExportPreview = {
  columns: [],
  people: 4,
  interviews: 4,
  refused: 1,
  unanswered: 0,
  rows: null,
  named: true,
  files: true,
  second: false,
};
const HEADINGS = ["Code", "Which country?"];
const until = (check: () => void): Promise<void> =>
  vi.waitFor(() => {
    flushSync();
    check();
  });

async function chosen(purpose: string): Promise<void> {
  answers["member_list"] = () => ({ members: [] });
  await unlocked();
  (await see("nav-export")).click();
  await until(() => expect((get("export-form") as HTMLSelectElement).value).toBe("f"));
  (await see(`export-purpose-${purpose}`)).click();
  await see("export-preview");
}

const cells = (): (string | undefined)[] =>
  [...(get("export-rows")?.querySelectorAll("th, td") ?? [])].map((cell) => cell.textContent.trim());

test("the first rows stand there as they came, in a table that the keyboard reaches", async () => {
  const rows = [
    ["bcdf", "Сирия"],
    ["cdfg", "[declined]"],
  ];
  answers["export_preview"] = () => ({ ...PREVIEW, named: false, rows: { headings: HEADINGS, rows } });
  await chosen("statistics");
  expect(cells()).toEqual([...HEADINGS, ...rows.flat()]);
  const table = get("export-rows");
  table?.focus();
  expect(document.activeElement).toBe(table);
  expect(document.getElementById(table?.getAttribute("aria-labelledby") ?? "")?.textContent).toContain("2");
});

test("where names would stand in them, or nobody's row leaves, that is said and no row is shown", async () => {
  answers["export_preview"] = ({ purpose }) =>
    purpose === "care" ? PREVIEW : { ...PREVIEW, people: 0, named: false, rows: { headings: HEADINGS, rows: [] } };
  await chosen("care");
  await see("export-rows-named");
  expect(get("export-rows")).toBeNull();
  get("export-purpose-statistics")?.click();
  await see("export-rows-none");
  expect(get("export-rows") ?? get("export-rows-named")).toBeNull();
});

test("after an export the rows of the next one are shown, which has codes of its own", async () => {
  let code = 0;
  answers["export_preview"] = () => {
    code += 1;
    return { ...PREVIEW, named: false, rows: { headings: ["Code"], rows: [[`code ${code}`]] } };
  };
  answers["export_start"] = () => "job";
  answers["export_progress"] = () => ({ phase: "done", interviews: 1, files: ["/out/a.csv"] });
  await chosen("statistics");
  expect(cells()).toEqual(["Code", `code ${code}`]);
  const before = code;
  type(await see("export-folder"), "/out");
  get("export-folder")?.closest("form")?.requestSubmit();
  await see("export-done");
  await until(() => expect(cells()).toEqual(["Code", `code ${before + 1}`]));
});

test("an export begins with the questionnaire with which people come", async () => {
  const known = (await answers["form_list"]?.({})) as { form: string; opens_case: boolean }[];
  const [first] = known;
  answers["form_list"] = () => [{ ...first, form: "after", opens_case: false }, ...known];
  answers["member_list"] = () => ({ members: [] });
  await unlocked();
  (await see("nav-export")).click();
  await until(() => expect((get("export-form") as HTMLSelectElement).value).toBe("f"));
});
