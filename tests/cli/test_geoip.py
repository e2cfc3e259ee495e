"""The geoip command, and a replay with the set that it keeps."""

import errno
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from support import geopackages, mmdb
from support.command import run as run_command

from trafficaudit.cli import main
from trafficaudit.cli.options import GEOIP_FOLDER, geoip_folder
from trafficaudit.destinations import build, installed
from trafficaudit.destinations.packages import PACKAGES

SEOUL = "3.34.0.1"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(GEOIP_FOLDER, str(tmp_path / "geoip"))
    return tmp_path / "geoip"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return mmdb.write(tmp_path / "GeoLite2-Country.mmdb", "GeoLite2-Country", {"3.34.0.0/24": mmdb.country("SG")})


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of packages, and a program that came with what they make."""
    packages, data = geopackages.write(tmp_path / "packages"), tmp_path / "data"
    data.mkdir()
    for name in PACKAGES:
        (data / f"{name}.ranges.xz").write_bytes(build.build(name, packages)[1])
    monkeypatch.setattr(installed, "DATA", data)
    return packages


def run(*line: str | Path) -> Result:
    return CliRunner().invoke(main, ["geoip", *map(str, line)])


def test_a_fresh_list_shows_the_programs_databases(folder: Path) -> None:
    done = run("list")
    assert done.exit_code == 0
    rows = [line.split() for line in done.stdout.splitlines()[1 : 1 + len(PACKAGES)]]
    assert [row[0] for row in rows] == list(PACKAGES)
    assert all(row[-1] == "ok" for row in rows)
    assert "IP Geolocation by DB-IP" in done.stdout
    assert f"Nothing is installed in {folder}" in done.stdout
    assert not folder.exists()


def test_a_folder_that_may_not_be_read_is_no_empty_one(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(path: Path, **_: bool) -> bool:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr(Path, "exists", refused)
    done = run("list")
    assert done.exit_code == 3
    assert "pins.json: the pin file cannot be read: Permission denied (check the rights of" in done.stderr


def test_the_list_for_programs(own: Path) -> None:
    assert json.loads(run("list", "--json").stdout)["pins"] is None
    run("add", own)
    told = json.loads(run("list", "--json").stdout)
    assert len(told["pins"]["sha256"]) == 64
    assert len(told["databases"]) == 2 * len(PACKAGES) + 1
    row = told["databases"][-1]
    assert row | {"age_days": 0, "old": False} == {
        "name": "GeoLite2-Country.mmdb",
        "used_by": "replay --geoip installed",
        "state": "ok",
        "type": "GeoLite2-Country",
        "kind": "country",
        "built": "2026-09-21",
        "age_days": 0,
        "old": False,
        "sha256": row["sha256"],
        "licence": "the user's own",
        "source": "a file of the user's own",
        "attribution": row["attribution"],
        "file": f"GeoLite2-Country-2026-09-21-{row['sha256'][:8]}.mmdb",
        "package": "",
    }
    assert "MaxMind" in row["attribution"]
    assert row["age_days"] >= 66


def test_adding_and_removing(own: Path, folder: Path) -> None:
    done = run("add", own)
    assert (done.exit_code, done.stdout.split(":")[0]) == (0, "pinned GeoLite2-Country.mmdb")
    assert f"{folder / 'pins.json'} (SHA-256 " in done.stderr
    assert "--geoip installed" in done.stderr
    assert run("add", own).stdout.startswith("is pinned already")
    assert run("remove", "GeoLite2-Country.mmdb").stdout.startswith("removed GeoLite2-Country.mmdb")
    assert run("remove", "GeoLite2-Country.mmdb").exit_code == 3


def test_adding_and_removing_is_told_to_programs(own: Path, folder: Path) -> None:
    added = json.loads(run("add", own, "--json").stdout)
    assert (added["changed"], added["database"]["name"]) == (True, "GeoLite2-Country.mmdb")
    assert added["pins"]["file"] == str(folder / "pins.json")
    again = json.loads(run("add", own, "--json").stdout)
    assert again == added | {"changed": False}
    removed = json.loads(run("remove", "GeoLite2-Country.mmdb", "--json").stdout)
    assert removed["removed"]["sha256"] == added["database"]["sha256"]
    assert removed["pins"]["sha256"] != added["pins"]["sha256"]


def test_the_folder_can_be_named(own: Path, tmp_path: Path, folder: Path) -> None:
    assert run("--folder", tmp_path / "other", "add", own).exit_code == 0
    assert (tmp_path / "other" / "pins.json").is_file()
    assert not folder.exists()


def test_without_the_variable_it_is_the_configuration_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(GEOIP_FOLDER)
    assert geoip_folder().parts[-1] == "geoip"
    assert "trafficaudit" in str(geoip_folder()).lower()


def test_an_old_database_is_taken_with_a_warning(tmp_path: Path) -> None:
    path = mmdb.write(tmp_path / "o.mmdb", "GeoLite2-Country", {"3.34.0.0/24": mmdb.country("KR")}, built=1_300_000_000)
    done = run("add", path)
    assert done.exit_code == 0
    assert "warning: o.mmdb was built on 2011-03-13" in done.stderr
    assert "warning: o.mmdb (replay --geoip installed) is of 2011-03-13" in run("list").stderr


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("GeoLite2-Country.tar.gz", b"\x1f\x8b\x08\x00", "is a gzip archive (unpack it"),
        ("GeoLite2.zip", b"PK\x03\x04", "is a zip archive (unpack it"),
        ("GeoLite2-Country-Blocks-IPv4.csv", b"network,geoname_id\n1.0.0.0/24,1\n", "is a text file (give the binary"),
        ("empty.mmdb", b"", "is empty"),
        ("zeros.mmdb", bytes(5000), "is no MaxMind DB"),
        ("pins.json", b"{}", "is a text file"),
    ],
)
def test_what_is_no_database_is_refused(tmp_path: Path, folder: Path, name: str, content: bytes, what: str) -> None:
    (tmp_path / name).write_bytes(content)
    done = run("add", tmp_path / name)
    assert (done.exit_code, done.stdout) == (3, "")
    assert what in done.stderr
    assert "Traceback" not in done.stderr
    assert not folder.exists()


@pytest.mark.parametrize(
    "kind", ["GeoIP2-Connection-Type", "GeoIP2-Anonymous-IP", "GeoIP2-ISP", "GeoIP2-Domain", "GeoIP2-User-Count"]
)
def test_a_database_of_another_type_is_refused(tmp_path: Path, kind: str) -> None:
    done = run("add", mmdb.write(tmp_path / "x.mmdb", kind, {"1.0.0.0/24": {"isp": "x"}}))
    assert done.exit_code == 3
    assert f"is a database of type '{kind}'" in done.stderr


def test_an_update_tells_what_it_changes(small: Path, tmp_path: Path, folder: Path) -> None:
    newer = geopackages.write(tmp_path / "newer", "KR", geopackages.NEWER)
    done = run("update", "--from", newer, "--dry-run")
    assert "dbip: 2026-06-17 -> 2026-11-18, 6 -> 6 ranges" in done.stdout
    assert not folder.exists()
    assert run("update", "--from", newer).exit_code == 0
    back = run("update", "--from", small, "--only", "dbip")
    assert "dbip: 2026-11-18 -> 2026-06-17 (OLDER)" in back.stdout
    assert "dbip: unchanged" in run("update", "--from", small, "--only", "dbip").stdout


def test_an_update_is_told_to_programs(small: Path, tmp_path: Path, folder: Path) -> None:
    newer = geopackages.write(tmp_path / "newer", "KR", geopackages.NEWER)
    tried = json.loads(run("update", "--from", newer, "--dry-run", "--json").stdout)
    assert (tried["dry_run"], tried["pins"]) == (True, None)
    changed = next(each for each in tried["changes"] if each["name"] == "dbip")
    assert (changed["before"]["built"], changed["after"]["built"]) == ("2026-06-17", "2026-11-18")
    assert changed["changed"]
    assert not folder.exists()
    done = json.loads(run("update", "--from", newer, "--json").stdout)
    assert done["changes"] == tried["changes"]
    assert done["pins"]["file"] == str(folder / "pins.json")
    same = json.loads(run("update", "--from", newer, "--only", "dbip", "--json").stdout)
    assert [each["changed"] for each in same["changes"]] == [False]


def test_an_update_without_a_package_client_says_what_to_do(
    small: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, folder: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    done = run("update")
    assert done.exit_code == 3
    assert "npm is not on this computer" in done.stderr
    assert "--from DIR" in done.stderr
    assert not folder.exists()


def test_another_machine_can_make_the_same_set(small: Path, own: Path, tmp_path: Path, folder: Path) -> None:
    run("update", "--from", small)
    run("add", own)
    wanted, other = folder / "pins.json", tmp_path / "other"
    done = run("--folder", other, "update", "--from", small, "--pins", wanted)
    assert done.exit_code == 3
    assert "trafficaudit geoip add GeoLite2-Country.mmdb (SHA-256 " in done.stderr
    run("--folder", other, "add", own)
    assert run("--folder", other, "update", "--from", small, "--pins", wanted).exit_code == 0
    assert (other / "pins.json").read_bytes() == wanted.read_bytes()


def test_a_replay_uses_the_set_only_where_it_is_asked_for(
    own: Path, capture: Path, tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outs = [tmp_path / name for name in ("plain", "one", "two")]
    installed_set = ["replay", str(capture), "--geoip", "installed", "-o"]
    refused = CliRunner().invoke(main, [*installed_set, str(outs[1])])
    assert (refused.exit_code, "nothing is installed" in refused.stderr) == (2, True)
    run("add", own)
    assert CliRunner().invoke(main, ["replay", str(capture), "-o", str(outs[0])]).exit_code == 0
    assert CliRunner().invoke(main, [*installed_set, str(outs[1])]).exit_code == 0
    moved = tmp_path / "elsewhere"
    folder.rename(moved)
    monkeypatch.setenv(GEOIP_FOLDER, str(moved))
    assert run_command(*installed_set, outs[2]).returncode == 0
    plain, one, two = [json.loads((out / "recipe.json").read_text()) for out in outs]
    assert one == two
    assert plain["outputs"]["destinations.parquet"] != one["outputs"]["destinations.parquet"]
    assert not {"pins"} & {each["kind"] for each in plain["inputs"]["databases"]}
    named = {each["file"]: each for each in one["inputs"]["databases"]}
    assert named["pins.json"]["sha256"] == json.loads(run("list", "--json").stdout)["pins"]["sha256"]
    assert [file for file in named if file.startswith("GeoLite2-Country-2026-09-21-")]
    assert str(tmp_path) not in (outs[1] / "recipe.json").read_text()


def test_a_file_that_was_changed_is_refused_and_shown(own: Path, capture: Path, folder: Path, tmp_path: Path) -> None:
    run("add", own)
    (pinned,) = folder.glob("*.mmdb")
    with pinned.open("ab") as file:
        file.write(b"x")
    done = CliRunner().invoke(main, ["replay", str(capture), "--geoip", "installed", "-o", str(tmp_path / "out")])
    assert done.exit_code == 3
    assert "pins.json pins" in done.stderr
    assert not (tmp_path / "out").exists()
    shown = run("list")
    assert shown.exit_code == 1
    assert "its SHA-256 is" in shown.stdout
    assert run("add", own).exit_code == 0
    assert run("list").exit_code == 0
