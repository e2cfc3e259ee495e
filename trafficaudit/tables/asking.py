"""How the scripts of ``analysis/`` begin: which result folder is asked, and how a table is shown.

A script is a program and a notebook in one, so both are known here. Importing this sets how pandas prints: all rows and
columns, cells whole, and Korean letters as wide as they are; a script prints UTF-8 into a pipe whatever the locale.
"""

import builtins
import hashlib
import os
import signal
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

import pandas as pd

from trafficaudit import streams
from trafficaudit.errors import AuditError, ReadError
from trafficaudit.output import RECIPE
from trafficaudit.redaction import visible
from trafficaudit.tables import formats
from trafficaudit.tables.folder import read_recipe, readable, unchanged

NOTEBOOK = "ipykernel" in sys.modules
"""Whether the script runs as a notebook; ``sys.argv`` is the kernel's then."""

pd.set_option("display.max_rows", None, "display.max_columns", None, "display.max_colwidth", None)
pd.set_option("display.unicode.east_asian_width", True)
if not NOTEBOOK:
    streams.ready()


def arguments() -> list[str]:
    """Give the script's arguments; none in a notebook."""
    return [] if NOTEBOOK else sys.argv[1:]


def asked() -> Path:
    """Give the result folder that is asked: the first argument, ``$TRAFFICAUDIT_RESULTS``, or that of ``make demo``.

    From here on a script ends without a word where nobody reads on what it prints (``| head``), as other programs do,
    and with a sentence where a result folder is not what it should be.
    """
    if not NOTEBOOK:
        sys.excepthook = _said
    if not NOTEBOOK and hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    script = Path("cell" if NOTEBOOK else sys.argv[0]).resolve()
    named = "".join(arguments()[:1]) or os.environ.get("TRAFFICAUDIT_RESULTS")
    if named and named.encode(errors="ignore") != os.fsencode(named):
        sys.exit(f"{visible(named)} is no name in UTF-8, as pandas needs it: give the folder another one")
    return Path(named or script.parents[1] / "results/demo")


def _said(kind: type[BaseException], error: BaseException, place: TracebackType | None) -> None:
    """Print an error of ours as a line, and any other one as Python does."""
    if isinstance(error, AuditError):
        print(error, file=sys.stderr)
    else:
        sys.__excepthook__(kind, error, place)


def holding(*tables: str, folder: Path | None = None) -> Path:
    """Give a result folder (the one that is asked) if it is of this version, and these files are as its recipe says.

    Printed is which it is: its name, its captures, and the SHA-256 of its recipe, which names those of the tables.

    Raises:
        SystemExit: it is not; with a sentence for the terminal.
    """
    folder = folder or asked()
    if not (folder / RECIPE).is_file():
        sys.exit(f"{folder} is not a result folder: make one with `trafficaudit replay`, or with `make demo`")
    try:
        unchanged(folder, read_recipe(folder), tables)
        with readable(folder):
            _try(folder, tables)
    except ReadError as error:
        sys.exit(str(error))
    print(origin(folder))
    return folder


def _try(folder: Path, tables: Iterable[str]) -> None:
    """Read each table once: a recipe may name one that is damaged, or has the columns of another version.

    Raises what ``formats`` raises.
    """
    for name in tables:
        if name.endswith(".csv"):
            formats.read_csv(Path(name).stem, folder / name)
        else:
            formats.read_arrow(Path(name).stem, folder / name)


def origin(folder: Path) -> str:
    """Say of a result folder which one it is: a script's output is believed of nothing else.

    Raises:
        ReadError: it has no recipe that can be read.
    """
    captures = (str(each.get("id")) for each in _objects(_inputs(folder).get("captures")))
    digest = hashlib.sha256((folder / RECIPE).read_bytes()).hexdigest()
    of = visible(f"{folder.absolute().name}: {', '.join(captures) or 'no capture'}")
    return f"Result {of} (SHA-256 of its recipe.json: {digest})"


def marks(folder: Path) -> list[str]:
    """Give the phases that were marked, each once, by the names that the tables have: also those that stayed silent."""
    captures = _objects(_inputs(folder).get("captures"))
    marked = (mark for one in captures for mark in _objects(one.get("phases")))
    return list(dict.fromkeys(str(mark["phase"]) for mark in marked if "phase" in mark))


def _inputs(folder: Path) -> Mapping[str, Any]:
    inputs: Mapping[str, Any] = read_recipe(folder).get("inputs", {})
    return inputs


def _objects(listed: object) -> Iterator[dict[str, Any]]:
    """Give the objects of a list in a recipe, which nothing vouches for: it is itself no file that a recipe names."""
    yield from (each for each in (listed if isinstance(listed, list) else ()) if isinstance(each, dict))


COUNTS = ["exchanges", "connections", "bytes"]
"""What the coverage ledger counts."""


def ledger(folder: Path) -> pd.DataFrame:
    """Give the coverage ledger of a result folder, with missing values where nothing was counted."""
    return formats.read_csv("coverage", folder / "coverage.csv").astype(dict.fromkeys(COUNTS, "Int64"))


def summed(rows: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Add lines of the ledger up by some of its columns; missing where nothing was counted, or of a 0 not all was."""
    groups = rows.groupby(by, sort=False)[COUNTS]
    sums = groups.sum(min_count=1)
    nothing = (sums == 0).all(axis="columns") & groups.count().lt(groups.size(), axis="index").any(axis="columns")
    return sums.mask(nothing.astype("bool"))


class _Page:
    """A table in a notebook: its text escaped, and without the numbers of its rows, which stand for nothing."""

    def __init__(self, table: pd.DataFrame) -> None:
        self._table = table

    def _repr_html_(self) -> str:
        return str(self._table.to_html(index=False, escape=True, border=0, notebook=True))


def show(title: str, table: pd.DataFrame, *, empty: str = "none") -> None:
    """Print a table below its title, or show it in the notebook; an empty one is what ``empty`` says."""
    print(f"\n{title}:" if len(table) else f"\n{title}: {empty}")
    if not len(table):
        return
    if NOTEBOOK:
        vars(builtins)["display"](_Page(table))
    else:
        print(table.to_string(index=False))
