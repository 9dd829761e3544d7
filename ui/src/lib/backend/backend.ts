// The only way to the shell. Every command takes one argument named `request`, or none, and rejects with AppError.
import { invoke } from "@tauri-apps/api/core";
import type { AppError } from "./contract/AppError";
import type { Commands } from "./contract/Commands";
import { SAVED, SAVES } from "./saves";

type Name = keyof Commands;
type Request<K extends Name> = Commands[K]["request"];
type Given<K extends Name> = Request<K> extends null ? [] : [request: Request<K>];

/** What is replied in the place of the shell; a command without a reply is never answered. */
export type Replies = { readonly [K in Name]?: Commands[K]["reply"] };

// eslint-disable-next-line no-restricted-syntax -- it is empty again before anything else on the page goes on
let rehearsed: Replies | null = null;

/** Work during which nothing is asked of the shell. It ends before anything else on the page goes on. */
export async function withoutShell(replies: Replies, work: () => Promise<void>): Promise<void> {
  rehearsed = replies;
  try {
    await work();
  } finally {
    rehearsed = null;
  }
}

/** Calls a command of the shell. */
export async function call<K extends Name>(name: K, ...given: Given<K>): Promise<Commands[K]["reply"]> {
  if (rehearsed !== null) {
    const reply = rehearsed[name];
    return reply === undefined ? new Promise<never>(() => undefined) : reply;
  }
  try {
    const reply = await invoke<Commands[K]["reply"]>(name, { request: given[0] ?? null });
    if (SAVES[name]) window.dispatchEvent(new Event(SAVED));
    return reply;
  } catch (fault) {
    throw asError(fault);
  }
}

/** What a command rejects with: a code whose words are in `locales/`. */
export class Failure extends Error {
  constructor(readonly error: AppError) {
    super(error.code);
  }
}

function asError(fault: unknown): Failure {
  if (isAppError(fault)) return new Failure(fault);
  return new Failure({ code: "internal", args: { place: "bridge" } });
}

function isAppError(value: unknown): value is AppError {
  return (
    typeof value === "object" && value !== null && "code" in value && typeof value.code === "string" && "args" in value
  );
}

/** The error of whatever was caught. */
export function errorOf(fault: unknown): AppError {
  if (fault instanceof Failure) return fault.error;
  return { code: "internal", args: { place: "screen" } };
}
