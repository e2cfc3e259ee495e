"""What became of a connection, and the first bytes that tell TLS and QUIC."""

import pytest

from trafficaudit.recording.connections import RANDOM, UNENDED, Connection, is_dtls, is_quic, is_tls, may_be_tls


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


def test_a_refusal_names_what_the_server_showed() -> None:
    line = connection(refused="unknown ca", chain="ab12", certificates=("x", "y")).refusal(1.0, "")
    assert (line["server_chain"], line["server_certificates"]) == ("ab12", ["x", "y"])
    assert "server_certificates" not in connection(chain="ab12").refusal(1.0, "")


@pytest.mark.parametrize("data", [b"", b"\x16", b"\x16\x03"])
def test_few_bytes_may_still_become_tls(data: bytes) -> None:
    assert may_be_tls(data)
    assert not is_tls(data)


@pytest.mark.parametrize("data", [b"G", b"\x16\x02", b"\x16\x03\x01", b"\x17"])
def test_other_bytes_will_not(data: bytes) -> None:
    assert not may_be_tls(data)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"\x16\xfe\xfd\0", True),
        (b"\x16\xfe\xff", True),
        (b"\x16\xfe", False),
        (b"\x16\x03\x01", False),
        (b"\x17\xfe\xfd", False),
        (b"", False),
    ],
)
def test_dtls_is_told_by_its_first_record(data: bytes, told: bool) -> None:
    assert is_dtls(data) is told


def test_the_random_of_a_client_stands_behind_the_version() -> None:
    assert (b"\x03\x03" + bytes(range(32)) + b"\x20")[RANDOM] == bytes(range(32))
