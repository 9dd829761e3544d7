// A small directory of services, and what it says of each, for tests of screens.
import type { DirectoryView } from "../backend/contract/DirectoryView";
import type { HoursView } from "../backend/contract/HoursView";
import type { ServiceImportView } from "../backend/contract/ServiceImportView";
import type { ServiceRow } from "../backend/contract/ServiceRow";
import type { ServiceSearchView } from "../backend/contract/ServiceSearchView";
import type { ServiceView } from "../backend/contract/ServiceView";
import type { SuggestedService } from "../backend/contract/SuggestedService";
import type { SuggestView } from "../backend/contract/SuggestView";

export const DIRECTORY: DirectoryView = {
  services: 3,
  edition: {
    edition: "e1",
    file: "services-2026-11.zip",
    services: 3,
    at: "2026-11-20T10:00:00Z",
    member: "Дәурен",
  },
  is_old: false,
  apart: [],
  by_hand: 0,
  may_publish: true,
  may_read: true,
  may_check: true,
};

/** A night shelter that is open and has places. */
export const SHELTER: ServiceRow = {
  service: "s1",
  name: "Place in a temporary centre",
  provider: "Baspana",
  alert: "",
  status: "active",
  kinds: [{ code: "dom_temp_centre", label: { en: "Temporary centre" } }],
  place: "Saryagash, 12 Abai street",
  address_hidden: false,
  may_be_named: true,
  opening: { state: "open", until: "2031-01-01T00:00:00Z", opens: null },
  languages: ["kk", "ar"],
  interpreters: false,
  places: {
    state: "has",
    free: 6,
    maximum: 20,
    wait: "",
    on: "2026-11-25",
    at: null,
    member: "",
    is_old: false,
  },
  checked: { on: "2026-11-12", days: 13, is_old: false, member: "" },
  phone: "+7 700 000 02 05",
  is_own: false,
  is_corrected: false,
};

/** A house whose address must not be known, of which too little is known. */
export const HOUSE: ServiceRow = {
  ...SHELTER,
  service: "s2",
  name: "For mothers with small children",
  provider: "Meyirim",
  place: "",
  address_hidden: true,
  may_be_named: false,
  opening: { state: "not_known", until: null, opens: null },
  languages: [],
  interpreters: true,
  places: { ...SHELTER.places, state: "not_known", free: null, maximum: null, on: null },
  checked: { on: "2026-04-10", days: 229, is_old: true, member: "" },
  phone: "",
};

/** A hostel that says that it is full, and is shut until it opens. */
export const HOSTEL: ServiceRow = {
  ...SHELTER,
  service: "s3",
  name: "Beds for adults",
  provider: "",
  opening: { state: "shut", until: null, opens: "2031-12-01T04:00:00Z" },
  places: { ...SHELTER.places, state: "none", free: 0 },
  checked: { on: null, days: null, is_old: true, member: "" },
};

/** What a search finds. */
export const found = (
  services: ServiceRow[] = [SHELTER, HOUSE, HOSTEL],
  over: Partial<ServiceSearchView> = {},
): ServiceSearchView => ({
  directory: DIRECTORY,
  services,
  found: services.length,
  total: services.length,
  held_back: [],
  languages: [
    { language: "ar", count: 2 },
    { language: "kk", count: 1 },
  ],
  ...over,
});

const HOURS: HoursView = {
  days: [
    { day: "monday", on: "2026-11-23", is_today: false, state: "open", spans: [{ opens: "09:00", closes: "18:00" }] },
    { day: "wednesday", on: "2026-11-25", is_today: true, state: "open", spans: [{ opens: "09:00", closes: "13:00" }] },
    { day: "sunday", on: "2026-11-29", is_today: false, state: "shut", spans: [] },
  ],
  exceptions: [{ from: "2026-12-16", to: "2026-12-16", spans: [], days: [], words: "" }],
  words: [],
};

/** The page of the shelter. */
export const page = (over: Partial<ServiceView> = {}): ServiceView => ({
  row: SHELTER,
  edition: DIRECTORY.edition,
  is_earlier: false,
  description: "Beds, food and a shower.",
  phones: [{ number: "+7 700 000 02 05", extension: "", description: "office" }],
  emails: [],
  urls: [],
  application: "",
  methods: ["walk_in"],
  costs: ["Free of charge"],
  eligibility: "Anybody without a roof",
  for_whom: [{ of: "age", code: "", least: 18, greatest: null, label: {} }],
  papers: ["Any identity paper"],
  asks_no_papers: false,
  languages: [
    { language: "kk", name: "Kazakh", note: "" },
    { language: "ar", name: "Arabic", note: "on Tuesdays" },
  ],
  interpretation: "",
  areas: [],
  sites: [],
  hours: HOURS,
  capacity: [],
  checks: [],
  experience: {
    referrals: 14,
    accepted: 9,
    declined: 3,
    unanswered: 2,
    days: 2,
    reasons: [{ reason: "out_of_area", count: 2 }],
    asked: 7,
    met: 6,
    last: "2026-11-19",
  },
  corrections: [],
  entries: [],
  input: null,
  open_referrals: 1,
  may_check: true,
  may_publish: true,
  may_refer: true,
  ...over,
});

/** What a package would bring: one of each kind. */
export const package_ = (over: Partial<ServiceImportView> = {}): ServiceImportView => ({
  package: "p1",
  file: "services-2026-12.zip",
  took_ms: 40,
  may_take: true,
  is_sound: true,
  is_same: false,
  is_part: false,
  services: 3,
  added: [{ service: "s9", name: "Language course", provider: "Söz", was: null }],
  added_count: 1,
  changed: [
    {
      service: "s1",
      name: "Place in a temporary centre",
      provider: "Baspana",
      parts: [
        {
          part: "phone",
          what: "altered",
          table: "phone",
          column: "number",
          before: "+7 700 000 02 05",
          after: "+7 700 000 02 06",
        },
      ],
      is_corrected: false,
    },
  ],
  changed_count: 1,
  vanished: [
    {
      service: "s3",
      name: "Beds for adults",
      provider: "Zhol",
      open_referrals: 2,
      referrals: 5,
      now: null,
      check: null,
    },
  ],
  unchanged: 1,
  problems: [
    {
      file: "schedules.csv",
      row: 18,
      column: "opens_at",
      severity: "warning",
      code: "time-wrong",
      args: { value: "9-00" },
    },
  ],
  errors: 0,
  warnings: 1,
  mapped: [],
  contacts_left_out: 0,
  ...over,
});

const suggested = (row: ServiceRow, over: Partial<SuggestedService> = {}): SuggestedService => ({
  row,
  kind: "dom_temp_centre",
  verdict: "fits",
  score: 10,
  why: [
    { code: "language-spoken", args: { language: "ar" }, label: {} },
    { code: "near", args: { km: "1" }, label: {} },
  ],
  why_not: [],
  is_sensitive: false,
  ...over,
});

/** Who can help somebody without a roof: one fits, one may, one does not. */
export const SUGGESTED: SuggestView = {
  state: "ready",
  stops: null,
  needs: [
    {
      need: "housing",
      label: { en: "Housing" },
      urgency: "critical",
      apart: false,
      kinds: [{ code: "dom_temp_centre", label: { en: "Temporary centre" } }],
      services: [
        suggested(SHELTER),
        suggested(HOUSE, {
          verdict: "may_fit",
          why: [],
          why_not: [{ code: "age-not-known", args: { least: "0", greatest: "3" }, label: {} }],
        }),
      ],
      others: [
        suggested(HOSTEL, {
          verdict: "does_not_fit",
          why: [],
          why_not: [{ code: "not-running", args: { status: "temporarily closed" }, label: {} }],
        }),
      ],
      others_count: 1,
      count: 2,
    },
  ],
};
