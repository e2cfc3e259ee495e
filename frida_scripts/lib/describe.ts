// Values of Java as text for an event: short, without calling into the app's own classes.

import { bytesOf, classOf, env, method, staticMethod, stringOf, textOf, type Value } from "./jni.ts";
import { text } from "./send.ts";

const ARRAY_TO_TEXT = new Map(["[I", "[J", "[Z", "[C", "[S", "[F", "[D"].map((type) => [type, staticMethod("java/util/Arrays", "toString", `(${type})Ljava/lang/String;`)]));
const objectsToText = staticMethod("java/util/Arrays", "deepToString", "([Ljava/lang/Object;)Ljava/lang/String;");
/** Classes whose toString is the system's own. */
const SYSTEM = /^(?:\[L)?(?:java|javax|android|androidx|dalvik|libcore|com\.android|com\.google\.android|kotlin|sun|jdk)\./;

/** Give a value as text of at most `most` characters, or null for null and void. The type is the declared one. */
export function describe(value: Value, type: string, most: number): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value !== "object" || !("$h" in value)) return text(type === "float" ? float(value as number) : String(value), most);
  if (type === "java.lang.String") return text(stringOf(value) ?? "", most);
  if (type === "[B") return hex(bytesOf(value, 0, most >> 1));
  const arrays = ARRAY_TO_TEXT.get(type);
  if (arrays !== undefined) return cut(arrays(value.$h), most);
  const name = classOf(value);
  if (name === "java.lang.String") return text(stringOf(value) ?? "", most);
  if (name === "[B") return hex(bytesOf(value, 0, most >> 1));
  const special = SPECIAL[name];
  if (special !== undefined) return text(special(value.$h), most);
  if (!SYSTEM.test(name)) return name;
  if (name.startsWith("[L")) return cut(objectsToText(value.$h), most);
  return text(textOf(value) ?? "", most);
}

/** Give a float as short as it can be written, as Java does: as a double it has digits that nobody meant. */
function float(value: number): string {
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return String(short);
  }
  return String(value);
}

/** Give bytes as lower-case hexadecimal digits. */
export function hex(bytes: Uint8Array): string {
  let out = "";
  for (const byte of bytes) out += HEX[byte];
  return out;
}

/** Give bytes as a MAC address is written. */
export function mac(bytes: Uint8Array): string {
  return [...bytes].map((byte) => HEX[byte]).join(":");
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

function cut(handle: NativePointer, most: number): string {
  const said = text(stringOf(handle) ?? "", most);
  env().deleteLocalRef(handle);
  return said;
}

const location = {
  latitude: method("android/location/Location", "getLatitude", "()D"),
  longitude: method("android/location/Location", "getLongitude", "()D"),
};

/** Classes whose toString hides what matters. */
const SPECIAL: Record<string, (handle: NativePointer) => string> = {
  "android.location.Location": (handle) => `${location.latitude(handle)},${location.longitude(handle)}`,
  "android.content.ClipData": clip,
};

const clipped = {
  count: method("android/content/ClipData", "getItemCount", "()I"),
  item: method("android/content/ClipData", "getItemAt", "(I)Landroid/content/ClipData$Item;"),
  text: method("android/content/ClipData$Item", "getText", "()Ljava/lang/CharSequence;"),
  uri: method("android/content/ClipData$Item", "getUri", "()Landroid/net/Uri;"),
};

function clip(handle: NativePointer): string {
  const out: string[] = [];
  const count = Math.min(clipped.count(handle), 16);
  for (let i = 0; i < count; i++) {
    const item = clipped.item(handle, i);
    out.push(textOf(clipped.text(item)) ?? textOf(clipped.uri(item)) ?? "");
  }
  return out.join("\n");
}
