"""Of a sealed package nothing is read unverified, and nothing that was changed after it was verified is passed off."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from support import flows
from support.packages import flip, put

from trafficaudit import evidence
from trafficaudit.errors import AuditError, EvidenceError, ReadError
from trafficaudit.export import export_case, export_har, export_pcapng
from trafficaudit.playback import prepare
from trafficaudit.readers import verified

TRAFFIC = "bag/data/capture/traffic-0001.mitm"
KEYS = "CLIENT_RANDOM " + "ab" * 32 + " " + "cd" * 48 + "\n"
type Make = Callable[[Path, Path, Callable[[int], None]], None]

PCAP = bytes.fromhex("d4c3b2a1020004000000000000000000ffff000001000000")


def capture(folder: Path) -> Path:
    folder.mkdir()
    flows.write(folder / "traffic-0001.mitm", flows.flow(1, response=b"answer"), flows.flow(2, response=b"another"))
    (folder / "capture.json").write_text('{"format": 1, "id": "shop", "note": "%s"}' % ("long " * 30))
    (folder / "network.pcap").write_bytes(PCAP)
    (folder / "keys.log").write_text(KEYS)
    return folder


@pytest.fixture
def package(tmp_path: Path) -> Path:
    return evidence.seal(capture(tmp_path / "shop")).path


def there_and_back(path: Path, *, back: bool = True) -> None:
    """Change a file, and put it back; neither its size nor the time of its change tells."""
    before, content = path.stat(), path.read_bytes()
    put(path, bytes(byte ^ 1 for byte in content))
    if back:
        put(path, content)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    after = path.stat()
    assert (after.st_size, after.st_mtime_ns) == (before.st_size, before.st_mtime_ns)


def har(package: Path, target: Path, tick: Callable[[int], None]) -> None:
    export_har(package, target, tick=tick)


def pcapng(package: Path, target: Path, tick: Callable[[int], None]) -> None:
    export_pcapng(package, target, tick=tick)


def case(package: Path, target: Path, tick: Callable[[int], None]) -> None:
    export_case(package, target, tick=tick)


def served(package: Path, target: Path, tick: Callable[[int], None]) -> None:
    target.mkdir()
    try:
        prepared = prepare(package, target)
        tick(1)
        prepared.confirm()
    finally:
        for left in target.iterdir():
            left.unlink()
        target.rmdir()


MADE: dict[Make, str] = {
    har: TRAFFIC,
    served: TRAFFIC,
    case: "bag/data/capture/capture.json",
    pcapng: "bag/data/capture/keys.log",
}


@pytest.mark.parametrize("make", MADE)
def test_what_is_made_of_a_whole_package_is_made(make: Make, package: Path, tmp_path: Path) -> None:
    make(package, tmp_path / "out", lambda count: None)


@pytest.mark.parametrize("make", MADE)
def test_nothing_is_made_of_a_rejected_one(make: Make, package: Path, tmp_path: Path) -> None:
    flip(package / MADE[make])
    with pytest.raises(EvidenceError, match="the sealed package is rejected"):
        make(package, tmp_path / "out", lambda count: None)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("back", [False, True])
@pytest.mark.parametrize("make", MADE)
def test_nothing_is_made_of_one_that_is_changed_meanwhile(
    make: Make, back: bool, package: Path, tmp_path: Path
) -> None:
    def tick(count: int) -> None:
        if not done:
            there_and_back(package / MADE[make], back=back)
            done.append(count)

    done: list[int] = []
    with pytest.raises(ReadError, match="was touched while" if back else "changed while"):
        make(package, tmp_path / "out", tick)
    assert done
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("make", MADE)
def test_nothing_is_made_of_one_that_is_changed_between_its_verification_and_its_reading(
    make: Make,
    package: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real = evidence.verify

    def verify(path: Path, *, offline: bool) -> evidence.Verdict:
        verdict = real(path, offline=offline)
        flip(package / MADE[make], 30)
        return verdict

    monkeypatch.setattr(evidence, "verify", verify)
    monkeypatch.setattr("trafficaudit.evidence.valid.verify", verify)
    with pytest.raises(AuditError, match="was changed after it was verified"):
        make(package, tmp_path / "out", lambda count: None)


def test_what_lies_in_no_package_may_be_touched_and_not_changed(tmp_path: Path) -> None:
    folder = capture(tmp_path / "shop")
    opened = verified.opened(folder)
    assert opened.verdict is None
    there_and_back(folder / "traffic-0001.mitm")
    opened.confirm()
    there_and_back(folder / "traffic-0001.mitm", back=False)
    with pytest.raises(ReadError, match="changed while it was being read"):
        opened.confirm()


def test_a_rejected_one_is_held_to_nothing_where_that_is_allowed(package: Path) -> None:
    flip(package / TRAFFIC)
    verdict = verified.verdict_of(package, allow_rejected=True)
    assert verdict is not None
    assert not verdict.valid
    verified.held(package, verdict, ())
    with pytest.raises(EvidenceError, match="trafficaudit verify; --allow-rejected"):
        verified.verdict_of(package, allow_rejected=False)
    with pytest.raises(EvidenceError, match=r"trafficaudit verify\)"):
        verified.verdict_of(package)
