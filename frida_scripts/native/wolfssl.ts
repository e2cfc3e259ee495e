// wolfSSL: plaintext by its functions that read and write. It writes key logs only where it was built for that, and then as OpenSSL does.

import type { Library } from "../lib/modules.ts";
import * as native from "../lib/native.ts";
import { type Kind, nameAt, names } from "./kind.ts";
import { endsOf, passing, type Connections, type Ends } from "./plaintext.ts";

class Sessions implements Connections {
  private readonly random: NativeFunction<any, any> | null;
  private readonly fd: NativeFunction<any, any> | null;
  private readonly buffer = Memory.alloc(32);

  constructor(readonly library: Library) {
    this.random = library.call("wolfSSL_get_client_random", "size_t", ["pointer", "pointer", "size_t"]);
    this.fd = library.call("wolfSSL_get_fd", "int", ["pointer"]);
  }

  clientRandom(ssl: NativePointer): string {
    if (this.random === null || Number(this.random(ssl, this.buffer, 32)) !== 32) return "";
    return native.hex(this.buffer, 32);
  }

  sni(ssl: NativePointer): string {
    return names.get(ssl) ?? "";
  }

  ends(ssl: NativePointer): Ends {
    return endsOf(this.fd === null ? -1 : (this.fd(ssl) as number));
  }
}

function readAndWrite(library: Library): void {
  const sessions = new Sessions(library);
  const attach = (name: string, callbacks: native.Callbacks) => native.attach(name, library.own(name), callbacks, library.name);
  attach("wolfSSL_new", { onLeave: (retval) => names.delete(retval) });
  attach("wolfSSL_UseSNI", { onEnter: (args) => names.set(args[0], nameAt(args[2], args[3].toInt32() & 0xffff)) });
  const early = (args: InvocationArguments) => args[3];
  attach("wolfSSL_read", passing(sessions, "received"));
  attach("wolfSSL_recv", passing(sessions, "received"));
  attach("wolfSSL_write", passing(sessions, "sent"));
  attach("wolfSSL_send", passing(sessions, "sent"));
  attach("wolfSSL_read_ex", passing(sessions, "received", early));
  attach("wolfSSL_write_ex", passing(sessions, "sent", early));
  attach("wolfSSL_write_early_data", passing(sessions, "sent"));
}

export const wolfssl: Kind = {
  sign: "wolfSSL_write",
  api: /^wolfSSL_(new|read|read_ex|recv|write|write_ex|write_early_data|send|get_fd|get_client_random|UseSNI)$/,
  keylog: [],
  plaintext: [
    "wolfSSL_UseSNI",
    "wolfSSL_new",
    "wolfSSL_read",
    "wolfSSL_read_ex",
    "wolfSSL_recv",
    "wolfSSL_send",
    "wolfSSL_write",
    "wolfSSL_write_early_data",
    "wolfSSL_write_ex",
  ],
  keys: () => false,
  readAndWrite,
};
