"""What became of a connection, and the first bytes that tell TLS and QUIC."""

import pytest

from trafficaudit.recording.connections import UNENDED, Connection, is_quic, is_tls


def connection(**changes: object) -> Connection:
    made = Connection(1795478400.0, 40001, "tcp", "regular", "login")
    for name, value in changes.items():
        setattr(made, name, value)
    return made


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({}, "empty"),
        ({"exchanges": 1}, "decrypted"),
        ({"hello": 500, "established": True}, "no request"),
        ({"hello": 500, "established": True, "exchanges": 2}, "decrypted"),
        ({"hello": 500, "refused": "bad certificate"}, "tls refused"),
        ({"exchanges": 1, "passed": True}, "not intercepted"),
        ({"hello": 500}, "no request"),
    ],
)
def test_states(changes: dict[str, object], state: str) -> None:
    assert connection(**changes).line("c", 1795478401.0)["state"] == state


def test_bytes_are_counted_where_nothing_was_recorded() -> None:
    passed = connection(passed=True, sent=700, received=9000, sni="pay.example").line("c", 1795478401.0)
    assert (passed["bytes_sent"], passed["bytes_received"], passed["host"]) == (700, 9000, "pay.example")
    assert connection(exchanges=1, sent=5).line("c", 1.0)["bytes_sent"] is None


def test_a_refusal_names_host_and_reason() -> None:
    line = connection(target="1.2.3.4", hello=517, refused="unknown ca", client_random="ab").refusal(
        1795478400.0, "login"
    )
    assert line == {
        "at": "2026-11-24T00:00:00.000000+00:00",
        "host": "1.2.3.4",
        "bytes": 517,
        "reason": "unknown ca",
        "client_port": 40001,
        "server_address": "",
        "client_random": "ab",
        "phase": "login",
    }


@pytest.mark.parametrize(
    ("data", "tls"),
    [(b"\x16\x03\x01\x02\x00\x01", True), (b"\x17\x03\x03\x02\x00\x01", False), (b"GET / ", False), (b"", False)],
)
def test_tls_is_told_by_its_first_record(data: bytes, tls: bool) -> None:
    assert is_tls(data) is tls


def test_quic_is_told_by_its_initial() -> None:
    assert is_quic(b"\xc3\0\0\0\x01" + bytes(1195))
    assert not is_quic(b"\xc3\0\0\0\x01" + bytes(100))
    assert not is_quic(b"\x43\0\0\0\x01" + bytes(1195))
    assert not is_quic(b"")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"hello": 500}, UNENDED),
        ({"hello": 500, "error": "reset"}, "reset"),
        ({"hello": 500, "established": True}, ""),
        ({"hello": 500, "refused": "bad certificate"}, "bad certificate"),
        ({"hello": 500, "passed": True}, ""),
        ({}, ""),
    ],
)
def test_a_handshake_that_came_to_no_end_is_told(changes: dict[str, object], said: str) -> None:
    assert connection(**changes).line("c", 1795478401.0)["error"] == said
