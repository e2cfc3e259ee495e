"""Findings against the truth: what was found, missed, claimed falsely, and claimed twice."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd
from corpus.generate import Truth
from corpus.routes import Cell, Routes
from corpus.split import Split

from trafficaudit import faults, readers
from trafficaudit.examine import Examiner
from trafficaudit.model import Exchange
from trafficaudit.replay import Request, replay

KINDRED = frozenset({("mac_address", "wifi_bssid")})
"""A claim by form alone, and what it may also be: the address of an access point has no form of its own."""

COLUMNS = (
    "position",
    "direction",
    "part",
    "path",
    "category",
    "match",
    "layers",
    "detector",
    "confidence",
    "span_start",
    "span_end",
    "value_preview",
)


@dataclass(frozen=True, slots=True)
class Claim:
    """One finding, of the tool's or of a peer's; a peer that gives no span has ``start`` -1."""

    position: int
    part: str
    path: str
    category: str
    match: str
    layers: str
    detector: str
    confidence: float
    start: int
    end: int


@dataclass(slots=True)
class Score:
    """Counts. ``doubled`` claims say again what another claim said of the same planted value.

    ``explained`` are the values that claims were right about, where that is more than those that were asked for.
    """

    found: int = 0
    missed: int = 0
    false: int = 0
    doubled: int = 0
    explained: int | None = None

    @property
    def recall(self) -> float:
        """Share of the planted values that were found; 1 where none were planted."""
        return self.found / (self.found + self.missed) if self.found + self.missed else 1.0

    @property
    def precision(self) -> float:
        """Share of the claims that a planted value explains; 1 where nothing was claimed."""
        right = self.found if self.explained is None else self.explained
        return right / (right + self.false) if right + self.false else 1.0


@dataclass(slots=True)
class Outcome:
    """Which planted values were found, and the claims that nothing explains."""

    found: list[Truth] = field(default_factory=list)
    missed: list[Truth] = field(default_factory=list)
    false: list[Claim] = field(default_factory=list)
    doubled: list[Claim] = field(default_factory=list)
    explained: int | None = None

    @property
    def total(self) -> Score:
        """Everything."""
        return Score(len(self.found), len(self.missed), len(self.false), len(self.doubled), self.explained)

    def by(self, keys: Callable[[Truth], Iterable[str]]) -> dict[str, Score]:
        """Count by what planted values have in common; a false claim counts where its exchange's value does."""
        scores: defaultdict[str, Score] = defaultdict(Score)
        at: defaultdict[int, list[Truth]] = defaultdict(list)
        for truth in (*self.found, *self.missed):
            at[truth.position].append(truth)
        for truth in self.found:
            for key in set(keys(truth)):
                scores[key].found += 1
        for truth in self.missed:
            for key in set(keys(truth)):
                scores[key].missed += 1
        for made, field_name in ((self.false, "false"), (self.doubled, "doubled")):
            for claim in made:
                beside = at.get(claim.position, [])
                host = next((truth for truth in beside if truth.part == claim.part), beside[0] if beside else None)
                for key in set(keys(host)) if host else ("(nothing planted)",):
                    setattr(scores[key], field_name, getattr(scores[key], field_name) + 1)
        return dict(scores)

    def by_category(self) -> dict[str, Score]:
        """Count by category; a false claim counts under the category that it names."""
        scores: defaultdict[str, Score] = defaultdict(Score)
        for made, field_name in (
            (self.found, "found"), (self.missed, "missed"), (self.false, "false"), (self.doubled, "doubled"),
        ):  # fmt: skip
            for one in made:
                score = scores[one.category]
                setattr(score, field_name, getattr(score, field_name) + 1)
        return dict(scores)

    def only(self, wanted: Callable[[Truth], bool]) -> "Outcome":
        """Leave out planted values that nobody could be asked for; the claims stay."""
        found, missed = [t for t in self.found if wanted(t)], [t for t in self.missed if wanted(t)]
        return Outcome(found, missed, self.false, self.doubled, explained=len(self.found))


def claims(results: Path) -> list[Claim]:
    """Read what a replay found in what the app sent."""
    table = pd.read_parquet(results / "findings.parquet", columns=list(COLUMNS))
    table = table[table["direction"] == "request"]
    names = [
        "position",
        "part",
        "path",
        "category",
        "match",
        "layers",
        "detector",
        "confidence",
        "span_start",
        "span_end",
    ]
    return [Claim(*row) for row in table[names].itertuples(index=False, name=None)]


def run(capture: Path, persona: Path | None, target: Path) -> list[Claim]:
    """Replay a capture by the whole pipeline and give its claims; a reader that fails counts as no mere miss."""
    summary = replay(Request((capture,), target, persona, force=True))
    broken = [gap.reason for gap in summary.gaps if faults.MISSING in gap.reason]
    if broken:
        raise RuntimeError(f"a reader failed on the corpus, {len(broken)} times: {broken[0]}")
    return claims(target)


def compare(truths: Sequence[Truth], made: Iterable[Claim]) -> Outcome:
    """Match claims with planted values: same exchange, part and category, and the right bytes."""
    at: defaultdict[int, list[Truth]] = defaultdict(list)
    for truth in truths:
        at[truth.position].append(truth)
    outcome = Outcome()
    seen: Counter[int] = Counter()
    loose: list[Claim] = []
    for claim in made:
        explained = [truth for truth in at[claim.position] if _explains(truth, claim)]
        match = min(explained, key=lambda truth: seen[id(truth)], default=None)
        if match is None:
            loose.append(claim)
            continue
        seen[id(match)] += 1
        if seen[id(match)] > 1:
            outcome.doubled.append(claim)
    for claim in loose:
        again = any(seen[id(truth)] and _overlaps(claim, truth) for truth in at[claim.position])
        (outcome.doubled if again else outcome.false).append(claim)
    for truth in truths:
        (outcome.found if seen[id(truth)] else outcome.missed).append(truth)
    return outcome


def _overlaps(claim: Claim, truth: Truth) -> bool:
    """Say whether a claim names more or fewer bytes than a value has: said again, where another claim names just those."""
    same = (truth.category, truth.part) == (claim.category, claim.part)
    return same and claim.start < truth.end and truth.start < claim.end


def _explains(truth: Truth, claim: Claim) -> bool:
    if truth.category != claim.category and (claim.category, truth.category) not in KINDRED:
        return False
    if claim.start < 0:
        return True
    if truth.part != claim.part or not claim.path.startswith(truth.where):
        return False
    if truth.kind == "verbatim":
        return (claim.start, claim.end) == (truth.start, truth.end)
    inside = truth.run[0] <= claim.start < claim.end <= truth.run[1]
    return inside and (truth.kind == "opaque" or (claim.start <= truth.start and truth.end <= claim.end))


def cut(corpus: Split) -> tuple[Counter[tuple[str, str]], Counter[tuple[str, str]]]:
    """Give what was missed and what was claimed too much, each as (exchange, category)."""
    source = readers.open_capture(corpus.capture)
    examiner = Examiner(corpus.persona)
    examiner.learn(source)
    told = Counter(
        (item.id, finding.category)
        for item in source.items()
        if isinstance(item, Exchange)
        for finding in examiner.examine(item, source.capture).findings
        if finding.detector == "persona" and finding.field.part == "body"
    )
    planted = Counter((each.exchange, each.category) for each in corpus.planted)
    return Counter({each: count for each, count in planted.items() if not told[each]}), told - planted


def cells(corpus: Routes, target: Path) -> Counter[Cell]:
    """Replay with all that a replay takes, and give the table's rows of seeded values, each as often as its exchanges."""
    replay(
        Request(
            (corpus.capture,), target, corpus.persona,
            phases=corpus.phases, geoip=corpus.geoip, recipients=(corpus.recipients,),
        )
    )  # fmt: skip
    told: Counter[Cell] = Counter()
    for row in pd.read_parquet(target / "transfers.parquet").fillna("").astype(str).to_dict("records"):
        if "persona" in row["detectors"]:
            told[Cell(**{name: row[name] for name in Cell.__dataclass_fields__})] += int(row["exchanges"])
    return told
