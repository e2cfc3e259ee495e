"""What is there for people is held to what is signed: the script, and the text of the confirmation."""

from collections.abc import Callable
from pathlib import Path

import pytest
from support.packages import copied, put, sealed_anew, verified
from support.stampers import Stamper

from trafficaudit import evidence
from trafficaudit.evidence import bag, hashing, keys
from trafficaudit.evidence.verdict import REJECTED, VALID

SCRIPT, TEXT = "anchor/verify.sh", "anchor/confirmation.txt"

type Change = Callable[[bytes], bytes]


def outcomes(package: Path, stamper: Stamper) -> dict[str, str]:
    found = evidence.verify(package, roots=[stamper.root], signer=keys.own().fingerprint).checks
    return {each.id: str(each.outcome) for each in found}


def test_both_are_those_of_the_package(package: Path, stamper: Stamper) -> None:
    info = bag.read_info(package / "bag")
    assert info[bag.SCRIPT] == hashing.sha256(package / SCRIPT)
    codes = verified(package, stamper.root)
    assert (codes.ours, codes.shell) == (VALID, VALID), codes.said
    assert "ok      script " in codes.said
    assert "ok      confirmation " in codes.said
    found = outcomes(package, stamper)
    assert (found["script"], found["confirmation"]) == ("ok", "ok")


@pytest.mark.parametrize("change", [lambda _: b'#!/bin/sh\necho "VALID"\n', lambda old: old + b"\n"])
def test_a_script_that_would_say_something_else(
    package: Path, stamper: Stamper, tmp_path: Path, change: Change
) -> None:
    spoiled = copied(package, tmp_path / "spoiled")
    put(spoiled / SCRIPT, change((spoiled / SCRIPT).read_bytes()))
    codes = verified(spoiled, stamper.root)
    assert (codes.ours, codes.shell, codes.failed) == (REJECTED, REJECTED, ("script",)), codes.said


def _as(number: int) -> Change:
    """Give a change of one digest in the text: of the tag manifest, the signer or the script."""

    def change(old: bytes) -> bytes:
        lines = old.splitlines(keepends=True)
        places = [at for at, line in enumerate(lines) if len(line.strip()) == 64]
        lines[places[number]] = b"  " + b"a" * 64 + b"\n"
        return b"".join(lines)

    return change


@pytest.mark.parametrize(
    "change", [_as(0), _as(1), _as(2), lambda _: b"", lambda old: old + b"SHA-256 " + b"B" * 64, lambda old: old[:-900]]
)
def test_a_text_that_speaks_of_something_else(package: Path, stamper: Stamper, tmp_path: Path, change: Change) -> None:
    spoiled = copied(package, tmp_path / "spoiled")
    put(spoiled / TEXT, change((spoiled / TEXT).read_bytes()))
    codes = verified(spoiled, stamper.root)
    assert (codes.ours, codes.shell, codes.failed) == (REJECTED, REJECTED, ("confirmation",)), codes.said


@pytest.mark.parametrize(
    "change",
    [
        lambda old: old.replace(b"SHA-256\n", b"SHA-256:\r\n"),
        lambda old: b"\xef\xbb\xbf" + old,
        lambda old: old.replace(b"shop", b"the shop " + b"a" * 63),
    ],
)
def test_a_text_that_says_the_same_otherwise(package: Path, stamper: Stamper, tmp_path: Path, change: Change) -> None:
    mine = copied(package, tmp_path / "mine")
    put(mine / TEXT, change((mine / TEXT).read_bytes()))
    codes = verified(mine, stamper.root)
    assert (codes.ours, codes.shell) == (VALID, VALID), codes.said


@pytest.mark.parametrize(("name", "check"), [(SCRIPT, "script"), (TEXT, "confirmation")])
def test_one_that_was_taken_away_is_told(
    package: Path, stamper: Stamper, tmp_path: Path, name: str, check: str
) -> None:
    mine = copied(package, tmp_path / "mine")
    (mine / name).unlink()
    codes = verified(mine, stamper.root)
    assert (codes.ours, codes.shell) == (VALID, VALID), codes.said
    assert f"note    {check}" in codes.said
    assert outcomes(mine, stamper)[check] == "note"


def test_a_package_of_before_names_no_script(package: Path, stamper: Stamper, tmp_path: Path) -> None:
    mine = copied(package, tmp_path / "mine")
    path = mine / "bag" / bag.INFO
    put(path, b"".join(each for each in path.read_bytes().splitlines(keepends=True) if bag.SCRIPT.encode() not in each))
    sealed_anew(mine, stamper)
    codes = verified(mine, stamper.root)
    assert (codes.ours, codes.shell) == (VALID, VALID), codes.said
    found = outcomes(mine, stamper)
    assert (found["script"], found["confirmation"]) == ("note", "ok")


def test_a_recording_that_is_called_by_a_digest(package: Path, stamper: Stamper, tmp_path: Path) -> None:
    mine = copied(package, tmp_path / "mine")
    for name in ("bag/bag-info.txt", TEXT):
        put(mine / name, (mine / name).read_bytes().replace(b"shop\n", b"shop-" + b"C0" * 32 + b"\n"))
    sealed_anew(mine, stamper)
    codes = verified(mine, stamper.root)
    assert (codes.ours, codes.shell) == (VALID, VALID), codes.said
