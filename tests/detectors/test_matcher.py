import random
import re
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trafficaudit.detectors import matcher
from trafficaudit.detectors.matcher import Matcher, RunFinder, Together


def naive(literals: list[tuple[bytes, bool]], data: bytes) -> list[tuple[int, int, int]]:
    """Find every place of every literal by the standard library."""
    found = []
    for index, (literal, caseless) in enumerate(literals):
        pattern = re.compile(b"(?=" + re.escape(literal) + b")", re.I if caseless else 0)
        found += [(index, hit.start(), hit.start() + len(literal)) for hit in pattern.finditer(data)]
    return sorted(found, key=lambda one: (one[1], -one[2], one[0]))


SMALL = st.binary(min_size=1, max_size=4).map(lambda raw: bytes(b"aAb\x00\\*."[byte % 7] for byte in raw))


@given(
    literals=st.lists(st.tuples(SMALL, st.booleans()), min_size=1, max_size=6),
    data=st.binary(max_size=60).map(lambda raw: bytes(b"aAb\x00\\*."[byte % 7] for byte in raw)),
)
@settings(max_examples=150, deadline=None)
def test_it_finds_what_a_plain_search_finds(literals: list[tuple[bytes, bool]], data: bytes) -> None:
    assert Matcher(literals).find(data) == naive(literals, data)


@given(literals=st.lists(st.binary(min_size=1, max_size=80), min_size=1, max_size=8), seed=st.integers(0, 99))
@settings(max_examples=60, deadline=None)
def test_any_bytes_of_any_length_are_literals(literals: list[bytes], seed: int) -> None:
    shuffled = literals * 2
    random.Random(seed).shuffle(shuffled)
    listed = [(literal, False) for literal in literals]
    data = b"".join(shuffled)
    assert Matcher(listed).find(data) == naive(listed, data)


def test_long_literals_with_one_beginning_are_told_apart() -> None:
    head = b"h" * matcher.PREFIX
    found = Matcher([(head + b"one", False), (head + b"TWO", True), (head, False)])
    assert found.find(head + b"two") == [(1, 0, 35), (2, 0, 32)]
    assert found.find(head + b"on") == [(2, 0, 32)]


def test_ten_kilobytes_are_one_literal() -> None:
    literal = random.Random(1).randbytes(10_000)
    assert Matcher([(literal, False)]).find(b"x" + literal + literal[:-1]) == [(0, 1, 1 + len(literal))]


def test_letter_case_is_free_in_ascii_alone() -> None:
    found = Matcher([("É가a".encode(), True)])
    assert found.find("É가A".encode()) != []
    assert found.find("é가A".encode()) == []


def test_nothing_is_found_by_nothing() -> None:
    assert Matcher([]).find(b"data") == []
    assert Matcher([(b"a", False)]).find(b"") == []
    with pytest.raises(ValueError, match="empty literal"):
        Matcher([(b"", False)])


def test_repetitions_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matcher, "MOST_HITS", 5)
    assert len(Matcher([(b"ab", False), (b"c", False)]).find(b"ab" * 50 + b"c")) == 6


def test_threads_share_one_matcher() -> None:
    found = Matcher([(b"needle", False)])
    data = b"hay " * 2_000 + b"needle"
    results: list[int] = []

    def work() -> None:
        results.extend(len(found.find(data)) for _ in range(200))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [1] * 800


RUNS = [("0-9A-Fa-f", 4), ("0-9A-Fa-f", 8), ("0-9A-Za-z_\\-", 6)]


@given(data=st.binary(max_size=80).map(lambda raw: bytes(b"0aFgZ_- \x00"[byte % 9] for byte in raw)))
@settings(max_examples=150, deadline=None)
def test_runs_of_exactly_a_length_are_found(data: bytes) -> None:
    expected = []
    for kind, (chars, length) in enumerate(RUNS):
        whole = re.finditer(f"[{chars}]+".encode(), data)
        expected += [(kind, run.start(), run.end()) for run in whole if run.end() - run.start() == length]
    runs = RunFinder(RUNS)
    (ends,) = Together(runs.expressions).ends(data)
    assert sorted(runs.found(ends)) == sorted(expected)


@given(
    literals=st.lists(st.tuples(SMALL, st.booleans()), max_size=6),
    data=st.binary(max_size=60).map(lambda raw: bytes(b"aAb\x00\\*."[byte % 7] for byte in raw)),
)
@settings(max_examples=150, deadline=None)
def test_together_each_finds_what_it_finds_alone(literals: list[tuple[bytes, bool]], data: bytes) -> None:
    found, runs = Matcher(literals), RunFinder(RUNS)
    before, ends, after = Together(runs.expressions, found.expressions, [(r"\x00a", True)]).ends(data)
    assert found.confirm(data, ends) == found.find(data)
    assert [before] == Together(runs.expressions).ends(data)
    assert sorted(end for _, end in after) == [
        at for at in range(1, len(data) + 1) if (b"\0" + data)[at - 1 : at + 1].lower() == b"\0a"
    ]


def test_a_shape_is_a_kind_of_its_own_behind_the_runs() -> None:
    def found(data: bytes) -> list[tuple[int, int, int]]:
        finder = RunFinder([("0-9", 4)], [("0-9-", "[0-9]{2}-[0-9]", 4)])
        (ends,) = Together(finder.expressions).ends(data)
        return sorted(finder.found(ends))

    assert found(b"1234 12-3") == [(0, 0, 4), (1, 5, 9)]
    assert found(b"12-34 1-12-3") == []


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="the kernel tells no process its memory")
def test_what_compiling_took_is_given_back() -> None:
    """A process of its own: what others left free could be taken first."""
    script = (
        "import random; from trafficaudit.detectors.matcher import Matcher\n"
        "def held(): return int(open('/proc/self/statm').read().split()[1]) * 4096\n"
        "drawn = random.Random(1)\n"
        "some = [Matcher([(bytes(drawn.choices(range(64), k=12)), False) for _ in range(4000)]) for _ in range(2)]\n"
        "before = held()\n"
        "for each in some: each.find(b'abc')\n"
        "print((held() - before) / 2**20)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=120)
    assert float(done.stdout) < 6
