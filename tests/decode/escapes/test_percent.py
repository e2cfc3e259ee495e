import io
import json
import zipfile
from collections.abc import Callable
from urllib.parse import quote, unquote_to_bytes

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.decode.escapes import percent
from trafficaudit.decode.place import Linear, Mapped
from trafficaudit.model import Decoded

Body = Callable[..., Decoded]


@given(st.binary(max_size=40))
def test_same_as_the_standard_library(raw: bytes) -> None:
    written = quote(raw, safe="").encode()
    assert percent.unquote(written)[0] == raw
    if b"%u" not in raw:
        assert percent.unquote(raw)[0] == unquote_to_bytes(raw)


@given(st.lists(st.sampled_from(["a", "kim@x.kr", "홍", " ", "+", "%"]), min_size=1, max_size=8))
def test_offsets(pieces: list[str]) -> None:
    raw = "".join("+" if p == " " else quote(p, safe="@.") for p in pieces).encode()
    value, how = percent.unquote(raw, plus=True)
    assert value.decode() == "".join(pieces)
    if callable(how):
        place = Mapped(Linear(0), raw, how)
        at = 0
        for piece in pieces:
            span, exact = place.locate(at, at + len(piece.encode()))
            at += len(piece.encode())
            assert percent.unquote(raw[slice(*span)], plus=True)[0].decode() == piece
            assert not exact or raw[slice(*span)].decode() == piece


@pytest.mark.parametrize("rounds", [1, 2, 3])
def test_rounds_are_layers(body: Body, rounds: int) -> None:
    written = "kim@example.kr"
    for _ in range(rounds):
        written = quote(written, safe="")
    field = next(f for f in body(b'{"a":"' + written.encode() + b'"}').fields if f.value == "kim@example.kr")
    assert field.layers == ("json",) + ("percent",) * rounds


def test_javascript_escape(body: Body) -> None:
    assert "홍길동" in [f.value for f in body(b"%uD64D%uAE38%uB3D9").fields]


def test_a_document_behind_escapes_is_read_in_one_way(body: Body) -> None:
    raw = b"%7B%22order%22:%22240115-1234567%22%2C%22mail%22:%22kim@example.kr%22%7D"
    found = [(f.path, f.layers) for f in body(raw).fields if f.value == "240115-1234567"]
    assert found == [("order", ("percent", "json"))]


def test_a_document_behind_escapes_is_not_cut_at_the_signs_that_need_none(body: Body) -> None:
    written = quote("---\nbody:\n  order_no: 261224-7917199\n  user: kim\n", safe=":")
    found = {(f.path, f.layers) for f in body(json.dumps({"a": written}).encode()).fields if f.leaf}
    assert found == {("a.body.order_no", ("json", "percent", "yaml")), ("a.body.user", ("json", "percent", "yaml"))}


def test_bytes_behind_escapes_are_opened_whatever_signs_among_them_need_none(body: Body) -> None:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        archive.writestr("log;a=1;b=2.txt", "kim@example.kr")
    written = quote(kept.getvalue(), safe=";=,|:")
    found = {f.layers for f in body(json.dumps({"a": written}).encode()).fields if f.value == "kim@example.kr"}
    assert found == {("json", "percent", "zip")}
