"""What a child writes, in whatever pieces it comes."""

import os
from collections.abc import Iterator
from typing import IO

import pytest

from trafficaudit.childlines import LONGEST, ChildLines, whole

type Pipe = tuple[int, IO[bytes]]


@pytest.fixture
def pipe() -> Iterator[Pipe]:
    """The child's end, and ours."""
    ours, childs = os.pipe()
    with open(ours, "rb", buffering=0) as opened, open(childs, "wb", buffering=0):
        yield childs, opened


def test_lines_come_in_pieces_and_nobody_waits_for_them(pipe: Pipe) -> None:
    lines = ChildLines(pipe[1])
    assert (lines.read(), lines.wait(0)) == ([], False)
    told = []
    for piece in (b'{"kind": "a', b'"}', b'\n{"kind": "b"}\n{"kind"', b': "c"}\n'):
        os.write(pipe[0], piece)
        assert lines.wait(5)
        told += [line["kind"] for line in lines.read()]
    assert (told, lines.words, lines.open) == (["a", "b", "c"], "", True)


@pytest.mark.parametrize("line", [b"Trace\x1b[31m", b"{", b"[1]", b'{"kind": 1}', b"{}", b'{"a":' * 12_000])
def test_what_is_none_of_ours_becomes_the_last_words(pipe: Pipe, line: bytes) -> None:
    lines = ChildLines(pipe[1])
    os.write(pipe[0], line + b"\n")
    assert lines.read() == []
    words = line.decode().replace("\x1b", "\\x1b")[:300]
    assert lines.words == words
    os.write(pipe[0], b'{"kind": "a"}\n')
    assert lines.read() == [{"kind": "a"}]
    assert lines.words == words


def test_a_line_that_is_too_long_is_passed_over_to_its_end(pipe: Pipe) -> None:
    lines = ChildLines(pipe[1])
    for piece in (b'{"kind": "' + b"x" * (LONGEST - 20), b"x" * 100, b'"}'):
        os.write(pipe[0], piece)
        assert lines.read() == []
    os.write(pipe[0], b'"}\n{"kind": "b"}\n')
    assert (lines.read(), lines.words) == ([{"kind": "b"}], '"}"}')


def test_it_ends_with_the_last_writer() -> None:
    ours, childs = os.pipe()
    with open(ours, "rb", buffering=0) as opened:
        lines = ChildLines(opened)
        os.write(childs, b'{"kind": "a"}\n')
        os.close(childs)
        assert (lines.read(), lines.open) == ([{"kind": "a"}], True)
        assert (lines.wait(5), lines.read(), lines.open) == (True, [], False)


def test_one_that_cannot_be_read_has_ended() -> None:
    ours, childs = os.openpty()
    os.close(childs)
    with open(ours, "rb", buffering=0) as opened:
        lines = ChildLines(opened)
        assert (lines.read(), lines.open) == ([], False)


@pytest.mark.parametrize(("told", "number"), [(3, 3), (0, 0), (None, 0), ("3", 0), (2.5, 0)])
def test_a_number_that_a_line_tells(told: object, number: int) -> None:
    assert whole(told) == number
