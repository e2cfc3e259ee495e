// Apple's ciphers: CCCrypt, CCCryptor… and the GCM functions, one event for a whole operation.

import type { Cipher, Key } from "../lib/events.ts";
import * as native from "../lib/native.ts";
import { b64, emit } from "../lib/send.ts";
import { Bytes, hook, moved, OPERATIONS, size } from "./outermost.ts";

/** CCAlgorithm: name and bytes of a block, which is also the length of an IV. */
const CIPHERS: [string, number][] = [["AES", 16], ["DES", 8], ["DESede", 8], ["CAST5", 8], ["RC4", 0], ["RC2", 8], ["Blowfish", 8]];
const MODES: Record<number, string> = { 1: "ECB", 2: "CBC", 3: "CFB", 4: "CTR", 7: "OFB", 8: "XTS", 9: "RC4", 10: "CFB8", 11: "GCM", 12: "CCM" };
const [PKCS7, ECB] = [1, 2];

interface Operation {
  algorithm: string;
  operation: Cipher["operation"];
  key: Key;
  iv: Bytes;
  aad: Bytes;
  input: Bytes;
  output: Bytes;
}

const ciphers = new Map<string, Operation>();

export function cryptors(): void {
  oneCall();
  steps();
  gcm();
}

function started(encrypt: number, algorithm: number, mode: string, padding: string, key: NativePointer, keyLength: number): Operation {
  const [name] = CIPHERS[algorithm] ?? [`CCAlgorithm${algorithm}`];
  return {
    algorithm: name === "RC4" ? name : `${name}/${mode}/${padding}`,
    operation: encrypt === 0 ? "encrypt" : "decrypt",
    key: { algorithm: name, format: "RAW", encoded: b64(key, keyLength) },
    iv: new Bytes(),
    aad: new Bytes(),
    input: new Bytes(),
    output: new Bytes(),
  };
}

function byOptions(encrypt: number, algorithm: number, options: number, key: NativePointer, keyLength: number, iv: NativePointer): Operation {
  const mode = (options & ECB) !== 0 ? "ECB" : "CBC";
  const made = started(encrypt, algorithm, mode, (options & PKCS7) !== 0 ? "PKCS7Padding" : "NoPadding", key, keyLength);
  if (mode === "CBC") made.iv.add(iv, CIPHERS[algorithm]?.[1] ?? 0);
  return made;
}

function done(name: string, of: Operation, context: InvocationContext): void {
  emit("cipher", name, {
    algorithm: of.algorithm,
    provider: "CommonCrypto",
    operation: of.operation,
    key: of.key,
    iv: of.iv.size > 0 ? of.iv.toString() : null,
    aad: of.aad.toString(),
    input: of.input.toString(),
    output: of.output.toString(),
    input_size: of.input.size,
    output_size: of.output.size,
    stack: native.frames(context),
  });
}

/** CCCrypt(op, alg, options, key, keyLength, iv, dataIn, dataInLength, dataOut, dataOutAvailable, dataOutMoved) */
function oneCall(): void {
  hook(
    "CCCrypt",
    function (args) {
      this.made = byOptions(args[0].toUInt32(), args[1].toUInt32(), args[2].toUInt32(), args[3], args[4].toUInt32(), args[5]);
      this.made.input.add(args[6], size(args[7]));
      [this.out, this.moved] = [args[8], args[10]];
    },
    function (result) {
      if (result.toInt32() !== 0) return;
      this.made.output.add(this.out, moved(this.moved));
      done("CCCrypt", this.made, this);
    },
  );
}

/** CCCryptorCreate…, Update, Final, Reset, Release: an operation ends with Final, or without it (stream modes) with Reset or Release. */
function steps(): void {
  const keep = (at: NativePointer, made: Operation) => {
    if (ciphers.size >= OPERATIONS) ciphers.delete(ciphers.keys().next().value!);
    ciphers.set(at.readPointer().toString(), made);
  };
  hook(
    "CCCryptorCreate",
    function (args) {
      this.made = byOptions(args[0].toUInt32(), args[1].toUInt32(), args[2].toUInt32(), args[3], args[4].toUInt32(), args[5]);
      this.at = args[6];
    },
    function (result) {
      if (result.toInt32() === 0) keep(this.at, this.made);
    },
  );
  // (op, mode, alg, padding, iv, key, keyLength, tweak, tweakLength, numRounds, options, cryptorRef)
  hook(
    "CCCryptorCreateWithMode",
    function (args) {
      const [mode, algorithm] = [MODES[args[1].toUInt32()] ?? `CCMode${args[1].toUInt32()}`, args[2].toUInt32()];
      this.made = started(args[0].toUInt32(), algorithm, mode, args[3].toUInt32() === 1 ? "PKCS7Padding" : "NoPadding", args[5], size(args[6]));
      if (mode !== "ECB" && mode !== "GCM") this.made.iv.add(args[4], CIPHERS[algorithm]?.[1] ?? 0);
      this.at = args[11];
    },
    function (result) {
      if (result.toInt32() === 0) keep(this.at, this.made);
    },
  );
  hook(
    "CCCryptorUpdate",
    function (args) {
      this.made = ciphers.get(args[0].toString());
      this.made?.input.add(args[1], size(args[2]));
      [this.out, this.moved] = [args[3], args[5]];
    },
    function (result) {
      if (result.toInt32() === 0) this.made?.output.add(this.out, moved(this.moved));
    },
  );
  hook(
    "CCCryptorFinal",
    function (args) {
      [this.key, this.out, this.moved] = [args[0].toString(), args[1], args[3]];
    },
    function (result) {
      const made = ciphers.get(this.key);
      if (made === undefined || result.toInt32() !== 0) return;
      made.output.add(this.out, moved(this.moved));
      finished(made, "CCCryptorFinal", this);
    },
  );
  for (const name of ["CCCryptorReset", "CCCryptorRelease"]) {
    hook(name, function (args) {
      const key = args[0].toString();
      const made = ciphers.get(key);
      if (made !== undefined && made.input.size > 0) finished(made, name, this);
      if (made === undefined || name === "CCCryptorRelease") ciphers.delete(key);
      else if (!args[1].isNull()) {
        made.iv = new Bytes();
        made.iv.add(args[1], CIPHERS.find(([cipher]) => cipher === made.key.algorithm)?.[1] ?? 0);
      }
    });
  }
}

function finished(made: Operation, name: string, context: InvocationContext): void {
  done(name, made, context);
  // The same cryptor may begin anew.
  Object.assign(made, { aad: new Bytes(), input: new Bytes(), output: new Bytes() });
}

/** The GCM functions, which Apple exports without documenting them. */
function gcm(): void {
  for (const [name, encrypt] of [["CCCryptorGCMOneshotEncrypt", 0], ["CCCryptorGCMOneshotDecrypt", 1]] as const) {
    // (alg, key, keyLength, iv, ivLength, aad, aadLength, dataIn, dataInLength, dataOut, tag, tagLength)
    hook(
      name,
      function (args) {
        this.made = started(encrypt, args[0].toUInt32(), "GCM", "NoPadding", args[1], size(args[2]));
        this.made.iv.add(args[3], size(args[4]));
        this.made.aad.add(args[5], size(args[6]));
        this.made.input.add(args[7], size(args[8]));
        [this.length, this.out, this.tag, this.tagLength] = [size(args[8]), args[9], args[10], size(args[11])];
        // A tag comes behind the ciphertext, as Java has it.
        if (encrypt === 1) this.made.input.add(this.tag, this.tagLength);
      },
      function (result) {
        if (result.toInt32() !== 0) return;
        this.made.output.add(this.out, this.length);
        if (encrypt === 0) this.made.output.add(this.tag, this.tagLength);
        done(name, this.made, this);
      },
    );
  }
  const of = (args: InvocationArguments): Operation | undefined => ciphers.get(args[0].toString());
  hook("CCCryptorGCMAddIV", function (args) {
    of(args)?.iv.add(args[1], size(args[2]));
  });
  for (const name of ["CCCryptorGCMAddAAD", "CCCryptorGCMaddAAD"]) {
    hook(name, function (args) {
      of(args)?.aad.add(args[1], size(args[2]));
    });
  }
  for (const name of ["CCCryptorGCMEncrypt", "CCCryptorGCMDecrypt"]) {
    hook(
      name,
      function (args) {
        this.made = of(args);
        this.made?.input.add(args[1], size(args[2]));
        [this.out, this.length] = [args[3], size(args[2])];
      },
      function (result) {
        if (result.toInt32() === 0) this.made?.output.add(this.out, this.length);
      },
    );
  }
}
