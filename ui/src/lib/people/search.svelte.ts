import { call, errorOf } from "../backend/backend";
import type { AppError } from "../backend/contract/AppError";
import type { CaseId } from "../backend/contract/CaseId";
import type { WhoseCases } from "../backend/contract/WhoseCases";
import type { SearchView } from "../backend/contract/SearchView";

/** How long nothing is typed before the shell is asked. */
const CALM_MS = 120;
const PAGE = 50;
const MOST = 200;

/**
 * Finding people while a name is typed. What is shown always belongs to what was typed last, or to what stood before.
 */
export class PeopleSearch {
  typed = $state("");
  /** Among whose cases. */
  whose = $state<WhoseCases>("all");
  found = $state.raw<SearchView | null>(null);
  fault = $state.raw<AppError | null>(null);
  /** The text that `found` answers. */
  answered = $state("");
  #limit = $state(PAGE);
  #asked = 0;
  #timer: number | undefined;

  /** More may be shown. */
  readonly more: boolean = $derived(this.#limit < MOST && (this.found?.people.length ?? 0) >= this.#limit);

  /** Takes what is in the field; asks when the hands rest. */
  type = (text: string): void => {
    this.typed = text;
    this.#limit = PAGE;
    this.#asked += 1;
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.ask(), CALM_MS);
  };

  /** Looks among the cases of some others. */
  among = (whose: WhoseCases): void => {
    this.whose = whose;
    this.#limit = PAGE;
    void this.ask();
  };

  /** Asks at once. False: something newer was typed meanwhile, or it failed. */
  ask = async (): Promise<boolean> => {
    window.clearTimeout(this.#timer);
    const mine = ++this.#asked;
    const text = this.typed;
    try {
      const found = await call("people_search", { text, limit: this.#limit, whose: this.whose });
      if (mine !== this.#asked) return false;
      this.found = found;
      this.answered = text;
      this.fault = null;
      return true;
    } catch (caught) {
      if (mine === this.#asked) this.fault = errorOf(caught);
      return false;
    }
  };

  /**
   * Whoever begins with a new person has typed somebody: they are looked for first. True when nobody is found, or when
   * those who are stood on the screen already.
   */
  isNew = async (): Promise<boolean> => {
    if (this.typed.trim() === "" || (this.found !== null && this.answered === this.typed)) return true;
    return (await this.ask()) && this.found?.people.length === 0;
  };

  showMore = async (): Promise<void> => {
    this.#limit = Math.min(MOST, this.#limit + PAGE);
    await this.ask();
  };

  /** Enter in the field: the case to open when exactly one person is meant, null when it must be chosen, undefined
   * when there is no answer to this text. A page opened by guess would be written down as a look nobody took: whoever
   * is only near what was typed is chosen by hand. */
  choose = async (): Promise<CaseId | null | undefined> => {
    if (!(await this.ask())) return undefined;
    const people = this.found?.people ?? [];
    const only = people.length === 1 ? people[0] : undefined;
    return only === undefined || only.near ? null : only.case;
  };

  /** The screen is gone: a late answer is for nobody. */
  end = (): void => {
    window.clearTimeout(this.#timer);
    this.#asked += 1;
  };
}
