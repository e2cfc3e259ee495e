"""The plain fields of a form and the parameters of an address, which say of what a request is a piece.

They stand before or behind the form's files, which are not looked at.
"""

import re
from mmap import mmap
from typing import NamedTuple
from urllib.parse import parse_qsl

MOST = 256
"""Fields of a form, and parameters of an address, in which a piece's number and its upload's name are looked for."""
LONGEST = 512
"""Bytes of a value that can be such a number or name."""
_PLAIN = 2_048
"""Bytes of a form's part with its headers, beyond which it is no plain field."""
_NAME = re.compile(rb";\s*name=\"([^\"\r\n]{1,128})\"", re.IGNORECASE).search


class Form(NamedTuple):
    """The plain fields of a form as they stand there, wherever its files stand; ``more``: not all were looked at."""

    plain: tuple[bytes, ...] = ()
    more: bool = False


class Told(NamedTuple):
    """Values by their names in small letters; ``long``: others were too long for one."""

    fields: dict[str, str]
    long: bool


def bare(url: str) -> str:
    """Give an address without its parameters."""
    return url.partition("?")[0]


def form_of(body: bytes | mmap, boundary: bytes, start: int = 0, end: int | None = None) -> Form:
    """Read the plain fields of a form; none where the boundary is empty."""
    mark = b"--" + boundary
    plain: list[bytes] = []
    end = len(body) if end is None else end
    at = body.find(mark, start, end) if boundary else -1
    for _ in range(MOST):
        begin = at + len(mark)
        at = body.find(mark, begin, end) if at >= 0 else at
        if at < 0:
            return Form(tuple(plain))
        if at - begin <= _PLAIN:
            plain.append(body[begin:at])
    return Form(tuple(plain), more=body.find(mark, at + len(mark), end) >= 0)


def told(url: str, form: Form) -> Told:
    """Give the parameters of an address and the plain fields of a form."""
    try:
        pairs = parse_qsl(url.partition("?")[2].partition("#")[0], keep_blank_values=True, max_num_fields=MOST)
    except ValueError:
        pairs = []
    listed = [(name.lower(), value, len(value)) for name, value in pairs]
    for part in form.plain:
        head, _, value = part.partition(b"\r\n\r\n")
        name = _NAME(head)
        if name is not None and b"filename=" not in head:
            listed.append((text(name[1]).lower(), text(value.removesuffix(b"\r\n")), len(value)))
    fields = {name: value for name, value, size in listed if size <= LONGEST}
    return Told(fields, long=len(listed) > 0 and max(size for *_, size in listed) > LONGEST)


def text(value: bytes) -> str:
    """Give a name or a value as text, without what blanks stand around it."""
    return value.decode("utf-8", "replace").strip()
