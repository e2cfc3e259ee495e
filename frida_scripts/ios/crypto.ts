// Whole operations of Apple's C ciphers: CommonCrypto's CCCrypt, CCCryptor…, GCM, CCHmac…, CC_MD5 and CC_SHA…, PBKDF2, and SecKey's encryption
// and signatures. One event per operation, with key, IV, input and output. Swift's CryptoKit does not pass here.
//
// Tested with stand-ins of Apple's signatures on Linux. UNTESTED ON A DEVICE.

import type { Cipher, Digest, Key } from "../lib/events.ts";
import * as native from "../lib/native.ts";
import { LIMIT } from "../lib/events.ts";
import { b64, emit, serve } from "../lib/send.ts";

/** CCAlgorithm: name and bytes of a block, which is also the length of an IV. */
const CIPHERS: [string, number][] = [["AES", 16], ["DES", 8], ["DESede", 8], ["CAST5", 8], ["RC4", 0], ["RC2", 8], ["Blowfish", 8]];
const MODES: Record<number, string> = { 1: "ECB", 2: "CBC", 3: "CFB", 4: "CTR", 7: "OFB", 8: "XTS", 9: "RC4", 10: "CFB8", 11: "GCM", 12: "CCM" };
/** CCHmacAlgorithm: name and bytes of the result. */
const MACS: [string, number][] = [["SHA1", 20], ["MD5", 16], ["SHA256", 32], ["SHA384", 48], ["SHA512", 64], ["SHA224", 28]];
const PSEUDO_RANDOM: Record<number, string> = { 1: "SHA1", 2: "SHA224", 3: "SHA256", 4: "SHA384", 5: "SHA512" };
/** CC_NAME(data, len, md) and its three steps; bytes of the result. */
const DIGESTS: Record<string, number> = { MD2: 16, MD4: 16, MD5: 16, SHA1: 20, SHA224: 28, SHA256: 32, SHA384: 48, SHA512: 64 };
const [PKCS7, ECB] = [1, 2];
const OPERATIONS = 1024;

/** Bytes that come piece by piece: the first LIMIT of them, and how many they are. */
class Bytes {
  size = 0;
  private readonly pieces: Uint8Array[] = [];

  add(from: NativePointer, length: number): void {
    const room = LIMIT - this.size;
    if (length > 0 && room > 0 && !from.isNull()) this.pieces.push(new Uint8Array(from.readByteArray(Math.min(length, room))!));
    this.size += Math.max(length, 0);
  }

  toString(): string {
    const all = new Uint8Array(Math.min(this.size, LIMIT));
    let at = 0;
    for (const piece of this.pieces) {
      all.set(piece, at);
      at += piece.length;
    }
    return b64(all, at);
  }
}

interface Operation {
  algorithm: string;
  operation: Cipher["operation"];
  key: Key;
  iv: Bytes;
  aad: Bytes;
  input: Bytes;
  output: Bytes;
}

interface Running {
  algorithm: string;
  key: Key | null;
  size: number;
  input: Bytes;
}

const ciphers = new Map<string, Operation>();
const digests = new Map<string, Running>();
/** Threads that are inside one of these functions: what that calls is part of it. */
const inside = new Set<number>();
const names: string[] = [];

serve("ios_crypto", {
  install() {
    oneCall();
    steps();
    gcm();
    macs();
    for (const [name, size] of Object.entries(DIGESTS)) digest(name, size);
    derivation();
    secKey();
  },
  settle() {
    native.absent(names, "no such function in this process");
  },
  stop: native.stop,
});

/** Hook a function; of functions that call each other only the outermost tells. */
function hook(name: string, enter: (this: InvocationContext, args: InvocationArguments) => void, leave?: (this: InvocationContext, result: NativePointer) => void): void {
  names.push(name);
  native.attach(
    name,
    Module.findGlobalExportByName(name),
    {
      onEnter(args) {
        this.outermost = !inside.has(this.threadId);
        if (!this.outermost) return;
        enter.call(this, args);
        inside.add(this.threadId);
      },
      onLeave(retval) {
        if (!this.outermost) return;
        inside.delete(this.threadId);
        leave?.call(this, retval);
      },
    },
    Process.platform === "darwin" ? "system (untested on a device)" : "stand-in",
  );
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
  if (digests.size >= OPERATIONS) digests.delete(digests.keys().next().value!);
  digests.set(context.toString(), made);
}

function update(args: InvocationArguments): void {
  digests.get(args[0].toString())?.input.add(args[1], size(args[2]));
}

function remember(this: InvocationContext, args: InvocationArguments): void {
  [this.at, this.out] = [args[0].toString(), args[1]];
}

function finish(name: string): (this: InvocationContext) => void {
  return function () {
    const made = digests.get(this.at);
    digests.delete(this.at);
    if (made !== undefined) digested(name, made, this.out, this);
  };
}

function digested(name: string, made: Running, out: NativePointer, context: InvocationContext): void {
  told(name, made.algorithm, made.key === null ? "digest" : "mac", made.key, made.input, b64(out, made.size), context);
}

function told(name: string, algorithm: string, operation: Digest["operation"], key: Key | null, input: Bytes, output: string, context: InvocationContext): void {
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

/** SecKeyCreate…Data(key, algorithm, data, error): algorithm is a CFString, data and the result CFData. */
function secKey(): void {
  const cipher: [string, Cipher["operation"]][] = [["SecKeyCreateEncryptedData", "encrypt"], ["SecKeyCreateDecryptedData", "decrypt"]];
  for (const [name, operation] of cipher) {
    hook(name, secKeyArguments, function (result) {
      if (result.isNull()) return;
      const output = cfData(result);
      const { input } = this;
      emit("cipher", name, {
        algorithm: this.algorithm,
        provider: "Security",
        operation,
        key: { algorithm: "SecKey", format: "SecKey", encoded: null },
        input: input.toString(),
        output: output.toString(),
        input_size: input.size,
        output_size: output.size,
        stack: native.frames(this),
      });
    });
  }
  hook("SecKeyCreateSignature", secKeyArguments, function (result) {
    const key = { algorithm: "SecKey", format: "SecKey", encoded: null };
    if (!result.isNull()) told("SecKeyCreateSignature", this.algorithm, "sign", key, this.input, cfData(result).toString(), this);
  });
}

function secKeyArguments(this: InvocationContext, args: InvocationArguments): void {
  this.algorithm = cfString(args[1]);
  this.input = cfData(args[2]);
}

function cfData(data: NativePointer): Bytes {
  const out = new Bytes();
  const [length, bytes] = [Module.findGlobalExportByName("CFDataGetLength"), Module.findGlobalExportByName("CFDataGetBytePtr")];
  if (data.isNull() || length === null || bytes === null) return out;
  out.add(new NativeFunction(bytes, "pointer", ["pointer"])(data), Number(new NativeFunction(length, "long", ["pointer"])(data)));
  return out;
}

function cfString(text: NativePointer): string {
  const address = Module.findGlobalExportByName("CFStringGetCString");
  if (text.isNull() || address === null) return "";
  const buffer = Memory.alloc(256);
  const utf8 = 0x08000100;
  const done_ = new NativeFunction(address, "bool", ["pointer", "pointer", "long", "uint32"])(text, buffer, 256, utf8);
  return done_ ? (buffer.readUtf8String() ?? "") : "";
}

/** A size_t in a register. */
function size(value: NativePointer): number {
  return Number(uint64(value.toString()));
}

/** What a function wrote to its size_t *; nothing where there is none. */
function moved(at: NativePointer): number {
  return at.isNull() ? 0 : Number(at.readULong());
}
