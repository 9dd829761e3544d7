// How the centre is reached: a coordinator writes it in the settings, everybody else reads it there.
import { flushSync } from "svelte";
import { expect, test, vi } from "vitest";
import type { CentreContactView } from "../lib/backend/contract/CentreContactView";
import { words } from "../lib/testing/needs";
import { answers, eachWithShell, get, see, type, unlocked } from "../lib/testing/screen";

eachWithShell();

const VIEW: CentreContactView = {
  languages: ["kk", "en", "ru", "ar"],
  contact: { address: { kk: "Абай көшесі, 1" }, phones: ["+7 727 000 00 00"], hours: {}, email: "" },
  said: { member: "Гүлнар", at: "2026-11-02T10:00:00+05:00" },
  apart: [],
  seen: "e1",
  may_say: true,
};

const field = (id: string): HTMLInputElement => {
  const found = get(id);
  if (!(found instanceof HTMLInputElement || found instanceof HTMLTextAreaElement)) throw new Error(`no field ${id}`);
  return found as HTMLInputElement;
};

async function settings(view: CentreContactView): Promise<void> {
  answers["centre_contact"] = () => view;
  await unlocked();
  (await see("nav-settings")).click();
  await see("contact");
}

test("a coordinator keeps how the centre is reached, in whole, and is told what is wrong with it", async () => {
  await settings(VIEW);
  await see("contact-go");
  expect(field("contact-address-kk").value).toBe("Абай көшесі, 1");
  expect(words("contact-said")).toContain("Гүлнар, 2 November");
  const say = vi.fn((request: Record<string, unknown>): unknown => {
    throw { code: "contact-field", args: { field: "email", request } };
  });
  answers["centre_contact_say"] = say;
  type(field("contact-address-ar"), "شارع أباي ١");
  type(field("contact-phones"), "+7 727 000 00 00\n112");
  type(field("contact-email"), "nobody");
  flushSync();
  get("contact-go")?.click();
  await vi.waitFor(() => {
    flushSync();
    expect(get("contact")?.textContent).toContain("The e-mail address is not one.");
  });
  expect(say).toHaveBeenCalledWith({
    contact: {
      address: { kk: "Абай көшесі, 1", en: "", ru: "", ar: "شارع أباي ١" },
      phones: ["+7 727 000 00 00", "112"],
      hours: { kk: "", en: "", ru: "", ar: "" },
      email: "nobody",
    },
    seen: "e1",
  });
  expect(field("contact-email").value, "what was typed stays").toBe("nobody");
  answers["centre_contact_say"] = () => VIEW;
  get("contact-go")?.click();
  await see("contact-done");
});

test("who may not write it reads it", async () => {
  await settings({ ...VIEW, may_say: false });
  expect((await see("contact-shown")).textContent).toContain("Абай көшесі, 1");
  expect(get("contact-shown")?.textContent).toContain("+7 727 000 00 00");
  expect([get("contact-go"), get("contact-address-kk")]).toEqual([null, null]);
  expect(get("contact-who")?.textContent).toContain("A coordinator");
});

test("what was written apart on another laptop is shown, and taken over only by whoever keeps it", async () => {
  const other = { address: { kk: "Сейфуллин, 7" }, phones: [], hours: {}, email: "" };
  await settings({
    ...VIEW,
    apart: [{ contact: other, said: { member: "Дана", at: "2026-11-01T10:00:00+05:00" } }],
  });
  expect((await see("contact-apart")).textContent).toContain("Дана");
  expect(get("contact-apart")?.textContent).toContain("Сейфуллин, 7");
  get("contact-take")?.click();
  flushSync();
  expect(field("contact-address-kk").value).toBe("Сейфуллин, 7");
  expect(field("contact-phones").value).toBe("");
  const say = vi.fn(() => ({ ...VIEW, contact: other }));
  answers["centre_contact_say"] = say;
  get("contact-go")?.click();
  await vi.waitFor(() => {
    flushSync();
    expect(get("contact-apart")).toBeNull();
  });
  expect(say).toHaveBeenCalledOnce();
});

test("what somebody else wrote meanwhile is shown before it is replaced; a language unknown here stays", async () => {
  const contact = { ...VIEW.contact, address: { ...VIEW.contact.address, fr: "1, rue Abaï" } };
  await settings({ ...VIEW, contact });
  await see("contact-go");
  answers["centre_contact_say"] = () => {
    throw { code: "contact-moved", args: {} };
  };
  const other = { address: {}, phones: ["113", "113"], hours: {}, email: "" };
  answers["centre_contact"] = () => ({ ...VIEW, contact: other, seen: "e2" });
  type(field("contact-phones"), "112");
  flushSync();
  get("contact-go")?.click();
  expect((await see("contact-moved")).textContent).toContain("113");
  expect(field("contact-phones").value, "what was typed stays").toBe("112");
  const say = vi.fn<(request: Record<string, unknown>) => CentreContactView>(() => VIEW);
  answers["centre_contact_say"] = say;
  get("contact-go")?.click();
  await see("contact-done");
  const said = say.mock.calls[0]?.[0];
  expect(said?.["seen"]).toBe("e2");
  expect(said?.["contact"]).toMatchObject({ address: { fr: "1, rue Abaï" }, phones: ["112"] });
  expect(get("contact-moved")).toBeNull();
});
