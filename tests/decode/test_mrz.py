"""The zone that machines read on passports and cards, line by line and joined."""

import doctest
import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import zones

from trafficaudit.decode import mrz
from trafficaudit.decode.limits import Budget, Limits
from trafficaudit.decode.node import Node
from trafficaudit.decode.place import Linear
from trafficaudit.decode.text import as_text
from trafficaudit.model import Decoded

Body = Callable[..., Decoded]
PERSON = ("M123A4567", "910307", "M", "NAMGUNG<<SEO<YUN")
SPECIMEN = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"


def _found(body: Body, text: str) -> dict[str, object]:
    raw = json.dumps({"z": text}).encode()
    return {found.key: found.value for found in body(raw).fields if "mrz" in found.layers}


def test_the_examples_of_the_module_hold() -> None:
    assert doctest.testmod(mrz).failed == 0


def test_the_specimen_of_the_standard(body: Body) -> None:
    assert _found(body, SPECIMEN) == {
        "fullName": "ERIKSSON ANNA MARIA", "passportNumber": "L898902C3", "nationality": "UTO", "birthDate": "740812",
        "sex": "F", "expiryDate": "120415", "personalNumber": "ZE184226B",
    }  # fmt: skip


@pytest.mark.parametrize("joint", ["\n", "\r\n", " ", ""])
@pytest.mark.parametrize("write", [zones.passport, zones.card, zones.visa])
def test_lines_are_read_however_they_are_joined(body: Body, write: Callable[..., str], joint: str) -> None:
    found = _found(body, write(*PERSON).replace("\n", joint))
    number = "passportNumber" if write is zones.passport else "documentNumber"
    assert found | {"nationality": ""} == found | {
        "fullName": "NAMGUNG SEO YUN", number: "M123A4567", "birthDate": "910307", "sex": "M", "nationality": "",
    }  # fmt: skip


def test_a_line_by_itself(body: Body) -> None:
    first, second = zones.passport(*PERSON).split("\n")
    assert _found(body, first) == {"fullName": "NAMGUNG SEO YUN"}
    assert _found(body, second)["passportNumber"] == "M123A4567"


def test_values_stand_where_they_stand(body: Body) -> None:
    raw = zones.passport(*PERSON).encode()
    told = [found for found in body(raw).fields if found.layers == ("mrz",) and found.key != "fullName"]
    assert len(told) > 3
    for found in told:
        assert found.exact
        assert raw[found.span.start : found.span.end].decode() == found.value


@pytest.mark.parametrize(
    "text",
    [
        SPECIMEN.replace("L898902C36", "L898902C37").split("\n")[1],
        "P<" + "<" * 42,
        "<" * 44,
        "0" * 43 + "<",
        "A<B" * 12,
        "X1<" * 10,
        "KOR<A>B</A>",
        "P<KOR" + "1" * 38 + "<",
    ],
)
def test_what_has_wrong_digits_or_no_names_is_none(body: Body, text: str) -> None:
    assert _found(body, text) == {}


@given(st.text("AB<09PKOR\n", min_size=0, max_size=100))
def test_any_text_gives_lines_or_nothing(text: str) -> None:
    raw = text.encode()
    node = Node(raw, as_text(raw), Linear(0), "$", "", "body", Budget(Limits()))
    if mrz.sniff(node):
        for opened in mrz.decode(node):
            assert all(0 <= start < end <= len(raw) for *_, start, end, _ in opened.children)
