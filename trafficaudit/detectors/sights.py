"""Places that a map, a list or a timetable shows to everybody: nothing is claimed of where they are by name or form.

What an object is called says so (``stadium``), or what stands beside the place: the number of a stop, the letters of
an airport, a telephone or hours of its own. So does a list of several places that have names: where somebody was is
told with a time or how exact it is, and where somebody lives stands under an address. Up to a name that speaks of a
person, at whatever depth. What the documents of a service say of a field stays, and so does a seeded value.

Source: IATA Resolution 763 (codes of locations); the names of a stop in open data on buses in Korea (arsId, stopId).
"""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from trafficaudit.decode.fields import Fields
from trafficaudit.detectors.context import Doubt
from trafficaudit.detectors.names.places import PEOPLE
from trafficaudit.detectors.names.words import compact, spelled, vocabulary, words
from trafficaudit.detectors.siblings import Siblings
from trafficaudit.detectors.strangers import called, is_by_form, names_in, nearest, over
from trafficaudit.model import Field, Finding

_PLACED = frozenset(("coordinates", "postal_address", "postal_code", "region", "name", "phone_number", "ip_address"))
_WHERE = frozenset(("coordinates", "postal_address"))
_OPEN = vocabulary(
    "stadium stadiums cctv cctvs busstop busstops airport airports landmark landmarks attraction attractions cities "
    "parkinglot parkinglots charger chargers chargingstation chargingstations toilets shelters polls complex complexes "
    "creative creatives character characters theater theaters theatre theatres cinema cinemas arrivals"
)
"""Places where anybody may go, and where what is of an advertisement or a story is set."""
_NUMBERED = vocabulary("stopid stopname stopno arsid arsno iata iatacode icao icaocode airportcode complexno")
"""What stands beside the place of a stop of buses, an airport or a block of flats."""
_PLACES = vocabulary("place places poi pois")
_OF_PLACES = vocabulary(
    "phone tel telephone phonenumber category categoryname rating openinghours businesshours hours placeurl"
)
"""What stands beside a place that is a shop or a sight; where somebody is has none."""
_PLACE = re.compile(
    r"(?:.*\.)?(?:places?|pois?)(?:[_-]?(?:info|data|details?))?(?:\[[0-9]+\])?\.", re.DOTALL | re.IGNORECASE
).match

_LISTED = re.compile(r"(.*\[)[0-9]+\]\.(?:(?:coordinates?|geo|location|position|point|latlng)\.)?[^.\[\]]+", re.DOTALL)
"""The path of what is of one thing in a list, or of the place of one."""
_TITLED = vocabulary("name title label placename poiname spotname")
_LIVED_IN = vocabulary(
    "time timestamp ts at date accuracy speed heading bearing altitude provider visited arrived recordedat receiver "
    "recipient phone mobile zipcode zip postcode postalcode detailaddress address2"
)
"""What stands beside where somebody was, or where something is sent."""
_OWN = vocabulary(
    "address addresses addr addrs addressbook delivery deliveries shipping shippings saved favorite favorites "
    "favourites bookmark bookmarks home my history visited visits trip trips stop stops waypoint waypoints route "
    "routes recent recents"
)
"""Lists of places that are somebody's own."""
_FEWEST = 2


class _Lists:
    """The lists of places with names, found on the first question."""

    def __init__(self, fields: Fields) -> None:
        self._fields = fields

    def has(self, field: Field) -> bool:
        """Whether a field is of a place in a list of several that have names, none of them somebody's own."""
        if not field.path.endswith(field.key):
            return False  # a list of names and values: its members are no places, but what is told of one
        listed = _LISTED.fullmatch(field.path)
        return listed is not None and listed[1] in self._shown[field.direction + field.part]

    @cached_property
    def _shown(self) -> "dict[str, set[str]]":
        found: dict[str, set[str]] = {}
        for group, start, end in self._fields.ranges():
            part = found.setdefault(group.direction + group.part, set())
            part.update(_named(self._fields.rows[index][0] for index in range(start, end)))
        return {part: found.get(part, set()) for part in _PARTS}


_PARTS = [direction + part for direction in ("request", "response") for part in ("url", "header", "cookie", "body")]


def _named(paths: Iterable[str]) -> Iterator[str]:
    """Give the lists of which several members have a name, and none what tells that somebody was or lives there."""
    titles: dict[str, int] = {}
    others: set[str] = set()
    for path in paths:
        if (listed := _LISTED.fullmatch(path)) is None:
            continue
        name = compact(path.rpartition(".")[2])
        if name in _TITLED:
            titles[listed[1]] = titles.get(listed[1], 0) + 1
        elif name in _LIVED_IN:
            others.add(listed[1])
    for place, count in titles.items():
        if count >= _FEWEST and place not in others and _OWN.isdisjoint(_words(place)):
            yield place


def _words(path: str) -> set[str]:
    return {word for step in re.split(r"[.\[\]]+", path) for word in (*words(step), *spelled(step))}


def doubt(fields: Fields) -> Doubt | None:
    """Give what tells of a finding that it is of a place which is shown to everybody."""
    siblings, lists = Siblings.of(fields), _Lists(fields)

    def of_a_sight(finding: Finding) -> bool:
        if finding.category not in _PLACED or is_by_form(finding) is None:
            return False
        near = called(nearest(over(finding.field), PEOPLE))
        if not _OPEN.isdisjoint(near) or (not _PLACES.isdisjoint(near) and _is_a_shop(finding.field.path, fields)):
            return True
        if finding.category == "coordinates" and lists.has(finding.field):
            return True
        # A booking names its airport beside who flies.
        asked = finding.category in _WHERE and not _NUMBERED.isdisjoint(fields.once(names_in))
        beside = siblings.beside(finding.field) if asked else ()
        return any(compact(each.key) in _NUMBERED for each in beside)

    return of_a_sight


def _is_a_shop(path: str, fields: Fields) -> bool:
    """Say whether a field stands in a place that has what shops and sights have, and nobody's whereabouts."""
    begun = _PLACE(path)
    return begun is not None and any(
        row[0].startswith(begun[0]) and compact(row[1]) in _OF_PLACES for row in fields.rows
    )
