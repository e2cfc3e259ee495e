"""A postcode that no name tells, beside the person's address: ``["남궁하람", "04999", "서울특별시 중구 ..."]``.

Five digits may be anything's number. In a list, a message without names or a row without headings they are the
postcode where they are the person's, and the address stands in the same list, message or row with something else of the
person; in a text where they stand right before or behind the address, as Korean addresses are written.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from trafficaudit.decode.fields import Fields
from trafficaudit.detectors.names.paths import place_of
from trafficaudit.detectors.persona.hit import Hit, reason

_CODE, _ADDRESS = "postal_code", "postal_address"
_OTHERS = frozenset(("name", "phone_number", "email", "user_id", "birth_date"))
_WIDTH = 24
_BETWEEN = rb"[\s()\[\]|,.:;/+'\"-]{0,12}+"
_SPACE = " \t\r\n\"'"
_BESIDE = (
    "a number that no name tells, recognised because the person's address stands beside it with more of the person"
)
_NEXT = "a number that no name tells, recognised because the person's address stands right beside it in the text"

type Scope = tuple[str, str, tuple[str, ...], str]


class Beside:
    """Looks for the postcodes of one persona; ``codes`` are these as they are written."""

    def __init__(self, codes: Sequence[str]) -> None:
        self._codes = {code: code for code in codes if code.isdigit()}
        listed = b"|".join(re.escape(code.encode()) for code in self._codes)
        self._before = re.compile(rb"(?<![0-9])(?<![0-9]-)(" + listed + rb")" + _BETWEEN + rb"\Z").search
        self._behind = re.compile(_BETWEEN + rb"(" + listed + rb")(?!-?[0-9])").match

    def find(self, fields: Fields, hits: Mapping[int, list[Hit]]) -> Iterator[tuple[int, Hit]]:
        """Give postcodes, each with the index of its field."""
        if not self._codes:
            return
        homes = [
            (index, hit)
            for index, found in hits.items()
            for hit in found
            if hit.category == _ADDRESS and not hit.covered and not hit.layers
        ]
        if not homes:
            return
        for index, hit in homes:
            if not _has_code(hits.get(index, ())):
                yield from self._next_to(fields, index, hit)
        yield from self._in_rows(fields, hits, [index for index, _ in homes])

    def _next_to(self, fields: Fields, index: int, home: Hit) -> Iterator[tuple[int, Hit]]:
        data = fields.joined.values[index]
        before = self._before(data[max(home.start - _WIDTH, 0) : home.start])
        if before is not None:
            start = max(home.start - _WIDTH, 0) + before.start(1)
            yield index, _hit(before[1].decode(), data, start, _NEXT)
        behind = self._behind(data, home.end)
        if behind is not None:
            yield index, _hit(behind[1].decode(), data, behind.start(1), _NEXT)

    def _in_rows(
        self, fields: Fields, hits: Mapping[int, list[Hit]], homes: Sequence[int]
    ) -> Iterator[tuple[int, Hit]]:
        rows = {scope for index in homes if (scope := _scope(fields, index)) is not None}
        if not rows:
            return
        company = {
            scope
            for index, found in hits.items()
            if any(not hit.covered and hit.category in _OTHERS for hit in found)
            and (scope := _scope(fields, index)) in rows
        }
        for index, value in enumerate(fields.values) if company else ():
            code = value.strip(_SPACE) if isinstance(value, str) else ""
            if code not in self._codes or index in fields.inner or _has_code(hits.get(index, ())):
                continue
            if _scope(fields, index) in company:
                data = fields.joined.values[index]
                yield index, _hit(code, data, data.find(code.encode()), _BESIDE)


def _has_code(found: Sequence[Hit]) -> bool:
    return any(hit.category == _CODE for hit in found)


def _scope(fields: Fields, index: int) -> Scope | None:
    """Give the list or message that a field is in; ``None`` where the field has a name of its own."""
    path, key = fields.rows[index][:2]
    if path[-1:] != "]" and not key.isdigit():
        return None
    group = fields.group(index)
    return group.direction, group.part, group.layers, place_of(path)


def _hit(code: str, data: bytes, start: int, why: str) -> Hit:
    end = start + len(code)
    how = "found as it was typed in"
    return Hit(
        _CODE, code, "verbatim", (), start, end, len(data), data[start:end], 0.8, reason(_CODE, how, why), short=True
    )
