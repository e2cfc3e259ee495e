// What pages and the app tell each other: bridges and their calls, scripts, pages, prompts. Vendors' kernels have the same names elsewhere.

import { describe } from "../lib/describe.ts";
import { install, installFromHook, stop, type Call, type JavaHook } from "../lib/java.ts";
import { bytesOf, classOf, env, handleOf, method, textOf, type Value } from "../lib/jni.ts";
import { annotated, typeOf } from "../lib/reflect.ts";
import { admits, emit, serve, text, type Fields } from "../lib/send.ts";

/** The system's WebView, Alibaba's UC kernel and Tencent's X5. */
const VIEWS = ["android.webkit.WebView", "com.uc.webview.export.WebView", "com.tencent.smtt.sdk.WebView"];
const CHROME_CLIENTS = ["android.webkit.WebChromeClient", "com.uc.webview.export.WebChromeClient", "com.tencent.smtt.sdk.WebChromeClient"];
const PROMPT_RESULTS = ["android.webkit.JsPromptResult", "com.tencent.smtt.export.external.interfaces.JsPromptResult"];
const SCRIPT = "javascript:";
/** Characters of a script, a page or an argument that are told. */
const MOST = 64 << 10;

function tell(call: Call, event: Fields<"webview">): void {
  if (admits(call.hook)) emit("webview", call.hook, event);
}

function argument(call: Call, index: number): string {
  return describe(call.args[index], call.types[index], MOST) ?? "";
}

const met = new Set<string>();

/** Say whether a class is met for the first time in this part. */
function firstTime(part: string, object: Value | NativePointer): boolean {
  const key = `${part} ${classOf(object)} ${textOf(typeOf(object))}`;
  if (met.has(key)) return false;
  met.add(key);
  return true;
}

/** Hook a method of an object's class, the first time that such an object is met. */
function follow(object: Value | NativePointer, part: string, make: (owner: string) => JavaHook[]): void {
  if (handleOf(object) === null || !firstTime(part, object)) return;
  const from = env().newGlobalRef(typeOf(object)) as NativePointer;
  const found = make(classOf(object)).map((hook) => ({ ...alsoInside(hook), from }));
  if (found.length > 0) installFromHook(found);
}

// ---- The app offers an object to the page ----

function bridge(owner: string): JavaHook {
  return {
    class: owner,
    method: "addJavascriptInterface",
    before(call) {
      const [object] = call.args;
      const name = argument(call, 1);
      if (handleOf(object) === null) return;
      const methods = annotated(typeOf(object), "JavascriptInterface");
      tell(call, { action: "bridge", name, arguments: [classOf(object), ...methods] });
      follow(object, `bridge ${name}`, (own) => methods.map((each) => offered(own, each, name)));
    },
  };
}

function offered(owner: string, name: string, bridgeName: string): JavaHook {
  return {
    class: owner,
    method: name,
    after(call) {
      const args = call.args.map((_, i) => argument(call, i));
      tell(call, { action: "call", name: `${bridgeName}.${name}`, arguments: args, value: call.threw ? null : describe(call.result, call.resultType, MOST) });
    },
  };
}

// ---- The app loads pages and runs scripts ----

const clientOf = method("android/webkit/WebView", "getWebViewClient", "()Landroid/webkit/WebViewClient;");
const urlOf = method("android/webkit/WebResourceRequest", "getUrl", "()Landroid/net/Uri;");

/** Give the body of a form, a character for each byte. */
function posted(body: Value): string {
  let out = "";
  for (const byte of bytesOf(body, 0, MOST)) out += String.fromCharCode(byte);
  return out;
}

function loads(owner: string): JavaHook[] {
  return [
    {
      class: owner,
      method: "loadUrl",
      before(call) {
        const url = argument(call, 0);
        if (url.slice(0, SCRIPT.length).toLowerCase() === SCRIPT) tell(call, { action: "evaluate", name: "loadUrl", arguments: [url.slice(SCRIPT.length)] });
        else tell(call, { action: "load", name: "loadUrl", url, arguments: call.args.slice(1).map((_, i) => argument(call, i + 1)) });
        if (owner === VIEWS[0]) follow(clientOf(handleOf(call.self)!), "client", navigations);
      },
    },
    {
      class: owner,
      method: "postUrl",
      before(call) {
        tell(call, { action: "load", name: "postUrl", url: argument(call, 0), arguments: [posted(call.args[1])] });
      },
    },
    {
      class: owner,
      method: "loadDataWithBaseURL",
      before(call) {
        tell(call, { action: "load", name: "loadDataWithBaseURL", url: argument(call, 0), arguments: [argument(call, 1)] });
      },
    },
    {
      class: owner,
      method: "postWebMessage",
      before(call) {
        tell(call, { action: "call", name: "postWebMessage", arguments: call.args.map((_, i) => argument(call, i)) });
      },
    },
    {
      class: owner,
      method: "evaluateJavascript",
      before(call) {
        tell(call, { action: "evaluate", name: "evaluateJavascript", arguments: [argument(call, 0)] });
        follow(call.args[1], "callback", (own) => [answers(own)]);
      },
    },
  ];
}

/** What a script gave back. */
function answers(owner: string): JavaHook {
  return {
    class: owner,
    method: "onReceiveValue",
    overloads: (types) => types.length === 1,
    before(call) {
      tell(call, { action: "evaluate", name: "onReceiveValue", value: argument(call, 0) });
    },
  };
}

/** Pages speak to the app by addresses too, which no server ever sees. */
function navigations(owner: string): JavaHook[] {
  return [
    {
      class: owner,
      method: "shouldOverrideUrlLoading",
      after(call) {
        const url = call.types[1] === "java.lang.String" ? argument(call, 1) : text(textOf(urlOf(handleOf(call.args[1])!)) ?? "", MOST);
        tell(call, { action: "load", name: "shouldOverrideUrlLoading", url, value: call.threw ? null : String(call.result) });
      },
    },
  ];
}

// ---- The page asks the app by prompt() ----

function prompts(owner: string): JavaHook {
  return {
    class: owner,
    method: "onJsPrompt",
    after(call) {
      tell(call, { action: "prompt", name: "onJsPrompt", url: argument(call, 1), arguments: [argument(call, 2), argument(call, 3)], value: call.threw ? null : String(call.result) });
    },
  };
}

const promptAnswers = PROMPT_RESULTS.map(
  (owner): JavaHook => ({
    class: owner,
    method: "confirm",
    overloads: [["java.lang.String"]],
    before(call) {
      tell(call, { action: "prompt", name: "confirm", value: argument(call, 0) });
    },
  }),
);

function chromeClients(owner: string): JavaHook {
  return {
    class: owner,
    method: "setWebChromeClient",
    before(call) {
      follow(call.args[0], "chrome", (own) => [prompts(own)]);
    },
  };
}

/** A bridge's method may load a page, and a prompt be answered, before it returns. */
function alsoInside(hook: JavaHook): JavaHook {
  return { ...hook, nested: "other methods" };
}

const table: JavaHook[] = [...VIEWS.flatMap((each) => [bridge(each), ...loads(each), chromeClients(each)]), ...CHROME_CLIENTS.map(prompts), ...promptAnswers].map(alsoInside);

serve("webview", {
  install: () => install(table),
  stop,
});
