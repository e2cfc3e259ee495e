"""Every promise has its tests, every mark its promise, and docs/assertions.md says so, with the last results."""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from support import assertions
from support.assertions import Noted

AGAIN = "run: make assertions"


def _rows() -> dict[str, assertions.Row]:
    return assertions.rows(assertions.DOCUMENT.read_text(encoding="utf-8"))


def _said() -> dict[str, str]:
    return {name: promise for area in assertions.promises().values() for name, promise in area.items()}


def test_every_promise_has_a_test_and_every_mark_a_promise() -> None:
    promised = [name for said in assertions.promises().values() for name in said]
    assert len(promised) == len(set(promised))
    assert set(promised) == set(assertions.marked())


def test_the_document_lists_the_promises_and_the_tests_there_are() -> None:
    rows = _rows()
    assert {name: row.promise for name, row in rows.items()} == _said(), AGAIN
    expected = {name: tuple(test.name for test in tests) for name, tests in assertions.marked().items()}
    assert {name: row.tests for name, row in rows.items()} == expected, AGAIN


def test_every_result_is_one_of_the_tests_as_they_are() -> None:
    said, tests = _said(), assertions.marked()
    stale = [name for name, row in _rows().items() if row.digest != assertions.digest(said[name], tests[name])]
    assert stale == [], f"the promise or the text of a test is another one since its last result; {AGAIN}"
    assert assertions.state() in assertions.DOCUMENT.read_text(encoding="utf-8").splitlines(), AGAIN


def test_every_promise_held_when_the_tests_ran_last() -> None:
    assert [(name, row.result) for name, row in _rows().items() if not row.result.startswith("passed (")] == []


def test_the_last_run_on_this_machine_came_to_what_the_document_says() -> None:
    """Whichever of the tests ran here as they are; a run of some cases only says nothing of the others."""
    known = assertions.results()
    tests = {test.name: test for mine in assertions.marked().values() for test in mine}
    failed = [
        name
        for name, noted in known.items()
        if name in tests and noted.sha256 == tests[name].sha256 and noted.counts["failed"]
    ]
    assert failed == [], f"the document says that they pass, and they failed when they ran last; mend them, or {AGAIN}"


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
    assert assertions.outcome([Counter(counts)]) == word


def test_a_result_of_another_text_is_not_taken() -> None:
    name, (test,) = next((name, tests) for name, tests in assertions.marked().items() if len(tests) == 1)
    fresh = assertions.document({test.name: Noted(test.sha256, {"": "passed"})}, {})
    assert assertions.rows(fresh)[name].result == "passed (1 passed)"
    other = assertions.document({test.name: Noted("0" * 64, {"": "passed"})}, {})
    assert assertions.rows(other)[name].result == "not run"
    kept = assertions.document({}, assertions.rows(fresh))
    assert assertions.rows(kept)[name].result == "passed (1 passed)"


def test_a_run_notes_what_its_marked_tests_came_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run of its own in a repository of its own, with one test that passes, one that fails, one without a mark."""
    room = tmp_path / "tests"
    room.mkdir()
    mark = "@pytest.mark.assertion('X-1')\n"
    cases = "@pytest.mark.parametrize('n', [1, 2])\ndef test_a(n):\n    assert n == 1\n\n"
    (room / "test_x.py").write_text(f"import pytest\n\n{mark}{cases}def test_b():\n    pass\n")
    code = (
        "import sys; from pathlib import Path; import pytest; from support import assertions as a\n"
        "a.REPOSITORY = Path(sys.argv[1]); a.TESTS = a.REPOSITORY / 'tests'\n"
        "a.RESULTS = a.REPOSITORY / 'build/assertions.json'\n"
        "pytest.main(['-q', '-p', 'no:cacheprovider', '--rootdir', sys.argv[1], sys.argv[1]], plugins=[a.Notes()])\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(assertions.TESTS))
    monkeypatch.delenv("PYTEST_ADDOPTS", raising=False)  # what this run was told may mean nothing in that repository
    subprocess.run([sys.executable, "-c", code, tmp_path], check=True, capture_output=True)
    noted = json.loads((tmp_path / "build/assertions.json").read_text())
    assert {name: each["cases"] for name, each in noted.items()} == {
        "tests/test_x.py::test_a": {"[1]": "passed", "[2]": "failed"}
    }
