"""Lists of passengers in EDIFACT: whose a value is, and what its qualifier says of it."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.model import Decoded

Body = Callable[..., Decoded]
HEAD = "UNB+UNOA:4+AIRLINE+BORDER+261128:1512+88120441++APIS'UNH+PAX001+PAXLST:D:05B:UN:IATA'BGM+745'"
OFFICE = (
    "NAD+MS+++OPS DESK'COM+82215778812:TE+OPS?@AIR.EXAMPLE:EM'TDT+20+KE703+++KE'LOC+125+ICN'DTM+189:2612200905:201'"
)
PASSENGER = (
    "NAD+FL+++NAMGUNG:SEO YUN'ATT+2++F'DTM+329:910307'COM+821024175580:TE+S?+Y?@MAIL.EXAMPLE:EM'LOC+178+ICN'NAT+2+KOR'"
    "RFF+AVF:ZK4QX7'RFF+SEA:12A'DOC+P:110:111+M123A4567'DTM+36:330911'LOC+91+KOR'"
)
TAIL = "CNT+42:1'UNT+24+PAX001'UNZ+1+88120441'"


def _found(body: Body, text: str) -> dict[str, object]:
    return {found.path: found.value for found in body(text.encode()).fields if "edifact" in found.layers}


@pytest.mark.parametrize("head", [HEAD, "UNA:+.? '" + HEAD, HEAD.replace("'", "'\r\n"), HEAD[HEAD.index("UNH") :]])
def test_what_is_said_of_a_passenger_and_of_the_office_stands_apart(body: Body, head: str) -> None:
    found = _found(body, head + OFFICE + PASSENGER + TAIL)
    told = {
        "surname": "NAMGUNG", "givenName": "SEO YUN", "gender": "F", "birthDate": "910307", "phoneNumber": "821024175580", "email": "S+Y@MAIL.EXAMPLE",
        "nationality": "KOR", "pnr": "ZK4QX7", "seatNumber": "12A", "passportNumber": "M123A4567", "expiryDate": "330911",
    }  # fmt: skip
    assert {name: found[f"passenger[1].{name}"] for name in told} == told
    assert (found["office[0].name"], found["office[0].phoneNumber"], found["office[0].email"]) == (
        "OPS DESK", "82215778812", "OPS@AIR.EXAMPLE",
    )  # fmt: skip


def test_each_party_has_its_place_and_a_value_its_bytes(body: Body) -> None:
    text = HEAD + PASSENGER + PASSENGER.replace("M123A4567", "M60021188")
    fields = {f.path: f for f in body(text.encode()).fields if "edifact" in f.layers}
    assert (fields["passenger[0].passportNumber"].value, fields["passenger[1].passportNumber"].value) == (
        "M123A4567", "M60021188",
    )  # fmt: skip
    raw = text.encode()
    assert raw[slice(*fields["passenger[1].passportNumber"].span)] == b"M60021188"
    assert raw[slice(*fields["passenger[0].email"].span)] == b"S?+Y?@MAIL.EXAMPLE"


@pytest.mark.parametrize(
    "text", ["UNB is a university's name', isn't it", "NAD+FL+++A:B'", "UNH+1+pax:D'", "UNA:+.? '"]
)
def test_near_misses(body: Body, text: str) -> None:
    assert _found(body, text) == {}


@given(st.text(alphabet="UNBHADTM+:?'1A\n", max_size=80))
def test_any_text(body: Body, text: str) -> None:
    body((HEAD + text).encode())
    body(text.encode(), "application/EDIFACT")
