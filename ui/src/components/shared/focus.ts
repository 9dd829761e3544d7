// Where the keyboard stands: on what is worked at, and back there after anything that came between.

/** What can be worked at and destroys nothing. */
const FIELDS = ["input", "select", "textarea", "button", "summary", "a[href]"]
  .map((each) => `${each}:not(.danger, :disabled, [tabindex="-1"])`)
  .join(", ");

/** Does the keyboard stand nowhere? What it stood on is gone, or hidden. */
export function isLost(): boolean {
  const here = document.activeElement;
  return here === null || here === document.body || !here.isConnected || here.closest("[hidden]") !== null;
}

/** Where in a question the keyboard begins: at what is chosen, else at its first field. */
export function fieldOf(question: HTMLElement): HTMLElement | null {
  if (question.dataset["type"] === "repeat") return null;
  return (
    question.querySelector<HTMLElement>("input:checked") ??
    question.querySelector<HTMLElement>("input:not([data-search]), textarea")
  );
}

/** Where a dialog begins: at a field, or at a button that destroys nothing. */
export function firstOf(dialog: HTMLElement): HTMLElement | null {
  return dialog.querySelector<HTMLElement>("[autofocus]") ?? dialog.querySelector<HTMLElement>(FIELDS);
}

/** Puts the keyboard on the work: a dialog, the question, the field a screen begins with (`data-work`), the screen. */
export function toWork(): void {
  const dialog = document.querySelector<HTMLElement>("dialog[open]");
  const question = document.querySelector<HTMLElement>("[data-testid=question]");
  const place =
    dialog === null
      ? question === null
        ? (document.querySelector<HTMLElement>("[data-work]") ?? document.getElementById("main"))
        : (fieldOf(question) ?? question)
      : firstOf(dialog);
  place?.focus();
}

/** Puts the keyboard back to where it stood, or on the work if that is gone. Whoever has gone on is left alone. */
export function backTo(place: Element | null): void {
  if (!isLost()) return;
  if (place instanceof HTMLElement && place !== document.body && place.isConnected) place.focus();
  if (isLost()) toWork();
}

/** What comes by itself is brought into view where room is short: what is done about it before all. */
export function seen(note: HTMLElement): void {
  note.scrollIntoView({ block: "nearest" });
  note.querySelector("button")?.scrollIntoView({ block: "nearest" });
}
