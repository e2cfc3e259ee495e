// Data that comes in pieces: the beginning is kept, the whole size counted, and all that is kept together is bounded.

import { LIMIT } from "./events.ts";

/** Bytes that all pieces of this agent may hold together. */
export const BUDGET = 64 << 20;
let held = 0;

/** Bytes put together. What is beyond LIMIT, or beyond the budget, only counts. */
export class Pieces {
  private parts: Uint8Array[] = [];
  private kept = 0;
  private cut = false;
  size = 0;

  add(bytes: Uint8Array, whole: number = bytes.length): void {
    this.size += whole;
    const room = this.cut ? 0 : Math.min(LIMIT - this.kept, BUDGET - held);
    const part = bytes.length > room ? bytes.subarray(0, Math.max(0, room)) : bytes;
    if (part.length < whole) this.cut = true;
    if (part.length === 0) return;
    this.parts.push(part);
    this.kept += part.length;
    held += part.length;
  }

  /** Give the bytes that were kept. */
  bytes(): Uint8Array {
    if (this.parts.length === 1) return this.parts[0];
    const out = new Uint8Array(this.kept);
    let at = 0;
    for (const part of this.parts) {
      out.set(part, at);
      at += part.length;
    }
    this.parts = out.length > 0 ? [out] : [];
    return out;
  }

  /** Give a copy that goes on by itself. */
  copy(): Pieces {
    const out = new Pieces();
    if (this.size > 0) out.add(this.bytes(), this.size);
    return out;
  }

  clear(): void {
    held -= this.kept;
    this.parts = [];
    this.kept = this.size = 0;
    this.cut = false;
  }
}
