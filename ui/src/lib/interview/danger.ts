/** What Enter does after a yes to danger. */
export interface Danger {
  /** Begins the talk in private; or stops here, for whoever may not lead it. */
  act: () => void;
  /** Who may lead it, by their names; null where the member at work may. */
  ledBy: readonly string[] | null;
}
