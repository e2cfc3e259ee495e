"""Which messages of a WebSocket may hold pieces of one text, and which are together by their numbers."""

import json
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.model import Piece, Whole
from trafficaudit.readers.rows import LACKS, LONG, LONGEST, rows

AT = datetime(2026, 1, 1, tzinfo=UTC)


def found(*said: bytes) -> tuple[list[Whole], list[str]]:
    limits: dict[str, None] = {}
    made = [(Piece(f"w{number}", 0, len(data), AT), data, 0) for number, data in enumerate(said)]
    return list(rows(made, "request", limits)), list(limits)


def numbered(part: int, text: str, total: int = 3) -> bytes:
    return json.dumps({"part": part, "total": total, "data": text}).encode()


def test_messages_that_say_so_stand_apart_from_those_that_do_not() -> None:
    deltas, others = [b'{"delta":"a"}', b'{"delta":"b"}'], [b'{"text":"a"}', b'{"text":"b"}']
    (one, other), _ = found(deltas[0], others[0], b'{"n":1}', deltas[1], others[1])
    assert (one.data, one.framed, one.row) == (b"\n".join(deltas), False, True)
    assert (other.data, other.framed, other.row) == (b"\n".join(others), True, True)
    assert [piece.exchange_id for piece in one.pieces] == ["w0", "w3"]
    long = b'{"delta":"' + b"a" * LONGEST + b'"}'
    assert found(deltas[0], b'{"delta":""}', b'{"delta":7}') == ([], [])
    assert found(b'{"delta":""}', long) == ([], [])
    assert found(deltas[0], long) == found(long, long) == ([], [LONG])
    assert found(deltas[0], b'{"text":"' + b"a" * LONGEST + b'"}') == ([], [])


def test_a_token_or_a_number_of_a_message_makes_no_delta() -> None:
    said = [b'{"token":"t-81","seq":%d,"text":"010-9183"}' % number for number in range(2)]
    (whole,), _ = found(*said)
    assert whole.framed
    (whole,), _ = found(*(b'{"token":{"id":%d,"text":"ab"}}' % number for number in range(2)))
    assert not whole.framed


def test_numbers_tell_the_order_and_what_is_missing() -> None:
    (whole,), told = found(numbered(2, "b"), numbered(1, "a"), numbered(3, "c"))
    assert (whole.data, whole.row, told) == (b"abc", False, [])
    (whole,), told = found(numbered(1, "a"), numbered(2, "b"))
    assert (whole.data, told) == (b"ab", [LACKS])
    assert found(numbered(1, "a"), numbered(3, "c")) == ([], [LACKS])
    (one, other), told = found(*(numbered(part, text, 2) for text in ("a", "x") for part in (1, 2)))
    assert (one.data, other.data, told) == (b"aa", b"xx", [])


def test_one_numbered_message_alone_lacks_others_where_it_can_be_no_page() -> None:
    assert found(b'{"part":2,"total":9,"content":"the latest news"}') == ([], [])
    assert found(b'{"chunkIndex":2,"total":9,"content":"the latest news"}') == ([], [LACKS])


@given(st.lists(st.binary(max_size=60) | st.builds(numbered, st.integers(0, 3), st.text(max_size=9)), max_size=6))
def test_any_messages_are_read(said: list[bytes]) -> None:
    for whole in found(*said)[0]:
        if whole.row:
            assert whole.data.count(b"\n") >= len(whole.pieces) - 1
        else:
            assert sum(piece.length for piece in whole.pieces) == len(whole.data)
