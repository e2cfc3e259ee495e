import hashlib
import os
from pathlib import Path

import pytest
from support import flows

from trafficaudit import evidence, readers
from trafficaudit.errors import ReadError
from trafficaudit.reproduce import inputs
from trafficaudit.reproduce.inputs import Input, Places, Role, label_of


def wanted(path: Path, role: Role = "persona", name: str = "") -> Input:
    data = path.read_bytes()
    return Input(role, name or path.name, len(data), hashlib.sha256(data).hexdigest())


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "working").mkdir()
    monkeypatch.chdir(tmp_path / "working")


def test_a_file_is_known_by_its_digest_whatever_it_is_called(tmp_path: Path) -> None:
    deep = tmp_path / "a" / "b" / "renamed.bin"
    deep.parent.mkdir(parents=True)
    deep.write_bytes(b"values")
    found = Places([tmp_path / "a"]).find(wanted(deep, name="person.toml"))
    assert found is not None
    assert (found.path, found.exact) == (deep, True)


def test_the_input_itself_goes_before_a_file_of_its_name(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "person.toml").write_bytes(b"others")
    (tmp_path / "a" / "zz.toml").write_bytes(b"values")
    found = Places([tmp_path / "a"]).find(wanted(tmp_path / "a" / "zz.toml", name="person.toml"))
    assert found is not None
    assert (found.path.name, found.exact) == ("zz.toml", True)


def test_a_file_of_the_name_stands_in_and_is_told(tmp_path: Path) -> None:
    file = tmp_path / "person.toml"
    file.write_bytes(b"values")
    asked = wanted(file)
    file.write_bytes(b"changed since")
    found = Places([file]).find(asked)
    assert found is not None
    assert not found.exact
    assert found.sha256 == hashlib.sha256(b"changed since").hexdigest()


def test_a_capture_folder_is_known_by_what_its_reader_says(tmp_path: Path) -> None:
    folder = tmp_path / "kept" / "shop"
    folder.mkdir(parents=True)
    flows.write(folder / "traffic-0001.mitm", flows.flow(1))
    capture = readers.open_capture(folder).capture
    asked = Input("capture", "shop", capture.size, capture.sha256)
    folder.rename(tmp_path / "kept" / "moved")
    found = Places([tmp_path / "kept"]).find(asked)
    assert found is not None
    assert (found.path.name, found.exact) == ("moved", True)


def test_captures_and_the_working_folder_are_looked_at_unasked(tmp_path: Path) -> None:
    Path("captures").mkdir()
    Path("captures/one.toml").write_bytes(b"one")
    Path("two.toml").write_bytes(b"two")
    Path("below").mkdir()
    Path("below/three.toml").write_bytes(b"three")
    places = Places()
    assert places.find(wanted(Path("captures/one.toml"))) is not None
    assert places.find(wanted(Path("two.toml"))) is not None


def test_links_pipes_and_hidden_folders_are_passed_over(tmp_path: Path) -> None:
    place = tmp_path / "place"
    (place / ".hidden").mkdir(parents=True)
    (place / ".hidden" / "person.toml").write_bytes(b"values")
    os.mkfifo(place / "pipe.toml")
    (place / "person.toml").symlink_to(place / ".hidden" / "person.toml")
    (place / "loop").symlink_to(place)
    assert Places([place]).find(wanted(place / ".hidden" / "person.toml")) is None


def test_a_place_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="does not exist"):
        Places([tmp_path / "nowhere"])


def test_what_was_not_looked_at_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deep = tmp_path / "a" / "/".join("bcdefghij")
    deep.mkdir(parents=True)
    (tmp_path / "a" / "one").write_bytes(b"1")
    (tmp_path / "a" / "two").write_bytes(b"2")
    (deep / "three").write_bytes(b"3")
    (tmp_path / "working" / "not" / "entered").mkdir(parents=True)
    places = Places([tmp_path / "a"])
    assert places.bounds == ("only 8 folders below each other were looked into",)
    assert places.find(wanted(deep / "three")) is None
    assert Places([deep]).bounds == ()
    monkeypatch.setattr(inputs, "FILES", 2)
    assert Places([deep, tmp_path / "a" / "one"]).bounds == ()
    places = Places([tmp_path / "a", deep])
    assert places.bounds[-1] == "only the first 2 files were looked at"
    assert places.find(wanted(deep / "three")) is None


def test_a_capture_that_calls_itself_the_same_stands_in_for_one_that_changed(tmp_path: Path) -> None:
    folder = tmp_path / "kept" / "exhibit"
    folder.mkdir(parents=True)
    flows.write(folder / "traffic-0001.mitm", flows.flow(1))
    (folder / "capture.json").write_text('{"id": "shop"}')
    asked = Input("capture", "shop", 1, "0" * 64, label_of("shop-00000000"))
    found = Places([tmp_path / "kept"]).find(asked)
    assert found is not None
    assert (found.path, found.exact) == (folder, False)
    assert Places([tmp_path / "kept"]).find(Input("capture", "shop", 1, "0" * 64, "other")) is None


def test_nothing_is_told_of_folders_that_are_as_deep_as_is_looked(tmp_path: Path) -> None:
    deep = tmp_path / "a" / "/".join("bcdefghi")
    deep.mkdir(parents=True)
    (deep / "one").write_bytes(b"1")
    places = Places([tmp_path / "a"])
    assert (places.bounds, places.find(wanted(deep / "one")) is not None) == ((), True)


def test_a_package_in_the_working_folder_is_looked_into_and_stands_for_its_capture(tmp_path: Path) -> None:
    capture = tmp_path / "shop"
    capture.mkdir()
    flows.write(capture / "traffic-0001.mitm", flows.flow(1))
    sealed = evidence.seal(capture, Path("shop.sealed"), evidence.Order())
    read = readers.open_capture(sealed.path).capture
    for path in capture.iterdir():
        path.unlink()
    found = Places().find(Input("capture", "shop.sealed", read.size, read.sha256))
    assert found is not None
    assert (found.path, found.exact) == (Path("shop.sealed").absolute(), True)


@pytest.mark.parametrize("error", [PermissionError, FileNotFoundError])
def test_a_file_that_may_not_be_looked_at_is_refused_and_one_that_went_away_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: type[OSError]
) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "one").write_bytes(b"1")
    Path("one").write_bytes(b"1")
    lstat = Path.lstat

    def failing(path: Path) -> os.stat_result:
        if path.name == "one":
            raise error(13, "no", str(path))
        return lstat(path)

    monkeypatch.setattr(Path, "lstat", failing)
    assert Places().find(Input("persona", "one", 1, hashlib.sha256(b"1").hexdigest())) is None
    if error is PermissionError:
        with pytest.raises(ReadError, match="cannot be read: no"):
            Places([tmp_path / "a"])
    else:
        assert Places([tmp_path / "a"]).bounds == ()
