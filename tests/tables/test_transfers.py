import dataclasses

import pytest
from support.samples import START, destination, exchange, finding

from trafficaudit.model import UNDATED, Destination, Exchange, Finding, Span
from trafficaudit.redaction import digest
from trafficaudit.tables.strength import beside, strongest
from trafficaudit.tables.transfers import Transfers, app_cipher, counted, encrypted, leaves_korea


def rows(*taken: tuple[Exchange, Destination, list[Finding]]) -> list[dict[str, object]]:
    transfers = Transfers()
    for one, place, findings in taken:
        transfers.add(
            one,
            place,
            [
                counted(found, found.field.path, app_cipher(found.layers), int(digest(found.value)[:16], 16))
                for found in strongest(findings)
            ],
        )
    return [dict(row) for row in transfers.rows()]


@pytest.mark.assertion("LOC-1")
@pytest.mark.parametrize(
    ("country", "certainty", "expected"),
    [
        ("CN", "established", "yes"),
        ("CN", "likely", "yes"),
        ("KR", "established", "no"),
        ("KR", "likely", "no"),
        ("KR or SG", "disputed", "undetermined"),
        ("CN or SG", "disputed", "undetermined"),
        ("", "edge", "undetermined"),
        ("CN", "edge", "undetermined"),
        ("", "unknown", "undetermined"),
    ],
)
def test_only_a_certain_country_says_whether_it_left_korea(country: str, certainty: str, expected: str) -> None:
    assert leaves_korea(destination(country=country, certainty=certainty)) == expected


def test_encryption_is_what_was_recorded_then_what_the_scheme_says() -> None:
    assert encrypted(exchange()) == "yes"
    assert encrypted(exchange(url="http://a.example/")) == "no"
    assert encrypted(exchange(url="http://a.example/", tls=True)) == "yes"
    assert encrypted(exchange(url="tcp://a.example:1")) == "unknown"


def test_exchanges_and_distinct_values_are_counted_once() -> None:
    twice = [finding(path="a"), finding(path="b")]
    other = [finding(value="other@hanbit.example")]
    (row,) = rows((exchange(1), destination(), twice), (exchange(2), destination(), other))
    assert (row["exchanges"], row["values"]) == (2, 2)
    assert row["first_seen"] == exchange(1).started_at
    assert row["last_seen"] == exchange(2).started_at
    assert row["example"] == "demo-00000000/000001 body a"


@pytest.mark.assertion("TAB-1")
def test_what_is_only_received_is_no_transfer() -> None:
    assert rows((exchange(), destination(), [finding(direction="response")])) == []


def test_what_a_document_or_a_name_says_of_a_form_speaks_for_its_row() -> None:
    form = finding("ip_address", "identifier:ip_address", match="pattern", confidence=0.3, value="10.0.2.16")
    said = finding("ip_address", "tracker:branch", match="named", confidence=0.95, value="10.0.2.16 ")
    key = finding("ip_address", "key", match="named", confidence=0.5)
    elsewhere = finding("ip_address", "tracker:adjust", match="named", confidence=0.99, path="device.ip")
    received = finding("ip_address", "tracker:kochava", match="named", confidence=0.99, direction="response")
    findings = [said, form, key, elsewhere, received]
    chosen = strongest(findings)
    assert beside(findings, chosen) == [(said, form), (key, form)]
    table = Transfers()
    table.add(
        exchange(),
        destination(),
        [counted(one, one.field.path, "", 1) for one in chosen]
        + [counted(one, one.field.path, "", 1, said) for said, one in beside(findings, chosen)],
    )
    named, pattern = sorted(table.rows(), key=lambda row: str(row["match"]))
    assert (named["detectors"], named["confidence"], named["values"]) == ("tracker:adjust", 0.99, 1)
    assert (pattern["detectors"], pattern["confidence"]) == ("identifier:ip_address, key, tracker:branch", 0.95)
    assert (pattern["exchanges"], pattern["values"]) == (1, 1)


@pytest.mark.assertion("TAB-1")
def test_the_strongest_way_of_knowing_counts_once_per_field_and_category() -> None:
    findings = [
        finding(detector="key", match="named", confidence=0.5),
        finding(detector="persona", match="md5"),
        finding(detector="identifier:email", match="pattern", confidence=0.7),
        finding("user_name", detector="key", match="named", confidence=0.4, path="user.nick"),
    ]
    assert [
        (row["category"], row["match"], row["detectors"]) for row in rows((exchange(), destination(), findings))
    ] == [
        ("email", "md5", "persona"),
        ("user_name", "named", "key"),
    ]


def test_a_weaker_finding_elsewhere_still_counts() -> None:
    findings = [finding(detector="persona", path="a"), finding(detector="key", match="named", path="b")]
    assert [row["match"] for row in rows((exchange(), destination(), findings))] == ["named", "verbatim"]


def test_phase_host_and_place_make_rows_of_their_own() -> None:
    first = exchange(1)
    taken = [
        (first, destination(), [finding()]),
        (dataclasses.replace(first, phase="before_consent"), destination(), [finding()]),
        (first, destination(country="SG"), [finding()]),
    ]
    assert len(rows(*taken)) == 3


def test_an_earlier_exchange_later_in_the_input_moves_first_seen() -> None:
    (row,) = rows((exchange(5), destination(), [finding()]), (exchange(0), destination(), [finding()]))
    assert row["first_seen"] == START


def test_phases_stand_in_the_order_of_time() -> None:
    taken = [
        (exchange(number, phase=phase), destination(), [finding()])
        for number, phase in enumerate(("login", "browse", "checkout"))
    ]
    assert [row["phase"] for row in rows(*taken)] == ["login", "browse", "checkout"]


def test_a_name_does_not_count_beside_proof_that_the_value_is_something_else() -> None:
    named = finding("device_name", detector="key", match="named")
    assert [row["category"] for row in rows((exchange(), destination(), [finding("device_model"), named]))] == [
        "device_model"
    ]
    assert [row["category"] for row in rows((exchange(), destination(), [named]))] == ["device_name"]


def test_the_form_of_a_uuid_under_a_name_does_not_count_beside_a_documented_endpoint() -> None:
    formed = finding("advertising_id", detector="identifier:advertising_id", match="pattern")
    documented = finding("installation_id", detector="tracker:huawei-hms", match="named")
    told = rows((exchange(), destination(), [formed, documented]))
    assert [row["category"] for row in told] == ["installation_id"]
    assert [row["category"] for row in rows((exchange(), destination(), [formed]))] == ["advertising_id"]
    agreed = finding("advertising_id", detector="tracker:adjust", match="named")
    (row,) = rows((exchange(), destination(), [formed, agreed]))
    assert (row["category"], row["detectors"]) == ("advertising_id", "identifier:advertising_id")
    elsewhere = finding("installation_id", detector="tracker:huawei-hms", match="named", path="user.b")
    assert len(rows((exchange(), destination(), [formed, elsewhere]))) == 2


def test_a_form_that_proves_itself_counts_beside_a_documented_endpoint() -> None:
    findings = [
        finding("email", detector="identifier:email", match="pattern"),
        finding("user_id", detector="tracker:braze"),
    ]
    told = rows((exchange(), destination(), findings))
    assert {row["category"] for row in told} == {"email", "user_id"}


def test_a_piece_of_what_is_known_more_strongly_is_told_with_it() -> None:
    form = "identifier:coordinates"
    whole, piece = _at("location", 10, 31), _at("location[0]", 10, 20, detector=form)
    assert [row["match"] for row in rows((exchange(), destination(), [piece, whole]))] == ["verbatim"]
    for other in (
        _at("location[1]", 32, 40, detector=form),
        _at("place[0]", 10, 20, detector=form),
        _at("location.lat", 10, 20, detector=form),
        _at("location[0]", 10, 20, "postal_code", form),
    ):
        assert len(rows((exchange(), destination(), [whole, other]))) == 2
    assert [one.category for one in strongest([piece])] == ["coordinates"]


def test_what_was_learned_on_the_phone_counts_as_a_seeded_value_does() -> None:
    findings = [
        finding("android_id", detector="provenance"),
        finding("android_id", detector="persona"),
        finding("android_id", detector="key", match="named"),
    ]
    (row,) = rows((exchange(), destination(), findings))
    assert (row["match"], row["detectors"]) == ("verbatim", "persona, provenance")


def test_an_exchange_without_a_time_is_no_first_and_no_last_one() -> None:
    undated = exchange(1, started_at=UNDATED)
    dated = [exchange(2), exchange(3)]
    for order in ([undated, *dated], [dated[1], undated, dated[0]], [*dated, undated]):
        (row,) = rows(*((each, destination(), [finding()]) for each in order))
        assert (row["exchanges"], row["first_seen"], row["last_seen"]) == (3, dated[0].started_at, dated[1].started_at)
    (row,) = rows((undated, destination(), [finding()]))
    assert (row["first_seen"], row["last_seen"]) == (None, None)


@pytest.mark.parametrize(("number", "told"), [(8, ""), (9, "; and others")])
def test_many_origins_are_cut_and_that_is_said(number: int, told: str) -> None:
    found = [dataclasses.replace(finding(), origin=f"call {each}") for each in range(number)]
    (row,) = rows(*((exchange(), destination(), [each]) for each in found))
    assert row["origin"] == "; ".join(f"call {each}" for each in range(8)) + told


def _at(path: str, start: int, end: int, category: str = "coordinates", detector: str = "persona") -> Finding:
    match = "verbatim" if detector == "persona" else "pattern"
    found = finding(category, path=path, detector=detector, match=match)
    return dataclasses.replace(found, span=Span(start, end))
