"""The files in the packages that databases are built from: npm's, Debian's, Python's; what is none raises."""

import gzip
import io
import re
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

MOST = 512 << 20
"""Most bytes that a file of a package may unpack to; the largest one is under 100 MiB."""


def whole(stream: IO[bytes] | gzip.GzipFile) -> bytes:
    """Read a file of a package.

    Raises:
        ValueError: it unpacks to more than ``MOST`` bytes.
    """
    data = stream.read(MOST + 1)
    if len(data) > MOST:
        raise ValueError(f"a file in it unpacks to more than {MOST >> 20} MiB")
    return data


def npm(package: Path, name: str) -> Iterator[bytes]:
    """Read a file for each IP version from an npm package, IPv4 first; ``%s`` in its name is the version."""
    with tarfile.open(package) as archive:
        for version in "46":
            member = archive.extractfile(f"package/{name % version}")
            assert member is not None
            yield whole(member)


def npm_date(package: Path) -> str:
    """Give the date in a version such as ``2.3.2026061719`` (year, month, day, hour)."""
    stamp = re.search(r"\.(\d{4})(\d\d)(\d\d)\d\d\.tgz$", package.name)
    assert stamp is not None
    return "-".join(stamp.groups())


def debian(package: Path, names: tuple[str, ...]) -> dict[str, bytes]:
    """Read files, by base name, from a Debian package: an ``ar`` archive (deb(5)) around ``data.tar.*``.

    Raises:
        ValueError: it is no such archive, or has no ``data.tar`` in it.
    """
    data = package.read_bytes()
    offset = 8
    while not data[offset : offset + 16].startswith(b"data.tar"):
        size = _size(data, offset)
        offset += 60 + size + size % 2
    size = _size(data, offset)
    found: dict[str, bytes] = {}
    with tarfile.open(fileobj=io.BytesIO(data[offset + 60 : offset + 60 + size])) as archive:
        for member in archive:
            base = member.name.rsplit("/", 1)[-1]
            if member.isfile() and base in names:
                content = archive.extractfile(member)
                assert content is not None
                found[base] = whole(content)
    return found


def _size(data: bytes, offset: int) -> int:
    """Read the size of a member: decimal digits, and blanks behind them (deb(5)); a sign would lead back."""
    digits = data[offset + 48 : offset + 58].rstrip()
    if not digits.isdigit():
        raise ValueError("it is no Debian package")
    return int(digits)


def wheel(package: Path, name: str) -> bytes:
    """Read a gzipped file from a wheel (a ZIP archive)."""
    with zipfile.ZipFile(package) as archive, archive.open(name) as packed, gzip.open(packed) as plain:
        return whole(plain)
