// Writing with an input method or the Compose key: what a key means is decided there, not here.

/** The code of a key that an input method has taken, by the standard of UI events; nothing else tells it in WebKit. */
const TAKEN = 229;
interface Coded {
  readonly keyCode: number;
}

/**
 * Does this key belong to a composition? WebKit says so by the code alone of the key that ends one: the composition is
 * over when that key arrives.
 */
export const isComposing = (event: KeyboardEvent): boolean => event.isComposing || (event as Coded).keyCode === TAKEN;
