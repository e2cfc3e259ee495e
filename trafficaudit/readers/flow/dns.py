"""DNS flows: the question goes into the URL, the answers into the response's headers."""

import ipaddress
from collections.abc import Iterator, Mapping
from urllib.parse import quote

from trafficaudit.decode.messages.dns_message import SUBNET, client_subnet
from trafficaudit.hostnames import host_of
from trafficaudit.model import Exchange, Gap, Headers, Message
from trafficaudit.readers.flow.state import Flow, State, common, error_of, labels_of, raw, response_of, started_at
from trafficaudit.readers.flow.tnetstring import MalformedError
from trafficaudit.readers.source import Items

# IANA, Domain Name System (DNS) Parameters, Resource Record (RR) TYPEs; others are written TYPEn (RFC 3597, 5).
_TYPES = {
    1: "A",
    2: "NS",
    5: "CNAME",
    6: "SOA",
    12: "PTR",
    15: "MX",
    16: "TXT",
    28: "AAAA",
    33: "SRV",
    41: "OPT",
    64: "SVCB",
    65: "HTTPS",
    255: "ANY",
}
_NAMES = (2, 5, 12)
_TXT, _OPT = 16, 41
_NETWORK = "client-subnet"
_FULL = 0xFF
"""Bytes of a string of a TXT record that may go on in the next one."""
_LARGEST = 0xFFFF
"""Bytes of a record's data (RFC 1035, 3.2.1: RDLENGTH has two of them)."""
_UNRESOLVED = "Cannot resolve"
"""What mitmproxy says of a query for which it knows no resolver."""
_BESIDE = ("answers", "authorities", "additionals")


def dns(flow: Flow) -> Items:
    """Give the exchange of a DNS flow.

    Its URL is ``dns://NAME?type=A`` (further questions follow as ``&name=...&type=...``), its host the resolver that
    was asked (empty where the recording has none; it has no address where the proxy looked the name up by itself), and
    each answer a response header ``answer: NAME TYPE DATA``. What a query has besides its questions (the options of
    EDNS, RFC 6891, can carry anything) are headers ``additional``; the network of whoever asks (RFC 7871) is the header
    ``client-subnet``.
    """
    request = flow.state.get("request")
    if not isinstance(request, Mapping):
        raise MalformedError("it has no request")
    gaps: list[Gap] = []
    questions = _dictionaries(request.get("questions"))
    asked = "&name=".join(f"{_name(each)}{'&' if at else '?'}type={_type(each)}" for at, each in enumerate(questions))
    yield Exchange(
        id=flow.id,
        started_at=started_at(request.get("timestamp"), flow, gaps),
        protocol="dns",
        method="QUERY",
        url=f"dns://{asked}",
        host=host_of(flow.server.host),
        port=flow.server.port or 53,
        request=Message(headers=_beside(request, flow, gaps)),
        response=response_of(flow, gaps, _message),
        tls=flow.client.tls,
        sent=is_sent(flow),
        error=error_of(flow),
        **(common(flow) | ({"server_address": None} if _is_answered_here(flow) else {})),
    )
    yield from gaps


def _is_answered_here(flow: Flow) -> bool:
    """Tell whether no server gave the answer: mitmproxy looked the name up by itself and kept nothing of whom it asked.

    So it does in its mode ``dns``, and for the address that its mode ``wireguard`` gives to the phone as the resolver.
    """
    return flow.state.get("response") is not None and not flow.server.reached


def is_sent(flow: Flow) -> bool:
    """Tell whether a query left: to the server that mitmproxy reached, or, without one, to its computer's resolver."""
    if isinstance(said := labels_of(flow.state).get("unsent"), bool):
        return not said
    if flow.server.reached or flow.state.get("error") is None or flow.state.get("response") is not None:
        return True
    return not flow.server.host and not (error_of(flow) or "").startswith(_UNRESOLVED)


def _beside(request: State, flow: Flow, gaps: list[Gap]) -> Headers:
    """Give what a query has besides its questions."""
    try:
        listed = [each for name in _BESIDE for each in _dictionaries(request.get(name) or [])]
        return tuple(
            [
                (name.encode(), text.encode())
                if name
                else (b"additional", f"{_name(each)} {_type(each)} {text}".encode())
                for each in listed
                for name, text in _texts(each)
            ]
        )
    except MalformedError as error:
        gaps.append(flow.gap(f"what this query has besides its questions could not be read: {error}", 0))
        return ()


def _texts(record: State) -> Iterator[tuple[str, str]]:
    """Give a record's data, that of EDNS option by option: ``NUMBER=TEXT``; what is less than one as it stands.

    The network of whoever asks has a name before it, all else has none.
    """
    data, at = raw(record, "data"), 0
    if record.get("type") != _OPT or len(data) > _LARGEST:
        yield "", _data(record)
        return
    while at + 4 <= len(data):
        number, size = int.from_bytes(data[at : at + 2]), int.from_bytes(data[at + 2 : at + 4])
        at += 4 + size
        held = data[at - size : at]
        network = client_subnet(held) if number == SUBNET else ""
        yield (_NETWORK, network) if network else ("", f"{number}={_shown(held)}")
    if at < len(data):
        yield "", _shown(data[at:])


def _shown(data: bytes) -> str:
    text = data.decode("ascii", "ignore")
    return text if len(text) == len(data) and text.isprintable() else f"0x{data.hex()}"


def _message(response: State) -> Message:
    return Message(headers=tuple((b"answer", " ".join(record).encode()) for record in records(response, "answers")))


def records(message: State, section: str) -> Iterator[tuple[str, str, str]]:
    """Give name, type and data of each record of a section of a DNS message's state, as text.

    Raises:
        MalformedError: it is no list of records.
    """
    for each in _dictionaries(message.get(section)):
        yield _name(each), _type(each), _data(each)


def _dictionaries(value: object) -> list[State]:
    if not isinstance(value, list) or not all(isinstance(each, Mapping) for each in value):
        raise MalformedError("a DNS message without a list of records")
    return value


def _name(record: State) -> str:
    return quote(raw(record, "name"), safe="")


def _type(record: State) -> str:
    number = record.get("type")
    if not isinstance(number, int):
        raise MalformedError("a DNS record without a type")
    return _TYPES.get(number, f"TYPE{number}")


def _data(record: State) -> str:
    data, number = raw(record, "data"), record.get("type")
    if number in (1, 28) and len(data) == (4 if number == 1 else 16):
        return str(ipaddress.ip_address(data))
    if number in _NAMES:
        return _domain(data) or f"0x{data.hex()}"
    if number == _TXT:
        return _strings(data).decode("utf-8", "backslashreplace")
    return f"0x{data.hex()}"


def _strings(data: bytes) -> bytes:
    """Give the strings of a TXT record without their lengths (RFC 1035, 3.3.14); as it stands where it is none.

    What is longer than one string goes on in the next one.
    """
    out, at = b"", 0
    while at < len(data) <= _LARGEST:
        size = data[at]
        piece = data[at + 1 : at + 1 + size]
        if len(piece) < size:
            return data
        at += 1 + size
        out += piece + (b" " if size < _FULL and at < len(data) else b"")
    return out if len(data) <= _LARGEST else data


def _domain(data: bytes) -> str:
    """Read an uncompressed domain name (RFC 1035, 3.1); empty where the bytes are none."""
    labels, at = [], 0
    while at < len(data) and 0 < data[at] < 64:
        labels.append(quote(data[at + 1 : at + 1 + data[at]], safe=""))
        at += 1 + data[at]
    return ".".join(labels) if at == len(data) - 1 and data[at] == 0 else ""
