// Lets the audit's proxy read what the app pins: where the app refuses a chain of certificates, and that chain leads to the audit CA,
// the refusal is taken back. The app decides first and keeps deciding for every other chain; host names are checked as ever.

import { withJava } from "../lib/attach.ts";
import { install, installFromHook, nameOf, stop, unseen, type Call, type JavaHook } from "../lib/java.ts";
import { bridge, classOf, env, handleOf, isA, method, stringOf, textOf, type Any, type Ref, type Value } from "../lib/jni.ts";
import { describe } from "../lib/describe.ts";
import { emit, serve, trouble } from "../lib/send.ts";
import { fromFunction, typeOf } from "../lib/reflect.ts";
import { frames, sdkOf, told } from "../lib/stack.ts";
import { chainList, elementsOf, setAuthority, vouched } from "../lib/vouch.ts";

const CHAIN = "[Ljava.security.cert.X509Certificate;";
const LIST = "java.util.List";
const PINNED = "Certificate pinning failure!";

/** Tell that a refusal was taken back: the app pins here. */
function tell(call: Call): void {
  const stack = frames("java.lang.Throwable");
  const args = call.args.map((each, i) => (call.types[i] === "java.lang.String" ? (describe(each, call.types[i], 300) ?? "null") : call.types[i]));
  emit("api", call.hook, { hook: call.hook, category: "pinning", api: call.hook, arguments: args, value: null, stack: told(stack), sdk: sdkOf(stack) });
}

type Chain = (call: Call) => Value | NativePointer;

/** The app's own check first. Where it refuses, and the chain is the audit's, `instead` gives what the check should have given. */
function unless(chain: Chain, instead: (call: Call) => Value = () => undefined): JavaHook["around"] {
  return (call, proceed) => {
    try {
      return proceed();
    } catch (error) {
      if ((error as Any).$h === undefined || !allowed(call, chain)) throw error;
      call.threw = false;
      return instead(call);
    }
  };
}

/** Say whether the chain of a refused call is the audit's; what goes wrong here means no. */
function allowed(call: Call, chain: Chain): boolean {
  return unseen(() => {
    try {
      if (!vouched(chain(call))) return false;
      tell(call);
      return true;
    } catch (error) {
      trouble(call.hook, error);
      return false;
    }
  });
}

const first: Chain = (call) => call.args[0];
const second: Chain = (call) => call.args[1];

/** What a trust manager gives back: nothing, or the chain that it trusts. */
function accepted(call: Call): Value {
  return call.resultType === "void" ? undefined : ({ $h: chainList(call.args[0]) } as Ref);
}

function trustManager(name: string, from?: NativePointer): JavaHook[] {
  return ["checkServerTrusted", "getTrustedChainForServer"].map((each) => ({
    class: name,
    method: each,
    ...(from === undefined ? {} : { from }),
    nested: "always",
    overloads: (types) => types[0] === CHAIN,
    around: unless(first, accepted),
  }));
}

/** A check of `(String host, chain)` that gives nothing and throws. */
function pinner(name: string, each: string): JavaHook {
  return { class: name, method: each, nested: "always", overloads: (types, result) => result === "void" && types.length === 2 && types[0] === "java.lang.String", around: unless((call) => chainIn(call.args[1])) };
}

// ---- OkHttp's chain as a function that gives it ----

/** Give a chain that is an array or a list; or what an object gives whose interface has one method without arguments (Kotlin's Function0, whatever its name now is). */
function chainIn(value: Value): Value | NativePointer {
  const handle = handleOf(value);
  if (handle === null || elementsOf(handle) !== null) return value;
  return fromFunction(handle, (found) => elementsOf(found) !== null);
}

// ---- What is found only while the app runs ----

/** Look at the trust managers that the app brings, before they are asked. */
const contexts: JavaHook = {
  class: "javax.net.ssl.SSLContext",
  method: "init",
  nested: "always",
  before(call) {
    const found: JavaHook[] = [];
    for (const each of elementsOf(call.args[1]) ?? []) if (isA(each, "javax/net/ssl/X509TrustManager")) found.push(...hooksOf(each, trustManager));
    if (found.length > 0) installFromHook(found);
  },
};

const met = new Set<string>();

/** Give the hooks of an object's class, the first time that it is met. */
function hooksOf(object: NativePointer, make: (name: string, from: NativePointer) => JavaHook[]): JavaHook[] {
  const name = classOf(object);
  const type = typeOf(object);
  const key = `${name} ${textOf(type)}`;
  if (met.has(key)) return [];
  met.add(key);
  return make(name, env().newGlobalRef(type));
}

const stackOf = method("java/lang/Throwable", "getStackTrace", "()[Ljava/lang/StackTraceElement;");
const classOfFrame = method("java/lang/StackTraceElement", "getClassName", "()Ljava/lang/String;");
const methodOfFrame = method("java/lang/StackTraceElement", "getMethodName", "()Ljava/lang/String;");

/** Find an obfuscated pinner: it makes this exception, in these words, in a method of `(String, chain)`. Its first refusal stands, as it is under way. */
const refusals: JavaHook = {
  class: "javax.net.ssl.SSLPeerUnverifiedException",
  method: "<init>",
  nested: "always",
  after(call) {
    if (call.threw || !(stringOf(call.args[0]) ?? "").startsWith(PINNED)) return;
    const [frame] = elementsOf(stackOf(handleOf(call.self)!)) ?? [];
    if (frame === undefined) return;
    const name = stringOf(classOfFrame(frame))!;
    const hook = pinner(name, stringOf(methodOfFrame(frame))!);
    if (met.has(nameOf(hook))) return;
    met.add(nameOf(hook));
    installFromHook([hook]);
  },
};

// ---- WebView: its network stack asks the trust managers above, so this is for what they did not decide ----

const certificateOf = method("android/net/http/SslError", "getCertificate", "()Landroid/net/http/SslCertificate;");
const x509Of = method("android/net/http/SslCertificate", "getX509Certificate", "()Ljava/security/cert/X509Certificate;");
const proceedWith = method("android/webkit/SslErrorHandler", "proceed", "()V");
const listOfOne = (each: NativePointer): NativePointer => bridge.use("java.util.Collections").singletonList(bridge.cast(each, bridge.use("java.lang.Object"))).$h;

function webViewClient(name: string, from?: NativePointer): JavaHook[] {
  return [
    {
      class: name,
      method: "onReceivedSslError",
      ...(from === undefined ? {} : { from }),
      nested: "always",
      around(call, proceed) {
        if (!allowed(call, () => listOfOne(x509Of(certificateOf(handleOf(call.args[2])!))))) return proceed();
        proceedWith(handleOf(call.args[1])!);
        return undefined;
      },
    },
  ];
}

/** The app's own clients, which decide by themselves. */
const clients: JavaHook = {
  class: "android.webkit.WebViewClient",
  method: "<init>",
  nested: "always",
  after(call) {
    const found = hooksOf(handleOf(call.self)!, webViewClient);
    if (found.length > 0) installFromHook(found);
  },
};

/** A check that gives false instead of throwing. */
function truthful(name: string, each: string, chain: Chain): JavaHook {
  return {
    class: name,
    method: each,
    nested: "always",
    overloads: (_, result) => result === "boolean",
    around(call, proceed) {
      const said = proceed();
      return said === false && allowed(call, chain) ? true : said;
    },
  };
}

/** Chromium's network stack as a library: its pins do not hold for authorities that were added to the device, unless the app says so. */
const cronet: JavaHook = {
  class: "org.chromium.net.impl.CronetEngineBuilderImpl",
  method: "enablePublicKeyPinningBypassForLocalTrustAnchors",
  around: (_, proceed) => proceed([true]),
};

const table: JavaHook[] = [
  ...["com.android.org.conscrypt", "org.conscrypt", "com.google.android.gms.org.conscrypt"].flatMap((each) => [
    ...trustManager(`${each}.TrustManagerImpl`),
    pinner(`${each}.CertPinManager`, "checkChainPinning"),
    truthful(`${each}.CertPinManager`, "isChainValid", second),
  ]),
  ...trustManager("android.security.net.config.RootTrustManager"),
  ...trustManager("android.security.net.config.NetworkSecurityTrustManager"),
  { class: "android.security.net.config.NetworkSecurityTrustManager", method: "checkPins", nested: "always", overloads: [[LIST]], around: unless(first) },
  ...trustManager("android.net.http.X509TrustManagerExtensions"),
  ...trustManager("sun.security.ssl.X509TrustManagerImpl"),
  contexts,
  refusals,
  pinner("okhttp3.CertificatePinner", "check"),
  pinner("okhttp3.CertificatePinner", "check$okhttp"),
  pinner("com.squareup.okhttp.CertificatePinner", "check"),
  { class: "okhttp3.internal.tls.BasicCertificateChainCleaner", method: "clean", nested: "always", around: unless(first, (call) => ({ $h: chainList(call.args[0]) }) as Ref) },
  ...trustManager("appcelerator.https.PinningTrustManager"),
  ...trustManager("com.datatheorem.android.trustkit.pinning.PinningTrustManager"),
  cronet,
  ...webViewClient("android.webkit.WebViewClient"),
  clients,
];

serve("unpinning", {
  install(options) {
    if (typeof options.ca !== "string" || options.ca === "") return trouble("unpinning", "no audit CA was given, so nothing is hooked: configure({ca: PEM})");
    const { ca } = options;
    withJava(() => {
      try {
        setAuthority(ca);
      } catch (error) {
        return trouble("unpinning", `the audit CA is no certificate in PEM, so nothing is hooked (${error})`);
      }
      install(table);
    });
    return undefined;
  },
  stop,
});

