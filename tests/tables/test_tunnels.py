"""Tunnels, and which of them were opened."""

import time
from datetime import datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from support.samples import START, exchange

from trafficaudit.model import TUNNEL, Message
from trafficaudit.tables.coverage import TUNNELLED, Ledger, label
from trafficaudit.tables.tunnels import CLOSED, OPENED, UNTOLD, Tunnels

NAMELESS: dict[str, Any] = {"connection_id": None, "client_port": None}


def at(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


def asked(seconds: float, **changes: Any) -> dict[str, Any]:
    return {"method": TUNNEL, "response": Message(status=200), "started_at": at(seconds), **NAMELESS, **changes}


def read(seconds: float, **changes: Any) -> dict[str, Any]:
    return {"started_at": at(seconds), **NAMELESS, **changes}


def told(*made: dict[str, Any]) -> list[str]:
    """Give what became of the tunnels, the same whether they come before or after what was read."""
    found = []
    for order in (made, made[::-1]):
        tunnels, numbers = Tunnels(), {}
        for number, each in enumerate(order):
            if each.get("method") == TUNNEL:
                numbers[id(each)] = tunnels.asked(exchange(number, **each))
            else:
                tunnels.read(exchange(number, **each))
        states = tunnels.settled()
        found.append([states[numbers[id(each)]] for each in made if each.get("method") == TUNNEL])
    assert found[0] == found[1]
    return found[0]


def test_a_second_tunnel_to_the_same_host_that_stayed_closed_was_not_intercepted() -> None:
    assert told(
        asked(0, client_port=40001),
        read(1, client_port=40001),
        asked(2, client_port=40002),
        asked(3, client_port=40003),
    ) == [OPENED, CLOSED, CLOSED]


def test_what_came_from_another_port_did_not_go_through_it() -> None:
    """Both name their connections, and nothing else of the tunnel was read: the app may have two ways to one host."""
    assert told(asked(0, client_port=40001), read(1, client_port=40002)) == [CLOSED]
    assert told(asked(0, client_port=40001), read(1)) == [OPENED]


def test_the_names_of_connections_tell_as_ports_do() -> None:
    assert told(asked(0, connection_id="7"), asked(1, connection_id="8"), read(2, connection_id="8")) == [
        CLOSED,
        OPENED,
    ]


def test_a_port_that_is_used_again_is_another_connection() -> None:
    one = asked(0, client_port=40001)
    again = asked(100, client_port=40001)
    assert told(one, read(50, client_port=40001), again) == [OPENED, CLOSED]
    assert told(one, again, read(150, client_port=40001)) == [CLOSED, OPENED]


def test_what_went_through_tells_whatever_name_it_has() -> None:
    """An app that asks for an address, and names of one connection under which several hosts are read (HTTP/2)."""
    tunnel = asked(0, client_port=40001, host="203.0.113.7", server_address="203.0.113.7")
    assert told(tunnel, read(1, client_port=40001, host="api.shop.example")) == [OPENED]
    assert told(asked(0, host="203.0.113.7"), read(1, server_address="203.0.113.7")) == [OPENED]


def test_what_began_before_a_tunnel_did_not_go_through_it() -> None:
    assert told(read(0), asked(60)) == [CLOSED]
    assert told(read(0), asked(0.4)) == [OPENED], "tools note a tunnel when it was asked for, or when it stood"
    assert told(asked(0), read(1), asked(60)) == [OPENED, CLOSED]


def test_what_another_server_got_did_not_go_through_it() -> None:
    seen = read(5, server_address="203.0.113.7")
    assert told(asked(0, server_address="203.0.113.8"), seen, asked(1, server_address="203.0.113.7")) == [
        CLOSED,
        OPENED,
    ]


def test_where_the_recording_names_no_connection_it_is_not_known() -> None:
    assert told(asked(0), asked(1), read(60)) == [UNTOLD, UNTOLD]
    assert told(asked(0), read(5), asked(30), read(60)) == [OPENED, UNTOLD], "only the first was there at 5"
    assert told(asked(0, client_port=40001), asked(1, client_port=40002), read(2)) == [UNTOLD, UNTOLD]


def test_another_recording_tells_nothing() -> None:
    elsewhere = read(1, client_port=40001, capture_id="other-00000000")
    assert told(asked(0, client_port=40001), elsewhere) == [CLOSED]


def test_what_has_no_time_may_have_gone_through() -> None:
    undated = datetime.fromisoformat("1970-01-01T00:00:00+00:00")
    when = {"started_at": undated}
    assert told(asked(0), read(0) | when) == [OPENED]
    assert told(asked(0) | when, read(0)) == [OPENED]


MOMENTS = st.integers(0, 20)
ENDS = st.fixed_dictionaries(
    {
        "client_port": st.sampled_from([None, 40001, 40002]),
        "connection_id": st.sampled_from([None, "1", "2"]),
        "server_address": st.sampled_from([None, "203.0.113.7", "203.0.113.8"]),
        "host": st.sampled_from(["api.shop.example", "b.example"]),
    }
)


@given(st.lists(st.tuples(st.booleans(), MOMENTS, ENDS), max_size=8))
def test_every_tunnel_has_one_state_and_nothing_is_opened_where_nothing_was_read(
    made: list[tuple[bool, int, dict[str, Any]]],
) -> None:
    states = told(*((asked if tunnel else read)(when, **end) for tunnel, when, end in made))
    assert len(states) == sum(tunnel for tunnel, _, _ in made)
    assert set(states) <= {OPENED, CLOSED, UNTOLD}
    if all(tunnel for tunnel, _, _ in made):
        assert set(states) <= {CLOSED}


def test_thousands_of_tunnels_beside_thousands_of_connections_are_settled_soon() -> None:
    tunnels = Tunnels()
    for number in range(5_000):
        tunnels.read(exchange(number, **read(number, client_port=number)))
        tunnels.asked(exchange(number, **asked(number, client_port=60_000)))
    begun = time.process_time()
    assert set(tunnels.settled()) == {CLOSED}
    assert time.process_time() - begun < 5


def test_the_ledger_has_a_line_for_what_is_not_known_only_where_there_is_such_a_tunnel() -> None:
    ledger = Ledger()
    for number, each in enumerate((asked(0), asked(1, phase="browse"), read(60, phase="browse"))):
        ledger.exchange(exchange(number, **each), TUNNELLED if each.get("method") else "decrypted")
    rows = {(row["phase"], row["state"]): row for row in ledger.rows()}
    assert (rows["login", TUNNELLED]["counted"], rows["login", TUNNELLED]["exchanges"]) == ("yes", 1)
    assert rows["browse", TUNNELLED]["exchanges"] == 1
    assert rows["browse", "decrypted"]["exchanges"] == 1
    assert ledger.totals()[TUNNELLED] == 2
    ledger = Ledger()
    ledger.exchange(exchange(), "decrypted")
    assert TUNNELLED not in ledger.totals()
    assert {label(TUNNELLED, "ko"), label(TUNNELLED, "en")} & {TUNNELLED} == set()
