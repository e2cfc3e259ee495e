"""A result folder read back: its recipe checked, its tables those that the recipe names by their SHA-256."""

import hashlib
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from trafficaudit import output
from trafficaudit.errors import ReadError
from trafficaudit.special import special
from trafficaudit.tables import formats
from trafficaudit.tables.columns import TABLES
from trafficaudit.tables.folder import ANEW, TABLE_FILES, no_result
from trafficaudit.tables.lines import Lines

type Row = Mapping[str, Any]

_SHAPE: dict[str, type] = {
    "tool": dict,
    "inputs": dict,
    "counts": dict,
    "outputs": dict,
    "gaps": list,
    "warnings": list,
}


@dataclass(frozen=True, slots=True)
class Results:
    """The tables of one result folder, row by row, and the recipe that says what they were made from.

    ``sha256`` is that of the recipe's file: nothing in the folder vouches for it.
    """

    recipe: Mapping[str, Any]
    transfers: Sequence[Row]
    findings: Sequence[Row]
    exchanges: Sequence[Row]
    destinations: Sequence[Row]
    coverage: Sequence[Row]
    sha256: str = ""

    def table(self, name: str) -> Sequence[Row]:
        """Give the rows of a table by its name in ``tables.columns``."""
        rows: Sequence[Row] = getattr(self, name)
        return rows


def read_results(folder: Path) -> Results:
    """Read a result folder.

    Args:
        folder: what ``trafficaudit replay`` wrote.

    Raises:
        ReadError: it is no result folder, was written by another version, or a table is not the one of its recipe.
    """
    recipe, sha256 = _recipe(folder)
    tables: dict[str, Sequence[Row]] = {}
    for file in TABLE_FILES:
        name, _, kind = file.partition(".")
        path = folder / file
        content = _content(path, recipe["outputs"].get(file))
        tables[name] = _parquet(name, content, path) if kind == "parquet" else _coverage(content, path)
    return Results(recipe, **tables, sha256=sha256)


def _recipe(folder: Path) -> tuple[Mapping[str, Any], str]:
    path = folder / output.RECIPE
    if not path.is_file():
        raise no_result(folder)
    try:
        content = path.read_bytes()
        recipe = json.loads(content)
    except OSError as error:
        raise ReadError(f"cannot be read: {error.strerror}", str(path), "check its rights") from error
    except (ValueError, RecursionError) as error:
        raise ReadError("cannot be read as JSON", str(path), ANEW) from error
    if not isinstance(recipe, dict) or "format" not in recipe:
        raise ReadError("does not say in which format the results are", str(path), ANEW)
    if recipe["format"] != output.FORMAT:
        raise ReadError(
            f"the results are of another version (format {recipe['format']!r}; this one reads {output.FORMAT})",
            str(folder),
            ANEW,
        )
    wrong = [key for key, kind in _SHAPE.items() if not isinstance(recipe.get(key), kind)]
    if not wrong and not _whole(recipe):
        raise ReadError("does not list its inputs as this version does", str(path), ANEW)
    if wrong:
        raise ReadError(f"lacks {', '.join(wrong)}", str(path), ANEW)
    return recipe, hashlib.sha256(content).hexdigest()


def _whole(recipe: Mapping[str, Any]) -> bool:
    inputs = recipe["inputs"]
    lists = [inputs.get(key) or [] for key in ("captures", "recipients", "databases")]
    if not all(isinstance(given, list) for given in lists):
        return False
    listed = [each for given in (*lists, recipe["gaps"]) for each in given]
    single = [inputs.get(key) or {} for key in ("persona", "phases")]
    about = [each.get("metadata") or {} for each in listed if isinstance(each, dict)]
    sizes = [each.get("size", 0) for each in lists[0] if isinstance(each, dict)]
    return (
        isinstance(inputs.get("captures"), list)
        and all(isinstance(each, dict) for each in (*listed, *single, *about, recipe.get("libraries") or {}))
        and all(isinstance(size, int) for size in sizes)
    )


def _content(path: Path, sha256: object) -> bytes:
    if kind := special(path):
        raise ReadError(f"is {kind}, not a file", str(path), ANEW)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ReadError(f"cannot be read: {error.strerror}", str(path), ANEW) from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise ReadError("is not the file that recipe.json names: it was changed afterwards", str(path), ANEW)
    return content


def _parquet(name: str, content: bytes, path: Path) -> Sequence[Row]:
    try:
        file = pq.ParquetFile(io.BytesIO(content))
        if file.schema_arrow.names != [column.name for column in TABLES[name]]:
            raise ReadError("has the columns of another version", str(path), ANEW)
        lines = Lines(file.read().cast(formats.schema(name)))
    except (OSError, pa.ArrowException) as error:  # a damaged page is the former
        raise ReadError("cannot be read as Parquet", str(path), ANEW) from error
    # Of the others there are few, or rows that are asked for again and again.
    return lines if name == "findings" else list(lines)


def _coverage(content: bytes, path: Path) -> Sequence[Row]:
    try:
        data = formats.read_csv("coverage", io.BytesIO(content))
        whole = [column.name for column in TABLES["coverage"] if column.kind == "whole"]
        rows = data.astype(dict.fromkeys(whole, "Int64")).to_dict("records")
    except (TypeError, ValueError) as error:
        raise ReadError("cannot be read as CSV", str(path), ANEW) from error
    return [{str(name): None if value is pd.NA else value for name, value in row.items()} for row in rows]
