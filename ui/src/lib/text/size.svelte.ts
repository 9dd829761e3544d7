import { call } from "../backend/backend";
import type { TextSizeView } from "../backend/contract/TextSizeView";

/** How large everything is shown. The device remembers it; the shell scales the page. */
export class TextSize {
  /** In hundredths of the ordinary size. */
  percent = $state(100);
  /** The sizes to choose from, the smallest first. */
  sizes = $state.raw<number[]>([100]);
  #asked = 0;

  load = (): Promise<void> => this.#take(call("text_size_get"));

  choose = (percent: number): Promise<void> => {
    // Before the reply, so that the next press goes on from here.
    this.percent = percent;
    return this.#take(call("text_size_set", { percent }));
  };

  /** What a key asks for, by its place on the keyboard; `null` where it asks for no size. */
  wanted(event: KeyboardEvent): number | null {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return null;
    const at = this.sizes.indexOf(this.percent);
    const to = (place: number): number => this.sizes[Math.max(0, Math.min(this.sizes.length - 1, place))] ?? 100;
    switch (event.code) {
      case "Equal":
      case "NumpadAdd":
        return to(at + 1);
      case "Minus":
      case "NumpadSubtract":
        return to(at - 1);
      case "Digit0":
      case "Numpad0":
        return 100;
      default:
        return null;
    }
  }

  /** A size that could not be kept holds all the same, or nothing has changed: neither is worth a word. */
  async #take(asked: Promise<TextSizeView>): Promise<void> {
    const mine = ++this.#asked;
    const view = await asked.catch(() => null);
    // Another was asked for meanwhile.
    if (view === null || mine !== this.#asked) return;
    this.percent = view.percent;
    this.sizes = view.sizes;
  }
}
