"""Which bytes of an examined exchange do not go into a redacted copy, and why.

* what any detector found, but for what says nothing of a person by itself (weight ``context``) and is of the phone, the
  app or what was looked at: who somebody is and how somebody lives is masked whether or not it singles anybody out; a
  value of the test person always;
* what could not be looked into: ciphered runs, bytes without a known structure, media, what lies beyond a bound;
* what looks like a token (long hexadecimal, UUIDs, long base64): it may be a digest or a ciphered value that no
  detector knows;
* what is called a check value (``checks``).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from trafficaudit import joined
from trafficaudit.categories import taxonomy
from trafficaudit.decode import database
from trafficaudit.decode.arranged import divided
from trafficaudit.decode.packed import tar, zipped
from trafficaudit.decode.parts import Start, starts
from trafficaudit.decode.pdf import document as pdf
from trafficaudit.decode.pictures import exif, image, video
from trafficaudit.detectors import persona
from trafficaudit.detectors.spans import narrow
from trafficaudit.examine import Examined
from trafficaudit.model import Field, Finding, Opaque, Span
from trafficaudit.redact import between, checks

FOUND, OPAQUE, TOKEN = "found", "not looked into", "token"

SEEDED = persona.NAME
"""The detector of the test person's values: nothing that it finds may be left."""

_TOKENS = re.compile(
    r"(?<![0-9A-Za-z])(?:0[xX])?(?=[0-9]*[a-fA-F])(?=[a-fA-F]*[0-9])[0-9a-fA-F]{16,}(?![0-9A-Za-z])"
    r"|(?<![0-9A-Za-z])[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}(?![0-9A-Za-z])"
    r"|(?<![0-9A-Za-z:])[0-9a-fA-F]{2}(?:[: ][0-9a-fA-F]{2}){7,}(?![0-9A-Za-z:])"
    r"|(?<![0-9A-Za-z.])[0-9]{25,}(?![0-9A-Za-z])"
    r"|(?<![\w+/-])(?=[\w-]*[0-9])(?=[\w-]*[a-z])(?=[\w-]*[A-Z])[A-Za-z0-9_-]{22,}(?![\w+/-])"
    r"|(?<![\w+/])(?=[A-Za-z0-9/]*\+|[\w+/]*=)(?=[A-Za-z+/]*[0-9])[A-Za-z0-9+/]{22,}={0,2}(?![\w+/-])",
    re.ASCII,
)
_PLAIN_HEADERS = frozenset(("content-type", "host", ":authority", "user-agent"))
"""Headers without tokens of a person in them, and which a reader needs as they are."""

_BYTES = 8
"""Bytes of a value that is no text from which on it may hold something that nobody looked into."""

_QUOTED = re.compile(r'\["([^"\\]+)"\](?:\[[0-9]+\])?\Z').search
_OF_PERSONS = frozenset(("identity", "sensitive", "circumstances", "contact", "payment"))
"""Groups of categories of which nothing is kept, be it what many people share: beliefs, a postcode, what was paid."""
_DIVIDED = ((divided.NAME,), (divided.CUT,))


class LostError(Exception):
    """It is not copied: it is not written as an exchange is, does not lead back to its parts, or a value would stay."""


@dataclass(frozen=True, slots=True)
class Run:
    """A run of bytes to be masked: in which part (counted in the order of ``starts``), where, and why.

    ``number`` says that a number of JSON stands there, ``varint`` that a protocol buffer's does.
    """

    part: int
    span: Span
    why: str
    detector: str = ""
    number: bool = False
    varint: bool = False


@dataclass(frozen=True, slots=True)
class Runs:
    """The parts of an exchange, what is to be masked in them, and the bodies that nobody looked into at all."""

    parts: tuple[Start, ...]
    runs: tuple[Run, ...]
    closed: frozenset[int]


def runs(examined: Examined) -> Runs:
    """Say what of an exchange is not kept.

    Raises:
        LostError: a field does not lead back to a part.
    """
    parts = tuple(starts(examined.exchange))
    fields = examined.decoded.fields
    roots = [index for index, field in enumerate(fields) if field.parent < 0]
    if len(roots) != len(parts):
        raise LostError
    owner = _owners(fields, roots)
    found: list[Run] = []
    index_of = {id(field): index for index, field in enumerate(fields)}
    for finding in examined.findings:
        if finding.field.layers[:1] == (joined.NAME,):
            continue  # the shares tell of it, here and where the rest of it is
        index = index_of.get(id(finding.field))
        if index is None:
            raise LostError
        if _is_personal(finding.detector, finding.category):
            pieces = _pieces(fields, finding.field) if finding.field.layers[-1:] in _DIVIDED else []
            found += [_run(owner[index], replace(finding, field=each, span=each.span)) for each in pieces] or [
                _run(owner[index], finding)
            ]
    found += _shares(parts, examined.shares)
    for index, field in enumerate(fields):
        found += _unread(owner[index], parts[owner[index]], field)
    for opaque in examined.decoded.opaque:
        found += _opaque(parts, opaque)
    found += _between(parts, fields, owner)
    closed = (number for number, index in enumerate(roots) if _is_closed(fields[index]))
    return Runs(parts, tuple(found), frozenset(closed))


def _is_personal(detector: str, category: str) -> bool:
    known = taxonomy()[category]
    return detector == SEEDED or known.weight != "context" or known.group in _OF_PERSONS


def _owners(fields: Sequence[Field], roots: Sequence[int]) -> list[int]:
    number = {index: count for count, index in enumerate(roots)}
    owner: list[int] = []
    for index, field in enumerate(fields):
        if field.parent >= index:
            raise LostError
        owner.append(number[index] if field.parent < 0 else owner[field.parent])
    return owner


def _pieces(fields: Sequence[Field], whole: Field) -> list[Field]:
    """Give the fields that a divided value was put together from; none where they cannot be told for certain."""
    path = whole.path
    names = (path[path.rfind('["') + 2 : -2] if path.endswith('"]') else path.rpartition(".")[2]).split("+")
    pieces = [
        each
        for each in fields
        if each.parent == whole.parent
        and each.part == whole.part
        and (each.key in names or _written(each.path) in names)
        and each.layers[-1:] != whole.layers[-1:]
        and whole.span.start <= each.span.start
        and each.span.end <= whole.span.end
    ]
    return pieces if len(pieces) == len(names) else []


def _written(path: str) -> str:
    """Give the last name on a path as it was written, where it has the way to the value in it (``hp[]``)."""
    match = _QUOTED(path)
    return match[1] if match is not None else ""


def _run(part: int, finding: Finding) -> Run:
    field = finding.field
    inner = finding.layers[-1:]
    return Run(
        part,
        finding.span,
        FOUND,
        finding.detector,
        number=inner == ("json",) and finding.span == field.span,
        varint=inner == ("protobuf",) and not field.exact and finding.span == field.span,
    )


def _shares(parts: Sequence[Start], shares: Sequence[joined.Share]) -> Iterator[Run]:
    """Give what of values that lie over several exchanges stands in this one."""
    for share in shares:
        if _is_personal(share.detector, share.category):
            for number, start in enumerate(parts):
                if (start.direction, start.part) == (share.direction, "body"):
                    yield Run(number, share.span, FOUND, share.detector)


def _unread(part: int, start: Start, field: Field) -> Iterator[Run]:
    """Give what nobody can tell the meaning of: bytes that are no text, and tokens in what was taken apart."""
    value = field.value
    unseen = _is_unseen(field)
    if isinstance(value, bytes) or unseen:
        if unseen and len(value) > _BYTES:
            yield Run(part, field.span, OPAQUE)
        return
    if start.part == "header" and start.key in _PLAIN_HEADERS:
        return
    # A plus is a blank in a query, so that base64 stands whole only in what was not taken apart.
    whole = field.leaf or (field.parent < 0 and start.part != "body")
    if whole:
        for match in _TOKENS.finditer(value):
            yield Run(part, narrow(field, *match.span()), TOKEN)
    if whole and checks.named(field.key) and checks.is_value(value):
        inner = field.layers[-1:]
        yield Run(part, field.span, TOKEN, number=inner == ("json",), varint=inner == ("protobuf",) and not field.exact)


def _between(parts: Sequence[Start], fields: Sequence[Field], owner: Sequence[int]) -> Iterator[Run]:
    """Give what formats give away in bodies outside of their values."""
    for number, start in enumerate(parts):
        if start.part == "body":
            values = [each.span for each, part in zip(fields, owner, strict=True) if part == number and each.leaf]
            yield from (Run(number, span, FOUND) for span in between.spans(start.raw, values))


def _is_closed(root: Field) -> bool:
    """Say so of a picture, a film, an archive, a database, and of whatever else is no text and was not taken apart."""
    return root.part == "body" and _is_unseen(root)


def _is_unseen(field: Field) -> bool:
    """Say so of bytes that nobody looked into all of: of a picture or video what stands beside its pixels was read, of
    an archive the members that its directory names, of a database the rows and not the indices over them, of a PDF what
    is text in it.
    """
    value = field.value
    if not isinstance(value, bytes):
        return pdf.shows(value[:_BYTES].encode("utf-8", "replace"))
    if pdf.shows(value):
        return True
    media = image.format_of(value) is not None or exif.is_exif(value) or video.is_video(value)
    return field.leaf or media or zipped.shows(value) or tar.shows(value) or database.shows(value)


def _opaque(parts: Sequence[Start], opaque: Opaque) -> Iterator[Run]:
    """Give an opaque run in every part that it may be of: headers of one name, and cookies, are not told apart."""
    for number, start in enumerate(parts):
        if (start.direction, start.part) == (opaque.direction, opaque.part) and opaque.path.startswith(
            start.path if start.part == "header" else ""
        ):
            span = Span(min(opaque.span.start, len(start.raw)), min(opaque.span.end, len(start.raw)))
            yield Run(number, span, OPAQUE)


def merged(spans: Sequence[Span]) -> list[Span]:
    """Give spans in order, those that touch as one."""
    out: list[Span] = []
    for span in sorted(spans):
        if out and span.start <= out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    assert all(left.end < right.start for left, right in pairwise(out))
    return out
