"""What PHP's ``serialize`` writes: every value with its place, and what only begins like one."""

import base64
import bz2
import lzma
import urllib.parse
import zlib
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.decode import Limits, decode
from trafficaudit.model import Decoded, Exchange

Body = Callable[..., Decoded]
Build = Callable[..., Exchange]
Check = Callable[[Exchange, Decoded], None]


def php(value: object) -> bytes:
    if isinstance(value, bool):
        return b"b:%d;" % value
    if isinstance(value, int):
        return b"i:%d;" % value
    if isinstance(value, float):
        return f"d:{value!r};".encode()
    if value is None:
        return b"N;"
    if isinstance(value, list):
        return b"a:%d:{%s}" % (len(value), b"".join(php(at) + php(each) for at, each in enumerate(value)))
    if isinstance(value, dict):
        return b"a:%d:{%s}" % (len(value), b"".join(php(key) + php(each) for key, each in value.items()))
    raw = value if isinstance(value, bytes) else str(value).encode()
    return b's:%d:"%s";' % (len(raw), raw)


DOCUMENT = {
    "email": "kim@example.kr",
    "name": '홍"길;동}',
    "raw": b"\xff\x00\x01\x02",
    "phones": ["010-1234-5678", "02-123-4567"],
    "deep": {"lat": 37.5, "on": True, "none": None, "count": -5},
}
FOUND = {
    "email": ("kim@example.kr", "email"), "name": ('홍"길;동}', "name"), "raw": (b"\xff\x00\x01\x02", "raw"),
    "phones[0]": ("010-1234-5678", "phones"), "phones[1]": ("02-123-4567", "phones"),
    "deep.lat": ("37.5", "lat"), "deep.on": ("true", "on"), "deep.count": ("-5", "count"),
}  # fmt: skip


def read(decoded: Decoded) -> dict[str, tuple[str | bytes, str]]:
    return {one.path: (one.value, one.key) for one in decoded.fields if one.layers[-1:] == ("php",)}


def test_every_value_by_its_path(exchange: Build, check: Check) -> None:
    raw = php(DOCUMENT)
    sent = exchange(raw)
    decoded = decode(sent)
    check(sent, decoded)
    assert read(decoded) == FOUND
    (mail,) = [one for one in decoded.fields if one.path == "email"]
    assert (raw[mail.span.start : mail.span.end], mail.exact) == (b"kim@example.kr", True)
    (truth,) = [one for one in decoded.fields if one.path == "deep.on"]
    assert not truth.exact  # 1 stands there


def test_properties_of_objects_by_their_names_alone(body: Body) -> None:
    raw = (
        b'O:9:"App\\Order":4:{s:7:"\0*\0mail";s:14:"kim@example.kr";s:14:"\0App\\Order\0tel";s:3:"119";'
        b's:1:"s";E:11:"State:Ready";s:2:"me";r:1;}'
    )
    told = {path: value for path, (value, _) in read(body(raw)).items()}
    assert told == {"mail": "kim@example.kr", "tel": "119", "s": "State:Ready"}


@pytest.mark.parametrize("sign", [b"", b"\n", b"0123456789abcdef" * 2, b"0123456789abcdef" * 4 + b"\r\n"])
def test_a_cookie_may_be_signed_with_a_digest(body: Body, sign: bytes) -> None:
    assert read(body(php(DOCUMENT) + sign)) == FOUND


def test_a_name_that_looks_like_data_is_a_value_too(body: Body) -> None:
    fields = body(php({"kim@example.kr": "x", "plain": "y"})).fields
    assert [one.value for one in fields if one.layers[-1:] == ("php",)] == ["kim@example.kr", "x", "y"]


def test_more_fields_than_an_exchange_may_have_are_told(exchange: Build) -> None:
    decoded = decode(exchange(php({f"k{at}": "x" for at in range(50)})), Limits(fields=20))
    assert len(decoded.fields) <= 20
    assert any("fields" in each.reason for each in decoded.opaque)


def test_in_base64_and_in_a_form(body: Body) -> None:
    raw = php({"email": "kim@example.kr"})
    for sent in (base64.b64encode(raw), b"cart=" + urllib.parse.quote(raw).encode()):
        assert [value for value, _ in read(body(sent)).values()] == ["kim@example.kr"]


@pytest.mark.parametrize(
    "raw",
    [
        b'a:1:{s:5:"email";s:15:"kim@example.kr";}',  # a text that is shorter than it says
        b'a:1:{s:5:"email";s:13:"kim@example.kr";}',
        b'a:2:{s:5:"email";s:14:"kim@example.kr";}',  # a member is missing
        b'a:0:{s:5:"email";s:14:"kim@example.kr";}',
        b'a:1:{s:5:"email";s:14:"kim@example.kr";} and more',
        b'a:1:{s:5:"email";s:14:"kim@example.kr";}0123',
        b'a:1:{b:1;s:14:"kim@example.kr";}',  # no name is a truth value
        b'a:2:{i:0;s:1:"x";N;s:14:"kim@example.kr";}',
        b'a:1:{i:0;a:1:{i:0;s:1:"x";]}',  # an array that is closed by another sign
        b'a:1:{i:0;s:1:"x";i:1;s:1:"y";}',  # more than it says
        b'a:1:{s:5:"email";s:1:"kim";}',
        b'a:1:{s:5:"email";s:2:"ab"x}',  # a text that nothing ends
        b'a:1:{s:5:"email";',
        b'O:9:"Order":1:{s:5:"email"}',
        b"a:b:{c}",
        b"a:1:{}",
    ],
)
def test_what_is_no_whole_value_is_left_alone(body: Body, raw: bytes) -> None:
    assert read(body(raw)) == {}


def test_too_many_levels_are_told(body: Body) -> None:
    raw = b'a:1:{s:1:"a";' * 70 + b"i:1;" + b"}" * 70
    assert any("levels" in each.reason for each in body(raw).opaque)


@given(st.binary(max_size=80) | st.lists(st.sampled_from([*b'aOsibdN:;{}"0123', 0xFF]), max_size=60).map(bytes))
def test_any_bytes_behind_a_beginning_give_values_or_nothing(exchange: Build, check: Check, tail: bytes) -> None:
    sent = exchange(b'a:2:{s:1:"a";' + tail)
    check(sent, decode(sent))


SHOWN = st.characters(codec="utf-8", exclude_categories=["C"])
NAMES = st.text(SHOWN, min_size=1, max_size=6).filter(lambda name: not name.isdigit())


@given(st.dictionaries(NAMES, st.text(SHOWN, min_size=1, max_size=12) | st.integers(), min_size=1, max_size=4))
def test_what_was_written_is_read(body: Body, document: dict[str, str | int]) -> None:
    found = read(body(php(document), content_type="application/vnd.php.serialized"))
    assert set(map(str, document.values())) <= {str(value) for value, _ in found.values()}


@pytest.mark.parametrize("pack", [bz2.compress, lzma.compress, zlib.compress])
def test_packed_within_base64(body: Body, pack: Callable[[bytes], bytes]) -> None:
    raw = b'O:4:"Cart":1:{s:7:"\0*\0user";%s}' % php({"id": b"\xff\x00\x01\x02\x9c\xfe", "n": 7})
    found = read(body(b'{"x":"%s"}' % base64.b64encode(pack(raw))))
    assert {key for _, key in found.values()} == {"id", "n"}
