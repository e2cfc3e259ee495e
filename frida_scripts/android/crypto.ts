// What the app ciphered, hashed, signed: one event for a whole operation, however many calls it took.

import { bufferBytes, positionOf } from "../lib/buffers.ts";
import type { Cipher, Digest, Key } from "../lib/events.ts";
import { install, stop, type Call, type JavaHook } from "../lib/java.ts";
import { bytesOf, classOf, env, handleOf, method, stringOf, type Any } from "../lib/jni.ts";
import { encodedOf, keyOf } from "../lib/keys.ts";
import { ByObject } from "../lib/objects.ts";
import { Pieces } from "../lib/pieces.ts";
import { admits, b64, emit, serve } from "../lib/send.ts";
import { frames, isFramework, told } from "../lib/stack.ts";

const CIPHER = "javax.crypto.Cipher";
const MAC = "javax.crypto.Mac";
const DIGEST = "java.security.MessageDigest";
const SIGNATURE = "java.security.Signature";
const AGREEMENT = "javax.crypto.KeyAgreement";

/** Callers whose operations are the system's own: random numbers, TLS, checks of signed code. */
const SYSTEM_CALLERS = [
  "java.security.SecureRandom", "sun.security.provider.SecureRandom", "sun.security.provider.NativePRNG", "sun.security.provider.DRBG", "sun.security.provider.HashDrbg", "sun.security.provider.AbstractDrbg",
  "sun.security.provider.SeedGenerator", "sun.security.ssl.", "sun.security.validator.", "sun.security.util.ManifestEntryVerifier", "sun.security.util.SignatureFileVerifier", "java.util.jar.", "sun.security.provider.certpath.", "sun.security.x509.",
  "com.android.org.conscrypt.", "org.conscrypt.", "com.google.android.gms.org.conscrypt.", "android.security.net.config.", "android.util.apk.", "android.security.keystore.", "android.security.keystore2.", "dalvik.system.", "libcore.",
];

/** What is known of an operation under way. */
class Operation {
  key: Key | null = null;
  iv: Uint8Array | null = null;
  mode = 0;
  aad = new Pieces();
  input = new Pieces();
  output = new Pieces();

  /** Forget the data; the key stays, as it does in Java. */
  restart(): void {
    for (const pieces of [this.aad, this.input, this.output]) pieces.clear();
  }
}

const operations = new ByObject<Operation>((operation) => operation.restart());

function under(call: Call): Operation {
  return operations.get(call.self) ?? operations.set(call.self, new Operation());
}

function begin(call: Call): Operation {
  return operations.set(call.self, new Operation());
}

/** Bytes that a call is given, and how many they are. */
type Given = [Uint8Array, number] | null;

/** Read what a call gives in: bytes, a part of them, one byte, or a buffer. */
function given(call: Call): Given {
  const [first, second, third] = call.args;
  switch (call.types[0]) {
    case "[B":
      if (call.types[1] === "int" && call.types[2] === "int") return whole(bytesOf(first, second as number, third as number));
      return whole(bytesOf(first));
    case "byte":
      return whole(Uint8Array.of((first as number) & 255));
    case "java.nio.ByteBuffer":
      return bufferBytes(first);
    default:
      return null;
  }
}

function whole(bytes: Uint8Array): Given {
  return [bytes, bytes.length];
}

/** Read what a call gave out: the result, or that many bytes of the array or buffer that it was told to fill. */
function giveOut(call: Call, start: number): Given {
  const { args, types, result, resultType } = call;
  if (resultType === "[B") return result === null ? null : whole(bytesOf(result));
  if (resultType !== "int") return null;
  const at = types.lastIndexOf("[B");
  if (types[1] === "java.nio.ByteBuffer") return bufferBytes(args[1], start, positionOf(args[1]));
  if (at < 0) return null;
  return whole(bytesOf(args[at], types[at + 1] === "int" ? (args[at + 1] as number) : 0, result as number));
}

function add(pieces: Pieces, data: Given): void {
  if (data !== null) pieces.add(...data);
}

/** Give the stack of what called a class, or null where the system calls for its own ends. */
function appStack(owner: string): string[] | null {
  const stack = frames(`${owner}.`);
  for (const frame of stack) {
    if (SYSTEM_CALLERS.some((prefix) => frame.startsWith(prefix))) return null;
    if (!isFramework(frame)) break;
  }
  return told(stack);
}

/** In a hook that takes data in and may give some out. */
interface Step {
  data: Given;
  start: number;
}

function step(call: Call, takes: boolean): void {
  const start = call.types[1] === "java.nio.ByteBuffer" ? positionOf(call.args[1]) : 0;
  call.kept = { data: takes ? given(call) : null, start } satisfies Step;
}

// ---- Cipher ----

const OPERATIONS: Record<number, Cipher["operation"]> = { 1: "encrypt", 2: "decrypt", 3: "wrap", 4: "unwrap" };
const getIv = method("javax/crypto/Cipher", "getIV", "()[B");
const getAlgorithm = method("javax/crypto/Cipher", "getAlgorithm", "()Ljava/lang/String;");
const getProvider = method("javax/crypto/Cipher", "getProvider", "()Ljava/security/Provider;");
const providerName = method("java/security/Provider", "getName", "()Ljava/lang/String;");
let opmode: NativePointer | null = null;

/** Read how a cipher was set up, where that was before this agent came. */
function modeOf(call: Call): number {
  const e = env();
  if (opmode === null) {
    const owner = e.findClass("javax/crypto/Cipher");
    opmode = e.getFieldId(owner, "opmode", "I") as NativePointer;
    e.deleteLocalRef(owner);
    e.throwIfExceptionPending();
  }
  return e.getField("int32")(e.handle, handleOf(call.self)!, opmode);
}

function ivOf(call: Call): Uint8Array | null {
  const array = getIv(handleOf(call.self)!);
  return array.isNull() ? null : bytesOf(array);
}

function cipherDone(call: Call, data: Given, out: Given): void {
  const operation = under(call);
  try {
    const stack = appStack(CIPHER);
    if (stack === null || !admits(call.hook)) return;
    add(operation.input, data);
    add(operation.output, out);
    const self = handleOf(call.self)!;
    const iv = operation.iv ?? ivOf(call);
    emit("cipher", call.hook, {
      algorithm: stringOf(getAlgorithm(self)) ?? "",
      provider: stringOf(providerName(getProvider(self))) ?? "",
      operation: OPERATIONS[operation.mode || modeOf(call)] ?? "encrypt",
      key: operation.key,
      iv: iv === null ? null : b64(iv),
      aad: b64(operation.aad.bytes()),
      input: b64(operation.input.bytes()),
      output: b64(operation.output.bytes()),
      input_size: operation.input.size,
      output_size: operation.output.size,
      stack,
    });
  } finally {
    operation.restart();
  }
}

/** An output array that was too short leaves the operation as it was; any other failure ends it. */
function failed(call: Call): boolean {
  if (!call.threw) return false;
  if (classOf((call.error as Any).$h) !== "javax.crypto.ShortBufferException") under(call).restart();
  return true;
}

const cipher: JavaHook[] = [
  {
    class: CIPHER,
    method: "init",
    after(call) {
      if (call.threw) return;
      const operation = begin(call);
      operation.mode = call.args[0] as number;
      operation.key = keyOf(call.args[1]);
      operation.iv = ivOf(call);
    },
  },
  {
    class: CIPHER,
    method: "updateAAD",
    before: (call) => step(call, true),
    after(call) {
      if (!call.threw) add(under(call).aad, (call.kept as Step).data);
    },
  },
  {
    class: CIPHER,
    method: "update",
    before: (call) => step(call, true),
    after(call) {
      if (call.threw) return;
      const { data, start } = call.kept as Step;
      const operation = under(call);
      add(operation.input, data);
      add(operation.output, giveOut(call, start));
    },
  },
  {
    class: CIPHER,
    method: "doFinal",
    // doFinal(byte[] output, int offset) takes nothing in
    before: (call) => step(call, !(call.types.length === 2 && call.types[1] === "int")),
    after(call) {
      const { data, start } = call.kept as Step;
      if (!failed(call)) cipherDone(call, data, giveOut(call, start));
    },
  },
  {
    class: CIPHER,
    method: "wrap",
    after(call) {
      const encoded = call.threw ? null : encodedOf(call.args[0]);
      if (!failed(call)) cipherDone(call, encoded === null ? null : whole(encoded), giveOut(call, 0));
    },
  },
  {
    class: CIPHER,
    method: "unwrap",
    before: (call) => step(call, true),
    after(call) {
      const encoded = call.threw ? null : encodedOf(call.result);
      if (!failed(call)) cipherDone(call, (call.kept as Step).data, encoded === null ? null : whole(encoded));
    },
  },
];

// ---- Mac, MessageDigest, Signature: the same steps ----

interface Kind {
  operation: Digest["operation"];
  class: string;
  algorithm: (self: NativePointer) => NativePointer;
}

const mac: Kind = { operation: "mac", class: MAC, algorithm: method("javax/crypto/Mac", "getAlgorithm", "()Ljava/lang/String;") };
const macLength = method("javax/crypto/Mac", "getMacLength", "()I");
const digest: Kind = { operation: "digest", class: DIGEST, algorithm: method("java/security/MessageDigest", "getAlgorithm", "()Ljava/lang/String;") };
const signature: Kind = { operation: "sign", class: SIGNATURE, algorithm: method("java/security/Signature", "getAlgorithm", "()Ljava/lang/String;") };
const agreement: Kind = { operation: "agree", class: AGREEMENT, algorithm: method("javax/crypto/KeyAgreement", "getAlgorithm", "()Ljava/lang/String;") };

function done(kind: Kind, call: Call, data: Given, out: Given, what: Digest["operation"] = kind.operation): void {
  const operation = under(call);
  try {
    const stack = appStack(kind.class);
    if (stack === null || !admits(call.hook)) return;
    add(operation.input, data);
    emit("digest", call.hook, {
      algorithm: stringOf(kind.algorithm(handleOf(call.self)!)) ?? "",
      operation: what,
      key: operation.key,
      input: b64(operation.input.bytes()),
      output: out === null ? "" : b64(out[0]),
      input_size: operation.input.size,
      stack,
    });
  } finally {
    operation.restart();
  }
}

function update(kind: Kind): JavaHook {
  return {
    class: kind.class,
    method: "update",
    before: (call) => step(call, true),
    after(call) {
      if (!call.threw) add(under(call).input, (call.kept as Step).data);
    },
  };
}

function reset(kind: Kind): JavaHook {
  return {
    class: kind.class,
    method: "reset",
    after: (call) => operations.get(call.self)?.restart(),
  };
}

/** A hook that sets an object up with a key, which is the first argument. */
function keyed(kind: Kind, name: string): JavaHook {
  return {
    class: kind.class,
    method: name,
    after(call) {
      if (!call.threw) begin(call).key = keyOf(call.args[0]);
    },
  };
}

/** A hook that ends an operation and fills `(byte[] output, int offset, ...)`, or gives the output. */
function ending(kind: Kind, name: string): JavaHook {
  return {
    class: kind.class,
    method: name,
    after(call) {
      if (!failed(call)) done(kind, call, null, giveOut(call, 0));
    },
  };
}

const others: JavaHook[] = [
  keyed(mac, "init"),
  update(mac),
  reset(mac),
  {
    class: MAC,
    method: "doFinal",
    before: (call) => step(call, call.types.length === 1),
    after(call) {
      if (failed(call)) return;
      const into = call.types.length === 2;
      const out = into ? whole(bytesOf(call.args[0], call.args[1] as number, macLength(handleOf(call.self)!))) : giveOut(call, 0);
      done(mac, call, (call.kept as Step).data, out);
    },
  },
  update(digest),
  reset(digest),
  {
    class: DIGEST,
    method: "digest",
    before: (call) => step(call, call.types.length === 1),
    after(call) {
      if (!failed(call)) done(digest, call, (call.kept as Step).data, giveOut(call, 0));
    },
  },
  ...[DIGEST, `${DIGEST}$Delegate`].map(
    (owner): JavaHook => ({
      class: owner,
      method: "clone",
      after(call) {
        const known = operations.get(call.self);
        if (call.threw || call.result === null || known === undefined) return;
        const copy = operations.set(call.result, new Operation());
        copy.input = known.input.copy();
      },
    }),
  ),
  keyed(signature, "initSign"),
  keyed(signature, "initVerify"),
  update(signature),
  ending(signature, "sign"),
  {
    class: SIGNATURE,
    method: "verify",
    before: (call) => step(call, true),
    after(call) {
      // what is verified was given by `update`; the signature itself is told as the output
      if (!failed(call)) done(signature, call, null, (call.kept as Step).data, "verify");
    },
  },
  keyed(agreement, "init"),
  {
    class: AGREEMENT,
    method: "doPhase",
    after(call) {
      const encoded = call.threw ? null : encodedOf(call.args[0]);
      if (encoded === null) return;
      const { input } = under(call);
      input.clear();
      input.add(encoded);
    },
  },
  {
    class: AGREEMENT,
    method: "generateSecret",
    after(call) {
      if (failed(call)) return;
      const encoded = call.resultType === "javax.crypto.SecretKey" ? encodedOf(call.result) : null;
      done(agreement, call, null, encoded === null ? giveOut(call, 0) : whole(encoded));
    },
  },
];

serve("crypto", {
  install: () => install([...cipher, ...others]),
  stop,
});
