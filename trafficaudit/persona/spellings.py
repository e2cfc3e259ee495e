"""Every literal to search for: each spelling of each seeded value under each encoding."""

from trafficaudit.persona.encodings import encode
from trafficaudit.persona.forms import forms_of
from trafficaudit.persona.model import Indicator, Persona


def indicators(persona: Persona) -> tuple[Indicator, ...]:
    """Give every indicator of a persona, in the order of its values; verbatim ones of a value come first.

    No two are alike in category, value, literal, ``typed_only`` and ``plain`` (of ``r`` and ``R`` the characters of
    Base64 that no neighbour has a part in may be the same); the first of a kind is kept. Indicators with
    ``typed_only`` have no encodings: the decoders take those off a field before it is compared.
    """
    found: dict[tuple[str, str, bytes, bool, bytes], Indicator] = {}
    for category, values in persona.values.items():
        for value, form in forms_of(category, values):
            for indicator in encode(category, value, form):
                key = (category, value, indicator.literal, indicator.typed_only, indicator.plain)
                found.setdefault(key, indicator)
    return tuple(found.values())
