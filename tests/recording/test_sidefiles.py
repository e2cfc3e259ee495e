"""Side files: a line an object, cut back to what stands."""

import json
from pathlib import Path

import pytest

from trafficaudit import capturefiles
from trafficaudit.recording.sidefiles import SideFiles, iso


def test_lines_are_json_and_counted(tmp_path: Path) -> None:
    lines = SideFiles(tmp_path, {})
    lines.write(capturefiles.CLOCK, {"at": iso(1795478400.5), "kind": "reading"})
    lines.write(capturefiles.CLOCK, {"host": "한빛\ud800\n", "odd": b"x"})
    lines.sync()
    path = tmp_path / capturefiles.CLOCK
    assert path.stat().st_size == lines.lengths[capturefiles.CLOCK]
    first, second = path.read_bytes().splitlines()
    assert json.loads(first) == {"at": "2026-11-24T00:00:00.500000+00:00", "kind": "reading"}
    assert json.loads(second)["host"].startswith("한빛")
    lines.close()


def test_what_does_not_stand_is_cut_off(tmp_path: Path) -> None:
    lines = SideFiles(tmp_path, {})
    lines.write(capturefiles.GAPS, {"a": 1})
    stands = dict(lines.lengths)
    lines.write(capturefiles.GAPS, {"a": 2})
    lines.write(capturefiles.DNS, {"a": 3})
    lines.close()
    again = SideFiles(tmp_path, stands)
    again.write(capturefiles.GAPS, {"a": 4})
    again.close()
    assert (tmp_path / capturefiles.GAPS).read_text() == '{"a": 1}\n{"a": 4}\n'
    assert not (tmp_path / capturefiles.DNS).exists()


def test_a_side_file_that_may_not_be_written_is_an_error(tmp_path: Path) -> None:
    (tmp_path / capturefiles.CLOCK).mkdir()
    with pytest.raises(OSError):  # noqa: PT011 - the kind differs between systems
        SideFiles(tmp_path, {}).write(capturefiles.CLOCK, {})


@pytest.mark.parametrize(("left", "kept"), [(None, b""), (b"", b""), (b'{"a"', b""), (b'{"a": 1}\n{"a', b'{"a": 1}\n')])
def test_what_is_shorter_than_it_was_is_not_filled_up(tmp_path: Path, left: bytes | None, kept: bytes) -> None:
    lines = SideFiles(tmp_path, {})
    for number in (1, 2):
        lines.write(capturefiles.PHASES, {"a": number})
    lines.close()
    path = tmp_path / capturefiles.PHASES
    path.unlink() if left is None else path.write_bytes(left)
    again = SideFiles(tmp_path, lines.lengths)
    assert again.lacking == len(b'{"a": 1}\n{"a": 2}\n') - len(kept)
    again.write(capturefiles.PHASES, {"a": 3})
    again.close()
    assert path.read_bytes() == kept + b'{"a": 3}\n'
    assert again.lengths[capturefiles.PHASES] == path.stat().st_size
