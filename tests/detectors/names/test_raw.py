import base64
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.detectors.names.raw import introduced

NUMBER = b"8837120045"


@pytest.mark.parametrize(
    "written",
    [
        b'{"userId":"%b"}', b'{"user_id" : %b}', rb'"{\"memberSeq\": %b}"', rb'{\\\"deviceId\\\":\\\"%b\\\"}',
        b"a=1&device_id=%b&b=2", b"d=%%7B%%22mbrNo%%22%%3A%%22%b%%22%%7D", b"%%2522custNo%%2522%%253A%%2522%b%%2522",
        b"X-Device-Id: %b", b"<userNo>%b</userNo>", b"\x82\xa7user_id\xaa%b", b"https://a.example/users/%b/feed",
        b'{"user":{"name":"a","id":"%b"}}', b"userIdx|%b|x", '{"회원번호":"%b"}'.encode(), b'{"adid":"%b"}', b"gaid=%b",
    ],
)  # fmt: skip
def test_a_number_behind_a_telling_name_passes(written: bytes) -> None:
    assert NUMBER in {value for _, value in introduced(written.replace(b"%b", NUMBER).replace(b"%%", b"%"))}


@pytest.mark.parametrize(
    "opened",
    [b'{"userId":"%b"}', b'{"sub": "%b"}', b'{"exp":1795000123,"mbrNo":%b,"a":"?>?>"}', b'{"k":{"user_id":"%b"}}'],
)
@pytest.mark.parametrize("encode", [base64.b64encode, base64.urlsafe_b64encode])
def test_what_json_in_base64_names_passes(opened: bytes, encode: Callable[[bytes], bytes]) -> None:
    run = encode(opened.replace(b"%b", NUMBER)).rstrip(b"=")
    for written in (b"Bearer eyJhbGciOiJIUzI1NiJ9.%b.c2ln", b'{"d":"%b"}', b"?d=%b&x=1"):
        assert NUMBER in {value for _, value in introduced(written.replace(b"%b", run))}
    assert list(introduced(b"x" + run)) == []


@pytest.mark.parametrize("written", [b'{"productId":"%b"}', b"t=%b", b'{"price": %b}', b'{"userName":"seoyun"}', b""])
def test_what_no_name_of_a_user_or_device_stands_before_does_not(written: bytes) -> None:
    assert list(introduced(written.replace(b"%b", NUMBER))) == []


@given(st.binary(max_size=400))
def test_any_bytes_give_values_that_stand_in_them(data: bytes) -> None:
    assert all(value in data and name in data for name, value in introduced(data))


@given(st.binary(max_size=60))
def test_any_base64_gives_values_that_stand_in_what_it_says(data: bytes) -> None:
    opened = b'{"userId":"' + data
    for name, value in introduced(base64.b64encode(opened).rstrip(b"=")):
        assert value in opened
        assert name in opened
