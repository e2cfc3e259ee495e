"""The events of the hooks: what an agent inside the app tells, one JSON object a line of ``events.jsonl``.

This is the one definition. The agents' TypeScript types (``frida_scripts/lib/events.ts``) are made of it by
``python -m trafficaudit.events``. Bytes are Base64 in JSON. ``at`` is the phone's wall clock and ``mono`` its monotonic
clock, both in milliseconds; ``seq`` counts an agent's events from 1, so that a lost one leaves a hole.
"""

import re
import sys
import types
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec

VERSION = 1
"""The version of the schema, which every event carries as ``v``."""

CLIENT_RANDOM = re.compile(r"[0-9a-f]{64}").fullmatch
"""What a client calls its TLS connection by (RFC 8446, 4.1.2), as events and records of connections write it."""

LIMIT = 1 << 20
"""Bytes of one value that an agent tells; a longer one is cut, and its whole size told."""


class Endpoint(msgspec.Struct, frozen=True):
    """An IP address and a port."""

    ip: str
    port: int


class Key(msgspec.Struct, frozen=True):
    """A cipher key. ``encoded`` is None where the phone does not give it away (Android Keystore)."""

    algorithm: str
    format: str
    encoded: bytes | None = None


class Event(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind"):
    """What every event carries: schema version, number, the phone's clocks, process, thread and agent."""

    v: int
    seq: int
    at: float
    mono: float
    pid: int
    tid: int
    agent: str


class Hook(Event, frozen=True, kw_only=True, tag="hook"):
    """What became of a hook when the agent was loaded; ``reason`` says why it is absent or failed."""

    hook: str
    state: Literal["installed", "absent", "failed"]
    overloads: int = 0
    reason: str = ""


class Api(Event, frozen=True, kw_only=True, tag="api"):
    """The app called an API that gives personal data or tells of the device."""

    hook: str
    category: str
    api: str
    arguments: list[str]
    value: str | None = None
    stack: list[str] = []
    sdk: str = ""


class Cipher(Event, frozen=True, kw_only=True, tag="cipher"):
    """One whole encryption or decryption: every update and the last call together."""

    algorithm: str
    provider: str
    operation: Literal["encrypt", "decrypt", "wrap", "unwrap"]
    key: Key | None = None
    iv: bytes | None = None
    aad: bytes = b""
    input: bytes = b""
    output: bytes = b""
    input_size: int = 0
    output_size: int = 0
    stack: list[str] = []


class Digest(Event, frozen=True, kw_only=True, tag="digest"):
    """One whole message digest, MAC (with ``key``), signature or key agreement (``operation`` says which)."""

    algorithm: str
    operation: Literal["digest", "mac", "sign", "verify", "agree"]
    key: Key | None = None
    input: bytes = b""
    output: bytes = b""
    input_size: int = 0
    stack: list[str] = []


class KeyLog(Event, frozen=True, kw_only=True, tag="keylog"):
    """A line of the NSS key log format, which lets anybody decrypt the connection of this client random."""

    line: str
    client_random: str


class Tls(Event, frozen=True, kw_only=True, tag="tls"):
    """Plaintext that the app gave to its TLS library or got from it."""

    direction: Literal["sent", "received"]
    library: str
    data: bytes
    size: int
    client_random: str = ""
    sni: str = ""
    local: Endpoint | None = None
    remote: Endpoint | None = None


class Connect(Event, frozen=True, kw_only=True, tag="connect"):
    """The app connected a socket; ``local`` is what the proxy sees as the client's address."""

    transport: Literal["tcp", "udp", "other"]
    local: Endpoint | None = None
    remote: Endpoint | None = None
    result: int = 0


class Lookup(Event, frozen=True, kw_only=True, tag="lookup"):
    """The app asked the system for a host's addresses."""

    host: str
    addresses: list[str]
    result: int = 0


class WebView(Event, frozen=True, kw_only=True, tag="webview"):
    """A page and the app spoke to each other: a bridge was added, called, or a script was run."""

    action: Literal["bridge", "call", "load", "evaluate", "prompt"]
    name: str
    arguments: list[str] = []
    url: str = ""
    value: str | None = None


class Dropped(Event, frozen=True, kw_only=True, tag="dropped"):
    """Events of a hook that were not told because there were too many of them."""

    hook: str
    count: int


class Process(Event, frozen=True, kw_only=True, tag="process"):
    """What the host did to or learned of a process: spawned, attached, resumed, crashed, ended."""

    action: str
    name: str
    detail: str = ""


WITHOUT_HOOKS = "the app goes on without hooks: "
"""How the host's trouble begins that hooks nothing any more; the reason follows."""


class Trouble(Event, frozen=True, kw_only=True, tag="trouble"):
    """Something that an agent or the host could not do; the recording goes on."""

    what: str


KINDS: tuple[type[Event], ...] = (
    Hook,
    Api,
    Cipher,
    Digest,
    KeyLog,
    Tls,
    Connect,
    Lookup,
    WebView,
    Dropped,
    Process,
    Trouble,
)
"""Every kind of event."""

type AnyEvent = Hook | Api | Cipher | Digest | KeyLog | Tls | Connect | Lookup | WebView | Dropped | Process | Trouble

decoder = msgspec.json.Decoder(AnyEvent.__value__)
encoder = msgspec.json.Encoder()


def typescript() -> str:
    """Give the agents' types as TypeScript source."""
    lines = [
        "// The events that agents send, made by `python -m trafficaudit.events`: do not edit.",
        "",
        f"export const VERSION = {VERSION};",
        f"export const LIMIT = {LIMIT};",
        "",
        "/** Bytes as Base64. */",
        "export type Bytes = string;",
    ]
    shapes: tuple[type[msgspec.Struct], ...] = (Endpoint, Key, Event, *KINDS)
    for kind in shapes:
        base = " extends Event" if kind in KINDS else ""
        lines += ["", f"/** {' '.join((kind.__doc__ or '').split())} */", f"export interface {kind.__name__}{base} {{"]
        if kind in KINDS:
            lines.append(f'  kind: "{kind.__struct_config__.tag}";')
        inherited = get_type_hints(Event) if base else {}
        required = {each.name for each in msgspec.structs.fields(kind) if each.required}
        for name, hint in get_type_hints(kind).items():
            if name not in inherited:
                lines.append(f"  {name}{'' if name in required else '?'}: {_type(hint)};")
        lines.append("}")
    names = " | ".join(kind.__name__ for kind in KINDS)
    return "\n".join([*lines, "", f"export type AnyEvent = {names};", ""])


def _type(hint: Any) -> str:
    if hint is bytes:
        return "Bytes"
    if hint in _PLAIN:
        return _PLAIN[hint]
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Literal:
        return " | ".join(f'"{value}"' for value in inner)
    if origin is list:
        return f"{_type(inner[0])}[]"
    if origin in (Union, types.UnionType):
        return " | ".join(map(_type, inner))
    return str(hint.__name__)


_PLAIN = {str: "string", int: "number", float: "number", bool: "boolean", type(None): "null"}


if __name__ == "__main__":
    sys.stdout.write(typescript())
