// An agent of the tests' own: hooks that look, that fail, that replace, of classes that are there and that are not.

import { describe } from "../../../frida_scripts/lib/describe.ts";
import { b64, emit, serve, text, trouble, type Options } from "../../../frida_scripts/lib/send.ts";

import { install, stop, type Call, type JavaHook } from "../../../frida_scripts/lib/java.ts";
import { bytesOf, classOf, stringOf } from "../../../frida_scripts/lib/jni.ts";
import { frames, sdkOf, setApp, told } from "../../../frida_scripts/lib/stack.ts";

const OWNER = "RunnerTarget";

function tell(call: Call): void {
  const args = call.args.map((each, i) => describe(each, call.types[i], 1000) ?? "null");
  const stack = frames(`${OWNER}.${call.hook.split(".")[1]}(`);
  emit("api", call.hook, { hook: call.hook, category: "test", api: call.hook, arguments: args, value: call.threw ? "threw" : describe(call.result, call.resultType, 1000), stack: told(stack), sdk: sdkOf(stack) });
}

const look = (method: string, more: Partial<JavaHook> = {}): JavaHook => ({ class: OWNER, method, after: tell, ...more });

const table: JavaHook[] = [
  look("text"),
  look("same"),
  look("primitives"),
  look("arrays"),
  look("thrower"),
  look("<init>"),
  look("instance"),
  look("outer"),
  look("inner"),
  look("named", { nested: "other methods" }),
  look("overloaded", { overloads: [["int"], ["java.lang.String", "int"]] }),
  look("overloaded", { name: "no such overload", overloads: [["float"]] }),
  look("not there"),
  look("abstracted", { class: "RunnerTarget$Shape" }),
  look("abstracted", { class: "RunnerTarget$Square" }),
  look("inherited", { class: "RunnerTarget$Square" }),
  look("inherited", { class: "RunnerTarget$Shape" }),
  look("anything", { class: "no.such.Thing" }),
  look("hello", { class: "late.Late" }),
  look("counted"),
  {
    class: OWNER,
    method: "broken",
    before() {
      throw new Error("before is broken");
    },
    after() {
      throw new Error("after is broken");
    },
  },
  {
    class: OWNER,
    method: "brokenAround",
    around() {
      throw new Error("around is broken");
    },
  },
  {
    class: OWNER,
    method: "brokenLate",
    around(_, proceed) {
      proceed();
      throw new Error("around is broken after the call");
    },
  },
  { class: OWNER, method: "replaced", around: (call, proceed) => proceed([call.args[0] === 1 ? 41 : call.args[0]]) },
];

serve("probe", {
  install(options: Options) {
    setApp(options.app);
    if (options.table !== false) install(table);
  },
  stop,
});

Object.assign(rpc.exports, {
  b64: (bytes: number[]) => b64(bytes),
  pointer(bytes: number[], length: number) {
    const at = Memory.alloc(Math.max(1, bytes.length));
    at.writeByteArray(bytes);
    return b64(at, length);
  },
  sized: (count: number) => b64(new Uint8Array(count).fill(120).buffer as ArrayBuffer),
  text: (given: string, most: number) => text(given, most),
  /** Tell events of a hook, one after another, as fast as it goes. */
  flood(hook: string, count: number, size: number) {
    let told = 0;
    const value = "x".repeat(size);
    for (let i = 0; i < count; i++) if (emit("api", hook, { hook, category: "test", api: hook, arguments: [], value })) told++;
    return told;
  },
  /** Go wrong in so many ways, each twice. */
  fail(ways: number) {
    for (let i = 0; i < 2 * ways; i++) trouble("failing", new Error(`way ${i % ways}`));
  },
  malformed() {
    emit("api", "odd", { hook: "odd", category: "test", api: "odd", arguments: ["half \ud83d of a pair", "nul \0"], value: "\udc00" });
    const loop: Record<string, unknown> = {};
    loop.self = loop;
    return emit("api", "loop", loop as never);
  },
  unused: () => [bytesOf.length, classOf.length, stringOf.length],
});
