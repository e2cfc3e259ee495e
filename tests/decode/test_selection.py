import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.decode import _SELECTION, DECODERS
from trafficaudit.decode.limits import Budget, Limits
from trafficaudit.decode.node import Child, Node
from trafficaudit.decode.packed import compression
from trafficaudit.decode.place import Linear
from trafficaudit.decode.selection import Selection, quiet


@pytest.mark.parametrize(
    "text",
    [
        "plain words only",
        "37.566535",
        "-12345678",
        "3f2504e0-4f89-11d3-9a0c-0305e82c3301",
        "2026-11-24T09:00:00+09:00",
        "2026-11-24",
    ],
)
def test_quiet(text: str) -> None:
    assert quiet(text)


@pytest.mark.parametrize(
    "text", ["3031303132333435", "kim@example.kr", "a=b&c=dd", "aGVsbG8gd29ybGQ=", "Bearer aGVsbG8gd29ybGQ"]
)
def test_not_quiet(text: str) -> None:
    assert not quiet(text)


@given(st.from_regex(r"[A-Za-z]{1,9}( [A-Za-z]{1,24}){2,5}", fullmatch=True))
def test_nobody_opens_plain_words(text: str) -> None:
    assert quiet(text)
    node = Node(text.encode(), text, Linear(0), "$", "", "body", Budget(Limits()))
    found = [
        opened
        for d in Selection(DECODERS, DECODERS[0], DECODERS[1]).of(node)
        if d.sniff(node)
        for opened in d.decode(node)
    ]
    assert not found


def test_remembered_values_are_bounded() -> None:
    selection = Selection(DECODERS, DECODERS[0], DECODERS[1])
    for number in range(70_000):
        selection.remember(str(number), 1, False)
    selection.remember("x" * 1_000, 1, False)
    assert 0 < len(selection.closed) <= 65_536
    assert "x" * 1_000 not in selection.closed


@given(st.text(st.sampled_from('ab 0-+/_=&:.@{"<%é길'), min_size=8, max_size=60))
def test_asked_are_those_whose_marks_occur(text: str) -> None:
    selection = Selection(DECODERS, DECODERS[0], DECODERS[1])
    marks = {c for c in text if c.isascii() and not c.isalnum() and c not in "+-/_"}
    usual = [d for d in DECODERS if d.TEXT is not False]
    wanted = [d for d in usual if (not d.MARKS or marks & set(d.MARKS)) and (d.ONLY is None or marks <= set(d.ONLY))]
    node = Node(text.encode(), text, Linear(0), "$", "", "body", Budget(Limits()))
    for _ in range(2):
        assert selection.of(node) == tuple(wanted)
    assert compression not in wanted


@pytest.mark.parametrize(
    ("text", "value"), [("%4D", "M"), ("ko%2DKR", "ko-KR"), ("&#77;", "M"), ("R&amp;D", "R&D"), (r"\u004d", "M")]
)
def test_short_texts_are_asked_for_escapes_and_for_nothing_else(text: str, value: str) -> None:
    assert value in [child[2] for child in _opened(text)]


@pytest.mark.parametrize("text", ["R&D", "50%", "a=b&c=d", "1;2", "%zz", "&#;", "\\d+", "bm8=", "6e6f"])
def test_short_texts_without_an_escape_stay_as_they_are(text: str) -> None:
    assert not _opened(text)


def _opened(text: str) -> list[Child]:
    node = Node(text.encode(), text, Linear(0), "$", "", "body", Budget(Limits()))
    asked = [decoder for decoder in _SELECTION.of(node) if decoder.sniff(node)]
    return [child for decoder in asked for opened in decoder.decode(node) for child in opened.children]
