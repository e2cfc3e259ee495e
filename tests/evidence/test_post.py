"""Asking over the network: bounded in time and size, http and https only."""

import socket
import time

import pytest
from support.stampers import serving

from trafficaudit.errors import EvidenceError
from trafficaudit.evidence import post


def test_what_is_asked_is_answered() -> None:
    with serving(lambda query: query[::-1]) as url:
        assert post.ask(url, b"abc", 100) == b"cba"
        assert post.get(url, 100) == b"/"


def test_a_giant_answer_is_cut_short() -> None:
    with serving(lambda query: b"x" * 5000) as url, pytest.raises(EvidenceError, match="more than"):
        post.ask(url, b"", 4096)


def test_an_answer_that_drips_has_its_time() -> None:
    began = time.monotonic()
    with (
        serving(lambda query: b"x" * 400, drip=0.1) as url,
        pytest.raises(EvidenceError, match="does not answer within"),
    ):
        post.ask(url, b"", 4096, patience=0.5)
    assert time.monotonic() - began < 5


def test_nobody_there_and_nobody_answering() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        port = silent.getsockname()[1]
        with pytest.raises(EvidenceError, match="cannot be reached"):
            post.ask(f"http://127.0.0.1:{port}/", b"", 100, patience=5)
        silent.listen()
        with pytest.raises(EvidenceError, match=r"answer within|reached"):
            post.ask(f"http://127.0.0.1:{port}/", b"", 100, patience=0.5)


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://127.0.0.1/x", "ldap://x/", "nothing", "http://[", "data:,x"]
)
def test_other_addresses_are_not_asked(url: str) -> None:
    with pytest.raises(EvidenceError):
        post.get(url, 100, patience=5)
