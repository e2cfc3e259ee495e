"""The demo's results with a payload in front of every text of every table, of the recipe, and of a declaration."""

import json
import zlib
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

from support.hostile import PAYLOADS
from support.resultfolders import seal

from trafficaudit import declarations
from trafficaudit.declarations.model import Declaration
from trafficaudit.report.results import read_results
from trafficaudit.tables import formats
from trafficaudit.tables.columns import TABLES

# What the tables are joined and counted by has closed sets of values, which the code that writes them gives.
_CLOSED = {"leaves_korea", "certainty", "direction", "state", "sent", "counted", "detector", "detectors", "evidence"}


def payload(name: str) -> str:
    """Give the payload for the texts of one name: the same in every table, so that rows still belong together."""
    return PAYLOADS[zlib.crc32(name.encode()) % len(PAYLOADS)]


def results(demo: Path, folder: Path) -> Path:
    """Write the poisoned results of the demo's folder."""
    folder.mkdir()
    read = read_results(demo)
    for name in ("transfers", "findings", "exchanges", "destinations", "coverage"):
        texts = {column.name for column in TABLES[name] if column.kind == "text"} - _CLOSED
        rows = [
            {key: f"{payload(key)}{value}" if key in texts and value else value for key, value in row.items()}
            for row in read.table(name)
        ]
        if name == "destinations":
            rows = [row | {"evidence": json.dumps(_everywhere(json.loads(row["evidence"])))} for row in rows]
        data = formats.frame(name, rows)
        if name == "coverage":
            formats.write_csv(name, data, folder / "coverage.csv", "en")
        else:
            formats.write_parquet(name, data, folder / f"{name}.parquet")
    kept = {key: _everywhere(read.recipe[key]) for key in ("tool", "inputs", "python", "libraries", "warnings")}
    gap = dict.fromkeys(("capture", "position", "offset", "reason"), PAYLOADS[1])
    seal(folder, **kept, gaps=[gap])
    return folder


def declaration(file: Path) -> Declaration:
    """Give a declaration with a payload in every text but the names by which recipients are found."""
    read: Declaration = _texts(declarations.load(file), "")
    return replace(
        read,
        recipients=tuple(
            replace(one, known_as=f"{payload('recipient')}{plain.known_as}", countries=plain.countries)
            for one, plain in zip(read.recipients, declarations.load(file).recipients, strict=True)
        ),
    )


def _everywhere(value: Any, name: str = "") -> Any:
    if isinstance(value, dict):
        return {
            f"{payload(name)}{key}" if name == "metadata" else key: _everywhere(each, key)
            for key, each in value.items()
        }
    if isinstance(value, list):
        return [_everywhere(each, name) for each in value]
    return f"{payload(name)}{value}" if isinstance(value, str) else value


def _texts(value: Any, name: str) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{each.name: _texts(getattr(value, each.name), each.name) for each in fields(value)})
    if isinstance(value, tuple):
        return tuple(_texts(each, name) for each in value)
    kept = name in ("code", "categories", "reading", "kind")
    return f"{payload(name)}{value}" if isinstance(value, str) and not kept else value
