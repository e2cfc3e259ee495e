"""How often the country databases contradict where a network's address blocks are registered.

Without a better source a country database repeats where a block is registered. For an access provider that is where
its customers are. A carrier, a leasing host or a worldwide service registers its blocks where a company sits, or rents
those of others, and uses them anywhere: there the databases name other countries wherever one of them knows better, and
what they agree on elsewhere may be no more than what nobody has looked at. So the share of addresses on which one of
them contradicts the registration tells what their agreement with it is worth. It knows no operator by name.

``data/spread.txt`` has the shares, ``spreading.py`` measured them. Who publishes which of its addresses stand where
(``lists`` in ``data/seats.toml``) is measured against that instead.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from trafficaudit.destinations.places import DATA, Seat
from trafficaudit.model import Evidence
from trafficaudit.plurals import several

TABLE = DATA / "spread.txt"
REST = "*"
"""Stands for the countries in which a network has too few addresses registered to measure each."""
OFTEN = 50
"""Of a thousand addresses: a country that is contradicted so often, and from three sides, is where a company sits."""
MOSTLY = 500
"""Of a thousand addresses: what is contradicted so often is not believed where it happens not to be."""
SIDES = 3
"""Countries that are named instead, below MOSTLY: one mistake of a database is of one country."""


@dataclass(frozen=True, slots=True)
class Spread:
    """Of a thousand addresses of a network that are registered in a country, how many a database places elsewhere.

    ``registered`` is empty where all countries with too few addresses were measured together; ``countries`` is how many
    are named instead.
    """

    registered: str
    share: int
    countries: int

    @property
    def misleads(self) -> bool:
        """Whether a registration tells too little of the place."""
        return self.share >= MOSTLY or (self.share >= OFTEN and self.countries >= SIDES)

    def evidence(self) -> Evidence:
        """Give what was measured, as evidence names it."""
        of = self.registered or "few in each country"
        where = several(self.countries, "country", "countries")
        detail = f"so many of the network's addresses a database places elsewhere, in {where}"
        return Evidence(f"registrations in this network ({_read()[0]})", f"{of}: {self.share // 10} of 100", detail)

    def seat(self, operator: str, registered: str) -> Seat:
        """Give the seat of a block of the network."""
        return Seat(operator, frozenset({registered}), frozenset({registered}))


def found(asn: int | None, registered: str) -> Spread | None:
    """Give the measure by which a registration in a network misleads; None where it does not, or too little is known.

    Countries in which a network has too few addresses registered stand together: they are mostly blocks that it rents.
    """
    known = _read()[1].get(asn or 0, {}) if registered else {}
    one = known.get(registered) or known.get(REST)
    return one if one and one.misleads else None


@cache
def _read() -> tuple[str, dict[int, dict[str, Spread]]]:
    """Give the day of the newest database that was measured, and the measures by network and country."""
    networks: dict[int, dict[str, Spread]] = defaultdict(dict)
    built = ""
    for line in TABLE.read_text(encoding="ascii").splitlines():
        if line.startswith("# built "):
            built = line.split()[-1]
        elif not line.startswith("#"):
            asn, registered, share, countries = line.split()
            code = "" if registered == REST else registered
            networks[int(asn)][registered] = Spread(code, int(share), int(countries))
    return built, dict(networks)
