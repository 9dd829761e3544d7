import { flushSync } from "svelte";
import { expect, test, vi } from "vitest";
import { device, devices } from "../lib/testing/meeting";
import { answers, eachWithShell, get, open, see, type, unlocked } from "../lib/testing/screen";

eachWithShell();

const plain = (text: string | undefined): string => (text ?? "").replace(/[\u2066-\u2069]/gu, "");
const said = (id: string): string => plain(get(id)?.textContent);

test("a laptop whose lease is over shows what is read aloud and opens by what is read back", async () => {
  const opened = answers["unlock"];
  const asked: unknown[] = [];
  answers["unlock"] = () => {
    throw { code: "lease-over", args: { challenge: "7KQM-2D9A" } };
  };
  answers["lease_unlock"] = (request) => {
    asked.push(request);
    return opened?.(request);
  };
  open();
  type(await see("unlock-passphrase"), "several words of mine");
  expect(get("unlock-code")).toBeNull();
  (await see("unlock-go")).click();
  expect((await see("unlock-error")).dataset["code"]).toBe("lease-over");
  expect(said("unlock-challenge")).toContain("7KQM-2D9A");
  type(await see("unlock-passphrase"), "several words of mine");
  type(await see("unlock-code"), "ab12c d34ef");
  (await see("unlock-go")).click();
  await see("screen-home");
  expect(asked).toEqual([expect.objectContaining({ passphrase: "several words of mine", code: "ab12c d34ef" })]);
});

test("a digit of what is read back is one of the signs and chooses no other member", async () => {
  const member = { name: "Әсел", role: "coordinator", grants: [], may_recover: true };
  const members = [
    { ...member, id: "m1" },
    { ...member, id: "m2", name: "Отабек" },
  ];
  answers["state"] = () => ({ phase: "locked", members, last: "m1", demo_passphrase: null, wait_seconds: 0 });
  answers["unlock"] = () => {
    throw { code: "lease-over", args: { challenge: "7KQM-2D9A" } };
  };
  open();
  type(await see("unlock-passphrase"), "several words of mine");
  (await see("unlock-go")).click();
  const code = await see("unlock-code");
  const chosen = (): string | undefined =>
    document.querySelector<HTMLInputElement>("input[name=member]:checked")?.value;
  const press = (at: EventTarget): void => {
    at.dispatchEvent(new KeyboardEvent("keydown", { code: "Digit2", key: "2", bubbles: true }));
    flushSync();
  };
  press(code);
  expect(chosen()).toBe("m1");
  press(document.body);
  expect(chosen(), "beside the fields it chooses").toBe("m2");
});

test("until when a laptop opens is said on Today", async () => {
  const home = answers["home"];
  answers["home"] = (request) => ({ ...(home?.(request) as object), lease: { until: "2026-12-15T09:00:00+05:00" } });
  await unlocked();
  await see("lease-ends");
  expect(said("lease-ends")).toMatch(/until 15 December 2026/u);
});

test("a coordinator types what a laptop shows and is shown what to read back", async () => {
  const asked: unknown[] = [];
  answers["device_list"] = () => devices({ devices: [device("d1", { own: true }), device("d2")] });
  answers["lease_code"] = (request) => {
    asked.push(request);
    return { device: "laptop d2", code: "AB12C-D34EF" };
  };
  await unlocked();
  (await see("nav-laptops")).click();
  await see("laptop-row");
  expect(document.querySelectorAll("[data-testid=laptop-renew]"), "not for this laptop").toHaveLength(1);
  type(await see("renew-challenge"), "7kqm 2d9a");
  (await see("renew-go")).click();
  await vi.waitFor(() => {
    flushSync();
    expect(said("renew-code")).toBe("AB12C-D34EF");
  });
  expect(asked).toEqual([{ device: "d2", challenge: "7kqm 2d9a", taken_out: false }]);
});

test("for a laptop that was taken out it is said what a code opens", async () => {
  const asked: unknown[] = [];
  answers["device_list"] = () =>
    devices({ devices: [device("d1", { own: true }), device("d2", { stands: false, lacks: null })] });
  answers["lease_code"] = (request) => {
    asked.push(request);
    return { device: "laptop d2", code: "AB12C-D34EF" };
  };
  await unlocked();
  (await see("nav-laptops")).click();
  await see("laptops-gone");
  expect(said("laptop-renew")).toMatch(/was taken out of the centre/u);
  type(await see("renew-challenge"), "7kqm 2d9a");
  (await see("renew-go")).click();
  await vi.waitFor(() => {
    flushSync();
    expect(said("renew-code")).toBe("AB12C-D34EF");
  });
  expect(asked).toEqual([{ device: "d2", challenge: "7kqm 2d9a", taken_out: true }]);
});
