"""Whose a short value is: a gender or a postcode under the name of a receiver is the person's only where more of the
person stands there.

An order names who gets it. Where that is the test person, name, telephone number or address of the person stand beside;
where it is somebody else, the same gender is one of two, and the same postcode that of everybody in the street.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from trafficaudit.decode.fields import Fields
from trafficaudit.detectors.names.paths import place_of, steps
from trafficaudit.detectors.names.words import vocabulary, words
from trafficaudit.detectors.persona.hit import Hit
from trafficaudit.detectors.persona.otherwise import PEOPLE
from trafficaudit.model import Field

_OTHERS = vocabulary(
    "receiver receivers recipient recipients consignee consignees addressee sender senders giver giftee gift "
    "friend friends spouse family families contacts emergency guardian guardians invitee companion companions "
    "passenger passengers 수령인 수령자 받는 수신인 수신자 보내는 발신인 동반자 지인 보호자"
)
_SHARED = frozenset({"gender", "postal_code", "birth_date"})
_OF_ONE = ("mrz",)
"""A layer that is always of one person, whoever that is: the zone that machines read on a passport."""

_HIGHEST = 8
"""Names above a field that are asked."""

type Scope = tuple[str, str, str, str]


def leave_out(fields: Fields, hits: Mapping[int, list[Hit]]) -> None:
    """Cover, in place, the short values of somebody else beside whom nothing of the person stands."""
    asked = {
        index: scope
        for index, found in hits.items()
        if any(hit.short and hit.category in _SHARED for hit in found) and (scope := scope_of(fields[index]))
    }
    if not asked:
        return
    persons = set(_persons(fields, hits))
    for index, scope in asked.items():
        if scope not in persons:
            found = hits[index]
            found[:] = [replace(hit, covered=hit.covered or (hit.short and hit.category in _SHARED)) for hit in found]


def _persons(fields: Fields, hits: Mapping[int, list[Hit]]) -> Iterator[Scope]:
    """Give where something stands that only the person has, or the person's name."""
    for index, found in hits.items():
        if any(not hit.covered and (not hit.short or hit.category == "name") for hit in found) and (
            scope := scope_of(fields[index])
        ):
            yield scope


def scope_of(field: Field) -> Scope | None:
    """Give what the nearest name says that tells of another person: where it stands; ``None`` where none does.

    ``receiver_zip`` stands beside what else is called a receiver's, ``receiver.zip`` within what is.
    """
    path, name = field.path, field.key
    if field.layers[-1:] == _OF_ONE:
        return field.direction, field.part, place_of(path), _OF_ONE[0]
    for above in range(_HIGHEST):
        said = words(name)
        if not PEOPLE.isdisjoint(said):
            return None
        if others := sorted(_OTHERS.intersection(said)):
            place, word = (path, "") if above else (place_of(path), others[0])
            return field.direction, field.part, place, word
        path = place_of(path).rstrip(".")
        if not path:
            return None
        name = steps(path)[-1] if steps(path) else ""
    return None
