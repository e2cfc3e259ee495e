from trafficaudit.report.flows import SIDES, by_side, flows, place_of, proven, recipient_of, tally
from trafficaudit.report.links import Linked


def test_the_flows_of_the_demo_add_up_to_its_exchanges(linked: Linked) -> None:
    listed = flows(linked)
    assert sum(flow.exchanges for flow in listed) == tally(linked).exchanges
    assert [flow.side for flow in listed] == sorted((flow.side for flow in listed), key=SIDES.index)


def test_the_three_sides_are_there_and_do_not_overlap(linked: Linked) -> None:
    sides = by_side(linked)
    assert list(sides) == ["yes", "undetermined", "no"]
    assert sum(side.exchanges for side in sides.values()) == tally(linked).exchanges
    assert by_side([])["yes"].exchanges == 0


def test_undetermined_places_and_unknown_recipients_are_named() -> None:
    row = {"recipient": "", "host": "h.example", "country": "", "certainty": "edge", "detectors": "key, tracker:x"}
    assert recipient_of(row) == "h.example"
    assert place_of(row) == "edge"
    assert place_of(row | {"certainty": "disputed"}) == "unknown"
    assert place_of(row | {"country": "KR or SG"}) == "KR or SG"
    assert not proven(row)
    assert proven(row | {"detectors": "key, persona"})
    assert proven(row | {"detectors": "provenance:ciphertext"})
