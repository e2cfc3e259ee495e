"""What a pickle builds: lists, maps and objects that name each other by number; nothing of it is ever called.

Of the standard library's own types it is known what they are called with: times, UUIDs, texts that stand for bytes.
"""

from dataclasses import replace
from datetime import date, datetime, time
from uuid import UUID

from trafficaudit.decode.limits import WORK
from trafficaudit.decode.text import as_text
from trafficaudit.decode.wire.graph import Thing
from trafficaudit.decode.wire.octets import BoundError, Octets

_SELF = ("copyreg._reconstructor", "copy_reg._reconstructor")
_LATIN = "_codecs.encode"
_UUID, _INT = "uuid.UUID", "int"
_TIMES = {"datetime.datetime": 10, "datetime.date": 4, "datetime.time": 6}
_GETS = ("builtins.getattr", "__builtin__.getattr")


class Things:
    """Objects by their numbers (``graph.Things``)."""

    def __init__(self) -> None:
        self.all: list[Thing] = []
        self.called: dict[int, str] = {}
        self.kinds: dict[int, str] = {}

    def get(self, number: int) -> Thing | None:
        """Give an object; a class by itself is none."""
        return self.all[number] if number not in self.called else None

    def add(self, thing: Thing) -> int:
        """Add an object."""
        self.all.append(thing)
        return len(self.all) - 1

    def named(self, name: str) -> int:
        """Add a class or function by its name."""
        number = self.add(Thing(0, 0))
        self.called[number] = name
        return number

    def items(self, numbers: list[int]) -> int:
        """Add a list."""
        return self.add(Thing(0, 0, items=numbers))

    def pairs(self, numbers: list[int]) -> int:
        """Add a map of keys and values by turns."""
        return self.add(Thing(0, 0, items=numbers[1::2], names=numbers[::2]))

    def text(self, number: int) -> str:
        """Give a text."""
        value = self.all[number].value
        return value if isinstance(value, str) else ""

    def members(self, number: int) -> list[int]:
        """Give what a list holds."""
        return list(self.all[number].items or ())

    def extend(self, number: int, values: list[int], reader: Octets) -> None:
        """Put values into a list, or beside the members of an object."""
        thing = self._own(number)
        _pay(reader, len(values))
        if thing.names is not None:
            thing.names.extend([self.add(Thing(0, 0, str(len(thing.names) + at))) for at in range(len(values))])
        thing.items = thing.items or []
        thing.items.extend(values)

    def put(self, number: int, pairs: list[int], reader: Octets) -> None:
        """Put values under keys."""
        thing = self._own(number)
        _pay(reader, len(pairs))
        if thing.items is None:
            thing.items = []
        if thing.names is None:
            _pay(reader, len(thing.items))
            thing.names = [self.add(Thing(0, 0, str(index))) for index in range(len(thing.items))]
        thing.names.extend(pairs[::2])
        thing.items.extend(pairs[1::2])
        del thing.items[len(thing.names) :], thing.names[len(thing.items) :]

    def build(self, number: int, state: int, reader: Octets) -> None:
        """Give an object its members: a map, a pair of them, or anything else that it makes something of."""
        held = self.all[state]
        if held.names is not None:
            self.put(
                number, [each for pair in zip(held.names, held.items or (), strict=False) for each in pair], reader
            )
        elif held.items is not None and len(held.items) == 2 and self.all[held.items[1]].names is not None:
            for each in held.items:
                if self.all[each].names is not None:
                    self.build(number, each, reader)
        elif self.all[number].value is None and not self.all[number].items:
            _pay(reader, len(held.items or ()))
            self.all[number] = _copy(held)
        else:
            self.extend(number, [state], reader)
        if self.kinds.get(number) == _UUID:
            self._identify(number)

    def made(self, called: int, given: list[int], reader: Octets) -> int:
        """Add the object that a class makes of what it is called with."""
        name = self.called.get(called, "")
        _pay(reader, len(given))
        if name in _SELF and given:
            name = self.called.get(given[0], "")
            given = [each for each in given[2:] if self.all[each].value != "null"]
        parts = [each for each in given if each not in self.called]
        thing = self._known(name, parts)
        if thing is None:
            if name in _GETS:
                parts = parts[-1:]
            _pay(reader, len(self.all[parts[0]].items or ()) if len(parts) == 1 else 0)
            thing = _copy(self.all[parts[0]]) if len(parts) == 1 else Thing(0, 0, items=parts)
        number = self.add(thing)
        self.kinds[number] = name
        return number

    def _known(self, name: str, parts: list[int]) -> Thing | None:
        """Give what a type of the standard library makes."""
        first = self.all[parts[0]] if parts else None
        if first is None or first.value is None:
            return None
        raw = first.value if isinstance(first.value, bytes) else first.value.encode("latin-1", "replace")
        if name == _LATIN:
            if isinstance(first.value, bytes):
                raw = raw.decode("utf-8", "replace").encode("latin-1", "replace")
            return replace(first, value=as_text(raw) or raw, how=False)
        if len(raw) == _TIMES.get(name) and (told := _time(raw)):
            return replace(first, value=told, how=False)
        return None

    def _identify(self, number: int) -> None:
        """Make the number of a UUID one."""
        thing = self.all[number]
        for at, each in zip(thing.names or (), thing.items or (), strict=False):
            value = self.text(each)
            if self.text(at) == _INT and value.isdigit() and len(value) < 40 and int(value) >> 128 == 0:
                held = self.all[each]
                self.all[number] = Thing(held.start, held.end, str(UUID(int=int(value))))
                return

    def _own(self, number: int) -> Thing:
        """Give an object that something is put into; one that was a value so far keeps it as its first part."""
        thing = self.all[number]
        if thing.value is not None:
            self.all[number] = thing = Thing(0, 0, items=[self.add(thing)])
        return thing


def _copy(thing: Thing) -> Thing:
    names, items = thing.names, thing.items
    return replace(thing, items=None if items is None else list(items), names=None if names is None else list(names))


def _pay(reader: Octets, count: int) -> None:
    if not reader.node.budget.spend(count * reader.node.budget.TOKEN):
        raise BoundError(WORK)


def _time(raw: bytes) -> str:
    """Give a time as ``datetime`` keeps it: two bytes of the year, one for each unit, three for microseconds."""
    micro = int.from_bytes(raw[-3:])
    try:
        if len(raw) == 4:
            return date(int.from_bytes(raw[:2]), raw[2] & 0x7F, raw[3]).isoformat()
        if len(raw) == 6:
            return time(raw[0] & 0x7F, raw[1], raw[2], micro).isoformat()
        day = date(int.from_bytes(raw[:2]), raw[2] & 0x7F, raw[3])
        return datetime.combine(day, time(raw[4], raw[5], raw[6], micro)).isoformat()
    except ValueError:
        return ""
