// X.509 certificates as far as an agent needs them (RFC 5280): was this one signed by the audit's own certificate authority?

/** The parts of a certificate, each as it stands in the DER. */
export interface Certificate {
  der: Uint8Array;
  signed: Uint8Array;
  issuer: Uint8Array;
  subject: Uint8Array;
  publicKey: Uint8Array;
  algorithm: Uint8Array;
  signature: Uint8Array;
}

interface Element {
  tag: number;
  /** Where the tag, the value, and what follows begin. */
  start: number;
  value: number;
  end: number;
}

/** Give the DER of the first certificate of a PEM text. */
export function fromPem(pem: string): Uint8Array {
  const body = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/.exec(pem);
  if (body === null) throw new Error("the audit CA is no PEM certificate");
  return base64(body[1]);
}

/** Take a certificate apart; throws where it is none. */
export function parse(der: Uint8Array): Certificate {
  const whole = element(der, 0);
  const [signed, , signature] = inside(der, whole, 3);
  if (signature.tag !== 3) throw new Error("no certificate");
  // A BIT STRING's first byte counts unused bits.
  return { der: der.subarray(whole.start, whole.end), ...parseSigned(raw(der, signed)), signature: der.subarray(signature.value + 1, signature.end) };
}

/** Take apart what is signed of a certificate (TBSCertificate). */
export function parseSigned(der: Uint8Array): Omit<Certificate, "der" | "signature"> {
  const whole = element(der, 0);
  const fields = inside(der, whole);
  // [0] version is left out of version 1 certificates.
  const first = fields[0].tag === 0xa0 ? 1 : 0;
  const [algorithm, issuer, , subject, publicKey] = fields.slice(first + 1).map((each) => raw(der, each));
  if (publicKey === undefined) throw new Error("no certificate");
  return { signed: raw(der, whole), algorithm, issuer, subject, publicKey };
}

/** The audit's own certificate authority: knows its own signatures. */
export class Authority {
  readonly certificate: Certificate;
  private readonly key: { modulus: bigint; exponent: bigint; size: number };
  private readonly known = new Map<string, boolean>();

  /** Throws where the PEM is no certificate with an RSA key (mitmproxy's is one). */
  constructor(pem: string) {
    this.certificate = parse(fromPem(pem));
    this.key = rsaKey(this.certificate.publicKey);
  }

  get der(): Uint8Array {
    return this.certificate.der;
  }

  /** The pin of its key, as curl and OkHttp write it (RFC 7469): mitmproxy gives every certificate that it makes the authority's key. */
  get pin(): string {
    return `sha256//${toBase64(unhex(Checksum.compute("sha256", buffer(this.certificate.publicKey))))}`;
  }

  /** Say whether a certificate names the authority as issuer and bears its signature; false for what is no certificate. */
  signed(der: Uint8Array): boolean {
    return this.remember(der, () => {
      const { signed, signature } = parse(der);
      return this.verifies(signed, signature);
    });
  }

  /** The same for a certificate whose parts lie apart: what is signed, and the signature. */
  signedParts(signed: Uint8Array, signature: Uint8Array): boolean {
    return this.remember(signed, () => this.verifies(signed, signature));
  }

  private remember(der: Uint8Array, ask: () => boolean): boolean {
    const name = Checksum.compute("sha256", buffer(der));
    let answer = this.known.get(name);
    if (answer === undefined) {
      try {
        answer = ask();
      } catch {
        answer = false;
      }
      if (this.known.size > 4096) this.known.clear();
      this.known.set(name, answer);
    }
    return answer;
  }

  /** RSASSA-PKCS1-v1_5 (RFC 8017, 8.2.2): the signature, raised to the exponent, must be the padded digest, to the last byte. */
  private verifies(signed: Uint8Array, signature: Uint8Array): boolean {
    const { issuer, algorithm } = parseSigned(signed);
    const scheme = SCHEMES.find((each) => contains(algorithm, each.identifier));
    if (!same(issuer, this.certificate.subject) || scheme === undefined || signature.length !== this.key.size) return false;
    const value = power(number(signature), this.key.exponent, this.key.modulus);
    const digest = scheme.prefix + Checksum.compute(scheme.digest, buffer(signed));
    const padding = "f".repeat(2 * this.key.size - 6 - digest.length);
    return value.toString(16).padStart(2 * this.key.size, "0") === `0001${padding}00${digest}`;
  }
}

/** Signature algorithms with the DigestInfo that stands before the digest (RFC 8017, 9.2). */
const SCHEMES: { identifier: number[]; digest: ChecksumType; prefix: string }[] = [
  { identifier: [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 11], digest: "sha256", prefix: "3031300d060960864801650304020105000420" },
  { identifier: [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 12], digest: "sha384", prefix: "3041300d060960864801650304020205000430" },
  { identifier: [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 13], digest: "sha512", prefix: "3051300d060960864801650304020305000440" },
];

function rsaKey(publicKey: Uint8Array): { modulus: bigint; exponent: bigint; size: number } {
  const [algorithm, bits] = inside(publicKey, element(publicKey, 0), 2);
  if (!contains(raw(publicKey, algorithm), [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1])) throw new Error("the audit CA has no RSA key");
  const inner = publicKey.subarray(bits.value + 1, bits.end);
  const [modulus, exponent] = inside(inner, element(inner, 0), 2).map((each) => number(inner.subarray(each.value, each.end)));
  return { modulus, exponent, size: Math.ceil(modulus.toString(16).length / 2) };
}

function element(bytes: Uint8Array, start: number): Element {
  const tag = bytes[start];
  let [length, value] = [bytes[start + 1], start + 2];
  if (length === undefined || length === 0x80 || length > 0x83) throw new Error("no DER");
  if (length > 0x80) {
    const digits = length - 0x80;
    length = 0;
    for (let i = 0; i < digits; i++) length = length * 256 + bytes[value++];
  }
  const end = value + length;
  if (!(end <= bytes.length)) throw new Error("DER that is cut off");
  return { tag, start, value, end };
}

function inside(bytes: Uint8Array, parent: Element, least = 1): Element[] {
  if ((parent.tag & 0x20) === 0) throw new Error("no DER sequence");
  const out: Element[] = [];
  for (let at = parent.value; at < parent.end; at = out[out.length - 1].end) out.push(element(bytes, at));
  if (out.length < least) throw new Error("DER sequence with too few parts");
  return out;
}

function raw(bytes: Uint8Array, part: Element): Uint8Array {
  return bytes.subarray(part.start, part.end);
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

function contains(bytes: Uint8Array, wanted: number[]): boolean {
  for (let i = 0; i + wanted.length <= bytes.length; i++) if (wanted.every((byte, j) => bytes[i + j] === byte)) return true;
  return false;
}

function number(bytes: Uint8Array): bigint {
  let digits = "0";
  for (const byte of bytes) digits += byte.toString(16).padStart(2, "0");
  return BigInt(`0x${digits}`);
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let [out, square] = [1n, base % modulus];
  for (let e = exponent; e > 0n; e >>= 1n) {
    if ((e & 1n) === 1n) out = (out * square) % modulus;
    square = (square * square) % modulus;
  }
  return out;
}

function buffer(bytes: Uint8Array): ArrayBuffer {
  return bytes.slice().buffer as ArrayBuffer;
}

function unhex(digits: string): Uint8Array {
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

function base64(text: string): Uint8Array {
  const letters = text.replace(/[^A-Za-z0-9+/]/g, "");
  const out = new Uint8Array((letters.length * 3) >> 2);
  let [bits, have, at] = [0, 0, 0];
  for (const letter of letters) {
    bits = ((bits << 6) | LETTERS.indexOf(letter)) & 0xffff;
    have += 6;
    if (have >= 8) out[at++] = (bits >> (have -= 8)) & 255;
  }
  return out;
}

function toBase64(bytes: Uint8Array): string {
  let out = "";
  for (let i = 0; i < bytes.length; i += 3) {
    const three = (bytes[i] << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    for (let j = 0; j < 4; j++) out += i + j > bytes.length ? "=" : LETTERS[(three >> (18 - 6 * j)) & 63];
  }
  return out;
}
