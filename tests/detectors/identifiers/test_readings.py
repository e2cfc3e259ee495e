"""A number that two decoders read in one text is what the one says it is that gives it as a whole value."""

import json
from urllib.parse import quote

import pytest
from support.samples import exchange

from trafficaudit.decode import decode
from trafficaudit.decode.fields import Fields
from trafficaudit.detectors import Context, identifiers
from trafficaudit.detectors.identifiers import phone_number, readings
from trafficaudit.detectors.identifiers.hits import Hit
from trafficaudit.detectors.identifiers.verdict import NO_KEY
from trafficaudit.model import Field, Message, Span

PHONE = "01023456789"
DETECT = identifiers.build(Context())


def told(document: object = None, *, query: str = "") -> list[tuple[str, str]]:
    raw = b"" if document is None else json.dumps(document, ensure_ascii=False).encode()
    request = Message(((b"content-type", b"application/json"),), raw, body_size=len(raw))
    made = exchange(url=f"https://api.example/e{query}", request=request, response=None)
    return [(one.category, one.field.path) for one in DETECT(made, decode(made))]


@pytest.mark.parametrize(
    "text",
    [
        f"~(rows~(~(product_id~'{PHONE})~(v~2)))",
        f'[{{:itemId "{PHONE}" :title "하자주" :ext "AB63"}} {{:tags #{{:a :b}}}}]',
        f"seq\titemId\tmemo\n84\t{PHONE}\tx\n",
        f'!function(){{}}();\nwindow.__STATE__ = {{"sku": "{PHONE}", "list": ["a"]}};',
    ],
)
def test_what_another_reading_calls_a_product_is_none(text: str) -> None:
    assert told({"timezone": text}) == []
    assert told(query=f"?timezone={quote(text)}") == []


@pytest.mark.parametrize(
    "text",
    [
        f"~(rows~(~(memo~'{PHONE})~(v~2)))",
        f"seq\tmemo\tkind\n84\t{PHONE}\tx\n",
        f"kim | {PHONE} | ok",
        f"call {PHONE} please",
    ],
)
def test_what_no_reading_calls_something_else_is_told(text: str) -> None:
    assert "phone_number" in [category for category, _ in told({"timezone": text})]


def test_what_stands_there_more_often_than_it_is_read_is_told() -> None:
    assert told({"a": f'{{"sku": "{PHONE}"}}'}) == []
    assert told({"a": f'{{"sku": "{PHONE}"}} or call {PHONE}'}) == [("phone_number", "a")]


def test_fields_beside_each_other_and_within_are_no_other_reading() -> None:
    assert told({"sku": PHONE, "memo": PHONE}) == [("phone_number", "memo")]
    assert told({"a": json.dumps({"sku": PHONE}), "memo": PHONE}) == [("phone_number", "memo")]
    assert told({"a": json.dumps({"memo": PHONE}), "b": json.dumps({"sku": PHONE})}) == [("phone_number", "a.memo")]


def test_of_two_readings_that_give_it_whole_one_tells_it() -> None:
    fields = Fields.of([made("a", PHONE, -1, ()), made("b", PHONE, 0, ("x",)), made("c", PHONE, 0, ("y",))])
    hit = Hit(0, len(PHONE), 0, phone_number, 0.4, f"form; {NO_KEY}")
    kept = [bool(readings.left(readings.Text(fields, index, PHONE), [hit], lambda *_: True)) for index in (1, 2)]
    assert kept == [True, False]
    kept = [bool(readings.left(readings.Text(fields, index, PHONE), [hit], lambda *_: False)) for index in (1, 2)]
    assert kept == [False, False]


def made(path: str, value: str, parent: int, layers: tuple[str, ...]) -> Field:
    return Field("request", "body", path, path, value, layers, Span(0, 99), False, parent, parent >= 0)


def test_a_name_that_tells_stands() -> None:
    assert ("phone_number", "phone") in told({"phone": f"{PHONE}|x|y"}) + told({"phone": PHONE})
