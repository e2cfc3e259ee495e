"""What a page's programs hold of transfers abroad: rows shown when something is opened. Told of, never read."""

import re

from trafficaudit.declarations import countries
from trafficaudit.declarations.headings import overseas

MAX_SCRIPTS = 4_000_000
"""Most characters of scripts in one page that are searched."""
_ABROAD = re.compile(r"국외|해외|境外|跨境|\\u(?:ad6d\\uc678|d574\\uc678)|oversea|cross-border|abroad|transfer", re.I)
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_PARTS = re.compile(r"<[^<>]{0,400}>|[<>\"'{}\n]+|\\n")
_PLACES = 20  # places that speak of transfers around which a country is looked for
_BEFORE, _BEHIND = 60, 200  # parts of the text before and behind such a place that may be about it


def speaks(text: str) -> bool:
    """Say whether a script holds words about transfers abroad and the name of a country near them."""
    if not _ABROAD.search(text):
        return False
    plain = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    parts = [part for part in _PARTS.split(plain) if not part.isspace() and part]
    told = (number for number, part in enumerate(parts) if _ABROAD.search(part) and overseas(part))
    for _, number in zip(range(_PLACES), told, strict=False):
        if any(countries.spoken(part) for part in parts[max(0, number - _BEFORE) : number + _BEHIND]):
            return True
    return False
