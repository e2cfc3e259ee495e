import pytest

from trafficaudit.destinations import spread
from trafficaudit.destinations.places import Seat, edges, seats
from trafficaudit.destinations.spread import REST, TABLE, Spread, found
from trafficaudit.globe import COUNTRIES


@pytest.mark.parametrize(
    ("share", "countries", "misleads"),
    [
        (50, 3, True),
        (49, 60, False),
        (50, 2, False),  # one mistake of a database, or the country next door
        (499, 2, False),
        (500, 1, True),
        (0, 0, False),
    ],
)
def test_a_registration_misleads_often_and_from_several_sides_or_mostly(
    share: int, countries: int, *, misleads: bool
) -> None:
    assert Spread("US", share, countries).misleads == misleads


@pytest.mark.parametrize(
    ("asn", "registered"),
    [
        (3257, "US"),  # GTT
        (3356, "US"),  # Lumen
        (9009, "RO"),  # M247
        (212238, "GB"),  # Datacamp
        (212238, "IR"),  # a block that it rents
        (147049, "PA"),  # PacketHub
        (20473, "US"),  # Vultr
        (16276, "FR"),  # OVH
        (6939, "US"),  # Hurricane Electric
        (4766, "US"),  # what Korea Telecom announces for others
        (4766, "LT"),
    ],
)
def test_carriers_and_leasing_hosts(asn: int, registered: str) -> None:
    one = found(asn, registered)
    assert one
    assert one.misleads
    assert one.registered in (registered, "")


@pytest.mark.parametrize(
    ("asn", "registered"),
    [
        *[(4766, "KR"), (9318, "KR"), (3786, "KR"), (17858, "KR"), (7625, "KR")],
        *[(37963, "CN"), (4134, "CN"), (45090, "CN"), (2516, "JP"), (4713, "JP"), (7922, "US"), (7018, "US")],
        (9605, "JP"),  # one database has a block of it in Singapore
        (6507, "KR"),  # a company with few addresses in each country
        (3257, ""),  # nobody says where the block is registered
        (64512, "US"),
        (None, "US"),
    ],
)
def test_whose_customers_are_where_its_blocks_are_registered(asn: int | None, registered: str) -> None:
    assert found(asn, registered) is None


def test_what_was_measured_is_told() -> None:
    line = Spread("US", 483, 1).evidence()
    assert line.source.startswith("registrations in this network (2")
    assert (line.answer, line.detail.rpartition(", ")[2]) == ("US: 48 of 100", "in 1 country")
    assert Spread("", 70, 12).evidence().answer == "few in each country: 7 of 100"
    seat = Spread("", 700, 12).seat("Gaon", "KR")
    assert seat == Seat("Gaon", frozenset({"KR"}), frozenset({"KR"}))


def test_the_table_has_nothing_that_says_nothing() -> None:
    built, networks = spread._read()
    assert built in TABLE.read_text(encoding="ascii")
    for known in networks.values():
        assert any(one.misleads for one in known.values())
        assert all(code == REST or code in COUNTRIES for code in known)
        assert all(0 <= one.share <= 1000 for one in known.values())


def test_no_operator_stands_in_the_table_of_seats_that_is_measured_in_all_its_countries() -> None:
    """What is said twice goes apart; an operator's own list, and what nobody could measure, are another matter."""
    operators = {seat.operator for seat in seats().values() if not seat.lists}
    for operator in operators:
        own = {asn: seat for asn, seat in seats().items() if seat.operator == operator}
        pairs = [(asn, code) for asn, seat in own.items() for code in seat.doubted if asn not in edges().networks]
        assert not all(found(asn, code) for asn, code in pairs), operator
