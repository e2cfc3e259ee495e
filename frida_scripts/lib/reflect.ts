// The little of java.lang.reflect that agents need to learn a class's methods while the app runs.

import { env, handleOf, method, stringOf, type Value } from "./jni.ts";

const classOfObject = method("java/lang/Object", "getClass", "()Ljava/lang/Class;");
const nameOfClass = method("java/lang/Class", "getName", "()Ljava/lang/String;");
const methodsOf = method("java/lang/Class", "getMethods", "()[Ljava/lang/reflect/Method;");
const interfacesOf = method("java/lang/Class", "getInterfaces", "()[Ljava/lang/Class;");
const superclassOf = method("java/lang/Class", "getSuperclass", "()Ljava/lang/Class;");
const nameOfMethod = method("java/lang/reflect/Method", "getName", "()Ljava/lang/String;");
const parametersOf = method("java/lang/reflect/Method", "getParameterTypes", "()[Ljava/lang/Class;");
const resultOf = method("java/lang/reflect/Method", "getReturnType", "()Ljava/lang/Class;");
const annotationsOf = method("java/lang/reflect/Method", "getAnnotations", "()[Ljava/lang/annotation/Annotation;");
const annotationType = method("java/lang/annotation/Annotation", "annotationType", "()Ljava/lang/Class;");
const accessible = method("java/lang/reflect/Method", "setAccessible", "(Z)V");
const invoke = method("java/lang/reflect/Method", "invoke", "(Ljava/lang/Object;[Ljava/lang/Object;)Ljava/lang/Object;");

/** Classes whose methods are looked at are bounded in methods. */
const METHODS = 2000;

/** Give an object's class, as a local reference. */
export function typeOf(object: Value | NativePointer): NativePointer {
  return classOfObject(handleOf(object)!);
}

/** Give the elements of an object array. */
export function elements(array: NativePointer, most: number = METHODS): NativePointer[] {
  const out: NativePointer[] = [];
  const e = env();
  const count = Math.min(e.getArrayLength(array), most);
  for (let i = 0; i < count; i++) out.push(e.getObjectArrayElement(array, i));
  return out;
}

/** Give the names of a class's public methods that carry an annotation whose simple name this is. */
export function annotated(type: NativePointer, simpleName: string): string[] {
  const found = new Set<string>();
  const e = env();
  e.pushLocalFrame(16);
  try {
    for (const each of elements(methodsOf(type))) {
      const marks = elements(annotationsOf(each)).map((mark) => stringOf(nameOfClass(annotationType(mark))) ?? "");
      if (marks.some((mark) => mark.split(/[.$]/).pop() === simpleName)) found.add(stringOf(nameOfMethod(each))!);
    }
  } finally {
    e.popLocalFrame(NULL);
  }
  return [...found].sort();
}

/** Call the methods without arguments that give an Object, of the interfaces that an object's class implements; give the first result that will do. */
export function fromFunction(object: NativePointer, willDo: (result: NativePointer) => boolean): NativePointer | null {
  for (let type = typeOf(object); !type.isNull(); type = superclassOf(type))
    for (const face of elements(interfacesOf(type)))
      for (const each of elements(methodsOf(face))) {
        if (env().getArrayLength(parametersOf(each)) !== 0 || stringOf(nameOfClass(resultOf(each))) !== "java.lang.Object") continue;
        accessible(each, 1);
        const found: NativePointer = invoke(each, object, NULL);
        if (willDo(found)) return found;
      }
  return null;
}
