import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.tls import self_signed

from trafficaudit.destinations import Locator
from trafficaudit.destinations.addresses import UNLISTED
from trafficaudit.destinations.databases import EMBEDDED
from trafficaudit.destinations.locate import LED
from trafficaudit.destinations.places import Seat, seats
from trafficaudit.errors import DestinationError
from trafficaudit.model import Destination, Exchange, Handshake, Message
from trafficaudit.network import EdgeMark, Network, Resolved

type MakeExchange = Callable[..., Exchange]

SHARED = Locator()


def _answers(destination: Destination) -> dict[str, str]:
    return {line.source: line.answer for line in destination.evidence}


@pytest.mark.parametrize(
    ("ip", "country", "certainty"),
    [
        ("13.124.1.1", "KR", "established"),  # AWS Seoul
        ("52.231.0.1", "KR", "established"),  # Azure Korea Central
        ("34.64.32.1", "KR", "established"),  # Google Cloud Seoul
        ("3.0.0.1", "SG", "established"),  # AWS Singapore
        ("13.32.0.1", "", "edge"),  # CloudFront
        ("104.16.0.1", "", "edge"),  # Cloudflare
        ("151.101.1.1", "", "edge"),  # Fastly
        ("142.250.206.78", "", "edge"),  # a Google front end
        ("13.107.21.200", "", "edge"),  # Azure Front Door
        ("211.249.220.24", "KR", "likely"),  # Kakao
        ("::ffff:211.249.220.24", "KR", "likely"),
        ("64:ff9b::d3f9:dc18", "KR", "likely"),  # the same behind NAT64
        ("[2001:2d8::1%eth0]", "KR", "likely"),  # Korea Telecom
        ("8.213.128.1", "KR", "likely"),  # Alibaba Cloud, Seoul; another database says SG
        ("47.74.128.1", "SG or US", "disputed"),  # Alibaba Cloud, Singapore
        ("240d:c000::1", "SG", "disputed"),  # Tencent Cloud, registered in SG like all of its blocks
    ],
)
def test_known_addresses(locator: Locator, exchange: MakeExchange, ip: str, country: str, certainty: str) -> None:
    destination = locator.locate(exchange(ip=ip))
    assert (destination.country, destination.certainty) == (country, certainty)
    assert len(destination.evidence) >= 3
    assert destination.asn


@pytest.mark.parametrize(
    "ip",
    [
        "127.0.0.1",
        "10.1.2.3",
        "192.168.0.1",
        "100.64.0.1",
        "203.0.113.5",
        "224.0.0.1",
        "::1",
        "fe80::1%en0",
        "0.0.0.0",
        "255.255.255.255",
    ],
)
def test_addresses_that_are_not_routed(locator: Locator, exchange: MakeExchange, ip: str) -> None:
    destination = locator.locate(exchange(ip=ip))
    assert (destination.country, destination.certainty, destination.asn) == ("", "unknown", None)
    assert destination.evidence[0].answer == "not routed"
    here = ip not in ("100.64.0.1", "203.0.113.5", "0.0.0.0")
    assert ("nothing left for the internet" in destination.evidence[0].detail) is here


def test_no_address(locator: Locator, exchange: MakeExchange) -> None:
    destination = locator.locate(exchange("oss-ap-southeast-1.aliyuncs.com"))
    assert (destination.ip, destination.country, destination.certainty) == (None, "", "unknown")
    assert _answers(destination)["host name (ap-southeast-1)"] == "SG"
    odd = locator.locate(exchange(ip="unix:/tmp/socket"))
    assert odd.certainty == "unknown"
    assert "unix:/tmp/socket" in odd.evidence[0].detail


def test_an_address_as_host(locator: Locator, exchange: MakeExchange) -> None:
    destination = locator.locate(exchange("211.249.220.24"))
    assert (destination.ip, destination.country, destination.domain) == ("211.249.220.24", "KR", "")
    named = locator.locate(exchange("211.249.220.24", sni="www.kakao.com"))
    assert (named.host, named.domain, named.recipient) == ("211.249.220.24", "kakao.com", "Kakao Corp.")


@pytest.mark.assertion("LOC-1")
def test_a_header_of_an_edge_outweighs_the_vote(locator: Locator, exchange: MakeExchange) -> None:
    destination = locator.locate(exchange(ip="211.249.220.24", headers=((b"X-Amz-Cf-Pop", b"ICN57-P1"),)))
    assert (destination.country, destination.certainty) == ("", "edge")
    answers = _answers(destination)
    assert answers["response header x-amz-cf-pop"] == "edge of Amazon CloudFront"
    assert list(answers.values()).count("KR") == 3
    assert locator.locate(exchange(ip="211.249.220.24")).certainty == "likely"


def test_a_regional_google_front_is_no_edge(locator: Locator, exchange: MakeExchange) -> None:
    via = ((b"via", b"1.1 google"),)
    assert locator.locate(exchange(ip="34.64.32.1", headers=via)).certainty == "established"
    assert locator.locate(exchange(ip="211.249.220.24", headers=via)).certainty == "edge"


@pytest.mark.assertion("LOC-1")
def test_a_region_in_the_host_name_puts_the_vote_in_doubt(locator: Locator, exchange: MakeExchange) -> None:
    destination = locator.locate(exchange("x.oss-ap-southeast-1.aliyuncs.com", "47.88.0.1"))
    assert (destination.country, destination.certainty) == ("SG or US", "disputed")
    assert locator.locate(exchange("sg.shop.example", "211.249.220.24")).certainty == "likely"
    assert locator.locate(exchange("s3.us-east-1.amazonaws.com", "13.124.1.1")).certainty == "established"


@pytest.fixture(scope="module")
def of_singapore() -> bytes:
    """A certificate as a load balancer in Singapore shows it, made by OpenSSL itself."""
    name = "*.ap-southeast-1.elb.amazonaws.com"
    line = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj",
            f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}", "-keyout", "/dev/null"]  # fmt: skip
    return subprocess.run(line, check=True, capture_output=True).stdout


@pytest.mark.parametrize(
    ("host", "certainty"),
    [
        ("oss-ap-southeast-1.aliyuncs.com", "likely"),
        ("oss-accelerate.aliyuncs.com", "disputed"),  # no region
        ("ap-southeast-1.shop.example", "disputed"),  # what a customer calls its server
        ("oss-ap-southeast-1.ap-northeast-2.aliyuncs.com", "disputed"),  # two countries
    ],
)
def test_a_region_of_the_operator_s_settles_a_doubted_registration(
    locator: Locator, exchange: MakeExchange, host: str, certainty: str
) -> None:
    found = locator.locate(exchange(host=host, ip="8.215.164.1"))
    assert (found.country.split(" or ")[-1], found.certainty) == ("SG", certainty)


def test_a_region_in_the_certificate_puts_the_vote_in_doubt(
    locator: Locator, exchange: MakeExchange, of_singapore: bytes
) -> None:
    destination = locator.locate(exchange("211.249.220.24", certificate=of_singapore))
    assert (destination.country, destination.certainty) == ("KR or SG", "disputed")
    assert _answers(destination)["server certificate (ap-southeast-1)"] == "SG"
    shown = locator.locate(exchange("shop.s3.ap-northeast-2.amazonaws.com", "211.249.220.24", certificate=of_singapore))
    assert (shown.country, shown.certainty) == ("KR", "likely")
    assert _answers(shown)["server certificate (ap-southeast-1)"] == "SG"
    assert locator.locate(exchange(ip="13.124.1.1", certificate=of_singapore)).certainty == "established"
    assert locator.locate(exchange(ip="13.32.0.1", certificate=of_singapore)).certainty == "edge"
    assert locator.locate(exchange(certificate=of_singapore)).certainty == "unknown"
    assert destination.recipient_basis != "certificate"


@pytest.mark.parametrize(
    ("ip", "country"),
    [
        ("15.220.91.53", "JP or TW"),  # published with Tokyo, and the databases say Taipei
        ("45.57.156.24", "SG or VN"),
        ("83.119.171.214", "DE or TR"),
        ("2406:da1a:80cf:8d21::1", "SG or VN"),
    ],
)
def test_a_published_region_with_zones_abroad_is_disputed_where_a_database_names_one(
    locator: Locator, exchange: MakeExchange, ip: str, country: str
) -> None:
    destination = locator.locate(exchange(ip=ip))
    assert (destination.country, destination.certainty) == (country, "disputed")
    assert _answers(destination)["zones of aws"] in country
    assert destination.recipient == "unknown customer of Amazon Web Services"


def test_recipient_and_country_are_two_facts(locator: Locator, exchange: MakeExchange) -> None:
    destination = locator.locate(exchange("gm.mmstat.com", "13.124.1.1", app="com.alibaba.aliexpresshd"))
    assert (destination.country, destination.recipient_country, destination.party) == ("KR", "CN", "first")
    assert destination.network_operator == "Amazon.com, Inc."
    unlisted = locator.locate(exchange("api.nobody.example", "13.124.1.1"))
    assert (unlisted.recipient, unlisted.recipient_basis) == ("unknown customer of Amazon Web Services", "asn")
    assert locator.locate(exchange("api.nobody.example")).recipient_basis == "none"


@pytest.mark.parametrize(
    ("host", "ip", "recipient", "country"),
    [
        ("shop.co.kr", "1.209.1.1", "unknown customer of LG DACOM Corporation", ""),  # an access provider's data centre
        ("api.nobody.example", "47.246.50.1", "unknown customer of Alibaba Cloud", ""),  # its AS is called Taobao
        ("notfacebook.com", "47.246.50.1", "unknown customer of Alibaba Cloud", ""),
        ("api.nobody.example", "211.249.220.24", "unknown customer of Kakao Corp.", ""),
        ("notfacebook.com", "31.13.82.36", "unknown customer of Meta Platforms, Inc.", ""),
        ("graph.facebook.com.evil.example", "31.13.82.36", "unknown customer of Meta Platforms, Inc.", ""),
        ("graph.facebook.com", "31.13.82.36", "Meta Platforms, Inc.", "US"),
        ("31.13.82.36", "31.13.82.36", "Meta Platforms, Inc.", "US"),  # nothing but its own services answers there
        ("17.57.144.1", "17.57.144.1", "Apple Inc.", "US"),
        ("47.246.50.1", "47.246.50.1", "unknown customer of Alibaba Cloud", ""),
        ("142.250.206.78", "142.250.206.78", "unknown customer of Google LLC", ""),
        ("104.16.0.1", "104.16.0.1", "unknown customer of Cloudflare", ""),
        ("192.168.0.5", "192.168.0.5", "", ""),
    ],
)
def test_a_network_is_no_recipient(
    locator: Locator, exchange: MakeExchange, host: str, ip: str, recipient: str, country: str
) -> None:
    found = locator.locate(exchange(host, ip))
    assert (found.recipient, found.recipient_country) == (recipient, country)


def test_an_address_in_a_company_s_own_network_is_named_with_its_basis(
    locator: Locator, exchange: MakeExchange
) -> None:
    found = locator.locate(exchange("31.13.82.36", "31.13.82.36", app="com.facebook.katana"))
    assert (found.recipient_basis, found.party, found.network_operator) == ("asn", "first", "Facebook, Inc.")
    assert "no host name" in found.evidence[-1].detail
    named = locator.locate(exchange("31.13.82.36", "31.13.82.36", sni="api.nobody.example"))
    assert named.recipient == "unknown customer of Meta Platforms, Inc."


def test_equal_exchanges_share_a_destination(locator: Locator, exchange: MakeExchange) -> None:
    one = locator.locate(exchange(ip="13.32.0.1", headers=((b"cf-ray", b"1-ICN"),)))
    two = locator.locate(exchange(ip="13.32.0.1", headers=((b"cf-ray", b"2-ICN"),)))
    assert one is two
    assert Locator().locate(exchange(ip="13.32.0.1", headers=((b"cf-ray", b"2-ICN"),))) == one


def test_the_users_database_places_unrouted_addresses(mmdb: ModuleType, tmp_path: Path, exchange: MakeExchange) -> None:
    codes = {"127.0.0.2": "KR", "127.0.0.3": "CN", "127.0.0.4": "SG", "127.0.0.5": "US"}
    path = mmdb.write(
        tmp_path / "own.mmdb", "GeoLite2-Country", {f"{ip}/32": mmdb.country(code) for ip, code in codes.items()}
    )
    locator = Locator([path])
    for ip, code in codes.items():
        destination = locator.locate(exchange(ip=ip))
        assert (destination.country, destination.certainty) == (code, "likely")
        assert _answers(destination)["own.mmdb (GeoLite2-Country 2026-09-21)"] == code
    assert locator.locate(exchange(ip="127.0.0.9")).certainty == "unknown"
    assert locator.locate(exchange(ip="127.0.0.2", headers=((b"server", b"cloudflare"),))).certainty == "edge"
    assert locator.databases[-1].file == "own.mmdb"
    assert len(locator.databases) == len(EMBEDDED) + 1


def test_the_users_database_is_a_further_voter(mmdb: ModuleType, tmp_path: Path, exchange: MakeExchange) -> None:
    records = {
        "8.213.128.0/24": mmdb.country("SG"),
        "211.249.220.0/24": mmdb.country("KR"),
        "13.124.0.0/16": mmdb.country("US"),
        "9.9.8.0/24": mmdb.country("US", is_anycast=True),
    }
    locator = Locator([mmdb.write(tmp_path / "own.mmdb", "GeoIP2-City", records)])
    disputed = locator.locate(exchange(ip="8.213.128.1"))
    assert (disputed.country, disputed.certainty) == ("KR or SG", "disputed")
    assert list(_answers(disputed).values()).count("KR") == 4
    assert _answers(disputed)["vote"] == "KR"
    assert locator.locate(exchange(ip="211.249.220.24")).certainty == "likely"
    assert locator.locate(exchange(ip="13.124.1.1")).certainty == "established"
    assert locator.locate(exchange(ip="9.9.8.1")).certainty == "edge"


def test_the_users_asn_database_names_the_network(mmdb: ModuleType, tmp_path: Path, exchange: MakeExchange) -> None:
    locator = Locator(
        [mmdb.write(tmp_path / "asn.mmdb", "GeoLite2-ASN", {"127.0.0.0/8": mmdb.asn(64500, "Hanbit Net")})]
    )
    destination = locator.locate(exchange("x.nobody.example", "127.0.0.1"))
    assert (destination.asn, destination.network_operator) == (64500, "Hanbit Net")
    assert (destination.recipient, destination.recipient_basis) == ("unknown customer of Hanbit Net", "asn")


def test_databases_of_another_time_are_warned_of_once(mmdb: ModuleType, tmp_path: Path, exchange: MakeExchange) -> None:
    records = {"127.0.0.2/32": mmdb.country("KR")}
    old = mmdb.write(tmp_path / "old.mmdb", "GeoLite2-Country", records, built=1_700_000_000)
    lying = mmdb.write(tmp_path / "lying.mmdb", "GeoLite2-Country", records, built=4_070_908_800)
    locator = Locator([old, lying])
    assert not locator.warnings
    locator.locate(exchange(ip="127.0.0.2", day="2024-06-01"))
    assert not any("old.mmdb" in line for line in locator.warnings)
    assert any("geo-whois" in line and "after the recording of 2024-06-01" in line for line in locator.warnings)
    before = locator.warnings
    locator.locate(exchange(ip="127.0.0.2", day="2026-11-24"))
    assert set(before) < set(locator.warnings), "what holds for the first recording holds beside the last one"
    locator.begin()
    for _ in range(2):
        locator.locate(exchange(ip="127.0.0.2", day="2026-11-24"))
        first, second = locator.warnings
    assert "old.mmdb was built on 2023-11-14, more than a year before the recording of 2026-11-24" in first
    assert "lying.mmdb was built on 2099-01-01, more than a year after" in second
    locator.locate(exchange(ip="127.0.0.2", day="2028-03-01"))
    assert any("geo-whois" in line and "before the recording" in line for line in locator.warnings)


@pytest.mark.parametrize(
    ("day", "certainty"),
    [("2025-10-20", "likely"), ("2025-10-26", "established"), ("2027-10-26", "established"), ("2027-11-01", "likely")],
)
def test_a_published_range_establishes_nothing_of_another_time(
    day: str, certainty: str, exchange: MakeExchange
) -> None:
    (listed,) = {one.built for one in SHARED.databases if one.kind == "published"}
    assert listed == "2026-10-26", "move the days with the list"
    for _ in range(2):  # what is remembered of one time is not told of another
        found = SHARED.locate(exchange(ip="13.124.1.1", day=day))
        assert (found.country, found.certainty) == ("KR", certainty)
        assert (_answers(found).get("published ranges") == "of another time") == (certainty == "likely")
        assert SHARED.locate(exchange(ip="13.124.1.1", day="2026-11-24")).certainty == "established"


def test_unusable_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DestinationError):
        Locator([tmp_path / "missing.mmdb"])
    with pytest.raises(DestinationError):
        Locator(recipients=[tmp_path / "missing.toml"])


def test_the_registration_of_a_block_is_told_where_it_is_weighed(locator: Locator, exchange: MakeExchange) -> None:
    """All databases place a block of Microsoft's where it is registered; of Kakao's block nothing hangs on it."""
    microsoft, kakao = (locator.locate(exchange(ip=ip)) for ip in ("9.132.199.40", "211.249.220.24"))
    told = [line.answer for line in microsoft.evidence if line.source.startswith("RIR registrations")]
    assert (microsoft.country, microsoft.certainty, told) == ("GB", "disputed", ["GB"])
    assert not any(line.source.startswith("RIR registrations") for line in kakao.evidence)


@pytest.mark.assertion("LOC-3")
@settings(deadline=None)
@given(
    host=st.one_of(st.text(max_size=300), st.ip_addresses().map(str), st.from_regex(r"\A[a-z0-9.-]{0,40}\Z")),
    ip=st.one_of(st.none(), st.text(max_size=60), st.ip_addresses().map(str)),
    sni=st.one_of(st.none(), st.text(max_size=40)),
    app=st.text(max_size=20),
    headers=st.lists(
        st.tuples(st.sampled_from([b"via", b"cf-ray", b"server", b"X-Served-By", b"\xff"]), st.binary(max_size=40)),
        max_size=3,
    ),
)
def test_any_exchange_has_a_destination(
    host: str, ip: str | None, sni: str | None, app: str, headers: list[tuple[bytes, bytes]]
) -> None:
    destination = SHARED.locate(
        Exchange(
            id="1", capture_id="c", position=0, started_at=datetime(1, 1, 1, tzinfo=UTC), app=app, phase="", protocol="tcp", method="", url="",
            host=host, port=0, request=None, response=Message(headers=tuple(headers)), server_address=ip, sni=sni,
        )
    )  # fmt: skip
    countries = destination.country.split(" or ") if destination.country else []
    assert countries == sorted(set(countries))
    assert all(len(country) == 2 for country in countries)
    # All may agree on where an operator is registered, which is then no agreement; else a dispute names two.
    seat = seats().get(destination.asn or 0)
    holder = next((line.answer for line in destination.evidence if line.source.startswith("RIR registrations")), "")
    narrowed = seat.narrowed(holder.replace("no answer", "")) if seat else Seat("", frozenset(), frozenset())
    if any(line.source.startswith("registrations in this network") for line in destination.evidence):
        narrowed = Seat("", frozenset({holder}), frozenset({holder}))
    unplaced = (UNLISTED, "a region that the table of regions does not have")
    unlisted = any(line.detail in unplaced for line in destination.evidence)
    doubted = narrowed.unlisted().doubted if unlisted else narrowed.doubted
    registered = len(countries) == 1 and countries[0] in doubted
    assert (len(countries) > 1) == (destination.certainty == "disputed") or registered
    assert (not countries) == (destination.certainty in ("edge", "unknown"))
    assert destination.evidence
    for text in (
        destination.host,
        destination.domain,
        *(part for line in destination.evidence for part in (line.source, line.answer, line.detail)),
    ):
        assert text.isprintable()


AWS_VIRGINIA, KAKAO = "3.91.20.4", "211.249.220.24"


def test_handshakes_contradict_a_published_range_and_both_facts_are_told(exchange: MakeExchange) -> None:
    locator = Locator(observer="KR")
    locator.learn(Network({AWS_VIRGINIA: Handshake(0.002, 0.006), KAKAO: Handshake(0.002, 0.006)}))
    found = locator.locate(exchange(ip=AWS_VIRGINIA))
    assert (found.country, found.certainty) == ("US", "disputed")
    answers = [line.answer for line in found.evidence]
    assert {"us-east-1", "not US", "within 600 km of the recorder (KR)"} <= set(answers)
    assert locator.locate(exchange(ip=KAKAO)).certainty == "likely"


def test_what_a_capture_tells_holds_until_the_next_one(exchange: MakeExchange) -> None:
    locator = Locator()
    sent = exchange(ip=AWS_VIRGINIA)
    before = locator.locate(sent)
    assert locator.learn(Network({AWS_VIRGINIA: Handshake(0.002, 0.006)}), "kr") == ""
    assert locator.locate(sent).certainty == "disputed"
    locator.learn(Network({AWS_VIRGINIA: Handshake(0.002, 0.006)}))
    assert locator.locate(sent).certainty == "established", "nobody says where the recorder stood"
    locator.learn(Network())
    assert locator.locate(sent) == before


def test_the_users_word_on_the_recorder_comes_first_and_a_wrong_one_is_told() -> None:
    locator = Locator(observer="37.57,126.98")
    assert locator.learn(Network(), "nowhere") == ""
    assert Locator().learn(Network()) == ""
    assert "nowhere" in Locator().learn(Network(), "nowhere")
    with pytest.raises(DestinationError, match="is no place"):
        Locator(observer="nowhere")


def test_an_edge_stays_one_and_gets_no_country_from_a_handshake(exchange: MakeExchange) -> None:
    locator = Locator(observer="KR")
    locator.learn(Network({"104.16.0.1": Handshake(0.001, 0.002)}))
    assert (locator.locate(exchange(ip="104.16.0.1")).country, locator.locate(exchange(ip="104.16.0.1")).certainty) == (
        "",
        "edge",
    )


def test_a_delivery_networks_name_on_the_way_makes_an_edge(exchange: MakeExchange) -> None:
    locator = Locator()
    names: dict[str, tuple[str, ...]] = {"img.shop.example": ("shop.w.kunlunsl.com",), "shop.w.kunlunsl.com": (KAKAO,)}
    locator.learn(Network({}, names))
    found = locator.locate(exchange("img.shop.example", KAKAO))
    assert (found.country, found.certainty) == ("", "edge")
    assert (found.recipient, found.recipient_basis) == ("unknown customer of Alibaba Cloud CDN", "curated")
    assert "img.shop.example -> shop.w.kunlunsl.com -> 211.249.220.24" in [line.answer for line in found.evidence]
    assert locator.locate(exchange("api.shop.example", KAKAO)).certainty == "likely"


@pytest.mark.parametrize(
    ("host", "behind", "recipient", "led"),
    [
        ("metrics.shop.example", "shop.data.adobedc.net", "Adobe", "Adobe"),
        ("metrics.shinsegae.com", "shop.data.adobedc.net", "Shinsegae Inc.", "Adobe"),  # the map's own word stays
        ("x.omtrdc.net", "shop.data.adobedc.net", "Adobe", None),
        ("stats.g.doubleclick.net", "stats.l.google.com", "Google LLC", None),
        ("www.shop.example", "lb.ap-northeast-2.elb.amazonaws.com", "unknown customer of Kakao Corp.", None),
        ("www.shop.example", "ghs.googlehosted.com", "unknown customer of Kakao Corp.", None),
        ("www.shop.example", "www2.shop.example", "unknown customer of Kakao Corp.", None),
    ],
)
def test_whose_server_a_name_stands_for(
    exchange: MakeExchange, host: str, behind: str, recipient: str, led: str | None
) -> None:
    locator = Locator()
    names: dict[str, tuple[str, ...]] = {host: (behind,), behind: (KAKAO,)}
    locator.learn(Network(names=names))
    found = locator.locate(exchange(host, KAKAO))
    assert found.recipient == recipient
    assert _answers(found).get(LED) == led
    elsewhere = locator.locate(exchange(host, AWS_VIRGINIA))
    assert LED not in _answers(elsewhere), "the answers do not lead to this address"
    assert elsewhere.recipient == SHARED.locate(exchange(host, AWS_VIRGINIA)).recipient


def test_a_server_that_answers_as_a_resolver_names_no_recipient(exchange: MakeExchange) -> None:
    """An app that asks its own server where to go could have it name anybody."""
    asked = exchange("m.shop.example", KAKAO)
    said = [("m.shop.example", "x.braze.com"), ("x.braze.com", KAKAO)]
    locator = Locator()
    locator.learn(Network(resolved=tuple(Resolved(asked.started_at, "000001", *each) for each in said)))
    found = locator.locate(asked)
    assert found.recipient == "unknown customer of Kakao Corp."
    assert LED not in _answers(found)
    assert "m.shop.example -> x.braze.com" in _answers(found)["DNS answers in the capture"]


def test_a_delivery_network_behind_a_company_s_name_does_not_hide_the_company(exchange: MakeExchange) -> None:
    names: dict[str, tuple[str, ...]] = {
        "m.shop.example": ("x.braze.com",),
        "x.braze.com": ("b.fastly.net",),
        "b.fastly.net": (KAKAO,),
    }
    locator = Locator()
    locator.learn(Network(names=names))
    found = locator.locate(exchange("m.shop.example", KAKAO))
    assert (found.recipient, found.recipient_basis, found.certainty) == ("Braze, Inc.", "curated", "edge")
    told = [line.detail for line in found.evidence if line.source == "recipient (curated)"]
    assert told[0].startswith("the host's name stands in DNS for x.braze.com; ")


@pytest.mark.parametrize(
    ("dialled", "sni", "told"),
    [
        ("front.example", None, "front.example"),
        ("Front.EXAMPLE.", "api.shop.example", "front.example"),
        ("API.shop.example", None, None),
        ("front.example", "front.example", None),  # told as the TLS server name
        (None, None, None),
    ],
)
def test_a_name_that_was_dialled_is_told_where_it_is_another(
    exchange: MakeExchange, dialled: str | None, sni: str | None, told: str | None
) -> None:
    found = SHARED.locate(replace(exchange(ip=KAKAO, sni=sni), dialled=dialled))
    assert _answers(found).get("name that was dialled") == told


def test_a_certificate_counts_for_the_hosts_it_was_issued_for(exchange: MakeExchange, tmp_path: Path) -> None:
    pem = self_signed(tmp_path, "/C=SG/O=Lion Pte. Ltd.", "*.lion.example")
    found = SHARED.locate(exchange("api.lion.example", KAKAO, certificate=pem))
    assert (found.recipient, found.recipient_country, found.recipient_basis) == ("Lion Pte. Ltd.", "SG", "certificate")
    assert _answers(found)["server certificate"] == "Lion Pte. Ltd."
    other = SHARED.locate(exchange("api.other.example", KAKAO, certificate=pem))
    assert other.recipient_basis == "asn"
    assert "server certificate" not in _answers(other)
    assert SHARED.locate(exchange("api.lion.example", KAKAO, certificate=b"garbage")).recipient_basis == "asn"


@pytest.mark.parametrize("ip", [KAKAO, AWS_VIRGINIA])
def test_what_one_answer_says_of_an_edge_holds_for_the_host_at_that_address(exchange: MakeExchange, ip: str) -> None:
    """A request without an answer, or a message of a WebSocket, went to the same server as the one with the header."""
    locator = Locator()
    locator.learn(Network(edges={("c.shop.example", ip): (EdgeMark("Akamai", "server", ""),)}))
    found = locator.locate(exchange("c.shop.example", ip))
    assert (found.country, found.certainty) == ("", "edge")
    told = [line for line in found.evidence if line.source == "response header server"]
    assert [(line.answer, line.detail) for line in told] == [
        ("edge of Akamai", "in another exchange with this host at this address")
    ]
    assert locator.locate(exchange("other.shop.example", ip)).country
    assert locator.locate(exchange("c.shop.example", "52.231.0.1")).country == "KR"
    locator.learn(Network())
    assert locator.locate(exchange("c.shop.example", ip)).country


def test_a_front_of_the_regions_own_operator_is_no_edge_for_others_either(exchange: MakeExchange) -> None:
    locator = Locator()
    locator.learn(Network(edges={("c.shop.example", "34.64.32.1"): (EdgeMark("Google front end", "via", "gcp"),)}))
    found = locator.locate(exchange("c.shop.example", "34.64.32.1"))
    assert (found.country, found.certainty) == ("KR", "established")


def test_a_host_of_the_operating_system_says_so_and_keeps_its_place(locator: Locator, exchange: MakeExchange) -> None:
    asked = locator.locate(exchange("connectivitycheck.gstatic.com", "142.250.206.78"))
    assert "asked by the operating system itself" in _answers(asked)
    assert asked.certainty == "edge"
    other = locator.locate(exchange("www.gstatic.com", "142.250.206.78"))
    assert "asked by the operating system itself" not in _answers(other)


def test_only_of_a_look_up_the_resolver_is_not_named(locator: Locator, exchange: MakeExchange) -> None:
    def first(protocol: str) -> str:
        return locator.locate(replace(exchange("shop.example"), protocol=protocol)).evidence[0].detail

    assert first("http/2") == "the recording names none"
    assert "the recorder's computer looked the name up" in first("dns")


def test_a_clouds_own_server_behind_an_edges_name_is_of_the_clouds_customer(exchange: MakeExchange) -> None:
    locator = Locator()
    names = {"img.shop.example": ("d1.cloudfront.net",), "d1.cloudfront.net": (AWS_VIRGINIA, KAKAO)}
    locator.learn(Network({}, names))
    assert (
        locator.locate(exchange("img.shop.example", AWS_VIRGINIA)).recipient
        == "unknown customer of Amazon Web Services"
    )
    assert locator.locate(exchange("img.shop.example", KAKAO)).recipient == "unknown customer of Amazon CloudFront"
