"""What the detector makes of a decoded exchange: where a finding stands, what it says, and what it leaves out."""

import base64
import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.personas import START, VALUES, detect, leaf, persona, seen
from support.samples import exchange

from trafficaudit.detectors import persona as detector
from trafficaudit.detectors.context import Context
from trafficaudit.model import Decoded, Field, Span

EMAIL = "Seorim.Pyo.7f3k@example.com"


def test_without_a_persona_nothing_is_found() -> None:
    detect_nothing = detector.build(Context())
    assert list(detect_nothing(exchange(), Decoded((leaf(EMAIL),), ()))) == []


@pytest.mark.parametrize("category", sorted(VALUES))
def test_every_seeded_value_is_found_verbatim_under_its_own_name(category: str) -> None:
    key = {"postal_code": "zip"}.get(category, category)
    (found,) = detect(leaf(VALUES[category][0], key))
    assert (found.category, found.match, found.value) == (category, "verbatim", VALUES[category][0])
    assert (found.detector, found.span) == ("persona", found.field.span)


def test_a_finding_is_narrowed_to_its_bytes_where_the_field_is_exact() -> None:
    text = f"표서림 <{EMAIL}>"
    name, email = detect(leaf(text))
    raw = text.encode()
    assert [raw[span.start - START : span.end - START].decode() for span in (name.span, email.span)] == [
        "표서림",
        EMAIL,
    ]


def test_a_finding_keeps_the_span_of_a_field_that_was_encoded_or_in_another_charset() -> None:
    field = leaf(f"<{EMAIL}>")
    (coarse,) = detect(replace(field, exact=False), email=EMAIL)
    (foreign,) = detect(replace(field, span=Span(0, 99)), email=EMAIL)
    assert (coarse.span, foreign.span) == (field.span, (0, 99))


def test_layers_are_those_of_the_field_and_of_the_hit() -> None:
    blob = base64.b64encode(b"\x08\x1b" + EMAIL.encode() + b"\x00").decode()
    (found,) = detect(replace(leaf(f"v1.{blob}"), layers=("gzip", "json")), email=EMAIL)
    assert found.layers == ("gzip", "json", "base64")
    assert "base64" in found.reasoning


def test_no_reasoning_holds_a_value() -> None:
    texts = [value for values in VALUES.values() for value in values]
    found = detect(
        *(leaf(text, key) for key, values in VALUES.items() for text in values),
        leaf("PYO SEO-RIM"),
        leaf("+82 10-0234-5678"),
    )
    assert len(found) >= len(texts)
    for one in found:
        assert str(one.value).lower() not in one.reasoning.lower().split() or len(str(one.value)) == 1
        assert not any(text in one.reasoning for text in texts if len(text) > 2)


def tree(inner: str, container: str) -> tuple[Field, ...]:
    root = replace(leaf(container, "", path="$"), leaf=False)
    middle = replace(leaf(inner, "d", path="d"), leaf=False, parent=0)
    return root, middle, replace(leaf(EMAIL, "e", path="d.e"), parent=1)


def test_what_was_decoded_is_reported_once_at_the_deepest_place() -> None:
    inner = json.dumps({"e": EMAIL})
    (found,) = detect(*tree(inner, json.dumps({"d": inner})), email=EMAIL)
    assert found.field.path == "d.e"


@pytest.mark.parametrize("pair", ["126.9779,37.5665", "37.5665,126.9779"])
def test_a_place_that_a_decoder_took_apart_is_found_as_a_whole(pair: str) -> None:
    root = replace(leaf(pair, "v"), leaf=False)
    halves = [replace(leaf(half, "v", path=f"v[{at}]"), parent=0) for at, half in enumerate(pair.split(","))]
    (found,) = detect(root, *halves, coordinates="37.566535,126.977969")
    assert (found.field.path, found.value) == ("v", pair)


def test_what_a_decoder_lost_is_still_found_in_the_container() -> None:
    root = replace(leaf(f"a={EMAIL}&b", "", path="$"), leaf=False)
    (found,) = detect(root, replace(leaf("b", "b"), parent=0), email=EMAIL)
    assert (found.field.path, found.value) == ("$", EMAIL)


def test_a_longer_spelling_that_a_decoder_took_apart_stays_in_place_of_its_pieces() -> None:
    whole, pieces = "서울특별시강서구미르로9112,가온빌라407호", ["서울특별시강서구미르로9112", "가온빌라407호"]
    root = replace(leaf(whole, "a"), leaf=False)
    starts = [START, START + len(f"{pieces[0]},".encode())]
    spans = [Span(start, start + len(piece.encode())) for start, piece in zip(starts, pieces, strict=True)]
    cut = ("json", "delimited")
    parts = [
        replace(leaf(piece, "a", path=f"a[{at}]"), parent=0, span=spans[at], layers=cut)
        for at, piece in enumerate(pieces)
    ]
    (found,) = detect(root, *parts, postal_address="서울특별시 강서구 미르로 9112, 가온빌라 407호")
    assert (found.field.path, found.value) == ("a", whole)


def test_in_bytes_a_longer_spelling_takes_nothing_from_what_was_decoded() -> None:
    root = replace(leaf(b"\x81\xa1v\xacNAMGUNG JIHAhevent", "", path="$"), leaf=False, layers=())
    inner = replace(leaf("NAMGUNG JIHA", "v", path="v"), parent=0, layers=("msgpack",))
    (found,) = detect(root, inner, name="남궁지하")
    assert (found.field.path, found.value) == ("v", "NAMGUNG JIHA")


def test_base64_at_any_offset_is_found_with_a_capital_at_the_front() -> None:
    for lead in (b"\x01", b"\x01\x02", b"\x01\x02\x03"):
        blob = base64.b64encode(lead + EMAIL.capitalize().encode() + b"\x04").decode()
        assert [one[:2] for one in seen(blob, email=EMAIL.lower())] == [("email", "normalised")]


def test_another_value_in_the_container_is_not_dropped() -> None:
    both = f"{EMAIL} 010-0234-5678"
    root = replace(leaf(both, "", path="$"), leaf=False)
    found = detect(root, replace(leaf(EMAIL, "e"), parent=0), email=EMAIL, phone_number="010-0234-5678")
    assert [(one.field.path, one.category) for one in found] == [("$", "phone_number"), ("e", "email")]


def test_a_container_does_not_bring_back_what_a_longer_hit_covered() -> None:
    email = "dalbitgaon_7f3k@example.com"
    root = replace(leaf(email.replace("@", "\\u0040"), "", path="$"), leaf=False)
    found = detect(root, replace(leaf(email, "e"), parent=0), email=email, user_name="dalbitgaon_7f3k")
    assert [one.category for one in found] == ["email"]


def test_two_fields_with_one_value_are_two_findings() -> None:
    root = replace(leaf(f"{EMAIL} {EMAIL}", "", path="$"), leaf=False)
    first = replace(leaf(EMAIL, "a"), parent=0)
    other = replace(leaf(EMAIL, "b"), parent=0, span=Span(first.span.end + 1, first.span.end + 1 + len(EMAIL)))
    found = detect(root, first, other, email=EMAIL)
    assert [one.field.path for one in found] == ["a", "b"]


def test_findings_come_in_the_order_of_fields_then_places_then_categories() -> None:
    found = detect(
        leaf(f"{EMAIL} 010-0234-5678"), leaf(EMAIL, "b"), user_id=EMAIL, email=EMAIL, phone_number="010-0234-5678"
    )
    assert [(one.field.path, one.category) for one in found] == [
        ("x", "email"), ("x", "user_id"), ("x", "phone_number"), ("b", "email"), ("b", "user_id"),
    ]  # fmt: skip


def test_a_value_seeded_in_two_spellings_is_found_verbatim() -> None:
    assert seen("Pyo Seorim", name=("표서림", "Pyo Seorim")) == [("name", "verbatim", "Pyo Seorim")]


DECOYS = [
    "somebody.else@example.com", "010-0234-5679", "91010023456789", "P771234567891", "4111111111111112", "표서준",
    "38400000-8cf0-11bd-b23e-10b96e40000e", "356938035643801", "1990-03-08", "203.0.113.7", "203.0.113.770",
    "dalbitgaon_7f3kx", "SM-S921U", "서울특별시 강서구 미르달빛로 9113", "Asia/Seoul2", "ko-KR,en", "37.60,127.10",
]  # fmt: skip


@pytest.mark.parametrize("decoy", DECOYS)
def test_a_near_miss_is_nothing(decoy: str) -> None:
    assert [one for one in seen(decoy) if one[0] != "postal_address"] == []


@given(values=st.lists(st.text(max_size=60) | st.binary(max_size=60), max_size=8), parent=st.integers(-1, 3))
@settings(max_examples=80, deadline=None)
def test_any_fields_give_findings_that_fit_or_none(values: list[str | bytes], parent: int) -> None:
    fields = tuple(replace(leaf(value), parent=min(parent, number - 1)) for number, value in enumerate(values))
    for found in detect(*fields):
        assert found.span.start >= START


def test_the_same_persona_and_fields_give_the_same_findings() -> None:
    fields = Decoded((leaf(f"{EMAIL} 표서림 01002345678"), leaf("F", "gender")), ())
    runs = [list(detector.build(Context(persona()))(exchange(), fields)) for _ in range(2)]
    assert runs[0] == runs[1] != []


def test_a_value_repeated_a_million_times_is_bounded() -> None:
    assert len(detect(leaf(f"{EMAIL} " * 50_000), email=EMAIL)) == 100
