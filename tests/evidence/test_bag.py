"""The bag is a bag to others as well."""

import warnings
from pathlib import Path

import pytest
from support.packages import copied, put

from trafficaudit import evidence
from trafficaudit.errors import EvidenceError
from trafficaudit.evidence import bag
from trafficaudit.evidence.verdict import REJECTED


def test_bagit_accepts_it(package: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # bagit asks setuptools for its own version
        import bagit  # type: ignore[import-untyped,unused-ignore]

        assert bagit.Bag(str(package / "bag")).is_valid()


def test_a_package_is_found_from_its_bag_and_from_inside(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert bag.package_of(package) == package
    assert bag.package_of(package / "bag") == package
    monkeypatch.chdir(package / "bag")
    assert bag.package_of(Path()) == package
    assert bag.package_of(package.parent) is None
    assert bag.capture_of(package).name == "capture"
    with pytest.raises(EvidenceError):
        bag.capture_of(package.parent)


def test_a_package_whose_capture_is_no_folder_has_none(tmp_path: Path) -> None:
    put(tmp_path / "p/bag/bagit.txt", b"")
    put(tmp_path / "p/bag/data/capture", b"x")
    with pytest.raises(EvidenceError, match="is no sealed capture"):
        bag.capture_of(tmp_path / "p")


def test_a_package_is_required(package: Path) -> None:
    assert bag.required(package / "bag") == package
    with pytest.raises(EvidenceError, match=r"is no sealed package.*trafficaudit seal"):
        bag.required(package.parent)


@pytest.mark.parametrize(
    "content", [b"A: b\nA: c\n", b"A-b: c\na-B: d\n", b"no label\n", b"A: b", b"A: \xc3\xa9\n", b"A: b\r\n"]
)
def test_a_bag_info_that_is_not_ours(tmp_path: Path, content: bytes) -> None:
    put(tmp_path / bag.INFO, content)
    with pytest.raises(EvidenceError):
        bag.read_info(tmp_path)


def test_the_bag_info_says_what_it_is(package: Path) -> None:
    info = bag.read_info(package / "bag")
    assert info[bag.IDENTIFIER] == "shop"
    assert info[bag.COMPLETE] == "yes"
    assert info[bag.CHAIN_MADE] == bag.WHILE_RECORDING


@pytest.mark.parametrize("hole", ["tag manifest removed", "unlisted file beside data"])
def test_what_bagit_passes_over_is_our_own_check(package: Path, tmp_path: Path, hole: str) -> None:
    mine = copied(package, tmp_path / "mine")
    if hole == "tag manifest removed":
        (mine / "bag/tagmanifest-sha256.txt").unlink()
    else:
        put(mine / "bag/notes.txt", b"x")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import bagit  # type: ignore[import-untyped,unused-ignore]

        assert bagit.Bag(str(mine / "bag")).is_valid()
    assert evidence.verify(mine).code == REJECTED
