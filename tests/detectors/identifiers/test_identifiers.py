"""Every number format keeps to the style, survives any text, and claims nothing of what a shop sends all day."""

import doctest
import re
import sys
import time
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.fields import CONTEXT, field, find, leaves

from trafficaudit.categories import taxonomy
from trafficaudit.detectors import identifiers
from trafficaudit.detectors.identifiers import IDENTIFIERS
from trafficaudit.detectors.identifiers.plan import TRIGGERS
from trafficaudit.detectors.identifiers.search import Search
from trafficaudit.model import Decoded

DETECT = identifiers.build(CONTEXT)
MODULES = [module for module in IDENTIFIERS if isinstance(module, ModuleType)]
SHAPED = st.one_of(*(st.from_regex(module.CANDIDATE) for module in IDENTIFIERS))


def test_the_list_holds_every_module_of_the_package_once() -> None:
    package = "trafficaudit.detectors.identifiers."
    loaded = {name.removeprefix(package) for name in sys.modules if name.startswith(package)}
    assert sorted(loaded - {"verdict", "search", "plan", "hits", "dense", "readings"}) == sorted(
        module.__name__.rpartition(".")[2] for module in MODULES
    )
    assert len({module.NAME for module in IDENTIFIERS}) == len(IDENTIFIERS)


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.NAME)
def test_a_module_says_what_it_knows_and_from_where(module: ModuleType) -> None:
    assert module.CATEGORY in taxonomy()
    assert module.__doc__ is not None
    assert re.search(r"\bSource: \S", module.__doc__)
    assert module.TRIGGER == "" or module.TRIGGER in TRIGGERS
    assert (module.BARE == "") == (module.TRIGGER == "")
    assert all(key == key.lower() and key for key in module.KEYS)
    failed, tried = doctest.testmod(module)
    assert tried > 0
    assert failed == 0


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.NAME)
@given(data=st.data())
def test_a_verdict_keeps_to_the_scale(module: ModuleType, data: st.DataObject) -> None:
    found = module.CANDIDATE.search(data.draw(st.from_regex(module.CANDIDATE)))
    verdict = module.check(found.group())
    if verdict is not None:
        assert verdict.named in {0.3, 0.5, 0.7, 0.8, 0.9}
        assert verdict.bare in {0, 0.3, 0.4, 0.5, 0.6, 0.8}
        assert verdict.bare < verdict.named
        assert verdict.reasoning


PLAIN = {
    "resident_registration_number": "900101-1234568",
    "foreigner_registration_number": "900101-5234565",
    "card_number": "4111-1111-1111-1111",
    "phone_number": "010-2345-6789",
    "email": "kim@example.kr",
    "customs_clearance_code": "P210123456789",
    "chinese_identity_number": "110101199003077758",
    "iban": "DE89 3704 0044 0532 0130 00",
    "esim_id": "89049032123451234512345678901235",
    "device_model": "iPhone15,2",
    "driver_license_number": "서울 12-345678-90",
    "business_registration_number": "220-81-62517",
    "connecting_information": "MC0GCCqGSIb3DQIJAyEAAQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=",
    "imsi": "450051234567890",
    "iccid": "8982050123456789015",
    "mac_address": "3c:5a:b4:01:02:03",
    "push_token": "cAbC1234dEf:APA91b" + "aB3_-xYz" * 17,
    "access_token": "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln",
    "ip_address_stamped": "211.234.10.20.1711123456789",
    "coordinates": "37.5665, 126.9780",
    "coordinates_written": "37°30'51.6\"N 127°3'46.5\"E",
}
BARE = [module for module in MODULES if module.TRIGGER]
SEARCHES = {module.NAME: Search([module]) for module in BARE}


def bare(module: ModuleType, text: str) -> bool:
    """Say the plain way whether a format counts in a text without a key."""
    verdicts = (module.check(match.group()) for match in module.CANDIDATE.finditer(text))
    return re.search(TRIGGERS[module.TRIGGER], text) is not None and any(each and each.bare for each in verdicts)


@pytest.mark.parametrize("module", BARE, ids=lambda module: module.NAME)
@given(data=st.data())
def test_the_pass_over_all_values_leaves_out_none_that_counts_without_a_key(
    module: ModuleType, data: st.DataObject
) -> None:
    plain = PLAIN[module.NAME]
    assert bare(module, plain)
    edge = st.text(" ,;:.-+()=_\x000a서\x85\udcff", max_size=3)
    run = st.one_of(st.just(plain), st.from_regex(module.CANDIDATE), st.sampled_from([*PLAIN.values()]))
    value = data.draw(st.builds("{}{}{}".format, edge, run, edge))
    beside = data.draw(edge)
    found = SEARCHES[module.NAME].findings(Decoded((field("a", beside, key=""), field("b", value, key="")), ()))
    assert {finding.field.path for finding in found} == ({"b"} if bare(module, value) else set())


def test_what_a_shop_sends_all_day_gives_nothing() -> None:
    document = {
        "products": [
            {
                "id": 1023456789,
                "goodsNo": "01023456789",
                "sku": "4111111111111111",
                "price": 19900,
                "name": "상품 1234-5678",
            },
            {
                "id": "P210123456789",
                "barcode": "8801234567893",
                "image": "https://img.example/9f/a@2x.png?v=1700000000000",
            },
        ],
        "orderNo": "20240115-1234567",
        "order_id": "240115-1234567",
        "invoice": "220-81-62517",
        "serverTime": 1711123456789,
        "ts": "1711123456789",
        "nanos": 1711123456789000000,
        "requestId": "9f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b",
        "trace": "4f1e2d3c4b5a6978",
        "hash": "9f1c2a345b6d4e7f8a9b0c1d2e3f4a5b9f1c2a345b6d4e7f8a9b0c1d2e3f4a5b",
        "etag": 'W/"5f-1700000000000"',
        "app": {"version": "10.2.3.4", "package": "kr.example.shop", "build": 2024011501},
        "period": "2024-01-15 ~ 2024-02-15",
        "at": "2024-01-15T10:20:30.123456789+09:00",
        "ratio": 3.1415926535897932,
        "list": [1, 2, 3, 1234567890, 9876543210, 12345678901],
        "free": ["1700000000000", "15882024011512", "0101234567", "010123456789", "2024011512345678"],
        "size": {"width": 37.5665, "height": 126.978},
    }
    assert [(f.field.path, f.category, f.value) for f in find(DETECT, *leaves(document))] == []


@given(
    st.one_of(st.text(), SHAPED), st.sampled_from([key for module in IDENTIFIERS for key in module.KEYS] + ["", "x"])
)
def test_any_text_gives_findings_or_none(value: str, key: str) -> None:
    for finding in find(DETECT, field("a.b", value, key=key)):
        assert isinstance(finding.value, str)
        assert finding.value in value
        assert value.encode("utf-8", "surrogatepass")[slice(*finding.span)] == finding.value.encode()
        assert 0.3 <= finding.confidence <= 0.9


@given(st.binary(), st.booleans())
def test_any_bytes_give_findings_or_none(value: bytes, leaf: bool) -> None:
    find(DETECT, field("phone", value, leaf=leaf))


@pytest.mark.parametrize("key", ["", "phone", "email", "token", "ip", "device_id", "location", "utdid", "ci"])
def test_time_stays_linear(key: str) -> None:
    runs = [
        "1",
        "a",
        "eyJ",
        "eyJaaaaaaaaaaa.",
        "a@",
        "a@b.",
        "1-",
        "010-",
        "aa:",
        "APA91b",
        "1.",
        "37.566,",
        "P1",
        "::",
        "9 999",
        "a@xn--",
    ]
    started = time.process_time()
    for run in runs:
        find(DETECT, field("a", run * (100_000 // len(run)), key=key))
    assert time.process_time() - started < 5
