// Hooks of Java's MACs, digests, signatures and key agreements, which all take the same steps: one event for a whole operation.

import type { Digest } from "../lib/events.ts";
import type { Call, JavaHook } from "../lib/java.ts";
import { bytesOf, handleOf, method, stringOf } from "../lib/jni.ts";
import { encodedOf, keyOf } from "../lib/keys.ts";
import { admits, b64, emit } from "../lib/send.ts";
import { add, appStack, begin, failed, giveOut, Operation, operations, step, under, whole, type Given, type Step } from "./operation.ts";

const MAC = "javax.crypto.Mac";
const DIGEST = "java.security.MessageDigest";
const SIGNATURE = "java.security.Signature";
const AGREEMENT = "javax.crypto.KeyAgreement";

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

export const digests: JavaHook[] = [
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
