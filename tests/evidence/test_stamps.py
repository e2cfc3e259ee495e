"""Time stamps beside a bag are read one by one, and each says what is wrong with it."""

from pathlib import Path

from support.packages import copied, put
from support.stampers import Stamper

from trafficaudit.evidence import stamps, trust
from trafficaudit.evidence.case import Case, Known


def _case(package: Path, *roots: Path) -> Case:
    case = Case(package, Known(roots=trust.certificates(roots)))
    case.tagmanifest = (package / "bag/tagmanifest-sha256.txt").read_bytes()
    return case


def test_those_that_hold_and_the_earliest_first(package: Path, stamper: Stamper) -> None:
    found = stamps.read(_case(package, stamper.root), "chain-")
    assert [each.anchor.stem for each in found.trusted] == ["chain-0001.here"]
    assert (found.faults, found.waiting) == ((), ())
    assert stamps.read(_case(package), "chain-").trusted == [], "nobody named a root"


def test_each_fault_names_its_file(package: Path, stamper: Stamper, tmp_path: Path) -> None:
    mine = copied(package, tmp_path / "mine")
    put(mine / "anchor/chain-0099.here.tsq", b"x")
    put(mine / "anchor/chain-0002.here.tsr", b"x")
    put(mine / "anchor/chain-0003.here.tsr", (mine / "anchor/chain-0001.here.tsr").read_bytes())
    found = stamps.read(_case(mine, stamper.root), "chain-")
    assert [fault.partition(":")[0] for fault in found.faults] == [f"chain-00{n}.here" for n in ("02", "03", "99")]
    assert "stamps something else" in found.faults[1]
    assert "not there any more" in found.faults[2]


def test_certificates_that_cannot_be_read_are_none(package: Path, tmp_path: Path) -> None:
    mine = copied(package, tmp_path / "mine")
    put(mine / "anchor/certificates/here.pem", b"x")
    assert stamps.kept(_case(mine), "here") == ()
    assert stamps.kept(_case(mine), "absent") == ()
    assert len(stamps.kept(_case(mine), "signer")) == 1
