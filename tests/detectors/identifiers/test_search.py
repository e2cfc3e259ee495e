"""Which verdict stands where several are given, and where in the part it stands."""

import random
import re
from dataclasses import dataclass, replace
from dataclasses import field as slot

import pytest
from support.fields import CONTEXT, field, find, pieces
from support.samples import exchange

from trafficaudit.decode.arranged.divided import CUT
from trafficaudit.decode.fields import Fields
from trafficaudit.detectors import identifiers
from trafficaudit.detectors.identifiers.search import Search
from trafficaudit.detectors.identifiers.verdict import Verdict
from trafficaudit.model import Decoded, Span

DETECT = identifiers.build(CONTEXT)


@dataclass(frozen=True)
class Format:
    """A made-up number format."""

    NAME: str
    pattern: str
    named: float = 0.9
    bare: float = 0.5
    CATEGORY: str = "imei"
    KEYS: tuple[str, ...] = ()
    AVOID: frozenset[str] = frozenset()
    TRIGGER: str = "number"
    BARE: str = "[0-9]{10}"
    SELF_EVIDENT: bool = False
    CANDIDATE: re.Pattern[str] = slot(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "CANDIDATE", re.compile(self.pattern))

    def check(self, text: str) -> Verdict | None:
        return Verdict(self.named, self.bare, "made up")


def names(formats: list[Format], value: str, key: str = "") -> list[tuple[str, str | bytes]]:
    found = Search(formats).findings(Decoded((field("a", value, key=key),), ()))
    return [(finding.detector.removeprefix("identifier:"), finding.value) for finding in found]


def test_of_runs_that_overlap_the_more_confident_stands() -> None:
    weak, strong = Format("weak", "[0-9]{12}", bare=0.4), Format("strong", "[0-9]{10}", bare=0.5)
    assert names([weak, strong], "123456789012") == [("strong", "1234567890")]


def test_then_the_longer_then_the_first() -> None:
    short, long, again = Format("short", "[0-9]{10}"), Format("long", "[0-9]{12}"), Format("again", "[0-9]{12}")
    assert names([short, again, long], "123456789012") == [("again", "123456789012")]


def test_runs_apart_are_all_given_in_order() -> None:
    tail, head = Format("tail", "9{10}", bare=0.9), Format("head", "1{10}", bare=0.3)
    assert names([tail, head], "1111111111 9999999999") == [("head", "1111111111"), ("tail", "9999999999")]


def test_a_key_that_names_something_else_silences_all_but_the_self_evident() -> None:
    formats = [Format("plain", "1{10}"), Format("evident", "9{10}", SELF_EVIDENT=True)]
    assert names(formats, "1111111111 9999999999", key="order_no") == [("evident", "9999999999")]


def test_avoid_beats_the_key() -> None:
    one = Format("one", "1{10}", KEYS=("tel",), AVOID=frozenset({"seller"}))
    assert names([one], "1111111111", key="tel") == [("one", "1111111111")]
    assert names([one], "1111111111", key="seller_tel") == []


def test_the_span_is_narrowed_in_bytes() -> None:
    text = "연락처 010-2345-6789 입니다"
    (finding,) = find(DETECT, field("memo", text, span=Span(100, 100 + len(text.encode()))))
    start = 100 + len("연락처 ".encode())
    assert finding.span == Span(start, start + 13)
    assert (finding.match, finding.detector, finding.layers) == ("pattern", "identifier:phone_number", ("json",))


def test_the_span_of_an_encoded_value_is_the_whole_run() -> None:
    text = "연락처 010-2345-6789"
    assert find(DETECT, field("memo", text, exact=False, span=Span(5, 99)))[0].span == Span(5, 99)
    assert find(DETECT, field("memo", text, span=Span(0, len(text.encode("cp949")))))[0].span == Span(0, 20)


def test_bytes_are_searched_where_they_are_text() -> None:
    assert find(DETECT, field("memo", b"tel 010-2345-6789"))[0].span == Span(4, 17)
    assert find(DETECT, field("memo", b"\xff 010-2345-6789", direction="response")) == []


def test_a_document_is_not_reported_beside_its_members() -> None:
    document = field("$", '{"phone": "010-2345-6789"}', leaf=False)
    assert [finding.field.path for finding in find(DETECT, document, field("phone", "010-2345-6789", parent=0))] == [
        "phone"
    ]


@pytest.mark.parametrize(("direction", "found"), [("request", 1), ("response", 0)])
def test_long_texts_are_searched_further_where_they_are_sent(direction: str, found: int) -> None:
    text = " " * (1 << 17) + "seoyun@example.kr"
    assert len(pieces("", text, direction=direction)) == found


def test_beyond_the_bound_nothing_is_searched() -> None:
    assert pieces("", " " * (1 << 20) + "seoyun@example.kr") == []


def test_a_key_names_a_list_in_a_value_and_not_each_piece_of_a_loose_format() -> None:
    whole = field("sid", "A1B2C3D4E5F6|32|ko_KR_2", leaf=False)
    pieces_ = [
        field(f"sid[{at}]", text, layers=("json", "delimited"), key="sid", parent=0)
        for at, text in enumerate(["A1B2C3D4E5F6", "32", "ko_KR_2"])
    ]
    found = find(DETECT, whole, *pieces_)
    assert [(one.category, one.field.path) for one in found] == [("session_id", "sid")]
    told = find(
        DETECT, field("gaid[1]", "9f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b", layers=("json", "delimited"), key="gaid")
    )
    assert [one.category for one in told] == ["advertising_id"]


def test_a_key_names_no_line_of_a_document() -> None:
    text = "started\nhp=010-2345-6789\nended\n"
    assert [found.category for found in find(DETECT, field("file", text))] == ["phone_number"]
    assert list(find(DETECT, field("file", "01023456789"))) == []


def test_what_was_cut_and_has_no_name_is_no_number_by_its_form() -> None:
    detect = identifiers.build(CONTEXT)
    sent = exchange()
    for layer, expected in ((CUT, 0), ("divided", 1)):
        made = replace(field("x", "kim.haram@hanbit.kr"), layers=("json", layer))
        assert len(list(detect(sent, Decoded((made,), ())))) == expected


@pytest.mark.parametrize(
    ("value", "key", "found"),
    [
        ("4111-1111-1111-1111", "stat", []),
        ("4111-1111-1111-1111", "card", ["card_number"]),
        ("220-81-62517", "size", []),
        ("900101-1234568", "n", []),
        ("900101-1234568", "jumin", ["resident_registration_number"]),
        ("010-2345-6789", "a", ["phone_number"]),
        ("mina@my-mail.example", "a", ["email"]),
    ],
)
def test_hyphens_that_were_put_between_boxes_say_nothing(value: str, key: str, found: list[str]) -> None:
    made = replace(field(key, value), layers=("json", "divided"))
    assert [one.category for one in identifiers.build(CONTEXT)(exchange(), Decoded((made,), ()))] == found


AMONG = (
    b"\x00\x14\x02\xac3cy\xf2\xd5\xff\x12\x10seoyun@hanbit.kr\x00\x9f\r010-9183-2746\x00\xc9a@b.kr\x0001091832746\xfe"
)


def test_among_bytes_of_no_known_structure_what_its_form_leaves_no_doubt_of_is_told() -> None:
    whole = field("$", AMONG, layers=())
    found = [each for each in find(identifiers.build(CONTEXT), whole) if each.category != "ip_address"]
    assert [(each.category, each.value) for each in found] == [
        ("email", "seoyun@hanbit.kr"),
        ("phone_number", "010-9183-2746"),
    ]
    assert [AMONG[each.span.start : each.span.end].decode() for each in found] == [each.value for each in found]


def test_among_bytes_that_were_received_or_hold_others_nothing_is_looked_for() -> None:
    assert find(identifiers.build(CONTEXT), field("$", AMONG, layers=(), direction="response")) == []
    holding = field("$", AMONG, layers=(), leaf=False)
    assert find(identifiers.build(CONTEXT), holding, field("a", "b", parent=0)) == []


@pytest.mark.parametrize(("rest", "told"), [(AMONG, 1), (b"\xff and no number", 0)])
def test_what_stands_too_far_in_bytes_to_be_looked_at_is_told_of(rest: bytes, told: int) -> None:
    """Numbers before the bound are found all the same."""
    head = AMONG + b"\xff" * ((1 << 20) - len(AMONG) - 9)
    decoded = Decoded(Fields.of([field("$", head + rest, layers=())]), ())
    found = list(DETECT(exchange(), decoded))
    assert "phone_number" in {each.category for each in found}
    assert isinstance(decoded.fields, Fields)
    bounds = [each.reason for each in decoded.fields.reached()]
    assert bounds == ["number formats are looked for in its first 1048576 characters"] * told


def test_nothing_is_found_among_bytes_that_were_drawn_at_random() -> None:
    drawn = random.Random(20261127).randbytes(1 << 20)
    assert find(identifiers.build(CONTEXT), field("$", drawn, layers=())) == []


def test_where_bytes_and_text_meet_nothing_is_made_of_both() -> None:
    split = b"\xff\xfe010-9183-\x002746 and more\xff"
    assert find(identifiers.build(CONTEXT), field("$", split, layers=())) == []


def test_whom_a_program_knows_already_is_no_sample() -> None:
    made = [field(key, "mina.park@hanbit.kr") for key in ("login_hint", "loginHint", "hint", "emailHint")]
    assert [one.field.key for one in find(identifiers.build(CONTEXT), *made)] == ["login_hint", "loginHint"]


@pytest.mark.parametrize("between", [",", ", ", ";", "|", " "])
def test_two_short_numbers_are_ten_digits_whatever_stands_between_them(between: str) -> None:
    found = find(identifiers.build(CONTEXT), field("pos", f"126.9781{between}37.5665"))
    assert [one.category for one in found] == ["coordinates"]


def test_bytes_that_nuls_fill_up_hold_the_whole_value_and_nothing_is_left_of_them() -> None:
    decoded = Decoded(Fields.of([field("device_id", b"4f1e2d3c4b5a6978\0\0", layers=())]), ())
    assert [(each.category, each.value) for each in DETECT(exchange(), decoded)] == [("android_id", "4f1e2d3c4b5a6978")]
    assert isinstance(decoded.fields, Fields)
    assert not list(decoded.fields.reached())
