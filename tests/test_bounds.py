"""Every bound of the data path stands in the list of ``docs/bounds.md``, and each that cuts an exchange is told."""

import ast
import base64
import bz2
import gzip
import hashlib
import importlib
import io
import json
import math
import plistlib
import random
import re
import sqlite3
import struct
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest
from support import lzstrings, pictures
from support.samples import exchange

import trafficaudit
from trafficaudit.decode import Limits, decode
from trafficaudit.examine import Examiner
from trafficaudit.model import Capture, Exchange, Message
from trafficaudit.tables import cuts

ROOT = Path(trafficaudit.__file__).parent
LISTED = ROOT.parent / "docs" / "bounds.md"
ROOMS = (
    "decode",
    "detectors",
    "readers",
    "joined",
    "trackers",
    "naming.py",
    "introduced.py",
    *(f"destinations/{name}.py" for name in ("addresses", "certificate", "hints", "locate", "names", "resolvers")),
)
BOUND = re.compile(
    r"MOST|LONGEST|LARGEST|DEEPEST|LIMIT|MEMBERS|PARTS|WORK|UPLOADED|SECTION|OVERLAP|MEMORY|DEPTH|WIDEST"
).search
"""What the names of bounds have in them."""
MAIL, PHONE, PLACE = "seoyun.kim8241@hanbit.example", "010-9183-2746", "37.514333, 127.062917"
CAPTURE = Capture("c", "c", "", 0, "")


def _numbers(value: object) -> tuple[float, ...]:
    given = list(value.values()) if isinstance(value, dict) else [value]
    numbers = [each for each in given if isinstance(each, int | float) and not isinstance(each, bool)]
    return tuple(numbers) if len(numbers) == len(given) else ()


def in_the_code() -> dict[str, tuple[float, ...]]:
    """Give every bound of the data path by module and name."""
    found: dict[str, tuple[float, ...]] = {
        f"decode.limits:{name}": (getattr(Limits(), name),) for name in ("depth", "fields", "inflated", "work")
    }
    for room in ROOMS:
        place = ROOT / room
        for file in sorted([place] if place.suffix else place.rglob("*.py")):
            name = ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
            if name == "decode.limits":
                continue
            module = importlib.import_module(f"trafficaudit.{name}")
            for said in _constants(file):
                numbers = _numbers(getattr(module, said)) if BOUND(said) else ()
                if numbers:
                    found[f"{name}:{said}"] = numbers
    return found


def _constants(file: Path) -> Iterator[str]:
    for node in ast.parse(file.read_text("utf-8")).body:
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        )
        for target in targets:
            for each in target.elts if isinstance(target, ast.Tuple) else [target]:
                if isinstance(each, ast.Name):
                    yield each.id


def listed() -> dict[str, tuple[tuple[float, ...], str]]:
    """Give the numbers of each bound in the list, and what happens at it."""
    rows = re.findall(r"^\| `([\w.]+:\w+)` \| ([^|]+) \| (\w+) \|$", LISTED.read_text("utf-8"), re.M)
    return {
        name: (tuple(float(number.replace(",", "")) for number in re.findall(r"-?[\d][\d,.]*(?<!,)", value)), kind)
        for name, value, kind in rows
    }


def test_every_bound_is_listed_as_it_is() -> None:
    code, table = in_the_code(), listed()
    assert set(code) == set(table)
    wrong = {
        name: (numbers, table[name][0])
        for name, numbers in code.items()
        if not all(map(math.isclose, numbers, table[name][0]))
    }
    assert not wrong
    assert {kind for _, kind in table.values()} == {
        "gap", "joins", "capture", "place", "format", "weighs", "memory", "persona", "elsewhere",
    }  # fmt: skip


def test_what_is_told_as_a_gap_is_reached_here() -> None:
    assert {name for name, (_, kind) in listed().items() if kind == "gap"} == set(CASES)


class Case(NamedTuple):
    """A bound made small, a body that reaches it, and words of what is told."""

    small: object
    body: bytes
    words: str
    header: tuple[bytes, bytes] = (b"content-type", b"text/plain")
    also: tuple[str, ...] = ()


def _nested_bson(deep: int) -> bytes:
    text = MAIL.encode() + b"\0"
    inner = b"\x02mail\0" + struct.pack("<i", len(text)) + text
    for _ in range(deep):
        inner = b"\x03a\0" + struct.pack("<i", len(inner) + 5) + inner + b"\0"
    return struct.pack("<i", len(inner) + 5) + inner + b"\0"


def _nested_thrift(deep: int) -> bytes:
    text = b"\x0b\0\1" + struct.pack(">i", len(MAIL)) + MAIL.encode()
    return b"\x80\1\0\1\0\0\0\5login\0\0\0\1" + text + b"\x0c\0\2" * deep + b"\0" * (deep + 1)


def _database() -> bytes:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.execute(f"CREATE TABLE t (word TEXT /* {'a word or two ' * 20} */)")
        connection.executemany("INSERT INTO t VALUES (?)", [("some words",)] * 500)
        return connection.serialize()


def _nested(deep: int) -> list[object]:
    value: list[object] = [MAIL]
    for _ in range(deep):
        value = [value]
    return value


def _archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(3):
            archive.writestr(f"{number}.txt", b"some words")
    return out.getvalue()


def _tape() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for number in range(3):
            head = tarfile.TarInfo(f"{number}.txt")
            head.size = 10
            archive.addfile(head, io.BytesIO(b"some words"))
    return out.getvalue()


def _form() -> bytes:
    part = b'--BB\r\nContent-Disposition: form-data; name="%d"\r\n\r\nvalue\r\n'
    return b"".join(part % number for number in range(3)) + b"--BB--\r\n"


_XMP = b'<?xpacket begin=""?><x:xmpmeta><rdf:Description dc:title="Room" dc:creator="Kim" dc:rights="x"/></x:xmpmeta>'
_IPTC = pictures.resources((0x0404, pictures.dataset(90, b"Seongnam") + pictures.dataset(80, b"Kim Seoyun")))
_EXIF = pictures.exif([pictures.text(0x0110, "SM-S921N"), pictures.text(0x010F, "samsung"), pictures.text(0x0131, "S")])
_BYTES = random.Random(3).randbytes(60)
_SALTED = [hashlib.md5(b"%d" % number, usedforsecurity=False).hexdigest() for number in range(4)]
_FORM = (b"content-type", b"multipart/form-data; boundary=BB")


def _open_rows() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", "<sheetData>" + '<row r="1"><c><v>7</v></c>' * 4)
    return out.getvalue()


CASES: dict[str, Case] = {
    "decode.json_lenient:_MOST_READINGS": Case(1, b"{\"a\": 1, b: 'some words', c: 'more words'}", "read over more than 1 times"),
    "decode.limits:depth": Case(1, base64.b64encode(gzip.compress(b'{"a": "some words"}')), "depth bound"),
    "decode.limits:fields": Case(9, b'{"a":1,"b":2,"c":3,"d":4,"e":5,"f":6,"g":7,"h":8}', "node bound of 9 fields"),
    "decode.limits:inflated": Case(9, gzip.compress(b"a few words of no one"), "inflates beyond 9 bytes"),
    "decode.limits:work": Case(9, b'{"a": "some words", "b": "c=d&e=f"}', "work"),
    "decode.wire.bplist:MOST": Case(2, plistlib.dumps({"a": "words", "b": "more"}, fmt=plistlib.FMT_BINARY), "objects"),
    "decode.settings:_DEEPEST": Case(2, b"[a]\nb = 1\nc = [[[[1]]]]\nd = 2\n", "levels"),
    "decode.bencode:_DEEPEST": Case(2, b"d1:a5:words1:bllleeee", "levels"),
    "decode.wire.bson:_DEEPEST": Case(2, _nested_bson(4), "levels"),
    "decode.database:STEPS_MOST": Case(0, _database(), "not all rows were read"),
    "decode.database:_LONGEST_SQL": Case(250, _database(), "not all rows were read"),
    "decode.delimited:_LONGEST": Case(64, b"mail|" + b"some|" * 20, "no list or pairs"),
    "decode.described:_LONGEST": Case(32, b"User(name=kim, mail=a@b.example, city=Seoul, n=12345)", "printed"),
    "decode.wire.capnp:_MOST_UNPACKED": Case(64, b"\x10\x0c\x50\x01\x01\0\x0a\xff" + b"words..." + b"\0", "packed message"),
    "decode.wire.ion:_MOST_SYMBOLS": Case(
        9, b"\xe0\x01\0\xea\xee\x8b\x81\x83\xde\x87\x87\xb5\x81a\x81b\x80\x85words", "symbols"
    ),
    "decode.resp:_DEEPEST": Case(2, b"*1\r\n*1\r\n*1\r\n$5\r\nwords\r\n", "levels"),
    "decode.wire.graph:_DEEPEST": Case(2, plistlib.dumps(_nested(6), fmt=plistlib.FMT_BINARY), "levels"),
    "decode.graphql:_DEEPEST": Case(1, f'mutation {{ a(b: {{ c: {{ d: {{ mail: "{MAIL}" }} }} }}) }}'.encode(), "GraphQL"),
    "decode.pictures.heif:MOST": Case(2, pictures.box(b"ftyp", b"isom\0\0\0\0isom") + pictures.box(b"free", b"") * 3, "2 boxes"),
    "decode.pictures.image:MOST": Case(1, pictures.jpeg(_EXIF, xmp=_XMP), "segments of a picture"),
    "decode.packed.inflate:_MEMBERS": Case(2, gzip.compress(b"some words") * 4, "gzip members"),
    "decode.pictures.iptc:MOST": Case(1, pictures.jpeg(photoshop=_IPTC), "IPTC"),
    "decode.length_prefixed:_LONGEST": Case(32, b"\4mail\x0ea@mail.example\4city\5Seoul\3zip\x0506236", "texts behind"),
    "decode.letters.lzstring:_MOST": Case(9, lzstrings.base64(f'{{"mail": "{MAIL}"}}').encode(), "inflates beyond 9"),
    "decode.php_serialized:_DEEPEST": Case(2, b'a:1:{i:0;a:1:{i:0;a:1:{i:0;s:5:"words";}}}', "levels"),
    "decode.messages.multipart:PARTS": Case(1, _form(), "parts", _FORM),
    "decode.wire.octets:DEEPEST": Case(2, _nested_thrift(4), "typed values"),
    "decode.pdf.document:MOST": Case(1, b"%PDF-1.7\n1 0 obj (some words) endobj 2 0 obj (more words) endobj", "a PDF of which"),
    "decode.pdf.syntax:DEEPEST": Case(2, b"%PDF-1.7\n1 0 obj [[[(some words)]]] endobj", "nested too deep"),
    "decode.markup.plist:_DEEPEST": Case(2, plistlib.dumps([MAIL, _nested(6)]), "levels"),
    "decode.pictures.rawprofile:MOST": Case(9, pictures.png(pictures.raw_profile("xmp", _XMP)), "inflates beyond"),
    "decode.packed.spreadsheet:_MOST_OPEN": Case(1, _open_rows(), "workbook without an end"),
    "decode.packed.streams:_MEMBERS": Case(2, bz2.compress(b"some words") * 4, "bzip2 streams"),
    "decode.script:MOST": Case(2, b"go();" + b"put({k:'some text'});" * 4, "objects in the text of a program"),
    "decode.messages.ssv:MOST": Case(2, b"SSV\x1eDataset:a\x1e_RowType_\x1fa\x1fb\x1fc\x1fd\x1e", "columns"),
    "decode.table:MOST": Case(2, b"id,name,city\n1,kim,seoul\n2,lee,busan\n", "columns", (b"content-type", b"text/csv")),
    "decode.packed.tar:MOST": Case(1, _tape(), "tape archive"),
    "decode.pictures.tiff:MOST": Case(1, pictures.jpeg(_EXIF), "entries"),
    "decode.pictures.video:LARGEST": Case(4, pictures.mp4(pictures.box(b"udta", pictures.user_text(b"\xa9nam", b"a long title"))), "text of a video"),
    "decode.markup.xml:_DEEPEST": Case(3, b"<a><b><c><d><e>words</e></d></c></b></a>", "XML of more than 3"),
    "decode.pictures.xmp:MOST": Case(1, pictures.jpeg(xmp=_XMP), "properties of XMP"),
    "decode.yaml:DEEPEST": Case(2, f"---\na:\n  b:\n    c:\n      mail: {MAIL}\n".encode(), "YAML"),
    "decode.packed.zipped:MOST": Case(1, _archive(), "ZIP archive"),
    "detectors.identifiers.search:_LONGEST": Case(
        {"request": 40, "response": 40}, b"nothing of a person stands in these words " * 4 + b"tel 010-9183-2746", "first 40"
    ),
    "detectors.matcher:MOST_HITS": Case(2, b"to " + f"{MAIL} and ".encode() * 4, "more than 2 times", also=("detectors.persona.search",)),
    "detectors.persona.blobs:LONGEST": Case(
        20, json.dumps({"d": base64.b64encode(_BYTES).decode()}).encode(), "Base64"
    ),
    "detectors.folded:LONGEST": Case(9, "전화 ０１０－９１８３－２７４６ 입니다".encode(), "full-width"),
    "detectors.persona.hit:MOST": Case(
        2, b"to " + f"{MAIL} and ".encode() * 4, "2 values of one category", also=("detectors.persona.search",)
    ),
    "detectors.persona.places:LONGEST_TEXT": Case(
        9, f"we are at {PLACE} now".encode(), "codes of places", also=("detectors.persona.search",)
    ),
    "detectors.persona.inline:MOST": Case(1, b"to tel: 1091832746 and tel: 1091832746 now", "behind their names"),
    "detectors.persona.masked:LONGEST": Case(9, b"to 010-****-2746 and others", "masked values"),
    "detectors.persona.salted:MOST_BESIDE": Case(
        1,
        json.dumps({"nonce": "abcd12", "em": _SALTED[0], "email": _SALTED[1]}).encode(),
        "a nonce or a time",
        also=("detectors.persona.salting",),
    ),
    "detectors.persona.salted:MOST_KEYS": Case(
        1,
        json.dumps({"a": {"appKey": "abcd12"}, "b": {"apiKey": "efgh34"}, "em": _SALTED[0]}).encode(),
        "of keys elsewhere",
        also=("detectors.persona.salting",),
    ),
    "detectors.persona.salted:MOST_SALTS": Case(
        1, json.dumps({"salt": "abcd12", "user_salt": "efgh34", "em": _SALTED[0]}).encode(), "of salts beside digests"
    ),
    "detectors.persona.salted:MOST_DIGESTS": Case(
        2, json.dumps({"salt": "abcd12", "em": _SALTED}).encode(), "2 digests", also=("detectors.persona.salting",)
    ),
    "detectors.persona.salted:MOST_VALUES": Case(
        1, json.dumps({"salt": "abcd12", "em": _SALTED[0]}).encode(), "spellings of values", also=("detectors.persona.salting",)
    ),
    "joined.strung:MOST": Case(1, b'data: {"a": "x", "b": "y"}\n\ndata: {"a": "z", "b": "v"}\n\n', "rows of messages"),
    "joined.strung:LONGEST": Case(2, b'data: {"a": "xx"}\n\ndata: {"a": "z"}\n\n', "2 bytes in a row of messages"),
    "detectors.user_agent:LONGEST": Case(
        20, b"", "User-Agent", (b"user-agent", b"Dalvik/2.1.0 (Linux; U; Android 14; SM-S921N)"), ("detectors.key.search",)
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def examiner(tmp_path_factory: pytest.TempPathFactory) -> Examiner:
    person = tmp_path_factory.mktemp("persona") / "p.toml"
    person.write_text(
        f'[values]\nemail = ["{MAIL}"]\nphone_number = ["{PHONE}"]\ncoordinates = ["{PLACE}"]\n', encoding="utf-8"
    )
    return Examiner(person)


def told(examiner: Examiner, case: Case) -> list[str]:
    """Give the gaps of an exchange that sends the case's body."""
    found = examiner.examine(_sent(case), CAPTURE)
    return [gap.reason for gap in cuts.gaps(found.exchange, found.decoded, found.findings)]


def _sent(case: Case) -> Exchange:
    return exchange(request=Message(headers=(case.header,), body=case.body, body_size=len(case.body)), response=None)


@pytest.mark.parametrize("name", CASES)
def test_a_bound_that_is_reached_is_told(name: str, examiner: Examiner, monkeypatch: pytest.MonkeyPatch) -> None:
    case = CASES[name]
    module, _, constant = name.partition(":")
    if module == "decode.limits":
        cut = [run.reason for run in decode(_sent(case), Limits(**{constant: case.small})).opaque if run.cut]  # type: ignore[arg-type]
        assert any(case.words in reason for reason in cut), cut
        return
    for place in (module, *case.also):
        monkeypatch.setattr(f"trafficaudit.{place}.{constant}", case.small)
    reasons = told(examiner, case)
    assert any(case.words in reason and "examined in part" in reason for reason in reasons), reasons


@pytest.mark.parametrize("name", CASES)
def test_what_is_within_its_bounds_has_no_gap(name: str, examiner: Examiner) -> None:
    assert told(examiner, CASES[name]) == []


def test_a_number_beyond_the_bound_counts_and_words_beyond_it_do_not(
    examiner: Examiner, monkeypatch: pytest.MonkeyPatch
) -> None:
    make: Callable[[bytes], Case] = lambda body: Case(None, body, "")  # noqa: E731
    words = b"nothing of a person stands in these words " * 4
    monkeypatch.setattr("trafficaudit.detectors.identifiers.search._LONGEST", {"request": 100, "response": 100})
    assert told(examiner, make(words)) == []
    assert told(examiner, make(b"tel 02-555-1234 " + words)) == []
    assert len(told(examiner, make(b"tel 02-555-1234 " + words + b"tel 010-9183-2746"))) == 1
    assert len(told(examiner, make(b"tel 02-555-1234 " + words[:75] + b" tel 010-9183-2746"))) == 1
