import { clearMocks, mockIPC } from "@tauri-apps/api/mocks";
import { afterEach, expect, test } from "vitest";
import { FORM, view } from "../testing/form";
import { KnownForms } from "./known_forms";

afterEach(clearMocks);

/** A shell with a questionnaire in some version; `asked` are the hashes that interviews were begun with. */
function shell(hash: () => string): (string | null)[] {
  const asked: (string | null)[] = [];
  mockIPC((name, given) => {
    const form = { ...FORM, hash: hash() };
    if (name === "form_show") return form;
    const { has } = (given as { request: { has: string | null } }).request;
    asked.push(has);
    return view({ form: has === form.hash ? { ...form, nodes: [], choices: {} } : form });
  });
  return asked;
}

test("a questionnaire told beforehand is not sent again", async () => {
  const asked = shell(() => "1");
  const forms = new KnownForms();
  await forms.prepare("f");
  const opened = await forms.begin("f", null);
  expect(asked).toEqual(["1"]);
  expect(opened.form).toEqual({ ...FORM, hash: "1" });
  expect(opened.nodes).toEqual(view().nodes);
});

test("one that came with an interview is not sent with the next", async () => {
  const asked = shell(() => "1");
  const forms = new KnownForms();
  expect((await forms.begin("f", null)).form.nodes).toEqual(FORM.nodes);
  expect((await forms.begin("f", null)).form.nodes).toEqual(FORM.nodes);
  expect(asked).toEqual([null, "1"]);
});

test("a version published meanwhile is asked, and not the one that was known", async () => {
  let hash = "1";
  const asked = shell(() => hash);
  const forms = new KnownForms();
  await forms.prepare("f");
  hash = "2";
  expect((await forms.begin("f", null)).form).toEqual({ ...FORM, hash: "2" });
  expect((await forms.begin("f", null)).form).toEqual({ ...FORM, hash: "2" });
  expect(asked).toEqual(["1", "2"]);
});

test("one that could not be told beforehand comes with the interview", async () => {
  shell(() => "1");
  const forms = new KnownForms();
  clearMocks();
  mockIPC((name) => {
    if (name === "form_show") throw { code: "form-unknown", args: {} };
    return view();
  });
  await forms.prepare("f");
  expect((await forms.begin("f", null)).form).toEqual(FORM);
});
