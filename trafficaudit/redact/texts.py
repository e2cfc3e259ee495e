"""What the state of a recorded flow says, in whatever member: to be examined, and held against the test person."""

import re
from collections.abc import Mapping

from trafficaudit.decode.fields import as_bytes
from trafficaudit.model import UNDATED, Exchange, Message
from trafficaudit.readers.flow.tnetstring import Cut
from trafficaudit.redact.shells import State


def bodies(copy: State) -> list[bytes]:
    """Give the bodies of a request and its response as they are now; none that was not read whole."""
    found = (copy[side].get("content") for side in ("request", "response") if copy[side] is not None)
    return [bytes(each) for each in found if each and not isinstance(each, Cut)]


def text_of(value: object) -> bytes:
    """Give every text and byte string of a state, a line each; chains of certificates are examined by themselves."""
    return b"\n".join(_strings(value))


def apart(copy: State) -> list[bytes]:
    """Give the texts and byte strings of a state that are in no part of an exchange, names of headers too, each once.

    Beside each other as ``text_of`` gives them, an encoding of one would not be taken for what it is.
    """
    about = {key: value for key, value in copy.items() if key not in ("messages", "websocket")}
    if copy["type"] == "http":
        for side in ("request", "response"):
            message = copy[side] or {}
            about[side] = {key: value for key, value in message.items() if key not in _PARTS}
            about[side]["names"] = [name for key in ("headers", "trailers") for name, _ in message.get(key) or ()]
    return list(dict.fromkeys(each for each in _strings(about) if not _NO_ENCODING(each)))


# As every flow and connection has one for its id; as a value it is found among the others.
_NO_ENCODING = re.compile(rb"[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|.{0,3}", re.DOTALL).fullmatch
_PARTS = ("path", "headers", "content", "trailers")


def _strings(value: object) -> list[bytes]:
    lines: list[bytes] = []
    waiting: list[object] = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, Mapping):
            waiting += [inner for key, inner in each.items() if key != "certificate_list"]
        elif isinstance(each, list | tuple):
            waiting += each
        elif isinstance(each, str):
            lines.append(as_bytes(each))
        elif isinstance(each, bytes):
            lines.append(each)
    return lines


def streams(copy: State) -> list[bytes]:
    """Give what each side of a conversation said in one piece: a value may begin in one message and end in another."""
    if copy["type"] == "http":
        said = [(each[1], each[2]) for each in (copy.get("websocket") or {}).get("messages", ())]
    else:
        said = [(each[0], each[1]) for each in copy.get("messages", ())]
    sides = (b"".join(content for mine, content in said if bool(mine) is side) for side in (True, False))
    return [each for each in sides if each]


def as_body(data: bytes, capture_id: str, position: int) -> Exchange:
    """Give bytes as an exchange that sent them, so that they can be examined."""
    return Exchange(
        id=f"{position:06d}",
        capture_id=capture_id,
        position=position,
        started_at=UNDATED,
        app="",
        phase="",
        protocol="tcp",
        method="MESSAGE",
        url="",
        host="",
        port=0,
        request=Message(body=data, body_size=len(data)),
        response=None,
    )
