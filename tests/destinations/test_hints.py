import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.destinations.certificate import Subject
from trafficaudit.destinations.hints import (
    certificate_hints,
    edge_evidence,
    edge_hints,
    host_hints,
    name_hints,
    operator_regions,
)


@pytest.mark.parametrize(
    ("name", "value", "operator", "site", "country"),
    [
        (b"X-Amz-Cf-Pop", b"ICN57-P1", "Amazon CloudFront", "ICN", "KR"),
        (b"cf-ray", b"8f0c1d2e3a4b5c6d-ICN", "Cloudflare", "ICN", "KR"),
        (b"CF-RAY", b"8f0c1d2e3a4b5c6d", "Cloudflare", "", ""),
        (b"X-Served-By", b"cache-bfi-krnt7300045-BFI, cache-icn1450026-ICN", "Fastly", "ICN", "KR"),
        (b"EagleId", b"2ff6309817234", "Alibaba Cloud CDN", "", ""),
        (b"Via", b"cache13.l2us1[0,0,200-0,H], cache3.kr1[0,0,200-0,M]", "Alibaba Cloud CDN", "KR", "KR"),
        (b"Via", b"cache3.zz1[0,0,200-0,M]", "Alibaba Cloud CDN", "ZZ", ""),
        (b"Via", b"1.1 0123456789abcdef.cloudfront.net (CloudFront)", "Amazon CloudFront", "", ""),
        (b"Server", b"AkamaiGHost", "Akamai", "", ""),
        (b"server", b"cloudflare", "Cloudflare", "", ""),
        (b"x-cache", b"Hit from cloudfront", "Amazon CloudFront", "", ""),
        (b"via", b"1.1 google", "Google front end", "", ""),
    ],
)
def test_headers_that_only_an_edge_sends(name: bytes, value: bytes, operator: str, site: str, country: str) -> None:
    (hint,) = edge_hints(((b"content-type", b"text/html"), (name, value)))
    assert (hint.operator, hint.site, hint.country) == (operator, site, country)
    (line,) = edge_evidence((hint,))
    assert operator in line.answer
    assert country in line.detail


@pytest.mark.parametrize(
    ("name", "value"),
    [
        (b"server", b"nginx"),
        (b"x-cache", b"HIT"),
        (b"via", b"1.1 proxy.shop.example"),
        (b"x-served-by", b"web-7"),
        (b"server", b"Tengine/Aserver"),
    ],
)
def test_headers_that_any_server_may_send_are_no_edge(name: bytes, value: bytes) -> None:
    assert edge_hints(((name, value),)) == ()


def test_hints_do_not_depend_on_order_or_on_the_request() -> None:
    one = ((b"cf-ray", b"1111-ICN"), (b"server", b"cloudflare"))
    other = ((b"Server", b"cloudflare"), (b"CF-Ray", b"2222-ICN"))
    assert edge_hints(one) == edge_hints(other)


@pytest.mark.parametrize(
    ("host", "countries"),
    [
        ("shop.s3.ap-northeast-2.amazonaws.com", {"KR"}),
        ("oss-ap-southeast-1.aliyuncs.com", {"SG"}),
        ("img.oss-ap-southeast-1.shop.example", {"SG"}),
        ("log-ap-southeast-3.shop.example", {"ID", "MY"}),  # anybody's log: of Amazon's region or of Alibaba's
        ("oss-ap-southeast-3.shop.example", {"MY"}),
        ("bucket.oss-cn-hangzhou.aliyuncs.com", {"CN"}),
        ("api.eu-west-1.shop.example", {"IE", "GB"}),  # AWS: Ireland; Alibaba: London
        ("api.ap-southeast-1.myhuaweicloud.com", {"HK"}),
        ("asia-northeast3-hanbit.cloudfunctions.net", {"KR"}),
        ("app.koreacentral.azurecontainerapps.io", {"KR"}),
    ],
)
def test_regions_in_host_names(host: str, countries: set[str]) -> None:
    (hint,) = (hint for hint in host_hints(host) if hint.countries)
    assert hint.countries == countries


@pytest.mark.parametrize(
    ("host", "answer"),
    [("log-sg.shop.example", "SG"), ("shop.cn", "CN"), ("kr.shop.example", "KR"), ("va.shop.example", "US")],
)
def test_naming_conventions_are_evidence_only(host: str, answer: str) -> None:
    (hint,) = host_hints(host)
    assert not hint.countries
    assert hint.evidence.answer == answer


@pytest.mark.parametrize(
    "host", ["", "shop.example", "xap-northeast-2x.example", "krafton.example", "1.2.3.4", "news.va"]
)
def test_no_hint(host: str) -> None:
    assert host_hints(host) == ()


def _shown(*names: str, common: str = "") -> Subject:
    return Subject("", "", frozenset(names), common)


@pytest.mark.parametrize(
    ("shown", "asked", "words", "countries"),
    [
        (_shown("*.ap-northeast-2.elb.amazonaws.com"), "", {"ap-northeast-2"}, {"KR"}),
        (_shown("*.oss-ap-southeast-1.aliyuncs.com", "*.s3.oss-ap-southeast-1.aliyuncs.com"), "", {"ap-southeast-1"}, {"SG"}),
        (_shown(common="*.ap-northeast-2.elb.amazonaws.com"), "", {"ap-northeast-2"}, {"KR"}),
        (_shown("*.cos.ap-seoul.myqcloud.com"), "img.shop.example", {"ap-seoul"}, {"KR"}),
        (_shown("api.shop.example", "oss-ap-southeast-1.shop.example"), "api.shop.example", {"ap-southeast-1"}, {"SG"}),
        (
            _shown("*.us-east-1.elb.amazonaws.com", "*.ap-northeast-2.elb.amazonaws.com"), "",
            {"us-east-1", "ap-northeast-2"}, {"US", "KR"},
        ),
    ],
)  # fmt: skip
def test_regions_in_certificates(shown: Subject, asked: str, words: set[str], countries: set[str]) -> None:
    hints = certificate_hints(shown, asked)
    assert {hint.word for hint in hints} == words
    assert all(hint.countries == countries for hint in hints)
    assert all(hint.evidence.source == f"server certificate ({hint.word})" for hint in hints)
    assert all(any(name in hint.evidence.detail for name in shown.names | {shown.common}) for hint in hints)


@pytest.mark.parametrize(
    ("shown", "asked"),
    [
        (_shown("api.shop.example", "api.ap-northeast-2.other.example"), "api.shop.example"),  # another customer's name
        (_shown("api.ap-northeast-2.shop.example"), ""),  # nobody's domain, and nothing was asked for
        (_shown("*.ap-northeast-2.elb.amazonaws.com.shop.example"), "other.example"),
        (_shown("*.ap-northeast-22.elb.amazonaws.com", "*.xap-northeast-2.amazonaws.com"), ""),
        (_shown("*.ap-northeast-2.elb.notamazonaws.com"), ""),
        (_shown("kr.shop.example", "*.sg.shop.example", "shop.cn"), "kr.shop.example"),  # conventions, no regions
        (_shown("github.io", "ap-northeast-2.github.io"), "shop.github.io"),  # a public suffix joins nobody
        (_shown(), "api.shop.example"),
    ],
)
def test_no_region_in_a_certificate(shown: Subject, asked: str) -> None:
    assert certificate_hints(shown, asked) == ()


def test_the_host_name_comes_before_the_certificate() -> None:
    shown = _shown("*.ap-southeast-1.elb.amazonaws.com")
    regions, lines = name_hints("s3.ap-northeast-2.amazonaws.com", shown)
    assert regions == [{"KR"}]
    assert [line.source for line in lines] == ["host name (ap-northeast-2)", "server certificate (ap-southeast-1)"]
    assert name_hints("kr.shop.example", shown)[0] == [{"SG"}]
    assert name_hints("", None) == ([], [])


def test_a_certificate_of_many_regions_is_told_in_bounds() -> None:
    regions = ("us-east-1", "us-east-2", "us-west-1", "us-west-2", "eu-west-1", "eu-west-2", "eu-west-3", "sa-east-1")
    shown = _shown(*(f"*.{region}.amazonaws.com" for region in (*regions, "ca-central-1", "af-south-1")))
    hints = certificate_hints(shown, "")
    assert len(hints) == 8
    assert {hint.countries for hint in hints} == {frozenset({"US", "IE", "GB", "FR", "BR", "CA", "ZA"})}


@given(
    st.text(max_size=400),
    st.lists(
        st.tuples(st.sampled_from([b"via", b"cf-ray", b"server", b"x-served-by", b"x-timer"]), st.binary(max_size=600))
    ),
)
def test_anything_goes(host: str, headers: list[tuple[bytes, bytes]]) -> None:
    host_hints(host)
    edge_evidence(edge_hints(tuple(headers)))


def test_hostile_lengths_are_quick() -> None:
    begun = time.process_time()
    host_hints("ap-northeast-" * 100_000)
    edge_hints(((b"via", b"cache1.l2us1" * 100_000),) * 100)
    assert time.process_time() - begun < 10


@pytest.mark.parametrize(
    ("name", "countries"),
    [
        ("oss-ap-southeast-1.aliyuncs.com", {"SG"}),  # the operator's own name for the region
        ("shop.oss-ap-southeast-1.aliyuncs.com", {"SG"}),
        ("ap-singapore.cls.tencentcs.com", {"SG"}),
        ("koreacentral-0.in.applicationinsights.azure.com", {"KR"}),
        ("d1.execute-api.ap-northeast-2.amazonaws.com", {"KR"}),
        ("shop-ap-southeast-1.oss-cn-hongkong.aliyuncs.com", {"HK"}),  # a bucket called as a region
        ("shop-ap-southeast-1.oss-accelerate.aliyuncs.com", set()),
        ("ap-southeast-1.oss-accelerate.aliyuncs.com", set()),
        ("ap-southeast-1.oss-accelerate-overseas.aliyuncs.com", set()),
        ("shop-ap-singapore.cos.accelerate.myqcloud.com", set()),
        ("shop-ap-southeast-1.log.aliyuncs.com", set()),
        ("koreacentral.blob.core.windows.net", set()),  # an account called as a region
        ("shop-koreacentral.azurewebsites.net", set()),
        ("ap-southeast-1.shop.example", set()),
        ("aliyuncs.com", set()),
    ],
)
def test_only_what_an_operator_names_settles_a_region(name: str, countries: set[str]) -> None:
    assert operator_regions(name) == countries
