"""Pieces of plaintext without a client random, held against the connections that the recorder noted."""

from datetime import UTC, datetime
from typing import Any

import pytest
from support.hookevents import common

from trafficaudit.events import Endpoint, Tls
from trafficaudit.readers.plaintext.ends import Ends

RANDOM, LATER = "ab" * 32, "cd" * 32
NOON = datetime(2026, 11, 24, 3, tzinfo=UTC).timestamp()


def line(begun: float = 0.0, ended: float | None = 10.0, **changes: Any) -> dict[str, object]:
    def clock(seconds: float) -> str:
        return datetime.fromtimestamp(NOON + seconds, UTC).isoformat()

    known = {"at": clock(begun), "client_port": 40000, "mode": "wireguard", "server_address": "192.0.2.7", "sni": ""}
    return known | ({"ended_at": clock(ended)} if ended is not None else {}) | changes


def piece(at: float = 5.0, remote: str = "192.0.2.7", sni: str = "", port: int = 40000) -> Tls:
    head = common(0.0, agent="tls") | {"at": (NOON + at) * 1000}
    ends: dict[str, Any] = {"local": Endpoint("10.0.0.2", port), "remote": Endpoint(remote, 443)}
    return Tls(**head, direction="sent", library="x", data=b"a", size=1, sni=sni, **ends)


@pytest.mark.parametrize(
    ("known", "told", "found"),
    [
        (line(), piece(), True),
        (line(), piece(11.9), True),
        (line(), piece(12.1), False),
        (line(), piece(-2.1), False),
        (line(ended=None), piece(1e6), True),
        (line(at="no time"), piece(), False),
        (line(), piece(port=40001), False),
        (line(), piece(remote="::ffff:192.0.2.7"), True),
        (line(), piece(remote="192.0.2.8"), False),  # the same port for another server
        (line(sni="Shop.example"), piece(remote="192.0.2.8", sni="shop.example"), True),
        (line(sni="other.example"), piece(sni="shop.example"), False),
        (line(sni="other.example"), piece(), True),
        (line(mode="regular@8080"), piece(remote="192.168.0.9"), True),  # the proxy's own address
        (line(mode="regular@8080"), piece(remote="8.8.8.8"), False),  # beside the proxy
        (line(mode="upstream:http://192.0.2.1:3128", server_address=""), piece(remote="10.0.0.9"), True),
        (line(client_port="40000"), piece(), False),
        (line(), Tls(**common(0.0), direction="sent", library="x", data=b"", size=0), False),
    ],
)
def test_port_time_and_server_have_to_fit(known: dict[str, object], told: Tls, found: bool) -> None:
    assert Ends({RANDOM: known}).random(told, "name", 0.0) == (RANDOM if found else "")


def test_a_clock_that_is_ahead_is_allowed_for() -> None:
    ends = Ends({RANDOM: line()})
    assert ends.random(piece(3605.0), "name", 3600.0) == RANDOM
    assert ends.random(piece(3605.0), "other", 0.0) == ""


def test_a_port_that_is_given_out_again_is_another_connection() -> None:
    ends = Ends({RANDOM: line(), LATER: line(100.0, 110.0)})
    assert [ends.random(piece(at), "name", 0.0) for at in (5.0, 14.0, 105.0, 114.0)] == [RANDOM, RANDOM, LATER, LATER]


def test_one_port_opened_again_and_again_is_asked_for_its_latest_connections() -> None:
    known = {f"{number:064x}": line(number, number + 0.5) for number in range(40)} | {RANDOM: line(-5.0)}
    assert Ends(known).random(piece(9.9), "name", 0.0) == ""
    far = {f"{number:064x}": line(100.0 * number, 100.0 * number + 1) for number in range(40)}
    assert Ends(dict(reversed(far.items()))).random(piece(700.5), "name", 0.0) == f"{7:064x}"


def test_of_two_that_fit_none_is_taken() -> None:
    assert Ends({RANDOM: line(), LATER: line(1.0)}).random(piece(), "name", 0.0) == ""
