import pytest

from trafficaudit.persona import new, shape
from trafficaudit.persona.shape import wanted
from trafficaudit.report import wording
from trafficaudit.report.texts import Texts

RIGHT = {
    "email": ["gorae.7f3k@hanbit.example", "가온@한빛.example", "a+b@mail.co.kr"],
    "phone_number": ["010-0123-4567", "+82 10-0123-4567", "+82 (0)10 0123 4567", "821001234567", "02-312-3456", "0507-1234-5678",
                     "031-312-3456", "+1 202 555 0143", "0081-3-1234-5678", "011-123-4567", "+65 6123 4567"],
    "birth_date": ["1990-12-31", "19901231", "1990. 12. 31", "1990년 12월 31일"],
    "coordinates": ["37.5665,126.9780", "37.5665, 126.978", "-33.86 151.2"],
    "ip_address": ["192.0.2.7", "2001:db8::1"],
    "mac_address": ["02:1a:3b:4c:5d:6e", "021a3b4c5d6e"],
    "advertising_id": ["7c9e6679-7425-40de-944b-e07fc1f90ae7", "7C9E6679742540DE944BE07FC1F90AE7", "a1b2c3d4e5f60718"],
    "android_id": ["9774d56d682e549c", "774d56d682e549c"],
    "imei": ["35-209900-176148-1", "352099001761481", "3520990017614823"],
    "iccid": ["8982300012345678906", "8982300012345678906F", "89823000123456789012"],
    "customs_clearance_code": ["P601234567890", "p601234567890"],
    "resident_registration_number": ["901231-1234567"],
    "card_number": ["4111 1111 1111 1111", "378282246310005"],
    "name": ["표서림", "x@y", ""],
}  # fmt: skip
WRONG = {
    "email": ["gorae.hanbit.example", "gorae@hanbit", "gorae@ hanbit.example"],
    "phone_number": ["010-0123-456", "010-1234-56", "+82-10-0123-456", "01001234567890", "hello", "123-4567"],
    "birth_date": ["1990-13-31", "901231", "31/12/1990"],
    "coordinates": ["37.5", "126.9780,37.5665", "서울"],
    "ip_address": ["192.0.2", "192.0.2.256"],
    "wifi_bssid": ["02:1a:3b:4c:5d", "shop-wifi"],
    "advertising_id": ["7c9e6679-7425-40de-944b-e07fc1f90ae", "1234-abcd"],
    "android_id": ["9774d56d682e", "zz74d56d682e549c"],
    "imei": ["35209900176"],
    "customs_clearance_code": ["P60123456789", "601234567890"],
    "resident_registration_number": ["901231-123456"],
    "card_number": ["4111 1111 111"],
}


@pytest.mark.parametrize(("category", "value"), [(name, each) for name, values in RIGHT.items() for each in values])
def test_what_somebody_may_give_out_is_not_called_wrong(category: str, value: str) -> None:
    assert wanted(category, value) == ""


@pytest.mark.parametrize(("category", "value"), [(name, each) for name, values in WRONG.items() for each in values])
def test_what_was_mistyped_is_told(category: str, value: str) -> None:
    assert wanted(category, value)


@pytest.mark.parametrize("seed", range(20))
def test_a_made_up_person_is_in_order(seed: int) -> None:
    assert [(slug, each) for slug, values in new(seed).values.items() for each in values if wanted(slug, each)] == []


@pytest.mark.parametrize("form", sorted({form for form, _ in shape._RULES.values()}))
def test_what_is_wanted_is_said_in_korean_too(form: str) -> None:
    said = wording.warning(f"imei: … (3) is not {form}: mistyped, it would be found nowhere", Texts("ko"))
    assert said.startswith("imei: 값(… (3))이 ")
    assert form not in said
