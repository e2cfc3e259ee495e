"""The detectors ask about all fields of an exchange at once; it must come to what asking one by one comes to."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from support import onebyone
from support.fields import CONTEXT

from trafficaudit.decode import decode
from trafficaudit.detectors import identifiers
from trafficaudit.detectors.identifiers import IDENTIFIERS
from trafficaudit.detectors.identifiers.plan import TRIGGERS
from trafficaudit.detectors.identifiers.search import Search
from trafficaudit.detectors.key import search as key
from trafficaudit.model import Decoded, Exchange, Message

KEYS = [
    *("phone", "number", "user", "receiver", "name", "id", "token", "push", "lat", "lng", "x", "y", "geo", "order_no"),
    *("seller", "device", "model", "mac", "ap", "session_id", "time", "ip", "client", "email", "birth", "zip", "value"),
    *("userAgent", "tac", "mcc", "a.b", "위도", "경도", ""),
]
VALUES = [
    *("010-2345-6789", "01023456789", "+82 10 2345 6789", "kim@example.kr", "9@9.example.com", "@9", "900101-1234568"),
    *("3c:5a:b4:01:02:03", "37.5665", "126.9780", "37.5665,126.9780", "4111-1111-1111-1111", "1718000000123", "04524"),
    *(
        "8982050123456789015",
        "450051234567890",
        "211.234.10.20",
        "SM-S921N",
        "홍길동",
        "ko-KR",
        "19900115",
        "P210123456789",
    ),
    *("9f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b", "A1B2C3D4E5F60718", "1.2.3.4.5.6.7.8.9.0", "", "0", "true", "12"),
    *("Dalvik/2.1.0 (Linux; U; Android 14; SM-S921N Build/UP1A)", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln"),
    *(
        "cAbC1234dEf:APA91b" + "aB3_-xYz" * 17,
        "https://s.example/p?phone=010-2345-6789&id=12",
        '{"phone": "01023456789"}',
    ),
]
LEAVES = st.sampled_from(VALUES) | st.text(max_size=8) | st.integers() | st.floats(allow_nan=False) | st.booleans()
DOCUMENTS = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=6),
    max_leaves=25,
)


def exchange(document: Any, pairs: list[tuple[str, str]], headers: list[tuple[str, str]]) -> Exchange:
    body = json.dumps(document, ensure_ascii=False).encode("utf-8", "surrogatepass")
    written = tuple((name.encode() or b"x", value.encode()) for name, value in headers)
    url = "https://h.example/a/b?" + urlencode(pairs)
    at = datetime(2026, 11, 24, tzinfo=UTC)
    request, response = (
        Message(written, body, body_size=len(body)),
        Message(written, b"a=1&b=2", body_size=7, status=200),
    )
    return Exchange("1", "c", 0, at, "app", "", "http/2", "POST", url, "h.example", 443, request, response)


PAIRS = st.lists(st.tuples(st.sampled_from(KEYS), st.sampled_from(VALUES)), max_size=4)
EXCHANGES = st.builds(exchange, DOCUMENTS, PAIRS, PAIRS)


def overlapping(decoded: Decoded) -> set[tuple[str, str, float]]:
    return {
        (decoded.fields[index].path, name, confidence) for index, name, _, _, confidence in onebyone.formats(decoded)
    }


FORMATS, AGAIN = identifiers.build(CONTEXT), Search(IDENTIFIERS)
"""Built once, as a replay does: what one exchange holds must change nothing for the next one."""


@example(exchange([], [("email", "010-2345-6789"), ("email", "37.5665")], []))
@given(EXCHANGES)
@settings(max_examples=150, deadline=None)
def test_number_formats(made: Exchange) -> None:
    decoded = decode(made)
    found = list(FORMATS(made, decoded))
    seen = [(found.field, found.detector.partition(":")[2], found.confidence) for found in found]
    plain = [(decoded.fields[index], name, confidence) for index, name, _, _, confidence in onebyone.formats(decoded)]
    # Of runs that overlap one stands: all that is found is seen, and where something is seen something is found.
    assert all(one in plain for one in seen)
    alone = {id(decoded.fields[index]) for index, *_ in onebyone.told(decoded)}
    assert {id(field) for field, _, _ in seen} == alone
    assert list(FORMATS(made, decoded)) == found
    assert list(AGAIN.findings(Decoded(tuple(decoded.fields), ()))) == found


@example(exchange([], [("userAgent", "https://s.example/p?phone=010-2345-6789&id=12")], []))
@given(EXCHANGES)
@settings(max_examples=150, deadline=None)
def test_names(made: Exchange) -> None:
    decoded = decode(made)
    detect = key.build(CONTEXT)
    found = [each for each in detect(made, decoded) if not each.reasoning.startswith("the User-Agent")]
    plain = [(decoded.fields[index], entry) for index, entry in onebyone.entries(decoded)]
    assert [(each.field, each.category, each.confidence, each.reasoning) for each in found] == [
        (field, entry.category, entry.confidence, entry.reasoning) for field, entry in plain
    ]
    assert list(detect(made, replace(decoded, fields=tuple(decoded.fields)))) == list(detect(made, decoded))


@pytest.mark.parametrize("value", VALUES)
def test_each_format_alone(value: str) -> None:
    decoded = decode(exchange({"q": value}, [], []))
    found = {each.field.path for each in FORMATS(exchange({}, [], []), decoded)}
    assert found == {path for path, _, _ in overlapping(decoded)}


def test_shapes_are_searched_for_together_as_they_are_alone() -> None:
    flags = {module.CANDIDATE.flags for module in IDENTIFIERS}
    assert flags == {32}
    assert all(module.CANDIDATE.groups == 0 for module in IDENTIFIERS)
    assert {module.TRIGGER for module in IDENTIFIERS} <= {*TRIGGERS, ""}
