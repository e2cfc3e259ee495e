// What the app's TLS libraries know: the lines of the key log (the client random in them is the exact join with the proxy), and, where the
// host asks for it, the plaintext of connections that the proxy cannot see.
//
// OpenSSL, BoringSSL and what is built on them (Conscrypt, Cronet, node, curl, Flutter) by export, by symbol, or, where a library has
// neither, by the code of BoringSSL's ssl_log_secret. The x64 pattern was run against Cronet 144 and Flutter; the arm64 pattern finds the
// right place, by their symbols, in the arm64 builds of Cronet 144 and curl_cffi, and was never run on a device. GnuTLS, mbedTLS, wolfSSL
// and NSS by export or symbol, each in a file of its own.
//
// Options: `plaintext`: "off" (default), "all", or the hosts whose plaintext is wanted.

import { Bounded } from "../lib/bounded.ts";
import { exportsOf, found, holds, Library, symbolsOf } from "../lib/modules.ts";
import * as native from "../lib/native.ts";
import { emit, serve, state, wants, type Options } from "../lib/send.ts";
import { gnutls } from "./gnutls.ts";
import type { Kind } from "./kind.ts";
import { mbedtls } from "./mbedtls.ts";
import { nss } from "./nss.ts";
import { choose, endsOf, isOn, passing, tell, type Connections, type Ends } from "./plaintext.ts";
import { wolfssl } from "./wolfssl.ts";

const SECRET = "CLIENT_HANDSHAKE_TRAFFIC_SECRET";
/** What TLS derives keys with (RFC 5246, 7.4.9; RFC 8446, 7.1): whoever speaks it holds one of them, whether it writes key logs or not. */
const LABELS = ["client finished", "c hs traffic"];
/** What NSS's PKCS #11 module exports: it derives keys for the library that speaks TLS. */
const TOKEN = "NSC_GetFunctionList";
/** Where a system keeps its libraries: of what they do the app's own say nothing, and all of them would be looked through. */
const SYSTEM = /^\/(system|system_ext|apex|vendor|product|odm|System|usr\/lib)\//;
const API = /^(SSL_(CTX_|SESSION_)?[a-zA-Z0-9_]+|BIO_f_ssl)$/;
const PATTERN: Partial<Record<Architecture, string>> = {
  // mov rax, [rdi+0x68]; cmp qword [rax+OFFSET], 0; je FAR
  x64: "48 8b 47 68 48 83 b8 ?? ?? 00 00 00 0f 84",
  // ldr x8, [x0, #0x68]; ldr x8, [x8, #OFFSET]; cbz x8, FAR
  arm64: "08 34 40 f9 08 ?? ?? f9 ?8 ?? ?? b4",
};
const CTX = 0x68;
const KEYLOG = ["SSL_new", "SSL_connect", "SSL_do_handshake", "SSL_CTX_set_keylog_callback"];
const WRITES = ["SSL_write", "SSL_write_ex", "SSL_write_ex2", "SSL_write_early_data", "SSL_sendfile", "BIO_f_ssl write"];
const PLAINTEXT = ["SSL_read", "SSL_read_ex", "BIO_f_ssl read", ...WRITES];
/** Other kinds of TLS libraries that can be read, and functions by which those are known that cannot: s2n, BearSSL. */
const KINDS: Kind[] = [gnutls, mbedtls, wolfssl, nss];
const OTHERS = ["s2n_send", "br_ssl_engine_sendapp_buf"];
const SIGNS = new RegExp(`^(${[...KINDS.map((kind) => kind.sign), ...OTHERS].join("|")})$`);
/** OpenSSL's BIO_C_GET_SSL. */
const BIO_GET_SSL = 110;
/** What a library tells of a connection. */
class OpenSsl implements Connections {
  private readonly random: NativeFunction<any, any> | null;
  private readonly fd: NativeFunction<any, any> | null;
  private readonly servername: NativeFunction<any, any> | null;
  private readonly buffer = Memory.alloc(32);

  constructor(readonly library: Library) {
    this.random = library.call("SSL_get_client_random", "size_t", ["pointer", "pointer", "size_t"]);
    this.fd = library.call("SSL_get_fd", "int", ["pointer"]);
    this.servername = library.call("SSL_get_servername", "pointer", ["pointer", "int"]);
  }

  clientRandom(ssl: NativePointer): string {
    if (this.random !== null && Number(this.random(ssl, this.buffer, 32)) === 32) return native.hex(this.buffer, 32);
    return randoms.get(ssl) ?? "";
  }

  sni(ssl: NativePointer): string {
    const name = this.servername === null ? NULL : (this.servername(ssl, 0) as NativePointer);
    return name.isNull() ? "" : (name.readUtf8String() ?? "");
  }

  /** Both ends; null where the library reads and writes memory that the app carries to a socket (curl, node, Cronet). */
  ends(ssl: NativePointer): Ends {
    return endsOf(this.fd === null ? -1 : (this.fd(ssl) as number));
  }
}

let nothing: NativePointer | null = null;
/** Client randoms of connections (SSL *), from their key log lines: not every build of BoringSSL has a function that tells. */
const randoms = new Bounded<string>();

serve("tls", {
  install(options: Options) {
    choose(options.plaintext);
    native.watch("tls", added);
  },
  settle() {
    native.absent(["keylog callback"], "no connection was made so far");
    native.absent(["ssl_log_secret"], "no library without the other functions");
    native.absent([...KEYLOG, ...KINDS.flatMap((kind) => kind.keylog)], "no library of this process has it");
    const why = isOn() ? "no library of this process has it" : "plaintext is off";
    native.absent([...PLAINTEXT, ...KINDS.flatMap((kind) => kind.plaintext)], why);
  },
  stop: native.stop,
});

function added(module: Module): void {
  const exported = exportsOf(module);
  let table = new Map([...exported].filter(([name]) => API.test(name)));
  if (!table.has("SSL_new")) {
    let signs = [...exported.keys()].filter((name) => SIGNS.test(name));
    const known = signs.length > 0;
    if (!known && !speaks(module)) return;
    // Linked into the program or a library of its own: then its symbols may be left.
    if (!known) signs = [...symbolsOf(module, SIGNS).keys()];
    for (const sign of signs) of(module, sign, known ? exported : null);
    if (signs.length > 0) return;
    table = symbolsOf(module, API);
  }
  const connections = new OpenSsl(new Library(module, table));
  told(module, byCallback(connections) || byPattern(module));
  if (!isOn()) return;
  if (table.has("SSL_write") || table.has("SSL_write_ex")) readAndWrite(connections);
  else if (wants("SSL_write")) state(`plaintext of ${module.name}`, "failed", 0, "its functions that read and write have no names");
}

/** Hook a library of another kind, by its exports or else its symbols. */
function of(module: Module, sign: string, exported: Map<string, NativePointer> | null): void {
  const kind = KINDS.find((each) => each.sign === sign);
  if (kind === undefined) return state(`TLS library ${module.name}`, "failed", 0, "it is of a kind that this agent does not know");
  const table = exported === null ? symbolsOf(module, kind.api) : new Map([...exported].filter(([name]) => kind.api.test(name)));
  const library = new Library(module, table);
  if (wants("keylog")) told(module, kind.keys(library));
  if (isOn()) kind.readAndWrite(library);
}

/** Tell where keys are not: that is not "absent", since there are connections of which nothing is seen. */
function told(module: Module, logs: boolean): void {
  if (!logs && wants("keylog")) state(`TLS library ${module.name}`, "failed", 0, "it writes key logs in a way that this agent does not know");
}

/** Say whether a module without the functions of any known library speaks TLS all the same. */
function speaks(module: Module): boolean {
  if (exportsOf(module).has(TOKEN)) return false;
  if (holds(module, SECRET)) return true;
  return !SYSTEM.test(module.path) && LABELS.some((label) => holds(module, label));
}

/** Have the library log keys by its own API, as it would for a browser with SSLKEYLOGFILE. */
function byCallback(connections: OpenSsl): boolean {
  const library = connections.library;
  const getter = library.call("SSL_CTX_get_keylog_callback", "pointer", ["pointer"]);
  const setterAddress = library.own("SSL_CTX_set_keylog_callback");
  const setter = library.call("SSL_CTX_set_keylog_callback", "void", ["pointer", "pointer"]);
  const contextOf = library.call("SSL_get_SSL_CTX", "pointer", ["pointer"]);
  const create = library.own("SSL_new");
  if (getter === null || setter === null || create === null || !wants("keylog")) return false;
  const prepare = (context: NativePointer) => {
    if (context.isNull()) return;
    const own = getter(context) as NativePointer;
    if (own.isNull()) setter(context, callback());
    else listen(own, library.name);
  };
  // SSL_new, and not SSL_CTX_new: contexts that were made before the agent came are covered, too.
  native.attach("SSL_new", create, { onEnter: (args) => prepare(args[0]) }, library.name);
  if (contextOf !== null) {
    for (const name of ["SSL_connect", "SSL_do_handshake"]) {
      native.attach(name, library.own(name), { onEnter: (args) => prepare(contextOf(args[0]) as NativePointer) }, library.name);
    }
  }
  native.attach(
    "SSL_CTX_set_keylog_callback",
    setterAddress,
    {
      onEnter(args) {
        if (args[1].isNull()) args[1] = callback();
        else listen(args[1], library.name);
      },
    },
    library.name,
  );
  return true;
}

/** Find BoringSSL's ssl_log_secret by its code, which begins with a look at the context's callback: put ours there, and it makes the line. */
function byPattern(module: Module): boolean {
  const pattern = PATTERN[Process.arch];
  if (pattern === undefined || !wants("keylog")) return false;
  let any = false;
  for (const address of found(module, pattern)) {
    const offset = Process.arch === "x64" ? address.add(7).readU32() : arm64(address);
    if (offset === null) continue;
    const put = (context: CpuContext) => {
      const ssl = Process.arch === "x64" ? (context as X64CpuContext).rdi : (context as Arm64CpuContext).x0;
      const slot = ssl.add(CTX).readPointer().add(offset);
      const own = slot.readPointer();
      if (own.isNull()) slot.writePointer(callback());
      else listen(own, module.name);
    };
    any = native.probe("ssl_log_secret", address, put, `${module.name}+0x${address.sub(module.base).toString(16)}`) || any;
  }
  return any;
}

function arm64(address: NativePointer): number | null {
  const [load, branch] = [address.add(4).readU32(), address.add(8).readU32()];
  // ldr x8, [x8, #imm12 * 8] and cbz x8 over the whole function, which is longer than 64 instructions; others match by chance.
  if ((load & 0xffc003ff) >>> 0 !== 0xf9400108 || (branch & 0xff00001f) >>> 0 !== 0xb4000008) return null;
  const far = (branch >>> 5) & 0x7ffff;
  return far >= 64 && far < 1024 ? ((load >>> 10) & 0xfff) * 8 : null;
}

/** Give the callback for contexts without one: it does nothing and outlives the agent; the agent listens at its door. */
function callback(): NativePointer {
  if (nothing === null) {
    nothing = native.lasting();
    listen(nothing, "the agent's own");
  }
  return nothing;
}

/** Listen to a callback of the type void (const SSL *, const char *line): the app's own goes on as it did. */
function listen(address: NativePointer, where: string): void {
  native.attach("keylog callback", address, { onEnter: (args) => logged(args[0], args[1].readUtf8String() ?? "") }, where);
}

function logged(ssl: NativePointer, line: string): void {
  const client_random = line.split(" ")[1] ?? "";
  randoms.set(ssl, client_random);
  emit("keylog", "keylog", { line, client_random });
}

function readAndWrite(connections: OpenSsl): void {
  const { library } = connections;
  const written = (argument: number) => (args: InvocationArguments) => args[argument];
  const attach = (name: string, address: NativePointer | null, callbacks: native.Callbacks) => native.attach(name, address, callbacks, library.name);
  const own: [string, native.Callbacks][] = [
    ["SSL_read", passing(connections, "received")],
    ["SSL_write", passing(connections, "sent")],
    ["SSL_read_ex", passing(connections, "received", written(3))],
    ["SSL_write_early_data", passing(connections, "sent", written(3))],
    // Since OpenSSL 3.3 SSL_write_ex only calls SSL_write_ex2.
    library.own("SSL_write_ex2") === null ? ["SSL_write_ex", passing(connections, "sent", written(3))] : ["SSL_write_ex2", passing(connections, "sent", written(4))],
  ];
  for (const [name, callbacks] of own) attach(name, library.own(name), callbacks);
  // The kernel takes a file's bytes from where nobody has them in memory: how many they were is told.
  const file: native.Callbacks = {
    onEnter(args) {
      this.ssl = args[0];
    },
    onLeave(retval) {
      tell(connections, "sent", this.ssl, null, retval.toInt32());
    },
  };
  attach("SSL_sendfile", library.own("SSL_sendfile"), file);
  // OpenSSL's filter, through which a program that knows BIOs only reads and writes, calls none of these.
  const [method, control] = [library.call("BIO_f_ssl", "pointer", []), library.call("BIO_ctrl", "long", ["pointer", "int", "long", "pointer"])];
  const readOf = library.call("BIO_meth_get_read_ex", "pointer", ["pointer"]);
  const writeOf = library.call("BIO_meth_get_write_ex", "pointer", ["pointer"]);
  if (library.own("BIO_f_ssl") === null || method === null || control === null || readOf === null || writeOf === null) return;
  const carried = (bio: NativePointer) => {
    const at = Memory.alloc(Process.pointerSize);
    control(bio, BIO_GET_SSL, 0, at);
    return at.readPointer();
  };
  attach("BIO_f_ssl read", readOf(method()) as NativePointer, passing(connections, "received", written(3), carried));
  attach("BIO_f_ssl write", writeOf(method()) as NativePointer, passing(connections, "sent", written(3), carried));
}
