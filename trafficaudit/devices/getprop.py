"""The properties that Android's ``getprop`` prints: ``[name]: [value]``, a value may run over several lines."""

_MIDDLE = "]: ["
_MOST = 20_000
_LONGEST = 4096


def parse(text: str) -> dict[str, str]:
    r"""Read ``getprop``'s output; at most 20,000 properties, each value cut at 4096 characters.

    A value that never ends is dropped where the next property begins.

    >>> parse("[ro.product.model]: [SM-S921N]\n[ro.empty]: []\n")
    {'ro.product.model': 'SM-S921N', 'ro.empty': ''}
    """
    found: dict[str, str] = {}
    name, value = "", ""
    for line in text.splitlines():
        if line.startswith("[") and _MIDDLE in line:
            name, _, value = line[1:].partition(_MIDDLE)
        elif name:
            value = f"{value}\n{line}"
        if name and line.endswith("]"):
            found[name] = value[:-1][:_LONGEST]
            name = ""
            if len(found) >= _MOST:
                break
        value = value[: _LONGEST + 1]
    return found
