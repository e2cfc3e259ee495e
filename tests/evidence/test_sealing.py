"""Sealing makes a package or nothing, and never changes the capture."""

import errno
import hashlib
import json
import os
import shutil
import sys
from pathlib import Path

import pytest
from support.command import run
from support.disks import run_on_small_disk
from support.packages import capture, flip, put, verified
from support.stampers import certificate_of, issuer

from trafficaudit import evidence
from trafficaudit.errors import EvidenceError, OutputError
from trafficaudit.evidence import Order, keys
from trafficaudit.evidence.config import Authority


def _state(folder: Path) -> dict[str, tuple[int, str]]:
    return {
        str(path.relative_to(folder)): (path.stat().st_mode, hashlib.sha256(path.read_bytes()).hexdigest())
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.mark.assertion("SEA-1")
def test_the_capture_is_not_changed_and_lies_in_the_bag(tmp_path: Path) -> None:
    folder = capture(tmp_path / "shop")
    before = _state(folder)
    sealed = evidence.seal(folder)
    assert _state(folder) == before
    assert sealed.path == tmp_path / "shop.sealed"
    inside = evidence.capture_of(sealed.path)
    assert {path.name for path in inside.iterdir()} == {path.name for path in folder.iterdir()} - {
        "chain",
        "device.json",
    }
    assert sealed.files == sum(path.is_file() for path in (sealed.path / "bag").rglob("*"))
    assert sealed.tagmanifest == hashlib.sha256((sealed.path / "bag/tagmanifest-sha256.txt").read_bytes()).hexdigest()
    told = (sealed.path / "anchor/confirmation.txt").read_text(encoding="utf-8")
    script = hashlib.sha256((sealed.path / "anchor/verify.sh").read_bytes()).hexdigest()
    assert all(each in told for each in (sealed.tagmanifest, f"{sealed.files}\n", sealed.signer, script))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["shop", "shop.sealed"]


@pytest.mark.parametrize("copy", [False, True])
def test_closed_segments_are_linked_and_the_rest_is_copied(tmp_path: Path, copy: bool) -> None:
    folder = capture(tmp_path / "shop")
    inside = evidence.capture_of(evidence.seal(folder, order=Order(copy=copy)).path)
    assert (inside / "traffic-0001.mitm").samefile(folder / "traffic-0001.mitm") is not copy
    assert not (inside / "capture.json").samefile(folder / "capture.json")
    assert {path.stat().st_mode & 0o777 for path in inside.iterdir()} == {0o400}


def test_what_is_not_finished_is_copied_for_a_recorder_may_go_on_with_it(tmp_path: Path) -> None:
    folder = capture(tmp_path / "shop")
    said = (folder / "capture.json").read_text().replace('"complete": true', '"complete": false')
    put(folder / "capture.json", said.encode())
    (folder / "chain/0004.txt").unlink()
    inside = evidence.capture_of(evidence.seal(folder).path)
    assert not (inside / "traffic-0003.mitm").samefile(folder / "traffic-0003.mitm")


@pytest.mark.assertion("SEA-3")
def test_no_key_is_in_a_package(tmp_path: Path, own_configuration: Path) -> None:
    package = evidence.seal(capture(tmp_path / "shop")).path
    secret = keys.own().key.private_numbers().private_value.to_bytes(32)  # type: ignore[union-attr]
    files = [path.read_bytes() for path in package.rglob("*") if path.is_file()]
    # The signer's certificate is there: what is looked for would be seen.
    assert any(b"BEGIN CERTIFICATE" in data for data in files)
    for data in files:
        assert b"PRIVATE KEY" not in data
        assert secret not in data


def test_a_package_that_exists_is_not_replaced(tmp_path: Path) -> None:
    folder = capture(tmp_path / "shop")
    evidence.seal(folder)
    before = _state(tmp_path)
    with pytest.raises(OutputError, match="exists already"):
        evidence.seal(folder)
    assert _state(tmp_path) == before


@pytest.mark.assertion("SEA-2")
@pytest.mark.parametrize("spoil", ["segment", "side file", "missing", "chain"])
def test_what_is_not_what_was_recorded_is_not_sealed(tmp_path: Path, spoil: str) -> None:
    folder = capture(tmp_path / "shop")
    match spoil:
        case "segment":
            flip(folder / "traffic-0002.mitm")
        case "side file":
            flip(folder / "phases.jsonl", 20)
        case "missing":
            (folder / "traffic-0002.mitm").unlink()
        case "chain":
            flip(folder / "chain/0001.txt", 30)
    before = _state(folder)
    with pytest.raises(EvidenceError):
        evidence.seal(folder)
    assert _state(folder) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["shop"]


@pytest.mark.parametrize("place", ["anchor/notes.txt", "anchor/signature.p7s", "anchor/certificates/signer.pem",
                                   "anchor/tagmanifest.a.tsr", "chain/notes.txt", "chain/old/0000.txt"])  # fmt: skip
def test_what_would_not_be_sealed_is_not_passed_over(tmp_path: Path, place: str) -> None:
    folder = capture(tmp_path / "shop")
    put(folder / place, b"x")
    with pytest.raises(EvidenceError, match=r"not the recorder.s"):
        evidence.seal(folder)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["shop"]


@pytest.mark.parametrize("place", ["anchor", "chain", "anchor/chain-0001.a.tsr", "anchor/certificates"])
def test_no_link_in_a_capture_leads_elsewhere(tmp_path: Path, place: str) -> None:
    """What a link leads to would be copied into the package, and be handed on with it."""
    folder = capture(tmp_path / "shop")
    put(tmp_path / "secret/chain-0001.a.tsr", b"secret")
    if place == "chain":
        (folder / place).rename(tmp_path / "secret/chain")
    (folder / place).parent.mkdir(exist_ok=True)
    (folder / place).symlink_to(tmp_path / "secret" / Path(place).name)
    with pytest.raises(EvidenceError, match="is a link"):
        evidence.seal(folder)


def test_what_the_recorder_has_anchored_comes_along(tmp_path: Path) -> None:
    folder = capture(tmp_path / "shop")
    for name in ("chain-0001.a.tsq", "certificates/a.pem", "crls/a-1.crl", ".chain-0001.a.tsr.new"):
        put(folder / "anchor" / name, b"x")
    put(folder / "chain/.new", b"x")
    package = evidence.seal(folder).path
    found = {path.relative_to(package / "anchor").as_posix() for path in (package / "anchor").rglob("*.*")}
    assert found == {
        "chain-0001.a.tsq", "certificates/a.pem", "crls/a-1.crl", "signature.p7s", "verify.sh", "confirmation.txt",
        "certificates/signer.pem", "custody/0000.txt",
    }  # fmt: skip


def test_a_capture_without_a_chain_or_a_description_says_so(tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    (tmp_path / "old/traffic-0001.mitm").write_bytes(b"x")
    verdict = evidence.verify(evidence.seal(tmp_path / "old").path)
    assert next(check for check in verdict.checks if check.id == "acquisition").outcome == "note"
    complete = next(check for check in verdict.checks if check.id == "complete")
    assert (complete.outcome, complete.found) == ("open", "nothing says whether the recording ended in order")
    assert verdict.valid


def test_a_chain_without_the_link_that_fixes_the_end(tmp_path: Path) -> None:
    """What the description says of the end is then anybody's word."""
    folder = capture(tmp_path / "shop", ended="the recorder ended the proxy: it failed (KeyError)")
    assert evidence.seal(folder).complete == "no: the recorder ended the proxy: it failed (KeyError)"
    (folder / "chain/0004.txt").unlink()
    said = (folder / "capture.json").read_text()
    put(
        folder / "capture.json",
        said.replace("the recorder ended the proxy: it failed (KeyError)", "ended in order").encode(),
    )
    sealed = evidence.seal(folder, tmp_path / "again")
    assert sealed.complete == "no: the chain of the recording has no end"
    complete = next(check for check in evidence.verify(sealed.path).checks if check.id == "complete")
    assert complete.outcome == "open"


def test_a_recording_whose_chain_was_taken_away_whole(tmp_path: Path) -> None:
    folder = capture(tmp_path / "shop")
    shutil.rmtree(folder / "chain")
    assert evidence.seal(folder).complete == "no: the chain of the recording has no end"
    told = evidence.seal(folder, tmp_path / "copy", Order(complete="yes"))
    assert told.complete == "yes"
    assert b"Recording-Complete: yes\n" in (told.path / "bag/bag-info.txt").read_bytes()


@pytest.mark.assertion("SEA-4")
def test_requests_wait_offline(tmp_path: Path) -> None:
    order = Order(authorities=(Authority("a", "http://127.0.0.1:9/"), Authority("b", "http://127.0.0.1:9/")))
    sealed = evidence.seal(capture(tmp_path / "shop"), order=order)
    assert sealed.waiting == ("tagmanifest.a", "tagmanifest.b")
    assert (sealed.path / "anchor/tagmanifest.a.tsq").stat().st_size > 40
    verdict = evidence.verify(sealed.path)
    assert verdict.code == 4
    assert "not yet timestamped" in next(check.meaning for check in verdict.checks if check.id == "timestamp")


@pytest.mark.assertion("SEA-1")
def test_a_full_disk_leaves_the_capture_alone(tmp_path: Path) -> None:
    folder = capture(tmp_path / "shop", size=400_000)
    for path in folder.glob("*.mitm"):
        path.chmod(0o600)  # to be copied
    before = _state(folder)
    done = run("seal", folder, "--offline", limit=300_000)
    assert (done.returncode, done.stdout) == (1, "")
    assert "the package cannot be written: File too large" in done.stderr
    assert _state(folder) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["shop"]


@pytest.mark.assertion("SEA-1")
@pytest.mark.parametrize("size", ["400k", "1260k"])
def test_no_space_on_a_real_disk_leaves_the_capture_alone_and_nothing_behind(tmp_path: Path, size: str) -> None:
    """Too small for the first segment, and for what comes after the last one."""
    folder = capture(tmp_path / "shop", size=400_000)
    before = _state(folder)
    script = '"$1" -c "from trafficaudit.cli import main; main()" seal "$2" --offline -o "$0/p"; code=$?; ls -A "$0"; exit $code'
    done = run_on_small_disk(tmp_path / "disk", size, script, sys.executable, folder)
    assert (done.returncode, done.stdout) == (1, ""), done.stderr
    assert "the package cannot be written: No space left on device (free some disk)" in done.stderr
    assert _state(folder) == before


def test_a_disk_that_fills_at_the_last_line_is_told_of_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The hidden name that a package has until it is whole is nobody's who reads of it."""

    def full(*arguments: object, **named: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    folder = capture(tmp_path / "shop")
    monkeypatch.setattr("trafficaudit.evidence.custody.Chain", full)
    with pytest.raises(OutputError) as told:
        evidence.seal(folder)
    assert str(told.value) == (
        f"{folder}.sealed: the package cannot be written: No space left on device (free some disk)"
    )
    assert sorted(path.name for path in tmp_path.iterdir()) == ["shop"]


def test_a_disk_that_is_large_enough(tmp_path: Path) -> None:
    """The very same on a disk that takes it, so that it is the disk that made it fail."""
    folder = capture(tmp_path / "shop", size=400_000)
    script = '"$1" -c "from trafficaudit.cli import main; main()" seal "$2" --offline -o "$0/p"; ls -A "$0"'
    done = run_on_small_disk(tmp_path / "disk", "4m", script, sys.executable, folder)
    assert done.stdout.split() == [f"{tmp_path}/disk/p", "p"], done.stderr


def test_what_an_earlier_attempt_has_left_is_cleared(tmp_path: Path) -> None:
    folder = capture(tmp_path / "shop")
    put(tmp_path / ".shop.sealed.partial/bag/junk", b"x")
    assert evidence.verify(evidence.seal(folder).path).valid


def test_two_that_seal_at_once_do_not_mix(tmp_path: Path) -> None:
    import fcntl

    folder = capture(tmp_path / "shop")
    partial = tmp_path / ".shop.sealed.partial"
    partial.mkdir()
    put(partial / "bag/theirs", b"x")
    other = os.open(partial, os.O_RDONLY)
    fcntl.flock(other, fcntl.LOCK_EX)
    with pytest.raises(OutputError, match="by another process"):
        evidence.seal(folder)
    assert (partial / "bag/theirs").exists()
    os.close(other)
    assert evidence.verify(evidence.seal(folder).path).valid


def test_no_package_inside_the_capture(tmp_path: Path) -> None:
    folder = capture(tmp_path / "shop")
    with pytest.raises(OutputError, match="inside the capture"):
        evidence.seal(folder, folder / "sealed")


def test_a_signer_with_a_chain(tmp_path: Path) -> None:
    from cryptography.hazmat.primitives.asymmetric import ec

    root, key = issuer(), ec.generate_private_key(ec.SECP256R1())
    signer = keys.Signer(key, certificate_of(key, "Kim", root), (root.certificate,))
    package = evidence.seal(capture(tmp_path / "shop"), order=Order(signer=signer)).path
    found = {check.id: check.outcome for check in evidence.verify(package, roots=[root.pem(tmp_path / "r.pem")]).checks}
    assert (found["signature"], found["signer"]) == ("ok", "ok")
    assert {check.id: check.outcome for check in evidence.verify(package).checks}["signer"] == "open"


def test_what_is_known_beside_the_capture(tmp_path: Path) -> None:
    order = Order(documents={"env/databases.json": {"databases": []}}, operator="Kim")
    data = evidence.seal(capture(tmp_path / "shop"), order=order).path / "bag/data"
    assert json.loads((data / "env/databases.json").read_text()) == {"databases": []}
    assert json.loads((data / "log/sealing.json").read_text())["operator"] == "Kim"
    assert (data / "device/device.json").is_file()


@pytest.mark.parametrize("count", [1500, pytest.param(100_000, marks=pytest.mark.slow)])
def test_many_files(tmp_path: Path, count: int) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(count):
        (folder / f"note-{number:06d}.txt").write_bytes(str(number).encode())
    package = evidence.seal(folder).path
    codes = verified(package)
    assert (codes.ours, codes.shell) == (4, 4), codes.said
    flip(package / f"bag/data/capture/note-{count - 1:06d}.txt", 0)
    codes = verified(package)
    assert (codes.ours, codes.shell, codes.failed) == (3, 3, ("payload",)), codes.said
