import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from trafficaudit.errors import ReadError
from trafficaudit.readers.pinned import pin


def test_a_file_that_was_fresh_is_read_again_in_the_end(tmp_path: Path) -> None:
    """Two changes in one tick of the clock leave the same times: nothing but the bytes tells."""
    path = tmp_path / "a.mitm"
    path.write_bytes(b"abc")
    fresh = pin(path)
    assert fresh.fresh
    other = replace(fresh, sha256=hashlib.sha256(b"abd").hexdigest())
    other.confirm()
    with pytest.raises(ReadError, match="changed while it was being read"):
        other.confirm(again=True)
    replace(other, fresh=False).confirm(again=True)


def test_a_file_with_another_time_is_the_same_where_its_bytes_are(tmp_path: Path) -> None:
    path = tmp_path / "a.mitm"
    path.write_bytes(b"abc")
    pinned = pin(path)
    path.with_name("copy").write_bytes(b"abc")
    path.with_name("copy").replace(path)
    pinned.confirm()
    with pytest.raises(ReadError, match="was touched"):
        pinned.confirm(untouched=True)
