"""The results of many apps joined: who received what from which app and where, which SDK is in how many apps.

Nothing is added up that was not counted alike (``roots.py`` refuses it). What was not seen stands beside, result by
result: an app of which nothing was found has its line in ``results``, and its ledger in ``ledger``.

Whom nobody knows is not one: unknown customers of one operator, and unknown recipients, stand apart by their domains.
Several of those may be one nevertheless, so that their number is a most, and that of the others a least.

Exchanges are lower bounds: a row of the transfer table per way of recognising counts the same exchanges, so the largest
of them counts, for each host, phase and kind of transport.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from functools import cache
from typing import Any

import pandas as pd

from trafficaudit.destinations.recipients import told_apart
from trafficaudit.errors import AuditError
from trafficaudit.redaction import visible
from trafficaudit.tables import formats
from trafficaudit.tables.byphase import unseen_of
from trafficaudit.tables.coverage import LOST
from trafficaudit.tables.oneresult import Result
from trafficaudit.tables.roots import captures_of, databases_of, versions_of
from trafficaudit.tables.strength import proves
from trafficaudit.tables.transfers import at_least
from trafficaudit.trackers.load import load_tracker

VIEWS = ("across", "sdks", "results", "ledger")
"""The joined tables, in the order of a workbook's sheets."""

_KEY = ["app", "recipient", "recipient_country", "country", "certainty", "leaves_korea", "category"]
_DISJOINT = ["result", "phase", "host", "party", "encrypted"]
_KINDS = {"match": "match", "host": "hosts", "party": "party", "encrypted": "encrypted"}
_PLACES = {"yes": "apps_abroad", "undetermined": "apps_undetermined", "no": "apps_in_korea"}


def joined(results: Sequence[Result], lang: str = "en", said: Callable[[str], str] = str) -> dict[str, pd.DataFrame]:
    """Join results that may be counted together, at least one.

    Args:
        results: as ``read_root`` gives them.
        lang: language of what was not seen, ``ko`` or ``en``.
        said: puts a recipe's warning into that language.

    Returns:
        The tables by the names of ``VIEWS``.
    """
    transfers = pd.concat([each.transfers for each in results], ignore_index=True)
    sdks = pd.concat([each.sdks for each in results], ignore_index=True)
    ledger = pd.concat([each.ledger for each in results], ignore_index=True)
    apps = {app for each in results for app in each.apps}
    rows: dict[str, list[dict[str, object]]] = {
        "across": list(_across(transfers)),
        "sdks": list(_by_sdk(sdks, len(apps))),
        "results": [_result(each, lang, said) for each in results],
        "ledger": [
            {str(name): None if pd.isna(value) else value for name, value in row.items()}
            for row in ledger.to_dict("records")
        ],
    }
    return {name: formats.frame(name, rows[name]) for name in VIEWS}


def _across(transfers: pd.DataFrame) -> Iterator[dict[str, object]]:
    texts = transfers.fillna(dict.fromkeys((*_KEY, *_DISJOINT, "match", "detectors", "example"), ""))
    groups: dict[tuple[str, ...], list[dict[Hashable, Any]]] = {}
    for row in texts.to_dict("records"):
        row["recipient"] = told_apart(str(row["recipient"]), str(row["host"]), str(row["basis"]))
        groups.setdefault(tuple(visible(str(row[name])) for name in _KEY), []).append(row)
    for place, rows in sorted(groups.items()):
        rows.sort(key=lambda row: (pd.isna(row["first_seen"]), row["first_seen"]))
        dated = [row for row in rows if pd.notna(row["first_seen"])]
        seeded = [row for row in rows if proves(row["detectors"], row["confidence"])]
        yield {
            **dict(zip(_KEY, place, strict=True)),
            "phases": _listed(row["phase"] for row in rows),
            **{column: _listed(sorted({row[name] for row in rows})) for name, column in _KINDS.items()},
            "proven": "yes" if seeded else "no",
            "exchanges": at_least(rows, _DISJOINT),
            "first_seen": dated[0]["first_seen"] if dated else None,
            "last_seen": max((row["last_seen"] for row in dated), default=None),
            "example": visible(str((seeded or rows)[0]["example"])),
            "results": _listed(sorted({row["result"] for row in rows})),
        }


def _by_sdk(sdks: pd.DataFrame, apps: int) -> Iterator[dict[str, object]]:
    made = [(_name_of(str(slug)), rows) for slug, rows in sdks.groupby("slug", sort=True)]
    for sdk, rows in sorted(made, key=lambda each: (-each[1]["app"].nunique(), each[0])):
        places = rows[["country", "certainty"]].fillna("").drop_duplicates().sort_values(["country", "certainty"])
        yield {
            "sdk": sdk,
            "apps": int(rows["app"].nunique()),
            "of_apps": apps,
            **{to: int(rows[rows["leaves_korea"] == where]["app"].nunique()) for where, to in _PLACES.items()},
            "countries": _listed(f"{country or '?'} ({certainty})" for country, certainty in places.to_numpy()),
            "categories": _listed(sorted(set(rows["category"]))),
            "phases": _listed(rows["phase"]),
            "hosts": _listed(sorted(set(rows["host"]))),
            "exchanges": len(rows[["result", "capture", "exchange"]].drop_duplicates()),
            "app_names": _listed(sorted(set(rows["app"]))),
            "results": _listed(rows["result"]),
        }


@cache
def _name_of(slug: str) -> str:
    try:
        return load_tracker(slug).name
    except AuditError:
        return visible(slug)


def _result(result: Result, lang: str, said: Callable[[str], str]) -> dict[str, object]:
    recipe, transfers, ledger = result.recipe, result.transfers, result.ledger
    captures, gaps = captures_of(recipe, result.folder), recipe.get("gaps") or []
    marked = result.phases or [mark.get("phase") for one in captures for mark in one.get("phases") or []]
    persona = recipe["inputs"].get("persona") or {}
    places = {
        column: int((transfers["leaves_korea"] == where).sum())
        for where, column in (("yes", "abroad"), ("undetermined", "undetermined"), ("no", "in_korea"))
    }
    return {
        "result": result.name,
        "apps": _listed(result.apps),
        "versions": _listed(versions_of(recipe, result.folder)),
        "captures": _listed(str(one.get("id")) for one in captures),
        "phases": _listed(map(str, marked)),
        "exchanges": int(ledger[ledger["state"] != LOST]["exchanges"].sum()),
        **places,
        "gaps": len(gaps),
        "unseen": unseen_of(ledger, lang),
        "warnings": _listed(said(str(each)) for each in recipe.get("warnings") or []),
        "persona": visible(str(persona.get("id", ""))),
        "databases_sha256": databases_of(recipe),
    }


def _listed(texts: Iterable[object]) -> str:
    return ", ".join(visible(str(text)) for text in dict.fromkeys(texts) if text)
