"""Bytes that are written out one by one."""

import json
import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.decode import decode
from trafficaudit.model import Decoded, Exchange

Body = Callable[..., Decoded]

WRITTEN = "kim.haram@mail.example"
RAW = WRITTEN.encode()


def canonical(raw: bytes) -> str:
    """Write bytes as ``hexdump -C`` does."""
    rows = [raw[at : at + 16] for at in range(0, len(raw), 16)]
    return "\n".join(f"{16 * at:08x}  {row.hex(' '):<48} |{row.decode()}|" for at, row in enumerate(rows))


def grouped(raw: bytes) -> str:
    """Write bytes as ``xxd`` does."""
    rows = [raw[at : at + 16] for at in range(0, len(raw), 16)]
    return "\n".join(f"{16 * at:08x}: {row.hex(' ', -2):<39}  {row.decode()}" for at, row in enumerate(rows))


def captured(raw: bytes) -> str:
    """Write bytes as ``tcpdump -X`` does."""
    rows = [raw[at : at + 16] for at in range(0, len(raw), 16)]
    return "\n".join(f"\t0x{16 * at:04x}:  {row.hex(' ', -2):<39}  {row.decode()}" for at, row in enumerate(rows))


FORMS = {
    "spaces": RAW.hex(" "), "capitals": RAW.hex(" ").upper(), "colons": RAW.hex(":"),
    "0x": ", ".join(f"0x{code:02x}" for code in RAW), "0x tight": ",".join(f"0x{code:02X}" for code in RAW),
    "list": str(list(RAW)), "Go": str(list(RAW)).replace(",", ""), "tight list": str(list(RAW)).replace(" ", ""),
    "hexdump": canonical(RAW), "xxd": grouped(RAW), "tcpdump": captured(RAW),
}  # fmt: skip


def dumped(decoded: Decoded) -> list[object]:
    return [field.value for field in decoded.fields if "byte-dump" in field.layers]


@pytest.mark.parametrize("text", ["read {} in 4 ms", "first line\n{}\nlast line"])
@pytest.mark.parametrize("form", FORMS)
def test_bytes_are_read_between_words(body: Body, form: str, text: str) -> None:
    if (form, text) != ("tcpdump", "read {} in 4 ms"):  # its lines begin with a tab
        assert dumped(body(json.dumps({"memo": text.replace("{}", FORMS[form])}).encode())) == [WRITTEN]


@pytest.mark.parametrize("form", [form for form in FORMS if form != "Go"])  # whose brackets alone are a list of JSON
def test_bytes_are_read_alone_by_whatever_decoder(body: Body, form: str) -> None:
    assert WRITTEN in [field.value for field in body(json.dumps({"memo": FORMS[form]}).encode()).fields]


def test_signed_numbers_are_bytes(body: Body) -> None:
    raw = "표하람 표하람 ok ok".encode()
    signed = str([code - 256 if code > 127 else code for code in raw])
    assert dumped(body(f"got {signed} in 4 ms".encode(), "text/plain")) == [raw.decode()]


def test_lines_end_where_their_offsets_do(body: Body) -> None:
    lines = canonical(RAW) + "\n" + canonical(b"another text")
    assert dumped(body(f"two:\n{lines}\n".encode(), "text/plain")) == [WRITTEN, "another text"]


def test_what_is_packed_in_pairs_is_opened(body: Body) -> None:
    raw = json.dumps({"nick": "Quill"}).encode()
    fields = body(f"sent {raw.hex(' ')} to host".encode(), "text/plain").fields
    assert [field.value for field in fields if field.key == "nick"] == ["Quill"]


def test_the_span_is_the_whole_run(body: Body) -> None:
    raw = f"read {RAW.hex(' ')} in 4 ms".encode()
    (field,) = [field for field in body(raw, "text/plain").fields if "byte-dump" in field.layers]
    assert raw[slice(*field.span)] == RAW.hex(" ").encode()
    assert not field.exact


@pytest.mark.parametrize(
    "text",
    [
        "SHA1 DA:39:A3:EE:5E:6B:4B:0D:32:55:BF:EF:95:60:18:90:AF:D8:07:09 of the certificate",
        "at 10:20:30:40:50:60:70:80:90 and 01 02 03 04 05 06 07 08 09",
        "mac 3c:a4:c9:e0:1f:77 of the router",
        "counts [1, 2, 3, 4, 5, 6, 7, 8, 9] and [85, 90, 78, 92, 88, 66, 71, 80]",
        "sizes [104, 97, 300, 97, 109, 46, 112, 121, 111]",
        "0000 0000 0000 0000",
        "version 00000000 of 68 users",
    ],
)
def test_near_misses(body: Body, text: str) -> None:
    assert dumped(body(json.dumps({"memo": text}).encode())) == []


@pytest.mark.parametrize(
    "piece", ["68 ", "68:", "0x68, ", "[104,", "0000 ", "0000: 68\n", "00000000  68 61 |ha|\n", "1 "]
)
def test_hostile_texts_end(body: Body, piece: str) -> None:
    started = time.process_time()
    assert body(("log: " + piece * (500_000 // len(piece))).encode(), "text/plain").fields
    assert time.process_time() - started < 5


@given(st.text(alphabet="0123f6x:,[]- \n|", max_size=160))
def test_any_text_gives_fields(exchange: Callable[..., Exchange], text: str) -> None:
    assert decode(exchange(b"x " + text.encode(), "text/plain")).fields
