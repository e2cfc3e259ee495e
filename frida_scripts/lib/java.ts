// Runs declarative tables of Java hooks: which class and method, what to do around it. Arguments and results are never converted:
// the original gets the very objects that the app gave, and the app gets the very object (or exception) that the original gave.

import { afterHooks, javaState, withJava } from "./attach.ts";
import { bridge, env, method, Ref, staticMethod, type Any, type Value } from "./jni.ts";
import { hooks as known, reason, state, trouble, wants } from "./send.ts";

/** One call of a hooked method. */
export interface Call {
  /** The hook's name. */
  readonly hook: string;
  /** The object, or null in a static method. */
  readonly self: Ref | null;
  readonly args: Value[];
  /** The class names of the arguments, as Class.getName gives them. */
  readonly types: string[];
  readonly resultType: string;
  /** What the original gave; undefined before, and where it threw. */
  result: Value;
  /** The original threw, and what. */
  threw: boolean;
  error: Any;
  /** What `before` keeps for `after`. */
  kept: Any;
}

/** A line of a table of hooks. */
export interface JavaHook {
  /** Where it is not `class.method`. */
  name?: string;
  class: string;
  /** The class itself (a global reference), where it is known already. */
  from?: NativePointer;
  /** Runs inside of other hooked calls too: always, or unless one of them is of a method of this name. Without it, only the outermost call on a thread is looked at. */
  nested?: "always" | "other methods";
  /** `<init>` is the constructor. */
  method: string;
  /** Types of the arguments of the overloads to hook: all, where left out. */
  overloads?: string[][] | ((types: string[], result: string) => boolean);
  /** Runs before the original. */
  before?(call: Call): void;
  /** Runs after the original, also where it threw. */
  after?(call: Call): void;
  /** Runs in place of the original, which `proceed` calls; what it gives goes to the app, and so does what it throws. */
  around?(call: Call, proceed: (args?: Value[]) => Value): Value;
}

/** Seconds after which a class that was absent is looked for again. */
export const RETRIES = [0.05, 0.1, 0.1, 0.25, 0.5, 1, 2, 4, 8, 16, 32];

let stopped = false;

/** Let every hook from now on do nothing but call the original. */
export function stop(): void {
  stopped = true;
}

/** Install every hook of the table that the host wants; classes that are absent are looked for again, by and by. */
export function install(table: JavaHook[]): void {
  const wanted = table.filter((hook) => wants(nameOf(hook)));
  const why = javaState();
  if (typeof why === "string") for (const hook of wanted) state(nameOf(hook), "failed", 0, why);
  withJava(() => retry(pass(wanted), 0));
}

/**
 * Install hooks that were found necessary in a call of the app. They are in place when that call returns; the class is best given, as
 * the call may come from inside of the JDK, from where no class of the app is found by name alone.
 */
export function installFromHook(table: JavaHook[]): void {
  pass(table);
  afterHooks();
}

/** Give the hook's name. */
export function nameOf(hook: JavaHook): string {
  return hook.name ?? `${hook.class}.${hook.method}`;
}

function retry(absent: JavaHook[], round: number): void {
  if (absent.length === 0 || round >= RETRIES.length) return;
  setTimeout(() => {
    if (!stopped) withJava(() => retry(pass(absent), round + 1));
  }, RETRIES[round] * 1000);
}

/** Try every hook; give those whose class is absent. */
function pass(table: JavaHook[]): JavaHook[] {
  const classes = new Finder();
  const absent: JavaHook[] = [];
  for (const hook of table) {
    const name = nameOf(hook);
    try {
      const found = hook.from === undefined ? classes.find(hook.class) : wrapperOf(hook.class, hook.from);
      if (found === null) {
        absent.push(hook);
        if (!known().some((each) => each.hook === name)) state(name, "absent", 0, "no such class");
      } else put(hook, name, found);
    } catch (e) {
      state(name, "failed", 0, reason(e));
    }
  }
  return absent;
}

/** Looks for classes: with the app's or the system's class loader, then with every other one that there is. */
class Finder {
  private loaders: Any[] | null = null;
  private seen = new Map<string, Any>();

  find(name: string): Any {
    if (!this.seen.has(name)) this.seen.set(name, this.usual(name) ?? this.elsewhere(name));
    return this.seen.get(name);
  }

  private usual(name: string): Any {
    try {
      return bridge.use(name);
    } catch (e) {
      if (missing(e)) return null;
      throw e;
    }
  }

  private elsewhere(name: string): Any {
    const own: NativePointer = contextLoader(currentThread());
    const near = own.isNull() ? null : forName(name, own);
    if (near !== null) return wrapperOf(name, env().newGlobalRef(near));
    if (this.loaders === null) {
      try {
        this.loaders = bridge.enumerateClassLoadersSync();
      } catch {
        this.loaders = [];
      }
    }
    for (const loader of this.loaders!) {
      const handle = forName(name, loader.$h);
      if (handle !== null) return wrapperOf(name, env().newGlobalRef(handle));
    }
    return null;
  }
}

/** Make the bridge know a class that its own class loader does not find. */
function wrapperOf(name: string, kept: NativePointer): Any {
  return bridge.classFactory._make(name, (e: Any) => e.newLocalRef(kept), env());
}

const currentThread = staticMethod("java/lang/Thread", "currentThread", "()Ljava/lang/Thread;");
const contextLoader = method("java/lang/Thread", "getContextClassLoader", "()Ljava/lang/ClassLoader;");
const loadClass = staticMethod("java/lang/Class", "forName", "(Ljava/lang/String;ZLjava/lang/ClassLoader;)Ljava/lang/Class;");
const modifiersOf = method("java/lang/reflect/Method", "getModifiers", "()I");

function forName(name: string, loader: NativePointer): NativePointer | null {
  const e = env();
  const text = e.newStringUtf(name);
  try {
    return loadClass(text, 1, loader);
  } catch {
    return null;
  } finally {
    e.deleteLocalRef(text);
  }
}

function missing(error: unknown): boolean {
  return /ClassNotFoundException|NoClassDefFoundError/.test(reason(error));
}

const taken = new Map<string, string>();

function put(hook: JavaHook, name: string, found: Any): void {
  const dispatcher = found[hook.method === "<init>" ? "$init" : hook.method];
  if (dispatcher === undefined || dispatcher.overloads === undefined) return state(name, "absent", 0, "no such method");
  let installed = 0;
  const problems: string[] = [];
  for (const overload of dispatcher.overloads) {
    const types: string[] = overload.argumentTypes.map((type: Any) => type.className);
    if (!matches(hook, types, overload.returnType.className)) continue;
    try {
      const problem = put1(hook, name, overload, types);
      if (problem === null) installed++;
      else problems.push(problem);
    } catch (e) {
      problems.push(`(${types.join(", ")}): ${reason(e)}`);
    }
  }
  const said = [...new Set(problems)].join("; ");
  if (installed > 0) state(name, "installed", installed, said);
  else state(name, problems.some((each) => !each.startsWith("abstract") && !each.startsWith("hooked")) ? "failed" : "absent", 0, said || "no such overload");
}

function matches(hook: JavaHook, types: string[], result: string): boolean {
  const { overloads } = hook;
  if (overloads === undefined) return true;
  if (typeof overloads === "function") return overloads(types, result);
  return overloads.some((each) => each.join() === types.join());
}

function put1(hook: JavaHook, name: string, overload: Any, types: string[]): string | null {
  const id = overload.handle.toString();
  const other = taken.get(id);
  if (other !== undefined) return other === name ? null : `hooked as ${other}`;
  if (hook.method !== "<init>" && isAbstract(overload)) return "abstract: only the classes that implement it can be hooked";
  const [method, holder, kind, handle, result, argumentsOf, virtual, direct] = overload._p;
  overload._p = [method, holder, kind, handle, raw(result), argumentsOf.map(raw), virtual, direct];
  const isStatic = kind === STATIC;
  overload.implementation = implementation(hook, name, overload, types, result.className, isStatic);
  taken.set(id, name);
  return null;
}

const STATIC = 2;
const ABSTRACT = 0x400;

function isAbstract(overload: Any): boolean {
  const e = env();
  const { holder } = overload;
  const borrowed = holder.$borrowClassHandle(e);
  try {
    const reflected = e.toReflectedMethod(borrowed.value, overload.handle, overload.type === STATIC ? 1 : 0);
    const modifiers = modifiersOf(reflected);
    e.deleteLocalRef(reflected);
    return (modifiers & ABSTRACT) !== 0;
  } finally {
    borrowed.unref(e);
  }
}

/** Make a type of the bridge hand objects through as they are; primitives are handed through by it already. */
function raw(type: Any): Any {
  if (type.type !== "pointer") return type;
  return {
    ...type,
    isCompatible: () => true,
    fromJni(handle: NativePointer, e: Any, owned: boolean): Ref | null {
      if (handle.isNull()) return null;
      return owned ? new Ref(e.newGlobalRef(handle), true) : new Ref(handle, false);
    },
    toJni(value: Any): NativePointer {
      return value === null || value === undefined ? NULL : value.$h;
    },
  };
}

/** The methods whose hooks run on a thread. */
const busy = new Map<number, string[]>();
const blind = new Map<number, number>();

function inside(hook: JavaHook, under: string[]): boolean {
  return hook.nested === undefined || (hook.nested === "other methods" && under.includes(hook.method));
}

function implementation(hook: JavaHook, name: string, overload: Any, types: string[], resultType: string, isStatic: boolean): Any {
  const guarded = (work: (call: Call) => void, call: Call) => {
    try {
      unseen(() => work(call));
    } catch (e) {
      trouble(name, e);
    }
  };
  return function (this: Any, ...args: Value[]): Value {
    const thread = Process.getCurrentThreadId();
    const under = busy.get(thread);
    if (stopped || blind.has(thread) || (under !== undefined && inside(hook, under))) return overload.apply(this, args);
    if (under === undefined) busy.set(thread, [hook.method]);
    else under.push(hook.method);
    const call: Call = { hook: name, self: isStatic ? null : this, args, types, resultType, result: undefined, threw: false, error: undefined, kept: undefined };
    let called = false;
    const proceed = (given: Value[] = args): Value => {
      called = true;
      try {
        return (call.result = overload.apply(this, given));
      } catch (e) {
        call.threw = true;
        call.error = e;
        throw e;
      }
    };
    try {
      if (hook.before !== undefined) guarded(hook.before, call);
      try {
        if (hook.around === undefined) return proceed();
        try {
          return hook.around(call, proceed);
        } catch (e) {
          // what Java threw goes to the app; what the hook itself did wrong does not
          if ((e as Any).$h !== undefined) throw e;
          trouble(name, e);
          return called ? call.result : proceed();
        }
      } finally {
        if (hook.after !== undefined) guarded(hook.after, call);
      }
    } finally {
      if (under === undefined) busy.delete(thread);
      else under.pop();
    }
  };
}

/** Do something on this thread that no hook of this agent looks at, because it is the agent's own doing. */
export function unseen<T>(work: () => T): T {
  const thread = Process.getCurrentThreadId();
  const depth = blind.get(thread) ?? 0;
  blind.set(thread, depth + 1);
  try {
    return work();
  } finally {
    if (depth === 0) blind.delete(thread);
    else blind.set(thread, depth);
  }
}
