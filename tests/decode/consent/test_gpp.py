import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import consentstrings as written

from trafficaudit.decode.consent import gpp
from trafficaudit.model import Decoded

Body = Callable[..., Decoded]
TC = "CPXxRfAPXxRfAAfKABENB-CgAAAAAAAAAAYgAAAAAAAA"
STATE = (("sale_opt_out", "opted out"), ("targeted_advertising_opt_out", "not opted out"))


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        (f"DBACNYA~{TC}~1YNN", [2, 6]),
        (f"DBACNY~{TC}~1YNN", [2, 6]),
        (f"DBABMA~{TC}", [2]),
        ("DBABzw~1YNN~BVVqAAEABAA.QA", [6, 7]),
        ("DBABLA~BVVqAAEABAA.QA", [7]),
    ],
)
def test_the_examples_of_the_specification_are_read(text: str, numbers: list[int]) -> None:
    assert [section.number for section in gpp.read(text.encode())] == numbers


def test_the_example_of_the_national_section() -> None:
    assert gpp.read(b"DBABLA~BVVqAAEABAA.QA")[0].choices == (
        ("sale_opt_out", "not opted out"), ("sharing_opt_out", "not opted out"),
        ("targeted_advertising_opt_out", "not opted out"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("number", "notices", "choices", "expected"),
    [
        (7, 6, (1, 2, 0), (("sale_opt_out", "opted out"), ("sharing_opt_out", "not opted out"), ("targeted_advertising_opt_out", "not applicable"))),
        (8, 3, (1, 2), (("sale_opt_out", "opted out"), ("sharing_opt_out", "not opted out"))),
        *((number, 3, (1, 2), STATE) for number in (9, 10, 12, 13, 14, 15, 16, 17, 19, 20, 21, 22, 23)),
        *((number, 4, (1, 2), STATE) for number in (11, 18)),
        (9, 3, (3, 2), ()),
        (40, 3, (1, 2), ()),
    ],
)  # fmt: skip
def test_the_choices_of_each_state(
    number: int, notices: int, choices: tuple[int, ...], expected: tuple[tuple[str, str], ...]
) -> None:
    (section,) = gpp.read(written.gpp({number: written.states(notices, choices)}).encode())
    assert (section.number, section.choices) == (number, expected)


@pytest.mark.parametrize("number", [24, 25, 26, 27])
def test_drafts_name_themselves_before_their_choices(number: int) -> None:
    (section,) = gpp.read(written.gpp({number: written.headed(number, (1, 2))}).encode())
    assert (section.name, section.choices) == ({24: "usmd", 25: "usin", 26: "usky", 27: "usri"}[number], STATE)
    for core in (
        written.states(3, (1, 2)),
        written.headed(23, (1, 2)),
        written.headed(number, (1, 2)).partition(".")[0],
    ):
        (section,) = gpp.read(written.gpp({number: core}).encode())
        assert section.choices == ()


@pytest.mark.parametrize(("number", "told"), [(24, (("gpc", "opted out"),)), (25, ()), (27, ())])
def test_sensitive_data_are_no_global_privacy_control(number: int, told: tuple[tuple[str, str], ...]) -> None:
    (section,) = gpp.read(written.gpp({number: written.headed(number, (1, 2), written.letters("011"))}).encode())
    assert section.choices[2:] == told


@pytest.mark.parametrize(("control", "expected"), [(True, ("gpc", "opted out")), (False, None), (None, None)])
def test_global_privacy_control(control: bool | None, expected: tuple[str, str] | None) -> None:
    (section,) = gpp.read(written.gpp({8: written.states(3, (2, 2), control=control)}).encode())
    assert section.choices[2:] == ((expected,) if expected else ())


def test_sections_stand_where_they_stand_and_are_opened(body: Body) -> None:
    text = f"DBACNYA~{TC}~1YNN"
    decoded = body(json.dumps({"x": text}).encode())
    found = {each.path: each for each in decoded.fields}
    assert found["x.tcfeuv2"].value == TC
    assert text[found["x.tcfeuv2"].span.start - 7 : found["x.tcfeuv2"].span.end - 7] == TC
    assert (found["x.uspv1"].value, found["x.uspv1"].key) == ("1YNN", "us_privacy")
    assert found["x.tcfeuv2.purposes_consent"].layers == ("json", "gpp", "tcf")


def test_choices_are_fields(body: Body) -> None:
    fields = body(json.dumps({"x": written.gpp({8: written.states(3, (1, 2))})}).encode()).fields
    found = {each.path: each.value for each in fields if each.layers[-1:] == ("gpp",) and each.path.count(".") > 1}
    assert found == {"x.usca.sale_opt_out": "opted out", "x.usca.sharing_opt_out": "not opted out"}


@pytest.mark.parametrize(
    "text",
    [
        "DBAA", "DBABLA", "DBABLA~", "DBABLA~a~b", f"DBACNYA~{TC}", f"DAACNYA~{TC}~1YNN", f"DBACNYB~{TC}~1YNN", "DB~a",
        "DBABLA~a b", "DB" + "_" * 30 + "~a", "DBABLA~" + "A" * (1 << 15),
    ],
)  # fmt: skip
def test_what_is_cut_or_counts_otherwise_is_none(text: str, body: Body) -> None:
    assert gpp.read(text.encode()) == () or len(text) > 1 << 15
    assert not [each for each in body(json.dumps({"x": text}).encode()).fields if "gpp" in each.layers]


def test_ranges_of_sections() -> None:
    ones = written.number(3, 6) + written.number(1, 6) + written.number(1, 12) + "1" + written.fibonacci(7)
    header = written.letters(ones + written.fibonacci(2))
    assert [each.number for each in gpp.read(f"{header}~a~b~c".encode())] == [7, 8, 9]


def test_the_canadian_section_alone_is_read_as_such() -> None:
    ones = written.head(1) + written.number(2, 6) + "0" + "0" * 12 + written.flags([1], 24) + written.flags([], 24)
    raw = written.gpp({5: written.letters(ones), 6: "1YNN"}).encode()
    canadian, other = gpp.read(raw)
    assert (gpp.canadian(raw, canadian), gpp.canadian(raw, other)) == ((0b10, 0), None)


@given(st.binary(max_size=64))
def test_any_bytes_give_sections_or_none(raw: bytes) -> None:
    for before in (b"", b"DBABLA~", b"DBACNYA~", b"DB"):
        for section in gpp.read(before + raw):
            assert section.start <= section.end <= len(before + raw)
