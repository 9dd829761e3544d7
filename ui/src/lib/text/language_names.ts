// What languages call themselves. Some web views know no Kazakh, and asking one takes them milliseconds: those of our
// own questionnaires stand here.
const OWN: Record<string, string> = { kk: "Қазақша", ru: "Русский", en: "English", ar: "العربية" };

/** What a language calls itself; `otherwise` where nobody knows. */
export function ownName(tag: string, otherwise: string): string {
  const known = OWN[tag];
  if (known !== undefined) return known;
  try {
    const own = new Intl.DisplayNames([tag], { type: "language" }).of(tag) ?? otherwise;
    return own.charAt(0).toLocaleUpperCase() + own.slice(1);
  } catch {
    return otherwise;
  }
}
