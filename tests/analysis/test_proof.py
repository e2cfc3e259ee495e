"""What counts as proven is one rule, in every script and in the tables."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from support.resultfolders import destination, exchange, finding, write

type Run = Callable[[str, Path], str]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An identifier that an API gave and chance may give too, beside a seeded value that many share."""
    given = replace(finding("android_id", "9774d56d682e549c", "a", "provenance", "verbatim"), confidence=0.5)
    shared = replace(finding("gender", "female", "g"), confidence=0.6)
    found = [given, shared]
    back = [replace(one, field=replace(one.field, direction="response")) for one in found]
    item = exchange(0, phase="before_consent"), destination(), [*found, *back]
    return write(tmp_path_factory.mktemp("proof") / "out", [item])


@pytest.mark.parametrize(
    ("script", "told"),
    [
        ("02_personal_fields.py", "Proven by a seeded value (1 category), hosts"),
        ("03_before_consent.py", "Before consent at least 1 host was sent a seeded value"),
        ("05_responses.py", "a.shop.example SG A Shop SG Android id 1 a"),
    ],
)
def test_what_an_api_gave_is_proof_and_what_many_share_is_none(folder: Path, run: Run, script: str, told: str) -> None:
    assert told in " ".join(run(script, folder).split())


def test_it_counts_for_places_and_senders_too(folder: Path, run: Run) -> None:
    lines = [line.split() for line in run("01_destinations.py", folder).splitlines()]
    assert ["exchanges", "with", "a", "seeded", "value", "1", "0", "0"] in lines
    shares = run("08_sdk_share.py", folder).split("Each SDK and each server")[1]
    assert next(line.split()[-2:] for line in shares.splitlines() if "A Shop" in line) == ["2", "1"]
