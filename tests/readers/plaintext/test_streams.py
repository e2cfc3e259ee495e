"""The bytes of connections put together from what hooks told."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from support import flows, hookevents
from support.hookevents import common

from trafficaudit.events import Endpoint, Tls
from trafficaudit.readers.plaintext import streams
from trafficaudit.readers.plaintext.streams import Index, Side, Told

RANDOM, OTHER = "ab" * 32, "cd" * 32


def tls(data: bytes, *, sent: bool = True, random: str = RANDOM, at: float = 0.0, **changes: Any) -> Tls:
    given: dict[str, Any] = {"size": len(data), "client_random": random} | changes
    return Tls(
        **common(at, agent="tls"), direction="sent" if sent else "received", library="libssl.so", data=data, **given
    )


def clock(seconds: float) -> str:
    return datetime.fromtimestamp(flows.START + seconds, UTC).isoformat()


def index(path: Path, *told: Tls, connections: tuple[dict[str, object], ...] = ()) -> Index:
    path.write_bytes(b"".join(map(hookevents.line, told)))
    return Index.of(path, connections, 0.0)


def test_pieces_are_put_together_by_connection(tmp_path: Path) -> None:
    made = index(
        tmp_path / "e",
        tls(b"one "),
        tls(b"other", random=OTHER),
        tls(b"answer", sent=False),
        tls(b"two", sni="x.example"),
    )
    first, second = made.streams()
    assert (bytes(first.sent.data), bytes(first.received.data), first.sni) == (b"one two", b"answer", "x.example")
    assert [piece.data for piece in first.pieces()] == [b"one ", b"answer", b"two"]
    assert bytes(second.sent.data) == b"other"
    assert made.randoms == {RANDOM, OTHER}
    assert len(made) == 2


def test_what_the_proxy_decrypted_is_left_out_and_what_it_noted_is_known(tmp_path: Path) -> None:
    known: tuple[dict[str, object], ...] = (
        {"client_random": RANDOM.upper(), "state": "decrypted"},
        {
            "client_random": OTHER,
            "state": "not intercepted",
            "server_address": "192.0.2.7",
            "client_port": 4711,
            "sni": "y",
        },
    )
    made = index(tmp_path / "e", tls(b"one"), tls(b"other", random=OTHER), connections=known)
    (stream,) = made.streams()
    assert (bytes(stream.sent.data), stream.address, stream.client_port, stream.sni) == (
        b"other",
        "192.0.2.7",
        4711,
        "y",
    )


@pytest.mark.parametrize("state", ["decrypted", "not intercepted"])
def test_tls_that_carried_tls_is_no_connection_of_its_own(tmp_path: Path, state: str) -> None:
    known: dict[str, object] = {"client_random": OTHER, "outer_randoms": [RANDOM.upper()], "state": state}
    made = index(tmp_path / "e", tls(b"CONNECT"), tls(b"inside", random=OTHER), connections=(known,))
    assert [bytes(each.sent.data) for each in made.streams()] == ([b"inside"] if state != "decrypted" else [])
    assert made.apart == made.nameless == 0


@pytest.mark.parametrize("outer", [None, "x", [7, None], {}])
def test_outer_randoms_that_are_none(tmp_path: Path, outer: object) -> None:
    known: dict[str, object] = {"client_random": OTHER, "outer_randoms": outer, "state": "decrypted"}
    made = index(tmp_path / "e", tls(b"one"), connections=(known,))
    assert len(made) == 1


@pytest.mark.parametrize(
    ("changed", "left"),
    [
        ({}, 0),
        ({"sni": "other.example"}, 1),
        ({"sni": None}, 0),
        ({"server_address": "198.51.100.7"}, 0),
        ({"sni": "other.example", "server_address": "198.51.100.7"}, 1),
        ({"client_port": 40001}, 1),
        ({"state": "not intercepted"}, 1),
        ({"at": clock(3)}, 1),
        ({"at": clock(2)}, 0),
        ({"ended_at": clock(-3)}, 1),
        ({"ended_at": None}, 0),
    ],
)
def test_what_the_proxy_decrypted_is_left_out_where_no_random_is_known(
    tmp_path: Path, changed: dict[str, object], left: int
) -> None:
    """Not every build of a TLS library tells the random; the same requests stood in a recording twice."""
    known: dict[str, object] = {"client_random": RANDOM, "state": "decrypted", "client_port": 40000, "sni": "x.example"}
    known |= {"at": clock(-10), "ended_at": clock(10)}
    known |= {"server_address": "192.0.2.9"} | changed
    ends: dict[str, Any] = {"local": Endpoint("10.0.0.2", 40000), "remote": Endpoint("192.0.2.9", 443)}
    made = index(tmp_path / "e", tls(b"a", random="", sni="x.example", **ends), connections=(known,))
    assert len(list(made.streams())) == left


def test_a_connection_without_a_random_is_known_by_its_ends(tmp_path: Path) -> None:
    ends: dict[str, Any] = {"local": Endpoint("10.0.0.2", 40000), "remote": Endpoint("192.0.2.9", 8443)}
    made = index(tmp_path / "e", tls(b"a", random="", **ends), tls(b"b", random=""), tls(b"c", random="", **ends))
    (stream,) = made.streams()
    assert bytes(stream.sent.data) == b"ac"
    assert (stream.address, stream.client_port, made.nameless) == ("192.0.2.9", 40000, 1)
    assert made.randoms == set(made.randoms) - {""}


def test_what_the_proxy_decrypted_is_left_out_without_a_random_too(tmp_path: Path) -> None:
    """By port, time and server; what fits none may count twice, and is counted."""
    at, server = {"at": "2026-01-01T00:00:00Z", "client_port": 40000}, {"server_address": "192.0.2.9"}
    known: tuple[dict[str, object], ...] = ({"client_random": RANDOM, "state": "decrypted", **at, **server},)
    ends: dict[str, Any] = {"local": Endpoint("10.0.0.2", 40000), "remote": Endpoint("192.0.2.9", 8443)}
    other: dict[str, Any] = {"local": Endpoint("10.0.0.2", 40001), "remote": Endpoint("192.0.2.9", 8443)}
    told = tls(b"a", random="", at=1.0, **ends), tls(b"b", random="", at=1.0, **other)
    made = index(tmp_path / "e", *told, connections=known)
    assert [bytes(stream.sent.data) for stream in made.streams()] == [b"b"]
    assert made.apart == 1
    made = index(tmp_path / "e", *told, connections=({**known[0], "state": "not intercepted"},))
    assert [(bytes(stream.sent.data), stream.address) for stream in made.streams()] == [
        (b"a", "192.0.2.9"),
        (b"b", "192.0.2.9"),
    ]
    assert (made.apart, RANDOM in made.randoms) == (0, True)


def test_connections_that_were_open_when_a_recording_broke_off_stand_in_no_list(tmp_path: Path) -> None:
    path = tmp_path / "e"
    path.write_bytes(b"".join(map(hookevents.line, (tls(b"a"), tls(b"b", random=OTHER)))))
    known = {"client_random": OTHER, "state": "not intercepted"}
    assert [Index.of(path, (known,), 0.0, whole=whole).apart for whole in (True, False)] == [0, 1]


def test_connections_with_other_ends_have_other_names(tmp_path: Path) -> None:
    there: list[dict[str, Any]] = [
        {"local": Endpoint("10.0.0.2", 40000), "remote": Endpoint(ip, 443)}
        for ip in ("192.0.2.9", "198.51.100.7", "none")
    ]
    made = index(tmp_path / "e", *(tls(b"a", random="", **ends) for ends in there))
    names = [stream.name for stream in made.streams()]
    assert (len(set(names)), len(names), made.nameless) == (2, 2, 1)


def test_bytes_that_were_not_told_keep_their_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (stream,) = index(tmp_path / "e", tls(b"abc", size=5), tls(b"d")).streams()
    assert bytes(stream.sent.data) == b"abc\0\0d"
    assert [trouble.what for trouble in stream.troubles()] == [
        "2 bytes that it sent were not told by the hooks; they stand as zeros"
    ]
    monkeypatch.setattr(streams, "BODY_LIMIT", 4)
    (stream,) = index(tmp_path / "e", tls(b"abc"), tls(b"defgh"), tls(b"i", size=1 << 60)).streams()
    assert bytes(stream.sent.data) == b"abcd"
    assert f"the last {4 + (1 << 60)} bytes that it sent were not examined" in [each.what for each in stream.troubles()]


def test_nothing_beyond_the_bound_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "BODY_LIMIT", 150)
    side = streams.Side()
    for at in range(4):
        side.add(streams.Told(True, b"x" * 100, 100, float(at)))
    assert (len(side.data), side.over) == (150, 250)
    assert side.pieces == [(True, b"", 100, at) for at in range(4)]


def test_a_byte_is_in_the_piece_that_brought_it() -> None:
    side = Side()
    for number, data in enumerate((b"abc", b"", b"de")):
        side.add(Told(True, data, len(data), float(number)))
    assert [side.piece_at(offset).at for offset in range(6)] == [0, 0, 0, 2, 2, 2]
