import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.destinations.distance import least, observer
from trafficaudit.destinations.handshake import bound, judge
from trafficaudit.model import Certainty, Handshake

KR = observer("KR")
NEAR = Handshake(0.003, 0.008)


def test_a_short_handshake_puts_a_far_country_in_doubt_whatever_said_it() -> None:
    for before in ("established", "likely"):
        certainty, evidence = judge("US", before, NEAR, KR)
        assert certainty == "disputed"
        assert [line.answer for line in evidence] == ["within 800 km of the recorder (KR)", "not US"]
        assert evidence[0].detail == "shortest TCP 3.000 ms, TLS 8.000 ms; 100 km per ms of round trip"
        assert evidence[1].detail == f"US is at least {least(KR, 'US')} km from KR"


@pytest.mark.parametrize(
    ("country", "certainty"), [("KR", "likely"), ("JP", "established"), ("", "edge"), ("", "unknown")]
)
def test_it_never_proves_a_country(country: str, certainty: Certainty) -> None:
    after, evidence = judge(country, certainty, NEAR, KR)
    assert after == certainty
    assert len(evidence) == 1


def test_a_dispute_stays_one_and_names_what_is_ruled_out() -> None:
    certainty, evidence = judge("KR or SG", "disputed", NEAR, KR)
    assert certainty == "disputed"
    assert [line.answer for line in evidence[1:]] == ["not SG"]


def test_a_long_handshake_rules_nothing_out() -> None:
    assert judge("US", "likely", Handshake(0.180, 0.190), KR)[0] == "likely"


def test_a_bound_that_is_longer_than_the_way_around_the_earth_is_none() -> None:
    """Evidence that said "within 37842 km of the recorder" made the measurement laughable."""
    for observed in (KR, None):
        certainty, (line,) = judge("US", "likely", Handshake(0.159, 0.378), observed)
        assert (certainty, line.answer) == ("likely", "no bound")
        assert line.detail.endswith("; that reaches every place on the earth")
    assert judge("US", "likely", Handshake(None, 0.2), KR)[1][0].answer == "within 20000 km of the recorder (KR)"


def test_what_answers_tcp_alone_does_not_count_where_tls_says_otherwise() -> None:
    """A proxy that ends TCP on the way answers at once; the server's key is far away all the same."""
    assert judge("US", "established", Handshake(0.001, 0.150), KR)[0] == "established"
    assert judge("US", "established", Handshake(0.001, None), KR)[0] == "disputed"


def test_without_the_recorders_place_only_the_bound_is_told() -> None:
    certainty, (line,) = judge("US", "likely", NEAR, None)
    assert certainty == "likely"
    assert line.answer == "within 800 km of the recorder"
    assert "not given" in line.detail


def test_nothing_is_said_where_nothing_was_measured() -> None:
    assert judge("US", "likely", None, KR) == ("likely", ())


@given(st.floats(1e-6, 600), st.floats(1e-6, 600), st.sampled_from(["KR", "US", "SG", "XX", "CN or US"]))
def test_a_longer_handshake_never_rules_more_out(one: float, more: float, country: str) -> None:
    def ruled(seconds: float) -> set[str]:
        return {line.answer for line in judge(country, "likely", Handshake(seconds, None), KR)[1][1:]}

    assert ruled(one + more) <= ruled(one)
    assert bound(Handshake(one, None)) <= bound(Handshake(one + more, None))


@pytest.mark.parametrize("certainty", ["unknown", "edge"])
def test_where_no_country_is_told_none_is_ruled_out(certainty: Certainty) -> None:
    after, (line,) = judge("", certainty, NEAR, KR)
    assert (after, line.answer.startswith("within ")) == (certainty, True)
