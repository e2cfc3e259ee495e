"""What Redis is asked and answers, by its protocol's specification."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.model import Decoded

Body = Callable[..., Decoded]


def bulk(text: str | bytes) -> bytes:
    raw = text.encode() if isinstance(text, str) else text
    return b"$%d\r\n%s\r\n" % (len(raw), raw)


def command(*words: str | bytes) -> bytes:
    return b"*%d\r\n" % len(words) + b"".join(map(bulk, words))


def read(decoded: Decoded) -> dict[str, str | bytes]:
    return {each.key: each.value for each in decoded.fields if each.layers == ("resp",) and each.key}


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (command("HSET", "user:7", "email", "a@b.kr", "zip", "06234"), {"email": "a@b.kr", "zip": "06234"}),
        (command("hmset", "user:7", "sex", "F"), {"sex": "F"}),
        (command("MSET", "user:7:email", "a@b.kr", "user:7:sex", "F"), {"email": "a@b.kr", "sex": "F"}),
        (command("SET", "user:7:email", "a@b.kr", "EX", "60"), {"email": "60"}),
        (command("SETEX", "user:7:email", "60", "a@b.kr"), {"email": "a@b.kr"}),
        (command("XADD", "events", "*", "email", "a@b.kr"), {"email": "a@b.kr"}),
        (command("RPUSH", "emails", "a@b.kr"), {"emails": "a@b.kr"}),
        (command("HSET", "u", "sex", "F") + command("HSET", "u", "zip", "06234"), {"sex": "F", "zip": "06234"}),
        (b"%2\r\n" + bulk("email") + bulk("a@b.kr") + b"+n\r\n:12\r\n", {"email": "a@b.kr", "n": "12"}),
        (b"*6\r\n" + b"".join(map(bulk, ("email", "a@b.kr", "zip", "06234", "sex", "F"))), {"email": "a@b.kr", "zip": "06234", "sex": "F"}),
        (b"%1\r\n+list\r\n*2\r\n$-1\r\n" + bulk("x"), {"list": "x"}),
    ],
)  # fmt: skip
def test_values_are_called_by_what_names_them(body: Body, raw: bytes, told: dict[str, str]) -> None:
    assert read(body(raw)) == told


@pytest.mark.parametrize("end", [b"\r\n", b"\n"])
@pytest.mark.parametrize("last", [True, False])
def test_ends_of_lines_that_a_text_node_changed(body: Body, end: bytes, last: bool) -> None:
    raw = command("HSET", "user:7", "email", "a@b.kr", "zip", "06234").replace(b"\r\n", end)
    assert read(body(raw if last else raw.removesuffix(end))) == {"email": "a@b.kr", "zip": "06234"}


def test_values_stand_where_they_say_and_bytes_stay_bytes(body: Body) -> None:
    raw = command("HSET", "user:7", "name", "표서림", "raw", b"\xff\x00\xfe\x80\x81")
    found = {each.key: each for each in body(raw).fields if each.layers == ("resp",)}
    assert raw[slice(*found["name"].span)].decode() == found["name"].value == "표서림"
    assert found["raw"].value == b"\xff\x00\xfe\x80\x81"


@pytest.mark.parametrize(
    "raw",
    [
        command("HSET", "u", "a", "bcd")[:-3], b"*2\r\n$3\r\nGET\r\n$90\r\nabc", command("HSET", "u", "a", "b") + b"x", b"*2\r\n$3\r\nab\r\n$1\r\nc\r\n", b"*1\r\n" + bulk("a") * 2,
        b"*bold*\r\n", b"* item\r\n* item\r\n", b"%5\r\n", b"> quoted\r\n", b"*99999999\r\n" + bulk("a"), b"~1\r\n?\r\n",
    ],
)  # fmt: skip
def test_what_only_looks_like_it_is_none(body: Body, raw: bytes) -> None:
    assert not [each for each in body(raw).fields if "resp" in each.layers]


def test_an_empty_value_and_many_fields_take_no_names_away(body: Body) -> None:
    """As redis 8.1.0 for Python packs ``HSET`` with a mapping."""
    members = {"memo": "", "phone": "010-3010-2646"} | {f"n_{at}x": str(at) for at in range(200)}
    raw = command("HSET", "u", *(each for pair in members.items() for each in pair))
    found = {each.key: each.value for each in body(raw).fields if each.layers == ("resp",) and each.key}
    assert found == {key: value for key, value in members.items() if value}


def test_levels_beyond_the_bound_are_told(body: Body) -> None:
    decoded = body(b"*1\r\n" * 70 + bulk("a"))
    assert [gap.reason for gap in decoded.opaque] == ["values of RESP of more than 64 levels"]


@given(
    st.dictionaries(st.from_regex(r"[a-z][a-zA-Z_]{1,8}", fullmatch=True), st.text(min_size=1), min_size=1, max_size=6)
)
def test_every_text_comes_back(body: Body, members: dict[str, str]) -> None:
    raw = command("HSET", "u", *(each for pair in members.items() for each in pair))
    found = {each.key: each.value for each in body(raw).fields if each.layers == ("resp",) and each.key}
    assert {key: value if isinstance(value, str) else value.decode() for key, value in found.items()} == members


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_left_alone(body: Body, raw: bytes) -> None:
    body(b"*2\r\n$1\r\na\r\n" + raw)
    body(b"%1\r\n" + raw)
