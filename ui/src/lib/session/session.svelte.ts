import { createContext, tick } from "svelte";
import { call, errorOf } from "../backend/backend";
import type { ReferralId } from "../backend/contract/ReferralId";
import type { Task } from "../backend/contract/Task";
import type { AppError } from "../backend/contract/AppError";
import type { AppState } from "../backend/contract/AppState";
import type { CaseId } from "../backend/contract/CaseId";
import type { DeviceId } from "../backend/contract/DeviceId";
import type { FollowUpView } from "../backend/contract/FollowUpView";
import type { FormReading } from "../backend/contract/FormReading";
import type { HomeView } from "../backend/contract/HomeView";
import type { Minor } from "../backend/contract/Minor";
import type { InterviewId } from "../backend/contract/InterviewId";
import type { InterviewView } from "../backend/contract/InterviewView";
import type { MeetingView } from "../backend/contract/MeetingView";
import type { RecoverySheetView } from "../backend/contract/RecoverySheetView";
import { HeldKeys } from "../interview/held_keys";
import { KnownForms } from "../interview/known_forms";
import { ServiceSearch } from "../services/search.svelte";
import { TextSize } from "../text/size.svelte";
import { Checking } from "./checking.svelte";
import { Exporting } from "./exporting.svelte";
import { HubTurns } from "./hub_turns.svelte";
import { Meeting } from "./meeting.svelte";
import { Room } from "./room.svelte";
import { Saving } from "./saving.svelte";

/** For whom, and for what, a recipient is looked for among the services. */
export interface ReferFor {
  case: CaseId;
  /** Their name; empty when none was given. */
  who: string;
  need: string | null;
  replaces: ReferralId | null;
  reopens: ReferralId | null;
}

/** A service of the directory that a referral goes to. */
export interface ReferTo {
  service: string;
  /** The kind of help that is asked for there; empty where it has to be chosen. */
  kind: string;
}

/** What stands on the screen of the open app. */
export type Route =
  | { view: "home" }
  | { view: "start"; case: CaseId | null; name: string; safety?: boolean; followUp?: boolean }
  | { view: "interview"; opened: InterviewView; at?: string; back?: Route }
  | { view: "opening"; interview: InterviewId; case: CaseId | null; at?: string; amend?: boolean; back?: boolean }
  | { view: "read"; opened: InterviewView }
  | {
      view: "finished";
      interview: InterviewId;
      case: CaseId | null;
      missing: number;
      later: number;
      meeting: MeetingView | null;
      follow_up: FollowUpView | null;
    }
  | { view: "people"; text: string; to?: { service: string; name: string } }
  | { view: "person"; case: CaseId }
  | { view: "same"; case: CaseId; other: CaseId; back: Route }
  | { view: "conflicts"; case: CaseId | null }
  | { view: "conflict"; case: CaseId; path: string; in_private: boolean; of: CaseId | null }
  | { view: "needs"; case: CaseId }
  | {
      view: "refer";
      case: CaseId;
      need: string | null;
      replaces: ReferralId | null;
      reopens: ReferralId | null;
      to?: ReferTo | null;
    }
  | { view: "services"; refer?: ReferFor | null; done?: { added: number; changed: number } | null }
  | { view: "service"; service: string; refer?: ReferFor | null; saved?: boolean }
  | { view: "service-write"; service: string | null }
  | { view: "services-import" }
  | { view: "referral"; case: CaseId; referral: ReferralId; task?: Task | null }
  | { view: "questionnaires"; published?: string | null; rules?: boolean }
  | { view: "take-in"; path: string; reading: FormReading | null }
  | { view: "rules-import"; shipped: boolean }
  | { view: "territory" }
  | { view: "export" }
  | { view: "members" }
  | { view: "sheets"; sheets: RecoverySheetView[] }
  | { view: "doctor" }
  | { view: "laptops" }
  | { view: "meet"; only?: DeviceId | null }
  | { view: "invite" }
  | { view: "online"; invite: string }
  | { view: "let-in" }
  | { view: "centres" }
  | { view: "hand-over"; case: CaseId; name: string; minor: Minor }
  | { view: "lost"; device: DeviceId }
  | { view: "erase"; case: CaseId }
  | { view: "erasures" }
  | { view: "certificate"; number: string }
  | { view: "settings" };

/** The open app or the door to it. The shell loads the page anew on lock, and with it everything here is gone. */
export class Session {
  state = $state.raw<AppState | null>(null);
  /** Why the state could not be read. */
  fault = $state.raw<AppError | null>(null);
  route = $state.raw<Route>({ view: "home" });
  /** A calendar lies over everything. */
  covered = $state(window.name === COVER);
  /** The last text could not be saved, and somebody wants to lock. */
  lockAsked = $state(false);
  /** What waits today, as last asked. */
  home = $state.raw<HomeView | null>(null);
  /** Changes that no other device has; null while nobody has counted them. */
  unsent = $state<number | null>(null);
  /** The centre's hub has them. */
  atHub = $state(false);
  readonly saving = new Saving();
  readonly exporting = new Exporting();
  /** What others brought may be in any list: it is asked anew. */
  readonly meeting = new Meeting(() => void this.refresh());
  readonly hubTurns = new HubTurns(
    () => void this.count(),
    () => void this.refresh(),
  );
  readonly room = new Room(() => void this.refresh());
  readonly checking = new Checking();
  readonly forms = new KnownForms();
  readonly services = new ServiceSearch();
  readonly size = new TextSize();
  /** What is typed while a question is coming. */
  readonly keys = new HeldKeys();
  #awake = 0;
  /** What waits was asked at the door just now. */
  #asked = false;

  load = async (): Promise<void> => {
    try {
      const state = await call("state");
      this.fault = null;
      await this.enter(state);
    } catch (fault) {
      this.fault = errorOf(fault);
    }
  };

  /**
   * Goes in: back to the interview that was on this member's screen, else to Today; what waits there is asked first, so
   * that the first screen is drawn once and whole.
   */
  enter = async (state: AppState): Promise<void> => {
    if (state.phase === "open" && state.back !== null)
      this.route = { view: "opening", interview: state.back.interview, case: state.back.case, back: true };
    else if (state.phase === "open") await this.refresh();
    this.#asked = this.home !== null;
    this.state = state;
    await tick();
    this.#asked = false;
  };

  /** The first screen is there: asks what waits, unless that was asked at the door just now. */
  arrive = async (): Promise<void> => {
    if (!this.#asked) await this.refresh();
  };

  /** Asks anew what waits. */
  refresh = (): Promise<void> => this.#wait(call("home"));

  /** Says that today's date is right. */
  confirmDate = (): Promise<void> => this.#wait(call("date_confirm"));

  async #wait(asked: Promise<HomeView>): Promise<void> {
    try {
      this.home = await asked;
      this.unsent = this.home.unsent;
      this.atHub = this.home.at_hub;
      this.fault = null;
    } catch (fault) {
      this.fault = errorOf(fault);
    }
  }

  /** Asks anew what no other device has, and when something was saved, after something was done outside of Today. */
  count = async (): Promise<void> => {
    if (this.state?.phase !== "open") return;
    try {
      const foot = await call("foot");
      this.unsent = foot.unsent;
      this.atHub = foot.at_hub;
      this.saving.saw(foot.saved_at);
    } catch {
      // It is said again by the next screen.
    }
  };

  /** Goes to a screen, after what was typed is on the disk. */
  go = async (route: Route): Promise<void> => {
    if (await this.saving.flush()) {
      await this.saving.left();
      this.saving.leave();
      this.route = route;
    }
  };

  /** Locks. What was typed is saved first; if that fails, it is asked what to do. */
  lock = async (): Promise<void> => {
    if (await this.saving.flush()) await this.lockNow();
    else this.lockAsked = true;
  };

  /** Locks whatever is unsaved. The shell loads the page anew; should it not, we do. */
  lockNow = async (): Promise<void> => {
    this.keys.forget();
    try {
      await call("lock");
    } finally {
      this.saving.leave();
      this.state = null;
      window.setTimeout(() => window.location.reload(), 1500);
    }
  };

  /** Covers at once; behind the calendar it locks, unless something is still unsaved. */
  cover = async (): Promise<void> => {
    this.keys.forget();
    this.covered = true;
    window.name = COVER;
    if (this.state?.phase !== "open") return;
    if (await this.saving.flush()) await this.lockNow();
  };

  uncover = (): void => {
    this.covered = false;
    window.name = "";
  };

  /** Tells the shell of input, seldom. */
  input = (): void => {
    const now = Date.now();
    if (this.state?.phase !== "open" || now - this.#awake < 10_000) return;
    this.#awake = now;
    call("keep_awake").catch(() => undefined);
  };
}

/**
 * The window's name while the calendar lies over it: it outlives the loading anew, and who takes the calendar away
 * while that is under way takes it from the page that comes.
 */
const COVER = "calendar";

export const [getSession, setSession] = createContext<Session>();
