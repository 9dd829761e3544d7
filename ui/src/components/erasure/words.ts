// The words of erasures.
import type { EraseReason } from "../../lib/backend/contract/EraseReason";

/** Why a case is erased, in the order of the list. */
export const ERASE_REASONS = {
  asked: "erase-reason-asked-option",
  term_over: "erase-reason-term-over-option",
  mistake: "erase-reason-mistake-option",
  no_basis: "erase-reason-no-basis-option",
  ordered: "erase-reason-ordered-option",
} as const satisfies Record<EraseReason, string>;

const DAY_MS = 24 * 60 * 60 * 1000;

/** How many days ago that was; 0 is today, and what lies ahead by a clock that is wrong. */
export function daysAgo(moment: string, now: Date = new Date()): number {
  return Math.max(0, Math.floor((now.getTime() - new Date(moment).getTime()) / DAY_MS));
}
