"""What two results stand on, before one is held against the other: why one may show what the other does not.

Neither is the cause of a difference by itself: a recording shows at least what it shows, and a longer one shows more.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd

from trafficaudit.destinations.recipients import CUSTOMER
from trafficaudit.output import RECIPE
from trafficaudit.phases import NOWHERE, standing
from trafficaudit.redaction import visible
from trafficaudit.tables import formats
from trafficaudit.tables.roots import databases_of, persona_of, versions_of

KEY = ["recipient", "host", "category"]
"""What makes a line of a comparison."""

EARLY, LATER, NEITHER = "before consent", "in other phases", "on no side of a mark"
WITHDRAWN = "after consent was withdrawn"

type _Recipe = dict[str, Any]


def footing(folder: Path) -> dict[str, object]:
    """Give what a result stands on, as a line of a table: app, version, test person, phases, minutes, exchanges, gaps.

    Args:
        folder: a result folder.
    """
    recipe, seen = _recipe(folder), _seen(folder)
    at = seen["at"].dropna()
    persona = recipe["inputs"].get("persona") or {}
    return {
        "result": visible(folder.absolute().name),
        "apps": ", ".join(map(visible, sorted(set(seen["app"])))),
        "versions": ", ".join(versions_of(recipe, folder)),
        "test person": visible(str(persona.get("id") or "none")),
        "phases": ", ".join(map(visible, phases(folder))),
        "minutes": round((at.max() - at.min()).total_seconds() / 60, 1) if len(at) else None,
        "exchanges": len(seen),
        "gaps": len(recipe.get("gaps") or ()),
    }


def phases(folder: Path) -> tuple[str, ...]:
    """Give the phases of which a result holds an exchange, in the order of the recording."""
    return tuple(dict.fromkeys(_seen(folder)["phase"]))


def doubts(one: Path, other: Path) -> list[str]:
    """Say why what stands in one result alone may do so for another reason than that the app did something else."""
    recipes = _recipe(one), _recipe(other)
    found = [said for said, of in _GROUNDS if of(recipes[0]) != of(recipes[1])]
    apps = [set(_seen(folder)["app"]) for folder in (one, other)]
    if apps[0] != apps[1]:
        found.insert(0, "the two do not hold the same apps")
    for here, there, name in ((one, other, "first"), (other, one, "second")):
        alone = [phase for phase in phases(here) if phase not in phases(there)]
        if alone:
            listed = ", ".join(map(visible, alone))
            found.append(f"only the {name} holds something of {listed}: what went out then can stand in it alone")
    return found


def _tool(recipe: _Recipe) -> str:
    tool = recipe.get("tool")
    return f"{tool.get('version')} {tool.get('rules_sha256')}" if isinstance(tool, dict) else ""


_GROUNDS: tuple[tuple[str, Callable[[_Recipe], str]], ...] = (
    ("the two were searched for different test persons, or one for none: each shows its own values alone", persona_of),
    ("the two were made by different versions or rules: replay both with one", _tool),
    ("the two asked different geo databases: a country may differ for that reason alone", databases_of),
)


def _recipe(folder: Path) -> _Recipe:
    recipe = json.loads((folder / RECIPE).read_bytes())
    return recipe if isinstance(recipe, dict) else {}


def _seen(folder: Path) -> pd.DataFrame:
    return formats.read_columns(folder / "exchanges.parquet", ["app", "phase", "at"]).to_pandas()


def side(phase: str) -> str:
    """Say on which side of the consent screen a phase is: ``EARLY``, ``LATER``, or ``NEITHER`` where no mark tells.

    ``WITHDRAWN`` is neither before consent nor with it.
    """
    sides = {"before-consent": EARLY, "after-withdrawal": WITHDRAWN}
    return NEITHER if phase in NOWHERE else sides.get(standing(phase), LATER)


def transfers(folder: Path) -> pd.DataFrame:
    """Read a result's transfer table; ``early`` says on which side of the consent screen a row is (``side``)."""
    rows = formats.read_arrow("transfers", folder / "transfers.parquet").to_pandas()
    return rows.assign(early=rows["phase"].map(side))


def lines(rows: pd.DataFrame, told: list[str]) -> pd.DataFrame:
    """Give a transfer table's lines (see ``KEY``), each with the different texts of its rows in other columns.

    Args:
        rows: the table.
        told: the columns; those it lacks are empty.
    """
    texts = rows.reindex(columns=[*KEY, *told]).astype("string").fillna("")
    return texts.groupby(KEY)[told].agg(_listed).reset_index()


def _listed(seen: "pd.Series[str]") -> str:
    return ", ".join(sorted(set(seen) - {""}))


def among(rows: pd.DataFrame, others: pd.DataFrame) -> "pd.Series[bool]":
    """Tell which lines (see ``KEY``) stand in another table as well."""
    theirs = pd.MultiIndex.from_frame(others[KEY].astype("string").fillna(""))
    return pd.Series(pd.MultiIndex.from_frame(rows[KEY]).isin(theirs), rows.index)


def starred(rows: pd.DataFrame, of: pd.DataFrame, there: tuple[str, ...]) -> pd.DataFrame:
    """Give lines with their phases, those starred of which the other recording holds nothing.

    Args:
        rows: lines, with the columns of `KEY`.
        of: the transfer table that they are of.
        there: the other recording's phases.
    """
    seen = of.groupby(KEY)["phase"].unique()
    names = [dict.fromkeys(seen[tuple(key)]) for key in rows[KEY].to_numpy()]
    return rows.assign(phases=[", ".join(name + "*" * (name not in there) for name in each) for each in names])


def elsewhere(rows: pd.DataFrame, others: pd.DataFrame) -> "pd.Series[bool]":
    """Tell which lines have a recipient that is known and was sent the category on the other side too.

    Args:
        rows: lines, with the columns of `KEY`.
        others: the transfer table of the other side.
    """
    known = ~rows["recipient"].str.startswith(CUSTOMER) & (rows["recipient"] != "")
    pairs = pd.MultiIndex.from_frame(others[["recipient", "category"]].astype("string").fillna(""))
    return known & pd.MultiIndex.from_frame(rows[["recipient", "category"]]).isin(pairs)
