// Makes native TLS code trust the audit's own certificate authority, and nothing else that it would not trust anyway: each hook first
// looks whether the server's certificate bears the audit CA's signature. Needs the option `ca` (PEM, RSA); without it nothing is changed.
//
// X509_verify_cert gets the audit CA as its one trust anchor for this one verification, so that the library itself still checks names, times
// and signatures. Pins that code checks in callbacks fall only where that succeeded. Flutter has a file of its own (flutter.ts).

import { Authority } from "../lib/certificate.ts";
import { exportsOf, holds, Library, symbolsOf } from "../lib/modules.ts";
import * as native from "../lib/native.ts";
import { reason, serve, state, trouble, type Options } from "../lib/send.ts";
import { FLUTTER, flutter, isFlutter } from "./flutter.ts";
import { Certificates } from "./peer.ts";

const API = /^_?(SSL_|SSL_CTX_|X509_|CRYPTO_BUFFER_|OPENSSL_sk_|sk_|d2i_X509$|i2d_X509$|curl_easy_setopt$|_ZN3net19SSLClientSocketImpl18VerifyCertCallback)/;
const SECRET = "CLIENT_HANDSHAKE_TRAFFIC_SECRET";
const CALLBACKS = ["verify callback", "certificate verify callback", "custom verify callback"];
const HOOKS = ["X509_verify_cert", ...CALLBACKS, "SSL_get_verify_result", "curl pin", FLUTTER];
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
    const trusted = authority;
    native.watch("native_unpinning", (module) => added(module, trusted));
  },
  settle() {
    if (authority === null) return;
    native.absent(CALLBACKS, "the app has set none so far");
    native.absent(HOOKS, "no library of this process has it");
  },
  stop: native.stop,
});

function added(module: Module, authority: Authority): void {
  let table = new Map([...exportsOf(module)].filter(([name]) => API.test(name)));
  const exported = ["X509_verify_cert", "SSL_new", "curl_easy_setopt"].some((name) => table.has(name));
  const bySymbol = !table.has("SSL_new") && !table.has("X509_verify_cert") && holds(module, SECRET);
  if (bySymbol) table = new Map([...symbolsOf(module, API), ...table]);
  if (!exported && !bySymbol) return;
  const library = new Library(module, table);
  const certificates = new Certificates(library, authority);
  chain(library, certificates, authority);
  connection(library, certificates);
  curl(library, authority);
  if (bySymbol && isFlutter(module)) flutter(module, authority);
}

/** X509_verify_cert(X509_STORE_CTX *): the one place where OpenSSL and BoringSSL verify a chain. */
function chain(library: Library, certificates: Certificates, authority: Authority): void {
  const address = library.own("X509_verify_cert");
  if (address === null) return;
  const trust = anchor(library, authority);
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
function anchor(library: Library, authority: Authority): ((context: NativePointer) => void) | null {
  const decode = library.call("d2i_X509", "pointer", ["pointer", "pointer", "long"], true);
  const make = library.call("OPENSSL_sk_new_null", "pointer", []) ?? library.call("sk_new_null", "pointer", []);
  const push = library.call("OPENSSL_sk_push", "long", ["pointer", "pointer"]) ?? library.call("sk_push", "long", ["pointer", "pointer"]);
  const trusted =
    library.call("X509_STORE_CTX_set0_trusted_stack", "void", ["pointer", "pointer"]) ??
    library.call("X509_STORE_CTX_trusted_stack", "void", ["pointer", "pointer"]);
  if (decode === null || make === null || push === null || trusted === null) return null;
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
function verdicts(callback: NativePointer, library: Library): void {
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
function connection(library: Library, certificates: Certificates): void {
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
function curl(library: Library, authority: Authority): void {
  const address = library.own("curl_easy_setopt");
  // Apple's compilers pass variable arguments on the stack.
  if (address === null || Process.platform === "darwin") return;
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
