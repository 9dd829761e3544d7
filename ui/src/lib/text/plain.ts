import type { Messages } from "./keys";

/** A message that says the same whatever is given. */
export type Plain = { [Key in keyof Messages]: Messages[Key] extends null ? Key : never }[keyof Messages];
