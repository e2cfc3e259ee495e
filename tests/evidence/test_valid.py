"""Only a package that holds is made anything from."""

from pathlib import Path

import pytest
from support import packages

from trafficaudit import evidence
from trafficaudit.errors import EvidenceError
from trafficaudit.evidence import valid


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
