// Getting at Java: waiting for it, attaching this agent's thread to it, and keeping HotSpot from hanging.

import Java from "frida-java-bridge";

import { bridge, type Any } from "./jni.ts";
import { reason, trouble } from "./send.ts";

/**
 * Make HotSpot safe to go on after hooks were installed. Installing leaves this thread in the state "in the VM", for which the next
 * safepoint would wait for ever; one call through JNI mends that. On ART it does no harm.
 */
export function settle(): void {
  if (javaState() !== true) return;
  bridge.vm.perform((e: Any) => e.deleteLocalRef(e.findClass("java/lang/Object")));
}

/** Say whether there is Java: true, false (not yet), or why it cannot be hooked. */
export function javaState(): true | false | string {
  try {
    return Java.available;
  } catch (e) {
    return `Java cannot be hooked here (Android's, or HotSpot 17's, can): ${reason(e)}`;
  }
}

/** Run something on this thread with Java at hand, at once or as soon as there is Java in the process; what fails is told. */
export function withJava(work: () => void): void {
  const run = () => {
    try {
      if (javaState() !== true) throw new Error(`there is no Java after all (${javaState()})`);
      shareThread();
      bridge.performNow(work);
    } catch (e) {
      trouble("java", e);
    }
    afterHooks();
  };
  const now = javaState();
  if (now === true) run();
  else if (now === false) whenJavaCreated(run);
  else trouble("java", now);
}

const agentThread = Process.getCurrentThreadId();
let shared = false;

/**
 * Let several agents of one process use the one thread that runs their timers and calls. Each has a bridge of its own, which attaches
 * that thread to Java and, when its agent goes, detaches it; the others would go on with an environment that is no more. So none keeps
 * that thread's environment between two pieces of work: the bridge asks for it anew each time, and attaches again where it must.
 */
function shareThread(): void {
  if (shared) return;
  shared = true;
  const { vm } = bridge;
  const perform = vm.perform;
  let depth = 0;
  vm.perform = (work: Any) => {
    if (Process.getCurrentThreadId() !== agentThread) return perform.call(vm, work);
    if (depth === 0) forget(vm);
    depth++;
    try {
      return perform.call(vm, work);
    } finally {
      if (--depth === 0) forget(vm);
    }
  };
}

function forget(vm: Any): void {
  try {
    for (;;) vm.unlink(agentThread);
  } catch {
    // nothing was kept, or nothing is any more
  }
}

/** Settle once the bridge has put this turn's hooks in place, which it does in the next one. */
export function afterHooks(): void {
  Script.nextTick(() => {
    try {
      settle();
    } catch (e) {
      trouble("settle", e);
    }
  });
}

/** Wait for a JVM that the process is about to make. On Android every app has one from its start. */
function whenJavaCreated(run: () => void): void {
  let done = false;
  const observer = Process.attachModuleObserver({
    onAdded(module: Module) {
      if (module.name !== "libjvm.so" && module.name !== "libart.so") return;
      const create = module.enumerateExports().find((each) => each.name === "JNI_CreateJavaVM");
      if (create === undefined) return;
      Interceptor.attach(create.address, {
        onLeave() {
          if (done) return;
          done = true;
          run();
          setTimeout(() => observer.detach(), 0);
        },
      });
    },
  });
}
