// The words of referrals: each set of the contract with its key, so that a word which no screen has is a type error.
import type { Detail } from "../../lib/backend/contract/Detail";
import type { DetailWords } from "../../lib/backend/contract/DetailWords";
import type { EntryKind } from "../../lib/backend/contract/EntryKind";
import type { ReferralState } from "../../lib/backend/contract/ReferralState";
import type { ReferralStep } from "../../lib/backend/contract/ReferralStep";
import type { ReferralView } from "../../lib/backend/contract/ReferralView";
import type { Task } from "../../lib/backend/contract/Task";
import type { Plain } from "../../lib/text/plain";

type Keys<Word extends string> = Record<Word, Plain>;

export const STATES = {
  draft: "referral-state-draft-label",
  ready: "referral-state-ready-label",
  sent: "referral-state-sent-label",
  acknowledged: "referral-state-acknowledged-label",
  accepted: "referral-state-accepted-label",
  waitlisted: "referral-state-waitlisted-label",
  in_service: "referral-state-in-service-label",
  completed: "referral-state-completed-label",
  closed: "referral-state-closed-label",
  declined: "referral-state-declined-label",
  unreachable: "referral-state-unreachable-label",
  expired: "referral-state-expired-label",
  withdrawn: "referral-state-withdrawn-label",
  cancelled: "referral-state-cancelled-label",
} as const satisfies Keys<ReferralState>;

export const STEPS = {
  create: "referral-step-create-label",
  confirm: "referral-step-confirm-label",
  deliver: "referral-step-deliver-label",
  inform: "referral-step-inform-label",
  acknowledge: "referral-step-acknowledge-label",
  accept: "referral-step-accept-label",
  waitlist: "referral-step-waitlist-label",
  decline: "referral-step-decline-label",
  start: "referral-step-start-label",
  unreachable: "referral-step-unreachable-label",
  finish: "referral-step-finish-label",
  close: "referral-step-close-label",
  re_refer: "referral-step-re-refer-label",
  withdraw: "referral-step-withdraw-label",
  cancel: "referral-step-cancel-label",
} as const satisfies Keys<ReferralStep>;

/** What the form of a step is called: an answer in the words in which it comes, an end as the act that it is. */
export const ACT_TITLES: Keys<ReferralStep> = { ...STEPS, cancel: "referral-cancel-action" };

export const ENTRIES = {
  attempt: "referral-entry-attempt-label",
  appointment: "referral-entry-appointment-label",
  informed: "referral-entry-informed-label",
  told: "referral-entry-told-label",
  note: "referral-entry-note-label",
  printed: "referral-entry-printed-label",
  error: "referral-entry-error-label",
} as const satisfies Keys<EntryKind>;

export const TASKS = {
  tell_receiver: "referral-task-tell-receiver-label",
  take_back: "referral-task-take-back-label",
  settle: "referral-task-settle-label",
  call_receiver: "referral-task-call-receiver-label",
  tell_person: "referral-task-tell-person-label",
  ask_consent: "referral-task-ask-consent-label",
  hand_over: "referral-task-hand-over-label",
  ask_whether_came: "referral-task-ask-whether-came-label",
  review_wait: "referral-task-review-wait-label",
  ask_person: "referral-task-ask-person-label",
  find_other: "referral-task-find-other-label",
} as const satisfies Keys<Task>;

/** What a task of the work list asks for, where that is one act: whoever comes from there begins with it. */
export const ACTS: Partial<Record<Task, { step: ReferralStep } | { entry: EntryKind }>> = {
  tell_receiver: { entry: "told" },
  take_back: { step: "withdraw" },
  tell_person: { entry: "informed" },
  hand_over: { step: "deliver" },
  ask_person: { step: "close" },
};

type Of<Name extends keyof DetailWords> = DetailWords[Name][number];

/** What the words of a detail are called. */
export const OPTIONS = {
  channel: {
    letter: "referral-channel-letter-label",
    phone: "referral-channel-phone-label",
    email: "referral-channel-email-label",
    stick: "referral-channel-stick-label",
    cable: "referral-channel-cable-label",
    sync: "referral-channel-sync-label",
    in_person: "referral-channel-in-person-label",
  } satisfies Keys<Of<"channel">>,
  learned: {
    slip: "referral-learned-slip-label",
    phone: "referral-learned-phone-label",
    email: "referral-learned-email-label",
    in_person: "referral-learned-in-person-label",
    person: "referral-learned-person-label",
    bundle: "referral-learned-bundle-label",
  } satisfies Keys<Of<"learned">>,
  wait: {
    under_month: "referral-wait-under-month-label",
    one_to_three: "referral-wait-one-to-three-label",
    over_three: "referral-wait-over-three-label",
    unknown: "referral-wait-unknown-label",
  } satisfies Keys<Of<"wait">>,
  decline_reason: {
    full: "referral-declined-full-label",
    not_eligible: "referral-declined-not-eligible-label",
    wrong_service: "referral-declined-wrong-service-label",
    out_of_area: "referral-declined-out-of-area-label",
    unsafe: "referral-declined-unsafe-label",
    other: "referral-declined-other-label",
  } satisfies Keys<Of<"decline_reason">>,
  cancel_reason: {
    duplicate: "referral-cancelled-duplicate-label",
    wrong_person: "referral-cancelled-wrong-person-label",
    not_needed: "referral-cancelled-not-needed-label",
    service_closed: "referral-cancelled-service-closed-label",
    moved: "referral-cancelled-moved-label",
    died: "referral-cancelled-died-label",
    safety: "referral-cancelled-safety-label",
  } satisfies Keys<Of<"cancel_reason">>,
  received: {
    full: "referral-received-full-label",
    part: "referral-received-part-label",
    not: "referral-received-not-label",
  } satisfies Keys<Of<"received">>,
  outcome: {
    met: "referral-outcome-met-label",
    partly: "referral-outcome-partly-label",
    not_met: "referral-outcome-not-met-label",
    not_asked: "referral-outcome-not-asked-label",
  } satisfies Keys<Of<"outcome">>,
  deleted: {
    asked: "referral-deleted-asked-label",
    done: "referral-deleted-done-label",
    refused: "referral-deleted-refused-label",
  } satisfies Keys<Of<"deleted">>,
} as const satisfies Record<keyof DetailWords, Record<string, Plain>>;

/** Whether a detail is one of words, and what each is called. */
export function optionsOf(detail: Detail): Record<string, Plain> | null {
  return detail in OPTIONS ? OPTIONS[detail as keyof DetailWords] : null;
}

/** What is asked of a step or an entry, in this order; those that must be said are marked. */
export interface AskedDetail {
  detail: Detail;
  needed: boolean;
}

const must = (...details: Detail[]): AskedDetail[] => details.map((detail) => ({ detail, needed: true }));
const may = (...details: Detail[]): AskedDetail[] => details.map((detail) => ({ detail, needed: false }));

/** The recipient's answers: each may come with a slip. */
export const ANSWERS: ReferralStep[] = ["acknowledge", "accept", "waitlist", "decline", "start", "finish"];

/** Steps that end it; the others say how it goes on. */
export const ENDS: ReferralStep[] = ["withdraw", "cancel"];

export const ASKED: Record<ReferralStep, AskedDetail[]> = {
  create: [],
  confirm: [],
  deliver: must("channel"),
  inform: [],
  acknowledge: [...must("learned"), ...may("who")],
  accept: [...must("learned"), ...may("at", "place", "who")],
  waitlist: [...must("learned", "wait"), ...may("review_on", "who")],
  decline: [...must("learned", "decline_reason"), ...may("words", "who")],
  start: must("learned", "on"),
  unreachable: may("words"),
  finish: [...must("learned", "received"), ...may("words")],
  close: [...must("outcome"), ...may("words")],
  re_refer: [],
  withdraw: may("words"),
  cancel: [...must("cancel_reason"), ...may("words")],
};

export const ASKED_OF_ENTRY: Record<EntryKind, AskedDetail[]> = {
  attempt: [...must("channel", "on"), ...may("words")],
  appointment: [...must("at"), ...may("place")],
  informed: [...must("channel", "on"), ...may("words")],
  told: [...must("channel", "on", "deleted"), ...may("words")],
  note: must("words"),
  printed: must("channel"),
  error: must("words"),
};

const ASKED_WORDS: Partial<Record<Detail, Plain>> = {
  channel: "referral-detail-channel-label",
  learned: "referral-detail-learned-label",
  who: "referral-detail-who-label",
  at: "referral-detail-at-label",
  place: "referral-detail-place-label",
  wait: "referral-detail-wait-label",
  review_on: "referral-detail-review-on-label",
  decline_reason: "referral-detail-decline-reason-label",
  cancel_reason: "referral-detail-cancel-reason-label",
  on: "referral-detail-on-label",
  received: "referral-detail-received-label",
  outcome: "referral-detail-outcome-label",
  deleted: "referral-detail-deleted-label",
  words: "referral-detail-words-label",
};

/** The label of what is asked; nothing for what no screen asks. */
export function askedWord(asked: AskedDetail): Plain | null {
  if (asked.detail === "words" && asked.needed) return "referral-detail-needed-words-label";
  return ASKED_WORDS[asked.detail] ?? null;
}

/**
 * How what was said is told: as it was written, as a day, as a time, as the number of a print.
 * What only the machine needs is not told.
 */
export const TOLD: Partial<Record<Detail, "words" | "day" | "time" | "print">> = {
  words: "words",
  who: "words",
  place: "words",
  proof: "print",
  slip: "words",
  on: "day",
  review_on: "day",
  at: "time",
};

/** Is a letter what comes next: may it be handed over, and a letter be made of it? */
export const isLetterNext = (view: ReferralView): boolean =>
  view.may.includes("deliver") && view.may_write.includes("printed");
