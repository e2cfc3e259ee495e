"""Each check of what stands beside the bag says what it found."""

import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from support.packages import copied, put, sealed, stamp
from support.stampers import Stamper, serving

from trafficaudit import evidence
from trafficaudit.evidence import keys, timestamp, trust
from trafficaudit.evidence.verdict import Check


def _checks(package: Path, *roots: Path, offline: bool = True, signer: str = "") -> dict[str, Check]:
    return {check.id: check for check in evidence.verify(package, roots=roots, offline=offline, signer=signer).checks}


def test_times_and_names_are_told(package: Path, stamper: Stamper) -> None:
    found = _checks(package, stamper.root)
    assert found["timestamp"].found.endswith("+00:00 (here)")
    assert found["anchors"].found.startswith("1, from ")
    assert found["anchors"].found.endswith(" s after the recorder's clock")
    assert keys.own().fingerprint in found["signer"].found
    assert found["limits"].found.startswith("20")
    assert found["revocation"].outcome == "note"


def test_a_second_authority_may_still_wait(package: Path, stamper: Stamper, tmp_path: Path) -> None:
    mine = copied(package, tmp_path / "mine")
    content = (mine / "bag/tagmanifest-sha256.txt").read_bytes()
    put(mine / "anchor/tagmanifest.there.tsq", timestamp.request(content))
    found = _checks(mine, stamper.root)["timestamp"]
    assert (found.outcome, found.found.endswith("there: waiting")) == ("ok", True)


def test_a_second_authority_whose_root_nobody_knows_is_told_beside_the_first(
    package: Path, stamper: Stamper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = copied(package, tmp_path / "mine")
    stamp(mine, Stamper(tmp_path / "other"), "there", links=False)
    monkeypatch.setattr(trust, "system_roots", lambda: trust.certificates([stamper.root]))
    found = _checks(mine)["timestamp"]
    assert (found.outcome, found.found.endswith("(here), there: its root is not known here")) == ("ok", True)


def test_one_false_token_among_good_ones_is_enough(package: Path, stamper: Stamper, tmp_path: Path) -> None:
    mine = copied(package, tmp_path / "mine")
    put(mine / "anchor/tagmanifest.there.tsr", stamper.stamp(b"something else")[1])
    assert _checks(mine, stamper.root)["timestamp"].outcome == "failed"
    put(mine / "anchor/tagmanifest.there.tsr", b"")
    assert _checks(mine, stamper.root)["timestamp"].outcome == "failed"


def test_current_lists_are_asked_for_unless_offline(tmp_path: Path) -> None:
    lists: list[bytes] = []
    asked: list[bytes] = []

    def answer(query: bytes) -> bytes:
        asked.append(query)
        return lists[0]

    with serving(answer) as url:
        stamper = Stamper(tmp_path / "s", points=url)
        path = stamper.issuer.revoked(tmp_path / "x/a.crl", stamper.certificate)
        lists.append(trust.lists([path])[0].public_bytes(serialization.Encoding.DER))
        package = sealed(tmp_path / "case", stamper)
        assert _checks(package, stamper.root)["revocation"].outcome == "note"
        stranger = Stamper(tmp_path / "other")
        _checks(package, stranger.root, offline=False)
        assert not asked, "an address in a certificate that leads nowhere is a stranger's"
        assert _checks(package, stamper.root, offline=False)["revocation"].outcome == "failed"
        lists[0] = b"no list"
        assert _checks(package, stamper.root, offline=False)["revocation"].outcome == "note"


def test_the_lists_of_one_authority_say_nothing_of_another(package: Path, stamper: Stamper, tmp_path: Path) -> None:
    other = Stamper(tmp_path / "other")
    (tmp_path / "lists").mkdir()
    known = stamper.issuer.revoked(tmp_path / "lists" / "a.crl", other.certificate)
    alone = evidence.verify(package, roots=[stamper.root], lists=[known])
    assert [check.outcome for check in alone.checks if check.id == "revocation"] == ["ok"]
    mine = copied(package, tmp_path / "mine")
    stamp(mine, other, "there", links=False)
    both = {check.id: check for check in evidence.verify(mine, roots=[stamper.root, other.root], lists=[known]).checks}
    assert both["timestamp"].found.count("+00:00") == 2
    assert both["revocation"].outcome == "note"


def test_a_list_in_the_package_that_is_none(package: Path, stamper: Stamper, tmp_path: Path) -> None:
    mine = copied(package, tmp_path / "mine")
    put(mine / "anchor/crls/here-1.crl", b"no list")
    assert _checks(mine, stamper.root)["revocation"].outcome == "failed"


def test_the_tag_manifest_is_held_against_the_confirmation_where_that_is_named(package: Path) -> None:
    paper = evidence.verify(package).tagmanifest
    assert "confirmed" not in _checks(package)
    for named, outcome in ((paper.upper(), "ok"), (paper[::-1], "failed")):
        checks = evidence.verify(package, confirmed=named).checks
        assert [check.outcome for check in checks if check.id == "confirmed"] == [outcome]


def test_the_signer_is_known_by_its_fingerprint_or_not_at_all(package: Path, stamper: Stamper) -> None:
    assert _checks(package, stamper.root, signer=keys.own().fingerprint.upper())["signer"].outcome == "ok"
    assert _checks(package, stamper.root, signer="0" * 64)["signer"].outcome == "failed"


@pytest.mark.parametrize("again", [False, True])
def test_a_number_of_an_authority_that_stands_twice_is_told_by_both(
    package: Path, stamper: Stamper, tmp_path: Path, again: bool
) -> None:
    """Of another token, or of the same under another name: neither makes two time stamps."""
    mine = copied(package, tmp_path / "mine")
    serial = stamper.folder / "serial"
    before = serial.read_bytes() if serial.exists() else b"01\n"
    content = (mine / "bag/tagmanifest-sha256.txt").read_bytes()
    query, first = stamper.stamp(content)
    put(mine / "anchor/tagmanifest.there.tsq", query)
    put(mine / "anchor/tagmanifest.there.tsr", first)
    assert "numbers" not in _checks(mine, stamper.root)
    serial.write_bytes(before)
    query, second = stamper.stamp(content) if again else (query, first)
    put(mine / "anchor/tagmanifest.yonder.tsq", query)
    put(mine / "anchor/tagmanifest.yonder.tsr", second)
    told = _checks(mine, stamper.root)
    assert (told["numbers"].outcome, told["numbers"].found) == ("note", "tagmanifest.there, tagmanifest.yonder")
    script = Path(evidence.__file__).parent / "verify.sh"
    done = subprocess.run(
        ["sh", script, "--root", stamper.root, mine], check=False, capture_output=True, text=True, timeout=100
    )
    (line,) = [each for each in done.stdout.splitlines() if each.split()[1] == "numbers"]
    assert line.startswith("note")
    assert line.endswith(told["numbers"].found)
