"""A recorded flow's state cut down to what readers need, and the stub that stands for a flow that is not copied.

Only members that are named here go into a copy: the state of mitmproxy's flows, version 21 (``mitmproxy/flow.py``,
``connection.py``, ``http.py``, ``websocket.py``, ``dns.py`` of mitmproxy 12).
"""

import re
from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from trafficaudit.decode.fields import as_bytes
from trafficaudit.readers.flow.peers import client_of, endpoint
from trafficaudit.readers.flow.tnetstring import Cut
from trafficaudit.readers.times import moment
from trafficaudit.recording.flowrecord import FLOW_VERSION
from trafficaudit.redact.runs import LostError

type State = dict[str, Any]

UNKNOWN = "withheld.invalid"
"""Stands in for a host that is itself a value of the test person (RFC 6761, 6.4)."""

WITHHELD = "trafficaudit: withheld in this redacted copy"

_CONNECTION = (
    *("id", "transport_protocol", "tls", "alpn", "cipher", "tls_version", "sni"),
    *("timestamp_start", "timestamp_end", "timestamp_tls_setup"),
)
_SERVER = (*_CONNECTION, "peername", "address", "via", "timestamp_tcp_setup", "certificate_list")
_EMPTY: State = {
    "error": None, "certificate_list": [], "alpn_offers": [], "cipher_list": [],
    "tls": False, "alpn": None, "cipher": None, "tls_version": None, "sni": None, "transport_protocol": "tcp",
    "id": "", "timestamp_start": None, "timestamp_end": None, "timestamp_tls_setup": None,
    "peername": None, "sockname": None,
}  # fmt: skip
_OF_CLIENT: State = {"mitmcert": None, "proxy_mode": "regular", "timestamp_start": 0.0}
_OF_SERVER: State = {"address": None, "via": None, "timestamp_tcp_setup": None}
_NOWHERE = "0.0.0.0"  # noqa: S104 - stands in for an address
# Of a request and of a response alike.
_HALF = ("http_version", "headers", "content", "trailers", "timestamp_start", "timestamp_end")
_REQUEST = (*_HALF, "host", "port", "method", "scheme", "authority", "path")
_RESPONSE = (*_HALF, "status_code")
_LABELS = ("app", "phase", "continues", "duplicated", "passthrough", "unsent", "blocklisted")
# What else of a request is written as RFC 9110 (5.1, 9.1) and RFC 3986 (3.1, 3.2) have it; any other bytes were never
# looked into.
_WRITTEN = {
    "method": re.compile(rb"[A-Za-z_-]{1,20}"),
    "http_version": re.compile(rb"HTTP/\d(?:\.\d)?"),
    "scheme": re.compile(rb"[a-z]{0,8}"),
    "authority": re.compile(rb"[\w.:\[\]-]{0,300}"),
}
SECTIONS = ("answers", "authorities", "additionals")
"""Of a message of DNS those that hold records."""
_QUESTION = ("name", "type", "class_")
_RECORD = (*_QUESTION, "ttl", "data")
_REGISTERED = re.compile(rb"[\w./-]{1,60}")


def bare(original: State) -> State:
    """Give a copy of a flow's state that has nothing in it but what readers and mitmproxy itself need.

    Raises:
        LostError: a member of it is not written as it has to be.
    """
    kind = original["type"]
    copy = _common(original)
    if kind == "http":
        copy["request"] = _picked(original["request"], _REQUEST)
        response = original.get("response")
        copy["response"] = None if response is None else _picked(response, _RESPONSE) | {"reason": b""}
        copy["websocket"] = _websocket(original.get("websocket"))
        if not all(written.fullmatch(copy["request"][name]) for name, written in _WRITTEN.items()):
            raise LostError
        if copy["response"] is not None and not _WRITTEN["http_version"].fullmatch(copy["response"]["http_version"]):
            raise LostError
        if copy["request"]["method"].upper() == b"CONNECT":
            copy["request"]["path"] = b""
    elif kind == "dns":
        response = original.get("response")
        copy["request"] = _dns_message(original["request"])
        copy["response"] = None if response is None else _dns_message(response)
    else:
        copy["messages"] = [list(each[:3]) for each in original["messages"]]
    return copy


def _dns_message(state: Mapping[str, Any]) -> State:
    """Pick the members of a message of DNS; a section that is none stays as it is, and is refused when it is read."""
    picked = _picked(state, (*_QUERY, "timestamp"))
    for section, members in (("questions", _QUESTION), *((name, _RECORD) for name in SECTIONS)):
        if isinstance(listed := picked.get(section), list | tuple):
            picked[section] = [_picked(each, members) if isinstance(each, Mapping) else each for each in listed]
    return picked


def _common(original: State) -> State:
    metadata, error = _mapping(original.get("metadata")), _mapping(original.get("error"))
    client, server = _mapping(original.get("client_conn")), _mapping(original.get("server_conn"))
    name, created, at = original.get("id"), original.get("timestamp_created"), error.get("timestamp")
    return {
        "version": FLOW_VERSION,
        "type": original["type"],
        "id": name if isinstance(name, str) else "",
        "error": {"msg": str(error.get("msg")), "timestamp": at if _is_time(at) else 0.0} if error else None,
        # The phone's address, and a certificate that it showed for itself, are nobody's business.
        "client_conn": {**_EMPTY, **_OF_CLIENT, **_connection(client, _CONNECTION)}
        | {"peername": (_NOWHERE, endpoint(client.get("peername"))[1]), "sockname": (_NOWHERE, 0)}
        | ({} if client_of(client).asks else {"proxy_mode": "transparent"}),
        "server_conn": {**_EMPTY, **_OF_SERVER, **_connection(server, _SERVER), **_upstream(server)},
        "intercepted": False,
        # That somebody sent it again, answered it or changed it is a doubt of the copy as well.
        "is_replay": original.get("is_replay") if original.get("is_replay") in ("request", "response") else None,
        "marked": "",
        "metadata": {key: metadata[key] for key in _LABELS if isinstance(metadata.get(key), str | bool)},
        "comment": "",
        "timestamp_created": created if _is_time(created) else 0.0,
        "backup": {"comment": WITHHELD} if original.get("backup") else None,
    }


def _connection(state: Mapping[str, Any], keys: tuple[str, ...]) -> State:
    """Pick members; version 20 and before said ``QUIC`` where 21 says ``QUICv1`` (mitmproxy's ``io/compat.py``).

    What was agreed on has a registered name; what the app offered can be any bytes (RFC 7301, 3.1), and is not kept.
    """
    kept = _picked(state, keys)
    for name in ("alpn", "cipher", "tls_version", "transport_protocol"):
        said = kept.get(name)
        if said is not None and not _REGISTERED.fullmatch(said if isinstance(said, bytes) else as_bytes(str(said))):
            del kept[name]
    return kept | {"tls_version": "QUICv1"} if kept.get("tls_version") == "QUIC" else kept


def _upstream(server: Mapping[str, Any]) -> State:
    """Say of a connection through an upstream proxy that it was one, and not of whom: its host is a network's own."""
    via = server.get("via")
    if not via:
        return {}
    scheme, place = (via[0], via[1]) if isinstance(via, list | tuple) and len(via) == 2 else ("", None)
    peer = (_NOWHERE, endpoint(server.get("peername"))[1]) if endpoint(server.get("peername"))[0] else None
    return {"via": ("https" if scheme == "https" else "http", (_NOWHERE, endpoint(place)[1])), "peername": peer}


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _is_time(value: object) -> bool:
    return moment(value) is not None


def _picked(state: Mapping[str, Any], keys: tuple[str, ...]) -> State:
    return {key: deepcopy(state[key]) for key in keys if key in state}


def _websocket(state: Mapping[str, Any] | None) -> State | None:
    if state is None:
        return None
    if any(isinstance(each[2], Cut) for each in state["messages"]):
        raise LostError
    ending = {key: state.get(key) for key in ("closed_by_client", "close_code", "timestamp_end")}
    reason = state.get("close_reason")  # the last thing that a side said (RFC 6455, 7.1.6)
    said = {"close_reason": reason if isinstance(reason, str) else None}
    return {"messages": [_said(*each) for each in state["messages"]]} | said | ending


def _said(opcode: object, mine: object, content: object, *more: object) -> list[object]:
    """Give a message of a WebSocket, its content as bytes: early versions hold that of a text as text."""
    return [opcode, mine, as_bytes(content) if isinstance(content, str) else content, *more]


def stub(original: State, *, host: bool = True) -> State:
    """Give what is left of a flow that is not copied: when, on which connection, to whom unless ``host`` is false."""
    kind = original.get("type")
    known = original if host else {key: original.get(key) for key in ("timestamp_created", "is_replay")}
    copy = _common({**known, "type": kind if kind in ("tcp", "udp", "dns") else "http", "error": None})
    copy["server_conn"]["certificate_list"] = []
    at = copy["timestamp_created"]
    copy["error"] = {"msg": WITHHELD, "timestamp": at}
    copy["comment"] = WITHHELD
    copy["metadata"].pop("continues", None)
    if not host:
        copy["server_conn"]["address"] = (UNKNOWN, 443)
    if kind in ("tcp", "udp"):
        return copy | {"messages": []}
    if kind == "dns":
        return copy | {"request": _QUERY | {"timestamp": at}, "response": None}
    request = _mapping(original.get("request"))
    at = request.get("timestamp_start") if _is_time(request.get("timestamp_start")) else at
    named = request.get("host") if host else UNKNOWN
    asked = {
        "timestamp_start": at,
        "timestamp_end": at,
        "host": named if isinstance(named, str) else UNKNOWN,
        "port": request.get("port") if isinstance(request.get("port"), int) else 443,
        "scheme": b"http" if request.get("scheme") == b"http" else b"https",
    }
    return copy | {"request": _ASKED | asked, "response": None, "websocket": None}


_ASKED: State = {
    "http_version": b"HTTP/1.1", "headers": (), "content": b"", "trailers": None, "timestamp_start": 0.0,
    "timestamp_end": 0.0, "host": UNKNOWN, "port": 443, "method": b"WITHHELD", "scheme": b"https", "authority": b"",
    "path": b"/",
}  # fmt: skip
_QUERY: State = {
    "id": 0, "query": True, "op_code": 0, "authoritative_answer": False, "truncation": False,
    "recursion_desired": True, "recursion_available": False, "reserved": 0, "response_code": 0,
    "questions": [], "answers": [], "authorities": [], "additionals": [],
}  # fmt: skip
