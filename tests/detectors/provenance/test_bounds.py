"""Each bound of the joins that is reached is told: at the exchange that it cuts, or as a gap of the capture."""

import base64
import json
import random
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pytest
from support import flows, hookevents
from support.samples import START, exchange

from trafficaudit import events as schema
from trafficaudit.decode import decode
from trafficaudit.detectors import provenance
from trafficaudit.detectors.context import Context
from trafficaudit.detectors.provenance.joins import Joins
from trafficaudit.model import Capture, Exchange, Message
from trafficaudit.report import catalogue, wording
from trafficaudit.report.texts import Texts
from trafficaudit.tables import coverage, cuts

CAPTURE = Capture("demo-00000000", "c", "", 0, "capture folder", app="kr.example.shop")
LISTED = Path(__file__).parents[3] / "docs" / "bounds.md"
ROOM = "trafficaudit.detectors.provenance"
KO = Texts("ko")
AT = START.timestamp() - flows.START - 5
AID = "9774d56d682e549c"
DRAW = random.Random(11)
TEXT = json.dumps({"device": {"aid": "a1b2c3d4e5f60718", "model": "SM-S921N"}, "words": "some more of them"}).encode()


def gcm(text: bytes, number: int = 0) -> tuple[bytes, schema.Cipher]:
    return hookevents.gcm(text, iv=bytes([number]) * 12, at=AT)


OUT, SEEN = gcm(TEXT)
OTHER, ALSO = gcm(TEXT[::-1], 1)
OUTER, AROUND = gcm(json.dumps({"d": base64.b64encode(OUT).decode()}).encode(), 2)
SHARED = DRAW.randbytes(40)
ALIKE = [hookevents.encrypted(TEXT, SHARED + DRAW.randbytes(30 + number), at=AT) for number in range(9)]
HALF = hookevents.encrypted(bytes(2000), half := DRAW.randbytes(2000), at=AT, algorithm="AES/CTR/NoPadding")


def packed(*datas: bytes) -> bytes:
    return json.dumps({f"d{number}": base64.b64encode(data).decode() for number, data in enumerate(datas)}).encode()


class Case(NamedTuple):
    """A bound made small, what hooks told, a body that reaches it, and words of what is told."""

    bound: str
    small: int
    seen: tuple[schema.Event, ...]
    body: bytes
    words: str


def _coded(times: int) -> bytes:
    data = DRAW.randbytes(40)
    for _ in range(times):
        data = base64.b64encode(b"\1" + data)
    return json.dumps({"d": data.decode()}).encode()


CASES = (
    Case("ciphertexts:_MOST_COMPARED", 1, tuple(ALIKE), packed(b"x" + SHARED + b"y"), "places where a piece"),
    Case("ciphertexts:_MOST_HASHED", 9, (SEEN,), packed(OUT), "bytes to be held against"),
    Case("ciphertexts:_MOST_HITS", 1, (SEEN,), packed(OUT), "pieces of known ciphertexts at more than 1 places"),
    Case("ciphertexts:_MOST_SHAPES", 1, tuple(ALIKE), packed(b"x" + SHARED + b"y" * 60), "have at more than 1 places"),
    Case("pieces:MOST", 1, (HALF,), packed(*(half[at : at + 40] for at in range(0, 2000, 40))), "not all looked for"),
    Case("pieces:_WORK", 9, (HALF,), packed(half[:900], half[905:]), "not all looked for"),
    Case("plaintexts:DEEPEST", 1, (AROUND, SEEN), packed(OUTER), "inside of each other beyond 1 levels"),
    Case("plaintexts:MOST", 1, (SEEN, ALSO), packed(OUT, OTHER), "more than 1 plaintexts"),
    Case("runs:DEEPEST", 2, (SEEN,), _coded(3), "more than 2 encodings"),
    Case("runs:MOST", 1, (SEEN,), packed(OUT, OTHER), "more than 1 runs"),
    Case("runs:MOST_BYTES", 64, (SEEN,), packed(OUT, OTHER), "more than 64 bytes in runs"),
)


def joins(path: Path, seen: Iterable[schema.Event], **changes: Any) -> Joins:
    path.write_bytes(b"".join(map(hookevents.line, seen)))
    return Joins(path, CAPTURE, **changes)


def told(made: Joins, body: bytes) -> list[str]:
    one: Exchange = exchange(request=Message(body=body, body_size=len(body)), response=None)
    detect = provenance.build(Context(joins={CAPTURE.id: made}))
    decoded, findings = made.examine(one, decode(one), [detect])
    reached = decoded.fields.reached()  # type: ignore[attr-defined]
    whole = type(decoded)(decoded.fields, (*decoded.opaque, *reached))
    gaps = [gap.reason for gap in cuts.gaps(one, whole, findings)]
    assert not gaps or coverage.state_of(whole) == coverage.PART
    assert not any(catalogue.ENGLISH in wording.gap(reason, KO) for reason in gaps)
    return gaps


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.bound)
def test_a_bound_that_cuts_an_exchange_is_told_at_it(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = joins(tmp_path / "e", case.seen)
    assert told(made, case.body) == []
    module, _, name = case.bound.partition(":")
    monkeypatch.setattr(f"{ROOM}.{module}.{name}", case.small)
    reasons = told(made, case.body)
    assert any(case.words in reason and "examined in part" in reason for reason in reasons), reasons


def test_the_bound_on_runs_is_told_for_digests_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out, event = hookevents.digest("SHA-256", AID.encode(), AT)
    made = joins(tmp_path / "e", [hookevents.api(AID, at=AT), event])
    monkeypatch.setattr(f"{ROOM}.runs.MOST", 1)
    (reason,) = told(made, packed(out, DRAW.randbytes(40)))
    assert "more than 1 runs that may be ciphertext or a digest" in reason


def _digest(size: int, **changes: Any) -> schema.Digest:
    return hookevents.digest("SHA-256", AID.encode() + bytes(size), AT, **changes)[1]


def _api(value: str, category: str = "clipboard") -> schema.Api:
    return hookevents.api(value, category=category, at=AT)


def _process(at: float) -> schema.Process:
    return schema.Process(**hookevents.common(at), action="spawned", name="kr.example.shop")


CAPTURES: tuple[tuple[str, int, list[schema.Event], str], ...] = (
    ("apivalues.LONGEST", 20, [_api("a text that is longer than that")], "1 call of an API gave more than is searched for"),
    ("apivalues._LARGEST", 9, [_api("one line\nand another")], "1 call of an API gave more than is searched for"),
    ("apivalues._MOST_MEMBERS", 1, [_api("one line\nand another")], "1 call of an API gave more than is searched for"),
    ("apivalues.MOST_CALLS", 1, [_api(AID)] * 3, "2 calls of APIs that gave known values again were not kept"),
    ("ciphertexts.LARGEST", 20, [SEEN], "1 cipher operation was not joined, of more than 20 bytes"),
    ("digests.LONGEST_INPUT", 20, [_api(AID), _digest(9)], "1 digest was made of more than was searched"),
    ("digests.LONGEST_DIGEST", 20, [_api(AID), _digest(9)], "1 digest was not joined, of more than 20 bytes"),
    ("digests.MOST", 1, [_api(AID), _digest(1), _digest(2), _digest(3)], "2 digests were not joined because there are"),
    (
        "senders.MOST", 1, [_process(AT), _process(AT)],
        "1 event of connections and processes was not joined because there are too many",
    ),
)  # fmt: skip


def test_every_bound_of_the_joins_is_reached_here() -> None:
    listed = re.findall(
        r"^\| `detectors\.provenance\.([\w.]+:\w+)` \| [^|]+ \| (\w+) \|$", LISTED.read_text("utf-8"), re.M
    )
    assert {name for name, kind in listed if kind == "joins"} == {case.bound for case in CASES}
    told = {name for name, kind in listed if kind == "capture"}
    elsewhere = {"apivalues:MOST_VALUES", "apivalues:_MOST_KEPT", "ciphertexts:MOST_ANCHORS", "joins:_MOST_DIGESTS"}
    assert told - elsewhere == {bound.replace(".", ":") for bound, *_ in CAPTURES}


@pytest.mark.parametrize(("bound", "small", "seen", "words"), CAPTURES, ids=[each[0] for each in CAPTURES])
def test_a_bound_that_cuts_what_hooks_told_is_a_gap_of_the_capture(
    bound: str, small: int, seen: list[schema.Event], words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert list(joins(tmp_path / "e", seen).gaps()) == []
    monkeypatch.setattr(f"{ROOM}.{bound}", small)
    if bound.startswith(("ciphertexts", "digests.LONGEST_D")):
        monkeypatch.setattr(f"{ROOM}.joins.{bound.partition('.')[2]}", small)
    (gap,) = joins(tmp_path / "e", seen).gaps()
    assert gap.reason.startswith("events.jsonl: ")
    assert words in gap.reason
    assert (gap.capture_id, gap.exchanges) == (CAPTURE.id, 0)
    assert catalogue.ENGLISH not in wording.gap(gap.reason, KO)


def test_what_hooks_told_of_an_input_in_part_is_told(tmp_path: Path) -> None:
    (gap,) = joins(tmp_path / "e", [_api(AID), msgspec.structs.replace(_digest(9), input_size=900)]).gaps()
    assert "1 digest was made of more than was searched, so that something may be missed" in gap.reason


def test_a_time_that_is_none_is_told(tmp_path: Path) -> None:
    (gap,) = joins(tmp_path / "e", [_process(1e15)]).gaps()
    assert "1 event of connections and processes was not joined because of a time that is none" in gap.reason
