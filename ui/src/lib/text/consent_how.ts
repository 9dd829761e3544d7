// How an answer was given, in words.
import type { ConsentHow } from "../backend/contract/ConsentHow";
import type { Messages } from "./keys";

export const HOW = {
  spoken: "referral-how-spoken-label",
  signed: "referral-how-signed-label",
  thumbprint: "referral-how-thumbprint-label",
  gesture: "referral-how-gesture-label",
} as const satisfies Record<ConsentHow, keyof Messages>;
