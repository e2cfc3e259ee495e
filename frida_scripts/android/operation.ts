// An operation of Java's cryptographic classes under way: what went in and came out, over however many calls, and who asked for it.

import { bufferBytes, positionOf } from "../lib/buffers.ts";
import type { Key } from "../lib/events.ts";
import type { Call } from "../lib/java.ts";
import { bytesOf, classOf, type Any } from "../lib/jni.ts";
import { ByObject } from "../lib/objects.ts";
import { Pieces } from "../lib/pieces.ts";
import { frames, isFramework, told } from "../lib/stack.ts";

/** Callers whose operations are the system's own: random numbers, TLS, checks of signed code. */
const SYSTEM_CALLERS = [
  "java.security.SecureRandom", "sun.security.provider.SecureRandom", "sun.security.provider.NativePRNG", "sun.security.provider.DRBG", "sun.security.provider.HashDrbg", "sun.security.provider.AbstractDrbg",
  "sun.security.provider.SeedGenerator", "sun.security.ssl.", "sun.security.validator.", "sun.security.util.ManifestEntryVerifier", "sun.security.util.SignatureFileVerifier", "java.util.jar.", "sun.security.provider.certpath.", "sun.security.x509.",
  "com.android.org.conscrypt.", "org.conscrypt.", "com.google.android.gms.org.conscrypt.", "android.security.net.config.", "android.util.apk.", "android.security.keystore.", "android.security.keystore2.", "dalvik.system.", "libcore.",
];

/** What is known of an operation under way. */
export class Operation {
  key: Key | null = null;
  iv: Uint8Array | null = null;
  mode = 0;
  aad = new Pieces();
  input = new Pieces();
  output = new Pieces();

  /** Forget the data; the key stays, as it does in Java. */
  restart(): void {
    for (const pieces of [this.aad, this.input, this.output]) pieces.clear();
  }
}

export const operations = new ByObject<Operation>((operation) => operation.restart());

export function under(call: Call): Operation {
  return operations.get(call.self) ?? operations.set(call.self, new Operation());
}

export function begin(call: Call): Operation {
  return operations.set(call.self, new Operation());
}

/** Bytes that a call is given, and how many they are. */
export type Given = [Uint8Array, number] | null;

/** Read what a call gives in: bytes, a part of them, one byte, or a buffer. */
export function given(call: Call): Given {
  const [first, second, third] = call.args;
  switch (call.types[0]) {
    case "[B":
      if (call.types[1] === "int" && call.types[2] === "int") return whole(bytesOf(first, second as number, third as number));
      return whole(bytesOf(first));
    case "byte":
      return whole(Uint8Array.of((first as number) & 255));
    case "java.nio.ByteBuffer":
      return bufferBytes(first);
    default:
      return null;
  }
}

export function whole(bytes: Uint8Array): Given {
  return [bytes, bytes.length];
}

/** Read what a call gave out: the result, or that many bytes of the array or buffer that it was told to fill. */
export function giveOut(call: Call, start: number): Given {
  const { args, types, result, resultType } = call;
  if (resultType === "[B") return result === null ? null : whole(bytesOf(result));
  if (resultType !== "int") return null;
  const at = types.lastIndexOf("[B");
  if (types[1] === "java.nio.ByteBuffer") return bufferBytes(args[1], start, positionOf(args[1]));
  if (at < 0) return null;
  return whole(bytesOf(args[at], types[at + 1] === "int" ? (args[at + 1] as number) : 0, result as number));
}

export function add(pieces: Pieces, data: Given): void {
  if (data !== null) pieces.add(...data);
}

/** Give the stack of what called a class, or null where the system calls for its own ends. */
export function appStack(owner: string): string[] | null {
  const stack = frames(`${owner}.`);
  for (const frame of stack) {
    if (SYSTEM_CALLERS.some((prefix) => frame.startsWith(prefix))) return null;
    if (!isFramework(frame)) break;
  }
  return told(stack);
}

/** In a hook that takes data in and may give some out. */
export interface Step {
  data: Given;
  start: number;
}

export function step(call: Call, takes: boolean): void {
  const start = call.types[1] === "java.nio.ByteBuffer" ? positionOf(call.args[1]) : 0;
  call.kept = { data: takes ? given(call) : null, start } satisfies Step;
}

/** An output array that was too short leaves the operation as it was; any other failure ends it. */
export function failed(call: Call): boolean {
  if (!call.threw) return false;
  if (classOf((call.error as Any).$h) !== "javax.crypto.ShortBufferException") under(call).restart();
  return true;
}
