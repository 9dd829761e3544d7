// How a laptop is called on the screen.
import type { Text } from "../../lib/text/text.svelte";

/** What the first laptop of a centre is called in the log: by its system, since nobody was asked. */
const SYSTEMS: readonly string[] = ["linux", "windows", "macos"];

export function laptopName(text: Text, name: string): string {
  return SYSTEMS.includes(name) ? text.t("laptops-first-label") : name;
}
