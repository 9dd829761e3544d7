import { call, errorOf } from "../backend/backend";
import type { AppError } from "../backend/contract/AppError";
import type { ServiceFilter } from "../backend/contract/ServiceFilter";
import type { ServiceKindRow } from "../backend/contract/ServiceKindRow";
import type { ServiceSearchView } from "../backend/contract/ServiceSearchView";

/** How long nothing is typed before the shell is asked. */
const CALM_MS = 120;
/** So many services at a time. */
const PAGE = 100;

/** What the list is narrowed by, besides words. */
export interface Narrowed {
  kind: string;
  place: string;
  language: string;
  open: boolean;
  places: boolean;
  checked: boolean;
  /** Those that do not run as well. */
  all: boolean;
}

const NOTHING: Narrowed = { kind: "", place: "", language: "", open: false, places: false, checked: false, all: false };

/**
 * Finding services while words are typed. It outlives the screen: whoever comes back from a service's page finds the
 * list as it was.
 */
export class ServiceSearch {
  typed = $state("");
  by = $state.raw<Narrowed>(NOTHING);
  found = $state.raw<ServiceSearchView | null>(null);
  /** What the list can be narrowed by: there before the list is, so that nothing in it moves once it is seen. */
  kinds = $state.raw<ServiceKindRow[]>([]);
  fault = $state.raw<AppError | null>(null);
  /** The service whose page was opened last. */
  opened = $state<string | null>(null);
  #limit = $state(PAGE);
  #asked = 0;
  #timer: number | undefined;

  /** More may be shown. */
  readonly more: boolean = $derived(this.found !== null && this.found.found > this.found.services.length);

  /** Is the list narrowed by anything but words? */
  readonly narrowed: boolean = $derived(
    Object.entries(this.by).some(([by, value]) => by !== "all" && value !== "" && value !== false),
  );

  /** How many services a filter holds back. */
  held = (filter: ServiceFilter): number => this.found?.held_back.find((row) => row.filter === filter)?.count ?? 0;

  /** Takes what is in the field; asks when the hands rest. */
  type = (text: string): void => {
    this.typed = text;
    this.#later();
  };

  /** Narrows the list, at once. */
  narrow = (by: Partial<Narrowed>): Promise<boolean> => {
    this.by = { ...this.by, ...by };
    this.#limit = PAGE;
    return this.ask();
  };

  /** Narrows it by a place that is being typed. */
  typePlace = (place: string): void => {
    this.by = { ...this.by, place };
    this.#later();
  };

  /** Narrows it by nothing. */
  widen = (): Promise<boolean> => this.narrow(NOTHING);

  showMore = (): Promise<boolean> => {
    this.#limit += PAGE;
    return this.ask();
  };

  /** Asks at once. False: something newer was asked meanwhile, or it failed. */
  ask = async (): Promise<boolean> => {
    window.clearTimeout(this.#timer);
    const mine = ++this.#asked;
    const { kind, place, language, open, places, checked, all } = this.by;
    try {
      // Without the kinds the list is still searched by words.
      const kinds = this.kinds.length > 0 ? this.kinds : call("service_kinds").catch((): ServiceKindRow[] => []);
      const found = await call("service_search", {
        words: this.typed,
        kind: kind === "" ? null : kind,
        place,
        language: language === "" ? null : language,
        open_now: open,
        open_at: null,
        with_places: places,
        checked,
        all,
        limit: this.#limit,
      });
      const known = await kinds;
      if (mine !== this.#asked) return false;
      this.kinds = known;
      this.found = found;
      this.fault = null;
      return true;
    } catch (caught) {
      if (mine === this.#asked) this.fault = errorOf(caught);
      return false;
    }
  };

  /** The screen is gone: a late answer is for nobody. */
  end = (): void => {
    window.clearTimeout(this.#timer);
    this.#asked += 1;
  };

  #later = (): void => {
    this.#limit = PAGE;
    this.#asked += 1;
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.ask(), CALM_MS);
  };
}
