// Words of the figures of a month. Pure.
import type { FigureRow } from "../../lib/backend/contract/FigureRow";
import type { FigureUnit } from "../../lib/backend/contract/FigureUnit";
import type { FigureUnknown } from "../../lib/backend/contract/FigureUnknown";
import type { TerritoryVariable } from "../../lib/backend/contract/TerritoryVariable";
import type { Plain } from "../../lib/text/plain";
import type { Text } from "../../lib/text/text.svelte";

const NAMES = {
  terr_refused_share: "territory-figure-refused-share-label",
  terr_waiting_6m_share: "territory-figure-waiting-share-label",
  terr_unmet_material: "territory-figure-unmet-material-label",
  terr_same_origin: "territory-figure-same-origin-label",
  terr_child_contest: "territory-figure-child-contest-label",
  terr_tolerance_index: "territory-figure-tolerance-index-label",
  terr_selfhelp_ready: "territory-figure-self-help-label",
  terr_net_migration: "territory-figure-net-migration-label",
  terr_school_out: "territory-figure-school-out-label",
  terr_worker_demand: "territory-figure-worker-demand-label",
  terr_unemployed: "territory-figure-unemployed-label",
  terr_distress: "territory-figure-distress-label",
} as const satisfies Record<TerritoryVariable, Plain>;

const VALUES = {
  percent: "territory-value-percent-message",
  cases: "territory-value-cases-message",
  children: "territory-value-children-message",
  points: "territory-value-points-message",
  persons: "territory-value-persons-message",
  workers: "territory-value-workers-message",
} as const satisfies Record<FigureUnit, string>;

const UNKNOWN = {
  nobody_asked: "territory-unknown-nobody-asked-message",
  nothing_in_month: "territory-unknown-nothing-in-month-message",
  too_few_answers: "territory-unknown-too-few-answers-message",
  no_questionnaire: "territory-unknown-no-questionnaire-message",
  nothing_sent: "territory-unknown-nothing-sent-message",
  too_few: "territory-unknown-too-few-message",
} as const satisfies Record<FigureUnknown, Plain>;

/** By what a figure is known; the share of refusals, by referrals. */
const ASKED = {
  percent: "territory-asked-message",
  cases: "territory-asked-message",
  children: "territory-asked-message",
  points: "territory-asked-message",
  persons: "territory-asked-movements-message",
  workers: "territory-asked-workplaces-message",
} as const satisfies Record<FigureUnit, string>;

/** What a figure is called. */
export const figureName = (name: TerritoryVariable, text: Text): string => text.t(NAMES[name]);

/** What it comes to; why not, where it is not known. */
export function figureValue(figure: FigureRow, text: Text): string {
  if (figure.few) {
    return text.t(figure.unit === "children" ? "territory-value-few-children-label" : "territory-value-few-label");
  }
  if (figure.few_elsewhere) return text.t("territory-value-few-elsewhere-label");
  if (figure.value !== null) return text.t(VALUES[figure.unit], { value: figure.value });
  return figure.unknown === null ? "" : text.t(UNKNOWN[figure.unknown]);
}

/** By how many answers, referrals, movements or workplaces; nothing where none was needed, or nobody is told. */
export function figureAsked(figure: FigureRow, text: Text): string {
  if (figure.unknown !== null || figure.asked === null || figure.asked === 0) return "";
  const key = figure.name === "terr_refused_share" ? "territory-asked-referrals-message" : ASKED[figure.unit];
  return text.t(key, { count: figure.asked });
}
