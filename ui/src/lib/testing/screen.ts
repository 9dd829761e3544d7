// The whole page over a shell of made answers, and the hands of whoever sits before it, for tests of screens.
import { clearMocks, mockIPC } from "@tauri-apps/api/mocks";
import { flushSync, mount, tick, unmount } from "svelte";
import { afterEach, beforeEach, vi } from "vitest";
import App from "../../App.svelte";
import type { AppState } from "../backend/contract/AppState";
import type { MemberId } from "../backend/contract/MemberId";
import type { MemberView } from "../backend/contract/MemberView";
import { view } from "./form";

const MEMBER: MemberView = { id: "m1" as MemberId, name: "Әсел", role: "coordinator", grants: [], may_recover: true };
const SIZES = [100, 125, 150, 175, 200];
const LOCKED: AppState = {
  phase: "locked",
  members: [MEMBER],
  last: MEMBER.id,
  demo_passphrase: null,
  wait_seconds: 0,
};

/** What the shell replies, by command; a test puts its own in. */
export let answers: Record<string, (request: Record<string, unknown>) => unknown>;
let app: Record<string, unknown> | undefined;

/** Makes the shell before each test of a file and takes the page away after it. */
export function eachWithShell(): void {
  beforeEach(() => {
    window.matchMedia = vi
      .fn()
      .mockReturnValue({ matches: false, addEventListener: vi.fn(), removeEventListener: vi.fn() });
    Element.prototype.scrollIntoView = vi.fn();
    answers = {
      language_get: () => "en",
      state: () => LOCKED,
      keep_awake: () => null,
      text_size_get: () => ({ percent: 100, sizes: SIZES }),
      text_size_set: ({ percent }) => ({ percent, sizes: SIZES }),
      quarantine_list: () => ({ rows: [], may_export: true, may_take_over: true }),
      form_list: () => [
        {
          form: "f",
          version: "1",
          title: { en: "A talk" },
          kind: "mixed",
          questions: 3,
          protected: false,
          allowed: true,
          opens_case: true,
          safety: false,
          led_by: [],
        },
      ],
      home: () => ({
        today: "2026-11-25",
        clock_behind: null,
        clock_ahead: null,
        lease: null,
        meetings: [],
        drafts: [],
        ask_later: [],
        people: 0,
        conflicts: 0,
        unsent: 2,
        at_hub: false,
        erasures_wait: null,
        transfers_wait: null,
        month: null,
      }),
      referral_list: () => [],
      centre_contact: () => ({
        languages: ["kk", "en", "ru", "ar"],
        contact: { address: {}, phones: [], hours: {}, email: "" },
        said: null,
        apart: [],
        may_say: true,
      }),
      work_list: () => ({ groups: [], awaited: { count: 0, rows: [] }, others: 0 }),
      cases_to_tell: () => [],
      doubles_show: () => ({ perhaps: [], joined: [], apart: [] }),
      referrals_said: () => [],
      consent_list: () => [],
      rules_show: () => ({
        set: { origin: "shipped", version: "0", rules: 176, file: "", since: null, member: "", instead: null },
        apart: [],
        may_publish: true,
        may_read: true,
      }),
      interview_start: () => view(),
      interview_place: () => null,
      screen_note: () => null,
      room_look: () => null,
      hub_turn: () => ({ runs: false, ended: 0, came: 0, tried: null, fault: null }),
      interview_answer: (request) => ({
        changed: [{ ...view().nodes.find((node) => node.at === request["at"]), answer: request["answer"] }],
        gone: [],
        order: null,
        person: null,
        saved_at: "2026-11-25T10:01:00Z",
      }),
      unlock: () => ({
        phase: "open",
        member: MEMBER,
        centre: "Көктем",
        demo: false,
        practice: false,
        may_export: true,
        may_add_members: true,
        notices: [],
        idle_minutes: 10,
        back: null,
      }),
    };
    mockIPC((name, args) => {
      const answer = answers[name];
      if (answer === undefined) throw { code: "internal", args: { place: name } };
      return answer((args as { request?: Record<string, unknown> }).request ?? {});
    });
  });
  afterEach(async () => {
    if (app !== undefined) await unmount(app);
    document.body.replaceChildren();
    clearMocks();
  });
}

export const get = (id: string): HTMLElement | null => document.querySelector<HTMLElement>(`[data-testid="${id}"]`);

export async function see(id: string): Promise<HTMLElement> {
  return vi.waitFor(() => {
    flushSync();
    const found = get(id);
    if (found === null) throw new Error(`${id} is not there: ${document.body.textContent}`);
    return found;
  });
}

export async function press(
  code: string,
  key = code,
  on: Element = document.activeElement ?? document.body,
  more: KeyboardEventInit = {},
): Promise<void> {
  on.dispatchEvent(new KeyboardEvent("keydown", { code, key, bubbles: true, cancelable: true, ...more }));
  await tick();
}

export function type(field: HTMLElement, text: string): void {
  (field as HTMLInputElement).value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

export function open(): void {
  app = mount(App, { target: document.body });
}

export async function unlocked(): Promise<void> {
  open();
  type(await see("unlock-passphrase"), "several words of mine");
  (await see("unlock-go")).closest("form")?.requestSubmit();
  await see("screen-home");
}
