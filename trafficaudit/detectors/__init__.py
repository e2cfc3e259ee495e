"""Every way of knowing that a field carries personal data. All of them always run; none switches another off."""

from trafficaudit.detectors import (
    crosssite,
    identifiers,
    key,
    organisations,
    persona,
    pieces,
    provenance,
    tracker,
    unreal,
)
from trafficaudit.detectors.context import Context, Detect
from trafficaudit.detectors.guarded import guarded

DETECTORS = [persona, provenance, identifiers, tracker, key, crosssite]
"""One module per way of knowing: a NAME and ``build(context) -> Detect`` each."""

__all__ = ["DETECTORS", "Context", "Detect", "build_all"]


def build_all(context: Context) -> tuple[Detect, ...]:
    """Build every detector for one run, in the order of ``DETECTORS``."""
    seeded = persona, provenance
    return tuple(
        guarded(module.NAME, module.build(context) if module in seeded else _heeding(module.build(context)))
        for module in DETECTORS
    )


def _heeding(detect: Detect) -> Detect:
    """Give a detector without what its surroundings say is nothing of a person."""
    return pieces.heeding(organisations.heeding(unreal.heeding(detect)))
