from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.model import Decoded

Body = Callable[..., Decoded]

CARD = (
    'BEGIN:VCARD\r\nVERSION:3.0\r\nN:홍;길동;;;\r\nFN:홍길동\r\nTEL;TYPE=CELL:010-1234-5678\r\nitem1.EMAIL;TYPE="HOME:1":kim@exam\r\n ple.kr\r\n'
    "ADR:;;테헤란로 1\\, 2층;서울;;06236;KR\r\nEND:VCARD\r\n"
).encode()


@pytest.mark.parametrize("label", ["text/vcard", ""])
def test_properties_go_by_their_names(body: Body, label: str) -> None:
    fields = {f.path: f for f in body(CARD, label).fields if f.layers}
    assert (fields["TEL"].key, fields["TEL"].value, fields["TEL"].exact) == ("TEL", "010-1234-5678", True)
    assert CARD[slice(*fields["TEL"].span)] == b"010-1234-5678"
    assert (fields["EMAIL"].value, fields["EMAIL"].exact) == ("kim@example.kr", False)
    assert CARD[slice(*fields["EMAIL"].span)] == b"kim@exam\r\n ple.kr"
    assert (fields["N[0]"].value, fields["ADR[2]"].value, fields["ADR[5]"].value) == ("홍", "테헤란로 1, 2층", "06236")


def test_an_address_in_a_folded_line_stands_where_it_is(body: Body) -> None:
    raw = b"BEGIN:VCARD\r\nURL:https://x.kr/p?a=1\\,2&mail=kim%40ex\r\n ample.kr&phone=010-9183-2746\r\nEND:VCARD\r\n"
    found = {f.key: f for f in body(raw, "text/vcard").fields if "query" in f.layers}
    assert (found["mail"].value, raw[slice(*found["mail"].span)]) == ("kim@example.kr", b"kim%40ex\r\n ample.kr")
    assert (found["a"].value, raw[slice(*found["phone"].span)]) == ("1,2", b"010-9183-2746")


def test_several_cards_and_quoted_printable(body: Body) -> None:
    second = b"BEGIN:VCARD\nFN;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:=EA=B9=80=\n=EC=98=81\nEND:VCARD\n"
    found = {f.path: f.value for f in body(CARD + second).fields if f.layers}
    assert (found["[0].FN"], found["[1].FN"]) == ("홍길동", "김영")


@pytest.mark.parametrize("raw", [b"BEGIN:VCARD", b"FN:Kim\nTEL:1", b"they BEGIN:VCARD\nFN:Kim"])
def test_near_misses(body: Body, raw: bytes) -> None:
    assert not [f for f in body(raw).fields if "vcard" in f.layers]


@given(st.text('AN:;=\\"\r\n 홍,E', max_size=60))
def test_any_text(body: Body, text: str) -> None:
    body(b"BEGIN:VCARD\r\n" + text.encode())
    body(b"BEGIN:VCARD\r\nFN;ENCODING=QUOTED-PRINTABLE:" + text.encode())


def test_base64_that_ends_with_equals_signs_ends_its_line(body: Body) -> None:
    raw = b"BEGIN:VCARD\r\nX-LOCALE:a28tS1I=\r\nNOTE;ENCODING=b:QUJDRA==\r\nTEL:1\r\nEND:VCARD\r\n"
    assert {found.key for found in body(raw).fields if "vcard" in found.layers} == {"X-LOCALE", "NOTE", "TEL"}
    soft = b"BEGIN:VCARD\r\nNOTE;ENCODING=QUOTED-PRINTABLE:=EC=84=9C=\r\n=EC=9C=A4\r\nTEL:1\r\nEND:VCARD\r\n"
    assert [found.value for found in body(soft).fields if found.key == "NOTE"] == ["서윤"]


def test_who_is_invited_and_the_parts_of_a_printable_address(body: Body) -> None:
    raw = (
        'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nATTENDEE;ROLE=CHAIR;CN="Namgung, Haram";PARTSTAT=ACCEPTED:mailto:haram@mail.example\r\n'
        "ORGANIZER;CN=남궁하람:mailto:a@b.kr\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    ).encode()
    found = {f.path: f for f in body(raw).fields if f.layers == ("vcard",)}
    assert (found["VEVENT[0].ATTENDEE.CN"].value, found["VEVENT[0].ORGANIZER.CN"].value) == (
        "Namgung, Haram",
        "남궁하람",
    )
    assert raw[slice(*found["VEVENT[0].ATTENDEE.CN"].span)] == b"Namgung, Haram"
    assert not [path for path in found if "ROLE" in path or "PARTSTAT" in path]
    card = b"BEGIN:VCARD\r\nADR;HOME;ENCODING=QUOTED-PRINTABLE:;;=EA=B0=80=EC=98=A8;;;04999;\r\nEND:VCARD\r\n"
    parts = {f.path: f.value for f in body(card).fields if f.layers == ("vcard",)}
    assert (parts["ADR[2]"], parts["ADR[5]"]) == ("가온", "04999")


def test_a_property_in_the_character_set_that_it_names(body: Body) -> None:
    name, place = "김;민준;;;", "서울;종로"
    written = "".join(f"={byte:02X}" if byte > 0x7F else chr(byte) for byte in name.encode("cp949"))
    raw = f"BEGIN:VCARD\r\nN;CHARSET=EUC-KR;ENCODING=QUOTED-PRINTABLE:{written}\r\nTEL:1\r\nEND:VCARD\r\n".encode()
    found = {f.path: f for f in body(raw).fields if f.layers == ("vcard",)}
    assert [found[path].value for path in ("N", "N[0]", "N[1]")] == [name, "김", "민준"]
    assert raw[slice(*found["N[0]"].span)] == b"=B1=E8"
    for label in ("nobody-s", "punycode", "ascii"):
        other = body(raw.replace(b"EUC-KR", label.encode())).fields
        assert [f.value for f in other if f.path == "N[0]"] == ["김".encode("cp949")]
    plain = f"BEGIN:VCARD\r\nORG;CHARSET=EUC-KR;ENCODING=QUOTED-PRINTABLE:{place}\r\nEND:VCARD\r\n".encode()
    assert [f.value for f in body(plain).fields if f.path == "ORG"] == [place], "UTF-8 whatever the label says"


def test_a_name_is_what_stands_before_the_first_sign_of_its_line(body: Body) -> None:
    raw = b'BEGIN:VCARD\n* TEL:1\nX_FN:2\nwork.item1.NOTE;a="b:c":3\n\xea\xb9\x80:4\nADR;a;b\nTITLE:5\n;:6\nEND:VCARD\n'
    assert [(f.path, f.value) for f in body(raw).fields if "vcard" in f.layers] == [
        ("TEL", "1"), ("FN", "2"), ("NOTE", "3"), ("TITLE", "5"),
    ]  # fmt: skip


def test_parts_of_a_calendar_stand_under_their_names_and_cards_under_numbers(body: Body) -> None:
    alarm = "BEGIN:VALARM\nTRIGGER:-PT1H\nEND:VALARM\nUID:7\n"
    raw = f"BEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VEVENT\nGEO:37.46;126.44\n{alarm}END:VEVENT\nBEGIN:VEVENT\nUID:8\nEND:VEVENT\nX-NAME:9\nEND:VCALENDAR\n"
    found = {f.path: f.value for f in body(raw.encode()).fields if f.layers == ("vcard",)}
    assert found == {
        "METHOD": "REQUEST", "VEVENT[0].GEO": "37.46;126.44", "VEVENT[0].GEO[0]": "37.46", "VEVENT[0].GEO[1]": "126.44",
        "VEVENT[0].VALARM[0].TRIGGER": "-PT1H", "VEVENT[0].UID": "7", "VEVENT[1].UID": "8", "X-NAME": "9",
    }  # fmt: skip
    deep = b"BEGIN:VCALENDAR\n" + b"BEGIN:VX\n" * 500 + b"TEL:1\n"
    assert max(f.path.count("VX") for f in body(deep).fields) < 10
