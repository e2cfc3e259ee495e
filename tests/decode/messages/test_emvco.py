import binascii
import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.model import Decoded

Body = Callable[..., Decoded]


def tlv(number: str, value: str) -> str:
    return f"{number}{len(value):02d}{value}"


def summed(text: str) -> str:
    text += "6304"
    return text + f"{binascii.crc_hqx(text.encode(), 0xFFFF):04X}"


CODE = summed(
    tlv("00", "01") + tlv("01", "12") + tlv("26", tlv("00", "kr.zeropay") + tlv("01", "M318387570")) + tlv("54", "39900")
    + tlv("59", "한빛상회") + tlv("62", tlv("02", "01004178263") + tlv("06", "P009152634807"))
)  # fmt: skip


def read(body: Body, text: str) -> dict[str, tuple[str, str | bytes, bool]]:
    fields = body(json.dumps({"qr": text}, ensure_ascii=False).encode(), "application/json").fields
    return {each.path: (each.key, each.value, each.exact) for each in fields if each.layers == ("json", "emvco")}


def test_data_objects_go_by_their_ids(body: Body) -> None:
    found = read(body, CODE)
    assert found["qr.26.01"] == ("01", "M318387570", True)
    assert found["qr.54"] == ("transactionAmount", "39900", True)
    assert found["qr.59"] == ("merchantName", "한빛상회", True)
    assert found["qr.62.02"] == ("mobileNumber", "01004178263", True)
    assert found["qr.62.06"] == ("customerLabel", "P009152634807", True)


def test_the_example_of_the_specification(body: Body) -> None:
    example = (
        "00020101021229300012D156000000000510A93FO3230Q31280012D15600000001030812345678520441115802CN5914BEST TRANSPORT"
        "6007BEIJING64200002ZH0104最佳运输0202北京540523.7253031565502016233030412340603***0708A60086670902ME91320016A0112233449988770708"
        "12345678"
    )
    assert read(body, example + "6304A13A")["qr.59"][1] == "BEST TRANSPORT"


@pytest.mark.parametrize(
    "text",
    [CODE[:-1] + ("0" if CODE[-1] != "0" else "1"), CODE[1:], CODE + "0", "00020163041234", summed("0002015499")],
)
def test_near_misses(body: Body, text: str) -> None:
    assert not read(body, text)


@given(st.text("0123456", max_size=60))
def test_any_digits(body: Body, text: str) -> None:
    body(summed("000201" + text).encode())
