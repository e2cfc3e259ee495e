// GnuTLS: the key log by the callback of its own (3.6.13), plaintext by its record functions.

import { Bounded } from "../lib/bounded.ts";
import type { Library } from "../lib/modules.ts";
import * as native from "../lib/native.ts";
import { type Kind, nameAt, names, secret } from "./kind.ts";
import { endsOf, passing, tell, type Connections, type Ends } from "./plaintext.ts";

/** GNUTLS_E_AGAIN and GNUTLS_E_INTERRUPTED: what was given is kept by the library, and a call without data goes on with it. */
const LATER = [-28, -52];
/** What is no pointer but the number of a socket. */
const SOCKETS = 1 << 20;
const POINTER = Process.pointerSize;

class Sessions implements Connections {
  private readonly random: NativeFunction<any, any> | null;
  private readonly transport: NativeFunction<any, any> | null;
  private readonly datum = Memory.alloc(4 * POINTER);

  constructor(readonly library: Library) {
    this.random = library.call("gnutls_session_get_random", "void", ["pointer", "pointer", "pointer"]);
    this.transport = library.call("gnutls_transport_get_ptr", "pointer", ["pointer"]);
  }

  clientRandom(session: NativePointer): string {
    if (this.random === null) return "";
    this.random(session, this.datum, this.datum.add(2 * POINTER));
    return bytesOf(this.datum);
  }

  sni(session: NativePointer): string {
    return names.get(session) ?? "";
  }

  ends(session: NativePointer): Ends {
    const transport = this.transport === null ? NULL : (this.transport(session) as NativePointer);
    return endsOf(transport.compare(ptr(SOCKETS)) < 0 ? transport.toInt32() : -1);
  }
}

/** Give a gnutls_datum_t as hexadecimal digits. */
function bytesOf(datum: NativePointer): string {
  const data = datum.readPointer();
  return data.isNull() ? "" : native.hex(data, datum.add(POINTER).readU32());
}

/** The callback for sessions without one. */
let nothing: NativePointer | null = null;

function keys(library: Library): boolean {
  const getter = library.call("gnutls_session_get_keylog_function", "pointer", ["pointer"]);
  const setter = library.call("gnutls_session_set_keylog_function", "void", ["pointer", "pointer"]);
  if (getter === null || setter === null) return false;
  const sessions = new Sessions(library);
  const listen = (address: NativePointer) =>
    native.attach(
      "keylog callback",
      address,
      { onEnter: (args) => secret(args[1].readUtf8String() ?? "", sessions.clientRandom(args[0]), bytesOf(args[2])) },
      library.name,
    );
  const prepare = (session: NativePointer) => {
    const own = getter(session) as NativePointer;
    listen(own.isNull() ? (nothing ??= native.lasting()) : own);
    if (own.isNull()) setter(session, nothing!);
  };
  return native.attach("gnutls_handshake", library.own("gnutls_handshake"), { onEnter: (args) => prepare(args[0]) }, library.name);
}

function readAndWrite(library: Library): void {
  const sessions = new Sessions(library);
  const attach = (name: string, callbacks: native.Callbacks) => native.attach(name, library.own(name), callbacks, library.name);
  attach("gnutls_server_name_set", { onEnter: (args) => names.set(args[0], nameAt(args[2], args[3].toUInt32())) });
  const { writes, corked } = writing(sessions);
  // gnutls_record_send only jumps to gnutls_record_send2, where there is one (3.6.3).
  attach(library.own("gnutls_record_send2") === null ? "gnutls_record_send" : "gnutls_record_send2", writes);
  attach("gnutls_record_send_range", writes);
  attach("gnutls_record_uncork", corked);
  attach("gnutls_record_send_file", file(sessions));
  attach("gnutls_record_send_early_data", {
    onEnter(args) {
      Object.assign(this, { session: args[0], data: args[1], size: args[2].toUInt32() });
    },
    onLeave(retval) {
      if (retval.toInt32() === 0) tell(sessions, "sent", this.session, this.data, this.size);
    },
  });
  attach("gnutls_record_recv", passing(sessions, "received"));
  attach("gnutls_record_recv_seq", passing(sessions, "received"));
  packets(sessions, attach);
}

/** Bytes that the calls of a thread told, so that a function which is made of these calls tells only the rest. */
const told = new Map<number, number>();

/** Make the callbacks of what writes; while a session's cork is pulled they tell nothing, since that was told when it was given. */
function writing(sessions: Sessions): { writes: native.Callbacks; corked: native.Callbacks } {
  const waiting = new Bounded<ArrayBuffer>();
  const uncorking = new Set<number>();
  const plain = passing(sessions, "sent");
  const writes: native.Callbacks = {
    onEnter(args) {
      this.silent = uncorking.has(this.threadId);
      if (this.silent) return;
      Object.assign(this, { session: args[0], given: args[1], length: args[2].toUInt32() });
      plain.onEnter!.call(this, args);
      const kept = args[1].isNull() ? waiting.get(args[0]) : undefined;
      if (kept !== undefined && kept.byteLength > 0) this.data = this.copy = Memory.alloc(kept.byteLength).writeByteArray(kept);
    },
    onLeave(retval) {
      if (this.silent) return;
      const result = retval.toInt32();
      if (LATER.includes(result)) {
        if (!this.given.isNull()) waiting.set(this.session, this.given.readByteArray(Math.min(this.length, RECORD)) ?? new ArrayBuffer(0));
      } else waiting.delete(this.session);
      if (this.outermost && result > 0) told.set(this.threadId, (told.get(this.threadId) ?? 0) + result);
      plain.onLeave!.call(this, retval);
    },
  };
  const corked: native.Callbacks = {
    onEnter() {
      uncorking.add(this.threadId);
    },
    onLeave() {
      uncorking.delete(this.threadId);
    },
  };
  return { writes, corked };
}

/** The most that one call writes. */
const RECORD = 16384;

/** A file is read and written piece by piece, or given to the kernel, of which the size is told. */
function file(sessions: Sessions): native.Callbacks {
  return {
    onEnter(args) {
      this.session = args[0];
      told.set(this.threadId, 0);
    },
    onLeave(retval) {
      tell(sessions, "sent", this.session, null, retval.toInt32() - (told.get(this.threadId) ?? 0));
      told.delete(this.threadId);
    },
  };
}

function packets(sessions: Sessions, attach: (name: string, callbacks: native.Callbacks) => void): void {
  const get = sessions.library.call("gnutls_packet_get", "void", ["pointer", "pointer", "pointer"]);
  if (get === null) return;
  attach("gnutls_record_recv_packet", {
    onEnter(args) {
      Object.assign(this, { session: args[0], packet: args[1] });
    },
    onLeave(retval) {
      if (retval.toInt32() <= 0) return;
      const datum = Memory.alloc(2 * POINTER);
      get(this.packet.readPointer(), datum, NULL);
      tell(sessions, "received", this.session, datum.readPointer(), datum.add(POINTER).readU32());
    },
  });
}

export const gnutls: Kind = {
  sign: "gnutls_record_send",
  api: /^gnutls_(record_|handshake$|session_|packet_get$|server_name_set$|transport_get_ptr$)/,
  keylog: ["gnutls_handshake"],
  plaintext: [
    "gnutls_record_recv",
    "gnutls_record_recv_packet",
    "gnutls_record_recv_seq",
    "gnutls_record_send",
    "gnutls_record_send2",
    "gnutls_record_send_early_data",
    "gnutls_record_send_file",
    "gnutls_record_send_range",
    "gnutls_record_uncork",
    "gnutls_server_name_set",
  ],
  keys,
  readAndWrite,
};
