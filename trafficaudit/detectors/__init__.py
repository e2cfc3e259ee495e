"""Every way of knowing that a field carries personal data. All of them always run.

None switches another off; where they say different things of one number, ``onekind`` settles which it is.
"""

from collections.abc import Iterator
from types import ModuleType

from trafficaudit.decode.fields import Fields
from trafficaudit.detectors import (
    browsers,
    consent,
    crosssite,
    identifiers,
    key,
    organisations,
    persona,
    pieces,
    provenance,
    recurring,
    sights,
    strangers,
    tracker,
    unreal,
)
from trafficaudit.detectors.context import Context, Detect, Doubt
from trafficaudit.detectors.guarded import guarded
from trafficaudit.model import Decoded, Exchange, Finding

DETECTORS = [persona, provenance, identifiers, tracker, key, crosssite, consent, recurring]
"""One module per way of knowing: a NAME and ``build(context) -> Detect`` each."""

_SURROUNDINGS = (unreal, organisations, strangers, sights, pieces)
"""What may speak against a finding by name or form: ``doubt(fields) -> Doubt | None`` each."""

__all__ = ["DETECTORS", "Context", "Detect", "build_all", "build_naming"]


def build_all(context: Context) -> tuple[Detect, ...]:
    """Build every detector for one run, in the order of ``DETECTORS``."""
    return tuple(guarded(module.NAME, _built(module, context)) for module in DETECTORS)


def _built(module: ModuleType, context: Context) -> Detect:
    detect: Detect = module.build(context)
    if module in (identifiers, key):
        detect = browsers.heeding(detect, context)
    return detect if module in (persona, provenance, recurring) else _heeding(detect)


def build_naming(context: Context) -> tuple[Detect, ...]:
    """Build those that say what a value is by its form, by the documents of its endpoint, or by its name."""
    return tuple(guarded(module.NAME, _built(module, context)) for module in (identifiers, tracker, key))


def _heeding(detect: Detect) -> Detect:
    """Give a detector without what its surroundings say is nothing of a person; most exchanges are asked nothing."""

    def found(exchange: Exchange, decoded: Decoded) -> Iterator[Finding]:
        doubts: list[Doubt] | None = None
        for finding in detect(exchange, decoded):
            if doubts is None:
                fields = Fields.of(decoded.fields)
                doubts = [doubt for module in _SURROUNDINGS if (doubt := module.doubt(fields)) is not None]
            if True not in [doubt(finding) for doubt in doubts]:
                yield finding

    return found
