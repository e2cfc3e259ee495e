"""Messages put together again: which of them, in which sections, and what of each is a piece."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.samples import START, exchange

from trafficaudit.model import Exchange, Gap, Message, Whole
from trafficaudit.readers import reassembly, records
from trafficaudit.readers.reassembly import reassembled

TEXT, BINARY = 1, 2


def message(number: int, data: bytes, *, sent: bool = True, protocol: str = "tcp", **changes: Any) -> Exchange:
    opcode, size = changes.pop("opcode", None), changes.pop("size", len(data))
    said = Message(body=data, body_size=size, opcode=opcode)
    sides = {"request": said if sent else None, "response": None if sent else said}
    return exchange(0, **{"id": f"m{number}", "protocol": protocol, "started_at": START, **sides, **changes})


def texts(*said: bytes, **changes: Any) -> list[Exchange]:
    return [message(number, data, protocol="websocket", opcode=TEXT, **changes) for number, data in enumerate(said)]


def put_together(items: Sequence[Exchange | Gap]) -> list[tuple[str, bytes]]:
    """Give every whole once, with its direction."""
    found = dict.fromkeys(
        whole for item in reassembled(iter(items)) if isinstance(item, Exchange) for whole in item.wholes
    )
    for whole in found:
        assert sum(piece.end - piece.start for piece in whole.pieces) == len(whole.data)
    return [(whole.direction, whole.data) for whole in found]


def test_each_direction_of_a_stream_is_one() -> None:
    items = [message(0, b"ab"), message(1, b"xy", sent=False), message(2, b"c"), message(3, b"z", sent=False)]
    given = list(reassembled(iter(items)))
    assert given == items
    assert put_together(items) == [("request", b"abc"), ("response", b"xyz")]
    assert [piece[:3] for piece in given[0].wholes[0].pieces] == [("m0", 0, 2), ("m2", 0, 1)]  # type: ignore[union-attr]
    assert put_together(items[:2]) == []
    assert put_together([message(number, b"a", protocol="dns") for number in range(3)]) == []


def test_datagrams_are_put_together_but_for_those_that_are_documents() -> None:
    def datagrams(*said: bytes) -> list[Exchange]:
        return [message(number, data, protocol="udp") for number, data in enumerate(said)]

    given = datagrams(b"ab", b"c", b'{"n": 1}', b"d", b"e")
    assert put_together(given) == [("request", b"abc"), ("request", b"de")]
    assert all(whole.framed for each in reassembled(iter(given)) if isinstance(each, Exchange) for whole in each.wholes)


def test_nothing_is_put_together_over_what_is_missing() -> None:
    items = [message(0, b"a"), message(1, b"b", size=9), message(2, b"c"), message(3, b""), message(4, b"d")]
    assert put_together(items) == [("request", b"ab"), ("request", b"cd")]
    dropped = [*texts(b"a", b"b"), *texts(b"n", sent=False), message(3, b"c", protocol="websocket", opcode=TEXT)]
    assert put_together(dropped) == [("request", b"abc")]
    dropped[1] = replace(dropped[1], sent=False)
    assert put_together(dropped) == [("request", b"ac")]


def test_documents_of_a_websocket_stay_by_themselves() -> None:
    whole = [b'{"a":[1]}', b" [{}] \n", b'42["event",{"n":1}]', b"<x></x>\0", b'451-["e",{}]']
    assert put_together(texts(*whole)) == []
    assert put_together(texts(whole[0], b'{"a":{"b":1}', b"}", whole[1], b"x", b"y")) == [
        ("request", b'{"a":{"b":1}}'),
        ("request", b"xy"),
    ]
    apart = [b'{"a":', b'[{"b":1}]', b',"c":{"d":1}}', b'{"e":1}']
    assert put_together(texts(*apart)) == [("request", b"".join(apart[:3]))]
    assert put_together(texts(b"<a><b>12", b"34</b></a>", b"</x>")) == [("request", b"<a><b>1234</b></a></x>")]
    assert put_together(texts(b'{"n":01', b'2,{"a":1}')) == [("request", b'{"n":012,{"a":1}')]
    assert put_together(texts(b'42/shop,["e",1]', b'451-["e",{}]', b'0{"sid":""}')) == []
    mixed = [message(0, b"a", protocol="websocket", opcode=TEXT), message(1, b"b", protocol="websocket", opcode=BINARY)]
    assert put_together(mixed) == []
    closing = [*texts(b"a"), message(1, b"bye", protocol="websocket", opcode=8)]
    assert put_together(closing) == []


def test_a_long_stream_is_cut_into_sections_that_overlap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reassembly, "SECTION", 10)
    monkeypatch.setattr(reassembly, "OVERLAP", 4)
    items = [message(number, bytes([65 + number]) * 3) for number in range(8)]
    given = list(reassembled(iter(items)))
    assert [each for each in given if isinstance(each, Exchange)] == items
    assert put_together(items) == [("request", b"AAABBBCCCDDD"), ("request", b"CDDDEEEFFFGGGHHH")]
    assert given[-1] == Gap("demo-00000000", 0, 0, f"this conversation {reassembly._SPLIT}", exchanges=0)
    assert not any(isinstance(each, Gap) for each in reassembled(iter(items[:3])))


def test_that_not_all_records_were_read_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "MOST", 3)
    (gap,) = (each for each in reassembled(iter([message(0, b"{} {} {} {} ")])) if isinstance(each, Gap))
    assert gap.reason == f"this conversation {records.MANY}"


def test_records_inside_of_messages_come_first() -> None:
    items = [message(0, b"\0\0\0\5hello\0\0\0\2"), message(1, b"hi\0\0\0\3all")]
    whole = b"\0\0\0\5hello\0\0\0\2hi\0\0\0\3all"
    assert [data for _, data in put_together(items)] == [b"hello", whole, b"hi", b"all"]


def test_what_lies_over_the_border_of_two_parts_is_put_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reassembly, "OVERLAP", 4)
    before = [message(0, b"abc"), message(1, b"def"), message(2, b"xy", sent=False)]
    after = [message(3, b"ghi"), message(4, b"jkl"), message(5, b"mno")]
    (whole,) = reassembly.across(before, after)
    assert (whole.direction, whole.data) == ("request", b"cdefghij")
    assert [piece[:3] for piece in whole.pieces] == [("m0", 2, 3), ("m1", 0, 3), ("m3", 0, 3), ("m4", 0, 1)]
    assert list(reassembly.across(before, [])) == []
    assert next(reassembly.across(before, [message(3, b"z", sent=False)])).data == b"xyz"
    assert list(reassembly.across([message(0, b"a", size=2)], after)) == []


@given(st.lists(st.tuples(st.binary(max_size=20), st.booleans(), st.sampled_from([1, 2, 8, None])), max_size=12))
def test_any_messages_are_given_as_they_were(said: list[tuple[bytes, bool, int | None]]) -> None:
    for protocol in ("tcp", "websocket"):
        items: list[Exchange] = [
            message(number, data, sent=sent, protocol=protocol, opcode=opcode)
            for number, (data, sent, opcode) in enumerate(said)
        ]
        given = [each for each in reassembled(iter(items)) if isinstance(each, Exchange)]
        assert given == items
        bodies = {item.id: (item.request or item.response or Message()).body or b"" for item in items}
        for each in given:
            for whole in each.wholes:
                assert isinstance(whole, Whole)
                assert (
                    b"".join(bodies[piece.exchange_id][piece.start : piece.end] for piece in whole.pieces) == whole.data
                )
                assert each.id in {piece.exchange_id for piece in whole.pieces}


def test_a_message_that_was_not_kept_is_given_as_it_was() -> None:
    items = [message(0, b"{} "), replace(message(1, b""), request=Message(body=None, body_size=7))]
    assert [each.id for each in reassembled(iter(items)) if isinstance(each, Exchange)] == [each.id for each in items]
