"""A planted value on its way into a part: the bytes so far, and where in them the value stands.

Every encoder of the corpus takes one of these and gives the next. None of the project's own decoders has a part in it.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

MARK = "Zq0plantedvalue0qZ"
"""Stands for the value in a container of text while the container is written; every format leaves it as it is."""

type Escape = Callable[[bytes], bytes]
"""Writes a run of bytes as a format wants it; of two runs in a row it gives what it gives of each."""


class Unfit(Exception):  # noqa: N818 - no error: the generator draws something else
    """The encoder would leave the value as it is, cannot hold it, or its place could not be told apart."""


@dataclass(frozen=True, slots=True)
class Carried:
    """Bytes that hold a planted value.

    Args:
        data: the bytes.
        text: whether they are UTF-8 text without control characters.
        start: where the value begins; where offsets are lost, the encoded run that holds it.
        end: where it ends.
        run: the innermost field that holds it, or the encoded run.
        opaque: whether offsets were lost.
        layers: names of the encoders so far, outermost first.
        typed: whether the value is proof only where a whole field equals it and its key names it.
        keyed: whether a key that names the category stands inside already.
    """

    data: bytes
    text: bool
    start: int
    end: int
    run: tuple[int, int]
    opaque: bool = False
    layers: tuple[str, ...] = ()
    typed: bool = False
    keyed: bool = False

    @property
    def string(self) -> str:
        """The bytes as text; ``Unfit`` where they are none."""
        if not self.text:
            raise Unfit
        return self.data.decode()


def value(data: bytes, text: bool, typed: bool = False) -> Carried:
    """Give a value before any encoding."""
    return Carried(data, text, 0, len(data), (0, len(data)), typed=typed)


def escaped(inner: Carried, escape: Escape, layer: str) -> Carried:
    """Write all of it with the escapes of one format."""
    data = escape(inner.data)
    if data == inner.data:
        raise Unfit
    return _moved(inner, data, 0, escape, layer)


def held(inner: Carried, container: str, escape: Escape, layer: str, *, keyed: bool) -> Carried:
    """Put it where ``MARK`` stands in a container of text."""
    head, tail = (side.encode() for side in container.split(MARK))
    made = _moved(inner, head + escape(inner.data) + tail, len(head), escape, layer)
    return replace(made, text=True, keyed=inner.keyed or keyed)


def embedded(
    inner: Carried, container: bytes, item: bytes, lead: int, layer: str, *, keyed: bool, escape: Escape = bytes
) -> Carried:
    """Find it in a container of bytes, in which it stands ``lead`` bytes into ``item``, as it is or as it is written there."""
    if container.count(item) != 1:
        raise Unfit
    made = _moved(inner, container, container.index(item) + lead, escape, layer)
    return replace(made, text=False, keyed=inner.keyed or keyed)


def coded(inner: Carried, data: bytes, layer: str, *, text: bool) -> Carried:
    """Take an encoding in which offsets are lost: the whole run stands for the value from here on."""
    whole = (0, len(data))
    layers = (layer, *inner.layers)
    return replace(inner, data=data, text=text, start=0, end=len(data), run=whole, opaque=True, layers=layers)


def _moved(inner: Carried, data: bytes, base: int, escape: Escape, layer: str) -> Carried:
    def at(place: int) -> int:
        return base + len(escape(inner.data[:place]))

    run = at(inner.run[0]), at(inner.run[1])
    layers = (layer, *inner.layers) if layer else inner.layers
    return replace(inner, data=data, start=at(inner.start), end=at(inner.end), run=run, layers=layers)
