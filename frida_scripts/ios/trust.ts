// Makes an iOS app trust the audit's own certificate authority, and nothing else that it would not trust anyway. Needs the option `ca` (PEM, RSA).
//
// Where the server's certificate bears the audit CA's signature, the trust object gets that CA as its one anchor, and Apple's code evaluates
// it: names and times still count. An app's own answer after that (a verify block of Network.framework, AFNetworking, TrustKit) falls only
// then. BoringSSL's callbacks in libboringssl are hooked by native/unpinning.ts.
//
// The functions of the Security framework and the blocks were tested with stand-ins of Apple's signatures on Linux.
// UNTESTED ON A DEVICE, all of it; the Objective-C methods were type-checked only.

import ObjC from "frida-objc-bridge";

import { Authority } from "../lib/certificate.ts";
import * as native from "../lib/native.ts";
import { reason, serve, state, trouble, type Options } from "../lib/send.ts";

const SYSTEM = "Security";
/** Functions that evaluate a SecTrustRef, their first argument; `answers`: they give a bool. */
const EVALUATIONS: { name: string; answers: boolean }[] = [
  { name: "SecTrustEvaluateWithError", answers: true },
  { name: "SecTrustEvaluateAsyncWithError", answers: false },
  { name: "SecTrustEvaluate", answers: false },
  { name: "SecTrustEvaluateAsync", answers: false },
  { name: "SecTrustEvaluateFastAsync", answers: false },
];
/** Objective-C methods that check a SecTrustRef (their first argument), and what they give when they are content. */
const METHODS: { hook: string; type: string; method: string; content: number }[] = [
  { hook: "AFSecurityPolicy", type: "AFSecurityPolicy", method: "- evaluateServerTrust:forDomain:", content: 1 },
  { hook: "TSKPinningValidator", type: "TSKPinningValidator", method: "- evaluateTrust:forHostname:", content: 0 },
  { hook: "SDWebImage", type: "SDWebImageDownloaderOperation", method: "- evaluateServerTrust:forDomain:", content: 1 },
];
const VERIFY_BLOCK = "sec_protocol_options_set_verify_block";
const HOOKS = [...EVALUATIONS.map((each) => each.name), VERIFY_BLOCK, ...METHODS.map((each) => each.hook)];
/** Offset of the function in a block (the Block ABI: isa, flags, reserved, invoke). */
const INVOKE = 2 * Process.pointerSize;

let authority: Authority | null = null;
let anchors: NativePointer | null = null;
/** Blocks that are to hear "yes", by address. */
const content = new Set<string>();

serve("ios_trust", {
  install(options: Options) {
    if (typeof options.ca !== "string" || options.ca === "") {
      for (const hook of HOOKS) state(hook, "absent", 0, "no audit CA was given");
      return;
    }
    try {
      authority = new Authority(options.ca);
    } catch (e) {
      for (const hook of HOOKS) state(hook, "failed", 0, reason(e));
      return;
    }
    for (const each of EVALUATIONS) evaluation(each.name, each.answers);
    verifyBlock();
    if (ObjC.available) for (const each of METHODS) method(each);
  },
  settle() {
    native.absent(HOOKS, "no such function or class in this process");
  },
  stop: native.stop,
});

function evaluation(name: string, answers: boolean): void {
  native.attach(
    name,
    Module.findGlobalExportByName(name),
    {
      onEnter(args) {
        this.ours = prepare(args[0]);
      },
      onLeave(retval) {
        if (answers && this.ours && (retval.toInt32() & 1) === 0) trouble(name, "the audit CA's certificate was refused all the same");
      },
    },
    SYSTEM,
  );
}

/** Network.framework: the app's block gets a trust object and a block to answer with; both are C structures with a function in them. */
function verifyBlock(): void {
  const copy = function_("sec_trust_copy_ref", "pointer", ["pointer"]);
  const release = function_("CFRelease", "void", ["pointer"]);
  const answered: native.Callbacks = {
    onEnter(args) {
      if (content.delete(args[0].toString())) args[1] = ptr(1);
    },
  };
  const asked: native.Callbacks = {
    onEnter(args) {
      if (copy === null) return;
      const trust = copy(args[2]) as NativePointer;
      if (trust.isNull()) return;
      const ours = prepare(trust);
      release?.(trust);
      if (!ours) return;
      content.add(args[3].toString());
      native.attach(VERIFY_BLOCK, args[3].add(INVOKE).readPointer().strip(), answered, "answer");
    },
  };
  native.attach(
    VERIFY_BLOCK,
    Module.findGlobalExportByName(VERIFY_BLOCK),
    {
      onEnter(args) {
        if (!args[1].isNull()) native.attach(VERIFY_BLOCK, args[1].add(INVOKE).readPointer().strip(), asked, "the app's block");
      },
    },
    "Network",
  );
}

function method(each: (typeof METHODS)[number]): void {
  const type = ObjC.classes[each.type];
  if (type === undefined || type[each.method] === undefined) return;
  native.attach(
    each.hook,
    type[each.method].implementation as NativePointer,
    {
      onEnter(args) {
        this.ours = prepare(args[2]);
      },
      onLeave(retval) {
        if (this.ours && (retval.toInt32() & 255) !== each.content) retval.replace(ptr(each.content));
      },
    },
    `${each.type} (untested on a device)`,
  );
}

/** Give a trust object the audit CA as its one anchor, if that signed the server's certificate; says whether it did. */
function prepare(trust: NativePointer): boolean {
  if (trust.isNull()) return false;
  const leaf = leafOf(trust);
  if (leaf === null || !authority!.signed(leaf)) return false;
  const set = function_("SecTrustSetAnchorCertificates", "int", ["pointer", "pointer"]);
  const only = function_("SecTrustSetAnchorCertificatesOnly", "int", ["pointer", "bool"]);
  anchors ??= anchorArray();
  if (set === null || anchors === null) return false;
  set(trust, anchors);
  only?.(trust, 1);
  return true;
}

function leafOf(trust: NativePointer): Uint8Array | null {
  const [at, dataOf] = [
    function_("SecTrustGetCertificateAtIndex", "pointer", ["pointer", "long"]),
    function_("SecCertificateCopyData", "pointer", ["pointer"]),
  ];
  if (at === null || dataOf === null) return null;
  const certificate = at(trust, 0) as NativePointer;
  if (certificate.isNull()) return null;
  const data = dataOf(certificate) as NativePointer;
  const bytes = cfData(data);
  function_("CFRelease", "void", ["pointer"])?.(data);
  return bytes;
}

function cfData(data: NativePointer): Uint8Array | null {
  const [length, bytes] = [function_("CFDataGetLength", "long", ["pointer"]), function_("CFDataGetBytePtr", "pointer", ["pointer"])];
  if (data.isNull() || length === null || bytes === null) return null;
  const read = (bytes(data) as NativePointer).readByteArray(Number(length(data)));
  return read === null ? null : new Uint8Array(read);
}

function anchorArray(): NativePointer | null {
  const dataOf = function_("CFDataCreate", "pointer", ["pointer", "pointer", "long"]);
  const certificateOf = function_("SecCertificateCreateWithData", "pointer", ["pointer", "pointer"]);
  const arrayOf = function_("CFArrayCreate", "pointer", ["pointer", "pointer", "long", "pointer"]);
  if (dataOf === null || certificateOf === null || arrayOf === null) return null;
  const { der } = authority!;
  const bytes = Memory.alloc(der.length);
  bytes.writeByteArray([...der]);
  const certificate = certificateOf(NULL, dataOf(NULL, bytes, der.length) as NativePointer) as NativePointer;
  if (certificate.isNull()) throw new Error("the system cannot read the audit CA");
  const values = Memory.alloc(Process.pointerSize).writePointer(certificate);
  return arrayOf(NULL, values, 1, Module.findGlobalExportByName("kCFTypeArrayCallBacks") ?? NULL) as NativePointer;
}

const functions = new Map<string, NativeFunction<any, any> | null>();

function function_(name: string, result: NativeFunctionReturnType, types: NativeFunctionArgumentType[]): NativeFunction<any, any> | null {
  let made = functions.get(name);
  if (made === undefined) {
    const address = Module.findGlobalExportByName(name);
    made = address === null ? null : (new NativeFunction(address, result, types) as NativeFunction<any, any>);
    functions.set(name, made);
  }
  return made;
}
