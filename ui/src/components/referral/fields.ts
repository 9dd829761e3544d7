// What the facts that may be passed on are called, and what a person is to bring along.
import type { Bring } from "../../lib/backend/contract/Bring";
import type { SharedField } from "../../lib/backend/contract/SharedField";
import type { Plain } from "../../lib/text/plain";

export const FIELDS = {
  name: "referral-field-name-label",
  age: "referral-field-age-label",
  sex: "referral-field-sex-label",
  household: "referral-field-household-label",
  language: "referral-field-language-label",
  contact: "referral-field-contact-label",
  citizenship: "referral-field-citizenship-label",
  need: "referral-field-need-label",
  health: "referral-field-health-label",
  documents: "referral-field-documents-label",
} as const satisfies Record<SharedField, Plain>;

export const BRING = {
  identity: "referral-bring-identity-label",
  children: "referral-bring-children-label",
  medical: "referral-bring-medical-label",
  education: "referral-bring-education-label",
  work: "referral-bring-work-label",
  status: "referral-bring-status-label",
  photos: "referral-bring-photos-label",
} as const satisfies Record<Bring, Plain>;
