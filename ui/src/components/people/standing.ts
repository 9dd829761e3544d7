// The words of how a case stands.
import type { ClosingReferral } from "../../lib/backend/contract/ClosingReferral";
import type { CloseReason } from "../../lib/backend/contract/CloseReason";
import type { Fate } from "../../lib/backend/contract/Fate";
import type { ReferralState } from "../../lib/backend/contract/ReferralState";
import type { Told } from "../../lib/backend/contract/Told";
import type { WhoseCases } from "../../lib/backend/contract/WhoseCases";
import type { WorkWhose } from "../../lib/backend/contract/WorkWhose";

/** Why a case is closed, in the order of the list. */
export const REASONS = {
  goals_met: "standing-reason-goals-met-option",
  naturalised: "standing-reason-naturalised-option",
  season_over: "standing-reason-season-over-option",
  moved: "standing-reason-moved-option",
  returned_home: "standing-reason-returned-home-option",
  lost_contact: "standing-reason-lost-contact-option",
  client_request: "standing-reason-client-request-option",
  transferred: "standing-reason-transferred-option",
  deceased: "standing-reason-deceased-option",
  other: "standing-reason-other-option",
} as const satisfies Record<CloseReason, string>;

/** States of referrals in which no receiver acts any more, or none does yet: nothing goes on there without us. */
const NOBODY_ACTS: readonly ReferralState[] = ["draft", "ready", "declined", "unreachable"];

/** What can become of an open referral when the case is closed. */
export const fatesOf = (referral: ClosingReferral): Fate[] => [
  ...(referral.may_cancel ? (["cancel"] as const) : []),
  ...(NOBODY_ACTS.includes(referral.state) ? [] : (["goes_on"] as const)),
];

/** What a member is told, once. */
export const TOLD = {
  taken: "standing-told-taken-message",
  given: "standing-told-given-message",
  declined: "standing-told-declined-message",
  yours: "standing-told-yours-message",
  closed: "standing-told-closed-message",
} as const satisfies Record<Told, string>;

/** Among whose cases people are looked for. */
export const WHOSE = {
  all: "standing-whose-all-option",
  mine: "standing-whose-mine-option",
  closed: "standing-whose-closed-option",
} as const satisfies Record<WhoseCases, string>;

/** Whose work Today lists. */
export const WORK = {
  mine: "standing-work-mine-option",
  all: "standing-work-all-option",
} as const satisfies Record<WorkWhose, string>;
