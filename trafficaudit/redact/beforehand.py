"""What is taken out of a flow's copy before it is examined: what nobody can look into, and what names proxies.

Each says what it took, by the names of ``counting``.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable

from trafficaudit.export import harparts
from trafficaudit.model import Message
from trafficaudit.readers.flow.tnetstring import Cut
from trafficaudit.redact import masks
from trafficaudit.redact.shells import SECTIONS, State
from trafficaudit.redaction import is_token

_ON_THE_WAY = frozenset((b"via", b"forwarded", b"x-forwarded-server"))
"""Headers of a request that name the proxies between phone and recording (RFC 9110, 7.6.3; RFC 7239): somebody's
network. Those of an answer name the server's edges, by which a replay knows these."""
_RECORDS: dict[int, tuple[int, ...]] = {1: (4,), 28: (16,)} | dict.fromkeys((2, 5, 6, 12, 15, 16, 33, 64, 65), ())
"""Records of DNS whose data is kept (IANA, DNS Parameters: A, AAAA; NS, CNAME, SOA, PTR, MX, TXT, SRV, SVCB, HTTPS),
and of how many bytes; those of others, options of EDNS (RFC 6891) among them, can be anything, the phone's network
too."""
_NAME = re.compile(rb"[ -~]*")
_NAME_RUN = re.compile(rb"[0-9A-Za-z+/=]{12,}")


def unread_records(copy: State) -> Counter[str]:
    """Take the data of those records of a DNS flow away that nobody can look into."""
    taken = 0
    for message in filter(None, (copy["request"], copy["response"])):
        for each in (record for section in SECTIONS for record in message.get(section) or ()):
            sizes = _RECORDS.get(each["type"])
            if each["data"] and (sizes is None or (sizes and len(each["data"]) not in sizes)):
                each["data"] = b""
                taken += 1
    return Counter({"records of DNS withheld": taken} if taken else {})


def encoded_names(copy: State) -> Counter[str]:
    """Mask tokens in the names of headers, and whole names that are no text: nobody looks into these."""
    return _masked((copy["request"], copy["response"]), lambda name, value: (_plain_name(name), value))


def on_the_way(copy: State) -> Counter[str]:
    """Mask in the headers of a request what proxies before the recording said of themselves."""
    return _masked(
        (copy["request"],),
        lambda name, value: (name, masks.MASK * len(value) if name.lower() in _ON_THE_WAY else value),
    )


def _masked(messages: Iterable[State | None], change: Callable[[bytes, bytes], tuple[bytes, bytes]]) -> Counter[str]:
    """Change the headers and trailers of messages, and say how many of them were changed."""
    masked = 0
    for message in filter(None, messages):
        for section in ("headers", "trailers"):
            if pairs := message.get(section):
                message[section] = tuple(change(*pair) for pair in pairs)
                masked += sum(new != tuple(old) for new, old in zip(message[section], pairs, strict=True))
    return Counter({"runs masked": masked} if masked else {})


def _plain_name(name: bytes) -> bytes:
    return _NAME_RUN.sub(_encoded, name) if _NAME.fullmatch(name) else masks.MASK * len(name)


def _encoded(run: re.Match[bytes]) -> bytes:
    return masks.MASK * len(run[0]) if is_token(run[0].decode("ascii")) else run[0]


def is_passthrough(original: State) -> bool:
    """Tell a conversation that was passed on unread: ciphertext."""
    return (original.get("metadata") or {}).get("passthrough") is True


def emptied(copy: State, *, every: bool) -> Counter[str]:
    """Take the content of every message of a conversation away, or of those that are too long to be looked into."""
    taken = 0
    for message in copy.get("messages", ()):
        if every or isinstance(message[1], Cut):
            message[1] = b""
            taken += 1
    return Counter({"messages withheld": taken} if taken else {})


def opened(copy: State, side: str) -> Counter[str]:
    """Take the content encoding off a body, so that spans stand in it; one that it cannot be taken off is not kept."""
    state = copy[side]
    if state is None or not state.get("content"):
        return Counter()
    body = harparts.plain(Message(headers=tuple((n, v) for n, v in state["headers"]), body=state["content"]))
    if body.kept or isinstance(state["content"], Cut):
        return withheld(copy, side)
    if body.form == "wire":
        return Counter()
    _replace(state, body.data)
    return Counter({"bodies stored decoded": 1})


def withheld(copy: State, side: str) -> Counter[str]:
    """Take a body away."""
    content = copy[side]["content"]
    size = content.size if isinstance(content, Cut) else len(content)
    _replace(copy[side], b"")
    return Counter({"bodies withheld": 1, "bytes of bodies withheld": size})


def _replace(state: State, body: bytes) -> None:
    """Put a body there that has no content encoding, and the length that it has."""
    kept = [(name, value) for name, value in state["headers"] if name.lower() != b"content-encoding"]
    size = str(len(body)).encode()
    state["headers"] = tuple((name, size if name.lower() == b"content-length" else value) for name, value in kept)
    state["content"] = body
