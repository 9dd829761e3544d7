import { flushSync } from "svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { AppState } from "../lib/backend/contract/AppState";
import type { HubView } from "../lib/backend/contract/HubView";
import type { JoinsView } from "../lib/backend/contract/JoinsView";
import type { OnlineView } from "../lib/backend/contract/OnlineView";
import { brought, devices } from "../lib/testing/meeting";
import { answers, eachWithShell, get, open, see, type, unlocked } from "../lib/testing/screen";

eachWithShell();
afterEach(() => void vi.useRealTimers());

const WORDS = ["айва", "бидай", "вагон", "газон", "дала", "жиде", "кеме", "тырма"];
const HUB: HubView = {
  address: "hub.example.org:7470",
  key: "00",
  met: null,
  waits: 0,
  apart: false,
  by_itself: true,
};
let asked: Record<string, unknown>[];
let view: OnlineView;
let joins: JoinsView;
let state: AppState;
const said = (id: string): string => get(id)?.textContent.replace(/[\u2068\u2069]/gu, "") ?? "";
const note =
  (name: string, reply: () => unknown) =>
  (request: Record<string, unknown>): unknown => {
    asked.push({ name, ...request });
    return reply();
  };
const refuse = (code: string) => () => {
  throw { code, args: {} };
};

beforeEach(() => {
  asked = [];
  view = {
    invite: "00ff",
    name: "Отабек",
    stage: "words",
    words: WORDS,
    address: HUB.address,
    again: false,
    asks: null,
  };
  joins = { stage: "waits", check: null, device: "5-ноутбук" };
  answers["device_list"] = () => devices();
  answers["hub_show"] = () => HUB;
  answers["member_list"] = () => ({
    members: [{ id: "m1", name: "Әсел", role: "coordinator", grants: [], may_recover: true }],
    may_administer: true,
    may_give: [],
    may_make_sheets: true,
    suspended: [],
    may_confirm: true,
  });
  answers["online_invite"] = note("online_invite", () => view);
  answers["online_look"] = () => view;
});

/** Whatever is looked for every two seconds is looked for now. */
async function later(): Promise<void> {
  await vi.advanceTimersByTimeAsync(2100);
  flushSync();
}

async function invited(): Promise<void> {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  await unlocked();
  (await see("nav-laptops")).click();
  (await see("laptops-invite")).click();
  await see("invite-how-online");
  (await see("invite-who-me")).click();
  flushSync();
  (await see("invite-go")).closest("form")?.requestSubmit();
  await see("online-words");
}

const DIGITS = (): OnlineView => ({
  ...view,
  stage: "digits",
  asks: { device: "5-ноутбук", member: "Отабек", role: "volunteer", grants: [] },
});

test("where there is a hub a laptop is asked in by words, one to a cell, with the address", async () => {
  await invited();
  expect(asked).toEqual([{ name: "online_invite", whom: { who: "me" } }]);
  const cells = [...(await see("online-words")).children].map((cell) => cell.textContent);
  expect(cells).toEqual(WORDS.map((word, at) => `${at + 1}${word}`));
  expect(said("online-address")).toBe("hub.example.org:7470");
  expect(said("online-status")).toContain("Waiting");
  view = { ...view, stage: "laptop", again: true };
  await later();
  expect(said("online-status")).toContain("typed the words");
  expect(said("online-again"), "a second laptop is named").toContain("second laptop");
});

test("a file can be chosen all the same, and where there is no hub nothing else is offered", async () => {
  await unlocked();
  (await see("nav-laptops")).click();
  (await see("laptops-invite")).click();
  expect(await see("invite-how-online").then((radio) => (radio as HTMLInputElement).checked)).toBe(true);
  expect(get("invite-folder")).toBeNull();
  (await see("invite-how-file")).click();
  flushSync();
  await see("invite-folder");
  answers["hub_show"] = () => null;
  (await see("invite-back")).click();
  (await see("laptops-invite")).click();
  await see("invite-folder");
  expect(get("invite-how-online")).toBeNull();
});

test("the digits of the new laptop are typed here, are shown nowhere, and let it in", async () => {
  answers["online_accept"] = note("online_accept", () => ({ device: "d5", name: "5-ноутбук", told: true }));
  await invited();
  view = DIGITS();
  await later();
  expect(said("online-asks")).toContain("5-ноутбук");
  expect(document.activeElement?.id).toBe("online-check");
  type(await see("online-check"), "418 70");
  flushSync();
  const go = await see("online-go");
  go.closest("form")?.requestSubmit();
  expect(go.getAttribute("aria-disabled"), "not all of them").toBe("true");
  type(await see("online-check"), "418 702");
  flushSync();
  go.closest("form")?.requestSubmit();
  await see("online-done");
  expect(asked.at(-1)).toEqual({ name: "online_accept", invite: "00ff", check: "418 702", agreed: { by: "alone" } });
  expect(said("online-done")).toContain("5-ноутбук is let in");
});

test("while a laptop is let in nobody looks any more, and it is not said that the invite has ended", async () => {
  await invited();
  view = DIGITS();
  await later();
  const looked = vi.fn(() => ({ ...DIGITS(), stage: "answered" }));
  let done: (view: unknown) => void = () => undefined;
  answers["online_accept"] = () => new Promise((resolve) => (done = resolve));
  answers["online_look"] = looked;
  type(await see("online-check"), "418702");
  flushSync();
  (await see("online-go")).closest("form")?.requestSubmit();
  await later();
  await later();
  expect(looked).not.toHaveBeenCalled();
  expect(get("online-over")).toBeNull();
  done({ device: "d5", name: "5-ноутбук", told: true });
  await see("online-done");
});

test("other digits end the invite, and a new one is offered", async () => {
  answers["online_accept"] = refuse("join-digits");
  await invited();
  view = DIGITS();
  await later();
  type(await see("online-check"), "000000");
  flushSync();
  (await see("online-go")).closest("form")?.requestSubmit();
  await see("online-over");
  expect((await see("error")).dataset["code"]).toBe("join-digits");
  expect(get("online-check")).toBeNull();
});

test("an invite whose digits differ is stopped by a button", async () => {
  answers["invite_end"] = note("invite_end", () => devices());
  await invited();
  view = DIGITS();
  await later();
  (await see("online-stop")).click();
  await see("screen-laptops");
  expect(asked.at(-1)).toEqual({ name: "invite_end", invite: "00ff" });
});

async function types(answer?: () => unknown): Promise<void> {
  state = { phase: "first_run" };
  answers["state"] = () => state;
  answers["join_online"] = note("join_online", () => {
    if (answer !== undefined) return answer();
    state = { phase: "joining", check: "", device: "5-ноутбук", online: true };
    return joins;
  });
  answers["join_look"] = () => joins;
  answers["join_go_on"] = note("join_go_on", () => {
    state = { phase: "first_run" };
    return null;
  });
  vi.useFakeTimers({ shouldAdvanceTime: true });
  open();
  (await see("first-run-join")).click();
  type(await see("join-address"), "hub.example.org");
  type(await see("join-words"), WORDS.join(" "));
  type(await see("join-device"), "5-ноутбук");
  type(await see("join-member"), "Отабек");
  type(await see("join-passphrase"), "кешкі шай мен әңгіме");
  type(await see("join-passphrase-again"), "кешкі шай мен әңгіме");
  flushSync();
  (await see("join-go")).closest("form")?.requestSubmit();
}

test("a new laptop takes an address and words, shows its digits once both sides are bound, and joins", async () => {
  await types();
  await see("join-online-waits");
  expect(asked[0]).toMatchObject({ name: "join_online", address: "hub.example.org", words: WORDS.join(" ") });
  const go = await see("join-go-on");
  expect(go.getAttribute("aria-disabled")).toBe("true");
  joins = { ...joins, stage: "digits", check: "418 702" };
  await later();
  expect([...(await see("join-check")).children].map((group) => group.textContent)).toEqual(["418", "702"]);
  type(await see("join-own"), "кешкі шай мен әңгіме");
  flushSync();
  go.closest("form")?.requestSubmit();
  await see("first-run-join");
  expect(asked.at(-1)).toEqual({ name: "join_go_on", passphrase: "кешкі шай мен әңгіме" });
});

test("who is not let in yet is told so, and the digits stay", async () => {
  joins = { ...joins, stage: "digits", check: "418 702" };
  await types();
  answers["join_go_on"] = refuse("join-not-yet");
  (await see("join-go-on")).closest("form")?.requestSubmit();
  expect((await see("error")).dataset["code"]).toBe("join-not-yet");
  expect(said("join-check")).toBe("418702");
});

test("who was let in by a line that is gone joins from a stick", async () => {
  joins = { ...joins, stage: "digits", check: "418 702" };
  const finish = vi.fn(() => "meet-1");
  answers["meet_finish"] = finish;
  answers["meet_progress"] = () => ({ phase: "done", read: brought({ joined: true, people: 12 }), written: null });
  await types();
  await see("join-check");
  type(await see("join-folder"), "/media/usb");
  type(await see("join-stick-own"), "кешкі шай мен әңгіме");
  flushSync();
  (await see("join-finish")).closest("form")?.requestSubmit();
  await see("join-done");
  expect(finish).toHaveBeenCalledWith({ path: "/media/usb", passphrase: "кешкі шай мен әңгіме" });
});

test("words that no list knows are named, and what was typed stays", async () => {
  await types(() => {
    throw { code: "join-words", args: { words: "xyzzy" } };
  });
  expect((await see("error")).dataset["code"]).toBe("join-words");
  expect(said("error")).toContain("xyzzy");
  expect((get("join-words") as HTMLTextAreaElement).value).toBe(WORDS.join(" "));
});
