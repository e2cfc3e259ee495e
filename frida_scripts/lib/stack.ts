// Who called: the Java stack as text, and the SDK that its packages tell.

import sdks from "../android/sdks.json";
import { env, method, staticMethod, stringOf } from "./jni.ts";

/** Frames that are told, of those of the caller outwards. */
export const FRAMES = 48;

const currentThread = staticMethod("java/lang/Thread", "currentThread", "()Ljava/lang/Thread;");
const trace = method("java/lang/Thread", "getStackTrace", "()[Ljava/lang/StackTraceElement;");
const joined = staticMethod("java/util/Arrays", "toString", "([Ljava/lang/Object;)Ljava/lang/String;");
const OWN = /^(?:java\.base\/)?(?:java\.lang\.Thread\.getStackTrace|dalvik\.system\.VMStack\.getThreadStackTrace)\(/;
const table: [string, string][] = Object.entries(sdks.sdks).sort(([a], [b]) => b.length - a.length);
let app = "";

/** Name the app's own package, whose frames belong to no SDK. */
export function setApp(name: unknown): void {
  app = typeof name === "string" && name !== "" ? `${name}.` : "";
}

/** Give the frames of this thread, innermost first, without the first ones that begin with `hooked`, which are of the hook itself. */
export function frames(hooked: string): string[] {
  const thread = currentThread();
  const text = stringOf(joined(trace(thread))) ?? "[]";
  env().deleteLocalRef(thread);
  const all = text.slice(1, -1).split(", ");
  let first = 0;
  while (first < all.length && (OWN.test(all[first]) || plain(all[first]).startsWith(hooked))) first++;
  return all.slice(first).map(plain);
}

/** Guess the SDK that called: the nearest frame that is of a known one, unless the app itself is nearer. */
export function sdkOf(stack: string[]): string {
  for (const frame of stack) {
    if (app !== "" && frame.startsWith(app)) return "";
    const sdk = homeOf(frame);
    if (sdk !== null && sdk !== "") return sdk;
  }
  return "";
}

/** Say whether a frame is of the system or of a library that only carries calls on. */
export function isFramework(frame: string): boolean {
  return homeOf(frame) === null;
}

const homes = new Map<string, string | null>();
const HOMES = 20000;

/** Give whose a frame is: null for the system's, an SDK's name, or nothing known. */
function homeOf(frame: string): string | null {
  const name = frame.slice(0, frame.indexOf("("));
  let home = homes.get(name);
  if (home === undefined) {
    home = sdks.framework.some((prefix) => name.startsWith(prefix)) ? null : (table.find(([prefix]) => name.startsWith(prefix))?.[1] ?? "");
    if (homes.size >= HOMES) homes.clear();
    homes.set(name, home);
  }
  return home;
}

/** Cut a stack for an event. */
export function told(stack: string[]): string[] {
  return stack.slice(0, FRAMES);
}

/** Take the module or class loader off a frame of HotSpot: `java.base/java.lang.X` and `app//com.shop.X`. */
function plain(frame: string): string {
  return frame.includes("/") ? frame.replace(/^(?:[\w.@-]*\/)+/, "") : frame;
}
