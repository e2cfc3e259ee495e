import json
import os
import select
from collections.abc import Iterator
from typing import Any

import pytest

from trafficaudit.live.lines import Summary
from trafficaudit.live.status import hand_on, sentence
from trafficaudit.recording.status import DESCRIPTOR


def summary(**changes: Any) -> dict[str, Any]:
    return Summary().line() | {"exchanges": 7} | changes


@pytest.fixture
def pipe(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[int, int]]:
    reading, writing = os.pipe()
    monkeypatch.setenv(DESCRIPTOR, str(writing))
    yield reading, writing
    os.close(reading)
    os.close(writing)


def test_the_sentence_names_the_most_frequent_first() -> None:
    text = sentence(
        summary(sent={"name": 1, "email": 3}, countries={"CN (likely)": 4}, behind=90, gaps=2, unexamined=1, apart=3)
    )
    assert text == (
        "7 exchanges; sent: email 3, name 1; to: CN (likely) 4; 2 gaps; 1 could not be examined; 3 pieces only a replay puts together; 90 bytes behind"
    )
    assert sentence(summary()) == "7 exchanges; sent: nothing recognised"
    assert sentence(summary(sent={"name": 2, "email": 2})) == "7 exchanges; sent: email 2, name 2"


def test_the_sentence_is_bounded_and_safe_in_a_terminal() -> None:
    text = sentence(summary(sent={f"c{number}\x1b[31m": 1 for number in range(40)}))
    assert "\x1b" not in text
    assert text.endswith("28 more")
    for number, more in ((12, False), (13, True)):
        assert (" more" in sentence(summary(sent={f"c{each:02}": 1 for each in range(number)}))) is more


def test_the_sum_is_handed_on_as_a_json_line(pipe: tuple[int, int]) -> None:
    hand_on(summary(sent={"email": 3}))
    line = os.read(pipe[0], 1 << 16)
    assert line.endswith(b"}\n")
    assert json.loads(line) == summary(sent={"email": 3}) | {"kind": "live"}


def test_a_long_sum_is_shortened_to_what_a_pipe_takes_whole(pipe: tuple[int, int]) -> None:
    many = {"x" * 100 + str(number): 1 for number in range(100)}
    for bulky, left in (("countries", {"sent": {"email": 1}}), ("sent", {})):
        hand_on(summary(**{"countries": many, "sent": {"email": 1}} | {bulky: many}))
        line = os.read(pipe[0], 1 << 20)
        assert len(line) <= select.PIPE_BUF
        found = json.loads(line)
        assert {key: found[key] for key in ("received", "countries", "sent") if key in found} == left
        assert found["exchanges"] == 7


def test_a_reader_that_stalls_does_not_stall_the_proxy(pipe: tuple[int, int]) -> None:
    for _ in range(2000):  # far more than a pipe holds
        hand_on(summary())
    data = os.read(pipe[0], 1 << 22)
    assert 0 < len(data) <= 1 << 16
    assert all(json.loads(line)["kind"] == "live" for line in data.splitlines())


@pytest.mark.parametrize("number", ["", "x", "-1", "99999", "9" * 30, "²"])
def test_a_descriptor_that_is_none_is_passed_over(monkeypatch: pytest.MonkeyPatch, number: str) -> None:
    monkeypatch.setenv(DESCRIPTOR, number)
    hand_on(summary())
