// What the app's TLS libraries know: the lines of the key log (the client random in them is the exact join with the proxy), and, where the
// host asks for it, the plaintext of connections that the proxy cannot see.
//
// OpenSSL, BoringSSL and what is built on them (Conscrypt, Cronet, node, curl, Flutter) by export, by symbol, or, where a library has
// neither, by the code of BoringSSL's ssl_log_secret. The x64 pattern was run against Cronet 144 and Flutter; the arm64 pattern finds the
// right place, by their symbols, in the arm64 builds of Cronet 144 and curl_cffi, and was never run on a device.
//
// Options: `plaintext`: "off" (default), "all", or the hosts whose plaintext is wanted.

import type { Endpoint } from "../lib/events.ts";
import * as native from "../lib/native.ts";
import { b64, emit, serve, state, trouble, wants, type Options } from "../lib/send.ts";

const SECRET = "CLIENT_HANDSHAKE_TRAFFIC_SECRET";
const API = /^(SSL_(CTX_|SESSION_)?[a-zA-Z0-9_]+)$/;
const PATTERN: Partial<Record<Architecture, string>> = {
  // mov rax, [rdi+0x68]; cmp qword [rax+OFFSET], 0; je FAR
  x64: "48 8b 47 68 48 83 b8 ?? ?? 00 00 00 0f 84",
  // ldr x8, [x0, #0x68]; ldr x8, [x8, #OFFSET]; cbz x8, FAR
  arm64: "08 34 40 f9 08 ?? ?? f9 ?8 ?? ?? b4",
};
const CTX = 0x68;
const KEYLOG = ["SSL_new", "SSL_connect", "SSL_do_handshake", "SSL_CTX_set_keylog_callback"];
const PLAINTEXT = ["SSL_read", "SSL_write", "SSL_read_ex", "SSL_write_ex", "SSL_write_ex2", "SSL_write_early_data"];

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
const seen = new Set<string>();

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
  const key = `${module.path}@${module.base}`;
  if (seen.has(key)) return;
  seen.add(key);
  let table = new Map([...native.exportsOf(module)].filter(([name]) => API.test(name)));
  if (!table.has("SSL_new")) {
    if (!native.holds(module, SECRET)) return;
    table = native.symbolsOf(module, API);
  }
  const connections = new Connections(new native.Library(module, table));
  const logs = byCallback(connections) || byPattern(module);
  if (!logs) state(`TLS library ${module.name}`, "absent", 0, "it writes key logs in a way that this agent does not know");
  if (plaintext !== "off") readAndWrite(connections);
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
  const tell = (direction: "sent" | "received", ssl: NativePointer, data: NativePointer, size: number) => {
    if (size <= 0) return;
    const sni = connections.sni(ssl);
    const ends = connections.ends(ssl);
    if (!wanted(sni, ends.remote)) return;
    const client_random = connections.clientRandom(ssl);
    emit("tls", "tls", { direction, library: library.name, data: b64(data, size), size, client_random, sni, ...ends });
  };
  // What was taken is known only when the call returns: a call that would block is made anew with the same bytes.
  const plain = (direction: "sent" | "received"): native.Callbacks => ({
    onEnter(args) {
      this.ssl = args[0];
      this.data = args[1];
    },
    onLeave(retval) {
      tell(direction, this.ssl, this.data, retval.toInt32());
    },
  });
  const extended = (direction: "sent" | "received", written: number): native.Callbacks => ({
    onEnter(args) {
      this.ssl = args[0];
      this.data = args[1];
      this.size = args[written];
    },
    onLeave(retval) {
      if (retval.toInt32() === 1) tell(direction, this.ssl, this.data, Number(this.size.readULong()));
    },
  });
  const hooks: [string, native.Callbacks][] = [
    ["SSL_read", plain("received")],
    ["SSL_write", plain("sent")],
    ["SSL_read_ex", extended("received", 3)],
    ["SSL_write_early_data", extended("sent", 3)],
    // Since OpenSSL 3.3 SSL_write_ex only calls SSL_write_ex2.
    library.own("SSL_write_ex2") === null ? ["SSL_write_ex", extended("sent", 3)] : ["SSL_write_ex2", extended("sent", 4)],
  ];
  for (const [name, callbacks] of hooks) native.attach(name, library.own(name), callbacks, library.name);
}

function wanted(sni: string, remote: Endpoint | null): boolean {
  if (plaintext === "all") return true;
  if (plaintext === "off") return false;
  const name = sni.toLowerCase();
  return plaintext.some((host) => name === host || name.endsWith(`.${host}`) || remote?.ip === host);
}
