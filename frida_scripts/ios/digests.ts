// Apple's MACs, digests and PBKDF2: CCHmac…, CC_MD5, CC_SHA…, CCKeyDerivationPBKDF, one event for a whole operation.

import type { Digest, Key } from "../lib/events.ts";
import * as native from "../lib/native.ts";
import { b64, emit } from "../lib/send.ts";
import { Bytes, hook, OPERATIONS, size } from "./outermost.ts";

/** CCHmacAlgorithm: name and bytes of the result. */
const MACS: [string, number][] = [["SHA1", 20], ["MD5", 16], ["SHA256", 32], ["SHA384", 48], ["SHA512", 64], ["SHA224", 28]];
const PSEUDO_RANDOM: Record<number, string> = { 1: "SHA1", 2: "SHA224", 3: "SHA256", 4: "SHA384", 5: "SHA512" };
/** CC_NAME(data, len, md) and its three steps; bytes of the result. */
const DIGESTS: Record<string, number> = { MD2: 16, MD4: 16, MD5: 16, SHA1: 20, SHA224: 28, SHA256: 32, SHA384: 48, SHA512: 64 };

interface Running {
  algorithm: string;
  key: Key | null;
  size: number;
  input: Bytes;
}

const running = new Map<string, Running>();

export function digests(): void {
  macs();
  for (const [name, size] of Object.entries(DIGESTS)) digest(name, size);
  derivation();
}

function macs(): void {
  // CCHmac(algorithm, key, keyLength, data, dataLength, macOut)
  hook(
    "CCHmac",
    function (args) {
      this.made = mac(args[0].toUInt32(), args[1], size(args[2]));
      this.made.input.add(args[3], size(args[4]));
      this.out = args[5];
    },
    function () {
      digested("CCHmac", this.made, this.out, this);
    },
  );
  hook("CCHmacInit", function (args) {
    begin(args[0], mac(args[1].toUInt32(), args[2], size(args[3])));
  });
  hook("CCHmacUpdate", update);
  hook("CCHmacFinal", remember, finish("CCHmacFinal"));
}

function mac(algorithm: number, key: NativePointer, length: number): Running {
  const [name, size_] = MACS[algorithm] ?? [`CCHmacAlgorithm${algorithm}`, 0];
  return { algorithm: `Hmac${name}`, key: { algorithm: `Hmac${name}`, format: "RAW", encoded: b64(key, length) }, size: size_, input: new Bytes() };
}

function digest(name: string, size_: number): void {
  // CC_NAME(data, len, md)
  hook(
    `CC_${name}`,
    function (args) {
      this.made = { algorithm: name, key: null, size: size_, input: new Bytes() };
      this.made.input.add(args[0], args[1].toUInt32());
      this.out = args[2];
    },
    function () {
      digested(`CC_${name}`, this.made, this.out, this);
    },
  );
  hook(`CC_${name}_Init`, function (args) {
    begin(args[0], { algorithm: name, key: null, size: size_, input: new Bytes() });
  });
  hook(`CC_${name}_Update`, update);
  // CC_NAME_Final(md, context), but CCHmacFinal(context, md)
  hook(
    `CC_${name}_Final`,
    function (args) {
      [this.out, this.at] = [args[0], args[1].toString()];
    },
    finish(`CC_${name}_Final`),
  );
}

function begin(context: NativePointer, made: Running): void {
  if (running.size >= OPERATIONS) running.delete(running.keys().next().value!);
  running.set(context.toString(), made);
}

function update(args: InvocationArguments): void {
  running.get(args[0].toString())?.input.add(args[1], size(args[2]));
}

function remember(this: InvocationContext, args: InvocationArguments): void {
  [this.at, this.out] = [args[0].toString(), args[1]];
}

function finish(name: string): (this: InvocationContext) => void {
  return function () {
    const made = running.get(this.at);
    running.delete(this.at);
    if (made !== undefined) digested(name, made, this.out, this);
  };
}

function digested(name: string, made: Running, out: NativePointer, context: InvocationContext): void {
  told(name, made.algorithm, made.key === null ? "digest" : "mac", made.key, made.input, b64(out, made.size), context);
}

export function told(name: string, algorithm: string, operation: Digest["operation"], key: Key | null, input: Bytes, output: string, context: InvocationContext): void {
  emit("digest", name, { algorithm, operation, key, input: input.toString(), output, input_size: input.size, stack: native.frames(context) });
}

/** CCKeyDerivationPBKDF(algorithm, password, passwordLen, salt, saltLen, prf, rounds, derivedKey, derivedKeyLen): the password is the key, the salt the input. */
function derivation(): void {
  hook(
    "CCKeyDerivationPBKDF",
    function (args) {
      const random = PSEUDO_RANDOM[args[5].toUInt32()] ?? `CCPseudoRandomAlgorithm${args[5].toUInt32()}`;
      this.algorithm = `PBKDF2WithHmac${random}, ${args[6].toUInt32()} rounds`;
      this.key = { algorithm: "password", format: "RAW", encoded: b64(args[1], size(args[2])) };
      this.input = new Bytes();
      this.input.add(args[3], size(args[4]));
      [this.out, this.length] = [args[7], size(args[8])];
    },
    function (result) {
      if (result.toInt32() === 0) told("CCKeyDerivationPBKDF", this.algorithm, "mac", this.key, this.input, b64(this.out, this.length), this);
    },
  );
}
