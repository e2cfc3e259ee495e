from fnmatch import fnmatchcase
from pathlib import Path

import pytest
from support.unlisted import unlisted

from trafficaudit.capturefiles import DESCRIPTION, DEVICE, EVENTS, LOG, SIDE_FILES, TRAFFIC, by_number, traffic_files
from trafficaudit.recording import segment

CAPTURES = Path(__file__).resolve().parent.parent / "captures"


def test_every_file_stands_in_the_contract() -> None:
    text = (CAPTURES / "README.md").read_text(encoding="utf-8")
    assert [name for name in (DESCRIPTION, EVENTS, *SIDE_FILES, LOG, DEVICE) if name not in text] == []


def test_what_the_recorder_writes_is_found_as_traffic() -> None:
    names = [segment.name(number) for number in (1, 9_999, 10_000)]
    assert all(fnmatchcase(name, TRAFFIC) for name in names)
    assert [path.name for path in (CAPTURES / "demo").glob(TRAFFIC)][:1] == ["traffic-0001.mitm"]
    assert not fnmatchcase("traffic-0001.mitm.new", TRAFFIC)


def test_flow_files_go_by_their_numbers_however_many_digits_these_have() -> None:
    names = [segment.name(number) for number in (1, 9_999, 10_000, 123_456)]
    assert sorted({*names}, key=by_number) == names
    assert sorted(("traffic-b.mitm", "traffic-2-x.mitm", "traffic-02.mitm", "traffic-1.mitm"), key=by_number) == [
        "traffic-1.mitm", "traffic-02.mitm", "traffic-2-x.mitm", "traffic-b.mitm",
    ]  # fmt: skip


def test_traffic_is_listed_by_number(tmp_path: Path) -> None:
    for name in ("traffic-10000.mitm", "traffic-9999.mitm", "traffic-b.mitm", "traffic-1.mitm.new", "capture.json"):
        (tmp_path / name).touch()
    assert [path.name for path in traffic_files(tmp_path)] == [
        "traffic-9999.mitm",
        "traffic-10000.mitm",
        "traffic-b.mitm",
    ]


def test_a_folder_that_cannot_be_listed_is_not_an_empty_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    unlisted(monkeypatch, tmp_path)
    with pytest.raises(OSError, match="Input/output error"):
        traffic_files(tmp_path)
