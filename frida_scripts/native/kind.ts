// What one kind of TLS library other than OpenSSL's must offer, and what such kinds share.

import { Bounded } from "../lib/bounded.ts";
import type { Library } from "../lib/modules.ts";
import { emit } from "../lib/send.ts";

/** A kind of TLS library, known by the names of its functions. */
export interface Kind {
  /** A function that no other kind has. */
  readonly sign: string;
  /** The functions of it that are of use. */
  readonly api: RegExp;
  /** Its hooks for the key log and for plaintext. */
  readonly keylog: readonly string[];
  readonly plaintext: readonly string[];
  /** Have a library tell its keys; false where it cannot. */
  keys(library: Library): boolean;
  /** Listen to what a library reads and writes. */
  readAndWrite(library: Library): void;
}

/** Server names that the app gave, by connection: these libraries tell them to servers only. */
export const names = new Bounded<string>();

/** Tell a secret as a line of the key log. */
export function secret(label: string, client_random: string, key: string): void {
  emit("keylog", "keylog", { line: `${label} ${client_random} ${key}`, client_random });
}

/** Give the server name at an address, of this many bytes or up to its NUL: none is longer than a DNS name, or an IP address (RFC 6066, 3). */
export function nameAt(address: NativePointer, length?: number): string {
  if (address.isNull() || (length ?? 0) > 255) return "";
  const name = address.readUtf8String(length) ?? "";
  return /^[\d.]+$|:/.test(name) ? "" : name;
}
