import base64
import gzip
import random
import zlib
from collections.abc import Callable
from typing import Any

import brotli
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.decode import Limits
from trafficaudit.decode.packed import compression
from trafficaudit.model import Decoded

Body = Callable[..., Decoded]


DOCUMENT = b'{"email": "kim@example.kr", "pad": "some more words of a document"}'
PACK = {"gzip": gzip.compress, "deflate": zlib.compress, "br": brotli.compress, "zstd": zstandard.compress}


def raw_deflate(data: bytes) -> bytes:
    stream = zlib.compressobj(wbits=-15)
    return stream.compress(data) + stream.flush()


def found(decoded: Decoded) -> list[tuple[str, ...]]:
    return [f.layers for f in decoded.fields if f.value == "kim@example.kr"]


@pytest.mark.parametrize("name", sorted(PACK))
def test_labelled(body: Body, name: Any) -> None:
    raw = PACK[name](DOCUMENT)
    decoded = body(raw, "application/json", headers=((b"Content-Encoding", name.encode()),))
    assert found(decoded) == [(name, "json")]
    email = next(f for f in decoded.fields if f.value == "kim@example.kr")
    assert (tuple(email.span), email.exact, email.path) == ((0, len(raw)), False, "email")


@pytest.mark.parametrize(("label", "pack"), [("x-gzip", gzip.compress), ("deflate", raw_deflate)])
def test_other_spellings(body: Body, label: str, pack: Any) -> None:
    assert len(found(body(pack(DOCUMENT), headers=((b"content-encoding", label.encode()),)))) == 1


def test_several_encodings(body: Body) -> None:
    raw = brotli.compress(gzip.compress(DOCUMENT))
    assert found(body(raw, headers=((b"Content-Encoding", b"gzip, br"),))) == [("br", "gzip", "json")]


@pytest.mark.parametrize("name", ["gzip", "deflate", "zstd"])
def test_by_the_first_bytes(body: Body, name: Any) -> None:
    assert found(body(PACK[name](DOCUMENT))) == [(name, "json")]
    assert found(body(b'{"z": "' + base64.b64encode(PACK[name](DOCUMENT)) + b'"}')) == [
        ("json", "base64", name, "json")
    ]


def test_raw_deflate_in_base64(body: Body) -> None:
    assert found(body(b'["' + base64.b64encode(raw_deflate(DOCUMENT)) + b'"]')) == [
        ("json", "base64", "deflate", "json")
    ]


@pytest.mark.parametrize("quality", [0, 1, 4, 5, 9, 11])
@pytest.mark.parametrize("window", [18, 19, 22, 24])
@pytest.mark.parametrize("more", [b"", b" " * 500, bytes(range(32, 127)) * 60])
def test_brotli_that_nothing_names(body: Body, quality: int, window: int, more: bytes) -> None:
    raw = brotli.compress(DOCUMENT + more, quality=quality, lgwin=window)
    assert ("br", "json") in [layers[:2] for layers in found(body(raw))]
    held = b'{"z": "' + base64.b64encode(raw) + b'"}'
    assert ("json", "base64", "br", "json") in [layers[:4] for layers in found(body(held))]


def test_brotli_that_is_cut_off_or_of_no_text_is_none(body: Body) -> None:
    raw = brotli.compress(DOCUMENT)
    for made in (
        raw[:-1],
        raw[:-9],
        raw + b"\0\1",
        brotli.compress(bytes(range(128, 250)) * 3),
        b"\x0b" + b"\xc3" * 60,
    ):
        assert not any("br" in field.layers for field in body(made).fields)


def test_random_bytes_are_no_brotli(body: Body) -> None:
    draw = random.Random(11)
    for _ in range(5_000):
        assert not compression._is_brotli(
            bytes([draw.choice((0x0B, 0x1B, 0x8B, 0x8F))]) + draw.randbytes(draw.choice((16, 40, 200)))
        )


def test_what_is_broken_from_its_first_byte_on_is_told_as_broken_and_not_as_ciphered(body: Body) -> None:
    raw = gzip.compress(b"")[:10] + bytes.fromhex("213e1233410ff893eaee04000000")
    decoded = body(raw, headers=((b"Content-Encoding", b"gzip"),))
    assert [(each.reason.partition(" at ")[0], tuple(each.span)) for each in decoded.opaque] == [
        ("broken gzip", (0, len(raw)))
    ]
    (unlabelled,) = body(raw).opaque
    assert unlabelled.reason.startswith("no known structure")


@pytest.mark.parametrize("name", [*sorted(PACK), "compress", "nonsense"])
def test_a_label_that_is_wrong(body: Body, name: Any) -> None:
    decoded = body(DOCUMENT, "application/json", headers=((b"Content-Encoding", name.encode()),))
    assert found(decoded) == [("json",)]
    assert not decoded.opaque


def test_decoded_body_with_its_old_label(body: Body) -> None:
    decoded = body(DOCUMENT, headers=((b"Content-Encoding", b"br"),), body_form="decoded")
    assert found(decoded) == [("json",)]
    assert not decoded.opaque


def test_cut_gzip_gives_its_head_and_a_gap(body: Body) -> None:
    raw = gzip.compress(DOCUMENT + b"x" * 2000 + bytes(range(256)) * 4)[:-300]
    decoded = body(raw, headers=((b"Content-Encoding", b"gzip"),))
    assert found(decoded) == [("gzip", "json")]
    assert any(gap.reason == f"broken gzip at byte {len(raw)}" and not gap.cut for gap in decoded.opaque)


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.compress, brotli.compress])
def test_bomb(body: Body, pack: Any) -> None:
    raw = pack(DOCUMENT + b" " * 50_000_000)
    label = {gzip.compress: b"gzip", zstandard.compress: b"zstd", brotli.compress: b"br"}[pack]
    decoded = body(raw, headers=((b"Content-Encoding", label),), limits=Limits(inflated=1_000_000))
    assert len(found(decoded)) == 1
    [cut] = [gap for gap in decoded.opaque if gap.reason.startswith("inflates beyond 1000000 bytes: ")]
    assert cut.cut == "bound"
    assert f" its {len(raw)} packed bytes" in cut.reason


@pytest.mark.parametrize("label", [b"gzip", b"br", b"deflate", b"zstd", b"br, gzip"])
@given(st.binary(max_size=60))
def test_any_bytes(body: Body, label: str, raw: bytes) -> None:
    body(raw, headers=((b"Content-Encoding", label),))
    body(b"\x1f\x8b\x08" + raw)
    body(b"\x28\xb5\x2f\xfd" + raw)
    body(b"\x78\x9c" + raw)


def flushed(data: bytes) -> bytes:
    """Compress as a sender does that goes on with the same stream: the flush ends with 00 00 ff ff."""
    stream = zlib.compressobj(wbits=-15)
    return stream.compress(data) + stream.flush(zlib.Z_SYNC_FLUSH)


@pytest.mark.parametrize("tail", [b"\x00\x00\xff\xff", b""])
def test_a_stream_that_was_flushed_and_never_ended(body: Body, tail: bytes) -> None:
    packed = flushed(DOCUMENT).removesuffix(b"\x00\x00\xff\xff") + tail
    assert found(body(packed)) == [("deflate", "json")]
    assert not body(packed).opaque


def test_a_stream_that_was_flushed_without_a_document_is_none_where_its_end_is_missing(body: Body) -> None:
    packed = flushed(b"kim@example.kr and some more words of text")
    assert [f.value for f in body(packed).fields if f.layers] == ["kim@example.kr and some more words of text"]
    assert not [f for f in body(packed.removesuffix(b"\x00\x00\xff\xff")).fields if "deflate" in f.layers]


@pytest.mark.parametrize("lead", ["", "a", "ab", "abc", "ab cd"])
def test_raw_deflate_of_hangul_wherever_its_letters_begin(body: Body, lead: str) -> None:
    text = lead + "강원특별자치도원주시라온고라로구천육백칠십오조약라온빌라"
    opened = [f.value for f in body(raw_deflate(text.encode())).fields if f.layers == ("deflate",)]
    assert opened == [text]


def test_raw_deflate_of_a_name(body: Body) -> None:
    packed = base64.b64encode(raw_deflate("김하늘".encode())).decode()
    assert "김하늘" in [f.value for f in body(f'["{packed}"]'.encode()).fields]


@pytest.mark.parametrize("label", ["base64", "gzip, base64"])
def test_a_label_of_base64_on_what_has_other_signs_is_passed_over(body: Body, label: str) -> None:
    raw = b'{"email": "kim@example.kr", "tel": "01012345678"}'
    fields = body(raw, headers=((b"Content-Encoding", label.encode()),)).fields
    assert [(f.path, f.layers) for f in fields if f.value == "kim@example.kr"] == [("email", ("json",))]


@pytest.mark.parametrize("label", ["", "gzip"])
def test_a_run_of_nothing_is_no_gap(body: Body, label: str) -> None:
    headers = ((b"Content-Encoding", label.encode()),) if label else ()
    assert not body(gzip.compress(b""), headers=headers).opaque


@pytest.mark.parametrize("label", ["", "gzip"])
def test_what_stands_behind_a_run_is_read_and_told(body: Body, label: str) -> None:
    headers = ((b"Content-Encoding", label.encode()),) if label else ()
    first, sealed = gzip.compress(b'{"a": "hello world"}'), random.Random(4).randbytes(40)
    both = body(first + zlib.compress(b'{"email": "kim@example.kr"}'), headers=headers)
    assert [f.path for f in both.fields if f.value == "kim@example.kr"] == ["email"]
    assert [gap.span for gap in body(first + sealed, headers=headers).opaque] == [(len(first), len(first) + 40)]
    padded = body(first + b"\0\0\r\n", headers=headers)
    assert (len(padded.fields), padded.opaque) == (3 + len(headers) - len(headers), ())


def _skippable(content: bytes, number: int = 3) -> bytes:
    return bytes([0x50 + number]) + b"\x2a\x4d\x18" + len(content).to_bytes(4, "little") + content


def test_zstd_behind_and_between_skippable_frames(body: Body) -> None:
    halves = [zstandard.compress(half) for half in (b'{"mail": "kim@exam', b'ple.kr"}')]
    raw = b"".join(_skippable(len(half).to_bytes(4, "little")) + half for half in halves)
    for decoded in (body(raw), body(raw, headers=((b"content-encoding", b"zstd"),))):
        assert [(one.value, one.layers) for one in decoded.fields if one.path == "mail"] == [
            ("kim@example.kr", ("zstd", "json"))
        ]
        assert not decoded.opaque


def test_what_a_skippable_frame_holds_is_a_value(body: Body) -> None:
    raw = _skippable(b"of kim@example.kr") + zstandard.compress(b"some words")
    raw += _skippable(b"of lee@example.kr") + zstandard.compress(b"other words")
    values = {one.value for one in body(raw).fields}
    assert values >= {"of kim@example.kr", "some words", "of lee@example.kr", "other words"}
    raw = _skippable(b"19910417") + zstandard.compress(b"some words") + _skippable(b"kim") + zstandard.compress(b"more")
    assert {one.value for one in body(raw).fields} >= {"19910417", "some words", "kim", "more"}


@pytest.mark.parametrize("raw", [_skippable(b"12345678"), _skippable(b"1234")[:-1] + b"(\xb5/\xfd", b"S*M\x18"])
def test_a_skippable_frame_alone_is_no_zstd(raw: bytes) -> None:
    assert compression.format_of(raw) is None
