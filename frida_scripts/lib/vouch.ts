// Says whether a chain of certificates leads to the audit's own certificate authority. Nothing else is ever trusted for the app.

import { unseen } from "./java.ts";
import { constructor, env, handleOf, isA, javaString, method, staticMethod, type Any, type Value } from "./jni.ts";

const factory = staticMethod("java/security/cert/CertificateFactory", "getInstance", "(Ljava/lang/String;)Ljava/security/cert/CertificateFactory;");
const parse = method("java/security/cert/CertificateFactory", "generateCertificate", "(Ljava/io/InputStream;)Ljava/security/cert/Certificate;");
const pathOf = method("java/security/cert/CertificateFactory", "generateCertPath", "(Ljava/util/List;)Ljava/security/cert/CertPath;");
const stream = constructor("java/io/ByteArrayInputStream", "([B)V");
const bytesOfText = method("java/lang/String", "getBytes", "()[B");
const list = constructor("java/util/ArrayList", "()V");
const add = method("java/util/List", "add", "(Ljava/lang/Object;)Z");
const toArray = method("java/util/List", "toArray", "()[Ljava/lang/Object;");
const same = method("java/lang/Object", "equals", "(Ljava/lang/Object;)Z");
const anchor = constructor("java/security/cert/TrustAnchor", "(Ljava/security/cert/X509Certificate;[B)V");
const onlyOne = staticMethod("java/util/Collections", "singleton", "(Ljava/lang/Object;)Ljava/util/Set;");
const parameters = constructor("java/security/cert/PKIXParameters", "(Ljava/util/Set;)V");
const withoutRevocation = method("java/security/cert/PKIXParameters", "setRevocationEnabled", "(Z)V");
const validator = staticMethod("java/security/cert/CertPathValidator", "getInstance", "(Ljava/lang/String;)Ljava/security/cert/CertPathValidator;");
const validate = method("java/security/cert/CertPathValidator", "validate", "(Ljava/security/cert/CertPath;Ljava/security/cert/CertPathParameters;)Ljava/security/cert/CertPathValidatorResult;");
/** Certificates of a chain that are looked at. */
const LONGEST = 10;

let authority: NativePointer | null = null;
let trust: NativePointer | null = null;

/** Take the audit CA, as PEM. Throws where that is no certificate. */
export function setAuthority(pem: string): void {
  const e = env();
  const given = parse(factory(javaString("X.509")), stream(bytesOfText(javaString(pem))));
  authority = e.newGlobalRef(given);
  const rules = parameters(onlyOne(anchor(authority, NULL)));
  withoutRevocation(rules, 0);
  trust = e.newGlobalRef(rules);
}

/** Say whether certificates (an array or a List, the server's own first) lead to the audit CA: signatures, dates, uses, by PKIX. */
export function vouched(chain: Value | NativePointer): boolean {
  return unseen(() => {
    const certificates = elementsOf(chain);
    if (certificates === null || certificates.length === 0) return false;
    const e = env();
    e.pushLocalFrame(64);
    try {
      const path = list();
      for (const each of certificates.slice(0, LONGEST)) {
        if (same(each, authority)) break;
        add(path, each);
      }
      validate(validator(javaString("PKIX")), pathOf(factory(javaString("X.509")), path), trust);
      return true;
    } catch (error) {
      // what Java throws means no; anything else is a fault of this agent
      if ((error as Any).$h === undefined) throw error;
      return false;
    } finally {
      e.popLocalFrame(NULL);
    }
  });
}

/** Give a chain as the List that some trust managers give back, with the audit CA at its end. */
export function chainList(chain: Value): NativePointer {
  const out = list();
  for (const each of elementsOf(chain) ?? []) add(out, each);
  add(out, authority);
  return out;
}

/** Give the certificates of an array or a List; null where it is neither. */
export function elementsOf(chain: Value | NativePointer): NativePointer[] | null {
  let handle = handleOf(chain);
  if (handle === null) return null;
  if (isA(handle, "java/util/List")) handle = toArray(handle) as NativePointer;
  else if (!isA(handle, "[Ljava/lang/Object;")) return null;
  const e = env();
  const out: NativePointer[] = [];
  const count = Math.min(e.getArrayLength(handle), LONGEST + 1);
  for (let i = 0; i < count; i++) out.push(e.getObjectArrayElement(handle, i));
  return out.filter((each) => !each.isNull());
}
