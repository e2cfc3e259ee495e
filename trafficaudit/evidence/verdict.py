"""What a verification came to: one check a line, each with its meaning, and an exit code for programs."""

import tomllib
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from pathlib import Path

from trafficaudit.redaction import visible


class Outcome(StrEnum):
    """What a check came to. ``note`` says something that makes nothing less valid."""

    OK = "ok"
    NOTE = "note"
    OPEN = "open"
    FAILED = "failed"


VALID, REJECTED, INCOMPLETE = 0, 3, 4

_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found: its id, its outcome, and what in particular it is about."""

    id: str
    outcome: Outcome
    found: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """A finding with its meaning in one language."""

    id: str
    outcome: Outcome
    meaning: str
    found: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Every check of a package in a fixed order; ``tagmanifest`` is the SHA-256 that stands on paper."""

    path: Path
    tagmanifest: str
    checks: tuple[Check, ...]

    @property
    def code(self) -> int:
        """The exit code: 0 valid, 3 rejected, 4 valid but incomplete or its time not yet confirmed."""
        outcomes = {each.outcome for each in self.checks}
        if Outcome.FAILED in outcomes or not outcomes:
            return REJECTED
        return INCOMPLETE if Outcome.OPEN in outcomes else VALID

    @property
    def valid(self) -> bool:
        """Whether nothing was rejected."""
        return self.code != REJECTED

    def described(self) -> dict[str, object]:
        """Give it as JSON says it."""
        checks = [asdict(each) for each in self.checks]
        return {"path": str(self.path), "code": self.code, "tagmanifest_sha256": self.tagmanifest, "checks": checks}


def some(paths: Collection[str]) -> str:
    """Name the first of some paths, and say how many more there are.

    >>> some({"b", "a", "d", "c"})
    'a, b, c, and 1 more'
    """
    more = f", and {len(paths) - _SHOWN} more" if len(paths) > _SHOWN else ""
    return ", ".join(sorted(paths)[:_SHOWN]) + more


def told(findings: Iterable[Finding], lang: str) -> tuple[Check, ...]:
    """Give findings their meaning in a language, ``ko`` or ``en``."""
    return tuple(Check(each.id, each.outcome, _meaning(each, lang), visible(each.found)) for each in findings)


def _meaning(finding: Finding, lang: str) -> str:
    text = meanings()[f"{finding.id}.{finding.outcome}"][lang]
    return f"{text}: {visible(finding.found)}" if finding.found else text


@cache
def meanings() -> dict[str, dict[str, str]]:
    """Give every meaning by ``CHECK.OUTCOME``, in both languages."""
    said = tomllib.loads(resources.files("trafficaudit.evidence").joinpath("meanings.toml").read_text(encoding="utf-8"))
    return {f"{check}.{outcome}": text for check, outcomes in said.items() for outcome, text in outcomes.items()}
