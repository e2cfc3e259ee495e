// NSS: plaintext by the methods of its layer of a socket, which is put on others and may have others on it: whatever is called from above, what it
// carries passes these. It writes key logs only for itself, by SSLKEYLOGFILE.

import type { Library } from "../lib/modules.ts";
import * as native from "../lib/native.ts";
import { type Kind, nameAt, names } from "./kind.ts";
import { endsOf, passing, tell, type Connections, type Ends } from "./plaintext.ts";

const POINTER = Process.pointerSize;
/** Places of functions in NSPR's PRIOMethods, in pointers. */
const METHODS = { read: 2, write: 3, writev: 11, recv: 17, send: 18 } as const;
/** Members of NSPR's PRFileDesc, in pointers. */
const [LOWER, IDENTITY] = [2, 5];
/** NSPR's PR_MSG_PEEK. */
const PEEK = 2;
/** Layers that are looked at, and the most pieces of one call (PR_MAX_IOVECTOR_SIZE). */
const [LAYERS, PIECES] = [64, 16];

class Descriptors implements Connections {
  private readonly native: NativeFunction<any, any> | null;

  constructor(readonly library: Library) {
    this.native = library.call("PR_FileDesc2NativeHandle", "int", ["pointer"]);
  }

  clientRandom(): string {
    return "";
  }

  sni(descriptor: NativePointer): string {
    return names.get(keyOf(descriptor)) ?? "";
  }

  ends(descriptor: NativePointer): Ends {
    return endsOf(this.native === null ? -1 : (this.native(descriptor) as number));
  }
}

/** What stays the same of a layer when others are put on it: these are put in its place, and it goes on in another. */
function keyOf(descriptor: NativePointer): NativePointer {
  return descriptor.add(POINTER).readPointer();
}

function readAndWrite(library: Library): void {
  const descriptors = new Descriptors(library);
  const nameOf = library.call("PR_GetNameForIdentity", "pointer", ["int"]);
  if (nameOf === null) return;
  /** Give the layer of TLS of a socket, if it has one. */
  const layerOf = (descriptor: NativePointer): NativePointer | null => {
    let at = descriptor;
    for (let i = 0; i < LAYERS && !at.isNull(); i++) {
      const name = nameOf(at.add(IDENTITY * POINTER).readS32()) as NativePointer;
      if (!name.isNull() && name.readUtf8String() === "SSL") return at;
      at = at.add(LOWER * POINTER).readPointer();
    }
    return null;
  };
  let known = false;
  const learn = (descriptor: NativePointer) => {
    const layer = known || descriptor.isNull() ? null : layerOf(descriptor);
    if (layer === null) return;
    known = true;
    hook(descriptors, layer.readPointer());
  };
  const attach = (name: string, address: NativePointer | null, callbacks: native.Callbacks) => native.attach(name, address, callbacks, library.name);
  attach("SSL_ImportFD", library.own("SSL_ImportFD"), { onLeave: (retval) => learn(retval) });
  attach("SSL_SetURL", library.own("SSL_SetURL"), {
    onEnter(args) {
      const layer = layerOf(args[0]);
      if (layer !== null) names.set(keyOf(layer), nameAt(args[1]));
    },
  });
  example(library, learn);
}

/**
 * Show a socket with the layer of TLS where others may be older than the agent. NSPR's own functions tell as much when they are used, but a
 * browser uses them in processes that it forks, where a hook stands still.
 */
function example(library: Library, learn: (descriptor: NativePointer) => void): void {
  const begun = library.call("NSS_IsInitialized", "int", [], true);
  const open = library.call("PR_NewTCPSocket", "pointer", [], true);
  const close = library.call("PR_Close", "int", ["pointer"], true);
  const put = library.call("SSL_ImportFD", "pointer", ["pointer", "pointer"], true);
  // Before NSS has begun, the call would begin NSPR, and in the wrong thread.
  if (begun === null || open === null || close === null || put === null || begun() === 0) return;
  const plain = open() as NativePointer;
  if (plain.isNull()) return;
  const secure = put(NULL, plain) as NativePointer;
  if (!secure.isNull()) learn(secure);
  close(secure.isNull() ? plain : secure);
}

function hook(descriptors: Descriptors, methods: NativePointer): void {
  const attach = (name: keyof typeof METHODS, callbacks: native.Callbacks) =>
    native.attach(`NSS ${name}`, methods.add(METHODS[name] * POINTER).readPointer(), callbacks, descriptors.library.name);
  const sent = passing(descriptors, "sent");
  attach("read", passing(descriptors, "received"));
  attach("recv", unless(passing(descriptors, "received"), (_, args) => (args[3].toInt32() & PEEK) !== 0));
  // Pieces are put together and sent by what else is hooked.
  const gathering = new Set<number>();
  for (const name of ["write", "send"] as const) attach(name, unless(sent, (thread) => gathering.has(thread)));
  attach("writev", {
    onEnter(args) {
      gathering.add(this.threadId);
      Object.assign(this, { descriptor: args[0], pieces: args[1], count: Math.min(args[2].toInt32(), PIECES) });
    },
    onLeave(retval) {
      gathering.delete(this.threadId);
      let left = retval.toInt32();
      for (let i = 0; i < this.count && left > 0; i++) {
        const piece = this.pieces.add(i * 2 * POINTER);
        const size = Math.min(left, piece.add(POINTER).readS32());
        tell(descriptors, "sent", this.descriptor, piece.readPointer(), size);
        left -= size;
      }
    },
  });
}

/** Make callbacks that do nothing for some calls. */
function unless(callbacks: native.Callbacks, silent: (thread: number, args: InvocationArguments) => boolean): native.Callbacks {
  return {
    onEnter(args) {
      this.silent = silent(this.threadId, args);
      if (!this.silent) callbacks.onEnter!.call(this, args);
    },
    onLeave(retval) {
      if (!this.silent) callbacks.onLeave!.call(this, retval);
    },
  };
}

export const nss: Kind = {
  sign: "SSL_ImportFD",
  api: /^(NSS_IsInitialized|SSL_(ImportFD|SetURL)|PR_(NewTCPSocket|Close|GetNameForIdentity|FileDesc2NativeHandle))$/,
  keylog: [],
  plaintext: ["NSS read", "NSS recv", "NSS send", "NSS write", "NSS writev", "SSL_ImportFD", "SSL_SetURL"],
  keys: () => false,
  readAndWrite,
};
