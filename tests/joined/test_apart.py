"""What was recorded apart: parts of a long conversation, requests of an upload."""

import json
from pathlib import Path

import pandas as pd
import pytest
from mitmproxy import http, tcp
from mitmproxy.test import tflow
from support import flows
from support.states import record

from trafficaudit import readers
from trafficaudit.examine import Examiner
from trafficaudit.model import Exchange, Finding
from trafficaudit.readers.holes import ABSENT, CODED
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
