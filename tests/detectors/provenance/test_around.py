from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from support import flows, hookevents

from trafficaudit import events as schema
from trafficaudit.detectors.provenance.around import Around
from trafficaudit.detectors.provenance.joins import Joins
from trafficaudit.detectors.provenance.senders import OPENED_WITHIN
from trafficaudit.model import Capture

RANDOM, OTHER = "ab" * 32, "cd" * 32
PORT = 40_007
SERVER = schema.Endpoint("203.0.113.5", 443)


def line(begun: float = 0, port: int = PORT, **changes: Any) -> dict[str, object]:
    at = datetime.fromtimestamp(flows.START + begun, UTC).isoformat()
    return {"at": at, "client_port": port, "client_random": RANDOM, **changes}


def keylog(random: str = RANDOM) -> schema.KeyLog:
    return schema.KeyLog(**hookevents.common(), line="CLIENT_RANDOM", client_random=random)


def tls(random: str = RANDOM, port: int = PORT) -> schema.Tls:
    ends: dict[str, Any] = {"local": schema.Endpoint("10.8.0.2", port), "remote": SERVER}
    return schema.Tls(
        **hookevents.common(), direction="sent", library="x", data=b"x", size=1, client_random=random, **ends
    )


def connect(port: int | None = PORT, at: float = 0, **changes: Any) -> schema.Connect:
    local = schema.Endpoint("10.8.0.2", port) if port is not None else None
    given = {"transport": "tcp", "remote": SERVER, "result": 115, **changes}
    return schema.Connect(**hookevents.common(at), local=local, **given)


def told(events: Sequence[schema.AnyEvent], *lines: dict[str, object], offset: float | None = 0) -> list[str]:
    made = Around(lines, offset)
    for event in events:
        made.add(event)
    return list(made.told())


def test_tls_that_the_proxy_never_saw_is_counted_once() -> None:
    five_lines_each = [keylog(each) for each in (RANDOM, OTHER, "ef" * 32) for _ in range(5)]
    assert told(five_lines_each, line()) == [
        "2 TLS connections whose keys the hooks saw are in no list of the proxy's: "
        "gone around it, or not known to it as TLS (DTLS), and not read"
    ]


@pytest.mark.parametrize(
    "listed",
    [line(), line(client_random=RANDOM.upper()), line(client_random=OTHER, outer_randoms=[RANDOM])],
)
def test_tls_that_the_proxy_has_a_line_of_is_not(listed: dict[str, object]) -> None:
    assert told([keylog()], listed) == []


def test_tls_whose_plaintext_the_hooks_told_is_read() -> None:
    assert told([keylog(), tls(), connect()]) == []
    assert len(told([keylog(), tls(OTHER), connect()])) == 1


def test_a_connection_that_no_line_fits_is_named_by_its_end() -> None:
    ends = [
        SERVER,
        SERVER,
        schema.Endpoint("2001:db8::7", 8443),
        *(schema.Endpoint(f"192.0.2.{n}", 1) for n in range(5)),
    ]
    assert told([connect(remote=end) for end in ends], line(port=1)) == [
        "8 TCP connections that the hooks saw being opened fit none of the proxy's by port and time (203.0.113.5:443 (2), "
        "192.0.2.0:1 (1), 192.0.2.1:1 (1), 192.0.2.2:1 (1), 192.0.2.3:1 (1) and others): "
        "gone around it, come to nothing, or under another port behind a network in between"
    ]


@pytest.mark.parametrize(
    ("begun", "offset", "met"),
    [
        (0, 0, True),
        (OPENED_WITHIN, 0, True),
        (6, 0, False),
        (-3600, 3600, True),
        (-3600, 0, False),
        (900, None, True),
    ],
)
def test_a_line_fits_by_port_and_time(begun: float, offset: float | None, met: bool) -> None:
    assert (told([connect()], line(begun), offset=offset) == []) is met


@pytest.mark.parametrize(
    "event",
    [
        connect(remote=schema.Endpoint("127.0.0.1", 8080)),
        connect(remote=schema.Endpoint("::1", 8080)),
        connect(remote=schema.Endpoint("::ffff:127.0.0.1", 8080)),
        connect(remote=schema.Endpoint("0.0.0.0", 8080)),
        connect(remote=schema.Endpoint("203.0.113.5", 0)),
        connect(remote=schema.Endpoint("no address", 443)),
        connect(remote=None),
        connect(result=111),
        connect(transport="udp"),
        connect(transport="other"),
    ],
)
def test_what_leads_nowhere_is_not_counted(event: schema.Connect) -> None:
    """A name service asks the system which address it would use by connecting a datagram socket: nothing is sent."""
    assert told([event]) == []


@pytest.mark.parametrize("event", [connect(), connect(result=0), connect(result=36), connect(port=None)])
def test_what_was_opened_is(event: schema.Connect) -> None:
    assert len(told([event], line(port=0))) == 1


def test_it_is_a_gap_of_the_replay(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    path.write_bytes(b"".join(map(hookevents.line, [keylog(), keylog(OTHER), connect()])))
    capture = Capture("c", "c", "", 0, "capture folder")
    (gap,) = Joins(path, capture, iter([line()]), offset=0.0).gaps()
    assert gap.reason.startswith("events.jsonl: 1 TLS connection whose keys the hooks saw is in no list of the proxy's")
