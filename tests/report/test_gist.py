from pathlib import Path

from support import resultfolders as made

from trafficaudit.phases import standing
from trafficaudit.report.consent import before_line
from trafficaudit.report.flows import proven
from trafficaudit.report.gist import Way, tile_lines, way_list, ways
from trafficaudit.report.links import Linked, link
from trafficaudit.report.results import Results, Row, read_results
from trafficaudit.report.texts import Texts


def row(number: int, **given: object) -> Row:
    """Give a row of the transfer table as the gist reads it."""
    usual = {
        "recipient": f"Company {number:02d}", "host": f"h{number}.example", "country": "US", "certainty": "likely",
        "leaves_korea": "yes", "category": "email", "detectors": "persona", "confidence": 1.0,
    }  # fmt: skip
    return {**usual, **given}


def test_what_left_before_consent_is_named_with_recipient_country_and_item(demo: Results, linked: Linked) -> None:
    shown = before_line(demo, linked, Texts("en"))
    early = [each for each, _ in linked if standing(each["phase"]) == "before-consent"]
    found = ways(early)
    assert Way("yes", "SG", "Lion Analytics (made up)", ("advertising_id",)) in found
    assert "Singapore SG</span> <b>Lion Analytics (made up)</b>: advertising id</li>" in shown
    assert [way.side for way in found] == sorted((way.side for way in found), key=("yes", "undetermined").index)
    assert {way.recipient for way in found} == {
        each["recipient"] for each in early if each["leaves_korea"] != "no" and proven(each)
    }


def test_the_most_telling_comes_first_and_a_mere_hint_not_at_all() -> None:
    rows = [
        row(1, category="device_model"),
        row(2, category="device_model"),
        row(2, category="phone_number"),
        row(3, leaves_korea="undetermined", country="KR or US", category="resident_registration_number"),
        row(4, leaves_korea="no", country="KR"),
        row(5, detectors="key", confidence=0.5),
    ]
    assert ways(rows) == [
        Way("yes", "US", "Company 02", ("phone_number", "device_model")),
        Way("yes", "US", "Company 01", ("device_model",)),
        Way("undetermined", "KR or US", "Company 03", ("resident_registration_number",)),
    ]


def test_one_recipient_at_two_places_is_two_lines() -> None:
    rows = [row(1), row(1, country="", certainty="edge", leaves_korea="undetermined", category="name")]
    assert [(way.place, way.items) for way in ways(rows)] == [("US", ("email",)), ("edge", ("name",))]


def test_what_is_left_out_is_counted() -> None:
    whole, cut = (way_list([row(number) for number in range(many)], Texts("en")) for many in (8, 11))
    assert whole is not None
    assert cut is not None
    assert (whole.count("<li"), cut.count("<li")) == (8, 9)
    assert "3 more recipients and places stand in the table" in cut
    assert "more" not in whole
    assert way_list([], Texts("en")) is None


def test_a_tile_names_its_places_and_items(linked: Linked) -> None:
    shown = tile_lines((pair for pair in linked if pair[0]["leaves_korea"] == "yes"), Texts("ko"))
    assert "중국 CN, 미국 US, 싱가포르 SG" in shown[0]
    assert "개인통관고유부호" in shown[1]
    assert "외 7" in shown[1]


def test_a_tile_without_a_proof_names_none(tmp_path: Path) -> None:
    results = read_results(
        made.write(tmp_path / "out", [(made.exchange(0), made.destination(), [made.finding(detector="key")])])
    )
    assert len(tile_lines(link(results), Texts("en"))) == 1


def test_as_many_items_as_are_named_leave_no_more() -> None:
    kinds = (
        "name",
        "email",
        "phone_number",
        "postal_address",
        "birth_date",
        "gender",
        "card_number",
        "password",
        "message",
    )
    for many, told in ((8, False), (9, True)):
        lines = way_list([row(1, category=kind) for kind in kinds[:many]], Texts("en"))
        assert lines is not None
        assert ("1 more" in lines) == told
        assert "0 more" not in lines
