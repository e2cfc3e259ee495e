#!/usr/bin/env python3
"""Write the synthetic demo capture: the same bytes on every run.

Usage::

    python captures/demo/generate.py            # into this folder
    python captures/demo/generate.py DIRECTORY  # elsewhere, to compare

``persona.toml`` and ``recipients.toml`` are written by hand and only read here; ``capture.json``, ``phases.jsonl``,
``traffic-0001.mitm``, ``tls_failures.jsonl`` and ``truth.csv`` come out. Nobody's data stands in any of them.
"""

import csv
import json
import sys
import tomllib
import zlib
from dataclasses import astuple, fields
from datetime import UTC, datetime, timedelta, timezone
from importlib.metadata import version
from pathlib import Path

import noise
import opening
import shopping
from app import PACKAGE, VERSION, App
from mitmproxy.io import FlowWriter
from pieces import Person
from recording import Recording, Truth

HERE = Path(__file__).resolve().parent
SEED = 20261124
STARTED_AT = datetime(2026, 11, 24, 0, 58, 0, tzinfo=UTC)
KOREA = timezone(timedelta(hours=9))


def record() -> Recording:
    """Play the story through."""
    values = tomllib.loads((HERE / "persona.toml").read_text(encoding="utf-8"))["values"]
    recording = Recording(SEED, STARTED_AT)
    app = App(recording, Person({category: listed[0] for category, listed in values.items()}))
    recording.phase("install", after=60)
    opening.install(app)
    recording.phase("first_launch", after=45)
    opening.first_launch(app)
    noise.housekeeping(recording, 6)
    recording.phase("before_consent", after=20)
    noise.pictures(recording, 4)
    opening.before_consent(app)
    recording.phase("consent", after=30)
    opening.consent(app)
    noise.housekeeping(recording, 4)
    recording.phase("login", after=40)
    shopping.login(app)
    noise.products(recording, 4, app.session())
    noise.pictures(recording, 16)
    recording.phase("browse", after=60)
    shopping.browse(app)
    noise.products(recording, 20, app.session())
    noise.pictures(recording, 42)
    noise.decoys(recording, app.session())
    recording.phase("checkout", after=90)
    noise.pictures(recording, 6)
    shopping.checkout(app)
    noise.products(recording, 3, app.session())
    recording.phase("background", after=300)
    shopping.background(app)
    noise.housekeeping(recording, 12)
    recording.phase("withdrawal", after=60)
    shopping.withdraw(app)
    recording.phase("browse", after=45)
    shopping.browse_on(app)
    noise.pictures(recording, 3)
    return recording


def description(recording: Recording) -> dict[str, object]:
    """Say what the capture is; the versions are those that its bytes depend on."""
    return {
        "format": 1,
        "id": "demo",
        "synthetic": True,
        "note": "made up from beginning to end by generate.py; nobody's data",
        "app": {"package": PACKAGE, "version": VERSION, "name": "한빛몰 (synthetic)"},
        "device": {"model": "SM-S931N", "os": "Android 16", "clock_offset_seconds": 0.0},
        "observer": "KR",
        "started_at": STARTED_AT.isoformat(),
        "ended_at": (recording.now + timedelta(seconds=30)).isoformat(timespec="seconds"),
        "tools": {
            "mitmproxy": version("mitmproxy"),
            "brotli": version("brotli"),
            "zstandard": version("zstandard"),
            "msgpack": version("msgpack"),
            "cbor2": version("cbor2"),
            "zlib": zlib.ZLIB_RUNTIME_VERSION,
        },
    }


def write(folder: Path) -> None:
    """Write the files of the recording."""
    recording = record()
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "traffic-0001.mitm").open("wb") as stream:
        writer = FlowWriter(stream)  # type: ignore[no-untyped-call]
        for flow in recording.flows:
            writer.add(flow)
    text = json.dumps(description(recording), ensure_ascii=False, indent=2) + "\n"
    (folder / "capture.json").write_text(text, encoding="utf-8")
    marks = [{"at": at.astimezone(KOREA).isoformat(), "phase": name} for at, name in recording.phases]
    lines = "".join(json.dumps(mark) + "\n" for mark in marks)
    (folder / "phases.jsonl").write_text(lines, encoding="utf-8")
    lines = "".join(json.dumps(refusal) + "\n" for refusal in recording.refused)
    (folder / "tls_failures.jsonl").write_text(lines, encoding="utf-8")
    with (folder / "truth.csv").open("w", encoding="utf-8", newline="") as table:
        rows = csv.writer(table, lineterminator="\n")
        rows.writerow([column.name for column in fields(Truth)])
        rows.writerows(astuple(row) for row in recording.truth)


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
