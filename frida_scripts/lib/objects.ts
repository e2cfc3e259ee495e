// What an agent keeps of a Java object while it lives, without keeping it alive: found again by identity.

import { env, fromTable, handleOf, staticMethod, type Value } from "./jni.ts";

const identityHash = staticMethod("java/lang/System", "identityHashCode", "(Ljava/lang/Object;)I");
const NEW_WEAK = 226;
const DELETE_WEAK = 227;
/** Objects that are kept at most; beyond, those go first that were made first. */
export const OBJECTS = 4096;
const SWEEP = 256;

interface Entry<T> {
  weak: NativePointer;
  hash: number;
  kept: T;
}

/** A map whose keys are Java objects that may go at any time. */
export class ByObject<T> {
  private buckets = new Map<number, Entry<T>[]>();
  private order = new Set<Entry<T>>();
  private made = 0;

  /** `gone` is told what was kept of an object that went. */
  constructor(private gone: (kept: T) => void = () => undefined) {}

  get size(): number {
    return this.order.size;
  }

  get(object: Value): T | undefined {
    return this.entry(handleOf(object)!)?.kept;
  }

  set(object: Value, kept: T): T {
    const handle = handleOf(object)!;
    const known = this.entry(handle);
    if (known !== undefined) {
      if (known.kept !== kept) this.gone(known.kept);
      known.kept = kept;
      return kept;
    }
    if (++this.made % SWEEP === 0) this.sweep();
    if (this.order.size >= OBJECTS) this.remove(this.order.values().next().value!);
    const e = env();
    const entry = { weak: fromTable(e, NEW_WEAK, "pointer", ["pointer", "pointer"])(e.handle, handle), hash: identityHash(handle), kept };
    const bucket = this.buckets.get(entry.hash);
    if (bucket === undefined) this.buckets.set(entry.hash, [entry]);
    else bucket.push(entry);
    this.order.add(entry);
    return kept;
  }

  delete(object: Value): void {
    const known = this.entry(handleOf(object)!);
    if (known !== undefined) this.remove(known);
  }

  /** Let go of what was kept of objects that are gone. */
  sweep(): void {
    const e = env();
    for (const entry of [...this.order]) if (e.isSameObject(entry.weak, NULL)) this.remove(entry);
  }

  private entry(handle: NativePointer): Entry<T> | undefined {
    if (this.order.size === 0) return undefined;
    const e = env();
    return this.buckets.get(identityHash(handle))?.find((each) => e.isSameObject(each.weak, handle));
  }

  private remove(entry: Entry<T>): void {
    this.order.delete(entry);
    const left = this.buckets.get(entry.hash)!.filter((each) => each !== entry);
    if (left.length === 0) this.buckets.delete(entry.hash);
    else this.buckets.set(entry.hash, left);
    const e = env();
    fromTable(e, DELETE_WEAK, "void", ["pointer", "pointer"])(e.handle, entry.weak);
    this.gone(entry.kept);
  }
}
