"""One result folder, read so that it may be counted together with others, and in one phase of use."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from trafficaudit.errors import UnmarkedError
from trafficaudit.model import UNNAMED
from trafficaudit.redaction import visible
from trafficaudit.tables import formats
from trafficaudit.tables.basis import based
from trafficaudit.tables.byphase import gaps_of, phase_table
from trafficaudit.tables.folder import TABLE_FILES, readable, unchanged

_TRACKER = "tracker:"


@dataclass(frozen=True, slots=True)
class Result:
    """One result folder: its recipe, its transfers, what of them fits an SDK's endpoint, its ledger, and its apps.

    Transfers have a column more, by what their recipients are known (``basis``).

    Where a phase was asked for, all of it is of its ``phases`` alone, the recipe's captures and gaps too; ``without``
    are captures that have none, ``beside`` counts exchanges of no known phase. An app that was silent then is one of
    its apps: that nothing went out was seen.
    """

    folder: Path
    name: str
    recipe: dict[str, Any]
    transfers: pd.DataFrame
    sdks: pd.DataFrame
    ledger: pd.DataFrame
    apps: tuple[str, ...]
    phases: tuple[str, ...] = field(default=())
    without: tuple[str, ...] = field(default=())
    beside: int = 0


def read_result(folder: Path, recipe: dict[str, Any]) -> Result:
    """Read a result folder by its recipe.

    Raises:
        ReadError: a table was changed, or cannot be read.
    """
    unchanged(folder, recipe, TABLE_FILES)
    name = visible(folder.name)
    with readable(folder):
        transfers = formats.read_parquet("transfers", folder / "transfers.parquet")
        transfers = based(transfers, formats.read_parquet("destinations", folder / "destinations.parquet"))
        ledger = formats.read_csv("coverage", folder / "coverage.csv")
        sdks = _sdks(folder, transfers)
    named = _named(transfers, name), _named(sdks, name), _named(ledger, name)
    return Result(folder, name, recipe, *named, _apps(named[0], named[2]))


def _apps(*tables: pd.DataFrame) -> tuple[str, ...]:
    return tuple(sorted({str(app) for table in tables for app in table["app"]}))


def _named(rows: pd.DataFrame, result: str) -> pd.DataFrame:
    """Name the result, and keep apps apart that have no name: two of them may be two apps."""
    apps = rows["app"].astype("object").where(rows["app"] != UNNAMED, f"{UNNAMED} ({result})")
    return rows.assign(app=apps, result=result)


def _sdks(folder: Path, transfers: pd.DataFrame) -> pd.DataFrame:
    """Give what of the transfers is in exchanges that fit the documented endpoint of an SDK, a line a finding."""
    names = ["capture", "exchange", "app", "phase", "host", "category", "detector", "destination"]
    sent = formats.read_columns(folder / "findings.parquet", names, ("direction", "request")).to_pandas()
    # What reached no server went to no SDK, wherever else the same item went.
    reached = formats.read_columns(folder / "exchanges.parquet", ["capture", "exchange"], ("sent", "yes")).to_pandas()
    sent = sent.merge(reached, on=["capture", "exchange"])
    fits = sent[sent["detector"].str.startswith(_TRACKER)]
    fits = fits.assign(slug=fits["detector"].str.removeprefix(_TRACKER))[["capture", "exchange", "slug"]]
    places = formats.read_columns(
        folder / "destinations.parquet", ["destination", "country", "certainty", "leaves_korea"]
    ).to_pandas()
    known = sent.merge(fits.drop_duplicates(), on=["capture", "exchange"]).merge(places, on="destination")
    passed = transfers[["app", "phase", "host", "category"]].astype("object").drop_duplicates()
    return known.merge(passed, on=["app", "phase", "host", "category"])


def limited_to(result: Result, phase: str, lang: str) -> Result | None:
    """Give a result in one phase of use; nothing where nobody marked it."""
    try:
        found = phase_table(result.folder, result.transfers, phase, lang)
    except UnmarkedError:
        return None

    def of(rows: pd.DataFrame) -> pd.DataFrame:
        return rows[rows["phase"].isin(found.phases)]

    limited = of(result.transfers), of(result.sdks), of(result.ledger)
    seen = formats.read_columns(result.folder / "exchanges.parquet", ["capture", "app"]).to_pandas()
    marked = _named(seen[~seen["capture"].isin(found.without)], result.name)
    inputs = result.recipe["inputs"]
    captures = [one for one in inputs["captures"] if str(one.get("id")) not in found.without]
    gaps = gaps_of(result.recipe, found.phases, found.without)
    recipe = {**result.recipe, "inputs": {**inputs, "captures": captures}, "gaps": gaps}
    apps = _apps(limited[0], limited[2], marked)
    return Result(result.folder, result.name, recipe, *limited, apps, found.phases, found.without, found.beside)
