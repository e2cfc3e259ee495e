"""Names that begin with the name of the kit that sends them: `td_model`, `td_os_ver`, `td_app_ver` say a `model` ...

A kit writes its own short name before every field, so that they stand apart from an app's. Where several fields beside
each other begin with one word that no entry of ``keys.toml`` knows, what is behind it is read as a name too, and only
as one of a device, an app, a network or of what was done: `st_name` is a store's as well as a kit's.
"""

import re
from collections import defaultdict

from trafficaudit.categories import taxonomy
from trafficaudit.decode.fields import Fields
from trafficaudit.detectors.memo import Memo
from trafficaudit.detectors.names.paths import place_of
from trafficaudit.detectors.names.table import key_table
from trafficaudit.detectors.names.words import SHORTENED

FEWEST = 5
"""Names beside each other that a word begins, from which on it is a kit's own."""

_BEGUN = re.compile(r"_?([a-z]{2,8})_(?=[A-Za-z])")
_TECHNICAL = frozenset(("device_identifier", "device_property", "app", "network"))
_DONE = frozenset(("behaviour", "viewed_page", "session_id"))


def is_technical(category: str) -> bool:
    """Whether a category is of a device, an app, a network or what was done: what a kit sends under names of its own.

    >>> is_technical("device_model"), is_technical("name")
    (True, False)
    """
    return taxonomy()[category].group in _TECHNICAL or category in _DONE


def kits(fields: Fields) -> dict[int, str]:
    """Give what is behind a kit's own word in names, by the field's index; only where several names begin with it."""
    begun = [(index, start) for index, start in enumerate(map(_starts.__getitem__, fields.keys)) if start]
    if len(begun) < FEWEST:
        return {}
    places = defaultdict[tuple[str, str, str, str], list[int]](list)
    for index, start in begun:
        group = fields.group(index)
        places[group.direction, group.part, place_of(*fields.rows[index][:2]), start].append(index)
    found: dict[int, str] = {}
    for (_, _, _, start), indices in places.items():
        if len({fields.keys[index] for index in indices}) >= FEWEST:
            found.update((index, fields.keys[index][len(start) :]) for index in indices)
    return found


def _start(key: str) -> str:
    """Give the beginning of a name up to its second word, where the first may be a kit's."""
    begun = _BEGUN.match(key)
    if begun is None or begun[1] in key_table().known or begun[1] in SHORTENED:
        return ""
    return begun[0]


_starts = Memo(_start, 1 << 16)
