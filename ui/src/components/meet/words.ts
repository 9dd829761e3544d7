// How a laptop is called on the screen.
import type { Text } from "../../lib/text/text.svelte";

/** What the first laptop of a centre is called in the log: by its system, since nobody was asked. */
const SYSTEMS: readonly string[] = ["linux", "windows", "macos"];

export function laptopName(text: Text, device: { name: string; own: boolean }): string {
  if (!SYSTEMS.includes(device.name)) return device.name;
  return device.own ? text.t("laptops-own-label") : text.t("laptops-first-label");
}
