// Apple's SecKey: encryption and signatures with keys that never leave the key store.

import type { Cipher } from "../lib/events.ts";
import * as native from "../lib/native.ts";
import { emit } from "../lib/send.ts";
import { told } from "./digests.ts";
import { Bytes, hook } from "./outermost.ts";

/** SecKeyCreate…Data(key, algorithm, data, error): algorithm is a CFString, data and the result CFData. */
export function secKey(): void {
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
