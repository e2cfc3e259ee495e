"""Boarding passes and the documents of passengers, as airlines write them."""

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.model import Decoded

Body = Callable[..., Decoded]
PASS = "M1NAMGUNG/SEOYUN MS   EZK4QX7 ICNNRTKE 0703 354Y012A0045 147>5181  6354BKE              2A1802345678901 0KE"
DOCS = "P/KOR/M123A4567/KOR/07MAR91/F/11SEP33/NAMGUNG/SEOYUN"


def _found(body: Body, text: str) -> dict[str, object]:
    raw = json.dumps({"z": text}).encode()
    return {found.path: found.value for found in body(raw).fields if found.layers[-1:] == ("aboard",)}


def test_a_boarding_pass_tells_who_flies_and_the_booking(body: Body) -> None:
    assert _found(body, PASS) == {"z.fullName": "NAMGUNG SEOYUN MS", "z.pnr": "ZK4QX7", "z.seatNumber": "012A"}
    two = PASS.replace("M1", "M2")
    assert _found(body, two)["z.pnr"] == "ZK4QX7"


def test_a_document_tells_number_birth_and_name_wherever_it_stands(body: Body) -> None:
    told = {
        "passportNumber": "M123A4567", "nationality": "KOR", "gender": "F", "birthDate": "910307", "surname": "NAMGUNG", "givenName": "SEOYUN",
    }  # fmt: skip
    for text in (f"KE HK1/{DOCS}", f"SSR DOCS KE HK1/{DOCS}-1.1", f"rejected: {DOCS}"):
        assert _found(body, text) == {f"z.{name}": value for name, value in told.items()}
    card = _found(body, f"HK1 I{DOCS[1:]}")
    assert (card["z.documentNumber"], "z.passportNumber" in card) == ("M123A4567", False)


def test_several_documents_stand_by_their_places_and_names_may_lack(body: Body) -> None:
    found = _found(
        body, f"1 {DOCS}\n2 P/KOR/M60021188/KOR/21MAY2019/F//JEONG/SAEBOM\n3 P/KOR/M60021199/KOR/01JAN88/M/11SEP33"
    )
    assert (found["z[0].birthDate"], found["z[1].birthDate"], found["z[1].surname"]) == ("910307", "190521", "JEONG")
    assert (found["z[2].passportNumber"], "z[2].surname" in found) == ("M60021199", False)


def test_a_value_stands_where_it_is_written(body: Body) -> None:
    raw = json.dumps({"z": f"KE HK1/{DOCS}", "b": PASS}).encode()
    stands = {f.path: raw[slice(*f.span)] for f in body(raw).fields if "aboard" in f.layers}
    assert stands["z.passportNumber"] == b"M123A4567"
    assert stands["z.birthDate"] == b"07MAR91"
    assert (stands["b.pnr"], stands["b.fullName"]) == (b"ZK4QX7", b"NAMGUNG/SEOYUN MS")


@pytest.mark.parametrize(
    "text",
    [
        "M1 motorway/exit and more of the way to go to the sea and back",
        PASS.replace("ICNNRT", "ICN12T"),
        PASS[:59],
        PASS.replace("/", " "),
        f"x {DOCS.replace('07MAR91', '07MAI91')}",
        f"x {DOCS.replace('/F/', '/Q/')}",
        "a/b/c/d/e/f/g h",
        f"xP{DOCS} y".replace("xPP", "xPQ"),
    ],
)
def test_near_misses(body: Body, text: str) -> None:
    assert _found(body, text) == {}


@given(st.text(alphabet="M1AB/ E07MAR91F-KOR", max_size=120))
def test_any_text(body: Body, text: str) -> None:
    body(text.encode())
    body((PASS[:23] + text).encode())
    body((DOCS[:20] + text + " ").encode())
