// Hooks of javax.crypto.Cipher: one event for a whole operation, with key, IV, input and output.

import type { Cipher } from "../lib/events.ts";
import type { Call, JavaHook } from "../lib/java.ts";
import { bytesOf, env, handleOf, method, stringOf } from "../lib/jni.ts";
import { encodedOf, keyOf } from "../lib/keys.ts";
import { admits, b64, emit } from "../lib/send.ts";
import { add, appStack, begin, failed, giveOut, step, under, whole, type Given, type Step } from "./operation.ts";

const CIPHER = "javax.crypto.Cipher";
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

export const ciphers: JavaHook[] = [
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
