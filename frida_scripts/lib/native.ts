// Hooks into native code: finds functions in modules as they are loaded, attaches to them one by one, keeps their states, takes them out again.

import { forgetExports, keyOf } from "./modules.ts";
import { hooks, reason, state, trouble, wants } from "./send.ts";

/** What runs when a hooked function is entered and left. `this` is the same object in both. */
export interface Callbacks {
  onEnter?(this: InvocationContext, args: InvocationArguments): void;
  onLeave?(this: InvocationContext, retval: InvocationReturnValue): void;
}

interface Place {
  address: NativePointer;
  listener: InvocationListener;
  where: string;
}

/** Where each hook is in the code; one that was and is no more has an empty list. */
const places = new Map<string, Place[]>();
const attached = new Set<string>();
let observer: ModuleObserver | null = null;

/**
 * Attach to a function, once per address, and tell the hook's state. What the callbacks throw is told once; the function runs on as it would.
 * Gives false where the host does not want the hook or the code cannot be changed.
 *
 * @param where what is told of the place, e.g. the module's name
 */
export function attach(hook: string, address: NativePointer | null, callbacks: Callbacks, where: string): boolean {
  return install(hook, address, guarded(hook, callbacks), where);
}

/** Attach to an instruction in the middle of a function: `probe` may read and change the registers. */
export function probe(hook: string, address: NativePointer, run: (context: CpuContext) => void, where: string): boolean {
  return install(
    hook,
    address,
    function (this: InvocationContext) {
      try {
        run(this.context);
      } catch (e) {
        trouble(hook, e);
      }
    },
    where,
  );
}

/** Take a hook out; it may be attached anew. */
export function detach(hook: string): void {
  for (const place of places.get(hook) ?? []) place.listener.detach();
  places.delete(hook);
  for (const key of attached) if (key.startsWith(`${hook}@`)) attached.delete(key);
}

/** Take all hooks out and watch no more modules. */
export function stop(): void {
  observer?.detach();
  observer = null;
  for (const hook of [...places.keys()]) detach(hook);
  Interceptor.flush();
}

/** Tell of those hooks of which nothing is known yet that they are absent. */
export function absent(names: Iterable<string>, why: string): void {
  for (const hook of names) if (!places.has(hook) && !known(hook) && wants(hook)) state(hook, "absent", 0, why);
}

/**
 * Call `added` for every module that is there and for every one to come, once for as long as it is there. A module that makes it throw is a
 * trouble, no more.
 */
export function watch(agent: string, added: (module: Module) => void): void {
  const there = new Set<string>();
  observer = Process.attachModuleObserver({
    onAdded(module) {
      try {
        const key = keyOf(module);
        if (there.has(key) || NO_CODE.test(module.path)) return;
        there.add(key);
        added(module);
      } catch (e) {
        trouble(`${agent}: ${module.name}`, e);
      }
    },
    onRemoved(module) {
      try {
        there.delete(keyOf(module));
        forget(module);
      } catch (e) {
        trouble(`${agent}: ${module.name}`, e);
      }
    },
  });
}

/**
 * Make a function that takes what it is given, returns 0 and stays when the agent goes: what a library keeps a pointer to may not vanish
 * with the agent. Its code begins with some nops, so that a hook fits in.
 */
export function lasting(): NativePointer {
  const code = NOTHING[Process.arch];
  const [map, protect] = [Module.findGlobalExportByName("mmap"), Module.findGlobalExportByName("mprotect")];
  if (code === undefined || map === null || protect === null) throw new Error(`no code for ${Process.arch}`);
  const size = Process.pageSize;
  const mmap = new NativeFunction(map, "pointer", ["pointer", "size_t", "int", "int", "int", "size_t"]);
  const anonymous = Process.platform === "darwin" ? 0x1002 : 0x22;
  const page = mmap(NULL, size, 3, anonymous, -1, 0);
  if (page.equals(ptr(-1))) throw new Error("no memory for code");
  page.writeByteArray(code);
  if (new NativeFunction(protect, "int", ["pointer", "size_t", "int"])(page, size, 5) !== 0) throw new Error("memory may not be made code");
  return page;
}

/** Give the callers of a hooked function, innermost first, each as module and offset. */
export function frames(context: InvocationContext, most = 16): string[] {
  const trace = Thread.backtrace(context.context, Backtracer.ACCURATE).slice(0, most);
  return trace.map((address) => {
    const module = Process.findModuleByAddress(address);
    return module === null ? address.toString() : `${module.name}+0x${address.sub(module.base).toString(16)}`;
  });
}

/** Give bytes as hexadecimal digits. */
export function hex(address: NativePointer, size: number): string {
  let out = "";
  for (const byte of new Uint8Array(address.readByteArray(size)!)) out += HEX[byte];
  return out;
}

function known(hook: string): boolean {
  return hooks().some((each) => each.hook === hook);
}

function install(hook: string, address: NativePointer | null, what: Callbacks | InstructionProbeCallback, where: string): boolean {
  if (address === null || address.isNull() || !wants(hook)) return false;
  const key = `${hook}@${address}`;
  if (attached.has(key)) return true;
  let listener: InvocationListener;
  try {
    const before = head(address);
    listener = Interceptor.attach(address, what);
    commit(address, before);
  } catch (e) {
    if (!places.has(hook)) state(hook, "failed", 0, `${where}: ${reason(e)}`);
    else trouble(hook, `${where}: ${reason(e)}`);
    return false;
  }
  attached.add(key);
  const all = [...(places.get(hook) ?? []), { address, listener, where }];
  places.set(hook, all);
  state(hook, "installed", all.length, [...new Set(all.map((each) => each.where))].join(", ").slice(0, 500));
  return true;
}

/**
 * Wait until the hook is in the code. Frida changes code when the last thread leaves JavaScript, so that a thread that goes on before that
 * would run past a hook that was made for it: a callback that is called at once, a library that is used as soon as it is loaded.
 */
function commit(address: NativePointer, before: string | null): void {
  if (before === null) return;
  for (let i = 0; i < COMMIT_TRIES; i++) {
    Interceptor.flush();
    if (head(address) !== before) return;
    Thread.sleep(0.001);
  }
}

/** Give a function's first bytes; null where its code cannot be read. */
function head(address: NativePointer): string | null {
  try {
    return hex(address, 16);
  } catch {
    return null;
  }
}

const COMMIT_TRIES = 100;

function guarded(hook: string, callbacks: Callbacks): ScriptInvocationListenerCallbacks {
  const { onEnter, onLeave } = callbacks;
  const made: ScriptInvocationListenerCallbacks = {};
  if (onEnter !== undefined) {
    made.onEnter = function (args) {
      try {
        onEnter.call(this, args);
      } catch (e) {
        this.broken = true;
        trouble(hook, e);
      }
    };
  }
  if (onLeave !== undefined) {
    made.onLeave = function (retval) {
      if (this.broken === true) return;
      try {
        onLeave.call(this, retval);
      } catch (e) {
        trouble(hook, e);
      }
    };
  }
  return made;
}

/** A module that went away may come again, at the same place: its hooks are of code that is no more. */
function forget(module: Module): void {
  forgetExports(module);
  const end = module.base.add(module.size);
  const inside = (address: NativePointer) => address.compare(module.base) >= 0 && address.compare(end) < 0;
  for (const key of attached) if (inside(ptr(key.slice(key.lastIndexOf("@") + 1)))) attached.delete(key);
  for (const [hook, all] of places) {
    const left = all.filter((place) => !inside(place.address));
    if (left.length < all.length) places.set(hook, left);
  }
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));
/** Ahead-of-time compiled Java and the like: large, and no native library. */
const NO_CODE = /\.(oat|odex|art|vdex|dex|jar)$/;
const NOTHING: Partial<Record<Architecture, number[]>> = {
  x64: [0xf3, 0x0f, 0x1e, 0xfa, ...new Array(28).fill(0x90), 0x31, 0xc0, 0xc3],
  ia32: [0xf3, 0x0f, 0x1e, 0xfb, ...new Array(28).fill(0x90), 0x31, 0xc0, 0xc3],
  arm64: [...repeated([0x1f, 0x20, 0x03, 0xd5], 8), 0x00, 0x00, 0x80, 0x52, 0xc0, 0x03, 0x5f, 0xd6],
  arm: [...repeated([0x00, 0xf0, 0x20, 0xe3], 8), 0x00, 0x00, 0xa0, 0xe3, 0x1e, 0xff, 0x2f, 0xe1],
};

function repeated(bytes: number[], times: number): number[] {
  return Array.from({ length: times }, () => bytes).flat();
}
