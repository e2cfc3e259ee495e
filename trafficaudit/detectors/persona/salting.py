"""Which digests of a message are tried with which salts of it: with those that are called so, and where the name of a
digest says of what it is, with what stands beside it.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from trafficaudit.decode.fields import Fields
from trafficaudit.detectors.matcher import End
from trafficaudit.detectors.persona.hashed import Hashed
from trafficaudit.detectors.persona.hit import Hit
from trafficaudit.detectors.persona.salted import (
    MOST_BESIDE,
    MOST_DIGESTS,
    MOST_KEYS,
    MOST_VALUES,
    Place,
    Salted,
    place,
)
from trafficaudit.model import Field

_ANYTHING: frozenset[str] = frozenset()

type Runs = Mapping[bytes, list[tuple[int, int, int, tuple[str, ...]]]]
type Try = tuple[Field, Sequence[bytes], frozenset[str]]
"""A salt, the digests that may be made with it, and of what; of anything where that is empty."""

type Found = defaultdict[int, list[Hit]]


class Salting:
    """Tries the digests that ``hashed`` finds as those of values with the salts of their message."""

    def __init__(self, hashed: Hashed, salted: Salted) -> None:
        self._hashed, self._salted = hashed, salted

    def find(self, fields: Fields, ends: list[End], found: Found) -> None:
        """Add the hits of digests over values and salts that are sent in the same message."""
        salts, loose = self._salted.salts(fields), self._salted.loose(fields)
        runs: defaultdict[bytes, list[tuple[int, int, int, tuple[str, ...]]]] = defaultdict(list)
        for index, kind, start, end in self._runs_beside(fields, salts, loose, ends):
            unpacked = self._hashed.unpacked(kind, fields.joined.values[index], start, end)
            if unpacked and len(runs) >= MOST_DIGESTS and salts:
                fields.bound(index, f"more than {MOST_DIGESTS} digests that may be of a value and a salt")
            elif unpacked:
                runs[unpacked[0]].append((index, start, *unpacked[1:]))
        tries = [(salt, list(runs), _ANYTHING) for salt in salts]
        for salt, wanted, of in (*tries, *(self._beside(fields, loose, runs) if loose else ())):
            if wanted and self._salted.are_too_many(of):
                fields.bound(runs[wanted[0]][0][0], f"of spellings of values beside salts {MOST_VALUES} are tried")
            for digest in self._salted.digests(salt, wanted, of):
                for index, start, end, layers in runs[digest.raw]:
                    if fields[index].direction == salt.direction:
                        found[index].append(digest.hit(fields.joined.values[index], start, end, layers, salt))

    def _runs_beside(
        self, fields: Fields, salts: Sequence[Field], loose: Mapping[Place, list[Field]], ends: list[End]
    ) -> list[tuple[int, int, int, int]]:
        """Give the runs of a digest's length that may be of a value and a salt: beside what is called no salt only
        where the name of one says of what.
        """
        if not salts and not loose:
            return []
        found = list(fields.joined.within(self._hashed.every_run(ends)))
        if salts:
            return found
        # All of these are sent: where digests stand is asked of what is sent alone.
        sent = [one for one in found if fields.group(one[0]).direction == "request"]
        keys = self._salted.keys(loose)
        beside = [one for one in sent if keys or place(fields, one[0]) in loose]
        return beside if any(self._salted.said(fields, index) for index, *_ in beside) else []

    def _beside(self, fields: Fields, loose: Mapping[Place, list[Field]], runs: Runs) -> Iterator[Try]:
        """Give the digests whose name says of what, each with what stands beside it that it may be salted with."""
        left, keys = MOST_BESIDE, self._salted.keys(loose)
        for raw, places in runs.items():
            for index in dict.fromkeys(index for index, *_ in places):
                beside = loose.get(place(fields, index), [])
                others = [key for key in keys if key not in beside]
                salts = [*beside, *others[:MOST_KEYS]]
                of = self._salted.said(fields, index) if salts else frozenset()
                if of and len(others) > MOST_KEYS:
                    fields.bound(index, f"of keys elsewhere in the message {MOST_KEYS} are tried")
                for salt in salts if of else ():
                    if not left:
                        fields.bound(index, f"of digests with a nonce or a time beside them {MOST_BESIDE} are tried")
                        return
                    left -= 1
                    yield salt, (raw,), of
