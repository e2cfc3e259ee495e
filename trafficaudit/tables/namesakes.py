"""Names that are shown alike and are not the same: both ends and the length of a redacted label may be another's.

Hosts of a result, and paths of an exchange. The second one with one shown name gets a number, in the order of the
recording: a number says nothing of the value, as a digest of a short one would. Whoever knows a value still finds it by
its SHA-256 in the table of findings.
"""

import re

_REDACTED = re.compile(r"…[^.]*?\(\d+\)")


class Namesakes:
    """Gives each host, or path, a shown name of its own; remembers all that it was asked for."""

    def __init__(self) -> None:
        self._owners: dict[str, str] = {}
        self._names: dict[tuple[str, str], str] = {}
        self._given: dict[str, int] = {}  # the last number of each shown name: many may be shown alike

    def name(self, shown: str, identity: str) -> str:
        """Give the name under which a host or path stands.

        Args:
            shown: its name as it may be shown.
            identity: what only it has; the name itself where nothing of it is redacted.

        >>> namesakes = Namesakes()
        >>> [namesakes.name("au…77 (19).push.example", one) for one in ("a", "b", "a")]
        ['au…77 (19).push.example', 'au…77 (19)#2.push.example', 'au…77 (19).push.example']
        """
        owner = self._owners.setdefault(shown, identity)
        if owner == identity:
            return shown
        known = self._names.get((shown, identity))
        if known is None:
            known = self._names[shown, identity] = self._numbered(shown, identity)
        return known

    def _numbered(self, shown: str, identity: str) -> str:
        number, match = self._given.get(shown, 1) + 1, _REDACTED.search(shown)
        at = match.end() if match else len(shown)
        while self._owners.setdefault(name := f"{shown[:at]}#{number}{shown[at:]}", identity) != identity:
            number += 1
        self._given[shown] = number
        return name
