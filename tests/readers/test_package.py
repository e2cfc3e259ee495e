from pathlib import Path

import pytest
from support import flows, packages

from trafficaudit import evidence, readers
from trafficaudit.errors import ReadError
from trafficaudit.readers import folder, package


@pytest.fixture
def sealed(tmp_path: Path) -> Path:
    made = tmp_path / "shop"
    made.mkdir()
    flows.write(made / "traffic-0001.mitm", flows.flow(1), flows.flow(2))
    (made / "capture.json").write_text('{"format": 1, "id": "shop"}')
    return evidence.seal(made).path


def test_a_package_is_read_as_the_capture_that_was_sealed(sealed: Path) -> None:
    before, after = readers.open_capture(sealed.with_name("shop")), readers.open_capture(sealed)
    assert (after.capture.sha256, after.capture.id) == (before.capture.sha256, before.capture.id)
    assert (after.capture.name, after.capture.format) == ("shop.sealed", "sealed package")
    assert list(after.items()) == list(before.items())
    assert readers.open_capture(sealed / "bag").capture.sha256 == before.capture.sha256


def test_what_lies_in_a_bag_lies_in_the_package_however_it_is_named(
    sealed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    segment = next(sealed.rglob("traffic-0001.mitm"))
    (tmp_path / "link").symlink_to(segment.parent)
    monkeypatch.chdir(segment.parent)
    for path in (sealed, sealed / "bag", segment.parent, segment, tmp_path / "link", Path(), Path(segment.name)):
        found = package.around(path)
        assert found is not None
        assert found.resolve() == sealed


def test_what_lies_beside_a_package_does_not(sealed: Path, tmp_path: Path) -> None:
    for path in (tmp_path / "shop", tmp_path, tmp_path / "nothing", sealed / "anchor"):
        assert package.around(path) is None
        assert not package.sniff(b"", path)


def test_a_package_without_a_capture_is_refused(sealed: Path) -> None:
    (sealed / "bag/data/capture").rename(sealed / "bag/data/other")
    with pytest.raises(ReadError):
        readers.open_capture(sealed)
    with pytest.raises(ReadError):
        package.open_source(sealed.with_name("shop"))


def test_a_bag_that_lost_its_declaration_is_no_package(sealed: Path) -> None:
    packages.flip(sealed / "bag/bag-info.txt", 3)
    assert package.sniff(b"", sealed)
    (sealed / "bag/bagit.txt").unlink()
    assert not package.sniff(b"", sealed)
    assert folder.sniff(b"", sealed)
    with pytest.raises(ReadError, match="no capture folder"):
        readers.open_capture(sealed)
