// The plaintext of connections, whichever TLS library carries them: which of them the host asked for, and what went one way, told once and in order.

import { Bounded } from "../lib/bounded.ts";
import { LIMIT, type Endpoint } from "../lib/events.ts";
import type { Library } from "../lib/modules.ts";
import { endpoint } from "../lib/addresses.ts";
import * as native from "../lib/native.ts";
import { b64, emit, trouble } from "../lib/send.ts";

/** Bytes of one call that are told: the app waits meanwhile. */
const MOST = 16 * LIMIT;

export type Direction = "sent" | "received";

export interface Ends {
  local: Endpoint | null;
  remote: Endpoint | null;
}

/** What a library tells of a connection, which is a pointer of its own kind. */
export interface Connections {
  readonly library: Library;
  clientRandom(connection: NativePointer): string;
  sni(connection: NativePointer): string;
  ends(connection: NativePointer): Ends;
}

interface Call {
  stack: NativePointer;
  data: NativePointer;
  end: NativePointer;
}

let chosen: "off" | "all" | string[] = "off";
/** Bytes that were not told, by connection and direction. */
const untold = new Bounded<number>();
/** Threads that are in a function which reads or writes, with the connection: where their stack was, and of which bytes. */
const calling = new Map<string, Call>();

/** Take what the host asked for. */
export function choose(what: unknown): void {
  chosen = asked(what);
}

/** Say whether the host asked for any plaintext. */
export function isOn(): boolean {
  return chosen !== "off";
}

function asked(what: unknown): typeof chosen {
  if (what === "all") return "all";
  if (Array.isArray(what)) return what.filter((host) => typeof host === "string" && host !== "").map((host: string) => host.toLowerCase());
  if (what !== undefined && what !== "off") trouble("plaintext", `no such choice: ${String(what)}`);
  return "off";
}

/** Give both ends of a socket; none where the library reads and writes memory that the app carries to one. */
export function endsOf(fd: number): Ends {
  if (fd < 0) return { local: null, remote: null };
  return { local: endpoint(fd, "local"), remote: endpoint(fd, "remote") };
}

/**
 * Make the callbacks of a function (connection, data, size, ...) that reads or writes. How much it was is known only when it returns: a call
 * that would block is made anew with the same bytes.
 *
 * @param sizeOf where the function puts the size, if it does not return it
 * @param connectionOf the connection that its first argument stands for
 */
export function passing(
  connections: Connections,
  direction: Direction,
  sizeOf: (args: InvocationArguments) => NativePointer | null = () => null,
  connectionOf: (argument: NativePointer) => NativePointer = (itself) => itself,
): native.Callbacks {
  return {
    onEnter(args) {
      const connection = connectionOf(args[0]);
      this.calls = `${this.threadId} ${connection}`;
      const call: Call = { stack: this.context.sp, data: args[1], end: args[1].add(args[2].toUInt32()) };
      this.outermost = !connection.isNull() && !within(call, calling.get(this.calls));
      if (!this.outermost) return;
      Object.assign(this, { connection, data: args[1], size: sizeOf(args) });
      calling.set(this.calls, call);
    },
    onLeave(retval) {
      if (!this.outermost) return;
      calling.delete(this.calls);
      const result = retval.toInt32();
      const size = this.size === null ? result : result === 1 ? Number(this.size.readULong()) : 0;
      tell(connections, direction, this.connection, this.data, size);
    },
  };
}

/**
 * Whether a function that reads or writes was called by another one, which is made of it (AWS-LC, LibreSSL): the outermost tells. One
 * that was left by a jump has not returned either, but who it called would stand below it on the stack, and take of its bytes.
 */
function within(call: Call, outer: Call | undefined): boolean {
  if (outer === undefined || call.stack.compare(outer.stack) >= 0) return false;
  return call.data.compare(outer.data) >= 0 && call.data.compare(outer.end) < 0;
}

/**
 * Tell what went one way, in pieces of LIMIT. What is not told, since it is too much for one call or one second, is told by its size before
 * what comes next, so that this keeps its place. `data` is null where only the size is known.
 */
export function tell(connections: Connections, direction: Direction, connection: NativePointer, data: NativePointer | null, size: number): void {
  if (size <= 0) return;
  const sni = connections.sni(connection);
  const ends = connections.ends(connection);
  if (!wanted(sni, ends.remote)) return;
  const about = { direction, library: connections.library.name, client_random: connections.clientRandom(connection), sni, ...ends };
  const way = `${direction} ${about.client_random} ${ends.local?.port} ${connection}`;
  const missing = (untold.get(way) ?? 0) + (data === null ? size : 0);
  if (missing > 0 && !emit("tls", "tls", { ...about, data: "", size: missing })) return keep(way, data === null ? missing : missing + size);
  untold.delete(way);
  if (data === null) return;
  const most = Math.min(size, MOST);
  for (let at = 0; at < most; at += LIMIT) {
    const part = Math.min(LIMIT, most - at);
    if (!emit("tls", "tls", { ...about, data: b64(data.add(at), part), size: part })) return keep(way, size - at);
  }
  if (size > most && !emit("tls", "tls", { ...about, data: "", size: size - most })) keep(way, size - most);
}

function keep(way: string, size: number): void {
  untold.set(way, size);
}

function wanted(sni: string, remote: Endpoint | null): boolean {
  if (chosen === "all") return true;
  if (chosen === "off") return false;
  const name = sni.toLowerCase();
  return chosen.some((host) => name === host || name.endsWith(`.${host}`) || remote?.ip === host);
}
