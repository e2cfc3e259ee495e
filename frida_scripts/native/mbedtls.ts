// mbedTLS: the key log by its export of keys (3.0), which is asked for when a connection is set up, since a callback of the app's own that was
// set before could not be seen; plaintext by its functions that read and write.

import { Bounded } from "../lib/bounded.ts";
import type { Library } from "../lib/modules.ts";
import * as native from "../lib/native.ts";
import { type Kind, nameAt, names, secret } from "./kind.ts";
import { endsOf, passing, type Connections, type Ends } from "./plaintext.ts";

/** The labels of `mbedtls_ssl_key_export_type`, in its order; the key log has none for the early exporter's that others would read. */
const LABELS = [
  "CLIENT_RANDOM",
  "CLIENT_EARLY_TRAFFIC_SECRET",
  "EARLY_EXPORTER_SECRET",
  "CLIENT_HANDSHAKE_TRAFFIC_SECRET",
  "SERVER_HANDSHAKE_TRAFFIC_SECRET",
  "CLIENT_TRAFFIC_SECRET_0",
  "SERVER_TRAFFIC_SECRET_0",
];
/** A secret is as long as a digest at the most. */
const SECRET = 64;

const randoms = new Bounded<string>();
/** The `mbedtls_net_context` of connections that use the library's own sockets: its first member is the number of one. */
const sockets = new Bounded<NativePointer>();

class Contexts implements Connections {
  constructor(readonly library: Library) {}

  clientRandom(context: NativePointer): string {
    return randoms.get(context) ?? "";
  }

  sni(context: NativePointer): string {
    return names.get(context) ?? "";
  }

  ends(context: NativePointer): Ends {
    const socket = sockets.get(context);
    return endsOf(socket === undefined ? -1 : socket.readS32());
  }
}

let nothing: NativePointer | null = null;

function keys(library: Library): boolean {
  const setter = library.call("mbedtls_ssl_set_export_keys_cb", "void", ["pointer", "pointer", "pointer"]);
  if (setter === null) return false;
  const attach = (name: string, callbacks: native.Callbacks) => native.attach(name, library.own(name), callbacks, library.name);
  /** Connections for which the app has a callback of its own, and threads in a handshake. */
  const theirs = new Bounded<boolean>();
  const shaking = new Bounded<NativePointer>();
  const listen = (address: NativePointer) =>
    native.attach(
      "keylog callback",
      address,
      {
        onEnter(args) {
          const random = native.hex(args[4], 32);
          const context = address.equals(nothing ?? NULL) ? args[0] : shaking.get(String(this.threadId));
          if (context !== undefined) randoms.set(context, random);
          const [label, size] = [LABELS[args[1].toInt32()], args[3].toUInt32()];
          if (label !== undefined && size <= SECRET) secret(label, random, native.hex(args[2], size));
        },
      },
      library.name,
    );
  attach("mbedtls_ssl_init", {
    onEnter(args) {
      for (const each of [theirs, randoms, sockets, names]) each.delete(args[0]);
    },
  });
  attach("mbedtls_ssl_set_export_keys_cb", {
    onEnter(args) {
      if (args[1].equals(nothing ?? NULL) && !args[1].isNull()) return;
      if (args[1].isNull()) {
        args[1] = nothing ??= native.lasting();
        args[2] = args[0];
      } else theirs.set(args[0], true);
      listen(args[1]);
    },
  });
  for (const name of ["mbedtls_ssl_handshake", "mbedtls_ssl_handshake_step"]) {
    attach(name, { onEnter: (args) => shaking.set(String(Process.getCurrentThreadId()), args[0]) });
  }
  return attach("mbedtls_ssl_setup", {
    onEnter(args) {
      this.context_ = args[0];
    },
    onLeave(retval) {
      if (retval.toInt32() !== 0 || theirs.get(this.context_) === true) return;
      listen((nothing ??= native.lasting()));
      setter(this.context_, nothing, this.context_);
    },
  });
}

function readAndWrite(library: Library): void {
  const contexts = new Contexts(library);
  const attach = (name: string, callbacks: native.Callbacks) => native.attach(name, library.own(name), callbacks, library.name);
  const sends = library.find("mbedtls_net_send");
  attach("mbedtls_ssl_set_hostname", { onEnter: (args) => names.set(args[0], nameAt(args[1])) });
  attach("mbedtls_ssl_set_bio", {
    onEnter(args) {
      if (sends !== null && args[2].equals(sends)) sockets.set(args[0], args[1]);
      else sockets.delete(args[0]);
    },
  });
  attach("mbedtls_ssl_write", passing(contexts, "sent"));
  attach("mbedtls_ssl_write_early_data", passing(contexts, "sent"));
  attach("mbedtls_ssl_read", passing(contexts, "received"));
}

export const mbedtls: Kind = {
  sign: "mbedtls_ssl_write",
  api: /^mbedtls_(ssl_(init|setup|handshake|handshake_step|read|write|write_early_data|set_[a-z_]+)|net_send)$/,
  keylog: ["mbedtls_ssl_handshake", "mbedtls_ssl_handshake_step", "mbedtls_ssl_init", "mbedtls_ssl_set_export_keys_cb", "mbedtls_ssl_setup"],
  plaintext: ["mbedtls_ssl_read", "mbedtls_ssl_set_bio", "mbedtls_ssl_set_hostname", "mbedtls_ssl_write", "mbedtls_ssl_write_early_data"],
  keys,
  readAndWrite,
};
