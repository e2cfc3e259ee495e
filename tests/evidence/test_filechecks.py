"""Each check of the file set says what it found, and a list that is wrong is not followed."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from support.packages import copied, put

from trafficaudit.evidence import bag, filechecks, hashing, manifest
from trafficaudit.evidence.case import Case, Known
from trafficaudit.evidence.verdict import Finding


def _found(package: Path) -> dict[str, Finding]:
    subject = Case(package, Known())
    checks: tuple[Callable[[Case], Iterator[Finding]], ...] = (
        filechecks.names,
        filechecks.files,
        filechecks.payload,
        filechecks.tags,
    )
    return {finding.id: finding for check in checks for finding in check(subject)}


def _clash(bag: Path) -> None:
    put(bag / "CAPTURE", b"")
    put(bag / "capture", b"")


def test_what_was_sealed(package: Path) -> None:
    found = _found(package)
    assert {finding.outcome for finding in found.values()} == {"ok"}
    assert found["files"].found == str(sum(path.is_file() for path in (package / "bag").rglob("*")))


@pytest.mark.parametrize(
    ("spoil", "check", "found"),
    [
        (lambda bag: put(bag / "data/capture/new", b"x"), "files", "not listed: data/capture/new"),
        (lambda bag: (bag / "data/capture/capture.json").unlink(), "files", "missing: data/capture/capture.json"),
        (lambda bag: put(bag / "data/capture/capture.json", b"{}"), "payload", "data/capture/capture.json"),
        (lambda bag: put(bag / "bag-info.txt", b"A: b\n"), "tags", "bag-info.txt"),
        (lambda bag: put(bag / "manifest-sha256.txt", b""), "payload", "there is no list to hold the files against"),
        (_clash, "names", "capture: has the name of another file but for case"),
    ],
)  # fmt: skip
def test_what_was_changed_is_named(
    package: Path, tmp_path: Path, spoil: Callable[[Path], object], check: str, found: str
) -> None:
    mine = copied(package, tmp_path / "mine")
    spoil(mine / "bag")
    assert (_found(mine)[check].outcome, _found(mine)[check].found) == ("failed", found)


def test_both_digests_count(package: Path, tmp_path: Path) -> None:
    for number, name in enumerate((bag.MANIFEST, bag.MANIFEST_512)):
        mine = copied(package, tmp_path / str(number))
        lines = (mine / "bag" / name).read_bytes().splitlines(keepends=True)
        (place,) = [at for at, line in enumerate(lines) if line.endswith(b"  data/capture/capture.json\n")]
        lines[place] = (
            lines[place][:1].translate(bytes.maketrans(b"0123456789abcdef", b"123456789abcdef0")) + lines[place][1:]
        )
        put(mine / "bag" / name, b"".join(lines))
        payload = _found(mine)["payload"]
        assert (payload.outcome, payload.found) == ("failed", "data/capture/capture.json"), name


def test_sizes_that_are_not_declared(package: Path, tmp_path: Path) -> None:
    mine = copied(package, tmp_path / "mine")
    info = mine / "bag/bag-info.txt"
    put(info, info.read_bytes().replace(b"Payload-Oxum: ", b"Payload-Oxum: 1"))
    assert _found(mine)["tags"].found == "bag-info.txt", "another digest"
    tags = {name: hashing.sha256(mine / "bag" / name) for name in bag.TAGS}
    put(mine / "bag" / bag.TAG_MANIFEST, manifest.text(tags))
    assert _found(mine)["tags"].found == "bag-info.txt: Payload-Oxum is not that of these files"


@pytest.mark.parametrize("name", ["bag", "anchor"])
def test_a_folder_of_the_package_that_lies_elsewhere(package: Path, tmp_path: Path, name: str) -> None:
    mine = copied(package, tmp_path / "mine")
    (mine / name).rename(tmp_path / "elsewhere")
    (mine / name).symlink_to(tmp_path / "elsewhere")
    (finding,) = filechecks.names(Case(mine, Known()))
    assert (finding.outcome, finding.found) == ("failed", f"{name}: is a link")
