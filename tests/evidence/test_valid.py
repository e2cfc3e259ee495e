"""Only a package that holds is made anything from."""

from pathlib import Path

import pytest
from support import packages

from trafficaudit import evidence
from trafficaudit.errors import EvidenceError
from trafficaudit.evidence import hashing, valid


def test_a_package_that_holds_is_given_with_its_verdict(package: Path) -> None:
    for path in (package, package / "bag"):
        found, verdict = valid.required(path)
        assert (found, verdict.tagmanifest) == (package, evidence.verify(package).tagmanifest)


def test_any_other_is_refused_with_the_check_that_failed(package: Path, tmp_path: Path) -> None:
    spoiled = packages.copied(package, tmp_path / "spoiled")
    packages.flip(spoiled / "bag/data/capture/traffic-0002.mitm")
    with pytest.raises(EvidenceError, match=r"is rejected: .*traffic-0002\.mitm"):
        valid.required(spoiled)
    with pytest.raises(EvidenceError, match="is no sealed package"):
        valid.required(tmp_path)


def _read(package: Path, *names: str) -> dict[Path, str]:
    return {package / name: hashing.sha256(package / name) for name in names}


def test_what_was_read_is_held_to_what_was_verified(package: Path, tmp_path: Path) -> None:
    mine = packages.copied(package, tmp_path / "mine")
    segment = "bag/data/capture/traffic-0002.mitm"
    found, verdict = valid.required(mine)
    valid.held(found, verdict, _read(mine, segment, "bag/data/capture/capture.json"))
    packages.flip(mine / segment)
    with pytest.raises(EvidenceError, match="was changed after it was verified"):
        valid.held(found, verdict, _read(mine, segment))
    packages.listed_anew(mine)
    with pytest.raises(EvidenceError, match="was changed after it was verified"):
        valid.held(found, verdict, _read(mine, segment))


@pytest.mark.parametrize("name", ["bag/manifest-sha256.txt", "bag/tagmanifest-sha256.txt"])
def test_a_list_that_was_changed_meanwhile_is_none(package: Path, tmp_path: Path, name: str) -> None:
    mine = packages.copied(package, tmp_path / "mine")
    found, verdict = valid.required(mine)
    packages.put(mine / name, (mine / name).read_bytes() + f"{'0' * 64}  data/more\n".encode())
    with pytest.raises(EvidenceError, match="was changed after it was verified"):
        valid.held(found, verdict, {})
    (mine / name).unlink()
    with pytest.raises(EvidenceError, match="cannot be read any more"):
        valid.held(found, verdict, {})


def test_a_file_that_no_list_names(package: Path, tmp_path: Path) -> None:
    mine = packages.copied(package, tmp_path / "mine")
    found, verdict = valid.required(mine)
    packages.put(mine / "bag/data/capture/phases.csv", b"x")
    with pytest.raises(EvidenceError, match="was changed after it was verified"):
        valid.held(found, verdict, _read(mine, "bag/data/capture/phases.csv"))
