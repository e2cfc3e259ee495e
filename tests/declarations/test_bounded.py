"""Files are read within a bound, and nothing but files."""

from pathlib import Path

import pytest

from trafficaudit.declarations.bounded import read_within
from trafficaudit.errors import DeclarationError, ReadError

MOST = 1 << 20


def test_as_much_as_the_bound_is_read(tmp_path: Path) -> None:
    file = tmp_path / "f"
    file.write_bytes(b"a" * MOST)
    assert len(read_within(file, MOST, ReadError, "cut it")) == MOST
    file.write_bytes(b"a" * (MOST + 1))
    with pytest.raises(DeclarationError, match=r"f: is larger than 1 MiB \(cut it\)"):
        read_within(file, MOST, DeclarationError, "cut it")


def test_what_is_not_there_or_no_file_is_told(tmp_path: Path) -> None:
    for path in (tmp_path / "none", tmp_path, Path("/dev/null")):
        with pytest.raises(ReadError, match="cannot be opened"):
            read_within(path, MOST, DeclarationError, "cut it")
