// Flutter's BoringSSL gives its certificate away to no function with a name: it is looked for in memory, and where it is not found,
// the verdict is forced; the hook's state and a trouble say so. The patterns are checked on x64 (Flutter of flet 0.28.3); the arm64 one
// finds the right place in that build's code and was never run.

import type { Authority } from "../lib/certificate.ts";
import { found, holds } from "../lib/modules.ts";
import * as native from "../lib/native.ts";
import { state, trouble } from "../lib/send.ts";

/** The hook's name. */
export const FLUTTER = "Flutter CertificateCallback";
const TEXT = "CertificateCallback called with";
const CERTIFICATE_CALLBACK: Partial<Record<Architecture, string>> = {
  // cmp edi, 1; je FAR; mov rbx, rsi; call Dart_CurrentIsolate; test rax, rax; je FAR
  x64: "83 ff 01 0f 84 ?? ?? ?? ?? 48 89 f3 e8 ?? ?? ?? ?? 48 85 c0 0f 84",
  // cmp w0, #1; b.eq FAR; mov x19, x1; bl Dart_CurrentIsolate; cbz x0, FAR; mov x0, x19
  arm64: "1f 04 00 71 ?? ?? 00 54 f3 03 01 aa ?? ?? ?? 94 ?? ?? 00 b4 e0 03 13 aa",
};

/** Say whether a module with a TLS library is Flutter's. */
export function isFlutter(module: Module): boolean {
  return holds(module, TEXT);
}

/** Flutter: int CertificateCallback(int preverify_ok, X509_STORE_CTX *), where preverify_ok = 1 means that BoringSSL trusts the chain. */
export function flutter(module: Module, authority: Authority): void {
  const pattern = CERTIFICATE_CALLBACK[Process.arch];
  const hits = pattern === undefined ? [] : found(module, pattern);
  if (hits.length !== 1) {
    state(FLUTTER, "failed", 0, `${module.name}: the code was found ${hits.length} times`);
    return;
  }
  native.probe(
    FLUTTER,
    hits[0],
    (registers) => {
      const x64 = Process.arch === "x64";
      const [ok, context] = x64
        ? [(registers as X64CpuContext).rdi, (registers as X64CpuContext).rsi]
        : [(registers as Arm64CpuContext).x0, (registers as Arm64CpuContext).x1];
      if ((ok.toUInt32() & 1) === 1) return;
      const verdict = remembered(context, authority);
      if (verdict === false) return;
      if (verdict === null) trouble(FLUTTER, "the server's certificate was not found in memory: the verdict is forced");
      if (x64) (registers as X64CpuContext).rdi = ptr(1);
      else (registers as Arm64CpuContext).x0 = ptr(1);
    },
    `${module.name}: by the audit CA's signature where the certificate is found in memory, forced where it is not`,
  );
}

/**
 * Find the leaf from an X509_STORE_CTX of unknown layout, and say whether the audit CA signed it; null where it is not found. The X509 is
 * among the context's first words (the others are the store and stacks). It holds its DER, as a CRYPTO_BUFFER, or the signed part of it in
 * an inner structure and the signature beside it, as an ASN1_BIT_STRING (so in Flutter).
 */
function remembered(context: NativePointer, authority: Authority): boolean | null {
  for (const certificate of pointers(context, 3)) {
    const held = pointers(certificate, 40);
    for (const part of held) {
      for (const data of pointers(part, 4)) {
        const der = derAt(data, 0x30);
        if (der !== null) return authority.signed(der);
      }
    }
    const signatures = held.map(bitString).filter((each) => each !== null);
    for (const part of held.slice(0, 4)) {
      for (const data of pointers(part, 16)) {
        const signed = derAt(data, 0xa0);
        if (signed !== null && signatures.length > 0) return signatures.some((signature) => authority.signedParts(signed, signature));
      }
    }
  }
  return null;
}

/** Give what an ASN1_BIT_STRING (length, type 3, data) as long as an RSA signature holds. */
function bitString(address: NativePointer): Uint8Array | null {
  try {
    const size = address.readS32();
    if (size < 256 || size > 1024 || size % 64 !== 0 || address.add(4).readS32() !== 3) return null;
    return new Uint8Array(address.add(8).readPointer().readByteArray(size)!);
  } catch {
    return null;
  }
}

function pointers(from: NativePointer, words: number): NativePointer[] {
  const out: NativePointer[] = [];
  for (let i = 0; i < words; i++) {
    try {
      const value = from.add(i * Process.pointerSize).readPointer();
      // Android tags the heap's pointers in their uppermost byte.
      const untagged = Process.pointerSize === 8 ? value.shl(8).shr(8) : value;
      if (untagged.compare(ptr(0x10000)) > 0 && (Process.pointerSize === 4 || untagged.shr(48).isNull())) out.push(value);
    } catch {
      break;
    }
  }
  return out;
}

/** Give the DER of a SEQUENCE with two bytes of length (30 82 .. ..) whose first part has a tag: a SEQUENCE in a certificate, [0] in the part signed. */
function derAt(address: NativePointer, first: number): Uint8Array | null {
  try {
    if (address.readU16() !== 0x8230 || address.add(4).readU8() !== first) return null;
    if (first === 0x30 && address.add(5).readU8() !== 0x82) return null;
    const size = 4 + (address.add(2).readU8() << 8) + address.add(3).readU8();
    return new Uint8Array(address.readByteArray(size)!);
  } catch {
    return null;
  }
}
