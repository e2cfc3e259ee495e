"""The properties that Android's ``getprop`` prints: ``[name]: [value]``, a value may run over several lines."""

import re

_PROPERTY = re.compile(r"^\[([^\]\n]{1,256})\]: \[(.*?)\]\r?$", re.MULTILINE | re.DOTALL)
_MOST = 20_000
_LONGEST = 4096


def parse(text: str) -> dict[str, str]:
    r"""Read ``getprop``'s output; at most 20,000 properties, each value cut at 4096 characters.

    >>> parse("[ro.product.model]: [SM-S921N]\n[ro.empty]: []\n")
    {'ro.product.model': 'SM-S921N', 'ro.empty': ''}
    """
    found: dict[str, str] = {}
    for match in _PROPERTY.finditer(text):
        if len(found) >= _MOST:
            break
        found[match[1]] = match[2][:_LONGEST]
    return found
