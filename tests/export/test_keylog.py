"""Key logs: secrets are passed on, and nothing else."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.errors import ReadError
from trafficaudit.export import keylog

RANDOM, SECRET = b"ab" * 32, b"cd" * 48


def test_every_label_counts_and_each_line_once() -> None:
    labels = (
        b"CLIENT_RANDOM CLIENT_HANDSHAKE_TRAFFIC_SECRET SERVER_HANDSHAKE_TRAFFIC_SECRET CLIENT_TRAFFIC_SECRET_0 "
        b"SERVER_TRAFFIC_SECRET_12 CLIENT_EARLY_TRAFFIC_SECRET EXPORTER_SECRET EARLY_EXPORTER_SECRET"
    ).split()
    lines = [b"%b %b %b" % (label, RANDOM, SECRET) for label in labels]
    found = keylog.keys([b"# comment", b"", *lines, *lines, b"  " + lines[0] + b"\r"])
    assert (found.lines, found.refused) == (tuple(lines), 0)
    assert found.randoms == {b"\xab" * 32}
    assert found.text == b"".join(line + b"\n" for line in lines)


TLS13 = [
    b"%s_%s" % (side, what)
    for side in (b"CLIENT", b"SERVER")
    for what in (b"HANDSHAKE_TRAFFIC_SECRET", b"TRAFFIC_SECRET_0")
]


@pytest.mark.parametrize(
    ("labels", "enough"),
    [
        ([b"CLIENT_RANDOM"], True),
        (TLS13, True),
        ([b"EXPORTER_SECRET"], False),
        *((TLS13[:n] + TLS13[n + 1 :], False) for n in range(4)),
    ],
)
def test_a_part_of_the_secrets_reads_nothing(labels: list[bytes], enough: bool) -> None:
    """So says tshark 4.4 of a connection of curl's: without one of the four of TLS 1.3 it shows no request."""
    found = keylog.keys(b"%b %b %b" % (label, RANDOM, SECRET) for label in labels)
    assert found.randoms == ({b"\xab" * 32} if enough else frozenset())
    assert len(found.lines) == len(labels)


@pytest.mark.parametrize(
    "line",
    [
        b"-----BEGIN PRIVATE KEY-----",
        b"CLIENT_RANDOM " + RANDOM,
        b"CLIENT_RANDOM " + RANDOM[:-2] + b" " + SECRET,
        b"CLIENT_RANDOM " + RANDOM + b" " + SECRET + b" more",
        b"PASSWORD " + RANDOM + b" " + SECRET,
        b"client_random " + RANDOM + b" " + SECRET,
    ],
)
def test_what_is_no_secret_is_counted_and_not_passed_on(line: bytes) -> None:
    assert keylog.keys([line]) == keylog.Keys((), frozenset(), 1)


def test_bounds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keylog, "LARGEST", 300)
    lines = [b"CLIENT_RANDOM %064x %b" % (number, SECRET) for number in range(9)]
    found = keylog.keys(lines)
    assert (len(found.lines), found.refused) == (2, 7)
    (tmp_path / "k").write_bytes(b"x" * 301)
    with pytest.raises(ReadError, match="larger than"):
        keylog.read(tmp_path / "k")
    for name in ("absent", "."):
        with pytest.raises(ReadError):
            keylog.read(tmp_path / name)


@given(st.lists(st.binary(max_size=200)))
def test_any_lines_give_keys(lines: list[bytes]) -> None:
    found = keylog.keys(lines)
    assert all(line.isascii() for line in found.lines)


def test_no_more_lines_are_passed_on_than_a_key_log_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [b"CLIENT_RANDOM %064x %b" % (number, SECRET) for number in range(3)]
    monkeypatch.setattr(keylog, "LARGEST", 2 * len(lines[0]) + 1)
    (tmp_path / "keys.log").write_bytes(b"\n".join(lines[:2]))
    assert keylog.read(tmp_path / "keys.log") == lines[:2]
    (tmp_path / "keys.log").write_bytes(b"\n".join(lines[:2]) + b"\n")
    with pytest.raises(ReadError, match="is larger than"):
        keylog.read(tmp_path / "keys.log")
    found = keylog.keys(lines)
    assert (found.lines, found.refused) == (tuple(lines[:2]), 1)
    monkeypatch.setattr(keylog, "LARGEST", 2 * len(lines[0]) + 2)
    assert keylog.keys(lines).refused == 0
