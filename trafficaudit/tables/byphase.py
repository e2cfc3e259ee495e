"""The transfer table of one phase of use, and whether a result folder can have one at all.

An empty table reads as "nothing was sent". So where nobody marked the phase there is none: an error says what was
marked. Where it was marked and nothing was found, the table is empty and says so beside what was not seen.
"""

import json
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pandas as pd

from trafficaudit.errors import UnmarkedError
from trafficaudit.markdoubts import about_marks
from trafficaudit.output import RECIPE
from trafficaudit.phases import LASTING, NOWHERE, belongs, standing
from trafficaudit.plurals import several
from trafficaudit.redaction import visible
from trafficaudit.tables import formats
from trafficaudit.tables.coverage import total, unseen
from trafficaudit.tables.folder import readable

_NONE = pd.Timedelta(0)
_REMEDY = "mark it while recording with: trafficaudit phase NAME, or replay with --phases FILE"

_BESIDE = {
    "en": "{}: {} sent in no phase that is known (before the first mark, without a time, or over a mark): what may "
    "belong to the phase that was asked for stands in no table of it",
    "ko": "{}: 단계를 알 수 없는 교신 {}건(첫 표시 이전, 시각 없음, 또는 표시에 걸침)은 이 단계에 속할 수 있으나 "
    "이 단계의 표에 들어 있지 않음",
}


_NEAR = {
    "en": "{0}: {1} within {2:.0f} s of the mark that ends this phase, or begins it after a withdrawal, which a person "
    "set: hold them against the time at which the button was pressed",
    "ko": "{0}: 이 단계를 끝낸(철회 후라면 시작한) 표시에서 {2:.0f}초 안에 있는 교신 {1}건: 표시는 사람이 남긴 것이니 "
    "버튼을 누른 시각과 대조해야 함",
}


@dataclass(frozen=True, slots=True)
class PhaseTable:
    """The rows of a phase.

    Args:
        rows: the rows of the transfer table.
        phases: the phases that belong to it, in the order of time.
        exchanges: how many exchanges were recorded in them.
        unseen: what the coverage ledger says of them that was not seen.
        gaps: how many gaps lie in them, or in no known phase of a capture that has one.
        undated: how many of these are of no known phase.
        without: captures that have no such phase, by name.
        doubts: warnings of the recipe about the marks, in English.
        beside: how many exchanges of captures that have such a phase were sent in no phase that is known: before the
            first mark, at a time that nobody knows, or over a mark. They may have been in this one.
        near: how many of the exchanges stand so near to the mark of consent that ends the phase, or to the withdrawal
            that begins it, that they may be of its other side.
    """

    rows: pd.DataFrame
    phases: tuple[str, ...]
    exchanges: int
    unseen: str
    gaps: int
    undated: int
    without: tuple[str, ...]
    doubts: tuple[str, ...] = ()
    beside: int = 0
    near: int = 0


def phase_table(folder: Path, transfers: pd.DataFrame, wanted: str, lang: str = "en") -> PhaseTable:
    """Give the rows of a phase.

    Args:
        folder: the result folder.
        transfers: its transfer table.
        wanted: ``before-consent``, ``after-withdrawal``, or the name of a phase.
        lang: language of ``unseen``, ``ko`` or ``en``.

    Raises:
        UnmarkedError: no capture has a mark of this phase.
        ReadError: the folder's tables cannot be read.
    """
    with readable(folder):
        recipe = json.loads((folder / RECIPE).read_bytes())
        captures = recipe["inputs"]["captures"]
        seen = formats.read_columns(folder / "exchanges.parquet", ["capture", "phase", "at", "sent"]).to_pandas()
        ledger = formats.read_csv("coverage", folder / "coverage.csv")
        marked = {str(one["id"]): _marks(one, seen) for one in captures}
    here = {name: [phase for phase in phases if belongs(phase, wanted)] for name, phases in marked.items()}
    phases = tuple(dict.fromkeys(phase for found in here.values() for phase in found))
    if not phases:
        listed = ", ".join(dict.fromkeys(phase for found in marked.values() for phase in found))
        what = f"has no phase {visible(wanted)}: nobody marked one, so what was sent then is not known"
        raise UnmarkedError(f"{what} (marked: {listed or 'nothing'})", visible(str(folder)), _REMEDY)
    without = tuple(name for name, found in here.items() if not found)
    gaps = gaps_of(recipe, phases, without)
    beside = seen["phase"].isin(NOWHERE - {*phases}) & ~seen["capture"].isin(without) & (seen["sent"] == "yes")
    return PhaseTable(
        transfers[transfers["phase"].isin(phases)],
        phases,
        int(seen["phase"].isin(phases).sum()),
        unseen_of(ledger[ledger["phase"].isin(phases)], lang),
        len(gaps),
        sum(not gap.get("phase") for gap in gaps),
        without,
        tuple(filter(about_marks, map(str, recipe.get("warnings") or ()))),
        int(beside.sum()),
        sum(_near(seen[seen["capture"] == one["id"]], one, phases) for one in captures),
    )


def _near(seen: pd.DataFrame, capture: Mapping[str, Any], phases: Sequence[str]) -> int:
    """Count the exchanges of a capture that may be of the other side of consent, by how near its mark stands."""
    marks = sorted((pd.Timestamp(mark["at"]), standing(str(mark["phase"]))) for mark in capture.get("phases", ()))
    turns = [(at, was, now) for (_, was), (at, now) in pairwise(marks) if was != now]
    ended = [at for at, was, _ in turns if was == "before-consent"]
    begun = [at for at, _, now in turns if now == "after-withdrawal"]
    reach = pd.Timedelta(seconds=LASTING)
    count = 0
    for told, borders, low, high in (
        ("before-consent", ended, reach, _NONE),
        ("after-withdrawal", begun, _NONE, reach),
    ):
        times = seen.loc[seen["phase"].isin([phase for phase in phases if standing(phase) == told]), "at"].dropna()
        near = pd.Series(data=False, index=times.index)
        for border in borders:
            near |= (times >= border - low) & (times <= border + high)
        count += int(near.sum())
    return count


def near(name: str, count: int, lang: str) -> str:
    """Say of a result how many exchanges stand near the mark of a phase (``PhaseTable.near``)."""
    told = count if lang == "ko" else several(count, "exchange of it stands", "exchanges of it stand")
    return _NEAR[lang].format(name, told, LASTING)


def left_out(name: str, count: int, lang: str) -> str:
    """Say of a result how many exchanges may belong to a phase and stand in no table of it (``PhaseTable.beside``)."""
    return _BESIDE[lang].format(name, count if lang == "ko" else several(count, "exchange was", "exchanges were"))


def gaps_of(recipe: Mapping[str, Any], phases: Container[str], without: Container[str]) -> list[dict[str, Any]]:
    """Give the gaps of phases: those in them, and those of a capture as a whole or of a time that nobody knows.

    Args:
        recipe: as it is read.
        phases: the phases.
        without: captures that have none of them.
    """
    listed = [gap for gap in recipe.get("gaps") or () if isinstance(gap, dict)]
    return [
        gap for gap in listed if (gap["phase"] in phases if gap.get("phase") else gap.get("capture") not in without)
    ]


def _marks(capture: Mapping[str, Any], seen: pd.DataFrame) -> Iterable[str]:
    """Give the phases of a capture in the order of time: those that were marked, and those that exchanges name."""
    marks = [(pd.Timestamp(mark["at"]), str(mark["phase"])) for mark in capture.get("phases", ())]
    begun = seen[seen["capture"] == capture["id"]].groupby("phase")["at"].min()
    named = [(at if pd.notna(at) else pd.Timestamp.max.tz_localize("UTC"), str(phase)) for phase, at in begun.items()]
    return list(dict.fromkeys(phase for _, phase in sorted([*marks, *named])))


def unseen_of(ledger: pd.DataFrame, lang: str) -> str:
    """Say what a coverage ledger, or some lines of one, counts as not seen, in ``ko`` or ``en``."""
    rows = [{str(name): cell for name, cell in row.items()} for row in ledger.to_dict("records")]
    states = {str(state): total(row for row in rows if row["state"] == state) for state in ledger["state"].unique()}
    return unseen({"counts": {"coverage": states}}, lang)
