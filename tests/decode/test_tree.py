"""The limits, and what is reported where they are reached."""

import base64
import gzip
import json
from collections.abc import Callable
from typing import Any

import pytest

from trafficaudit.decode import Limits, decode
from trafficaudit.model import Decoded, Exchange, Message

Body = Callable[..., Decoded]
Build = Callable[..., Exchange]
Check = Callable[[Exchange, Decoded], None]


def test_field_bound(body: Body) -> None:
    decoded = body(json.dumps(list(range(1000))).encode(), limits=Limits(fields=100))
    assert len(decoded.fields) <= 100
    assert [(gap.reason, gap.cut) for gap in decoded.opaque] == [
        ("node bound of 100 fields: not all was looked into", "bound")
    ]


def test_field_bound_counts_for_the_whole_exchange(exchange: Build, check: Check) -> None:
    made = exchange(b'{"a": 1}', "text/plain", url="https://h.example/" + "a/" * 100)
    decoded = decode(made, Limits(fields=50))
    beyond = [field for field in decoded.fields if field.part != "url"]
    assert len(decoded.fields) - len(beyond) == 50
    assert [(field.part, field.value) for field in beyond] == [("header", "text/plain"), ("body", '{"a": 1}')]
    assert {gap.part for gap in decoded.opaque} == {"url", "header", "body"}


def test_depth_bound(body: Body) -> None:
    raw = b"kim@example.kr and more words"
    for _ in range(12):
        raw = base64.b64encode(raw)
    decoded = body(raw, limits=Limits(depth=5))
    assert max(len(f.layers) for f in decoded.fields) == 5
    assert [(gap.reason, gap.cut) for gap in decoded.opaque] == [("depth bound of 5 layers", "bound")]
    assert "kim@example.kr and more words" in [f.value for f in body(raw).fields]


def test_depth_bound_is_no_gap_where_nothing_is_deeper(body: Body) -> None:
    assert not body(base64.b64encode(b"kim@example.kr and more"), limits=Limits(depth=1)).opaque


def test_work_bound(body: Body) -> None:
    raw = json.dumps([f"https://h.example/?a={i}" for i in range(2000)]).encode()
    decoded = body(raw, limits=Limits(work=300_000))
    assert ("work bound: not all was looked into", "bound") in [(gap.reason, gap.cut) for gap in decoded.opaque]


def test_work_that_a_decoder_spends_within_its_last_value_is_told(body: Body) -> None:
    raw = b"<p>kim</p>" * 3000
    assert not body(raw, "text/html").opaque
    cut = body(raw, "text/html", limits=Limits(work=100_000))
    assert [gap.cut for gap in cut.opaque] == ["bound"]


def test_inflated_bound_is_per_part(body: Body) -> None:
    blobs = [base64.b64encode(gzip.compress(b"a word and " * 9000)).decode() for _ in range(4)]
    decoded = body(json.dumps(blobs).encode(), limits=Limits(inflated=250_000))
    assert sum("inflates beyond" in gap.reason for gap in decoded.opaque) == 2


@pytest.mark.parametrize(("held", "size"), [(b"ab", 10), (None, 7), (b"", 3)])
def test_body_that_the_recording_cut(body: Body, held: Any, size: Any) -> None:
    decoded = body(held, body_size=size)
    kept = len(held or b"")
    assert [(gap.reason, gap.cut) for gap in decoded.opaque] == [
        (f"recording holds only the first {kept} of {size} bytes", "recording")
    ]


def test_same_result_again(exchange: Build) -> None:
    made = exchange(
        b'{"a": "aGVsbG8gd29ybGQ=", "b": "abcdefghij", "c": "one|two|three"}',
        "application/json",
        url="https://h.example/a?b=c",
    )
    assert decode(made) == decode(made) == decode(made)


def test_an_empty_header_closes_no_other(exchange: Build) -> None:
    name = "김민준 서울시"
    decode(exchange(headers=((b"X-Empty", b""),)))
    decoded = decode(exchange(headers=((b"X-Name", name.encode("cp949")),)))
    assert name in [field.value for field in decoded.fields]


def test_what_is_remembered_of_a_text_holds_for_every_name(body: Body) -> None:
    way = "otfGokrxRo}@o}@o}@o}@"  # in Singapore: nothing without a name that says so
    assert len(body(json.dumps({"note": way}).encode()).fields) == 2
    assert "1.35000,103.81000" in [field.value for field in body(json.dumps({"polyline": way}).encode()).fields]


def test_what_is_remembered_of_a_piece_holds_for_no_whole(body: Body) -> None:
    text = "var n=0;for(;n<3;n++);var member = {id: 'kim77', mail: 'kim@example.kr'};start(document)"
    pieces, whole = (body(json.dumps({"x": each}).encode()).fields for each in (f"note|{text}", text))
    assert [field.path for field in pieces if field.value == "kim@example.kr"] == ["x.member.mail"]
    assert [field.path for field in whole if field.value == "kim@example.kr"] == ["x.member.mail"]


@pytest.mark.parametrize("label", ["image/png", "video/mp4", "font/woff2"])
def test_what_an_app_calls_a_medium_is_looked_into_all_the_same(exchange: Build, label: str) -> None:
    raw, sealed = b"\x0a\x0ekim@example.kr\x12\x0b01091832746", bytes(range(128, 250))
    found = decode(exchange(raw, label))
    assert [f.value for f in found.fields if f.layers == ("protobuf",)] == ["kim@example.kr", "01091832746"]
    assert [gap.path for gap in decode(exchange(sealed, label)).opaque] == ["$"]
    answer = Message(((b"Content-Type", label.encode()),), sealed, body_size=len(sealed))
    assert not decode(exchange(response=answer)).opaque
