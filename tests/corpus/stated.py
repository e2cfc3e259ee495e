"""Encoders of statements, messages and dumps: SQL, datasets of Nexacro, lists of passengers, what Redis is asked, texts
behind their lengths, bytes written out one by one, Base64 with other signs.

Written by their grammars and the standard library.
"""

import base64
import random
import re
import struct
from collections.abc import Callable
from dataclasses import replace

from corpus import decoys
from corpus.carried import MARK, Carried, Unfit, coded, embedded, held
from corpus.textual import Wrap

_HIGH_CONTROLS = re.compile(r"[\x80-\x9f]").search
_CONTROLS = re.compile(r"[\x00-\x1f]").search


def rows(draw: random.Random, name: str, least: int = 1, most: int = 5) -> list[tuple[str, str]]:
    """Give decoys and ``MARK`` under its name, in any order, no name twice."""
    members = [pair for pair in decoys.flat(draw, draw.randint(least, most)) if pair[0] != name]
    members.insert(draw.randint(0, len(members)), (name, MARK))
    return members


def _doubled(run: bytes) -> bytes:
    return run.replace(b"'", b"''")


def sql(draw: random.Random, inner: Carried, name: str) -> Carried:
    """A statement that inserts rows, or sets or compares columns."""
    inner.string  # noqa: B018 - text only
    members = [(key, text.replace("'", "''")) for key, text in rows(draw, name)]
    keys, values = [key for key, _ in members], [f"'{text}'" for _, text in members]
    pairs = [f"{key} = {value}" for key, value in zip(keys, values, strict=True)]
    way = draw.randrange(4)
    if way == 0:
        quote = draw.choice(("", '"', "`"))
        listed = ", ".join(f"{quote}{key}{quote}" for key in keys)
        others = ", ".join(
            f"({', '.join(str(draw.randint(1, 10**9)) for _ in keys)})" for _ in range(draw.randint(0, 2))
        )
        into = draw.choice(("INSERT INTO", "INSERT OR REPLACE INTO", "REPLACE INTO"))
        written = f"{into} events ({listed}) VALUES ({', '.join(values)}){', ' + others if others else ''};"
    elif way == 1:
        written = f"UPDATE events SET {', '.join(pairs)} WHERE seq = {draw.randint(1, 10**9)}"
    elif way == 2:
        written = f"SELECT seq, kind FROM events WHERE {' AND '.join(pairs)} LIMIT {draw.randint(1, 99)}"
    else:
        written = f"DELETE FROM events WHERE {' OR '.join(pairs)}"
    return held(inner, written, _doubled, "sql", keyed=True)


def ssv(draw: random.Random, inner: Carried, name: str) -> Carried:
    """A dataset of Nexacro, the value in a cell of it or a variable before it."""
    if _CONTROLS(inner.string):
        raise Unfit
    members = rows(draw, name)
    head = ["SSV:utf-8", f"seq={draw.randint(1, 999)}"]
    if draw.random() < 0.3:
        head.append(f"{name}={MARK}")
        members = [(key, str(draw.randint(1, 99)) if key == name else text) for key, text in members]
    columns = "\x1f".join(["_RowType_", *(f"{key}:STRING(256)" for key, _ in members)])
    cells = "\x1f".join([draw.choice("NIUO"), *(text for _, text in members)])
    other = "\x1f".join(["N", *("\x03" for _ in members)])
    body = [cells, other] if draw.random() < 0.5 else [cells]
    written = "".join(f"{record}\x1e" for record in [*head, "Dataset:ds_event", columns, *body, ""])
    return replace(held(inner, written, bytes, "ssv", keyed=True), text=False)


def resp(draw: random.Random, inner: Carried, name: str) -> Carried:
    """Commands for Redis that set the fields of a key or the key itself, or a map as it answers (RESP 3)."""

    if inner.text and _HIGH_CONTROLS(inner.string):
        raise Unfit  # references to characters of HTML write these as others, of which the lengths differ

    def bulk(raw: bytes) -> bytes:
        return b"$%d\r\n%s\r\n" % (len(raw), raw)

    members = [(key.encode(), inner.data if text == MARK else text.encode()) for key, text in rows(draw, name)]
    key, way = b"cart:%d" % draw.randint(1, 10**6), draw.randrange(4)
    if way == 0:
        listed = [b"HSET", key, *(each for pair in members for each in pair)]
        data = b"*%d\r\n" % len(listed) + b"".join(map(bulk, listed))
    elif way == 1:
        data = b"".join(b"*4\r\n" + b"".join(map(bulk, (b"HSET", key, *pair))) for pair in members)
    elif way == 2:
        set_ = ((b"SET", key + b":" + field, held) for field, held in members)
        data = b"".join(b"*3\r\n" + b"".join(map(bulk, each)) for each in set_)
    else:
        data = b"%%%d\r\n" % len(members) + b"".join(bulk(field) + bulk(held) for field, held in members)
    item = bulk(inner.data)
    made = embedded(inner, data, item, len(item) - len(inner.data) - 2, "resp", keyed=True)
    return replace(made, text=inner.text)


def _seven_bits(size: int) -> bytes:
    return bytes([size]) if size < 0x80 else bytes([size & 0x7F | 0x80, size >> 7])


_LENGTHS: tuple[Callable[[int], bytes], ...] = (
    struct.Struct(">H").pack, struct.Struct("<H").pack, struct.Struct(">I").pack, struct.Struct("<I").pack, _seven_bits,
)  # fmt: skip


def behind_lengths(draw: random.Random, inner: Carried, name: str) -> Carried:
    """Names and values by turns, each behind its length, in bytes of no known format."""
    text = inner.string
    if not text.isprintable() or not 3 <= len(inner.data) < 8_000 or text[0] == " ":
        raise Unfit
    length = draw.choice(_LENGTHS)
    members = [pair for pair in rows(draw, name, 3, 6) if pair[1] == MARK or (len(pair[1]) > 2 and pair[1].isascii())]
    runs = [each.encode() if each != MARK else inner.data for pair in members for each in pair]
    data = b"".join(length(len(run)) + run for run in runs)
    item = length(len(inner.data)) + inner.data
    return embedded(inner, data, item, len(item) - len(inner.data), "length-prefixed", keyed=len(members) > 1)


def _canonical(raw: bytes) -> str:
    """Write what ``hexdump -C`` does."""
    lines = []
    for at in range(0, len(raw), 16):
        run = raw[at : at + 16]
        halves = f"{run[:8].hex(' '):<23}  {run[8:].hex(' '):<23}"
        shown = "".join(chr(byte) if 32 <= byte < 127 else "." for byte in run)
        lines.append(f"{at:08x}  {halves}  |{shown}|")
    return "\n".join([*lines, f"{len(raw):08x}"])


def _xxd(raw: bytes) -> str:
    lines = [
        f"{at:08x}: {raw[at : at + 16].hex(' ', -2):<39}  "
        + "".join(chr(byte) if 32 <= byte < 127 else "." for byte in raw[at : at + 16])
        for at in range(0, len(raw), 16)
    ]
    return "\n".join(lines)


def dump(draw: random.Random, inner: Carried, name: str) -> Carried:
    """Bytes of a document written out one by one, in lines of a dump or between the words of a log."""
    if inner.layers[:1] not in (("json",), ("gzip",), ("deflate",), ("zstd",)):
        raise Unfit
    word = draw.choice(decoys.WORDS)
    written = draw.choice(
        (
            _canonical,
            _xxd,
            lambda raw: f"rx {word} {raw.hex(' ')}",
            lambda raw: f"{word}: [{', '.join(str(byte - 256 if byte > 127 else byte) for byte in raw)}]",
        )
    )(inner.data)
    return coded(inner, written.encode(), "byte-dump", text=True)


_SIGNS = (b"._-", b"-_.", b"-~_", b"*-_", b"-_,", b"-_~", b"+,=", b".-=", b"_:=", b"!-=")


_OPENED = [
    (each,) for each in ("gzip", "deflate", "zstd", "bzip2", "xz", "bplist", "bson", "zip", "smile", "ion", "avro")
]


def other_signs(draw: random.Random, inner: Carried, name: str) -> Carried:
    """Base64 with other signs than those of RFC 4648."""
    if not inner.text and inner.layers[:1] not in _OPENED:
        raise Unfit  # bytes that show by nothing what they are are looked for in the letters of RFC 4648 alone
    signs = draw.choice(_SIGNS)
    run = base64.b64encode(inner.data).translate(bytes.maketrans(b"+/=", signs))
    if draw.random() < 0.5:
        run = run.rstrip(signs[2:])
    own = {*signs} - {*b"-_+/="}
    if len(run) < 16 or not own & {*run} or not all(re.search(kind, run) for kind in (rb"[0-9]", rb"[A-Z]", rb"[a-z]")):
        raise Unfit
    return coded(inner, run, "base64-signs", text=True)


_HEAD = "UNB+UNOA:4+AIRLINE+BORDER+261128:1512+88120441++APIS'UNH+PAX001+PAXLST:D:05B:UN:IATA'BGM+745'"
_QUALIFIED: tuple[tuple[Callable[[str], object], str], ...] = (
    (re.compile(r"M\d{3}[A-Z]\d{4}").fullmatch, f"DOC+P:110:111+{MARK}'DTM+36:330911'"),
    (re.compile(r"[^@]+@[^@]+").fullmatch, f"COM+{MARK}:EM'"),
    (re.compile(r"01\d-\d+-\d+").fullmatch, f"COM+{MARK}:TE'"),
)


def _released(run: bytes) -> bytes:
    return re.sub(rb"[?+:']", rb"?\g<0>", run)


def edifact(draw: random.Random, inner: Carried, name: str) -> Carried:
    """A list of passengers, the value said of one of them, behind one of whom less is known."""
    segment = next((segment for form, segment in _QUALIFIED if not inner.layers and form(inner.string)), None)
    if segment is None:
        raise Unfit
    other = f"NAD+FL+++ROE:RICHARD'LOC+178+ICN'RFF+SEA:{draw.randint(10, 60)}C'"
    said = f"NAD+FL+++DOE:JANE'LOC+178+ICN'{segment}RFF+SEA:{draw.randint(10, 60)}A'"
    parties = [said, other] if draw.random() < 0.5 else [other, said]
    return held(
        inner, f"{_HEAD}{''.join(parties)}CNT+42:2'UNT+24+PAX001'UNZ+1+88120441'", _released, "edifact", keyed=True
    )


def aboard(draw: random.Random, inner: Carried, name: str) -> Carried:
    """What a booking tells of a passenger's passport (SSR DOCS); the birth beside it is of a year that nobody's is."""
    if inner.layers or _QUALIFIED[0][0](inner.string) is None:
        raise Unfit
    lead = draw.choice(("", "KE HK1/", "SSR DOCS OZ HK1/", f"{draw.choice(decoys.WORDS)}: "))
    return held(inner, f"{lead}P/KOR/{MARK}/KOR/01JAN45/X/11SEP33/DOE/JANE", bytes, "aboard", keyed=True)


STATED: dict[str, Wrap] = {"sql": sql, "ssv": ssv, "length-prefixed": behind_lengths}
"""What holds text alone, and names it."""
STATED_NAMING: dict[str, Wrap] = {"resp": resp}
"""What gives what it is given, and names it."""
DUMPED: dict[str, Wrap] = {"byte-dump": dump, "base64-signs": other_signs}
"""What holds something else and gives it no name."""
ANNOUNCED: dict[str, Wrap] = {"edifact": edifact, "aboard": aboard}
"""What holds the values of some categories as they were typed in, and nothing else."""
OF = {"passport_number": ("edifact", "aboard"), "email": ("edifact",), "phone_number": ("edifact",)}
