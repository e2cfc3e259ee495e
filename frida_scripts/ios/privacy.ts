// Which APIs of iOS that give personal data or tell of the device the app calls: identifiers, name and model, pasteboard, location, contacts,
// photos, calendars, motion, carrier, installed apps, sysctl, keychain, JavaScript bridges. Arguments, value, and who called.
//
// The C functions were tested with stand-ins of Apple's signatures on Linux. UNTESTED ON A DEVICE; the Objective-C methods were type-checked only.

import ObjC from "frida-objc-bridge";

import { sockaddr } from "../lib/addresses.ts";
import * as native from "../lib/native.ts";
import { emit, serve, state, text, wants } from "../lib/send.ts";
import { DELEGATES, METHODS, type Method, type Shape } from "./catalog.ts";

const TEXT = 4096;

/** Pages and the app. */
const BRIDGE = "WKUserContentController - addScriptMessageHandler:name:";
const EVALUATE = "WKWebView - evaluateJavaScript:completionHandler:";

/** What sysctlbyname is asked for that is more than the weather. */
const SYSCTL: [string, string][] = [
  ["hw.machine", "device_model"],
  ["hw.model", "device_model"],
  ["hw.product", "device_model"],
  ["hw.targettype", "device_model"],
  ["hw.cpu", "cpu_architecture"],
  ["machdep.cpu", "cpu_architecture"],
  ["hw.memsize", "storage_memory"],
  ["hw.physmem", "storage_memory"],
  ["kern.hostname", "device_name"],
  ["kern.uuid", "device_id"],
  ["kern.bootsessionuuid", "device_id"],
  ["kern.boottime", "device_state"],
  ["kern.os", "os_version"],
  ["kern.version", "os_version"],
];
const C = ["sysctlbyname", "sysctl", "uname", "gethostname", "getifaddrs", "CNCopyCurrentNetworkInfo", "MGCopyAnswer", "SecItemCopyMatching", "SecItemAdd"];

serve("ios_privacy", {
  install() {
    system();
    if (!ObjC.available) return;
    for (const each of METHODS) method(each);
    for (const each of DELEGATES) delegate(each);
    pages();
  },
  settle() {
    native.absent(C, "no such function in this process");
    native.absent(METHODS.map(nameOf), "no such class or method in this process");
  },
  stop: native.stop,
});

function nameOf(each: { type: string; method: string }): string {
  return `${each.method[0]}[${each.type} ${each.method.slice(2)}]`;
}

function tell(hook: string, category: string, context: InvocationContext, given: string[], value: string | null): void {
  emit("api", hook, { hook, category, api: hook, arguments: given, value, stack: native.frames(context) });
}

function method(each: Method): void {
  const hook = nameOf(each);
  if (!wants(hook)) return;
  const implementation = implementationOf(each.type, each.method);
  if (implementation === null) return;
  native.attach(
    hook,
    implementation,
    {
      onEnter(args) {
        this.given = (each.arguments ?? []).map((shape, i) => told(args[i + 2], shape)).filter((one) => one !== null);
      },
      onLeave(retval) {
        tell(hook, each.category, this, this.given, told(retval, each.value ?? "nothing"));
      },
    },
    "untested on a device",
  );
}

function implementationOf(type: string, name: string): NativePointer | null {
  try {
    const found = ObjC.classes[type]?.[name];
    return found === undefined ? null : (found.implementation as NativePointer);
  } catch {
    return null;
  }
}

/** When a delegate is set, hook its class's method, which gets the value. */
function delegate(each: (typeof DELEGATES)[number]): void {
  const hook = `${nameOf({ type: each.type, method: each.setter })} ${each.method.slice(2)}`;
  const setter = implementationOf(each.type, each.setter);
  if (setter === null || !wants(hook)) {
    state(hook, "absent", 0, "no such class or method in this process");
    return;
  }
  const heard: native.Callbacks = {
    onEnter(args) {
      tell(hook, each.category, this, [], told(args[3], "object"));
    },
  };
  native.attach(
    hook,
    setter,
    {
      onEnter(args) {
        if (args[2].isNull()) return;
        const type = new ObjC.Object(args[2]).$class;
        const implementation = type[each.method]?.implementation as NativePointer | undefined;
        if (implementation !== undefined) native.attach(hook, implementation, heard, type.$className);
      },
    },
    "untested on a device",
  );
}

function pages(): void {
  native.attach(
    BRIDGE,
    implementationOf("WKUserContentController", "- addScriptMessageHandler:name:"),
    {
      onEnter(args) {
        const handler = new ObjC.Object(args[2]);
        const name = told(args[3], "object") ?? "";
        emit("webview", BRIDGE, { action: "bridge", name, arguments: [handler.$className] });
        const heard = handler.$class["- userContentController:didReceiveScriptMessage:"]?.implementation as NativePointer | undefined;
        if (heard !== undefined) native.attach(BRIDGE, heard, { onEnter: (given) => called(given[3]) }, handler.$className);
      },
    },
    "untested on a device",
  );
  native.attach(
    EVALUATE,
    implementationOf("WKWebView", "- evaluateJavaScript:completionHandler:"),
    {
      onEnter(args) {
        const url = new ObjC.Object(args[0]).URL();
        emit("webview", EVALUATE, { action: "evaluate", name: "", arguments: [told(args[2], "object") ?? ""], url: url === null ? "" : String(url) });
      },
    },
    "untested on a device",
  );
  for (const hook of [BRIDGE, EVALUATE]) native.absent([hook], "no such class or method in this process");
}

function called(message: NativePointer): void {
  const object = new ObjC.Object(message);
  emit("webview", BRIDGE, { action: "call", name: String(object.name()), value: text(String(object.body()), TEXT) });
}

/** Functions of C and CoreFoundation. */
function system(): void {
  onReturn("sysctlbyname", 3, (context, args, retval) => {
    const name = args[0].readUtf8String() ?? "";
    const category = SYSCTL.find(([prefix]) => name.startsWith(prefix))?.[1] ?? "device_fingerprint";
    tell("sysctlbyname", category, context, [name], retval.toInt32() === 0 ? answer(args[1], args[2]) : null);
  });
  onReturn("sysctl", 4, (context, args, retval) => {
    const numbers = Array.from({ length: Math.min(args[1].toUInt32(), 12) }, (_, i) => args[0].add(4 * i).readS32());
    tell("sysctl", "device_fingerprint", context, [numbers.join(".")], retval.toInt32() === 0 ? answer(args[2], args[3]) : null);
  });
  onReturn("uname", 1, (context, args) => {
    // struct utsname: five texts of 256 bytes on Apple's systems, of 65 bytes on Linux.
    const size = Process.platform === "darwin" ? 256 : 65;
    const parts = [0, 1, 2, 3, 4].map((i) => args[0].add(i * size).readUtf8String() ?? "");
    tell("uname", "device_model", context, [], parts.join(" "));
  });
  onReturn("gethostname", 2, (context, args, retval) => {
    tell("gethostname", "device_name", context, [], retval.toInt32() === 0 ? args[0].readUtf8String() : null);
  });
  onReturn("getifaddrs", 1, (context, args, retval) => {
    tell("getifaddrs", "ip_address", context, [], retval.toInt32() === 0 ? interfaces(args[0].readPointer()) : null);
  });
  onReturn("CNCopyCurrentNetworkInfo", 1, (context, args, retval) => {
    tell("CNCopyCurrentNetworkInfo", "wifi_ssid", context, [described(args[0])], retval.isNull() ? null : described(retval));
  });
  onReturn("MGCopyAnswer", 1, (context, args, retval) => {
    tell("MGCopyAnswer", "device_id", context, [described(args[0])], retval.isNull() ? null : described(retval));
  });
  onReturn("SecItemCopyMatching", 2, (context, args, retval) => {
    const found = retval.toInt32() === 0 && !args[1].isNull() ? args[1].readPointer() : NULL;
    tell("SecItemCopyMatching", "device_id", context, [described(args[0])], found.isNull() ? null : described(found));
  });
  onReturn("SecItemAdd", 2, (context, args) => tell("SecItemAdd", "device_id", context, [described(args[0])], null));
}

/** Hook a C function and look at its arguments, and what it wrote to them, when it returns. */
function onReturn(name: string, count: number, look: (context: InvocationContext, args: NativePointer[], retval: NativePointer) => void): void {
  native.attach(
    name,
    Module.findGlobalExportByName(name),
    {
      onEnter(args) {
        this.given = Array.from({ length: count }, (_, i) => args[i]);
      },
      onLeave(retval) {
        look(this, this.given, retval);
      },
    },
    Process.platform === "darwin" ? "system (untested on a device)" : "stand-in",
  );
}

/** What sysctl wrote: a text, a number of four or eight bytes, or bytes. */
function answer(at: NativePointer, sizeAt: NativePointer): string | null {
  if (at.isNull() || sizeAt.isNull()) return null;
  const size = Math.min(Number(sizeAt.readULong()), 256);
  if (size === 0) return "";
  const bytes = new Uint8Array(at.readByteArray(size)!);
  const end = bytes.indexOf(0);
  const letters = end < 0 ? bytes : bytes.subarray(0, end);
  if (end === size - 1 && letters.every((byte) => byte >= 32 && byte < 127)) return String.fromCharCode(...letters);
  if (size === 4) return String(at.readU32());
  if (size === 8) return at.readU64().toString();
  return native.hex(at, size);
}

/** A list of `struct ifaddrs`: next, name, flags, address. */
function interfaces(first: NativePointer): string {
  const out: string[] = [];
  const word = Process.pointerSize;
  let entry = first;
  for (let i = 0; i < 128 && !entry.isNull(); i++) {
    const address = sockaddr(entry.add(3 * word).readPointer());
    if (address !== null) out.push(`${entry.add(word).readPointer().readUtf8String()} ${address.ip}`);
    entry = entry.readPointer();
  }
  return out.join(", ");
}

function told(value: NativePointer, shape: Shape): string | null {
  switch (shape) {
    case "object":
      return value.isNull() ? null : described(value);
    case "number":
      return value.toInt32().toString();
    case "bool":
      return (value.toInt32() & 255) !== 0 ? "true" : "false";
    case "nothing":
      return null;
  }
}

/** An object's own description, as its class gives it. */
function described(value: NativePointer): string {
  if (value.isNull()) return "";
  return ObjC.available ? text(new ObjC.Object(value).toString(), TEXT) : "object";
}
