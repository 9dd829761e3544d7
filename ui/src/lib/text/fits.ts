import { flushSync } from "svelte";
import type { Attachment } from "svelte/attachments";

/**
 * Keeps a bar on one line in every language, width and size of text: while its words reach beyond it, it gives
 * something up, one step after the other. What goes at which step is for the bar to say, by `take`.
 *
 * `words`: what its words depend on; others are tried from the first step on.
 */
export function fits(steps: number, take: (step: number) => void, words: () => string): Attachment<HTMLElement> {
  return (bar) => {
    words();
    let step = 0;
    const over = (): boolean => bar.scrollWidth > bar.clientWidth;
    const tighten = (from: number): void => {
      for (step = from; ; step += 1) {
        take(step);
        flushSync();
        if (step >= steps || !over()) break;
      }
      // What this itself has taken away or put back is no news.
      changes.takeRecords();
    };
    const again = (): void => tighten(0);
    // Words that came meanwhile may be longer; that they are shorter is seen at the next turn.
    const changes = new MutationObserver(() => {
      if (over()) tighten(step);
    });
    // Not within the effect that has put the bar on the page.
    queueMicrotask(again);
    changes.observe(bar, { childList: true, characterData: true, subtree: true });
    window.addEventListener("resize", again);
    const fonts = "fonts" in document ? document.fonts : null;
    fonts?.addEventListener("loadingdone", again);
    return () => {
      changes.disconnect();
      window.removeEventListener("resize", again);
      fonts?.removeEventListener("loadingdone", again);
    };
  };
}
