// Addresses of sockets: of `struct sockaddr` and of descriptors, written as RFC 5952 says.

import type { Endpoint } from "./events.ts";

/** Give the address and port of a `struct sockaddr`; null for other families than IPv4 and IPv6. */
export function sockaddr(address: NativePointer): Endpoint | null {
  if (address.isNull()) return null;
  const family = Process.platform === "darwin" ? address.add(1).readU8() : address.readU16();
  const port = (address.add(2).readU8() << 8) | address.add(3).readU8();
  if (family === 2) return { ip: ipv4(new Uint8Array(address.add(4).readByteArray(4)!)), port };
  if (family === (Process.platform === "darwin" ? 30 : 10)) return { ip: ipv6(new Uint8Array(address.add(8).readByteArray(16)!)), port };
  return null;
}

/** Give one end of a socket; null where the socket is none of IPv4 or IPv6, or has no such end. */
export function endpoint(fd: number, which: "local" | "remote"): Endpoint | null {
  const end = which === "local" ? Socket.localAddress(fd) : Socket.peerAddress(fd);
  if (end === null || !("ip" in end)) return null;
  return { ip: plain(end.ip), port: end.port };
}

/** Write an IPv6 address as RFC 5952 says; one that stands for an IPv4 address as that. */
export function ipv6(bytes: Uint8Array): string {
  if (bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 255 && bytes[11] === 255) return ipv4(bytes.slice(12));
  const words: number[] = [];
  for (let i = 0; i < 16; i += 2) words.push((bytes[i] << 8) | bytes[i + 1]);
  let [start, length] = [-1, 1];
  for (let i = 0; i < 8; i++) {
    let n = 0;
    while (i + n < 8 && words[i + n] === 0) n++;
    if (n > length) [start, length] = [i, n];
  }
  const text = (part: number[]) => part.map((word) => word.toString(16)).join(":");
  return start < 0 ? text(words) : `${text(words.slice(0, start))}::${text(words.slice(start + length))}`;
}

function ipv4(bytes: Uint8Array): string {
  return bytes.join(".");
}

function plain(ip: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip);
  return mapped === null ? ip.replace(/%.*$/, "") : mapped[1];
}
