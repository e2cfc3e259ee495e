// The certificate of the other side of a connection, by the functions of OpenSSL and BoringSSL.

import type { Authority } from "../lib/certificate.ts";
import type { Library } from "../lib/modules.ts";

/** The server's certificate by the functions of a library, and whether the audit CA signed it. */
export class Certificates {
  private readonly leaf: NativeFunction<any, any> | null;
  private readonly encode: NativeFunction<any, any> | null;
  private readonly errorOf: NativeFunction<any, any> | null;
  private readonly peers: NativeFunction<any, any> | null;
  private readonly first: NativeFunction<any, any> | null;
  private readonly data: NativeFunction<any, any> | null;
  private readonly size: NativeFunction<any, any> | null;
  private readonly peer: NativeFunction<any, any> | null;
  private readonly free: NativeFunction<any, any> | null;

  constructor(
    library: Library,
    private readonly authority: Authority,
  ) {
    this.leaf = library.call("X509_STORE_CTX_get0_cert", "pointer", ["pointer"]);
    this.encode = library.call("i2d_X509", "int", ["pointer", "pointer"], true);
    this.errorOf = library.call("X509_STORE_CTX_get_error", "int", ["pointer"]);
    this.peers = library.call("SSL_get0_peer_certificates", "pointer", ["pointer"]);
    this.first = library.call("OPENSSL_sk_value", "pointer", ["pointer", "size_t"]) ?? library.call("sk_value", "pointer", ["pointer", "size_t"]);
    this.data = library.call("CRYPTO_BUFFER_data", "pointer", ["pointer"]);
    this.size = library.call("CRYPTO_BUFFER_len", "size_t", ["pointer"]);
    this.peer = library.call("SSL_get1_peer_certificate", "pointer", ["pointer"]) ?? library.call("SSL_get_peer_certificate", "pointer", ["pointer"]);
    this.free = library.call("X509_free", "void", ["pointer"], true);
  }

  /** The leaf of a verification can be read. */
  get readable(): boolean {
    return this.leaf !== null && this.encode !== null;
  }

  oursIn(context: NativePointer): boolean {
    if (this.leaf === null) return false;
    return this.signed(this.leaf(context) as NativePointer);
  }

  oursAt(ssl: NativePointer): boolean {
    if (this.peers !== null && this.first !== null && this.data !== null && this.size !== null) {
      const stack = this.peers(ssl) as NativePointer;
      const leaf = stack.isNull() ? NULL : (this.first(stack, 0) as NativePointer);
      if (leaf.isNull()) return false;
      const size = Number(this.size(leaf));
      return this.authority.signed(new Uint8Array((this.data(leaf) as NativePointer).readByteArray(size)!));
    }
    if (this.peer === null || this.free === null) return false;
    const certificate = this.peer(ssl) as NativePointer;
    if (certificate.isNull()) return false;
    try {
      return this.signed(certificate);
    } finally {
      this.free(certificate);
    }
  }

  error(context: NativePointer): number {
    return this.errorOf === null ? -1 : (this.errorOf(context) as number);
  }

  private signed(certificate: NativePointer): boolean {
    if (certificate.isNull() || this.encode === null) return false;
    const size = this.encode(certificate, NULL) as number;
    if (size <= 0) return false;
    const bytes = Memory.alloc(size);
    const at = Memory.alloc(Process.pointerSize).writePointer(bytes);
    this.encode(certificate, at);
    return this.authority.signed(new Uint8Array(bytes.readByteArray(size)!));
  }
}
