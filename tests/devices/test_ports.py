"""Ports, free and taken, on real sockets."""

import doctest
import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.devices import ports
from trafficaudit.devices.ports import Port, parse, reason_taken

HOST = "127.0.0.21"


def test_the_example_in_the_docstring() -> None:
    assert doctest.testmod(ports).failed == 0


@pytest.mark.parametrize(("kind", "text"), [(socket.SOCK_STREAM, "tcp"), (socket.SOCK_DGRAM, "udp")])
def test_taken_and_free_again(kind: socket.SocketKind, text: str) -> None:
    with socket.socket(socket.AF_INET, kind) as taken:
        taken.bind((HOST, 0))
        if kind == socket.SOCK_STREAM:
            taken.listen()
        number = taken.getsockname()[1]
        port, anywhere = parse(f"{HOST}:{number}/{text}"), parse(f"{number}/{text}")
        assert port
        assert anywhere
        assert "in use" in reason_taken(port)
        assert "in use" in reason_taken(anywhere)
    assert reason_taken(port) == ""
    assert reason_taken(anywhere) == ""


def test_the_other_transport_is_another_port() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as taken:
        taken.bind((HOST, 0))
        taken.listen()
        assert reason_taken(Port(taken.getsockname()[1], "udp", HOST)) == ""


def test_an_address_of_another_computer() -> None:
    assert "assign" in reason_taken(Port(8080, "tcp", "192.0.2.1"))


@pytest.mark.parametrize("text", ["", "x", "0", "65536", "-1", "80 80", "8080/sctp", "²", "1" * 5000])
def test_what_is_no_port(text: str) -> None:
    assert parse(text) is None


@given(st.integers(1, 65535), st.sampled_from(["", "127.0.0.1", "::1"]), st.booleans())
def test_a_port_is_read_as_it_is_written(number: int, host: str, udp: bool) -> None:
    port = Port(number, "udp" if udp else "tcp", host)
    assert parse(str(port)) == port
