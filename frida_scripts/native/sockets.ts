// Which addresses the app connects to, and from which local port: the proxy knows the app's connection by that port. And which hosts it
// asks the system for.
//
// Only what goes through the C library is seen: not Go's own system calls, not datagrams of sockets that are never connected, not
// resolvers that an app carries (Cronet's, curl's c-ares). connectx (iOS) was tested with a stand-in on Linux only.

import type { Connect, Endpoint } from "../lib/events.ts";
import { endpoint, ipv6, sockaddr } from "../lib/addresses.ts";
import { system } from "../lib/modules.ts";
import * as native from "../lib/native.ts";
import { emit, serve } from "../lib/send.ts";

const BIONIC = Module.findGlobalExportByName("__system_property_get") !== null;
const DARWIN = Process.platform === "darwin";
const WORD = Process.pointerSize;
/** Entries of an answer that are followed. */
const ANSWERS = 64;

/** Functions that ask for a host's addresses, with the arguments that hold the host and the answer. */
const LOOKUPS: { name: string; host: number; answer: number }[] = [
  { name: "getaddrinfo", host: 0, answer: 3 },
  { name: "android_getaddrinfofornet", host: 0, answer: 5 },
  { name: "android_getaddrinfofornetcontext", host: 0, answer: 4 },
];

/** Functions that connect a socket: how to find the remote address in their arguments. */
const CONNECTS: { name: string; remote(args: InvocationArguments): NativePointer }[] = [
  { name: "connect", remote: (args) => args[1] },
  // connectx(int, const sa_endpoints_t *, ...): sae_dstaddr comes after an interface number, an address and its length.
  { name: "connectx", remote: (args) => (args[1].isNull() ? NULL : args[1].add(3 * WORD).readPointer()) },
];

const asking = new Set<number>();

serve("sockets", {
  install() {
    for (const each of CONNECTS) connects(each.name, each.remote);
    for (const each of LOOKUPS) asks(each.name, each.host, each.answer);
    byName();
  },
  settle() {
    const names = [...CONNECTS, ...LOOKUPS].map((each) => each.name);
    native.absent([...names, "gethostbyname"], "the C library has no such function");
  },
  stop: native.stop,
});

function connects(name: string, remoteOf: (args: InvocationArguments) => NativePointer): void {
  native.attach(
    name,
    system(name),
    {
      onEnter(args) {
        this.fd = args[0].toInt32();
        this.remote = sockaddr(remoteOf(args));
      },
      onLeave(retval) {
        const remote: Endpoint | null = this.remote;
        if (remote === null) return;
        // A socket that does not wait has its local port already, though the call says EINPROGRESS.
        const result = retval.toInt32() === 0 ? 0 : (this as UnixInvocationContext).errno || -1;
        const kind = Socket.type(this.fd);
        const transport: Connect["transport"] = kind === null ? "other" : kind.startsWith("tcp") ? "tcp" : kind.startsWith("udp") ? "udp" : "other";
        const local = endpoint(this.fd, "local");
        emit("connect", name, { transport, local: local === null || local.port === 0 ? null : local, remote, result });
      },
    },
    "C library",
  );
}

function asks(name: string, host: number, answer: number): void {
  native.attach(
    name,
    system(name),
    {
      onEnter(args) {
        // One of these calls another: the outermost tells.
        this.outermost = !asking.has(this.threadId);
        if (!this.outermost) return;
        this.host = args[host].isNull() ? null : args[host].readUtf8String();
        this.answer = args[answer];
        asking.add(this.threadId);
      },
      onLeave(retval) {
        if (!this.outermost) return;
        asking.delete(this.threadId);
        if (this.host === null) return;
        const result = retval.toInt32();
        emit("lookup", name, { host: this.host, addresses: result === 0 ? addresses(this.answer.readPointer()) : [], result });
      },
    },
    "C library",
  );
}

/** Read a list of `struct addrinfo`: four ints and a length, then the address and the canonical name, in an order that systems differ in. */
function addresses(first: NativePointer): string[] {
  const out = new Set<string>();
  const start = WORD === 8 ? 24 : 20;
  const at = BIONIC || DARWIN ? start + WORD : start;
  let entry = first;
  for (let i = 0; i < ANSWERS && !entry.isNull(); i++) {
    const end = sockaddr(entry.add(at).readPointer());
    if (end !== null) out.add(end.ip);
    entry = entry.add(start + 2 * WORD).readPointer();
  }
  return [...out];
}

/** gethostbyname, which old code calls: a `struct hostent`. */
function byName(): void {
  native.attach(
    "gethostbyname",
    system("gethostbyname"),
    {
      onEnter(args) {
        this.outermost = !asking.has(this.threadId);
        if (!this.outermost) return;
        this.host = args[0].isNull() ? null : args[0].readUtf8String();
        asking.add(this.threadId);
      },
      onLeave(retval) {
        if (!this.outermost) return;
        asking.delete(this.threadId);
        if (this.host === null) return;
        emit("lookup", "gethostbyname", { host: this.host, addresses: hostent(retval), result: retval.isNull() ? -1 : 0 });
      },
    },
    "C library",
  );
}

function hostent(entry: NativePointer): string[] {
  if (entry.isNull()) return [];
  const out: string[] = [];
  const length = entry.add(2 * WORD + 4).readS32();
  const list = entry.add(2 * WORD + 8).readPointer();
  for (let i = 0; i < ANSWERS; i++) {
    const address = list.add(i * WORD).readPointer();
    if (address.isNull()) break;
    const bytes = new Uint8Array(address.readByteArray(length)!);
    out.push(length === 16 ? ipv6(bytes) : bytes.join("."));
  }
  return out;
}
