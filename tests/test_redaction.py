import doctest
import hashlib
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trafficaudit import redaction


def test_the_examples_in_the_docstrings_hold() -> None:
    assert doctest.testmod(redaction).failed == 0


@given(st.text(min_size=1, max_size=60))
def test_a_preview_shows_at_most_four_characters_of_a_value(value: str) -> None:
    shown = redaction.preview(value)
    assert shown.isprintable()
    assert shown.endswith(f"({len(value)})")
    assert len(shown.partition(" (")[0]) <= 5 or " (" in value[:2] + value[-2:]
    if len(value) >= 6:
        assert value not in shown


@given(st.binary(max_size=60))
def test_a_preview_of_any_bytes_prints(value: bytes) -> None:
    assert redaction.preview(value).isprintable()


@given(st.text(alphabet=st.characters(), max_size=60))
def test_visible_text_prints_and_encodes(text: str) -> None:
    shown = redaction.visible(text)
    assert shown.isprintable()
    shown.encode()


def test_visible_text_leaves_korean_alone_and_shows_terminal_escapes_and_bidi() -> None:
    assert redaction.visible("김서윤 shop.example") == "김서윤 shop.example"
    assert redaction.visible("\x1b]0;x\x07") == "\\x1b]0;x\\x07"
    assert redaction.visible("a\u202eb") == "a\\u202eb"


@pytest.mark.parametrize("sign", "\u034f\u115f\u1160\u17b4\u180b\u2800\u3164\ufe01\uffa0\U000e0100")
def test_two_names_that_differ_in_what_shows_nothing_do_not_look_alike(sign: str) -> None:
    assert redaction.visible(f"쇼핑{sign}몰") == f"쇼핑{sign.encode('unicode_escape').decode()}몰"
    assert redaction.visible("a\ufe00\ufe0db\U000e0100") == "a\\ufe00\\ufe0db\\U000e0100"
    assert redaction.visible("❤\ufe0f") == "❤\ufe0f"
    assert redaction.visible(redaction.visible(sign)) == redaction.visible(sign)


@given(st.text() | st.binary())
def test_a_digest_is_that_of_the_value(value: str | bytes) -> None:
    raw = value if isinstance(value, bytes) else value.encode("utf-8", "surrogatepass")
    assert redaction.digest(value) == hashlib.sha256(raw).hexdigest()


def test_a_path_that_holds_a_value_is_redacted_and_a_plain_one_is_not() -> None:
    assert redaction.shown_path("items[0].user_id") == "items[0].user_id"
    assert "seoyun" not in redaction.shown_path('friends["seoyun.kim@hanbit.example"].name')
    for name in (
        "@seoyun_kim",
        "@seoyun7",
        "seoyun@hanbit",
        "@seoyun@hanbit.example",
        "a@kim@b",
        "input@seoyun.kim",
        "x\n@y",
    ):
        assert name not in redaction.shown_path(f"friends[{json.dumps(name)}]")
    for path in ("a.@id", "a.@xlink:href[1]", "meta@content"):
        assert redaction.shown_path(path) == path
    known = redaction.Known(frozenset(("seoyun",)))
    assert "seoyun" not in redaction.shown_path("a.@seoyun", known)
    assert "seoyun" not in redaction.shown_path("friends.seoyun%40hanbit.name")
    assert "01012345678" not in redaction.shown_path("by_phone.01012345678.name")


def test_a_run_is_a_token_by_how_often_it_changes_and_by_how_much_of_it_there_is() -> None:
    assert not redaction.is_token("abcDefGhiJkl")  # three changes are a name's, however short it is
    assert redaction.is_token("aBcDefGhiJkl")
    assert not redaction.is_token("sendPurchaseEventToMeasurementServerOfPartner")  # many, in many words
    assert redaction.is_token("h4siAbcd")  # however short: gzip, or an object of JSON, in base64
    assert redaction.is_token("x-eyJhbGci")
    assert not redaction.is_token("heyjabcdefg")


def test_the_names_of_a_path_that_are_shown_are_neither_data_nor_tokens() -> None:
    assert redaction.plain_names('a.b["c d"]["seoyun@hanbit.example"].aGVsbG8gdGhlcmUgeW91') == ["a", "b", "c d"]


def test_an_endpoint_has_no_query_and_no_telling_segment() -> None:
    assert redaction.shown_endpoint("/api/v2/orders/20261124000123?x=1") == "/api/v2/orders/…"
    assert redaction.shown_endpoint("/u/seo@a.kr/9774d56d682e549c/x") == "/u/…/…/x"
    assert redaction.shown_endpoint("/u/aBcDefGhiJkl/x") == "/u/…/x"
    assert redaction.shown_endpoint("/u/김서윤/x") == "/u/…/x"


def test_of_a_host_only_whole_labels_are_redacted_wherever_the_name_stands() -> None:
    said = "CNAME Audit-58213.cdn.example, not audit-58213-x.cdn.example or xaudit-58213.example"
    shown = "CNAME A…3 (11).cdn.example, not audit-58213-x.cdn.example or xaudit-58213.example"
    assert redaction.shown_host(said, ["Audit-58213"]) == shown
    assert redaction.shown_host("\\gone.example\x1b", ["\\gone"]) == "… (5).example\\x1b"
    assert redaction.shown_host("api.cdn.example") == "api.cdn.example"


def test_a_name_that_is_or_holds_what_was_found_beside_it_is_redacted() -> None:
    known = redaction.Known(frozenset(("vertquill77", "f")), frozenset(("vertquill77",)))
    assert redaction.shown_path('users["vert.quill77"].f.first', known) == 'users["ve…77 (12)"].… (1).first'
    assert redaction.shown_path("x-Vert.Quill77", known) == "x-…77 (14)"
    assert redaction.shown_path('["\\u0076ert quill77\\ud800"]', known) == '["ve…7· (13)"]'
    assert redaction.shown_endpoint("/u/me=vert.quill77/f/x", known) == "/u/…/…/x"
    assert redaction.shown_text("no user vert.quill77", known) == "no user ve…77 (12)"
    assert redaction.shown_text("no user vert quill77", known) == "no…77 (20)"


NAMES = st.text('aB7.[]"\\@_-é0', max_size=12)


@given(
    NAMES,
    st.frozensets(NAMES.map(redaction.letters), max_size=3),
    st.frozensets(NAMES.map(redaction.letters), max_size=3),
)
@settings(max_examples=400)
def test_a_path_that_was_met_before_is_redacted_as_a_new_one(
    path: str, whole: frozenset[str], inside: frozenset[str]
) -> None:
    known = redaction.Known(whole - {""}, inside - {""})
    assert redaction.shown_path(path, known) == redaction._redacted(path, known)
