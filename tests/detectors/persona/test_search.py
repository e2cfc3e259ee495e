import json
import time

import pytest
from support.personas import detect, leaf, persona, seen
from support.samples import exchange

from trafficaudit.decode import decode
from trafficaudit.decode.fields import Fields, as_bytes
from trafficaudit.detectors.persona import nearby
from trafficaudit.detectors.persona.hit import MOST
from trafficaudit.detectors.persona.search import Search
from trafficaudit.model import Decoded, Field, Message

EMAIL = "Seorim.Pyo.7f3k@example.com"


def test_text_is_what_stood_in_the_part() -> None:
    assert as_bytes("표") == "표".encode()
    assert as_bytes("a\udcb8\udcb2") == b"a\xb8\xb2"
    assert as_bytes("\ud83d") == b"\xed\xa0\xbd"


def test_no_hit_reaches_over_two_fields() -> None:
    assert detect(leaf("Seorim.Pyo"), leaf(".7f3k@example.com"), email=EMAIL) == []
    assert detect(leaf("nul"), leaf("inside it"), user_name="nul\0inside it") == []
    assert len(detect(leaf("nul\0inside it"), user_name="nul\0inside it")) == 1


def test_neighbouring_and_empty_fields_keep_their_places() -> None:
    found = detect(
        leaf(""), leaf("x", "a"), leaf(""), leaf(EMAIL, "b"), leaf("", "c"), leaf(f"<{EMAIL}>", "d"), email=EMAIL
    )
    assert [(one.field.key, one.span.start) for one in found] == [("b", 10), ("d", 11)]


def test_only_fields_with_hits_are_given() -> None:
    fields = (leaf("nothing"), leaf(EMAIL))
    assert list(Search(persona(email=EMAIL)).exchange(Decoded(fields, ()))) == [1]
    assert Search(persona(email=EMAIL)).exchange(Decoded((), ())) == {}


def test_the_run_is_given_as_it_was_seen() -> None:
    assert seen(f"a {EMAIL.upper()} b", email=EMAIL) == [("email", "normalised", EMAIL.upper())]
    assert seen(b"\xff" + EMAIL.encode(), email=EMAIL) == [("email", "verbatim", EMAIL.encode())]


def _cut(*pieces: str, wanted: str = EMAIL) -> list[tuple[str, str]]:
    body = json.dumps({f"id{at}": piece for at, piece in enumerate(pieces)}).encode()
    found = Search(persona(email=wanted)).exchange(decode(exchange(request=Message((), body, body_size=len(body)))))
    fields = decode(exchange(request=Message((), body, body_size=len(body)))).fields
    return [
        (fields[index].path, hit.category) for index, hits in found.items() for hit in hits if fields[index].path != "$"
    ]


def test_what_was_cut_is_told_of_the_whole_and_not_again_where_a_piece_holds_it() -> None:
    assert _cut(EMAIL[:14], EMAIL[14:]) == [("id0+id1", "email")]
    assert _cut(EMAIL, "x" * len(EMAIL)) == [("id0", "email")]
    assert _cut(f"{EMAIL};", ";" * (len(EMAIL) + 1)) == [("id0", "email")]
    assert _cut(EMAIL[:14], EMAIL[14:-1] + "x") == []
    assert _cut(EMAIL[14:], EMAIL[:14]) == []


def test_what_holds_nothing_is_remembered_only_where_it_is_short() -> None:
    search, short, long = Search(persona(email=EMAIL)), b"\xff\x00" * 40, b"\xff\x00" * 40_000
    search.exchange(Decoded((leaf(short), leaf(long)), ()))
    remembered = search._barren
    assert short in remembered
    assert long not in remembered


def test_what_lists_hold_is_worked_out_once_for_all_places_of_a_message(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Field] = []

    def noted(self: nearby.Nearby, one: Field) -> bool:
        asked.append(one)
        return False

    monkeypatch.setattr(nearby.Nearby, "_apart", noted)
    rows = [{"lat": 37.56653 + at / 1e4, "lng": 126.97796 + at / 1e4} for at in range(30)]
    body = json.dumps({"rows": rows}).encode()
    decoded = decode(exchange(request=Message((), body, body_size=len(body))))
    found = Search(persona(coordinates="37.566535,126.977969")).exchange(decoded)
    assert found
    assert len(asked) <= len(decoded.fields)


@pytest.mark.parametrize(("run", "times"), [("한 010-****-5678 ", 8_000), ("한 ０１０－０２３４－５６７８ ", 4_000)])
def test_what_is_repeated_is_worked_out_no_oftener_than_it_is_told(run: str, times: int) -> None:
    search = Search(persona(phone_number="010-0234-5678"))
    fields = Fields.of((leaf(run * times, "phone"),))
    begun = time.process_time()
    found = search.exchange(Decoded(fields, ()))
    assert time.process_time() - begun < 3
    assert len([hit for hit in found[0] if not hit.covered]) == MOST
    assert ["100 values of one category" in one.reason for one in fields.reached()] == [True]


def test_of_an_address_within_a_home_nobody_is_said_to_be_alone() -> None:
    (shared,), (own,) = (detect(leaf(f"gw {ip} up"), ip_address=ip) for ip in ("192.168.0.10", "8.8.8.8"))
    assert shared.reasoning.endswith("and others share it.")
    assert own.reasoning.endswith("and to nobody else.")
