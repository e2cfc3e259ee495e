"""Pickles that Python wrote in every protocol, read without running them, and texts and bytes that are none."""

import collections
import dataclasses
import datetime
import decimal
import enum
import pickle
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.model import Decoded

Body = Callable[..., Decoded]


class Kind(enum.Enum):
    """An enumeration."""

    ADMIN = "admin"


@dataclasses.dataclass
class User:
    """A class with members."""

    mail: str
    phone: str
    tags: list[str]


class Slotted:
    """A class whose members have places."""

    __slots__ = ("age", "mail")

    def __init__(self) -> None:
        self.mail, self.age = "s@b.kr", 3


class Itself:
    """A class that names itself."""

    def __init__(self) -> None:
        self.name, self.me = "홍길동", self


class Runs:
    """What would run when it is loaded."""

    def __reduce__(self) -> tuple[Any, ...]:
        return pytest.fail, ("kim@example.kr",)


DOCUMENT: dict[str, Any] = {
    "email": "kim@example.kr", "age": 33, "big": 10**30, "neg": -70_000, "lat": 37.5665, "name": "홍길동",
    "q": "it's \"x\"\n다", "raw": b"token-abc", "bin": b"\xff\xfe\0", "t": True, "n": None, "tags": ["one", "two"],
    "tup": (1, 2, 3, 4), "set": {"x1"}, "fs": frozenset(["y1"]), "in": {"phone": "010-9183-2746"}, "lee@example.kr": 1,
    "again": "kim@example.kr", "u": User("a@b.kr", "010-1111-2222", ["t"]), "o": Itself(),
    "od": collections.OrderedDict(city="Seoul"), "dd": collections.defaultdict(list, k=["v"]),
    "id": uuid.UUID("38400000-8cf0-11bd-b23e-10b96e40000d"), "d": datetime.date(1990, 3, 7),
    "dt": datetime.datetime(2023, 11, 14, 22, 13, 20, tzinfo=datetime.UTC), "at": datetime.time(7, 30),
    "dec": decimal.Decimal("12.50"), "e": Kind.ADMIN, "ba": bytearray(b"bytes-x"),
}  # fmt: skip
VALUES = {
    "email": "kim@example.kr", "age": "33", "big": str(10**30), "neg": "-70000", "lat": "37.5665", "name": "홍길동",
    "q": "it's \"x\"\n다", "raw": "token-abc", "bin": b"\xff\xfe\0", "t": "true", "n": "null", "tags[0]": "one",
    "tags[1]": "two", "tup[0]": "1", "tup[1]": "2", "tup[2]": "3", "tup[3]": "4", "set[0]": "x1", "fs[0]": "y1",
    "in.phone": "010-9183-2746", '["lee@example.kr"]': "1", "again": "kim@example.kr", "u.mail": "a@b.kr",
    "u.phone": "010-1111-2222", "u.tags[0]": "t", "o.name": "홍길동", "od.city": "Seoul", "dd.k[0]": "v",
    "id": "38400000-8cf0-11bd-b23e-10b96e40000d", "d": "1990-03-07", "dt": "2023-11-14T22:13:20", "at": "07:30:00",
    "dec": "12.50", "e": "admin", "ba": "bytes-x",
}  # fmt: skip


def found(decoded: Decoded) -> dict[str, object]:
    return {field.path: field.value for field in decoded.fields if field.layers == ("pickle",)}


@pytest.mark.parametrize("protocol", range(6))
def test_every_protocol(body: Body, protocol: int) -> None:
    raw = pickle.dumps(DOCUMENT, protocol)
    decoded = body(raw)
    assert (found(decoded), decoded.opaque) == (VALUES, ())
    mail = next(field for field in decoded.fields if field.path == "email")
    assert (mail.key, raw[slice(*mail.span)]) == ("email", b"kim@example.kr")


def test_slots_rows_and_what_breaks_off(body: Body) -> None:
    assert found(body(pickle.dumps(Slotted()))) == {"mail": "s@b.kr", "age": "3"}
    assert list(found(body(pickle.dumps({"a": "one"}) + pickle.dumps({"a": "two"}))).items()) == [
        ("a", "one"), ("[1].a", "two"),
    ]  # fmt: skip
    cut = body(pickle.dumps(DOCUMENT)[:150])
    assert found(cut)["email"] == "kim@example.kr"
    assert "no pickle from byte" in cut.opaque[0].reason


def test_nothing_is_run(body: Body) -> None:
    assert found(body(pickle.dumps({"a": Runs()}))) == {"a": "kim@example.kr"}


def test_what_python_2_wrote(body: Body) -> None:
    raw = b"(dp0\nS'email'\np1\nS'kim@example.kr'\np2\nsS'name'\np3\nS'\\xed\\x99\\x8d'\np4\nsS'n'\np5\nL77L\ns."
    assert found(body(raw)) == {"email": "kim@example.kr", "name": "홍", "n": "77"}
    old = b"(ikr.example\nUser\np0\n(dp1\nS'mail'\np2\nS'kim@example.kr'\np3\nsb."
    assert found(body(old)) == {"mail": "kim@example.kr"}


def text(value: bytes) -> bytes:
    return b"X" + len(value).to_bytes(4, "little") + value


MAIL, PHONE, GONE = text(b"kim@example.kr"), text(b"010-9183-2746"), text(b"gone")


@pytest.mark.parametrize(
    ("program", "told"),
    [
        (b"(c__main__\nUser\n" + MAIL + PHONE + b"o.", ["kim@example.kr", "010-9183-2746"]),
        (b"}(" + text(b"mail") + GONE + b"0" + MAIL + b"u.", ["kim@example.kr"]),
        (b"](" + MAIL + b"2e.", ["kim@example.kr"] * 2),
        (b"](" + MAIL + b"(" + GONE + b"1e.", ["kim@example.kr"]),
        (b"](" + MAIL + text(b"77") + b"Qe.", ["kim@example.kr", "77"]),
        (b"](" + MAIL + b"(0e.", ["kim@example.kr"]),
        (b"}" + text(b"mail") + MAIL + b"s" + PHONE + b"a.", ["kim@example.kr", "010-9183-2746"]),
    ],
    ids=["OBJ", "POP", "DUP", "POP_MARK", "BINPERSID", "POP of a mark", "APPEND beside members"],
)
def test_instructions_that_pickle_does_not_write_itself(body: Body, program: bytes, told: list[str]) -> None:
    decoded = body(b"\x80\x02" + program)
    assert [field.value for field in decoded.fields if field.layers[-1:] == ("pickle",)] == told


class Held:
    """A class that is made of nothing and built of a state that is no map."""

    def __init__(self, state: Any) -> None:
        self.state = state

    def __reduce__(self) -> tuple[Any, ...]:
        return collections.OrderedDict if isinstance(self.state, dict) else Itself, (), self.state


@pytest.mark.parametrize(
    ("state", "told"),
    [
        ("kim@example.kr", {"who": "kim@example.kr"}),
        (["kim@example.kr", "x1"], {"who[0]": "kim@example.kr", "who[1]": "x1"}),
        (({"mail": "kim@example.kr"}, {"age": 3}), {"who.mail": "kim@example.kr", "who.age": "3"}),
    ],
)
def test_what_an_object_is_built_of(body: Body, state: Any, told: dict[str, str]) -> None:
    assert found(body(pickle.dumps({"who": Held(state)}, 4))) == told


def test_a_list_that_breaks_off_keeps_what_was_put_into_it(body: Body) -> None:
    mails = [f"kim{number}@example.kr" for number in range(9)]
    raw = pickle.dumps(mails, 4)
    assert found(body(raw[: raw.index(b"kim7")])) == {f"[{number}]": mails[number] for number in range(7)}


class Called:
    """A class that is called with names."""

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, str]]:
        return ("kim@example.kr",), {"phone": "010-9183-2746"}


def test_what_a_class_is_called_with_and_what_lies_beside(body: Body) -> None:
    decoded = body(pickle.dumps({"who": Called()}, 4))
    values = {field.path: field.value for field in decoded.fields}
    assert (values["who.0"], values["who.phone"]) == ("kim@example.kr", "010-9183-2746")
    beside = {"raw": pickle.PickleBuffer(bytearray(b"abc")), "mail": "kim@example.kr"}
    decoded = body(pickle.dumps(beside, 5, buffer_callback=lambda buffer: None))
    assert [field.value for field in decoded.fields if field.key == "mail"] == ["kim@example.kr"]


def test_what_is_none(body: Body) -> None:
    texts = (
        b"(dear all)\nmail kim@example.kr.", b"copy\nthat to kim@example.kr.", b"(lp0\nnothing of it.", b"}q\0nothing.",
        b"cos\nsystem\n.", b"\x80\x02.", b"\x80\x04\x95\0\0\0\0\0\0\0\0.",
    )  # fmt: skip
    for raw in texts:
        assert not found(body(raw))


def test_lists_within_each_other_end_at_a_bound(body: Body) -> None:
    inner: list[Any] = []
    for _ in range(150):
        inner = [inner]
    deep = pickle.dumps({"mail": "kim@example.kr", "deep": inner})
    assert any("levels" in gap.reason for gap in body(deep).opaque)


def test_a_memo_that_doubles_ends_at_the_bound_on_work(body: Body) -> None:
    head = b"\x80\x02X\4\0\0\0mailq\0"
    rows = b"".join(b"h" + bytes([at]) + b"h" + bytes([at]) + b"\x86q" + bytes([at + 1]) for at in range(40))
    decoded = body(head + rows + b".")
    assert any("bound" in gap.reason for gap in decoded.opaque)


@given(
    st.binary(max_size=80),
    st.sampled_from([b"\x80\x02", b"\x80\x04\x95\x30\0\0\0\0\0\0\0", b"(dp0\n", b"}q\0(", b"]q\0("]),
)
def test_any_bytes_are_read(body: Body, noise: bytes, head: bytes) -> None:
    body(head + noise + b".")


@given(st.integers(0, 5), st.integers(2, 1000), st.binary(min_size=1, max_size=4))
def test_a_broken_pickle_is_read(body: Body, protocol: int, at: int, put: bytes) -> None:
    whole = pickle.dumps(DOCUMENT, protocol)
    body(whole[:at] + put + whole[at + len(put) :])
