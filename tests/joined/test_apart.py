"""What was recorded apart: parts of a long conversation, requests of an upload."""

import gzip
import json
import zlib
from itertools import pairwise
from pathlib import Path

import brotli
import pandas as pd
import pytest
import zstandard
from mitmproxy import http, tcp
from mitmproxy.test import tflow
from support import flows
from support.states import record

from trafficaudit import readers
from trafficaudit.examine import Examiner
from trafficaudit.model import Exchange, Finding
from trafficaudit.readers import network
from trafficaudit.readers.network import Gathered
from trafficaudit.readers.uploads.holes import ABSENT, CODED
from trafficaudit.recipe import Request
from trafficaudit.replay import replay

MAIL = "seoyun.kim8241@hanbit.example"


@pytest.fixture(scope="module")
def examiner(tmp_path_factory: pytest.TempPathFactory) -> Examiner:
    person = tmp_path_factory.mktemp("persona") / "p.toml"
    person.write_text(f'[values]\nemail = ["{MAIL}"]\n')
    return Examiner(person)


def seeded(examiner: Examiner, capture: Path) -> list[tuple[str, Finding]]:
    source = readers.open_capture(capture)
    examiner.learn(source)
    return [
        (item.id, finding)
        for item in source.items()
        if isinstance(item, Exchange)
        for finding in examiner.examine(item, source.capture).findings
        if finding.detector == "persona"
    ]


def parts(number: int, *said: bytes) -> list[http.HTTPFlow]:
    """Make a WebSocket whose messages were recorded in parts, as this project's recorder does."""
    made = [flows.flow(number + at, "/ws", messages=[(True, data)]) for at, data in enumerate(said)]
    for part in made[1:]:
        part.metadata["continues"] = made[0].id
    return made


def test_a_value_over_the_border_of_two_parts_is_found(examiner: Examiner, tmp_path: Path) -> None:
    one = parts(1, b"mail " + MAIL[:5].encode(), MAIL[5:9].encode(), MAIL[9:].encode())
    other = parts(11, b"x", b"y")
    capture = flows.write(tmp_path / "ws.mitm", one[0], other[0], one[1], other[1], one[2])
    # Each border is looked at with what stands beside it: a value is not put together over two of them.
    assert seeded(examiner, capture) == []
    one = parts(1, b"mail " + MAIL[:5].encode(), MAIL[5:].encode(), b"bye")
    capture = flows.write(tmp_path / "ws.mitm", one[0], other[0], one[1], other[1], one[2])
    ((where, finding),) = seeded(examiner, capture)
    assert (where, finding.span, finding.value) == ("000002.w0", (0, len(MAIL) - 5), MAIL)
    assert "000000.w0 bytes 5 to 10, 000002.w0 bytes 0 to 24" in finding.reasoning


def test_streams_too_and_only_those_that_say_so(examiner: Examiner, tmp_path: Path) -> None:
    one, other = tflow.ttcpflow(), tflow.ttcpflow()
    one.messages, other.messages = [tcp.TCPMessage(True, MAIL[:5].encode())], [tcp.TCPMessage(True, MAIL[5:].encode())]
    other.id = "another"
    path = tmp_path / "tcp.mitm"
    path.write_bytes(record(one) + record(other))
    assert seeded(examiner, path) == []
    other.metadata["continues"] = one.id
    path.write_bytes(record(one) + record(other))
    assert [where for where, _ in seeded(examiner, path)] == ["000001.m0"]
    path.write_bytes(record(other))
    assert seeded(examiner, path) == []


def tus(number: int, offset: int, body: bytes, *more: tuple[bytes, bytes]) -> http.HTTPFlow:
    return flows.flow(number, "/up/1", headers=[(b"Upload-Offset", b"%d" % offset), *more], body=body)


def test_what_lies_in_neighbours_is_found_though_others_are_missing_and_each_hole_is_told(tmp_path: Path) -> None:
    person = tmp_path / "p.toml"
    person.write_text(f'[values]\nemail = ["{MAIL}"]\n')
    value = MAIL.encode()
    made = [
        tus(0, 10, b"mail " + value[:9]),
        tus(1, 24, value[9:] + b" and " + value[:4]),  # what follows was never captured
        tus(2, 80, value[8:] + b" bye", (b"Upload-Length", b"200")),
        tus(3, 105, b"packed", (b"Content-Encoding", b"gzip")),
    ]
    capture = flows.write(tmp_path / "up.mitm", *made)
    one, two = (replay(Request((capture,), tmp_path / f"out{n}", person, workers=n)) for n in (1, 2))
    told = [(gap.position, gap.reason) for gap in one.gaps]
    prefix = "of an upload in 4 recorded pieces, 000000 to 000003: bytes"
    assert told == [
        (0, f"exchange 000000: {prefix} 0 to 10 were not put together: {ABSENT}"),
        (2, f"exchange 000002: {prefix} 53 to 80 were not put together: {ABSENT}"),
        (3, f"exchange 000003: {prefix} 105 to 111 were not put together: {CODED}"),
        (3, f"exchange 000003: {prefix} 111 to 200 were not put together: {ABSENT}"),
    ]
    assert two.gaps == one.gaps
    found = pd.read_parquet(one.target / "findings.parquet")
    mine = found[found["detector"] == "persona"]
    assert list(mine["exchange"]) == ["000001"]
    assert mine["reasoning"].str.contains("000000 bytes 5 to 14, 000001 bytes 0 to 20").all()
    recorded = json.loads((one.target / "recipe.json").read_bytes())["gaps"]
    assert [gap["reason"] for gap in recorded] == [reason for _, reason in told]


def test_an_upload_that_is_whole_has_no_gap(tmp_path: Path) -> None:
    capture = flows.write(tmp_path / "up.mitm", tus(0, 0, b"a" * 10), tus(1, 10, b"b", (b"Upload-Length", b"11")))
    assert replay(Request((capture,), tmp_path / "out")).gaps == ()


def test_pieces_that_lie_over_each_other_are_put_together(examiner: Examiner, tmp_path: Path) -> None:
    value = MAIL.encode()
    capture = flows.write(tmp_path / "up.mitm", tus(0, 0, b"mail " + value[:9]), tus(1, 10, value[5:] + b"!"))
    ((where, finding),) = seeded(examiner, capture)
    assert (where, finding.span) == ("000001", (4, 24))
    assert "000000 bytes 5 to 14, 000001 bytes 4 to 24" in finding.reasoning


def given(
    number: int, start: int, body: bytes, total: int, *more: tuple[bytes, bytes], path: str = "/f"
) -> http.HTTPFlow:
    """Make an answer that is a range."""
    said = (b"content-range", b"bytes %d-%d/%d" % (start, start + len(body) - 1, total))
    made = flows.flow(number, path, response=body, response_headers=[said, *more])
    assert made.response
    made.response.status_code = 206
    return made


def ranges(body: bytes, *places: int) -> list[tuple[int, bytes]]:
    return [(start, body[start:end]) for start, end in pairwise([0, *places, len(body)])]


def test_answers_that_are_ranges_of_one_thing_are_put_together(examiner: Examiner, tmp_path: Path) -> None:
    body = f"to {MAIL}, and more".encode()
    made = [given(number, at, part, len(body)) for number, (at, part) in enumerate(ranges(body, 7, 20))]
    ((where, finding),) = seeded(examiner, flows.write(tmp_path / "r.mitm", *made))
    assert (where, finding.span, finding.field.direction) == ("000002", (0, 12), "response")
    assert "000000 bytes 3 to 7, 000001 bytes 0 to 13, 000002 bytes 0 to 12" in finding.reasoning
    assert len(seeded(examiner, flows.write(tmp_path / "r.mitm", *made[::-1]))) == 1
    assert seeded(examiner, flows.write(tmp_path / "r.mitm", made[0], made[2])) == []


def test_packed_ranges_are_opened_as_one(examiner: Examiner, tmp_path: Path) -> None:
    for coding, body in (
        (b"gzip", gzip.compress(f"to {MAIL}".encode(), mtime=0)),
        (b"br", brotli.compress(f"to {MAIL} and many words more".encode())),
    ):
        more = (b"content-encoding", coding)
        made = [given(number, at, part, len(body), more) for number, (at, part) in enumerate(ranges(body, 9, 30))]
        assert [where for where, _ in seeded(examiner, flows.write(tmp_path / "r.mitm", *made))] == ["000002"], coding


def test_ranges_of_other_things_are_not(examiner: Examiner, tmp_path: Path) -> None:
    body = MAIL.encode()
    one, other = (given(number, at, part, len(body)) for number, (at, part) in enumerate(ranges(body, 7)))
    path = tmp_path / "r.mitm"
    assert len(seeded(examiner, flows.write(path, one, other))) == 1
    elsewhere = given(1, 7, body[7:], len(body), path="/g")
    tagged = given(1, 7, body[7:], len(body), (b"etag", b'"2"'))
    longer = given(1, 7, body[7:], len(body) + 9)
    short = given(1, 7, body[7:], len(body))
    assert short.response
    short.response.headers["content-range"] = f"bytes 7-{len(body)}/{len(body)}"
    whole = given(1, 7, body[7:], len(body))
    assert whole.response
    whole.response.status_code = 200
    for another in (elsewhere, tagged, longer, short, whole):
        assert seeded(examiner, flows.write(path, one, another)) == []


def test_ranges_of_a_har_and_of_flows_are_the_same(examiner: Examiner, tmp_path: Path) -> None:
    body = f"to {MAIL}, and more".encode()
    capture = flows.write(
        tmp_path / "r.mitm", *(given(n, at, part, len(body)) for n, (at, part) in enumerate(ranges(body, 7, 20)))
    )
    source = readers.open_capture(capture)
    gathered = Gathered()
    for item in source.items():
        if isinstance(item, Exchange):
            gathered.exchange(item)
    ((*kept,),) = gathered.network().uploads
    ((*skimmed,),) = source.network().uploads
    assert [each[:3] for each in kept] == [each[:3] for each in skimmed]
    assert {each.direction for each in (*kept, *skimmed)} == {"response"}


def test_too_much_in_ranges_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network, "UPLOADED", 9)
    capture = flows.write(tmp_path / "r.mitm", given(0, 0, b"a" * 6, 12), given(1, 6, b"b" * 6, 12))
    assert [gap.reason for gap in replay(Request((capture,), tmp_path / "out")).gaps] == [network.RANGES]


def numbered(number: int, total: int, text: str, **more: object) -> http.HTTPFlow:
    body = json.dumps({**more, "part": number, "total": total, "data": text}).encode()
    return flows.flow(number, "/log", headers=[(b"Content-Type", b"application/json")], body=body)


def test_numbered_documents_of_requests_are_put_together_and_a_missing_one_is_told(
    examiner: Examiner, tmp_path: Path
) -> None:
    pieces = [f'{{"to": "{MAIL[:9]}', MAIL[9:20], f'{MAIL[20:]}", "n": 1}}']
    made = [numbered(at, 3, text, uploadId="u", requestId=f"r{at}") for at, text in enumerate(pieces, 1)]
    ((where, finding),) = seeded(examiner, flows.write(tmp_path / "n.mitm", *made))
    assert (where, finding.value) == ("000002", MAIL)
    assert finding.field.layers[:2] == ("joined", "json")
    assert "it stands in 3 bodies: " in finding.reasoning
    other = numbered(2, 3, MAIL[9:20], uploadId="v")
    assert seeded(examiner, flows.write(tmp_path / "n.mitm", made[0], other, made[2])) == []
    gaps = replay(Request((flows.write(tmp_path / "n.mitm", made[0], made[2]),), tmp_path / "out")).gaps
    told = "of an upload in 2 recorded pieces, 000000 to 000001: pieces 2 to 2 were not put together"
    assert [gap.reason for gap in gaps] == [f"exchange 000001: {told}: {ABSENT}"]


@pytest.mark.parametrize("coding", [b"gzip", b"br", b"deflate", b"zstd"])
def test_pieces_that_were_compressed_by_themselves_are_put_together(
    coding: bytes, examiner: Examiner, tmp_path: Path
) -> None:
    pack = {b"gzip": lambda data: gzip.compress(data, mtime=0), b"br": brotli.compress, b"deflate": zlib.compress}
    pack[b"zstd"] = zstandard.ZstdCompressor().compress
    value = MAIL.encode()
    texts = [b"mail " + value[:9], value[9:20], value[20:] + b" bye"]
    label = (b"Content-Encoding", coding)
    made = [
        flows.flow(at, f"/k?partNumber={at}&uploadId=U", headers=[label], body=pack[coding](text))
        for at, text in enumerate(texts, 1)
    ]
    ((where, finding),) = seeded(examiner, flows.write(tmp_path / "c.mitm", *made))
    assert (where, finding.value) == ("000002", MAIL)
    assert "it stands in 3 bodies: " in finding.reasoning
    places, packed = [0, len(texts[0]), len(texts[0] + texts[1])], [pack[coding](text) for text in texts]
    raw = [0, len(packed[0]), len(packed[0] + packed[1])]
    for offsets in (places, raw):  # an offset counts what was cut, or what was sent
        made = [tus(at, offsets[at], packed[at], label) for at in range(3)]
        assert [each[0] for each in seeded(examiner, flows.write(tmp_path / "c.mitm", *made))] == ["000002"]
    made[1] = tus(1, raw[1], packed[1][:-3], label)
    assert seeded(examiner, flows.write(tmp_path / "c.mitm", *made)) == []
    gaps = replay(Request((tmp_path / "c.mitm",), tmp_path / "out")).gaps
    assert any(gap.reason.endswith(CODED) for gap in gaps)
