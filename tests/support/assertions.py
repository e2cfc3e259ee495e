"""``docs/assertions.md``: what the toolkit promises, the tests that hold it to that, and what they came to last.

``python -m support.assertions`` (``make assertions``) runs every test that carries ``pytest.mark.assertion`` and writes the
document. It holds no times, so that it changes only with the promises, the tests and their results.
"""

import ast
import sys
import tomllib
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]
REPOSITORY = TESTS.parent
DOCUMENT = REPOSITORY / "docs" / "assertions.md"

HEAD = """# Assertions

What the toolkit promises, after the test assertions of NIST's Computer Forensics Tool Testing program: each promise, the
tests that hold the toolkit to it, and what these came to when they ran last. Written by `make assertions` from
`tests/assertions.toml` and the marks of the tests; a test holds it to both. What is not promised stands in the README
under "What it cannot see".
"""


def promises() -> dict[str, dict[str, str]]:
    """Give area -> id -> promise."""
    return tomllib.loads((TESTS / "assertions.toml").read_text(encoding="utf-8"))


def marked() -> dict[str, list[str]]:
    """Give id -> the tests that carry it, as pytest names them; read from the sources, so that nothing has to run."""
    found: dict[str, list[str]] = {}
    for path in sorted(TESTS.rglob("test_*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                for each in _ids(node):
                    found.setdefault(each, []).append(f"{path.relative_to(REPOSITORY).as_posix()}::{node.name}")
    return found


def _ids(node: ast.FunctionDef | ast.AsyncFunctionDef) -> list[str]:
    calls = [each for each in node.decorator_list if isinstance(each, ast.Call)]
    return [
        argument.value
        for call in calls
        if isinstance(call.func, ast.Attribute) and call.func.attr == "assertion"
        for argument in call.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    ]


class Results:
    """Counts what each test's cases came to; a pytest plugin."""

    def __init__(self) -> None:
        self.counts: dict[str, Counter[str]] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Take in what a case came to."""
        if report.when == "call" or report.outcome != "passed":
            name = report.nodeid.partition("[")[0]
            self.counts.setdefault(name, Counter())[report.outcome] += 1


def document(results: Mapping[str, Counter[str]]) -> str:
    """Give the document."""
    tests, lines = marked(), [HEAD]
    for area, said in promises().items():
        lines += [f"## {area.capitalize()}", "", "| id | promise | tests | last result |", "| --- | --- | --- | --- |"]
        for name, promise in said.items():
            mine = tests.get(name, [])
            shown = "<br>".join(f"`{test}`" for test in mine)
            lines.append(
                f"| {name} | {promise} | {shown} | {_result([results.get(test, Counter()) for test in mine])} |"
            )
        lines.append("")
    return "\n".join(lines)


def _result(counts: list[Counter[str]]) -> str:
    total = sum(counts, Counter())
    if not counts or not all(each.total() for each in counts):
        return "not run"
    word = "failed" if total["failed"] else "skipped in part" if total["skipped"] else "passed"
    return f"{word} ({', '.join(f'{total[key]} {key}' for key in ('passed', 'failed', 'skipped') if total[key])})"


def main() -> int:
    """Run the tests and write the document; 1 where one failed."""
    results = Results()
    tests = sorted({test for mine in marked().values() for test in mine})
    code = pytest.main([*(str(REPOSITORY / test) for test in tests), "-q", "--no-header"], plugins=[results])
    DOCUMENT.write_text(document(results.counts), encoding="utf-8")
    return int(code != 0)


if __name__ == "__main__":
    sys.exit(main())
