"""A result folder held against a declaration: the transfer table over all phases in, the comparison table out."""

from collections import Counter
from collections.abc import Container, Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from trafficaudit.declarations.compare import Row, compare
from trafficaudit.declarations.hosting import host_named, host_of
from trafficaudit.declarations.match import Observed
from trafficaudit.declarations.model import Declaration, Source
from trafficaudit.declarations.remarks import joined, remark
from trafficaudit.destinations import companies, onsite
from trafficaudit.destinations.recipients import CUSTOMER
from trafficaudit.errors import DeclarationError
from trafficaudit.redaction import visible
from trafficaudit.tables import formats
from trafficaudit.tables.basis import bases
from trafficaudit.tables.coverage import PART, unseen
from trafficaudit.tables.folder import read_recipe, read_table, unchanged
from trafficaudit.tables.strength import proves
from trafficaudit.tables.transfers import at_least

_PLACE = ["app", "recipient", "host", "country", "certainty", "leaves_korea", "category", "party"]
_DISJOINT = ("phase", "encrypted")


def compare_results(folder: Path, declaration: Declaration, *, lang: str = "en", draft: bool = False) -> pd.DataFrame:
    """Hold a result folder against a declaration.

    Args:
        folder: what ``trafficaudit replay`` made.
        declaration: what the policy declares.
        lang: language of results and notes, ``ko`` or ``en``.
        draft: whether a declaration that is not confirmed is taken; each row then says so.

    Raises:
        ReadError: the folder is no result folder, is one of another version, or its tables were changed.
        DeclarationError: the declaration is not confirmed and ``draft`` was not given.
    """
    return framed(held(folder, declaration, lang=lang, draft=draft), declaration, lang)


def held(folder: Path, declaration: Declaration, *, lang: str = "en", draft: bool = False) -> list[Row]:
    """Hold a result folder against a declaration; arguments and errors are those of ``compare_results``."""
    settled(declaration, draft=draft)
    recipe = read_recipe(folder)
    unchanged(folder, recipe, ("transfers.parquet", "destinations.parquet", "exchanges.parquet"))
    made = compare(declaration, observed(folder), unseen(recipe, lang), lang)
    newer, strange = _newer(declaration.policy.effective, folder, lang), _strange(declaration, folder)
    if not newer and not strange:
        return made
    return [replace(row, note=joined(newer, row.note, _named(row, strange, lang))) for row in made]


def settled(declaration: Declaration, *, draft: bool = False) -> None:
    """Refuse a declaration that nobody has confirmed, unless drafts are taken.

    Raises:
        DeclarationError: it is not confirmed and ``draft`` was not given.
    """
    if not declaration.standing and not draft:
        types = declaration.label.types if declaration.label else ()
        confirmed = *(one.confirmed for one in declaration.recipients), *(one.confirmed for one in types)
        rows = [str(number) for number, each in enumerate(confirmed, 1) if not each]
        open_ = [] if declaration.confirmed else ["at the top"]
        if rows:
            open_.append(f"in row{'s' * (len(rows) > 1)} {', '.join(rows[:8])}{' and others' * (len(rows) > 8)}")
        raise DeclarationError(
            f"is a draft: not confirmed {' and '.join(open_)}",
            declaration.where or declaration.policy.file,
            "hold it against the policy and set `confirm: true` at the top and in each row; --draft takes it as it is",
        )


def _newer(effective: str, folder: Path, lang: str) -> str:
    """Say that a policy came into force after a recording began, by the days of Korea; empty where it did not."""
    begun = read_table(folder, "exchanges")["at"].min() if effective else pd.NaT
    day = "" if pd.isna(begun) else begun.tz_convert("Asia/Seoul").date().isoformat()
    return remark("newer", lang, effective, day) if day and day < effective else ""


def _strange(declaration: Declaration, folder: Path) -> set[str]:
    """Give the names of declared recipients, as of the map, that neither the map has nor this result."""
    given = {one.known_as for one in declaration.recipients} - {""}
    known = {one.name for one in companies.load(companies.BUILT_IN)} if given else set[str]()
    return given - known - set(read_table(folder, "destinations")["recipient"].dropna() if given - known else ())


def _named(row: Row, strange: Container[str], lang: str) -> str:
    """Say of a row's declared recipients whose name of the map is none: with a slip of the pen they match nothing."""
    names = dict.fromkeys(one.known_as for one in row.declared if one.known_as in strange)
    return remark("no_name", lang, ", ".join(names)) if names else ""


def framed(rows: Iterable[Row], declaration: Declaration, lang: str) -> pd.DataFrame:
    """Give the rows of a comparison as its table."""
    return formats.frame("comparison", [_row(row, declaration, lang) for row in rows])


def observed(folder: Path) -> list[Observed]:
    """Give what a result folder's transfer table says, over all phases, and whom the phone turned to beside it.

    Raises:
        ReadError: a table is missing, damaged, or of another version.
    """
    transfers, destinations = read_table(folder, "transfers"), read_table(folder, "destinations")
    exchanges = read_table(folder, "exchanges")
    by, closed = bases(destinations), _closed(exchanges)
    servers, here = _servers(destinations), _onsite(destinations)
    text = transfers.fillna(dict.fromkeys((*_PLACE, "phase", "match", "encrypted", "example", "detectors"), ""))
    places = *_places(text), *_places(_silent(exchanges, destinations, text))
    return [
        _observed(dict(zip(_PLACE, place, strict=True)), rows, by, servers, here, closed=closed)
        for place, rows in places
    ]


def _places(data: pd.DataFrame) -> list[tuple[tuple[str, ...], list[dict[Hashable, Any]]]]:
    """Give the rows of each place, in the order of the places.

    A frame of each place would be a look over the pieces of all columns: so many hosts would cost their square.
    """
    found: dict[tuple[str, ...], list[dict[Hashable, Any]]] = {}
    for row in data.to_dict("records"):
        found.setdefault(tuple(str(row[name]) for name in _PLACE), []).append(row)
    return sorted(found.items())


def _silent(exchanges: pd.DataFrame, destinations: pd.DataFrame, transfers: pd.DataFrame) -> pd.DataFrame:
    """Give, as rows of transfers without a category, the exchanges at whose place nothing was found in any of them."""
    where = [name for name in _PLACE if name not in ("app", "category")]
    sent = exchanges[exchanges["sent"] == "yes"].drop(columns="host").merge(
        destinations[["destination", *where]], on="destination"
    )  # fmt: skip
    sent = sent.assign(category="").fillna(dict.fromkeys((*_PLACE, "phase", "encrypted"), ""))
    place = [name for name in _PLACE if name != "category"]
    known = pd.MultiIndex.from_frame(transfers[place].astype("object"))
    left = sent[~pd.MultiIndex.from_frame(sent[place].astype("object")).isin(known)]
    first = left["capture"] + "/" + left["exchange"]
    counts = left.assign(example=first).groupby([*_PLACE, "phase", "encrypted"], sort=False)["example"]
    return counts.agg(exchanges="size", example="first").reset_index().assign(match="", detectors="", confidence=0.0)


def _closed(exchanges: pd.DataFrame) -> dict[tuple[str, str], int]:
    """Give how many exchanges of each app and host hold something that could not be read, of those that were sent."""
    some = exchanges[exchanges["state"].isin(("opaque body", PART)) & (exchanges["sent"] == "yes")].fillna({"app": ""})
    return dict(Counter(zip(some["app"].astype(str), some["host"].astype(str), strict=True)))


def _onsite(destinations: pd.DataFrame) -> set[tuple[str, str, str]]:
    """Give the hosts, with country and certainty, all of whose addresses are of the phone or its own network."""
    found: dict[tuple[str, str, str], bool] = {}
    for row in destinations[["host", "country", "certainty", "ip"]].fillna("").to_dict("records"):
        place = (str(row["host"]), str(row["country"]), str(row["certainty"]))
        here = place[2] == "unknown" and bool(onsite.kind(str(row["ip"])))
        found[place] = found.get(place, True) and here
    return {place for place, here in found.items() if here}


def _servers(destinations: pd.DataFrame) -> dict[tuple[str, ...], str]:
    """Give the company that runs the servers of a host and country for others; none where there are several."""
    found: dict[tuple[str, ...], set[str]] = {}
    for row in destinations.to_dict("records"):
        number = row["asn"]
        place = (str(row["host"]), str(row["country"]), str(row["certainty"]))
        found.setdefault(place, set()).add(host_of(None if pd.isna(number) else int(number)))
    return {place: next(iter(names)) for place, names in found.items() if len(names) == 1}


def _observed(
    named: Mapping[str, str],
    rows: Sequence[Mapping[Hashable, Any]],
    by: Mapping[tuple[str, str], str],
    servers: Mapping[tuple[str, ...], str],
    here: Container[tuple[str, str, str]],
    *,
    closed: Mapping[tuple[str, str], int],
) -> Observed:
    basis = by.get((named["host"], named["recipient"]), "")
    seeded = [row for row in rows if proves(row["detectors"], row["confidence"])]
    return Observed(
        **named,
        phases=tuple(dict.fromkeys(row["phase"] for row in rows)),
        identified=basis == "curated" and not named["recipient"].startswith(CUSTOMER),
        matches=tuple(sorted({row["match"] for row in rows} - {""})),
        proven=bool(seeded),
        encrypted=tuple(sorted({row["encrypted"] for row in rows})),
        exchanges=at_least(rows, _DISJOINT),
        example=str((seeded or rows)[0]["example"]),
        hosted_by=_company(named, servers),
        certified=basis == "certificate",
        unconfirmed=basis == "unconfirmed",
        networked=basis == "asn" and not named["recipient"].startswith(CUSTOMER),
        onsite=(named["host"], named["country"], named["certainty"]) in here,
        closed=closed.get((named["app"], named["host"]), 0),
    )


def _company(named: Mapping[str, str], servers: Mapping[tuple[str, ...], str]) -> tuple[str, ...]:
    """Give whose server it is: by a host name that belongs to such a company's customers, and by the network."""
    by_name = host_named(named["recipient"].removeprefix(CUSTOMER)) if named["recipient"].startswith(CUSTOMER) else ""
    by_network = servers.get((named["host"], named["country"], named["certainty"]), "")
    return tuple(dict.fromkeys(name for name in (by_name, by_network) if name))


def _row(row: Row, declaration: Declaration, lang: str) -> dict[str, object]:
    told: dict[str, object] = {
        "outcome": str(row.outcome),
        "result": row.outcome.label(lang),
        "counted": "yes" if row.counted else "no",
        "if_abroad": str(row.if_abroad or ""),
        "country": row.country,
        "category": ", ".join(row.categories),
        "declared_recipient": _joined(one.organisation for one in row.declared),
        "declared_countries": _joined(country.code for one in row.declared for country in one.countries),
        "declared_words": visible(row.words),
        "declared_when_how": _joined(one.when_how for one in row.declared),
        "policy_place": _joined(_place(each, lang) for each in _sources(row)),
        "policy_sha256": declaration.policy.sha256,
        "note": visible(row.note),
    }
    return told | (_seen(row.observed) if row.observed else {})


def _sources(row: Row) -> Iterable[Source]:
    return *(one.source for one in row.declared), *(one.source for one in row.types)


def _place(source: Source, lang: str) -> str:
    """Give where something stands; a label that programs read has no lines."""
    return source.place(lang) if source.lines[0] else ""


def _seen(one: Observed) -> dict[str, object]:
    return {
        "app": one.app,
        "phases": ", ".join(one.phases),
        "recipient": one.recipient,
        "host": one.host,
        "country": one.country,
        "certainty": one.certainty,
        "category": one.category,
        "match": ", ".join(one.matches),
        "proven": "yes" if one.proven else "no",
        "encrypted": ", ".join(one.encrypted),
        "exchanges": one.exchanges,
        "example": one.example,
    }


def _joined(texts: Iterable[str]) -> str:
    return "; ".join(visible(text) for text in dict.fromkeys(texts) if text)
