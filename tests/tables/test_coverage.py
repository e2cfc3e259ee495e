from typing import Any

import pytest
from support.samples import exchange

from trafficaudit.model import TUNNEL, Capture, Decoded, Exchange, Gap, Message, Opaque, Span
from trafficaudit.tables.coverage import (
    LOST,
    PART,
    SEEN,
    TUNNELLED,
    UNSEEN,
    Ledger,
    is_tunnel,
    label,
    state_of,
    total,
    unseen,
)


def test_an_opaque_body_makes_the_exchange_opaque_and_an_opaque_header_does_not() -> None:
    assert state_of(Decoded((), ())) == "decrypted"
    assert state_of(Decoded((), (Opaque("request", "header", "x", Span(0, 3), "no known structure"),))) == "decrypted"
    assert state_of(Decoded((), (Opaque("response", "body", "$", Span(0, 3), "no known structure"),))) == "opaque body"
    assert (
        state_of(Decoded((), (Opaque("request", "url", "query.d", Span(0, 3), "no known structure"),))) == "opaque body"
    )


def test_what_a_bound_cut_is_neither_decrypted_nor_opaque() -> None:
    ciphered = Opaque("request", "body", "$", Span(0, 3), "no known structure")
    for cut in ("bound", "recording"):
        for part in ("url", "header", "body"):
            found = Decoded((), (ciphered, Opaque("response", part, "$", Span(0, 3), "work bound", cut)))
            assert state_of(found) == PART
    ledger = Ledger()
    ledger.exchange(exchange(1), PART)
    assert ledger.totals()[PART] == 1
    assert ledger.totals()["opaque body"] == 0


def test_the_ledger_counts_exchanges_connections_and_bytes() -> None:
    ledger = Ledger()
    ledger.exchange(exchange(1), "decrypted")
    ledger.exchange(exchange(2, request=Message(body=b"x", body_size=100)), "decrypted")
    ledger.exchange(exchange(3, connection_id="c2"), "opaque body")
    ledger.gap(Gap("demo-00000000", 0, 0, "damaged"), "kr.example.shop", "login")
    found = {row["state"]: (row["exchanges"], row["connections"], row["bytes"]) for row in ledger.rows()}
    assert found["decrypted"] == (2, 1, 106)
    assert found["opaque body"] == (1, 1, 4)
    assert found["lost"] == (1, 0, 0)


@pytest.mark.assertion("REP-5")
def test_what_no_recorder_counted_is_no_zero() -> None:
    ledger = Ledger()
    ledger.exchange(exchange(), "decrypted")
    refused = next(row for row in ledger.rows() if row["state"] == "tls refused")
    assert (refused["counted"], refused["exchanges"], refused["connections"]) == ("no", None, None)
    assert ledger.totals()["tls refused"] is None
    assert ledger.totals()["lost"] == 0


@pytest.mark.assertion("REP-5")
def test_what_the_recorder_counted_is_taken_over() -> None:
    capture = Capture("c", "c", "", 0, "capture folder", lost={("tls refused", "", "login"): (3, 700)})
    ledger = Ledger()
    ledger.recorder(capture, "kr.example.shop")
    row = next(row for row in ledger.rows() if row["state"] == "tls refused")
    assert (row["app"], row["phase"], row["counted"], row["connections"], row["bytes"]) == (
        "kr.example.shop",
        "login",
        "yes",
        3,
        700,
    )
    assert ledger.totals()["tls refused"] == 3


def test_phases_stand_in_the_order_of_time_and_unseen_ones_last() -> None:
    ledger = Ledger()
    ledger.gap(Gap("demo-00000000", 0, 0, "damaged"), "kr.example.shop", "background")
    for number, phase in enumerate(("login", "browse", "checkout")):
        ledger.exchange(exchange(number, phase=phase), "decrypted")
    phases = [row["phase"] for row in ledger.rows() if row["state"] == "lost"]
    assert phases == ["login", "browse", "checkout", "background"]


def test_every_state_has_a_name_in_both_languages() -> None:
    for state in (*SEEN, *UNSEEN, LOST):
        assert label(state, "ko") != state
        assert label(state, "en").lower().startswith(state)
    assert label("made up", "ko") == "made up"


def test_connections_that_the_recording_does_not_name_are_counted_at_least() -> None:
    ledger = Ledger()
    nameless: dict[str, Any] = {"connection_id": None}
    ends: list[dict[str, Any]] = [
        {},
        {},
        {"host": "b.example"},
        {"port": 8443},
        {"client_port": 40001},
        {"capture_id": "other"},
    ]
    for number, end in enumerate(ends):
        ledger.exchange(exchange(number, **(nameless | end)), "decrypted")
    for number in (7, 8):
        ledger.exchange(exchange(number, method=TUNNEL, host="c.example", **nameless), TUNNELLED)
    found = {row["state"]: (row["exchanges"], row["connections"]) for row in ledger.rows()}
    assert found["decrypted"] == (6, 5)
    assert found["not intercepted"] == (2, 2)


def tunnel(number: int, **changes: Any) -> Exchange:
    asked: dict[str, Any] = {"method": TUNNEL, "request": Message(), "response": Message(status=200), "sent": False}
    return exchange(number, **(asked | {"connection_id": f"t{number}"} | changes))


def test_a_tunnel_of_which_nothing_was_read_passed_unread() -> None:
    ledger = Ledger()
    ledger.exchange(tunnel(1, host="acs.shop.example"), TUNNELLED)
    ledger.exchange(tunnel(2, host="acs.shop.example", phase="browse"), TUNNELLED)
    ledger.exchange(exchange(3), "decrypted")
    rows = {(row["phase"], row["state"]): row for row in ledger.rows()}
    login = rows["login", "not intercepted"]
    assert (login["counted"], login["exchanges"], login["connections"]) == ("yes", 1, 1)
    assert rows["browse", "not intercepted"]["exchanges"] == 1
    assert rows["login", "decrypted"]["exchanges"] == 1
    assert ledger.totals()["not intercepted"] == 2


@pytest.mark.parametrize("elsewhere", [{}, {"capture_id": "other"}, {"port": 8443}, {"host": "b.example"}])
def test_a_tunnel_was_opened_where_something_of_its_host_and_port_was_read(elsewhere: dict[str, Any]) -> None:
    ledger = Ledger()
    ledger.exchange(tunnel(1), TUNNELLED)
    ledger.exchange(exchange(2, **elsewhere), "opaque body")
    found = {row["state"]: row["exchanges"] for row in ledger.rows()}
    assert (found["decrypted"], found["not intercepted"]) == ((0, 1) if elsewhere else (1, None))


def test_every_exchange_stands_under_one_state() -> None:
    ledger = Ledger()
    for each, state in ((exchange(1), "decrypted"), (exchange(2), "opaque body"), (tunnel(3, host="x"), TUNNELLED)):
        ledger.exchange(each, state)
    assert sum(int(str(row["exchanges"] or 0)) for row in ledger.rows()) == 3


def test_only_a_tunnel_that_stood_is_one() -> None:
    assert is_tunnel(tunnel(1))
    assert not is_tunnel(tunnel(1, response=Message(status=407)))
    assert not is_tunnel(tunnel(1, response=None))
    assert not is_tunnel(exchange(1))


def test_an_app_of_which_nothing_was_seen_has_its_line() -> None:
    ledger = Ledger()
    ledger.recorder(Capture("c", "c", "", 0, "capture folder"), "kr.silent")
    assert {(row["app"], row["phase"]) for row in ledger.rows()} == {("kr.silent", "unmarked")}
    assert ledger.totals()["decrypted"] == 0
    ledger.recorder(Capture("d", "d", "", 0, "HAR"), "unnamed")
    ledger.exchange(exchange(app="kr.other"), "decrypted")
    assert {row["app"] for row in ledger.rows()} == {"kr.silent", "kr.other"}
    alone = Ledger()
    alone.recorder(Capture("d", "d", "", 0, "HAR"), "unnamed")
    assert {row["app"] for row in alone.rows()} == {"unnamed"}


def test_connections_that_passed_count_beside_a_tunnel_that_stayed_closed() -> None:
    ledger = Ledger()
    ledger.recorder(Capture("c", "c", "", 0, "capture folder", lost={("not intercepted", "", ""): (3, 0)}), "a.b")
    ledger.exchange(exchange(app="a.b", phase="unmarked", method="CONNECT", response=Message(status=200)), TUNNELLED)
    assert ledger.totals()["not intercepted"] == 4
    assert {row["app"] for row in ledger.rows()} == {"a.b"}  # the recorder named no app, and it is the recording's


@pytest.mark.assertion("REP-5")
def test_what_one_recorder_counted_is_no_zero_of_another() -> None:
    ledger = Ledger()
    ledger.recorder(Capture("a", "a", "", 0, "capture folder", counted=frozenset(("tls refused",))), "kr.a")
    ledger.recorder(Capture("b", "b", "", 0, "HAR"), "kr.b")
    for number, (app, capture) in enumerate((("kr.a", "a"), ("kr.b", "b"), ("kr.both", "a"), ("kr.both", "b"))):
        ledger.exchange(exchange(number, app=app, capture_id=capture), "decrypted")
    ledger.gap(Gap("b", 0, 0, "damaged"), "kr.b", "unmarked")
    refused = {(row["app"], row["phase"]): row["exchanges"] for row in ledger.rows() if row["state"] == "tls refused"}
    assert refused == {
        ("kr.a", "login"): 0,
        ("kr.b", "login"): None,
        ("kr.b", "unmarked"): None,
        ("kr.both", "login"): None,
    }
    assert ledger.totals()["tls refused"] is None
    assert ledger.totals()["lost"] == 1


def test_what_was_counted_is_told_whoever_else_did_not() -> None:
    ledger = Ledger()
    lost = {("tls refused", "kr.both", "login"): (3, 700)}
    ledger.recorder(Capture("a", "a", "", 0, "capture folder", lost=lost), "kr.both")
    ledger.recorder(Capture("b", "b", "", 0, "HAR"), "kr.both")
    for number, capture in enumerate("ab"):
        ledger.exchange(exchange(number, app="kr.both", capture_id=capture), "decrypted")
    row = next(row for row in ledger.rows() if row["state"] == "tls refused")
    assert (row["counted"], row["connections"]) == ("yes", 3)
    assert ledger.totals()["tls refused"] == 3


def test_a_total_is_the_larger_count_of_each_row() -> None:
    def row(exchanges: int | None, connections: int | None) -> dict[str, Any]:
        return {"counted": "no" if exchanges is None else "yes", "exchanges": exchanges, "connections": connections}

    told, other, never, nothing = row(3, 1), row(0, 5), row(None, None), row(0, 0)
    assert [total(rows) for rows in ([told, other], [told, never], [nothing, nothing])] == [8, 3, 0]
    assert [total(rows) for rows in ([nothing, never], [never], [])] == [None, None, None]


def test_what_was_not_seen_is_told_as_the_ledger_has_it() -> None:
    assert unseen({"counts": {"coverage": {"decrypted": 9, "opaque body": 0, "tls refused": 3, "lost": None}}}) == (
        "tls refused: 3, lost: not counted"
    )
    assert unseen({"counts": {"coverage": {"tls refused": 3, "lost": None}}}, "ko") == "TLS 거부: 3, 유실: 집계 안 됨"
    assert unseen({}) == ""
    for lang in ("en", "ko"):
        assert unseen({"counts": {"coverage": {"a\x1b[31m": "b\x07"}}}, lang) == "a\\x1b[31m: b\\x07"
