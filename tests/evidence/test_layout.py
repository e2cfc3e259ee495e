"""What may stand beside the bag; that both verifiers hold a package to it is tried with the tamperings."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.packages import copied, put
from support.unlisted import unlisted

from trafficaudit.cli import stamping
from trafficaudit.errors import EvidenceError
from trafficaudit.evidence import custody, layout
from trafficaudit.evidence.config import Authority

ALLOWED = [
    "signature.p7s", "verify.sh", "confirmation.txt", "tagmanifest.digicert.tsq", "chain-0007.agency-2.tsr",
    "custody-123456.a.tsr", "certificates/signer.pem", "certificates/digicert.pem", "crls/digicert-1.crl", "custody/0000.txt",
]  # fmt: skip
REFUSED = [
    "", "x", "signature.p7s/x", "Signature.p7s", "sub/signature.p7s", "tagmanifest.tsr", "tagmanifest..tsr", "tagmanifest.A.tsr",
    "chain-007.a.tsr", "chain-00007.a.tsr", "chain-1234567.a.tsr", "custody-0001.a.ts", "certificates/x.crl", "crls/x.crl",
    "custody/1.txt", "custody/00001.txt", "custody/0001.txt\n", "custody/٠٠٠١.txt", "../signature.p7s", "/signature.p7s",
    "certificates/../signature.p7s",
]  # fmt: skip


def test_names() -> None:
    assert [name for name in ALLOWED if layout.fault(name)] == []
    assert [name for name in REFUSED if not layout.fault(name)] == []


@given(st.text())
def test_any_name_gives_an_answer(name: str) -> None:
    assert bool(layout.fault(name)) or name.isascii()


def test_what_a_recorder_leaves() -> None:
    found = [name for name in ALLOWED if layout.is_of_recording(name)]
    assert found == ["chain-0007.agency-2.tsr", "certificates/digicert.pem", "crls/digicert-1.crl"]


@pytest.mark.parametrize("place", ["", "custody", "certificates", "confirmation.txt"])
def test_nothing_is_written_where_a_link_leads_elsewhere(package: Path, tmp_path: Path, place: str) -> None:
    mine = copied(package, tmp_path / "mine")
    (mine / "anchor" / place).rename(tmp_path / "elsewhere")
    (mine / "anchor" / place).symlink_to(tmp_path / "elsewhere")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(EvidenceError, match="is a link"):
        custody.append(mine, "opened")
    with pytest.raises(EvidenceError, match="is a link"):
        stamping.complete(mine, [Authority("here", "http://127.0.0.1:9/")])
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("name", [".tagmanifest.a.tsr.new", "custody/.new", "certificates/.a.pem.new"])
def test_what_was_cut_off_is_told_and_taken_away(tmp_path: Path, name: str) -> None:
    assert "left over" in layout.fault(name)
    put(tmp_path / name, b"x")
    put(tmp_path / "custody/0000.txt", b"x")
    put(tmp_path / "renew", b"x")
    layout.tidy(tmp_path)
    assert sorted(path.name for path in tmp_path.rglob("*") if path.is_file()) == ["0000.txt", "renew"]


def test_a_link_that_is_left_over_goes_and_what_it_leads_to_stays(tmp_path: Path) -> None:
    put(tmp_path / "elsewhere/kept", b"x")
    (tmp_path / "anchor/custody").mkdir(parents=True)
    (tmp_path / "anchor/custody/.new").symlink_to(tmp_path / "elsewhere")
    layout.tidy(tmp_path / "anchor")
    assert not (tmp_path / "anchor/custody/.new").is_symlink()
    assert (tmp_path / "elsewhere/kept").exists()


@pytest.mark.parametrize("place", ["", "crls", "custody"])
def test_what_cannot_be_listed_is_not_taken_for_empty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    put(tmp_path / "crls/here-1.crl", b"x")
    put(tmp_path / "custody/.new", b"x")
    assert layout.lists(tmp_path) == [tmp_path / "crls/here-1.crl"]
    unlisted(monkeypatch, tmp_path / place)
    for look in (layout.check, layout.tidy, *([layout.lists] if place == "crls" else [])):
        with pytest.raises(OSError, match="Input/output error"):
            look(tmp_path)
    assert (tmp_path / "custody/.new").exists()


def test_a_package_without_lists_has_none(tmp_path: Path) -> None:
    assert layout.lists(tmp_path) == []
