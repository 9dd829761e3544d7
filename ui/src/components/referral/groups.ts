// The groups of Today: what stands in which, and how much of it is shown.
import type { MeetingRow } from "../../lib/backend/contract/MeetingRow";
import type { WorkGroup } from "../../lib/backend/contract/WorkGroup";
import type { WorkRow } from "../../lib/backend/contract/WorkRow";
import type { WorkView } from "../../lib/backend/contract/WorkView";
import type { Plain } from "../../lib/text/plain";

/** In their order. */
export const GROUPS = {
  first: { title: "home-work-first-title", label: "home-work-first-label" },
  late: { title: "home-work-late-title", label: "home-work-late-label" },
  call: { title: "home-work-call-title", label: "home-work-call-label" },
  ask: { title: "home-work-ask-title", label: "home-work-ask-label" },
  tell: { title: "home-work-tell-title", label: "home-work-tell-label" },
  meet: { title: "home-work-meet-title", label: "home-work-meet-label" },
} as const satisfies Record<WorkGroup, { title: Plain; label: Plain }>;

const ORDER = Object.keys(GROUPS) as WorkGroup[];
/** A group shows so many rows, and the others once somebody asks for them. */
export const FOLDS_OVER = 10;

export interface Shown {
  group: WorkGroup;
  /** How much there is. */
  count: number;
  /** What of it is shown: first the people to be met, then the rest. */
  meetings: MeetingRow[];
  rows: WorkRow[];
  /** Is more there than is shown? */
  folded: boolean;
}

/** All groups. Talks in private that the member leads stand in the first, all other meetings in the last. */
export function groupsOf(meetings: MeetingRow[], work: WorkView | null, whole: readonly WorkGroup[]): Shown[] {
  return ORDER.map((group) => {
    const list = work?.groups.find((each) => each.group === group);
    const met = meetings.filter((row) =>
      group === "first" ? row.meeting.private : group === "meet" && !row.meeting.private,
    );
    const rows = list?.rows ?? [];
    // What cannot wait is never folded away.
    const most = group === "first" || whole.includes(group) ? Infinity : FOLDS_OVER;
    const shownMeetings = met.slice(0, most);
    const shownRows = rows.slice(0, Math.max(0, most - shownMeetings.length));
    return {
      group,
      count: met.length + (list?.count ?? 0),
      meetings: shownMeetings,
      rows: shownRows,
      folded: shownMeetings.length + shownRows.length < met.length + rows.length,
    };
  });
}

/** How much waits in all, and how much of it cannot wait. */
export function waits(meetings: MeetingRow[], work: WorkView | null): { waiting: number; first: number } {
  const groups = groupsOf(meetings, work, []);
  const waiting = groups.reduce((sum, { count }) => sum + count, 0);
  return { waiting, first: groups.find(({ group }) => group === "first")?.count ?? 0 };
}
