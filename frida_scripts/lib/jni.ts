// Java's objects and methods through JNI, for the little that hooks do themselves: method ids are looked up once, results are local references.

import Java from "frida-java-bridge";

// The bridge's parts that its types leave out. The lock pins its version, and the tests prove each of them.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Any = any;
export const bridge = Java as Any;

/** A Java object as JNI has it. Made for the time of one call; `$h` is what the bridge looks for. */
export class Ref {
  constructor(
    readonly $h: NativePointer,
    private owned: boolean,
  ) {}

  $dispose(): void {
    if (!this.owned) return;
    this.owned = false;
    env().deleteGlobalRef(this.$h);
  }
}

/** What Java hands over: an object, null, or a primitive. */
export type Value = Ref | null | string | number | boolean | Int64 | undefined;

/** Give the JNI environment of this thread. */
export function env(): Any {
  return bridge.vm.getEnv();
}

const JNI_TYPES: Record<string, string> = { Z: "uint8", B: "int8", C: "uint16", S: "int16", I: "int32", J: "int64", F: "float", D: "double", V: "void" };
const ids = new Map<string, [NativePointer, NativePointer]>();

function shape(signature: string): [string[], string] {
  const of = (text: string) => JNI_TYPES[text] ?? "pointer";
  const [inner, result] = signature.slice(1).split(")");
  return [(inner.match(/\[*(?:L[^;]+;|[ZBCSIJFD])/g) ?? []).map(of), of(result)];
}

function lookup(owner: string, name: string, signature: string, isStatic: boolean): [NativePointer, NativePointer] {
  const key = `${owner}.${name}${signature}`;
  let found = ids.get(key);
  if (found === undefined) {
    const e = env();
    const local = e.findClass(owner);
    const id = isStatic ? e.getStaticMethodId(local, name, signature) : e.getMethodId(local, name, signature);
    e.throwIfExceptionPending();
    found = [e.newGlobalRef(local), id];
    e.deleteLocalRef(local);
    ids.set(key, found);
  }
  return found;
}

/** Throw, as an error of JavaScript, what a call through JNI threw. */
function check(e: Any): void {
  if (fromTable(e, EXCEPTION_CHECK, "uint8", ["pointer"])(e.handle) !== 0) e.throwIfExceptionPending();
}

/** Give a function that calls a method: of an object first, then the arguments. Objects come back as local references, NULL for null. */
export function method(owner: string, name: string, signature: string): (self: NativePointer, ...args: Any[]) => Any {
  const [types, result] = shape(signature);
  let call: Any;
  let id: NativePointer;
  return (self, ...args) => {
    const e = env();
    if (call === undefined) {
      [, id] = lookup(owner, name, signature, false);
      call = e.vaMethod(result, types);
    }
    const out = call(e.handle, self, id, ...args);
    check(e);
    return out;
  };
}

/** The same for a static method. */
export function staticMethod(owner: string, name: string, signature: string): (...args: Any[]) => Any {
  const [types, result] = shape(signature);
  let call: Any;
  let holder: NativePointer;
  let id: NativePointer;
  return (...args) => {
    const e = env();
    if (call === undefined) {
      [holder, id] = lookup(owner, name, signature, true);
      call = e.staticVaMethod(result, types);
    }
    const out = call(e.handle, holder, id, ...args);
    check(e);
    return out;
  };
}

/** Give the function that makes an object. */
export function constructor(owner: string, signature: string): (...args: Any[]) => Any {
  const [types] = shape(signature);
  return (...args) => {
    const [holder, id] = lookup(owner, "<init>", signature, false);
    const e = env();
    const out = e.constructor(types)(e.handle, holder, id, ...args);
    check(e);
    return out;
  };
}

/** Give a Java string's text, or null; of a long one the beginning. */
export function stringOf(value: Value | NativePointer): string | null {
  const handle = handleOf(value);
  if (handle === null) return null;
  const e = env();
  const length = Math.min(fromTable(e, GET_STRING_LENGTH, "int32", ["pointer", "pointer"])(e.handle, handle), LONGEST_STRING);
  if (length === 0) return "";
  const buffer = Memory.alloc(length * 2);
  fromTable(e, GET_STRING_REGION, "void", ["pointer", "pointer", "int32", "int32", "pointer"])(e.handle, handle, 0, length, buffer);
  const units = new Uint16Array(buffer.readByteArray(length * 2)!);
  let out = "";
  for (let at = 0; at < length; at += CHUNK) out += String.fromCharCode(...units.subarray(at, at + CHUNK));
  return out;
}

/** Give a new Java string (a local reference), whatever characters it has. */
export function javaString(text: string): NativePointer {
  const e = env();
  const chars = Memory.allocUtf16String(text);
  return fromTable(e, NEW_STRING, "pointer", ["pointer", "pointer", "int32"])(e.handle, chars, text.length);
}

/** Give a byte[] as bytes, or a part of it. */
export function bytesOf(value: Value | NativePointer, offset = 0, length?: number): Uint8Array {
  const handle = handleOf(value);
  if (handle === null) return new Uint8Array(0);
  const e = env();
  const whole: number = e.getArrayLength(handle);
  const start = Math.max(0, Math.min(offset, whole));
  const size = Math.max(0, Math.min(length ?? whole - start, whole - start));
  if (size === 0) return new Uint8Array(0);
  const buffer = Memory.alloc(size);
  fromTable(e, GET_BYTE_ARRAY_REGION, "void", ["pointer", "pointer", "int32", "int32", "pointer"])(e.handle, handle, start, size, buffer);
  e.throwIfExceptionPending();
  return new Uint8Array(buffer.readByteArray(size)!);
}

/** Give the name of an object's class. */
export function classOf(value: Value | NativePointer): string {
  const handle = handleOf(value);
  return handle === null ? "" : env().getObjectClassName(handle);
}

/** Say whether an object is of a class (internal name), which must be there. */
export function isA(value: Value | NativePointer, owner: string): boolean {
  const handle = handleOf(value);
  if (handle === null) return false;
  let known = classes.get(owner);
  const e = env();
  if (known === undefined) {
    const local = e.findClass(owner);
    known = e.newGlobalRef(local) as NativePointer;
    e.deleteLocalRef(local);
    classes.set(owner, known);
  }
  return e.isInstanceOf(handle, known);
}

/** Give what JNI calls an object, or null. */
export function handleOf(value: Value | NativePointer): NativePointer | null {
  if (value === null || value === undefined) return null;
  const handle: NativePointer = value instanceof NativePointer ? value : (value as Any).$h;
  return handle.isNull() ? null : handle;
}

const classes = new Map<string, NativePointer>();
const toText = staticMethod("java/lang/String", "valueOf", "(Ljava/lang/Object;)Ljava/lang/String;");

/** Give an object's own text (toString), or null. */
export function textOf(value: Value | NativePointer): string | null {
  const handle = handleOf(value);
  return handle === null ? null : stringOf(toText(handle));
}

/** Numbers of functions in JNI's table. */
const NEW_STRING = 163;
const GET_STRING_LENGTH = 164;
const GET_BYTE_ARRAY_REGION = 200;
const GET_STRING_REGION = 220;
const EXCEPTION_CHECK = 228;
/** Characters of a Java string that are read, and how many at a time become text. */
const LONGEST_STRING = 1 << 20;
const CHUNK = 4096;
const functions: Any[] = [];

/** Give a function of JNI that the bridge does not offer. */
export function fromTable(e: Any, index: number, result: NativeFunctionReturnType, types: NativeFunctionArgumentType[]): Any {
  return (functions[index] ??= new NativeFunction(e.handle.readPointer().add(index * Process.pointerSize).readPointer(), result, types, { exceptions: "propagate" }));
}
