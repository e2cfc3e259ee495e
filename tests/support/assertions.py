"""``docs/assertions.md``: what the toolkit promises, the tests that hold it to that, and what they came to last.

Every run of pytest notes what the tests that carry ``pytest.mark.assertion`` came to, with the SHA-256 of their text, in
``build/assertions.json``. ``python -m support.assertions`` (``make assertions``) runs those whose text is another one than
the document says, and writes the document; ``--all`` runs every one. It holds no times, so that it changes only with the
promises, the tests and their results.
"""

import ast
import hashlib
import json
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

import trafficaudit

TESTS = Path(__file__).resolve().parents[1]
REPOSITORY = TESTS.parent
DOCUMENT = REPOSITORY / "docs" / "assertions.md"
RESULTS = REPOSITORY / "build" / "assertions.json"

ROW = re.compile(r"^\| ([A-Z]+-\d+) \| (.*) \| (.*) \| ([^|]*) \| ([0-9a-f]{12}) \|$", re.M)
STATE = re.compile(r"^Version (\S+), (\d+) promises, (\d+) tests; SHA-256 of all of them: ([0-9a-f]{64})$", re.M)

HEAD = """# Assertions

What the toolkit promises, after the test assertions of NIST's Computer Forensics Tool Testing program: each promise, the
tests that hold the toolkit to it, and what these came to when they ran last. Written by `make assertions` from
`tests/assertions.toml`, the marks of the tests and their results; a test holds it to all three. The last column is the
beginning of the SHA-256 of the promise and of the text of its tests as they were when they came to that: where one of them
is another by now, the result is none of theirs, and the tests fail until they ran again. What is not promised stands in
the README under "What it cannot see".
"""


@dataclass(frozen=True, slots=True)
class Marked:
    """A test that carries a promise: as pytest names it, and the SHA-256 of its text, decorators included."""

    name: str
    sha256: str


@dataclass(slots=True)
class Noted:
    """What a test's cases came to, and the SHA-256 of the text that came to it."""

    sha256: str
    cases: dict[str, str] = field(default_factory=dict)

    @property
    def counts(self) -> Counter[str]:
        """How many cases came to what."""
        return Counter(self.cases.values())


def promises() -> dict[str, dict[str, str]]:
    """Give area -> id -> promise."""
    return tomllib.loads((TESTS / "assertions.toml").read_text(encoding="utf-8"))


def marked() -> dict[str, list[Marked]]:
    """Give id -> the tests that carry it; read from the sources, so that nothing has to run."""
    found: dict[str, list[Marked]] = {}
    for path in sorted(TESTS.rglob("test_*.py")):
        text = path.read_text(encoding="utf-8")
        if "mark.assertion(" not in text:
            continue
        lines = text.splitlines()
        for node in ast.parse(text).body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                for each in _ids(node):
                    mine = lines[min(decorator.lineno for decorator in node.decorator_list) - 1 : node.end_lineno]
                    name = f"{path.relative_to(REPOSITORY).as_posix()}::{node.name}"
                    found.setdefault(each, []).append(Marked(name, _sha256(mine)))
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


def _sha256(lines: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


class Notes:
    """Notes what each marked test's cases came to; a pytest plugin."""

    def __init__(self) -> None:
        self.found: dict[str, dict[str, str]] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Take in what a case came to."""
        if report.when == "call" or report.outcome != "passed":
            name, bracket, case = report.nodeid.partition("[")
            self.found.setdefault(name, {})[bracket + case] = report.outcome

    def pytest_sessionfinish(self) -> None:
        """Write it down beside what earlier runs of the same text came to."""
        texts = {test.name: test.sha256 for mine in marked().values() for test in mine}
        known = results()
        mine = self.found.keys() & texts.keys()
        for name in mine:
            before = known.get(name)
            cases = before.cases if before and before.sha256 == texts[name] else {}
            known[name] = Noted(texts[name], cases | self.found[name])
        if mine:
            _note(known)


def _note(known: Mapping[str, Noted]) -> None:
    told = {name: {"sha256": noted.sha256, "cases": noted.cases} for name, noted in known.items()}
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(told, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def results() -> dict[str, Noted]:
    """Give what each test came to in the last runs; nothing where none was noted."""
    try:
        said = json.loads(RESULTS.read_text(encoding="utf-8"))
        return {name: Noted(each["sha256"], dict(each["cases"])) for name, each in said.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


@dataclass(frozen=True, slots=True)
class Row:
    """What the document says of a promise."""

    promise: str
    tests: tuple[str, ...]
    result: str
    digest: str


def rows(text: str) -> dict[str, Row]:
    """Give id -> row of a document."""
    return {
        name: Row(promise, tuple(re.findall(r"`([^`]+)`", tests)), result, digest)
        for name, promise, tests, result, digest in ROW.findall(text)
    }


def digest(promise: str, tests: Iterable[Marked]) -> str:
    """Give what the last column of a row says."""
    return _sha256([promise, *(f"{test.name} {test.sha256}" for test in tests)])[:12]


def state() -> str:
    """Give the line that says of what the document speaks."""
    tests, said = marked(), promises()
    lines = [f"{name} {digest(text, tests.get(name, []))}" for area in said.values() for name, text in area.items()]
    count = len({test.name for mine in tests.values() for test in mine})
    return f"Version {trafficaudit.__version__}, {len(lines)} promises, {count} tests; SHA-256 of all of them: {_sha256(lines)}"


def document(known: Mapping[str, Noted], before: Mapping[str, Row]) -> str:
    """Give the document: results that were noted of the tests as they are, or else those of the document before."""
    tests, lines = marked(), [HEAD, state(), ""]
    for area, said in promises().items():
        head = ["| id | promise | tests | last result | of |", "| --- | --- | --- | --- | --- |"]
        lines += [f"## {area.capitalize()}", "", *head]
        for name, promise in said.items():
            mine = tests.get(name, [])
            shown, of = "<br>".join(f"`{test.name}`" for test in mine), digest(promise, mine)
            fresh = [known[test.name] for test in mine if test.name in known and known[test.name].sha256 == test.sha256]
            kept = before[name].result if name in before and before[name].digest == of else "not run"
            result = outcome([each.counts for each in fresh]) if len(fresh) == len(mine) else kept
            lines.append(f"| {name} | {promise} | {shown} | {result} | {of} |")
        lines.append("")
    return "\n".join(lines)


def outcome(counts: list[Counter[str]]) -> str:
    """Give the worst of what a promise's tests came to."""
    total = sum(counts, Counter())
    if not counts or not all(each.total() for each in counts):
        return "not run"
    word = "failed" if total["failed"] else "skipped in part" if total["skipped"] else "passed"
    return f"{word} ({', '.join(f'{total[key]} {key}' for key in ('passed', 'failed', 'skipped') if total[key])})"


def main() -> int:
    """Run the tests whose result is not known, and write the document; 1 where one failed."""
    before = {} if "--all" in sys.argv or not DOCUMENT.exists() else rows(DOCUMENT.read_text(encoding="utf-8"))
    said = {name: promise for area in promises().values() for name, promise in area.items()}
    due = {
        test.name
        for name, mine in marked().items()
        if name not in before
        or before[name].digest != digest(said[name], mine)
        or "passed (" not in before[name].result
        for test in mine
    }
    code = 0
    if due:
        _note({name: noted for name, noted in results().items() if name not in due})
        code = pytest.main([*(str(REPOSITORY / test) for test in sorted(due)), "-q", "--no-header"])
    DOCUMENT.write_text(document({name: each for name, each in results().items() if name in due}, before), "utf-8")
    return int(code != 0)


if __name__ == "__main__":
    sys.exit(main())
