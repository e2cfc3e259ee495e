// Makes native TLS code trust the audit's own certificate authority, and nothing else that it would not trust anyway: each hook first
// looks whether the server's certificate bears the audit CA's signature. Needs the option `ca` (PEM, RSA); without it nothing is changed.
//
// X509_verify_cert gets the audit CA as its one trust anchor for this one verification, so that the library itself still checks names, times
// and signatures. Pins that code checks in callbacks fall only where that succeeded. Flutter gives its certificate away to no function
// with a name: it is looked for in memory, and where it is not found, the verdict is forced; the hook's state and a trouble say so.
// The patterns are checked on x64 (Flutter of flet 0.28.3); the arm64 one finds the right place in that build's code and was never run.

import { Authority } from "../lib/certificate.ts";
import * as native from "../lib/native.ts";
import { reason, serve, state, trouble, type Options } from "../lib/send.ts";

const API = /^_?(SSL_|SSL_CTX_|X509_|CRYPTO_BUFFER_|OPENSSL_sk_|sk_|d2i_X509$|i2d_X509$|curl_easy_setopt$|_ZN3net19SSLClientSocketImpl18VerifyCertCallback)/;
const SECRET = "CLIENT_HANDSHAKE_TRAFFIC_SECRET";
const FLUTTER = "CertificateCallback called with";
const CERTIFICATE_CALLBACK: Partial<Record<Architecture, string>> = {
  // cmp edi, 1; je FAR; mov rbx, rsi; call Dart_CurrentIsolate; test rax, rax; je FAR
  x64: "83 ff 01 0f 84 ?? ?? ?? ?? 48 89 f3 e8 ?? ?? ?? ?? 48 85 c0 0f 84",
  // cmp w0, #1; b.eq FAR; mov x19, x1; bl Dart_CurrentIsolate; cbz x0, FAR; mov x0, x19
  arm64: "1f 04 00 71 ?? ?? 00 54 f3 03 01 aa ?? ?? ?? 94 ?? ?? 00 b4 e0 03 13 aa",
};
const CALLBACKS = ["verify callback", "certificate verify callback", "custom verify callback"];
const HOOKS = ["X509_verify_cert", ...CALLBACKS, "SSL_get_verify_result", "curl pin", "Flutter CertificateCallback"];
/** curl's CURLOPT_PINNEDPUBLICKEY. */
const PINNED_PUBLIC_KEY = 10230;
/** BoringSSL's `enum ssl_verify_result_t`. */
const [VERIFY_OK, VERIFY_INVALID] = [0, 1];

let authority: Authority | null = null;
/** Verifications under way (X509_STORE_CTX) whose leaf the audit CA signed. */
const ours = new Set<string>();

serve("native_unpinning", {
  install(options: Options) {
    if (typeof options.ca !== "string" || options.ca === "") {
      for (const hook of HOOKS) state(hook, "absent", 0, "no audit CA was given");
      return;
    }
    try {
      authority = new Authority(options.ca);
    } catch (e) {
      for (const hook of HOOKS) state(hook, "failed", 0, reason(e));
      return;
    }
    native.watch("native_unpinning", added);
  },
  settle() {
    if (authority === null) return;
    native.absent(CALLBACKS, "the app has set none so far");
    native.absent(HOOKS, "no library of this process has it");
  },
  stop: native.stop,
});

function added(module: Module): void {
  let table = new Map([...native.exportsOf(module)].filter(([name]) => API.test(name)));
  const exported = ["X509_verify_cert", "SSL_new", "curl_easy_setopt"].some((name) => table.has(name));
  const bySymbol = !table.has("SSL_new") && !table.has("X509_verify_cert") && native.holds(module, SECRET);
  if (bySymbol) table = new Map([...native.symbolsOf(module, API), ...table]);
  if (!exported && !bySymbol) return;
  const library = new native.Library(module, table);
  chain(library);
  connection(library);
  curl(library);
  if (bySymbol && native.holds(module, FLUTTER)) flutter(module);
}

/** X509_verify_cert(X509_STORE_CTX *): the one place where OpenSSL and BoringSSL verify a chain. */
function chain(library: native.Library): void {
  const address = library.own("X509_verify_cert");
  if (address === null) return;
  const certificates = new Certificates(library);
  const trust = anchor(library);
  if (trust === null || !certificates.readable) {
    state("X509_verify_cert", "failed", 0, `${library.name}: it lacks the functions that could give it the audit CA`);
    return;
  }
  const callbackOf = library.call("X509_STORE_CTX_get_verify_cb", "pointer", ["pointer"]);
  native.attach(
    "X509_verify_cert",
    address,
    {
      onEnter(args) {
        const context = args[0];
        if (!certificates.oursIn(context)) return;
        this.context_ = context.toString();
        ours.add(this.context_);
        trust(context);
        if (callbackOf !== null) verdicts(callbackOf(context) as NativePointer, library);
      },
      onLeave(retval) {
        if (this.context_ === undefined) return;
        ours.delete(this.context_);
        if (retval.toInt32() !== 1) trouble("X509_verify_cert", `${library.name}: error ${certificates.error(ptr(this.context_))} with the audit CA's certificate`);
      },
    },
    `${library.name}: the audit CA as anchor, verified by the library`,
  );
  // BoringSSL does not tell the callback: it is seen when it is set, which its TLS half does before every verification.
  native.attach(
    "verify callback",
    library.own("X509_STORE_CTX_set_verify_cb"),
    { onEnter: (args) => verdicts(args[1], library) },
    `${library.name}: heard where the library has verified the audit CA's chain`,
  );
}

/** Give a function that makes the audit CA the one trust anchor of a verification. */
function anchor(library: native.Library): ((context: NativePointer) => void) | null {
  const decode = library.call("d2i_X509", "pointer", ["pointer", "pointer", "long"], true);
  const make = library.call("OPENSSL_sk_new_null", "pointer", []) ?? library.call("sk_new_null", "pointer", []);
  const push = library.call("OPENSSL_sk_push", "long", ["pointer", "pointer"]) ?? library.call("sk_push", "long", ["pointer", "pointer"]);
  const trusted =
    library.call("X509_STORE_CTX_set0_trusted_stack", "void", ["pointer", "pointer"]) ??
    library.call("X509_STORE_CTX_trusted_stack", "void", ["pointer", "pointer"]);
  if (decode === null || make === null || push === null || trusted === null || authority === null) return null;
  const { der } = authority;
  let stack: NativePointer | null = null;
  return (context) => {
    if (stack === null) {
      const bytes = Memory.alloc(der.length);
      bytes.writeByteArray([...der]);
      const at = Memory.alloc(Process.pointerSize).writePointer(bytes);
      const certificate = decode(NULL, at, der.length) as NativePointer;
      if (certificate.isNull()) throw new Error(`${library.name} cannot read the audit CA`);
      stack = make() as NativePointer;
      push(stack, certificate);
    }
    trusted(context, stack);
  };
}

/** Listen to a callback of the type int (int ok, X509_STORE_CTX *): where the library is content with the audit CA's chain, so is the app. */
function verdicts(callback: NativePointer, library: native.Library): void {
  if (callback.isNull()) return;
  const setError = library.call("X509_STORE_CTX_set_error", "void", ["pointer", "int"]);
  native.attach(
    "verify callback",
    callback,
    {
      onEnter(args) {
        this.ok = args[0].toInt32() === 1 && ours.has(args[1].toString());
        this.context_ = args[1];
      },
      onLeave(retval) {
        if (!this.ok || retval.toInt32() !== 0) return;
        setError?.(this.context_, 0);
        retval.replace(ptr(1));
      },
    },
    `${library.name}: refusals after the library was content`,
  );
}

/** Callbacks and questions of the TLS half of the library. */
function connection(library: native.Library): void {
  const certificates = new Certificates(library);
  const setError = library.call("X509_STORE_CTX_set_error", "void", ["pointer", "int"]);
  const whole = (callback: NativePointer) =>
    native.attach(
      "certificate verify callback",
      callback.isNull() ? null : callback,
      {
        onEnter(args) {
          this.context_ = args[0];
        },
        onLeave(retval) {
          if (retval.toInt32() > 0 || !certificates.oursIn(this.context_)) return;
          setError?.(this.context_, 0);
          retval.replace(ptr(1));
        },
      },
      `${library.name}: by the audit CA's signature; names and times are not checked again`,
    );
  const custom = (callback: NativePointer) =>
    native.attach(
      "custom verify callback",
      callback.isNull() ? null : callback,
      {
        onEnter(args) {
          this.ssl = args[0];
        },
        onLeave(retval) {
          if ((retval.toInt32() & 255) === VERIFY_INVALID && certificates.oursAt(this.ssl)) retval.replace(ptr(VERIFY_OK));
        },
      },
      `${library.name}: by the audit CA's signature; names and times are not checked again`,
    );
  const setters: [string, number, (callback: NativePointer) => void][] = [
    ["SSL_CTX_set_cert_verify_callback", 1, whole],
    ["SSL_CTX_set_custom_verify", 2, custom],
    ["SSL_set_custom_verify", 2, custom],
  ];
  for (const [name, argument, listen] of setters) {
    native.attach(name, library.own(name), { onEnter: (args) => listen(args[argument]) }, library.name);
  }
  // Cronet's own, where the symbols name it: its contexts may be older than the agent. It is always called, as it also keeps the verdict.
  for (const [name, address] of library.table) if (name.includes("SSLClientSocketImpl18VerifyCertCallback")) custom(address);
  native.attach(
    "SSL_get_verify_result",
    library.own("SSL_get_verify_result"),
    {
      onEnter(args) {
        this.ssl = args[0];
      },
      onLeave(retval) {
        if (!retval.isNull() && certificates.oursAt(this.ssl)) retval.replace(NULL);
      },
    },
    `${library.name}: by the audit CA's signature`,
  );
}

/** The audit CA's key joins the keys that curl is told to accept: any other is refused as before. A pin that is a file gives way to it. */
function curl(library: native.Library): void {
  const address = library.own("curl_easy_setopt");
  // Apple's compilers pass variable arguments on the stack.
  if (address === null || authority === null || Process.platform === "darwin") return;
  const { pin } = authority;
  native.attach(
    "curl pin",
    address,
    {
      onEnter(args) {
        if (args[1].toUInt32() !== PINNED_PUBLIC_KEY || args[2].isNull()) return;
        const asked = args[2].readUtf8String() ?? "";
        // curl copies the text.
        this.pins = Memory.allocUtf8String(asked.startsWith("sha256//") ? `${asked};${pin}` : pin);
        args[2] = this.pins;
      },
    },
    `${library.name}: the audit CA's key besides the pinned ones`,
  );
}

/** Flutter: int CertificateCallback(int preverify_ok, X509_STORE_CTX *), where preverify_ok = 1 means that BoringSSL trusts the chain. */
function flutter(module: Module): void {
  const hook = "Flutter CertificateCallback";
  const pattern = CERTIFICATE_CALLBACK[Process.arch];
  const hits = pattern === undefined ? [] : native.found(module, pattern);
  if (hits.length !== 1) {
    state(hook, "failed", 0, `${module.name}: the code was found ${hits.length} times`);
    return;
  }
  native.probe(
    hook,
    hits[0],
    (registers) => {
      const x64 = Process.arch === "x64";
      const [ok, context] = x64
        ? [(registers as X64CpuContext).rdi, (registers as X64CpuContext).rsi]
        : [(registers as Arm64CpuContext).x0, (registers as Arm64CpuContext).x1];
      if ((ok.toUInt32() & 1) === 1) return;
      const verdict = remembered(context);
      if (verdict === false) return;
      if (verdict === null) trouble(hook, "the server's certificate was not found in memory: the verdict is forced");
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
function remembered(context: NativePointer): boolean | null {
  for (const certificate of pointers(context, 3)) {
    const held = pointers(certificate, 40);
    for (const part of held) {
      for (const data of pointers(part, 4)) {
        const der = derAt(data, 0x30);
        if (der !== null) return authority!.signed(der);
      }
    }
    const signatures = held.map(bitString).filter((each) => each !== null);
    for (const part of held.slice(0, 4)) {
      for (const data of pointers(part, 16)) {
        const signed = derAt(data, 0xa0);
        if (signed !== null && signatures.length > 0) return signatures.some((signature) => authority!.signedParts(signed, signature));
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

/** The server's certificate by the functions of a library, and whether the audit CA signed it. */
class Certificates {
  private readonly leaf: NativeFunction<any, any> | null;
  private readonly encode: NativeFunction<any, any> | null;
  private readonly errorOf: NativeFunction<any, any> | null;
  private readonly peers: NativeFunction<any, any> | null;
  private readonly first: NativeFunction<any, any> | null;
  private readonly data: NativeFunction<any, any> | null;
  private readonly size: NativeFunction<any, any> | null;
  private readonly peer: NativeFunction<any, any> | null;
  private readonly free: NativeFunction<any, any> | null;

  constructor(library: native.Library) {
    this.leaf = library.call("X509_STORE_CTX_get0_cert", "pointer", ["pointer"]);
    this.encode = library.call("i2d_X509", "int", ["pointer", "pointer"], true);
    this.errorOf = library.call("X509_STORE_CTX_get_error", "int", ["pointer"]);
    this.peers = library.call("SSL_get0_peer_certificates", "pointer", ["pointer"]);
    this.first = library.call("OPENSSL_sk_value", "pointer", ["pointer", "size_t"]) ?? library.call("sk_value", "pointer", ["pointer", "size_t"]);
    this.data = library.call("CRYPTO_BUFFER_data", "pointer", ["pointer"]);
    this.size = library.call("CRYPTO_BUFFER_len", "size_t", ["pointer"]);
    this.peer = library.call("SSL_get1_peer_certificate", "pointer", ["pointer"]) ?? library.call("SSL_get_peer_certificate", "pointer", ["pointer"]);
    this.free = library.call("X509_free", "void", ["pointer"], true);
  }

  /** The leaf of a verification can be read. */
  get readable(): boolean {
    return this.leaf !== null && this.encode !== null;
  }

  oursIn(context: NativePointer): boolean {
    if (this.leaf === null) return false;
    return this.signed(this.leaf(context) as NativePointer);
  }

  oursAt(ssl: NativePointer): boolean {
    if (this.peers !== null && this.first !== null && this.data !== null && this.size !== null) {
      const stack = this.peers(ssl) as NativePointer;
      const leaf = stack.isNull() ? NULL : (this.first(stack, 0) as NativePointer);
      if (leaf.isNull()) return false;
      const size = Number(this.size(leaf));
      return authority!.signed(new Uint8Array((this.data(leaf) as NativePointer).readByteArray(size)!));
    }
    if (this.peer === null || this.free === null) return false;
    const certificate = this.peer(ssl) as NativePointer;
    if (certificate.isNull()) return false;
    try {
      return this.signed(certificate);
    } finally {
      this.free(certificate);
    }
  }

  error(context: NativePointer): number {
    return this.errorOf === null ? -1 : (this.errorOf(context) as number);
  }

  private signed(certificate: NativePointer): boolean {
    if (certificate.isNull() || this.encode === null) return false;
    const size = this.encode(certificate, NULL) as number;
    if (size <= 0) return false;
    const bytes = Memory.alloc(size);
    const at = Memory.alloc(Process.pointerSize).writePointer(bytes);
    this.encode(certificate, at);
    return authority!.signed(new Uint8Array(bytes.readByteArray(size)!));
  }
}
