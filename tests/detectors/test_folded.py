import pytest
from support.personas import detect, leaf, seen

from trafficaudit.decode.fields import Fields
from trafficaudit.detectors.folded import LONGEST, Folded, folded

PHONE = "010-0234-5678"


@pytest.mark.parametrize(
    ("text", "run", "values"),
    [
        ("전화 ０１０－０２３４－５６７８", "０１０－０２３４－５６７８", {"phone_number": PHONE}),
        ("tel ０１００２３４５６７８.", "０１００２３４５６７８", {"phone_number": PHONE}),
        ("010\u20100234\u20105678", "010\u20100234\u20105678", {"phone_number": PHONE}),
        ("010–0234–5678", "010–0234–5678", {"phone_number": PHONE}),
        ("010\u00a00234\u00a05678", "010\u00a00234\u00a05678", {"phone_number": PHONE}),
        ("a 010\u200b0234\u200b5678", "010\u200b0234\u200b5678", {"phone_number": PHONE}),
        ("표\u200b서림 님", "표\u200b서림", {"name": "표서림"}),
        ("남궁  서윤", "남궁  서윤", {"name": "남궁서윤"}),
        ("ｄａｌｂｉｔ．７ｆ３ｋ＠ｘ．ｅｘａｍｐｌｅ", "ｄａｌｂｉｔ．７ｆ３ｋ＠ｘ．ｅｘａｍｐｌｅ", {"email": "dalbit.7f3k@x.example"}),
        ("서울 강서구 미르로  ９１１２", "서울 강서구 미르로  ９１１２", {"postal_address": "서울 강서구 미르로 9112"}),
    ],
)  # fmt: skip
def test_a_value_is_found_in_characters_that_only_look_different(text: str, run: str, values: dict[str, str]) -> None:
    (found,) = detect(leaf(text), **values)
    assert (found.match, found.value) == ("normalised", run)
    start = 10 + len(text[: text.index(run)].encode())
    assert (found.span.start, found.span.end) == (start, start + len(run.encode()))
    assert "in other characters" in found.reasoning


def test_a_short_value_is_known_under_its_name_only() -> None:
    assert seen("６４１２３", "zipCode", postal_code="64123") == [("postal_code", "normalised", "６４１２３")]
    assert seen("６４１２３", "count", postal_code="64123") == []


@pytest.mark.parametrize(
    "text",
    [
        "０１０－０２３４－５６７９",
        "９０１００２３４５６７８",
        "０１００２３４５６７８９",
        "010\u200b0234\u200b567",
    ],
)
def test_another_number_stays_another(text: str) -> None:
    assert seen(text, phone_number=PHONE) == []


def test_what_is_found_as_it_stands_is_not_said_again() -> None:
    assert seen("표서림\u00a0님", name="표서림") == [("name", "verbatim", "표서림")]
    both = seen("표서림 ０１０－０２３４－５６７８ 010-0234-5678", phone_number=PHONE)
    assert both == [("phone_number", "normalised", "０１０－０２３４－５６７８"), ("phone_number", "verbatim", PHONE)]


def test_places_lead_back_over_what_was_left_out_and_what_was_made_one() -> None:
    text = Folded("가\u200b\u3000  Ａb")
    assert text.plain == "가 Ab"
    assert [text.span(at, at + 1) for at in (0, 3, 4, 5)] == [(0, 3), (6, 11), (11, 14), (14, 15)]


def test_a_few_bytes_that_are_no_text_hide_nothing() -> None:
    raw = b"\xff tel " + "０１０－０２３４－５６７８".encode() + b" \xb1"
    (found,) = detect(leaf(raw), phone_number=PHONE)
    assert (found.match, found.value) == ("normalised", raw[6:-2])
    assert (found.span.start, found.span.end) == (10 + 6, 10 + len(raw) - 2)
    assert list(folded(Fields.of([leaf(raw)]))) == []
    assert list(folded(Fields.of([leaf(bytes(range(128, 192)) + raw)]), raw=True)) == []


def test_only_text_with_such_characters_is_looked_at() -> None:
    values: list[str | bytes] = [
        "plain",
        "한글 값",
        "말… “인용” – 글",
        "Ａ",
        "a\u00a0b",
        b"\xc2\xa0",
        "\u00a0" * (LONGEST + 1),
    ]
    fields = Fields.of([leaf(value) for value in values])
    assert [index for index, _ in folded(fields)] == [3, 4]
    assert list(folded(Fields.of([leaf("ascii only")]))) == []
    assert list(folded(Fields.of([leaf("Ａ", leaf=False)]))) == []
    assert list(folded(Fields.of([leaf("Ａ", direction="response")]), sent=True)) == []


def test_characters_lead_back_as_bytes_do() -> None:
    text = Folded("가\u200b\u3000  Ａb")
    assert [text.characters(at, at + 1) for at in range(4)] == [(0, 1), (2, 5), (5, 6), (6, 7)]
