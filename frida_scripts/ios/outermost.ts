// Hooks of C functions that call each other, the bytes that these are given piece by piece, and their sizes.

import * as native from "../lib/native.ts";
import { LIMIT } from "../lib/events.ts";
import { b64 } from "../lib/send.ts";

/** Operations under way that are kept of each kind: an app that never ends them costs no more. */
export const OPERATIONS = 1024;

/** Threads that are inside one of these functions: what that calls is part of it. */
const inside = new Set<number>();
/** Every function that is asked for. */
export const names: string[] = [];

/** Bytes that come piece by piece: the first LIMIT of them, and how many they are. */
export class Bytes {
  size = 0;
  private readonly pieces: Uint8Array[] = [];

  add(from: NativePointer, length: number): void {
    const room = LIMIT - this.size;
    if (length > 0 && room > 0 && !from.isNull()) this.pieces.push(new Uint8Array(from.readByteArray(Math.min(length, room))!));
    this.size += Math.max(length, 0);
  }

  toString(): string {
    const all = new Uint8Array(Math.min(this.size, LIMIT));
    let at = 0;
    for (const piece of this.pieces) {
      all.set(piece, at);
      at += piece.length;
    }
    return b64(all, at);
  }
}

/** Hook a function; of functions that call each other only the outermost tells. */
export function hook(name: string, enter: (this: InvocationContext, args: InvocationArguments) => void, leave?: (this: InvocationContext, result: NativePointer) => void): void {
  names.push(name);
  native.attach(
    name,
    Module.findGlobalExportByName(name),
    {
      onEnter(args) {
        this.outermost = !inside.has(this.threadId);
        if (!this.outermost) return;
        enter.call(this, args);
        inside.add(this.threadId);
      },
      onLeave(retval) {
        if (!this.outermost) return;
        inside.delete(this.threadId);
        leave?.call(this, retval);
      },
    },
    Process.platform === "darwin" ? "system (untested on a device)" : "stand-in",
  );
}

/** A size_t in a register. */
export function size(value: NativePointer): number {
  return Number(uint64(value.toString()));
}

/** What a function wrote to its size_t *; nothing where there is none. */
export function moved(at: NativePointer): number {
  return at.isNull() ? 0 : Number(at.readULong());
}
