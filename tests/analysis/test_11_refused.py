"""What ``analysis/11_refused.py`` prints, against folders in which it can be counted by hand."""

from collections.abc import Callable
from pathlib import Path

import pytest
from support.resultfolders import destination, exchange, finding, write

type Run = Callable[[str, Path], str]
NO = finding("consent_state", "1", "query.npa", "key", "named")
YES = finding("consent_state", "0", "query.npa", "key", "named")


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of four requests one says no and carries two items, one says no alone, one says yes, one says nothing."""
    there = destination("t.ads.example", "US", "established", "Ads")
    found = [[NO, finding(), finding("advertising_id")], [NO], [YES, finding()], [finding()]]
    items = [(exchange(number, "t.ads.example"), there, each) for number, each in enumerate(found)]
    return write(tmp_path_factory.mktemp("refused") / "results", items)


def test_what_such_requests_carry(run: Run, told: Path) -> None:
    text = run("11_refused.py", told)
    assert "2 requests say something of consent, 2 that nobody had said yes." in text
    assert "1 of them carries what names a person or lasts." in text
    whole = text.split("Sent in the same request")[1].split("Granted before")[0]
    rows = [line.split() for line in whole.splitlines() if "no personalised advertising" in line]
    assert [(" ".join(row).split(" browse ")[1].split(" query.npa ")[0], row[-2:]) for row in rows] == [
        ("e-mail address direct", ["1", "made/000000"]),
        ("advertising id persistent", ["1", "made/000000"]),
    ]
    assert "figures: 1" in text


def test_nothing_is_said_where_nothing_was_refused(run: Run, nothing: Path, results: Path) -> None:
    for folder in (nothing, results):
        text = run("11_refused.py", folder)
        assert "0 requests say something of consent, 0 that nobody had said yes." in text
        assert "Sent in the same request, at least: none" in text
