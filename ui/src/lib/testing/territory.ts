// What a month comes to, for tests of screens.
import type { FigureRow } from "../backend/contract/FigureRow";
import type { TerritoryRule } from "../backend/contract/TerritoryRule";
import type { TerritoryView } from "../backend/contract/TerritoryView";
import { SET } from "./needs";

export const figure = (over: Partial<FigureRow>): FigureRow => ({
  name: "terr_distress",
  unit: "cases",
  value: 6,
  few: false,
  few_elsewhere: false,
  asked: 9,
  unknown: null,
  origin: null,
  ...over,
});

export const rule = (over: Partial<TerritoryRule>): TerritoryRule => ({
  rule: "D149",
  explanation: { en: "Six or more people show strain" },
  urgency: "normal",
  level: "group_community",
  sphere: "territorial",
  actor_first: "municipality",
  services: [{ code: "psy_group_therapy", label: { en: "Group therapy" } }],
  next_form: null,
  figures: ["terr_distress"],
  ...over,
});

/** May 2024 of a whole centre. */
export const MAY: TerritoryView = {
  month: "2024-05",
  months: ["2024-05", "2024-04"],
  region: null,
  regions: [{ code: "abai", label: { en: "Abai region" }, open: 8 }],
  elsewhere: 5,
  open: 13,
  set: SET,
  lines: [rule({})],
  fails: [rule({ rule: "D140", explanation: { en: "A quarter is refused" }, figures: ["terr_refused_share"] })],
  not_known: [rule({ rule: "D148", explanation: { en: "Employers need workers" }, figures: ["terr_worker_demand"] })],
  figures: [
    figure({ name: "terr_refused_share", unit: "percent", value: 30, asked: 20 }),
    figure({ name: "terr_same_origin", value: 7, asked: 12, origin: { en: "Turkistan region" } }),
    figure({ name: "terr_unemployed", value: null, few: true, asked: null }),
    figure({ name: "terr_distress" }),
    figure({ name: "terr_school_out", unit: "children", value: null, few_elsewhere: true, asked: null }),
    figure({ name: "terr_net_migration", unit: "persons", value: 4, asked: 3 }),
    figure({ name: "terr_worker_demand", unit: "workers", value: null, asked: 0, unknown: "no_questionnaire" }),
  ],
};
