"""Values of the test person that are a finding only under a name that says so, or in their own case.

A table claims no telephone number where ten digits, its zero left out, stand under a name that says nothing, and no
user's number in another case. A copy keeps neither: whoever looks for the person would know it.
"""

import re
from dataclasses import replace

from trafficaudit.decode.fields import Fields
from trafficaudit.detectors.spans import narrow
from trafficaudit.examine import Examined
from trafficaudit.model import Field, Finding
from trafficaudit.persona import Persona
from trafficaudit.persona.forms import SECRETS, forms_of
from trafficaudit.redact.runs import SEEDED

_DIGITS = 9
"""Digits of the shortest number that is hardly there by chance: dates and postcodes have fewer."""

_LETTERS = 8
"""Characters of the shortest value that is looked for in another case."""

_REASON = "seeded value under a name that says nothing, or in another case"


class Unnamed:
    """Looks for them; without a persona there are none.

    Args:
        persona: the test person.
    """

    def __init__(self, persona: Persona | None) -> None:
        self._categories = dict(_texts(persona)) if persona is not None else {}
        listed = "|".join(map(re.escape, sorted(self._categories, key=len, reverse=True)))
        self._found = re.compile(rf"(?<![0-9A-Za-z])(?:{listed or '(?!)'})(?![0-9A-Za-z])", re.IGNORECASE)

    def told(self, examined: Examined) -> Examined:
        """Give an exchange with what stands in it of them as further findings."""
        values = Fields.of(examined.decoded.fields).values
        if not self._categories or not self._found.search("\0".join(each for each in values if isinstance(each, str))):
            return examined
        fields = list(examined.decoded.fields)
        inside = [one for each in fields if each.leaf for one in self._findings(each)]
        # Names of members stand in what is around the leaves alone.
        around = [one for each in fields if each.parent < 0 and not each.leaf for one in self._findings(each)]
        known = [*examined.findings, *inside]
        more = [one for one in around if not any(_covers(each, one) for each in known)]
        return replace(examined, findings=(*examined.findings, *inside, *more))

    def _findings(self, field: Field) -> list[Finding]:
        if not isinstance(field.value, str):
            return []
        return [
            Finding(
                field, self._categories[match[0].lower()], "normalised", field.layers, narrow(field, *match.span()),
                match[0], SEEDED, 1.0, _REASON,
            )
            for match in self._found.finditer(field.value)
        ]  # fmt: skip


def _covers(one: Finding, other: Finding) -> bool:
    """Tell whether a finding of the same part reaches over another one."""
    same = (one.field.direction, one.field.part) == (other.field.direction, other.field.part)
    return same and one.detector == SEEDED and one.span.start <= other.span.start and other.span.end <= one.span.end


def _texts(persona: Persona) -> list[tuple[str, str]]:
    """Give what is looked for in small letters, and its category."""
    found: list[tuple[str, str]] = []
    for category, values in persona.values.items():
        for value, form in forms_of(category, values):
            numbers = form.typed_only and sum(each.isdecimal() for each in form.text) >= _DIGITS
            if not form.raw and form.text.isascii() and numbers:
                found.append((form.text.lower(), category))
            if category in SECRETS and value.isascii() and len(value) >= _LETTERS and not form.typed_only:
                found.append((value.lower(), category))
    return found
