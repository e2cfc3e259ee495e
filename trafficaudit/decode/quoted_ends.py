"""Where an address, or pairs in a row, end that a text quotes: each byte is gone over once, however many begin there.

Nothing tells at the beginning of ``a=`` or ``https://a`` whether a query or further pairs follow. Whatever else begins
within what was gone over ends where that did, and lacks what that lacked.
"""

import re

NAME = rb"[A-Za-z_$][\w.$\[\]-]{0,63}+"
_PAIR = rb"&" + NAME + rb"=" + (_VALUE := rb"[^&\s\"'<>;,(){}|]*+")
_ADDRESS = re.compile(rb"[^\s\"'<>\\{}|^`?]++(\?[\w.~%\[\]-]++=[^\s\"'<>\\{}|^`]*+)?+").match
_PAIRS = re.compile(_VALUE + rb"(" + _PAIR + rb")?+(" + _PAIR + rb")?+(?:" + _PAIR + rb")*+").match


class Ends:
    """The ends in one text, which are asked for in the order of their beginnings."""

    def __init__(self, raw: bytes) -> None:
        self._raw = raw
        self._address, self._lacking = 0, {1: 0, 2: 0}

    def address(self, start: int, begun: int) -> int:
        """Give where an address with a query ends; 0 where it has none.

        Args:
            start: where it begins.
            begun: where what stands behind its scheme begins.
        """
        if start < self._address:
            return 0
        match = _ADDRESS(self._raw, begun)
        if match is not None and match[1] is not None:
            return match.end()
        self._address = match.end() if match is not None else 0
        return 0

    def pairs(self, start: int, begun: int, further: int) -> int:
        """Give where pairs in a row end; 0 where there are fewer of them.

        Args:
            start: where the first begins.
            begun: where its value begins.
            further: how many there are to be behind it, one or two.
        """
        if start < self._lacking[further]:
            return 0
        match = _PAIRS(self._raw, begun)
        if match is None:
            return 0
        if match[further] is not None:
            return match.end()
        self._lacking |= {number: match.end() for number in (1, 2) if match[number] is None}
        return 0
