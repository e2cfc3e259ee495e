"""Ion in binary, by values written after the specification, and by what Amazon's own library gave."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.decode.wire import ion
from trafficaudit.model import Decoded

Body = Callable[..., Decoded]
FIRST_OWN = 10


def varuint(value: int) -> bytes:
    out = [value & 0x7F | 0x80]
    while value := value >> 7:
        out.append(value & 0x7F)
    return bytes(out[::-1])


def typed(kind: int, raw: bytes) -> bytes:
    return bytes([kind << 4 | len(raw)]) + raw if len(raw) < 14 else bytes([kind << 4 | 14]) + varuint(len(raw)) + raw


def string(text: str) -> bytes:
    return typed(8, text.encode())


def table(*names: str, more: bytes = b"") -> bytes:
    return typed(14, b"\x81\x83" + typed(13, more + b"\x87" + typed(11, b"".join(map(string, names)))))


def structure(*values: bytes) -> bytes:
    return typed(13, b"".join(varuint(FIRST_OWN + at) + value for at, value in enumerate(values)))


def read(decoded: Decoded) -> list[tuple[str, str, str | bytes]]:
    return [(each.path, each.key, each.value) for each in decoded.fields if each.layers == ("ion",)]


def test_each_type_of_value(body: Body) -> None:
    values = {
        "text": (string("a@b.kr"), "a@b.kr"), "long": (string("x" * 200), "x" * 200), "yes": (b"\x11", "true"), "no": (b"\x10", "false"),
        "plus": (b"\x22\x01\x00", "256"), "minus": (b"\x31\x07", "-7"), "real": (b"\x48" + bytes.fromhex("3ff8000000000000"), "1.5"),
        "half": (b"\x44" + bytes.fromhex("3fc00000"), "1.5"), "zero": (b"\x20", "0"), "decimal": (b"\x53\xc2\x01\x45", "3.25"),
        "less": (b"\x53\xc2\x81\x45", "-3.25"), "none": (b"\x8f", None), "bytes": (typed(10, b"\xff\xfe\x00\x81"), b"\xff\xfe\x00\x81"),
        "born": (typed(6, b"\xc0\x0f\xc6\x83\x87"), "1990-03-07"), "at": (typed(6, b"\x80\x0f\xd0\x82\x81\x89\x80\x85"), "2000-02-01T09:00:05Z"),
        "symbol": (b"\x71\x0a", "text"), "typed": (typed(14, b"\x81\x8a" + string("F")), "F"),
    }  # fmt: skip
    raw = ion.HEAD + table(*values) + structure(*[value for value, _ in values.values()])
    assert read(body(raw)) == [(name, name, told) for name, (_, told) in values.items() if told is not None]


def test_lists_structs_and_several_values(body: Body) -> None:
    raw = ion.HEAD + table("tags", "user", "zip") + structure(typed(11, string("new") + string("sale")))
    inner = typed(13, varuint(FIRST_OWN + 2) + string("06234"))
    raw += typed(13, varuint(FIRST_OWN + 1) + inner) + string("x")
    assert read(body(raw)) == [
        ("tags[0]", "tags", "new"), ("tags[1]", "tags", "sale"), ("[1].user.zip", "zip", "06234"), ("[2]", "", "x"),
    ]  # fmt: skip


def test_tables_go_on_begin_anew_and_leave_room_for_what_nobody_has(body: Body) -> None:
    goes_on = ion.HEAD + table("email") + table("zip", more=b"\x86\x71\x03")
    assert read(body(goes_on + structure(string("a"), string("b")))) == [("email", "email", "a"), ("zip", "zip", "b")]
    anew = ion.HEAD + table("email") + table("zip") + structure(string("b"))
    assert read(body(anew)) == [("zip", "zip", "b")]
    shared = typed(11, typed(13, b"\x84" + string("shop") + b"\x88\x21\x02"))
    room = ion.HEAD + table("zip", more=b"\x86" + shared) + structure(string("a"), string("b"), string("c"))
    assert read(body(room)) == [("$10", "$10", "a"), ("$11", "$11", "b"), ("zip", "zip", "c")]


def test_a_symbol_stands_in_the_table_and_a_name_that_is_data_is_a_value(body: Body) -> None:
    raw = ion.HEAD + table("kim@example.kr", "sex") + structure(b"\x71\x0b", string("x"))
    found = [(each.key, each.value, raw[slice(*each.span)]) for each in body(raw).fields if each.layers]
    assert found == [
        ("kim@example.kr", "kim@example.kr", b"kim@example.kr"), ("kim@example.kr", "sex", b"sex"), ("sex", "x", b"x"),
    ]  # fmt: skip


def test_what_the_library_wrote(body: Body) -> None:
    # amazon.ion 0.15: {"email": "a@b.kr", "zip": "06234", "n": 12, "tags": ["a"]}
    raw = bytes.fromhex(
        "e00100eaee988183de9487be9185656d61696c837a6970816e8474616773de968a866140622e6b728b8530363233348c210c8db28161"
    )
    assert read(body(raw)) == [
        ("email", "email", "a@b.kr"), ("zip", "zip", "06234"), ("n", "n", "12"), ("tags[0]", "tags", "a"),
    ]  # fmt: skip


def test_what_is_broken_is_told(body: Body) -> None:
    """What stands before the break counts, and where it begins is said."""
    raw = ion.HEAD + table("email", "zip") + string("before") + structure(string("a@b.kr"), string("06234"))
    for cut in range(len(raw) - 6, len(raw)):
        decoded = body(raw[:cut])
        assert read(decoded) == [("$", "", "before")]
        assert [gap.reason.partition(" from")[0] for gap in decoded.opaque] == ["no ion"]
    assert body(ion.HEAD + b"\xf0").opaque


@pytest.mark.parametrize("raw", [b"\xe0\x01\x00\xea", b"\xe0\x02\x00\xea\x11", b"\xe0\x01\x00"])
def test_what_only_looks_like_it_is_none(body: Body, raw: bytes) -> None:
    assert read(body(raw)) == []


def test_decimals_beyond_the_bounds_are_broken(body: Body) -> None:
    raw = ion.HEAD + string("before") + typed(5, b"\x10\x80\x01")
    assert read(body(raw)) == [("$", "", "before")]
    assert [gap.reason.partition(" from")[0] for gap in body(raw).opaque] == ["no ion"]


@given(st.dictionaries(st.from_regex(r"[a-z][a-z_]{0,8}", fullmatch=True), st.text(min_size=1), min_size=1, max_size=6))
def test_every_text_comes_back_from_where_it_stands(body: Body, members: dict[str, str]) -> None:
    raw = ion.HEAD + table(*members) + structure(*map(string, members.values()))
    for found, text in zip(
        [each for each in body(raw).fields if each.layers == ("ion",)], members.values(), strict=True
    ):
        assert (found.value if isinstance(found.value, str) else found.value.decode()) == text
        assert raw[slice(*found.span)].decode() == text


@given(st.binary(max_size=80))
def test_any_bytes_are_read_or_left_alone(body: Body, raw: bytes) -> None:
    body(ion.HEAD + raw)
    body(ion.HEAD + table("a", "b") + raw)
