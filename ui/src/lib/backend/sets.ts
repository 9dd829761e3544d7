// The closed sets of words that a screen offers whole, in the order in which it does.
import type { ExportFormat } from "./contract/ExportFormat";
import type { Grant } from "./contract/Grant";
import type { Purpose } from "./contract/Purpose";
import type { Role } from "./contract/Role";
import type { Separator } from "./contract/Separator";

/** All words of a set: one that is left out is a type error. */
const all = <W extends string>(words: Record<W, true>): readonly W[] => Object.keys(words) as W[];

/** What a member can be. */
export const ROLES = all<Role>({ volunteer: true, worker: true, supervisor: true, coordinator: true });

/** What can be added to a role. */
export const GRANTS = all<Grant>({ protected: true, inspector: true, expert: true, analyst: true });

/** What kinds of files go out. */
export const FORMATS = all<ExportFormat>({ xlsx: true, csv: true, json: true });

/** What may stand between the cells of CSV. */
export const SEPARATORS = all<Separator>({ semicolon: true, comma: true });

/** What somebody exports for. */
export const PURPOSES = all<Purpose>({ care: true, statistics: true, "report-to-donor": true, other: true });
