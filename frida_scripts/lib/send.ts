// How agents tell the host what they saw: numbered events with the phone's clocks, limited in number and size.

import { LIMIT, VERSION, type AnyEvent } from "./events.ts";

type Kind = AnyEvent["kind"];
type Of<K extends Kind> = Extract<AnyEvent, { kind: K }>;

/** The fields of a kind of event that the caller gives; the others are filled in here. */
export type Fields<K extends Kind> = Omit<Of<K>, "kind" | "v" | "seq" | "at" | "mono" | "pid" | "tid" | "agent">;

/** What became of a hook. */
export interface HookState {
  hook: string;
  state: "installed" | "absent" | "failed";
  overloads: number;
  reason: string;
}

/** What the host may say to `configure`; an agent reads what concerns it and leaves the rest. */
export interface Options {
  /** Events a second and hook that are told; more are counted as dropped. */
  limit?: number;
  /** Bytes a second and hook that are told. */
  bytes?: number;
  /** The app's package, whose own frames belong to no SDK. */
  app?: string;
  /** Only hooks whose name starts with one of these. */
  hooks?: string[];
  /** The audit CA as PEM. */
  ca?: string;
  [other: string]: unknown;
}

/** What an agent does when the host calls. */
export interface Agent {
  install(options: Options): void;
  settle?(): void;
  stop?(): void;
}

/** Events a second and hook, where the host says nothing else. */
export const EVENTS_A_SECOND = 2000;
/** Characters of event a second and hook, where the host says nothing else: some 24 MiB of captured bytes. */
export const CHARACTERS_A_SECOND = 32 << 20;
/** Characters of one text that are told. */
export const TEXT_LIMIT = 64 << 10;
const WINDOW = 1000;
/** Troubles that are told in words; of further ones only how many there were. */
const TROUBLES = 200;
/** Troubles that are known again, so that none counts twice. */
const KNOWN = 4000;
const TROUBLE = "trouble";

let agent = "agent";
let limit = EVENTS_A_SECOND;
let characters = CHARACTERS_A_SECOND;
let seq = 0;
let wanted: string[] | null = null;
const states = new Map<string, HookState>();
const troubles = new Set<string>();
const windows = new Map<string, Window>();
let ticking: ReturnType<typeof setInterval> | null = null;

interface Window {
  since: number;
  events: number;
  characters: number;
  dropped: number;
}

/** Name the agent in every event to come. */
export function setAgent(name: string): void {
  agent = name;
}

/** Limit what one hook may tell in a second: events, and characters of their texts and Base64. */
export function setLimit(perSecond: number, charactersPerSecond: number = CHARACTERS_A_SECOND): void {
  limit = perSecond;
  characters = charactersPerSecond;
}

/** Say whether the host wants this hook (it wants all, unless it named some). */
export function wants(hook: string): boolean {
  return wanted === null || wanted.some((prefix) => hook.startsWith(prefix));
}

/**
 * Tell an event of a hook. Gives false where it was dropped, because the hook told too much in this second; how many were is told by itself.
 * Never throws: an event that cannot be told is a trouble.
 */
export function emit<K extends Kind>(kind: K, hook: string, fields: Fields<K>): boolean {
  try {
    const clean = wellFormed(fields) as Fields<K>;
    if (!admitted(hook, size(clean))) return false;
    post(kind, clean);
    return true;
  } catch (e) {
    trouble(hook, e);
    return false;
  }
}

/** Say whether a hook may still tell something in this second; where not, that is counted as dropped. Spares what an event costs to make. */
export function admits(hook: string): boolean {
  const window = windowOf(hook, monotonic());
  if (window.events < limit && window.characters < characters) return true;
  drop(window);
  return false;
}

/** Give bytes as Base64, cut at LIMIT (or `most`) bytes. Java's byte[] has signed numbers; that is allowed for. */
export function b64(bytes: ArrayBuffer | ArrayLike<number> | NativePointer | null | undefined, length?: number, most: number = LIMIT): string {
  if (bytes === null || bytes === undefined) return "";
  if (bytes instanceof NativePointer) {
    if (length === undefined || length <= 0 || bytes.isNull()) return "";
    return encode(new Uint8Array(bytes.readByteArray(Math.min(length, most))!));
  }
  const view = bytes instanceof ArrayBuffer ? new Uint8Array(bytes) : bytes;
  return encode(view, Math.min(length ?? view.length, view.length, most));
}

/** Tell what became of a hook, and keep it for `hooks()`. A state that is known already is not told twice. */
export function state(hook: string, what: HookState["state"], overloads = 0, reason = ""): void {
  const known = states.get(hook);
  if (known !== undefined && known.state === what && known.overloads === overloads && known.reason === reason) return;
  const now: HookState = { hook, state: what, overloads, reason };
  states.set(hook, now);
  try {
    post("hook", wellFormed(now) as Fields<"hook">);
  } catch (e) {
    trouble(hook, e);
  }
}

/** Give every hook with its state, in the order in which they were installed. */
export function hooks(): HookState[] {
  return [...states.values()];
}

/** Tell once that a hook could not do something; where too much went wrong for words, count it as dropped of "trouble". */
export function trouble(hook: string, error: unknown): void {
  const what = text(`${hook}: ${reason(error)}`, 2000);
  if (troubles.has(what)) return;
  const inWords = troubles.size < TROUBLES;
  if (troubles.size < KNOWN) troubles.add(what);
  try {
    if (inWords) post("trouble", { what });
    else drop(windowOf(TROUBLE, monotonic()));
  } catch {
    // the host is gone
  }
}

/** Give the one line that says what went wrong. */
export function reason(error: unknown): string {
  let said: string;
  try {
    said = error instanceof Error ? error.message : String(error);
  } catch {
    said = "error without text";
  }
  return said.split("\n")[0].slice(0, 500);
}

/** Give a text as it can be told: cut, and without half surrogates, which are no JSON. */
export function text(value: unknown, most: number = TEXT_LIMIT): string {
  let said = typeof value === "string" ? value : String(value);
  if (said.length > most) said = said.slice(0, most);
  return SUSPECT.test(said) ? said.replace(HALVES, "\ufffd") : said;
}

/** Tell the counts of what was dropped so far. */
export function flush(): void {
  let left = false;
  const now = monotonic();
  for (const [hook, window] of windows) {
    if (window.dropped > 0) {
      post("dropped", { hook, count: window.dropped });
      window.dropped = 0;
    }
    if (now - window.since < 10 * WINDOW) left = true;
    else windows.delete(hook);
  }
  if (!left && ticking !== null) {
    clearInterval(ticking);
    ticking = null;
  }
}

/** Offer the host what every agent offers: `configure`, `settle`, `hooks`, `stop`. */
export function serve(name: string, made: Agent): void {
  setAgent(name);
  let configured = false;
  const install = (options: Options) => {
    if (configured) return;
    configured = true;
    if (typeof options.limit === "number") setLimit(options.limit, options.bytes ?? CHARACTERS_A_SECOND);
    wanted = Array.isArray(options.hooks) ? options.hooks : null;
    try {
      made.install(options);
    } catch (e) {
      trouble(name, e);
    }
  };
  rpc.exports = {
    /** Take the options and install the hooks; gives their states as far as they are known. */
    configure(options?: Options): HookState[] {
      install(options ?? {});
      return hooks();
    },
    /** Make the process safe to go on after hooks were installed; installs them where `configure` was not called. */
    settle(): HookState[] {
      install({});
      made.settle?.();
      return hooks();
    },
    hooks,
    /** Take the hooks out and tell what was still to be told. */
    stop(): void {
      try {
        made.stop?.();
      } finally {
        flush();
        if (ticking !== null) clearInterval(ticking);
        ticking = null;
      }
    },
  };
}

/** Give the phone's monotonic clock in milliseconds. */
export function monotonic(): number {
  if (clock === null) return Date.now();
  clock(CLOCK_MONOTONIC, timespec);
  return Process.pointerSize === 8
    ? Number(timespec.readS64()) * 1000 + Number(timespec.add(8).readS64()) / 1e6
    : timespec.readS32() * 1000 + timespec.add(4).readS32() / 1e6;
}

const SUSPECT = /[\ud800-\udfff]/;
const HALVES = /\p{Surrogate}/gu;
const CLOCK_MONOTONIC = Process.platform === "darwin" ? 6 : 1;
const timespec = Memory.alloc(16);
const clock = (() => {
  const address = Module.findGlobalExportByName("clock_gettime");
  // exclusive: the buffer is shared, so no other thread's JavaScript may run in between
  return address === null ? null : new NativeFunction(address, "int", ["int", "pointer"], { scheduling: "exclusive", exceptions: "propagate" });
})();

function post<K extends Kind>(kind: K, fields: Fields<K>): void {
  send({ kind, v: VERSION, seq: ++seq, at: Date.now(), mono: monotonic(), pid: Process.id, tid: Process.getCurrentThreadId(), agent, ...fields });
}

function admitted(hook: string, length: number): boolean {
  const window = windowOf(hook, monotonic());
  if (window.events >= limit || (window.events > 0 && window.characters + length > characters)) {
    drop(window);
    return false;
  }
  window.events++;
  window.characters += length;
  return true;
}

function windowOf(hook: string, now: number): Window {
  let window = windows.get(hook);
  if (window === undefined) windows.set(hook, (window = { since: now, events: 0, characters: 0, dropped: 0 }));
  if (now - window.since >= WINDOW) {
    if (window.dropped > 0) post("dropped", { hook, count: window.dropped });
    Object.assign(window, { since: now, events: 0, characters: 0, dropped: 0 });
  }
  return window;
}

function drop(window: Window): void {
  window.dropped++;
  if (ticking === null) ticking = setInterval(flush, WINDOW);
}

function size(value: unknown): number {
  if (typeof value === "string") return value.length;
  if (typeof value !== "object" || value === null) return 8;
  let sum = 0;
  for (const each of Object.values(value)) sum += size(each);
  return sum;
}

/** How deep an event's values may be nested: its own are two deep. */
const DEEPEST = 8;

function wellFormed(value: unknown, depth = 0): unknown {
  if (typeof value === "string") return SUSPECT.test(value) ? value.replace(HALVES, "\ufffd") : value;
  if (typeof value !== "object" || value === null) return value;
  if (depth > DEEPEST) throw new Error("a value is nested too deeply");
  if (Array.isArray(value)) return value.map((each) => wellFormed(each, depth + 1));
  const out: Record<string, unknown> = {};
  for (const [key, each] of Object.entries(value)) if (each !== undefined) out[key] = wellFormed(each, depth + 1);
  return out;
}

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
let pairs: string[] | null = null;

function encode(bytes: ArrayLike<number>, length: number = bytes.length): string {
  if (pairs === null) {
    pairs = [];
    for (const high of LETTERS) for (const low of LETTERS) pairs.push(high + low);
  }
  const parts: string[] = [];
  let piece = "";
  const whole = length - (length % 3);
  for (let i = 0; i < whole; i += 3) {
    const three = ((bytes[i] & 255) << 16) | ((bytes[i + 1] & 255) << 8) | (bytes[i + 2] & 255);
    piece += pairs[three >> 12] + pairs[three & 4095];
    if (piece.length >= 8192) {
      parts.push(piece);
      piece = "";
    }
  }
  const rest = length - whole;
  if (rest === 1) {
    const one = bytes[whole] & 255;
    piece += LETTERS[one >> 2] + LETTERS[(one & 3) << 4] + "==";
  } else if (rest === 2) {
    const two = ((bytes[whole] & 255) << 8) | (bytes[whole + 1] & 255);
    piece += LETTERS[two >> 10] + LETTERS[(two >> 4) & 63] + LETTERS[(two & 15) << 2] + "=";
  }
  parts.push(piece);
  return parts.join("");
}
