"""Compressed runs: those that a header names (Content-Encoding, RFC 9110, section 8.4; grpc-encoding) and those that
show by their first bytes. What inflated before a break or a bound is still looked into.
"""

import zlib
from collections.abc import Iterator

from trafficaudit.decode import quoted_run
from trafficaudit.decode.alphabets import STANDARD
from trafficaudit.decode.base64_run import unpack
from trafficaudit.decode.node import Child, Hint, Node, Obstacle, Opened
from trafficaudit.decode.packed import blocks, chunks, keyed, streams
from trafficaudit.decode.packed.inflate import Inflated, breaks_off, inflate, says_something, zstd_frames
from trafficaudit.decode.text import as_text, is_document, telling

NAME = "compression"
MEDIA = None
TEXT = False
MARKS = ""
ONLY = None

_LABELS = {"x-gzip": "gzip", "x-deflate": "deflate", "brotli": "br", "x-zstd": "zstd"} | {
    "bz2": "bzip2", "x-bzip2": "bzip2", "x-bzip": "bzip2", "x-xz": "xz", "x-lzma": "lzma",
    "x-lz4": "lz4", "x-snappy": "snappy", "x-snappy-framed": "snappy",
}  # fmt: skip
_CHUNKED = "aws-chunked"
_GZIP_MAGIC = b"\x1f\x8b\x08"
_STREAMS = {b"B": "bzip2", b"\xfd": "xz", b"\x5d": "lzma"} | {
    b"\x04": "lz4", b"\xff": "snappy-framed", b"\x82": "snappy-java",
}  # fmt: skip
_MAGIC = streams.MAGIC | blocks.MAGIC
_BLOCKS = {"lz4": "lz4-block", "snappy": "snappy"}
"""What a label names that has no first bytes of its own."""
_LAYERS = {"zlib": "deflate", "lz4-block": "lz4", "snappy-framed": "snappy", "snappy-java": "snappy"}
"""Layers that are not called as what was opened."""
_ZLIB_METHOD, _ZLIB_WINDOW = 8, 7
_BASE64 = STANDARD + b"-_=\r\n\t "
_PROBE = 1_024
_SHORTEST = 8
_FILLING = b"\0\r\n\t "
"""What fills up the bytes behind a run and says nothing."""
_FLUSHED = b"\x00\x00\xff\xff"
_SHORTEST_BROTLI = 16
_SHORTEST_BLOCK = 16
_WIDEST_BLOCK = 256
"""More bytes than each of a block gives: 255 are one of LZ4, 64 two of Snappy."""
_HEAD_BROTLI = 9
"""Bytes that give no more than themselves: a block that copies begins with 73 bits and more (RFC 7932, section 9.2)."""
_BROTLI_WINDOWS = frozenset((3, 5, 7, 9, 11, 13, 15))
"""The last four bits of the first byte for windows of 18 to 24 bits (RFC 7932, section 9.1)."""


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    return shows(node.raw)


def shows(raw: bytes) -> bool:
    """Say whether bytes look compressed, by their first bytes or as raw deflate or Brotli."""
    return format_of(raw) is not None or _is_raw_deflate(raw) or _is_brotli(raw) or _block_of(raw) is not None


def decode(node: Node) -> Iterator[Opened]:
    """Open a run whose first bytes name its format, or one that is of one without such bytes to its last one."""
    name = format_of(node.raw) or ("deflate" if _is_raw_deflate(node.raw) else _block_of(node.raw) or "br")
    result = inflated(node, name, node.raw)
    if name == "deflate" and result.used == len(node.raw) and _is_closed(node.raw, result.data):
        result = result._replace(problem="")
    empty = bool(result.used) if not result.problem else not result.used  # whole, or broken from its first byte on
    if result.data or empty:
        yield _opened(node, _LAYERS.get(name, name), result, node.hint._replace(encodings=()))


def labelled(node: Node) -> Iterator[Opened]:
    """Take off the outermost encoding that a header names; nothing where the bytes are not so encoded after all."""
    label, *rest = node.hint.encodings
    label = _LABELS.get(label, label)
    hint = node.hint._replace(encodings=tuple(rest))
    if keyed.is_label(label):
        yield from keyed.labelled(node, label, hint)
        return
    if label == _CHUNKED:
        yield from _in_chunks(node, hint)
        return
    if label in ("base64", "quoted-printable"):
        yield from _transfer(node, label, hint)
        return
    result = _labelled(node, label)
    if result is None:
        return
    if not result.data and result.problem and format_of(node.raw) == label:
        result = result._replace(used=0)  # header and first bytes agree: it is broken, and no private format
        yield _opened(node, label, result, hint)
    elif result.data or not result.problem:
        yield _opened(node, label, result, hint)


def _labelled(node: Node, label: str) -> Inflated | None:
    raw = node.raw
    seen = format_of(raw)
    if label in ("gzip", "zstd", *streams.NAMES):
        return inflated(node, label, raw) if seen == label else None
    if label in _BLOCKS:
        result = inflated(node, seen if seen is not None and _LAYERS.get(seen, seen) == label else _BLOCKS[label], raw)
        return None if result.problem.startswith("broken") and len(result.data) < _SHORTEST_BLOCK else result
    if node.text is not None or label not in ("deflate", "br"):
        return None
    if label == "deflate" and seen == "zlib":
        return inflated(node, "zlib", raw)
    # Neither has a magic number. Bytes of another kind give next to nothing before they break.
    result = inflated(node, label, raw)
    return None if result.problem.startswith("broken") and len(result.data) < 16 and len(raw) > 64 else result


def _transfer(node: Node, label: str, hint: Hint) -> Iterator[Opened]:
    if label == "base64":
        if node.raw.translate(None, _BASE64):
            return  # unpacking would drop what is none of its letters, and give something nevertheless
        pieces = node.raw.translate(None, b"\r\n\t ").replace(b"=", b"= ").replace(b"= =", b"==").split()
        parts = [unpack(piece) for piece in pieces]
        value: bytes | None = b"".join(part for part in parts if part is not None) if None not in parts else None
    else:
        value = quoted_run.unescape(node.raw)
    if value:
        how = False if label == "base64" else quoted_run.escapes
        child = (node.path, node.key, as_text(value) or value, 0, len(node.raw), how)
        yield Opened((label,), [child], hint, sure=True, carrier=node.carrier)


def _in_chunks(node: Node, hint: Hint) -> Iterator[Opened]:
    """Put the chunks of a packed body together, or take the only one; what is behind the last is a value of its own.

    Several of what is not packed are put together by their ranges (``joined/``), which tell places better.
    """
    found = chunks.read(node, 0)
    if found is None or not found[0]:
        return
    (ranges, end), size = found, len(node.raw)
    body = b"".join(node.raw[first:last] for first, last in ranges)
    if len(ranges) > 1 and not hint.encodings and format_of(body) is None:
        return
    children: list[Child] = [(node.path, node.key, body, ranges[0][0], ranges[-1][1], len(ranges) == 1)]
    if node.raw[end:].strip(_FILLING):
        children.append((node.path, node.key, node.raw[end:], end, size, True))
    yield Opened((_CHUNKED,), children, hint, sure=True, carrier=node.carrier)


def _opened(node: Node, layer: str, result: Inflated, hint: Hint) -> Opened:
    """Give what came out of a run, and what stands behind its end, which is a value of its own."""
    size = len(node.raw)
    obstacles: list[Obstacle] = [(node.path, min(result.used, size), size, result.problem)] if result.problem else []
    end = size if result.problem else result.used
    children: list[Child] = [(node.path, node.key, result.data, 0, end, False)] if result.data else []
    frames = [(node.raw[first:last], first, last) for first, last in zstd_frames(node.raw) if layer == "zstd"]
    children += [(node.path, node.key, *frame, True) for frame in frames if says_something(frame[0])]
    if node.raw[end:].strip(_FILLING):
        children.append((node.path, node.key, node.raw[end:], end, size, True))
    return Opened((layer,), children, hint, sure=True, carrier=node.carrier, obstacles=obstacles)


def inflated(node: Node, name: str, raw: bytes) -> Inflated:
    """Inflate a run found in a node, on the budget of its exchange."""
    result = inflate(name, raw, node.budget.inflated)
    node.budget.inflated -= len(result.data)
    node.budget.spend(len(result.data))
    return result


def format_of(raw: bytes) -> str | None:
    """Name the format that the first bytes show; zlib only where a probe inflates."""
    if raw.startswith(_GZIP_MAGIC):
        return "gzip"
    if zstd_frames(raw):
        return "zstd"
    name = _STREAMS.get(raw[:1])
    if name is not None and _MAGIC[name](raw):
        return name
    if len(raw) < _SHORTEST or raw[0] & 15 != _ZLIB_METHOD or raw[0] >> 4 > _ZLIB_WINDOW or (raw[0] << 8 | raw[1]) % 31:
        return None
    return "zlib" if raw[1] & 32 == 0 and _probes(raw) else None


def _probes(raw: bytes) -> bool:
    """Say whether the head of zlib inflates; of a short run all must, of a long one something."""
    result = inflate("zlib", raw[:_PROBE], _PROBE)
    if len(raw) <= _PROBE:
        return bool(result.data) and (not result.problem.startswith("broken") or result.used >= len(raw) // 2)
    return bool(result.data)


def opens(raw: bytes) -> bool:
    """Say of bytes that some other layer gave whether they are packed, and inflate as far as one looks.

    Two bytes of zlib, and what its next ones make, come by chance: a stream must end, or go on past a probe. Zstandard
    gives nothing of a block before all of it is there.
    """
    name = format_of(raw)
    if name is None:
        return False
    result = inflate(name, raw[:_PROBE], _PROBE)
    whole = not result.problem.startswith("broken") or result.used == len(raw[:_PROBE]) > 64
    return whole and (bool(result.data) or name == "zstd")


def _is_raw_deflate(raw: bytes) -> bool:
    """Say whether bytes are one raw deflate stream to the last byte, with text in it (as SAML sends it)."""
    if len(raw) < _SHORTEST or raw[0] & 6 in (0, 6):
        # Neither an unknown block type nor a stored one, whose content would stand open in the bytes anyway.
        return False
    stream = zlib.decompressobj(-15)
    try:
        data = stream.decompress(raw[:_PROBE], _PROBE)
    except zlib.error:
        return False
    # A sender that flushes and goes on (RFC 7692) never ends its stream, and may leave out the flush's last four bytes.
    flushed = not stream.eof and _is_closed(raw, data)
    return _is_telling(data, whole=flushed or (stream.eof and not stream.unused_data))


def _is_closed(raw: bytes, data: bytes) -> bool:
    """Say whether nothing is missing of a stream without an end: it was flushed, or its document closes."""
    return raw.endswith(_FLUSHED) or is_document(data)


def _is_brotli(raw: bytes) -> bool:
    """Say whether bytes are one stream of Brotli to the last byte, with text in it.

    Of the windows that a first byte can name those of 128 KiB and more are looked for, as libraries choose them.
    """
    if len(raw) < _SHORTEST or raw[0] & 15 not in _BROTLI_WINDOWS or breaks_off(raw[:_HEAD_BROTLI]):
        return False
    result = inflate("br", raw[:_PROBE], _PROBE)
    if len(raw) > _PROBE or len(result.data) >= _PROBE:
        return _is_telling(result.data, whole=False)
    whole = not result.problem and result.used == len(raw)
    return len(result.data) >= _SHORTEST_BROTLI and _is_telling(result.data, whole=whole)


def _block_of(raw: bytes) -> str | None:
    """Name the format of a block of LZ4 or Snappy, which have no first bytes of their own: text, to the last byte.

    What is only made of bytes as they stand would be no text packed.
    """
    for name, begins in blocks.UNLABELLED.items():
        if len(raw) < _SHORTEST_BLOCK or begins(raw) is None:
            continue
        if name == "snappy" and not len(raw) < blocks.size_of(raw)[0] <= _WIDEST_BLOCK * len(raw):
            continue
        data, used, problem = blocks.open_run(name, raw, _PROBE)
        whole = not problem and used == len(raw)
        if (whole or len(data) == _PROBE) and len(data) > len(raw[:_PROBE]) and _is_telling(data, whole=whole):
            return name
    return None


def _is_telling(data: bytes, *, whole: bool) -> bool:
    """Say whether what inflated begins as text, and went on to the end or as far as one looks."""
    text = next(filter(None, (as_text(data[:end]) for end in range(64, 60, -1))), "")
    return (len(text) >= _SHORTEST or not (text.isascii() or not telling(text))) and (whole or len(data) == _PROBE)
