"""Every promise has its tests, every mark its promise, and docs/assertions.md says so."""

import re
from collections import Counter

import pytest
from support import assertions

ROW = re.compile(r"^\| ([A-Z]+-\d+) \| (.*) \| (.*) \| ([^|]*) \|$", re.M)


def test_every_promise_has_a_test_and_every_mark_a_promise() -> None:
    promised = [name for said in assertions.promises().values() for name in said]
    assert len(promised) == len(set(promised))
    assert set(promised) == set(assertions.marked())


def test_the_document_lists_the_promises_and_the_tests_there_are() -> None:
    rows = ROW.findall(assertions.DOCUMENT.read_text(encoding="utf-8"))
    said = {name: promise for area in assertions.promises().values() for name, promise in area.items()}
    assert {name: promise for name, promise, _, _ in rows} == said, "run: make assertions"
    listed = {name: re.findall(r"`([^`]+)`", tests) for name, _, tests, _ in rows}
    assert listed == assertions.marked(), "run: make assertions"


def test_every_promise_held_when_the_tests_ran_last() -> None:
    rows = ROW.findall(assertions.DOCUMENT.read_text(encoding="utf-8"))
    assert [(name, result) for name, _, _, result in rows if not result.startswith("passed (")] == []


@pytest.mark.parametrize(
    ("counts", "word"),
    [
        ({"passed": 2}, "passed (2 passed)"),
        ({"passed": 1, "failed": 1}, "failed (1 passed, 1 failed)"),
        ({"passed": 1, "skipped": 1}, "skipped in part (1 passed, 1 skipped)"),
        ({}, "not run"),
    ],
)
def test_a_result_is_the_worst_of_its_cases(counts: dict[str, int], word: str) -> None:
    name, (test,) = next((name, tests) for name, tests in assertions.marked().items() if len(tests) == 1)
    rows = {row[0]: row[3] for row in ROW.findall(assertions.document({test: Counter(counts)}))}
    assert rows[name] == word
