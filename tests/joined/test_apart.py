"""What was recorded apart: parts of a long conversation, requests of an upload."""

from pathlib import Path

import pytest
from mitmproxy import http, tcp
from mitmproxy.test import tflow
from support import flows
from support.states import record

from trafficaudit import readers
from trafficaudit.examine import Examiner
from trafficaudit.model import Exchange, Finding

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
