// Who can help with a need, as it is suggested, and how few presses lead from there to a referral.
import { flushSync } from "svelte";
import { expect, test, vi } from "vitest";
import type { SuggestView } from "../lib/backend/contract/SuggestView";
import { NEEDS, page as person, PERSON, words } from "../lib/testing/needs";
import { found, page, SUGGESTED } from "../lib/testing/services";
import { answers, eachWithShell, get, press, see } from "../lib/testing/screen";

eachWithShell();

const KINDS = [
  { code: "a_other", label: { en: "Another" }, group: { en: "Group" } },
  { code: "dom_temp_centre", label: { en: "Temporary centre" }, group: { en: "At home" } },
];

/** From the door to what a person needs. */
async function needs(view: SuggestView = SUGGESTED, over: Partial<typeof NEEDS> = {}): Promise<void> {
  answers["needs_show"] = () => ({ ...NEEDS, ...over });
  answers["service_suggest"] = () => view;
  answers["service_kinds"] = () => KINDS;
  answers["service_show"] = () => page();
  answers["service_search"] = () => found();
  await person(PERSON);
  (await see("person-needs")).click();
  await see("need");
}

test("under a need stands who can help, the best first, each with why and with what is to be found out", async () => {
  await needs();
  await see("suggestions");
  const [first, second] = [...document.querySelectorAll<HTMLElement>("[data-testid=suggested]")];
  expect(first?.dataset["verdict"]).toBe("fits");
  expect(first?.textContent).toContain("Baspana");
  expect(first?.textContent.replace(/[\u2068\u2069]/g, "")).toContain("They speak Arabic · 1 km away");
  expect(second?.dataset["verdict"]).toBe("may_fit");
  expect(second?.textContent.replace(/[\u2068\u2069]/g, "")).toContain("0 to 3");
  expect(second?.textContent).toContain("What to find out");
});

test("services that do not fit are folded, with why not, and no referral to them is offered", async () => {
  await needs();
  await see("suggested-others");
  expect(words("suggested-others")).toContain("one service does not fit");
  expect(words("suggested-others")).toContain("Closed for now");
  expect(get("suggested-others")?.querySelector("[data-testid=suggested-refer]")).toBeNull();
});

test("whom the person was sent to already stands above who else can help", async () => {
  const [need] = SUGGESTED.needs;
  const [other] = need?.others ?? [];
  if (need === undefined || other === undefined) throw new Error("no need");
  const sent = { ...other, why_not: [{ code: "referred-already", args: {}, label: {} } as const] };
  await needs({ ...SUGGESTED, needs: [{ ...need, others: [sent] }] });
  expect((await see("suggested-referred")).textContent).toContain("There is an open referral");
  expect(words("suggested-referred")).toContain("Beds for adults");
});

test("from a need to a made referral two presses are enough", async () => {
  await needs();
  const create = vi.fn(() => ({ row: { referral: "r1" } }));
  answers["referral_create"] = create;
  answers["referral_show"] = () => new Promise(() => undefined);
  (await see("suggested-refer")).click();
  await see("refer-chosen");
  await press("Enter", "Enter", document.body, { ctrlKey: true });
  await vi.waitFor(() =>
    expect(create).toHaveBeenCalledWith(
      expect.objectContaining({ needs: ["housing"], directory: "s1", service: "dom_temp_centre", recipient: "" }),
    ),
  );
});

test("another recipient is chosen from those that fit, found in the list, or written in by hand", async () => {
  await needs();
  (await see("suggested-refer")).click();
  (await see("refer-other")).click();
  await see("refer-fits");
  expect(document.activeElement?.closest("[data-testid=refer-to]")).not.toBeNull();
  (await see("refer-take")).click();
  expect((await see("refer-chosen")).dataset["service"]).toBe("s1");
  (await see("refer-other")).click();
  (await see("refer-find")).click();
  await see("screen-services");
  expect(words("services-for")).toContain("Айгүл");
  (await see("service-row")).click();
  (await see("service-refer")).click();
  await see("screen-refer");
  expect((await see("refer-chosen")).dataset["service"]).toBe("s1");
  expect((get("refer-need") as HTMLSelectElement).value).toBe("housing");
});

test("kinds of services that answer the need come first, and those of another need with the rest", async () => {
  const [kind] = NEEDS.services;
  if (kind === undefined) throw new Error("no kind");
  const over = {
    services: [
      { ...kind, code: "z_work", needs: ["job"] },
      { ...kind, code: "z_bed", needs: ["housing"] },
    ],
  };
  await needs({ state: "no_directory", stops: null, needs: [] }, over);
  answers["service_kinds"] = () =>
    ["a_other", "z_bed", "z_work"].map((code) => ({ code, label: { en: code }, group: { en: "Group" } }));
  (await see("need-refer")).click();
  const choices = (await see("refer-service")) as HTMLSelectElement;
  expect([...choices.options].map((option) => option.value).filter((code) => code !== "")).toEqual([
    "z_bed",
    "a_other",
    "z_work",
  ]);
});

test("what is for the two of them alone names nobody who can help until it is asked for", async () => {
  const apart = NEEDS.needs.map((need) => ({ ...need, apart: true }));
  await needs(SUGGESTED, { needs: apart });
  await see("need-row-show");
  expect(words("needs-list")).not.toContain("Baspana");
  (await see("need-row-show")).click();
  flushSync();
  expect(words("needs-list")).toContain("Baspana");
});

test("where nobody may be told nothing is asked and nobody is suggested", async () => {
  const suggest = vi.fn(() => SUGGESTED);
  await needs(SUGGESTED, { stops: "referrals" });
  answers["service_suggest"] = suggest;
  expect(get("suggestions")).toBeNull();
  expect(suggest).not.toHaveBeenCalled();
});

test("a need that was set aside names nobody", async () => {
  const aside = NEEDS.needs.map((need) => ({
    ...need,
    decided: [
      {
        decision: "set_aside" as const,
        reason: "met" as const,
        words: "",
        urgency: "critical" as const,
        member: "Әсел",
        at: "2026-06-01T12:00:00Z",
        rule_set: null,
        is_overtaken: false,
      },
    ],
  }));
  await needs(SUGGESTED, { needs: aside });
  await see("need-decided");
  await vi.waitFor(() => flushSync());
  expect(get("suggestions")).toBeNull();
});

test("without a directory a referral is made as ever, to whom one writes in", async () => {
  await needs({ state: "no_directory", stops: null, needs: [] });
  (await see("need-refer")).click();
  await see("refer-recipient");
  expect(get("refer-fits")).toBeNull();
  expect(get("suggestions")).toBeNull();
});

test("that no service of the list fits is said, with what can be done", async () => {
  const needed = SUGGESTED.needs.map((need) => ({ ...need, services: [], others: [], count: 0, others_count: 0 }));
  await needs({ ...SUGGESTED, needs: needed });
  await see("suggested-none");
  expect(words("suggested-none")).toContain("No service on the list fits");
  expect(get("suggested-find")).not.toBeNull();
});
