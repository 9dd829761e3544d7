// A referral from the need to the person's word, as the screens lead through it.
import { flushSync } from "svelte";
import { expect, test, vi } from "vitest";
import type { CaseId } from "../lib/backend/contract/CaseId";
import type { DetailWords } from "../lib/backend/contract/DetailWords";
import type { FactRow } from "../lib/backend/contract/FactRow";
import type { LetterPreview } from "../lib/backend/contract/LetterPreview";
import type { ReferralId } from "../lib/backend/contract/ReferralId";
import type { ReferralRow } from "../lib/backend/contract/ReferralRow";
import type { ReferralView } from "../lib/backend/contract/ReferralView";
import { NEEDS, words } from "../lib/testing/needs";
import { answers, eachWithShell, get, see, unlocked } from "../lib/testing/screen";

eachWithShell();

const ROW: ReferralRow = {
  case: "c1" as CaseId,
  referral: "r1" as ReferralId,
  number: "A7-0001-K/R4QX",
  person: "Айгүл",
  state: "draft",
  is_late: false,
  urgency: "critical",
  is_error: false,
  is_private: false,
  service: "dom_urgent",
  service_label: { en: "Urgent social service" },
  recipient: "Баспана",
  respond_by: null,
  waits_for: "worker",
  task: { task: "ask_consent", at: null },
};

const WORDS: DetailWords = {
  channel: ["letter", "phone"],
  learned: ["phone"],
  wait: ["unknown"],
  decline_reason: ["full", "other"],
  cancel_reason: ["moved"],
  received: ["full"],
  outcome: ["met"],
  deleted: ["done"],
};

const VIEW: ReferralView = {
  row: ROW,
  may: ["confirm", "withdraw", "cancel"],
  may_write: ["note"],
  may_reopen: false,
  case_closed: false,
  is_sensitive: false,
  phone: "+7 700 000 02 05",
  address: "",
  address_hidden: false,
  directory: null,
  edition: null,
  needs: ["housing"],
  minor: "no",
  contact_unsafe: false,
  goes_on_from: null,
  goes_on: [],
  words: WORDS,
  history: [
    {
      step: "create",
      entry: null,
      at: "2026-06-01T12:30:00Z",
      member: "Әсел",
      on_behalf: false,
      expired: false,
      beside: false,
      details: [{ detail: "rules", value: "D001" }],
    },
  ],
};

function type(id: string, value: string, event: "input" | "change" = "input"): void {
  const field = get(id) as HTMLInputElement | HTMLSelectElement;
  field.value = value;
  field.dispatchEvent(new Event(event, { bubbles: true }));
  flushSync();
}

const FACTS: FactRow[] = [
  { field: "name", held: "known", value: { kk: "Айгүл", en: "Айгүл" } },
  { field: "age", held: "known", value: { kk: "30–39", en: "30–39" } },
  { field: "contact", held: "unsafe", value: {} },
  { field: "health", held: "nothing", value: {} },
];

/** From Today to the page of a referral that waits. */
async function opened(view: ReferralView): Promise<void> {
  answers["referral_facts"] = () => FACTS;
  const waits = { what: "referral", row: view.row, appointment: null, contact: null };
  answers["work_list"] = () => ({
    groups: [{ group: "first", count: 1, rows: [waits] }],
    awaited: { count: 0, rows: [] },
    others: 0,
  });
  answers["referral_show"] = () => view;
  answers["home"] = () => ({
    today: "2026-11-25",
    clock_behind: null,
    clock_ahead: null,
    lease: null,
    meetings: [],
    drafts: [],
    ask_later: [],
    people: 1,
    unsent: 0,
    at_hub: false,
    erasures_wait: null,
    transfers_wait: null,
    month: null,
  });
  await unlocked();
  (await see("work-act")).click();
  await see("screen-referral");
  await see("referral-title");
}

test("Today names what is to be done with a referral, and one press leads to it", async () => {
  await opened(VIEW);
  expect(words("referral-title")).toContain("Баспана: Urgent social service");
  expect(words("referral-task")).toContain("Ask the person");
  expect(document.activeElement?.tagName).toBe("H1");
});

test("the person is asked with nothing chosen beforehand, and exactly what is ticked is agreed to", async () => {
  await opened(VIEW);
  const confirm = vi.fn(() => ({ ...VIEW, may: ["deliver"], row: { ...ROW, state: "ready" } }));
  answers["referral_confirm"] = confirm;
  expect(((await see("consent-field-name")) as HTMLInputElement).checked).toBe(false);
  (await see("consent-yes")).click();
  flushSync();
  expect(words("consent-missing")).toContain("Tick what is passed on");
  get("consent-field-name")?.click();
  flushSync();
  (await see("consent-yes")).click();
  flushSync();
  expect(confirm).not.toHaveBeenCalled();
  type("consent-how", "spoken", "change");
  (await see("consent-yes")).click();
  await see("step-deliver");
  expect(confirm).toHaveBeenCalledWith(
    expect.objectContaining({
      referral: "r1",
      consent: expect.objectContaining({
        answer: "given",
        fields: ["name"],
        how: "spoken",
        basis: "consent",
      }) as unknown,
    }),
  );
  expect(get("consent-form")).toBeNull();
});

test("a no is recorded with the same care, and says that help goes on", async () => {
  await opened(VIEW);
  const confirm = vi.fn(() => VIEW);
  answers["referral_confirm"] = confirm;
  (await see("consent-field-age")).click();
  flushSync();
  type("consent-how", "gesture", "change");
  (await see("consent-no")).click();
  expect((await see("referral-refused")).textContent).toContain("help goes on");
  expect(confirm).toHaveBeenCalledWith(
    expect.objectContaining({ consent: expect.objectContaining({ answer: "refused" }) as unknown }),
  );
});

test("only what may be done is offered, and what a step must say is asked", async () => {
  const sent: ReferralView = {
    ...VIEW,
    may: ["acknowledge", "accept", "decline", "withdraw"],
    row: { ...ROW, state: "expired", is_late: true, task: { task: "call_receiver", at: "2026-06-02T12:30:00Z" } },
  };
  await opened(sent);
  expect(words("referral-task")).toContain("Call them: the answer is late");
  expect(words("referral-task")).toContain("+7 700 000 02 05");
  expect(get("step-deliver")).toBeNull();
  const step = vi.fn(() => ({ ...sent, may: ["start"], row: { ...ROW, state: "accepted", task: null } }));
  answers["referral_step"] = step;
  (await see("step-decline")).click();
  (await see("step-save")).click();
  flushSync();
  expect(get("detail-missing")).not.toBeNull();
  type("detail-learned", "phone", "change");
  type("detail-decline_reason", "other", "change");
  (await see("step-save")).click();
  flushSync();
  expect(step).not.toHaveBeenCalled();
  type("detail-words", "no beds for families");
  (await see("step-save")).click();
  await see("step-start");
  expect(step).toHaveBeenCalledWith({
    case: "c1",
    referral: "r1",
    step: "decline",
    details: [
      { detail: "learned", value: "phone" },
      { detail: "decline_reason", value: "other" },
      { detail: "words", value: "no beds for families" },
    ],
  });
  expect(document.activeElement?.tagName).toBe("H1");
});

test("a day is typed as people write it, and one that is none is asked again", async () => {
  await opened({ ...VIEW, may: ["start"], row: { ...ROW, state: "accepted", task: null } });
  const step = vi.fn(() => VIEW);
  answers["referral_step"] = step;
  (await see("step-start")).click();
  await see("step-form");
  type("detail-learned", "phone", "change");
  type("detail-on", "31.02.2026");
  (await see("step-save")).click();
  flushSync();
  expect(get("detail-missing")).not.toBeNull();
  type("detail-on", "15.06.2026");
  (await see("step-save")).click();
  await vi.waitFor(() => expect(step).toHaveBeenCalled());
  expect(step).toHaveBeenCalledWith(
    expect.objectContaining({
      details: [
        { detail: "learned", value: "phone" },
        { detail: "on", value: "2026-06-15" },
      ],
    }),
  );
});

test("that contact is not safe, and what was done apart, stand above all that may be done", async () => {
  const line = VIEW.history[0];
  if (line === undefined) throw new Error("no line");
  await opened({ ...VIEW, contact_unsafe: true, history: [{ ...line, beside: true }, line] });
  expect(words("referral-unsafe")).toContain("not safe");
  expect(words("referral-beside")).toContain("On another laptop");
});

test("a referral is begun for a need, the kinds that fit first, and not without a recipient", async () => {
  answers["needs_show"] = () => NEEDS;
  answers["service_kinds"] = () => [
    { code: "a_other", label: { en: "Another" }, group: { en: "Group" } },
    { code: "dom_urgent", label: { en: "Urgent social service" }, group: { en: "At home" } },
  ];
  const create = vi.fn(() => VIEW);
  answers["referral_create"] = create;
  await opened({ ...VIEW, may: ["re_refer"], row: { ...ROW, state: "declined", task: null } });
  (await see("step-re_refer")).click();
  await see("refer-need");
  const service = get("refer-service") as HTMLSelectElement;
  expect([...service.options].map((option) => option.value)).toEqual(["", "dom_urgent", "a_other"]);
  expect((get("refer-need") as HTMLSelectElement).value).toBe("housing");
  type("refer-service", "dom_urgent", "change");
  (await see("refer-begin")).click();
  flushSync();
  expect(create).not.toHaveBeenCalled();
  type("refer-recipient", "Қонақ");
  (await see("refer-begin")).click();
  await see("screen-referral");
  expect(create).toHaveBeenCalledWith(
    expect.objectContaining({ needs: ["housing"], service: "dom_urgent", recipient: "Қонақ", replaces: "r1" }),
  );
});

test("a new referral names no need that is for the two of them alone and was not asked for", async () => {
  const safety = { code: "safety", label: { en: "Safety" }, urgency: "urgent", rules: ["D102"], apart: true } as const;
  answers["needs_show"] = () => ({
    ...NEEDS,
    needs: [...NEEDS.needs, { ...safety, rules: ["D102"], decided: [] }],
  });
  answers["service_kinds"] = () => [];
  await opened({ ...VIEW, may: ["re_refer"], row: { ...ROW, state: "declined", task: null } });
  (await see("step-re_refer")).click();
  const need = (await see("refer-need")) as HTMLSelectElement;
  await vi.waitFor(() => expect(need.options.length).toBe(3));
  const names = [...need.options].map((option) => option.textContent.trim());
  expect(names).toEqual(["", "Housing", "To be talked about in private"]);
});

test("what rests on a talk in private does not say what it is about until it is asked for", async () => {
  await opened({ ...VIEW, row: { ...ROW, is_private: true } });
  expect(words("screen-referral")).not.toContain("Баспана");
  expect(words("screen-referral")).not.toContain("Urgent social service");
  expect(get("consent-form")).toBeNull();
  (await see("referral-show")).click();
  flushSync();
  expect(words("referral-title")).toContain("Баспана");
  expect(document.activeElement?.tagName).toBe("H1");
  (await see("nav-home")).click();
  await see("work-row");
  expect(words("work-row")).not.toContain("Баспана");
  expect(words("work-row")).not.toContain("Urgent social service");
});

test("beside each tick stands exactly what would be passed on, and what nobody knows cannot be ticked", async () => {
  await opened(VIEW);
  await see("consent-fact-name");
  expect(words("consent-fact-name")).toBe("Айгүл");
  expect(words("consent-fact-age")).toBe("30–39");
  expect(words("consent-fact-contact")).toContain("not safe");
  expect(words("consent-fact-health")).toContain("Nothing is known");
  const disabled = (field: string): boolean => (get(`consent-field-${field}`) as HTMLInputElement).disabled;
  expect(["name", "age", "contact", "health"].map(disabled)).toEqual([false, false, true, true]);
});

const PREVIEW: LetterPreview = {
  languages: ["kk", "en", "ru", "ar"],
  chosen: ["kk", "ar"],
  neutral: false,
  must_be_neutral: false,
  nobody_can_answer: true,
  lines: [
    { label: ["Кімге", "إلى"], value: ["Баспана", "Баспана"] },
    { label: ["Тілі", "اللغة"], value: ["Араб тілі", "العربية"] },
  ],
  left_out: ["health"],
  faults: { unprintable: [], cut: [] },
  slip: "7KQM-2D9A",
  prints: 1,
};

test("a letter is looked at before it is made, and says where it was saved", async () => {
  const line = VIEW.history[0];
  if (line === undefined) throw new Error("no line");
  const printed = { ...line, step: null, entry: "printed", details: [{ detail: "proof", value: "1" }] } as const;
  const ready: ReferralView = {
    ...VIEW,
    may: ["deliver"],
    may_write: ["note", "printed"],
    history: [{ ...printed, details: [...printed.details] }],
    row: { ...ROW, state: "ready" },
  };
  await opened(ready);
  const preview = vi.fn((asked: unknown) => {
    const { languages } = asked as { languages: string[] };
    return { ...PREVIEW, chosen: languages.length === 0 ? PREVIEW.chosen : languages };
  });
  answers["letter_preview"] = preview;
  answers["printers"] = () => [];
  expect(document.querySelectorAll("[data-testid=referral-letter]")).toHaveLength(1);
  expect((await see("referral-next")).querySelector("button")?.dataset["testid"]).toBe("referral-letter");
  (await see("referral-letter")).click();
  await see("letter-lines");
  expect(document.activeElement?.tagName).toBe("H2");
  expect(words("letter-lines")).toContain("Араб тілі");
  expect(words("letter-lines")).toContain("العربية");
  expect(words("letter-lines")).toContain("7KQM-2D9A");
  expect(words("letter-left-out")).toContain("health");
  expect(words("letter-no-contact")).toContain("A coordinator writes them under Settings");
  expect(words("letter-prints")).toContain("1");
  expect(get("letter-print")).toBeNull();
  expect(get("letter-no-printer")).not.toBeNull();
  type("letter-language-0", "ru", "change");
  await vi.waitFor(() => expect((get("letter-language-0") as HTMLSelectElement).value).toBe("ru"));
  get("letter-bring-medical")?.click();
  flushSync();
  await vi.waitFor(() => expect(preview).toHaveBeenLastCalledWith(expect.objectContaining({ bring: ["medical"] })));
  const make = vi.fn(() => ({ print: 2, file: "/home/desk/A7-0001-K_R4QX-2.pdf", referral: ready }));
  answers["referral_letter"] = make;
  type("letter-folder", "/home/desk");
  (await see("letter-save")).click();
  expect((await see("letter-made")).textContent).toContain("A7-0001-K_R4QX-2.pdf");
  expect(make).toHaveBeenCalledWith({
    letter: { case: "c1", referral: "r1", languages: ["ru", "ar"], neutral: null, bring: ["medical"] },
    to: "folder",
    folder: "/home/desk",
    printer: "",
  });
  (await see("letter-close")).click();
  flushSync();
  expect(words("referral-history")).toContain("print 1");
  expect(document.activeElement?.tagName).toBe("H1");
});

test("where a stranger may see a letter it is neutral and nothing else can be chosen", async () => {
  await opened({ ...VIEW, may: [], may_write: ["printed"], row: { ...ROW, state: "ready" } });
  answers["letter_preview"] = () => ({ ...PREVIEW, neutral: true, must_be_neutral: true });
  answers["printers"] = () => ["Office", "Corridor"];
  (await see("referral-letter")).click();
  await see("letter-must-be-neutral");
  expect(get("letter-neutral")).toBeNull();
  const make = vi.fn(() => ({ print: 1, file: null, referral: VIEW }));
  answers["referral_letter"] = make;
  (await see("letter-print")).click();
  expect((await see("letter-made")).textContent).toContain("printer");
  expect(make).toHaveBeenCalledWith(expect.objectContaining({ to: "printer", printer: "Office", folder: "" }));
});

test("what cannot stand on paper as it was said is told before a letter is made", async () => {
  await opened({ ...VIEW, may: [], may_write: ["printed"], row: { ...ROW, state: "ready" } });
  answers["letter_preview"] = () => ({
    ...PREVIEW,
    faults: { unprintable: ["汉", "U+E000"], cut: ["Қажеті · المطلوب"] },
  });
  answers["printers"] = () => [];
  (await see("referral-letter")).click();
  expect((await see("letter-unprintable")).textContent).toContain("汉 U+E000");
  expect((await see("letter-cut")).textContent).toContain("Қажеті · المطلوب");
});

test("the code from a slip leads to its referral, and an answer that comes with it says so", async () => {
  const sent: ReferralView = { ...VIEW, may: ["accept"], row: { ...ROW, state: "sent", task: null } };
  await opened(sent);
  (await see("nav-home")).click();
  await see("slip-find");
  const find = vi.fn(() => ({ case: "c1", referral: "r1", answered_at: null }));
  answers["slip_find"] = find;
  type("slip-code", "7KQM-2D9A");
  (await see("slip-go")).click();
  await see("screen-referral");
  await see("referral-title");
  expect(find).toHaveBeenCalledWith({ code: "7KQM-2D9A" });
  const step = vi.fn(() => ({ ...sent, may: ["start"] }));
  answers["referral_step"] = step;
  type("referral-slip", "7kqm 2d9a");
  (await see("step-accept")).click();
  await see("step-form");
  expect(get("detail-learned")).toBeNull();
  (await see("step-save")).click();
  await vi.waitFor(() => expect(step).toHaveBeenCalled());
  expect(step).toHaveBeenCalledWith(
    expect.objectContaining({ step: "accept", details: [{ detail: "slip", value: "7kqm 2d9a" }] }),
  );
});

test("a slip that was answered says so and when, opens nothing by itself and asks for no second answer", async () => {
  await opened(VIEW);
  (await see("nav-home")).click();
  await see("slip-find");
  answers["slip_find"] = () => ({ case: "c1", referral: "r1", answered_at: "2026-03-02T10:00:00+05:00" });
  type("slip-code", "7KQM-2D9A");
  (await see("slip-go")).click();
  expect((await see("slip-answered")).textContent).toContain("2 March");
  expect(get("screen-referral")).toBeNull();
  (await see("slip-look")).click();
  await see("screen-referral");
});

test("what is ticked can be put on paper before the person answers", async () => {
  await opened(VIEW);
  answers["printers"] = () => [];
  const sheet = vi.fn(() => ({
    file: "/home/desk/A7-0001-K_R4QX-consent.pdf",
    faults: { unprintable: [], cut: ["Қажеті"] },
    code: "7KQM-2D9A",
  }));
  answers["consent_sheet"] = sheet;
  await see("consent-field-name");
  expect(get("consent-on-paper")).toBeNull();
  get("consent-field-name")?.click();
  flushSync();
  (await see("consent-on-paper")).click();
  await see("consent-sheet-folder");
  type("consent-sheet-folder", "/home/desk");
  type("consent-sheet-language-1", "ar", "change");
  (await see("consent-sheet-save")).click();
  expect((await see("consent-sheet-made")).textContent).toContain("consent.pdf");
  expect(sheet).toHaveBeenCalledWith({
    case: "c1",
    referral: "r1",
    fields: ["name"],
    languages: ["en", "ar"],
    to: "folder",
    folder: "/home/desk",
    printer: "",
  });
  // The code of its text goes with the answer.
  expect((get("consent-sheet-code") as HTMLInputElement).value).toBe("7KQM-2D9A");
  const confirm = vi.fn(() => VIEW);
  answers["referral_confirm"] = confirm;
  type("consent-how", "signed", "change");
  flushSync();
  get("consent-yes")?.click();
  await vi.waitFor(() => expect(confirm).toHaveBeenCalled());
  expect(confirm).toHaveBeenCalledWith(
    expect.objectContaining({ consent: expect.objectContaining({ sheet: "7KQM-2D9A", fields: ["name"] }) as unknown }),
  );
});

test("where the place is stands on the page, and where it must not be known whom to ask", async () => {
  await opened({ ...VIEW, address: "Абай көшесі, 12", directory: "s-bed" });
  expect(words("referral-where")).toContain("Абай көшесі, 12");
  answers["service_show"] = vi.fn(() => {
    throw Object.assign(new Error(), { code: "service-unknown" });
  });
  get("referral-service")?.click();
  await vi.waitFor(() => expect(answers["service_show"]).toHaveBeenCalledWith({ service: "s-bed", edition: null }));
});

test("an address that must not be known is not on the page", async () => {
  await opened({ ...VIEW, address: "", address_hidden: true });
  expect(words("referral-where")).toContain("ask the coordinator");
});

test("of whoever may be a child it is asked who answers for them, and whether they agree themselves", async () => {
  await opened({ ...VIEW, minor: "yes" });
  await see("consent-caregiver");
  expect(get("consent-assent")).not.toBeNull();
  const confirm = vi.fn(() => VIEW);
  answers["referral_confirm"] = confirm;
  (await see("consent-field-name")).click();
  flushSync();
  type("consent-how", "spoken", "change");
  type("consent-caregiver", "Әжесі Зура");
  type("consent-assent", "yes", "change");
  (await see("consent-yes")).click();
  await vi.waitFor(() => expect(confirm).toHaveBeenCalled());
  const said = expect.objectContaining({ caregiver: "Әжесі Зура", assent: true }) as unknown;
  expect(confirm).toHaveBeenCalledWith(expect.objectContaining({ consent: said }));
});

test("a no is written down without a fact that is ticked", async () => {
  await opened(VIEW);
  const confirm = vi.fn(() => VIEW);
  answers["referral_confirm"] = confirm;
  await see("consent-how");
  type("consent-how", "spoken", "change");
  (await see("consent-no")).click();
  await vi.waitFor(() => expect(confirm).toHaveBeenCalled());
  const said = expect.objectContaining({ answer: "refused", fields: [] }) as unknown;
  expect(confirm).toHaveBeenCalledWith(expect.objectContaining({ consent: said }));
});

test("in a closed case no other recipient is offered, and what was declined is read", async () => {
  const details = [{ detail: "decline_reason" as const, value: "full" }];
  const line = { ...VIEW.history[0], step: "decline" as const, details };
  const history = [line as (typeof VIEW.history)[number], ...VIEW.history];
  const row = { ...ROW, state: "declined" as const, task: null };
  await opened({ ...VIEW, row, may: [], may_write: ["note"], case_closed: true, history });
  expect(words("referral-case-closed")).toContain("no other recipient is looked for");
  expect(get("step-re_refer")).toBeNull();
  expect(get("referral-reopen")).toBeNull();
  expect(get("referral-task")).toBeNull();
  expect(words("screen-referral")).toContain("No place");
});

test("the foot says when a referral was saved, too", async () => {
  let saved: string | null = null;
  answers["foot"] = () => ({ unsent: 2, at_hub: false, saved_at: saved });
  await opened({ ...VIEW, may: ["start"], row: { ...ROW, state: "accepted", task: null } });
  expect(words("saved-state")).not.toMatch(/\d/u);
  saved = "2026-06-01T13:47:00Z";
  answers["referral_entry"] = () => VIEW;
  (await see("entry-note")).click();
  await see("step-save");
  type("detail-words", "Келді");
  (await see("step-save")).click();
  await vi.waitFor(() => {
    flushSync();
    expect(words("saved-state")).toMatch(/Saved on this laptop.*47/u);
  });
});
