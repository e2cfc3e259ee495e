// Reading java.nio.ByteBuffer without moving it.

import { bytesOf, env, handleOf, method, type Value } from "./jni.ts";
import { LIMIT } from "./events.ts";

const position = method("java/nio/Buffer", "position", "()I");
const limit = method("java/nio/Buffer", "limit", "()I");
const moveTo = method("java/nio/Buffer", "position", "(I)Ljava/nio/Buffer;");
const duplicate = method("java/nio/ByteBuffer", "duplicate", "()Ljava/nio/ByteBuffer;");
const read = method("java/nio/ByteBuffer", "get", "([B)Ljava/nio/ByteBuffer;");

/** Give where a buffer stands. */
export function positionOf(buffer: Value): number {
  return position(handleOf(buffer)!);
}

/** Give the bytes of a buffer from `start` (where it stands) to `end` (its limit), LIMIT of them at most, and how many there are. */
export function bufferBytes(buffer: Value, start?: number, end?: number): [Uint8Array, number] {
  const handle = handleOf(buffer)!;
  const from = start ?? position(handle);
  const size = (end ?? limit(handle)) - from;
  const kept = Math.min(size, LIMIT);
  if (kept <= 0) return [new Uint8Array(0), 0];
  const e = env();
  const copy = duplicate(handle);
  const array = e.newByteArray(kept);
  try {
    moveTo(copy, from);
    read(copy, array);
    return [bytesOf(array), size];
  } finally {
    e.deleteLocalRef(copy);
    e.deleteLocalRef(array);
  }
}
