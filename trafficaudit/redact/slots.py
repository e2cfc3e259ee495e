"""Where the parts of an exchange stand in a recorded flow: what is masked in a part is masked there."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from trafficaudit.decode.parts import Start
from trafficaudit.model import Span
from trafficaudit.redact.runs import LostError

type State = dict[str, Any]


class Slot(NamedTuple):
    """A place in an HTTP flow's state.

    ``side`` is ``request`` or ``response``, ``section`` is ``path``, ``headers``, ``trailers`` or ``content``.
    ``number`` counts headers; ``shift`` is how many bytes of the part come before the slot: a URL's scheme and host
    stand elsewhere. ``name`` says that it is a header's name, not its value.
    """

    side: str
    section: str
    number: int = 0
    shift: int = 0
    name: bool = False


def of(parts: Sequence[Start], state: State) -> list[Slot]:
    """Give the slot of every part of an HTTP exchange.

    Raises:
        LostError: a part is not what stands in its slot.
    """
    slots: list[Slot] = []
    seen = {"request": 0, "response": 0}
    for start in parts:
        if start.part == "url":
            path = state["request"]["path"]
            if not start.raw.endswith(path) and path != b"*":
                raise LostError
            slot = Slot("request", "path", 0, len(start.raw) - (0 if path == b"*" else len(path)))
        elif start.part == "body":
            slot = Slot(start.direction, "content")
        else:
            slot = _header(state[start.direction], start.direction, seen[start.direction])
            slot = slot._replace(name=start.known == "name")
            seen[start.direction] += not slot.name
        if slot.shift < len(start.raw) and get(state, slot) != start.raw[slot.shift :]:
            raise LostError
        slots.append(slot)
    return slots


def _header(message: Mapping[str, Any], side: str, number: int) -> Slot:
    headers, trailers = message["headers"], message.get("trailers") or ()
    if number < len(headers):
        return Slot(side, "headers", number)
    if number - len(headers) < len(trailers):
        return Slot(side, "trailers", number - len(headers))
    raise LostError


def get(state: State, slot: Slot) -> bytes:
    """Give what stands in a slot."""
    found = state[slot.side][slot.section]
    value = found[slot.number][not slot.name] if slot.section in ("headers", "trailers") else found
    return bytes(value or b"")


def put(state: State, slot: Slot, value: bytes) -> None:
    """Put something else there."""
    message = state[slot.side]
    if slot.section in ("headers", "trailers"):
        pairs = [tuple(pair) for pair in message[slot.section]]
        name, old = pairs[slot.number]
        pairs[slot.number] = (value, old) if slot.name else (name, value)
        message[slot.section] = tuple(pairs)
    else:
        message[slot.section] = value


def inside(slot: Slot, span: Span) -> Span | None:
    """Give what of a part's span stands in its slot; ``None`` where none of it does (the host of a URL)."""
    if span.end <= slot.shift and slot.shift:
        return None
    return Span(max(span.start - slot.shift, 0), span.end - slot.shift)
