import json
import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.model import Decoded

Body = Callable[..., Decoded]
MAIL, PHONE = "kim.haneul@example.kr", "01047261538"


def typed(body: Body, document: object) -> list[tuple[str, str | bytes]]:
    fields = body(json.dumps(document).encode()).fields
    return [(f.path, f.value) for f in fields if f.layers[-1:] == ("typed",)]


@pytest.mark.parametrize("name", ["key", "char", "keyChar", "text"])
@pytest.mark.parametrize("text", [MAIL, PHONE])
def test_a_key_an_event(body: Body, name: str, text: str) -> None:
    events = [{"type": "key", "t": 70 * at, name: sign} for at, sign in enumerate(text)]
    assert typed(body, {"events": events}) == [("events", text)]


def test_pairs_of_a_time_and_a_key(body: Body) -> None:
    assert typed(body, {"hp": [[70 * at, sign] for at, sign in enumerate(PHONE)]}) == [("hp", PHONE)]
    assert typed(body, [[sign, 70 * at] for at, sign in enumerate(MAIL)]) == [("$", MAIL)]


def test_what_is_erased_was_not_meant(body: Body) -> None:
    signs = [*"kim.haneul@exx", "Backspace", *"ample.kr"]
    events: list[object] = [{"key": "Shift"}, {"move": [1, 2]}, *({"key": sign} for sign in signs), {"key": "Tab"}]
    assert typed(body, {"keys": events}) == [("keys", MAIL)]


def test_the_range_reaches_from_the_first_key_to_the_last(body: Body) -> None:
    raw = json.dumps({"keys": [{"k": sign} for sign in MAIL]}).encode()
    (field,) = [f for f in body(raw).fields if f.layers[-1:] == ("typed",)]
    start, end = field.span
    assert (raw[start:end].startswith(b'k"'), raw[start:end].endswith(b'"r'), field.exact) == (True, True, False)


@pytest.mark.parametrize(
    "document",
    [
        {"flags": [[at, at % 2] for at in range(40)]},
        {"grades": [{"grade": sign} for sign in "abcdefghijkl"]},
        {"rows": [{"key": sign} for sign in "abcdefg"]},
        {"rows": [{"key": sign} for sign in "YNYNYNYNYN"]},
        {"rows": [{"key": word} for word in [*"abcdefgh", *["word"] * 12]]},
        {"sizes": [*"SMLXSMLXabc"]},
        {"key": MAIL, "list": [{"c": MAIL}] * 9},
    ],
)
def test_other_lists_of_single_signs(body: Body, document: object) -> None:
    assert typed(body, document) == []


@given(st.lists(st.dictionaries(st.sampled_from(["key", "k", "t"]), st.sampled_from([*"abcdefg0", "Backspace", ""]))))
def test_any_events(body: Body, events: list[dict[str, str]]) -> None:
    typed(body, {"events": events})


def test_a_name_as_long_as_its_document_is_not_read_for_every_item(body: Body) -> None:
    begun = time.process_time()
    body(b'{"' + b"k" * (1 << 19) + b'":[' + b"1," * 60_000 + b"2]}")
    assert time.process_time() - begun < 3


def test_keys_that_are_told_when_pressed_and_when_let_go(body: Body) -> None:
    events = [{"type": move, "key": sign, "t": at} for at, sign in enumerate(MAIL) for move in ("keydown", "keyup")]
    assert {value for _, value in typed(body, {"events": events})} == {MAIL}
    other = [{"type": "char", "key": sign} for sign in MAIL]
    other.insert(3, {"type": "special", "key": "Backspace"})
    assert {value for _, value in typed(body, {"events": other})} == {MAIL[:2] + MAIL[3:]}
