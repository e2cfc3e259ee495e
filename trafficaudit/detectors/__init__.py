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

DETECTORS = [persona, provenance, identifiers, tracker, key, crosssite]
"""One module per way of knowing: a NAME and ``build(context) -> Detect`` each."""

__all__ = ["DETECTORS", "Context", "Detect", "build_all"]


def build_all(context: Context) -> tuple[Detect, ...]:
    """Build every detector for one run, in the order of ``DETECTORS``."""
    seeded = persona, provenance
    return tuple(
        module.build(context)
        if module in seeded
        else pieces.heeding(organisations.heeding(unreal.heeding(module.build(context))))
        for module in DETECTORS
    )
