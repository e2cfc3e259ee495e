"""IBAN: the country's length, 1 modulo 97; without a key as well."""

import pytest
from stdnum import iban as other
from support.fields import identified, pieces

from trafficaudit.detectors.identifiers import iban

GOOD = [
    "DE89370400440532013000", "GB82WEST12345698765432", "FR1420041010050500013M02606", "NL91ABNA0417164300", "AE070331234567890123456", "NO9386011117947", "MT84MALT011000012345MTLCAST001S",
    "TR330006100519786457841326", "ES9121000418450200051332", "IT60X0542811101000000123456",
    "BI7839825979190748337887623", "DJ2428601290404796669725102", "FK87HD464686958969", "HN84DFAE92589913944117715162", "LC21AEGG109906B95848304011980364", "LY50942055526678698198463", "MN534648485069506992",
    "NI30AFHF59470900547499525255", "OM810180000001299123456", "RU926119553721539743108359245A195", "SD4792648475646960", "SO066230798683078485319", "ST82413008369007128430886", "YE49AKBF24870533181234207A9604",
]  # fmt: skip


@pytest.mark.parametrize("value", GOOD)
def test_with_and_without_a_key(value: str) -> None:
    spaced = " ".join(value[at : at + 4] for at in range(0, len(value), 4))
    assert other.validate(value, check_country=False) == value
    for written in (value, spaced):
        assert identified("iban", written) == {"bank_account": 0.9}
        assert identified("data", written) == {"bank_account": 0.6}
        assert pieces("note", f"refund to {written} pls") == [written]


@pytest.mark.parametrize("value", GOOD)
def test_one_sign_more_or_less_or_another_is_none(value: str) -> None:
    for wrong in (value[:-1], value + "1", value[:3] + str((int(value[3]) + 1) % 10) + value[4:], "QQ" + value[2:]):
        assert iban.check(wrong) is None


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("seller.iban", GOOD[0]), ("orderNo", GOOD[0]), ("sku", GOOD[1]), ("data", "KR12" + "0" * 18), ("data", "AB12CD34EF56GH78"), ("data", GOOD[0].lower()), ("data", "X" + GOOD[0]), ("data", "GB03342400646490612566"),
    ],
)  # fmt: skip
def test_near_misses(key: str, value: str) -> None:
    assert identified(key, value) == {}
