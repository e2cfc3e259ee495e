"""Captures that are cut into many jobs, though they are small."""

from pathlib import Path

import pytest
from support import flows

from trafficaudit.readers.flow import file as flowfile
from trafficaudit.recipe import Request

DEMO = Path(__file__).resolve().parent.parent.parent / "captures" / "demo"


@pytest.fixture
def small_slices(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many jobs of little traffic; slices are cut by the process that hands them out."""
    monkeypatch.setattr(flowfile, "_SLICE_RECORDS", 24)


def request_for(folder: Path, count: int, *more: Path) -> Request:
    """Ask for a capture with a hole in it and others, in so many processes."""
    cut = folder / "cut.mitm"
    if not cut.exists():
        flows.write(cut, *(flows.flow(number, body=b"phone=010-2345-6789&note=" + b"x" * 99) for number in range(300)))
        cut.write_bytes(cut.read_bytes()[:-100])
    return Request((cut, *more), folder / f"out{count}", DEMO / "persona.toml", workers=count)
