// What languages call themselves. Some web views know no Kazakh: then our own words are used.
const OWN: Record<string, string> = { kk: "Қазақша", ru: "Русский" };

/** What a language calls itself; `otherwise` where nobody knows. */
export function ownName(tag: string, otherwise: string): string {
  try {
    const own = new Intl.DisplayNames([tag], { type: "language" }).of(tag) ?? otherwise;
    return OWN[tag] ?? own.charAt(0).toLocaleUpperCase() + own.slice(1);
  } catch {
    return otherwise;
  }
}
