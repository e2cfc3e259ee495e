from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

import pytest
from support import flows, hookevents
from support.samples import exchange

from trafficaudit import events as schema
from trafficaudit.detectors.provenance import senders
from trafficaudit.detectors.provenance.senders import Sender, Senders
from trafficaudit.model import Exchange

RANDOM, OTHER = "ab" * 32, "cd" * 32
PORT = 40_007


def when(seconds: float) -> datetime:
    return datetime.fromtimestamp(flows.START + seconds, UTC)


def line(begun: float, ended: float, random: str = RANDOM, port: int = PORT) -> dict[str, object]:
    return {
        "at": when(begun).isoformat(),
        "ended_at": when(ended).isoformat(),
        "client_port": port,
        "client_random": random,
    }


def keylog(random: str = RANDOM, at: float = 0, **changes: Any) -> schema.KeyLog:
    return schema.KeyLog(**hookevents.common(at, **changes), line="CLIENT_RANDOM", client_random=random)


def connect(at: float, port: int = PORT, **changes: Any) -> schema.Connect:
    local = schema.Endpoint("10.8.0.2", port)
    return schema.Connect(**hookevents.common(at, **changes), transport="tcp", local=local)


def process(name: str, at: float = -9, **changes: Any) -> schema.Process:
    return schema.Process(**hookevents.common(at, **changes), action="attached", name=name)


def sender(
    told: Sequence[schema.AnyEvent], *lines: dict[str, object], at: float = 5, offset: float = 0
) -> Sender | None:
    made = Senders(lines, offset)
    for event in told:
        made.add(event)
    made.seal()
    return made.sender(sent(at))


def sent(at: float, port: int | None = PORT) -> Exchange:
    return exchange(client_port=port, started_at=when(at))


def test_the_client_random_is_certain() -> None:
    found = sender([keylog(RANDOM.upper()), process("kr.example.shop:push")], line(0, 10))
    assert found == Sender(
        4321, "kr.example.shop:push", "kr.example.shop",
        "the hooks saw the TLS client random of this connection there", certain=True,
    )  # fmt: skip
    assert found.note == (
        "sent by process 4321 (kr.example.shop:push): "
        "the hooks saw the TLS client random of this connection there (certain)"
    )


def test_plaintext_tells_the_client_random_too() -> None:
    told = schema.Tls(
        **hookevents.common(), direction="sent", library="boringssl", data=b"x", size=1, client_random=RANDOM
    )
    found = sender([told], line(0, 10))
    assert found is not None
    assert (found.certain, found.name, found.app) == (True, "", "")


def test_a_port_that_is_given_out_again_is_told_apart_by_time() -> None:
    told: list[schema.AnyEvent] = [keylog(RANDOM, pid=1), keylog(OTHER, pid=2)]
    lines = line(0, 10), line(60, 70, OTHER)
    first, second = sender(told, *lines, at=5), sender(told, *lines, at=65)
    assert (first and first.pid, second and second.pid) == (1, 2)
    assert sender(told, *lines, at=40) is None
    assert sender(told, line(0, 70), line(1, 70, OTHER)) is None


def test_local_port_and_time_are_likely() -> None:
    found = sender([connect(-0.1)])
    assert found is not None
    assert found.note == "sent by process 4321: it had connected from port 40007 (likely)"
    assert sender([connect(-0.1, port=PORT + 1)]) is None
    assert sender([connect(-2_000)]) is None
    assert sender([connect(30)]) is None
    assert sender([connect(-0.1)], line(0, 10, OTHER)) is not None
    assert sender([connect(-60)], line(0, 10, OTHER)) is None


def test_the_last_connect_before_the_exchange_counts() -> None:
    told: list[schema.AnyEvent] = [connect(8, pid=3), connect(-5, pid=1), connect(4, pid=2)]
    assert [found and found.pid for found in (sender(told, at=at) for at in (0, 5, 9))] == [1, 2, 3]


def test_the_phone_s_clock_may_be_ahead() -> None:
    assert sender([connect(3_600)]) is None
    assert sender([connect(3_600)], offset=3_600) is not None


def test_a_process_id_that_is_given_out_again_has_the_name_of_its_time() -> None:
    told: list[schema.AnyEvent] = [connect(-0.1), process("later.one", at=60), process("kr.example.first", at=-60)]
    found = sender(told)
    assert found is not None
    assert (found.name, found.app) == ("kr.example.first", "kr.example.first")


def test_what_the_host_tells_carries_the_recorder_s_clock() -> None:
    told: list[schema.AnyEvent] = [
        connect(3_599.9),
        process("kr.example.later", at=60, agent="host"),
        process("kr.example.now", agent="host"),
    ]
    found = sender(told, offset=3_600)
    assert found is not None
    assert found.name == "kr.example.now"


@pytest.mark.parametrize("name", ["re.frida.Gadget", "java", "Hanbit Shop", "/usr/bin/curl", ""])
def test_a_name_that_is_no_package_names_no_app(name: str) -> None:
    found = sender([connect(-0.1), process(name)])
    assert found is not None
    assert (found.name, found.app) == (name, "")


def test_without_a_port_nobody_is_known() -> None:
    made = Senders((), 0)
    made.add(connect(0))
    assert len(made) == 1
    assert made.sender(sent(0, None)) is None


def test_hostile_lines_and_times_are_passed_over() -> None:
    lines: list[dict[str, object]] = [
        {}, {"client_port": "1", "at": 5}, line(0, 10) | {"at": "soon"}, line(0, 10) | {"client_random": 7},
        line(0, 10) | {"ended_at": None, "client_random": "zz" * 32},
    ]  # fmt: skip
    assert sender([keylog(at=1e300), keylog("zz"), connect(1e300)], *lines) is None


def test_an_event_without_a_name_takes_none_away() -> None:
    found = sender([connect(-0.1), process("kr.example.shop"), process("", at=-1)])
    assert found is not None
    assert found.name == "kr.example.shop"


@pytest.mark.parametrize("told", [keylog, lambda random: connect(0, int(random[:2], 16)), process])
def test_what_there_is_no_room_for_is_counted(
    monkeypatch: pytest.MonkeyPatch, told: Callable[[str], schema.AnyEvent]
) -> None:
    monkeypatch.setattr(senders, "MOST", 2)
    made = Senders((), 0)
    for random in ("aa" * 32, "bb" * 32, "cc" * 32, "dd" * 32):
        made.add(told(random))
    assert made.left_out == 2
