"""A result folder as its recipe describes it: which version made it, and whether its files are still those."""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import Any

import pandas as pd
import pyarrow as pa

from trafficaudit.errors import ReadError
from trafficaudit.output import FORMAT, RECIPE
from trafficaudit.redaction import visible
from trafficaudit.special import special
from trafficaudit.tables import formats

ANEW = formats.ANEW
TABLE_FILES = ("transfers.parquet", "findings.parquet", "exchanges.parquet", "destinations.parquet", "coverage.csv")
"""The files of a result that hold a table each; ``transfers`` stands in other formats beside."""


def no_result(folder: Path) -> ReadError:
    """Say why a path is no result folder."""
    why = "it does not exist" if not os.path.lexists(folder) else "it is a file"
    why = "it has no recipe.json" if folder.is_dir() else why
    return ReadError(f"is not a result folder ({why})", visible(str(folder)), "make one with: trafficaudit replay")


def read_recipe(folder: Path) -> dict[str, Any]:
    """Read a result folder's recipe.

    Raises:
        ReadError: there is none, it is of another version, or nothing that a replay wrote.
    """
    where = visible(str(folder))
    path = folder / RECIPE
    try:
        if not path.is_file():
            raise no_result(folder)
        recipe = json.loads(path.read_bytes())
    except PermissionError as error:
        raise ReadError("cannot be read: Permission denied", where, "check its rights") from error
    except (OSError, ValueError, RecursionError) as error:
        raise ReadError("has a recipe.json that cannot be read", where, ANEW) from error
    if not isinstance(recipe, dict) or recipe.get("format") != FORMAT:
        raise ReadError("is a result folder of another version", where, ANEW)
    if not _is_sound(recipe):
        raise ReadError("has a recipe.json that no replay wrote", where, ANEW)
    return recipe


def _is_sound(recipe: Mapping[str, Any]) -> bool:
    """Say whether what whoever prints a table looks into is of its kind."""
    counts, inputs = recipe.get("counts", {}), recipe.get("inputs", {})
    if not isinstance(counts, dict) or not isinstance(inputs, dict):
        return False
    return isinstance(counts.get("coverage", {}), dict) and all(
        isinstance(each, list | None) for each in (recipe.get("gaps"), recipe.get("warnings"))
    )


_EMPTY = {
    "en": "{}: no exchange was recorded or read, so that nothing is known of what was sent",
    "ko": "{}: 기록되거나 읽힌 통신이 하나도 없어 무엇이 전송되었는지 알 수 없음",
}


def doubt(recipe: Mapping[str, Any], folder: Path, lang: str = "en") -> str:
    """Say that a result rests on no exchange at all: its tables would read as "nothing was sent"; else empty."""
    counts = recipe.get("counts")
    counted = counts.get("exchanges") if isinstance(counts, dict) else None
    return _EMPTY[lang].format(visible(folder.absolute().name)) if counted == 0 else ""


def unchanged(folder: Path, recipe: Mapping[str, Any], files: Iterable[str]) -> None:
    """Hold files of a result folder to its recipe.

    Raises:
        ReadError: one is not there, or is not the one that the recipe names by its SHA-256.
    """
    outputs = recipe.get("outputs")
    for name in files:
        where = visible(str(folder / name))
        if kind := special(folder / name):
            raise ReadError(f"is {kind}, not a file", where, ANEW)
        digest = _digest(folder / name)
        if not isinstance(outputs, dict) or digest != outputs.get(name):
            raise ReadError("is not the file that recipe.json names: it was changed afterwards", where, ANEW)


_CHANGED = {
    "en": "{}: not what recipe.json names by its SHA-256, changed after the replay; nothing is read from it",
    "ko": "{}: recipe.json에 적힌 SHA-256과 다르며 재생 뒤에 바뀌었음. 이 파일에서는 아무것도 읽지 않음",
}


def changed(recipe: Mapping[str, Any], folder: Path, lang: str = "en") -> str:
    """Say which files beside those that are read are not those of the recipe; empty where there is none.

    People are handed ``transfers.csv`` and ``transfers.xlsx``, and write into them: an investigator's class belongs
    there, so that one that was changed is told and refuses nothing. One that is not there says nothing.
    """
    outputs = recipe.get("outputs")
    listed = outputs.items() if isinstance(outputs, dict) else ()
    there = [(folder / name, sha256) for name, sha256 in listed if PurePath(name).name == name]
    other = [path for path, sha256 in there if path.is_file() and _digest(path) != sha256]
    return _CHANGED[lang].format(", ".join(visible(str(path)) for path in other)) if other else ""


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ReadError(f"cannot be read: {error.strerror}", visible(str(path)), ANEW) from error


@contextmanager
def readable(folder: Path) -> Iterator[None]:
    """Say of a result folder whose tables are read meanwhile that they cannot be, where one cannot.

    Raises:
        ReadError: one is missing, damaged, or of another version.
    """
    try:
        yield
    except (OSError, ValueError, KeyError, TypeError, pa.ArrowException) as error:
        what = "holds tables that cannot be read, or of another version"
        raise ReadError(what, visible(str(folder)), ANEW) from error


def read_table(folder: Path, name: str) -> pd.DataFrame:
    """Read a table of a result folder, by its name in ``columns.TABLES``.

    Raises:
        ReadError: it is missing, damaged, or of another version.
    """
    with readable(folder):
        return formats.read_parquet(name, folder / f"{name}.parquet")
