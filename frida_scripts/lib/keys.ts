// Java's keys and certificates as events tell them.

import type { Key } from "./events.ts";
import { bytesOf, handleOf, isA, method, stringOf, type Any, type Value } from "./jni.ts";
import { b64 } from "./send.ts";

const algorithm = method("java/security/Key", "getAlgorithm", "()Ljava/lang/String;");
const format = method("java/security/Key", "getFormat", "()Ljava/lang/String;");
const encoded = method("java/security/Key", "getEncoded", "()[B");
const publicKey = method("java/security/cert/Certificate", "getPublicKey", "()Ljava/security/PublicKey;");

/** Tell a key, or the key of a certificate. A key that the phone keeps to itself has no encoded form. */
export function keyOf(value: Value | NativePointer): Key | null {
  let handle = handleOf(value);
  if (handle === null) return null;
  if (isA(handle, "java/security/cert/Certificate")) handle = publicKey(handle) as NativePointer;
  const bytes = attempt(() => encodedOf(handle));
  return {
    algorithm: attempt(() => stringOf(algorithm(handle!))) ?? "",
    format: attempt(() => stringOf(format(handle!))) ?? "",
    encoded: bytes === null || bytes === undefined ? null : b64(bytes),
  };
}

/** Give a key's encoded form, or null. */
export function encodedOf(value: Value | NativePointer): Uint8Array | null {
  const handle = handleOf(value);
  const array = handle === null ? NULL : encoded(handle);
  return array.isNull() ? null : bytesOf(array);
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (e) {
    // a key of the Android Keystore may throw where others give null
    if ((e as Any).$h === undefined) throw e;
    return undefined;
  }
}
