// The events that agents send, made by `python -m trafficaudit.events`: do not edit.

export const VERSION = 1;
export const LIMIT = 1048576;

/** Bytes as Base64. */
export type Bytes = string;

/** An IP address and a port. */
export interface Endpoint {
  ip: string;
  port: number;
}

/** A cipher key. ``encoded`` is None where the phone does not give it away (Android Keystore). */
export interface Key {
  algorithm: string;
  format: string;
  encoded?: Bytes | null;
}

/** What every event carries: schema version, number, the phone's clocks, process, thread and agent. */
export interface Event {
  v: number;
  seq: number;
  at: number;
  mono: number;
  pid: number;
  tid: number;
  agent: string;
}

/** What became of a hook when the agent was loaded; ``reason`` says why it is absent or failed. */
export interface Hook extends Event {
  kind: "hook";
  hook: string;
  state: "installed" | "absent" | "failed";
  overloads?: number;
  reason?: string;
}

/** The app called an API that gives personal data or tells of the device. */
export interface Api extends Event {
  kind: "api";
  hook: string;
  category: string;
  api: string;
  arguments: string[];
  value?: string | null;
  stack?: string[];
  sdk?: string;
}

/** One whole encryption or decryption: every update and the last call together. */
export interface Cipher extends Event {
  kind: "cipher";
  algorithm: string;
  provider: string;
  operation: "encrypt" | "decrypt" | "wrap" | "unwrap";
  key?: Key | null;
  iv?: Bytes | null;
  aad?: Bytes;
  input?: Bytes;
  output?: Bytes;
  input_size?: number;
  output_size?: number;
  stack?: string[];
}

/** One whole message digest, MAC (with ``key``), signature or key agreement (``operation`` says which). */
export interface Digest extends Event {
  kind: "digest";
  algorithm: string;
  operation: "digest" | "mac" | "sign" | "verify" | "agree";
  key?: Key | null;
  input?: Bytes;
  output?: Bytes;
  input_size?: number;
  stack?: string[];
}

/** A line of the NSS key log format, which lets anybody decrypt the connection of this client random. */
export interface KeyLog extends Event {
  kind: "keylog";
  line: string;
  client_random: string;
}

/** Plaintext that the app gave to its TLS library or got from it. */
export interface Tls extends Event {
  kind: "tls";
  direction: "sent" | "received";
  library: string;
  data: Bytes;
  size: number;
  client_random?: string;
  sni?: string;
  local?: Endpoint | null;
  remote?: Endpoint | null;
}

/** The app connected a socket; ``local`` is what the proxy sees as the client's address. */
export interface Connect extends Event {
  kind: "connect";
  transport: "tcp" | "udp" | "other";
  local?: Endpoint | null;
  remote?: Endpoint | null;
  result?: number;
}

/** The app asked the system for a host's addresses. */
export interface Lookup extends Event {
  kind: "lookup";
  host: string;
  addresses: string[];
  result?: number;
}

/** A page and the app spoke to each other: a bridge was added, called, or a script was run. */
export interface WebView extends Event {
  kind: "webview";
  action: "bridge" | "call" | "load" | "evaluate" | "prompt";
  name: string;
  arguments?: string[];
  url?: string;
  value?: string | null;
}

/** Events of a hook that were not told because there were too many of them. */
export interface Dropped extends Event {
  kind: "dropped";
  hook: string;
  count: number;
}

/** What the host did to or learned of a process: spawned, attached, resumed, crashed, ended. */
export interface Process extends Event {
  kind: "process";
  action: string;
  name: string;
  detail?: string;
}

/** Something that an agent or the host could not do; the recording goes on. */
export interface Trouble extends Event {
  kind: "trouble";
  what: string;
}

export type AnyEvent = Hook | Api | Cipher | Digest | KeyLog | Tls | Connect | Lookup | WebView | Dropped | Process | Trouble;
