// What the app read of the person and the device: every call of the APIs in catalog.json.

import catalog from "./catalog.json";
import { describe, hex, mac } from "../lib/describe.ts";
import { install, stop, type Call, type JavaHook } from "../lib/java.ts";
import { bytesOf, method, stringOf, type Value } from "../lib/jni.ts";
import { admits, emit, serve, trouble, type Options } from "../lib/send.ts";
import { frames, sdkOf, setApp, told } from "../lib/stack.ts";

interface Rule {
  category: string;
  /** The argument that says what is read, looked up in a table by its beginning. */
  by?: number;
  table?: string;
  /** The result is a cursor whose first row is read. */
  rows?: boolean;
}

interface Entry {
  class: string;
  methods: Record<string, string | Rule>;
  /** False: only where the host names the hook, because it tells little and is called often. */
  default?: boolean;
}

/** Characters of an argument and of a value that are told. */
const ARGUMENT = 4096;
const VALUE = 64 << 10;
/** Authorities whose rows hold an identifier of the device. */
const IDENTIFIER_ROWS = new Set(["device_id", "advertising_id"]);
const tables: Record<string, Record<string, string>> = catalog.tables;

/** Give the category of a call by what it asks for. */
function categoryOf(rule: Rule, args: string[]): string {
  if (rule.by === undefined) return rule.category;
  const table = tables[rule.table!];
  const asked = args[rule.by] ?? "";
  if (Object.hasOwn(table, asked)) return table[asked];
  let best = "";
  if (rule.table !== "setting") for (const prefix of Object.keys(table)) if (asked.startsWith(prefix) && prefix.length > best.length) best = prefix;
  return best === "" ? rule.category : table[best];
}

function valueOf(call: Call, rule: Rule, category: string): string | null {
  const { result, resultType } = call;
  if (result === null || result === undefined) return null;
  if (resultType === "[B") return category === "mac_address" ? mac(bytesOf(result)) : hex(bytesOf(result, 0, VALUE >> 1));
  if (rule.rows && IDENTIFIER_ROWS.has(category)) return firstRow(result);
  return describe(result, resultType, VALUE);
}

const cursor = {
  position: method("android/database/Cursor", "getPosition", "()I"),
  move: method("android/database/Cursor", "moveToPosition", "(I)Z"),
  columns: method("android/database/Cursor", "getColumnCount", "()I"),
  text: method("android/database/Cursor", "getString", "(I)Ljava/lang/String;"),
};

/** Read the last column of a cursor's first row, where the identifier stands, and put the cursor back. */
function firstRow(value: Value): string | null {
  const handle = (value as { $h: NativePointer }).$h;
  const before = cursor.position(handle);
  if (!cursor.move(handle, 0)) return null;
  try {
    return stringOf(cursor.text(handle, cursor.columns(handle) - 1));
  } finally {
    cursor.move(handle, before);
  }
}

/** A value that cannot be told leaves the rest of the event whole. */
function safely(call: Call, work: () => string | null): string | null {
  try {
    return work();
  } catch (e) {
    trouble(call.hook, e);
    return null;
  }
}

function hookOf(owner: string, name: string, rule: Rule): JavaHook {
  const api = `${owner}.${name}`;
  return {
    class: owner,
    method: name,
    after(call) {
      if (!admits(call.hook)) return;
      const args = call.args.map((each, i) => safely(call, () => describe(each, call.types[i], ARGUMENT)) ?? "null");
      const category = categoryOf(rule, args);
      const stack = frames(`${api}(`);
      emit("api", call.hook, { hook: call.hook, category, api, arguments: args, value: call.threw ? null : safely(call, () => valueOf(call, rule, category)), stack: told(stack), sdk: sdkOf(stack) });
    },
  };
}

/** Make the table of hooks out of the catalogue. */
function table(options: Options): JavaHook[] {
  const out: JavaHook[] = [];
  for (const entry of catalog.classes as unknown as Entry[])
    for (const [name, rule] of Object.entries(entry.methods)) {
      const hook = hookOf(entry.class, name, typeof rule === "string" ? { category: rule } : rule);
      if (entry.default !== false || options.hooks?.includes(`${entry.class}.${name}`)) out.push(hook);
    }
  return out;
}

serve("privacy", {
  install(options) {
    setApp(options.app);
    install(table(options));
  },
  stop,
});
