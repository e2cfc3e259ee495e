// What the app's TLS libraries know: the lines of the key log (the client random in them is the exact join with the proxy), and, where the
// host asks for it, the plaintext of connections that the proxy cannot see.
//
// OpenSSL, BoringSSL and what is built on them (Conscrypt, Cronet, node, curl, Flutter) by export, by symbol, or, where a library has
// neither, by the code of BoringSSL's ssl_log_secret. The x64 pattern was run against Cronet 144 and Flutter; the arm64 pattern finds the
// right place, by their symbols, in the arm64 builds of Cronet 144 and curl_cffi, and was never run on a device.
//
// Options: `plaintext`: "off" (default), "all", or the hosts whose plaintext is wanted.

import { LIMIT, type Endpoint } from "../lib/events.ts";
import * as native from "../lib/native.ts";
import { b64, emit, serve, state, trouble, wants, type Options } from "../lib/send.ts";

const SECRET = "CLIENT_HANDSHAKE_TRAFFIC_SECRET";
/** What TLS derives keys with (RFC 7627, 4; RFC 8446, 7.1): whoever speaks it holds one of them, whether it writes key logs or not. */
const LABELS = ["extended master secret", "c hs traffic"];
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
/** Functions by which other TLS libraries are known: GnuTLS, NSS, mbedTLS, wolfSSL, s2n, BearSSL. */
const OTHERS = [
  "gnutls_record_send",
  "SSL_ImportFD",
  "mbedtls_ssl_write",
  "wolfSSL_write",
  "s2n_send",
  "br_ssl_engine_sendapp_buf",
];
/** OpenSSL's BIO_C_GET_SSL. */
const BIO_GET_SSL = 110;
/** Bytes of one call that are told: the app waits meanwhile. */
const MOST = 16 * LIMIT;

type Direction = "sent" | "received";

interface Call {
  stack: NativePointer;
  data: NativePointer;
  end: NativePointer;
}

/** What a library tells of a connection. */
class Connections {
  private readonly random: NativeFunction<any, any> | null;
  private readonly fd: NativeFunction<any, any> | null;
  private readonly servername: NativeFunction<any, any> | null;
  private readonly buffer = Memory.alloc(32);

  constructor(readonly library: native.Library) {
    this.random = library.call("SSL_get_client_random", "size_t", ["pointer", "pointer", "size_t"]);
    this.fd = library.call("SSL_get_fd", "int", ["pointer"]);
    this.servername = library.call("SSL_get_servername", "pointer", ["pointer", "int"]);
  }

  clientRandom(ssl: NativePointer): string {
    if (this.random !== null && Number(this.random(ssl, this.buffer, 32)) === 32) return native.hex(this.buffer, 32);
    return randoms.get(ssl.toString()) ?? "";
  }

  sni(ssl: NativePointer): string {
    const name = this.servername === null ? NULL : (this.servername(ssl, 0) as NativePointer);
    return name.isNull() ? "" : (name.readUtf8String() ?? "");
  }

  /** Both ends; null where the library reads and writes memory that the app carries to a socket (curl, node, Cronet). */
  ends(ssl: NativePointer): { local: Endpoint | null; remote: Endpoint | null } {
    const fd = this.fd === null ? -1 : (this.fd(ssl) as number);
    if (fd < 0) return { local: null, remote: null };
    return { local: native.endpoint(fd, "local"), remote: native.endpoint(fd, "remote") };
  }
}

let plaintext: "off" | "all" | string[] = "off";
let nothing: NativePointer | null = null;
/** Client randoms of connections (SSL *), from their key log lines: not every build of BoringSSL has a function that tells. */
const randoms = new Map<string, string>();
const RANDOMS = 4096;
/** Bytes that were not told, by connection and direction. */
const untold = new Map<string, number>();
/** Threads that are in a function which reads or writes, with the connection: where their stack was, and of which bytes. */
const calling = new Map<string, Call>();

serve("tls", {
  install(options: Options) {
    plaintext = asked(options.plaintext);
    native.watch("tls", added);
  },
  settle() {
    native.absent(["keylog callback"], "no connection was made so far");
    native.absent(["ssl_log_secret"], "no library without the other functions");
    native.absent(KEYLOG, "no library of this process has it");
    const why = plaintext === "off" ? "plaintext is off" : "no library of this process has it";
    native.absent(PLAINTEXT, why);
  },
  stop: native.stop,
});

function asked(what: unknown): typeof plaintext {
  if (what === "all") return "all";
  if (Array.isArray(what)) return what.filter((host) => typeof host === "string" && host !== "").map((host: string) => host.toLowerCase());
  if (what !== undefined && what !== "off") trouble("plaintext", `no such choice: ${String(what)}`);
  return "off";
}

function added(module: Module): void {
  let table = new Map([...native.exportsOf(module)].filter(([name]) => API.test(name)));
  if (!table.has("SSL_new")) {
    const other = OTHERS.find((name) => native.exportsOf(module).has(name)) !== undefined;
    if (other) state(`TLS library ${module.name}`, "failed", 0, "it is of a kind that this agent does not know");
    if (other || !speaks(module)) return;
    table = native.symbolsOf(module, API);
  }
  const connections = new Connections(new native.Library(module, table));
  const logs = byCallback(connections) || byPattern(module);
  // Not "absent": there are connections of which nothing is seen.
  if (!logs && wants("keylog")) state(`TLS library ${module.name}`, "failed", 0, "it writes key logs in a way that this agent does not know");
  if (plaintext === "off") return;
  if (table.has("SSL_write") || table.has("SSL_write_ex")) readAndWrite(connections);
  else if (wants("SSL_write")) state(`plaintext of ${module.name}`, "failed", 0, "its functions that read and write have no names");
}

/** Say whether a module without the functions of any known library speaks TLS all the same. */
function speaks(module: Module): boolean {
  if (native.holds(module, SECRET)) return true;
  return !SYSTEM.test(module.path) && LABELS.some((label) => native.holds(module, label));
}

/** Have the library log keys by its own API, as it would for a browser with SSLKEYLOGFILE. */
function byCallback(connections: Connections): boolean {
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
  for (const address of native.found(module, pattern)) {
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
  if (randoms.size >= RANDOMS) randoms.delete(randoms.keys().next().value!);
  randoms.set(ssl.toString(), client_random);
  emit("keylog", "keylog", { line, client_random });
}

function readAndWrite(connections: Connections): void {
  const { library } = connections;
  // What was taken is known only when the call returns: a call that would block is made anew with the same bytes.
  const hook = (direction: Direction, sizeOf: (args: InvocationArguments) => NativePointer | null, sslOf = connectionItself): native.Callbacks => ({
    onEnter(args) {
      const ssl = sslOf(args[0]);
      this.calls = `${this.threadId} ${ssl}`;
      const call: Call = { stack: this.context.sp, data: args[1], end: args[1].add(args[2].toUInt32()) };
      this.outermost = !ssl.isNull() && !within(call, calling.get(this.calls));
      if (!this.outermost) return;
      Object.assign(this, { ssl, data: args[1], size: sizeOf(args) });
      calling.set(this.calls, call);
    },
    onLeave(retval) {
      if (!this.outermost) return;
      calling.delete(this.calls);
      const result = retval.toInt32();
      const size = this.size === null ? result : result === 1 ? Number(this.size.readULong()) : 0;
      tell(connections, direction, this.ssl, this.data, size);
    },
  });
  const returned = () => null;
  const written = (argument: number) => (args: InvocationArguments) => args[argument];
  const attach = (name: string, address: NativePointer | null, callbacks: native.Callbacks) => native.attach(name, address, callbacks, library.name);
  const own: [string, native.Callbacks][] = [
    ["SSL_read", hook("received", returned)],
    ["SSL_write", hook("sent", returned)],
    ["SSL_read_ex", hook("received", written(3))],
    ["SSL_write_early_data", hook("sent", written(3))],
    // Since OpenSSL 3.3 SSL_write_ex only calls SSL_write_ex2.
    library.own("SSL_write_ex2") === null ? ["SSL_write_ex", hook("sent", written(3))] : ["SSL_write_ex2", hook("sent", written(4))],
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
  attach("BIO_f_ssl read", readOf(method()) as NativePointer, hook("received", written(3), carried));
  attach("BIO_f_ssl write", writeOf(method()) as NativePointer, hook("sent", written(3), carried));
}

/**
 * Whether a function that reads or writes was called by another one, which is made of it (AWS-LC, LibreSSL): the outermost tells. One
 * that was left by a jump has not returned either, but who it called would stand below it on the stack, and take of its bytes.
 */
function within(call: Call, outer: Call | undefined): boolean {
  if (outer === undefined || call.stack.compare(outer.stack) >= 0) return false;
  return call.data.compare(outer.data) >= 0 && call.data.compare(outer.end) < 0;
}

function connectionItself(ssl: NativePointer): NativePointer {
  return ssl;
}

/**
 * Tell what went one way, in pieces of LIMIT. What is not told, since it is too much for one call or one second, is told by its size before
 * what comes next, so that this keeps its place. `data` is null where only the size is known.
 */
function tell(connections: Connections, direction: Direction, ssl: NativePointer, data: NativePointer | null, size: number): void {
  if (size <= 0) return;
  const sni = connections.sni(ssl);
  const ends = connections.ends(ssl);
  if (!wanted(sni, ends.remote)) return;
  const about = { direction, library: connections.library.name, client_random: connections.clientRandom(ssl), sni, ...ends };
  const way = `${direction} ${about.client_random} ${ends.local?.port} ${ssl}`;
  const missing = (untold.get(way) ?? 0) + (data === null ? size : 0);
  if (missing > 0 && !emit("tls", "tls", { ...about, data: "", size: missing })) return keep(way, data === null ? missing : missing + size);
  untold.delete(way);
  if (data === null) return;
  const most = Math.min(size, MOST);
  for (let at = 0; at < most; at += LIMIT) {
    const part = Math.min(LIMIT, most - at);
    if (!emit("tls", "tls", { ...about, data: b64(data.add(at), part), size: part })) return keep(way, size - at);
  }
  if (size > most && !emit("tls", "tls", { ...about, data: "", size: size - most })) keep(way, size - most);
}

function keep(way: string, size: number): void {
  if (untold.size >= RANDOMS) untold.delete(untold.keys().next().value!);
  untold.set(way, size);
}

function wanted(sni: string, remote: Endpoint | null): boolean {
  if (plaintext === "all") return true;
  if (plaintext === "off") return false;
  const name = sni.toLowerCase();
  return plaintext.some((host) => name === host || name.endsWith(`.${host}`) || remote?.ip === host);
}
