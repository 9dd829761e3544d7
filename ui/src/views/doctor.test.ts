import { flushSync } from "svelte";
import { expect, test, vi } from "vitest";
import type { DoctorView } from "../lib/backend/contract/DoctorView";
import { answers, eachWithShell, get, see, unlocked } from "../lib/testing/screen";

eachWithShell();

const WELL: DoctorView = {
  events: 12,
  closed: 0,
  chain_ok: true,
  signatures_ok: true,
  bodies_ok: true,
  views_equal_replay: true,
  drafts: 1,
  files: 0,
  database_bytes: 4_200_000,
  free_bytes: 9_000_000_000,
  opens_all: true,
  may_export_aside: true,
  problems: [],
};
const altered = (number: number): DoctorView["problems"][number] => ({
  code: "event-altered",
  args: { event: `centre/d1/${number}` },
});

test("a store in order is said to be so, and the verdict is read out", async () => {
  answers["doctor"] = () => WELL;
  await unlocked();
  (await see("nav-doctor")).click();
  await see("screen-doctor");
  expect(get("doctor-verdict")).toBeNull();
  (await see("doctor-go")).click();
  const verdict = await see("doctor-verdict");
  expect(verdict.dataset["problems"]).toBe("0");
  await vi.waitFor(() => expect(verdict.contains(document.activeElement)).toBe(true));
  expect(get("doctor-part")).toBeNull();
});

test("what is wrong is named one by one, and what to do is said once", async () => {
  const problems = [
    ...Array.from({ length: 25 }, (_, index) => altered(index + 1)),
    { code: "event-chain", args: { event: "centre/d1/27" } },
    { code: "file-missing", args: { file: "b1" } },
  ];
  answers["doctor"] = () => ({ ...WELL, chain_ok: false, opens_all: false, problems });
  await unlocked();
  (await see("nav-doctor")).click();
  (await see("doctor-go")).click();
  expect((await see("doctor-verdict")).dataset["problems"]).toBe("27");
  const wrongs = [...document.querySelectorAll<HTMLElement>("[data-testid=doctor-wrong]")];
  expect(wrongs.length).toBe(2);
  expect(wrongs[0]?.textContent.split("Delete nothing").length).toBe(2);
  expect(wrongs[0]?.querySelectorAll("[data-testid=doctor-problem]").length).toBe(20);
  (await see("doctor-rest")).click();
  flushSync();
  expect(wrongs[0]?.textContent).toContain("centre/d1/27");
  expect(document.querySelector("[data-part=chain]")?.getAttribute("data-holds")).toBe("no");
  expect(get("doctor-part")).not.toBeNull();
});

test("leaving the screen while it runs loses nothing, and it is not begun twice", async () => {
  let end = (): void => undefined;
  let asked = 0;
  answers["doctor"] = () => {
    asked += 1;
    return new Promise((done) => {
      end = () => done(WELL);
    });
  };
  await unlocked();
  (await see("nav-doctor")).click();
  (await see("doctor-go")).click();
  await see("doctor-running");
  (await see("doctor-go")).click();
  (await see("nav-home")).click();
  await see("screen-home");
  end();
  (await see("nav-doctor")).click();
  await see("doctor-verdict");
  expect(asked).toBe(1);
});
