"""Values and bodies that nobody should seed or send, through the whole of a replay."""

import base64
import json
import random
import re
import time
from pathlib import Path

import pandas as pd
import pytest
from mitmproxy import http
from support import flows

from trafficaudit.replay import Request, replay

MANY = {
    "email": [f"user{at}.x{at * 7919 % 10_000}@n{at}.example.com" for at in range(100)],
    "phone_number": [f"010-{2000 + at}-{at * 7919 % 10_000:04d}" for at in range(100)],
    "name": [family + first + second for family in "김이박최정" for first in "서하민지" for second in "윤람준호은"],
    "postal_address": [f"서울특별시 강서구 가온로 {at + 1000}, 새벽빌라 {at + 100}호" for at in range(100)],
    "user_id": [f"u_{at * 7919 + 10_000_000}" for at in range(100)],
}


def found(folder: Path, values: dict[str, list[str]], *made: http.HTTPFlow) -> list[tuple[int, str, str]]:
    person = folder / "p.toml"
    lines = [f"{category} = {json.dumps(listed)}" for category, listed in values.items()]
    person.write_text("[values]\n" + "\n".join(lines) + "\n", encoding="utf-8")
    replay(Request((flows.write(folder / "c.mitm", *made),), folder / "out", person))
    data = pd.read_parquet(folder / "out" / "findings.parquet")
    data = data[data["detector"] == "persona"]
    return list(data[["position", "category", "match"]].itertuples(index=False, name=None))


@pytest.mark.slow
def test_five_hundred_values_are_searched_for(tmp_path: Path) -> None:
    bodies = [
        json.dumps({"a": MANY["email"][at], "b": MANY["phone_number"][at].replace("-", ""), "c": MANY["name"][at]})
        for at in range(100)
    ]
    seen = found(tmp_path, MANY, *(flows.flow(at, body=body.encode()) for at, body in enumerate(bodies)))
    expected = {(at, category) for at in range(100) for category in ("email", "phone_number", "name")}
    assert {(position, category) for position, category, _ in seen} == expected


def test_a_value_that_is_an_expression_is_searched_for_as_it_is(tmp_path: Path) -> None:
    value = r"a.*[b]+(?P<x>\d{2,})$"
    assert re.search(value, "axxxb12")
    bodies = [json.dumps({"a": value}).encode(), b"axxxb12", value.encode()]
    seen = found(tmp_path, {"user_name": [value]}, *(flows.flow(at, body=body) for at, body in enumerate(bodies)))
    assert seen == [(0, "user_name", "verbatim"), (2, "user_name", "verbatim")]


def test_a_value_with_a_nul_is_found_whole_and_not_in_part(tmp_path: Path) -> None:
    bodies = [b"x=nul\0inside it", b'{"a":"nul\\u0000inside it"}', b"nul", b"nul\0outside it"]
    made = [flows.flow(at, body=body) for at, body in enumerate(bodies)]
    seen = found(tmp_path, {"user_name": ["nul\0inside it"]}, *made)
    assert [position for position, *_ in seen] == [0, 1]


def test_what_nobody_would_seed_is_found_in_base64_too(tmp_path: Path) -> None:
    values = ["nul\0inside it", r"a.*[b]+(?P<x>\d{2,})$"]
    blobs = [base64.b64encode(b"\1\2\3\4" + value.encode() + b"\5") for value in values]
    made = [flows.flow(at, body=body) for at, body in enumerate(blobs)]
    seen = found(tmp_path, {"user_name": values}, *made)
    assert [position for position, *_ in seen] == [0, 1]


def test_a_value_of_ten_thousand_characters_is_compared_to_its_end(tmp_path: Path) -> None:
    draw = random.Random(4)
    value = "".join(draw.choices("abcdefghijklmnopqrstuvwxyz0123456789", k=10_000))
    bodies = [json.dumps({"a": value}), base64.b64encode(f"- {value} -".encode()).decode(), value[:-1], value.upper()]
    seen = found(
        tmp_path, {"clipboard": [value]}, *(flows.flow(at, body=body.encode()) for at, body in enumerate(bodies))
    )
    assert seen == [(0, "clipboard", "verbatim"), (1, "clipboard", "verbatim"), (3, "clipboard", "normalised")]


def test_bodies_of_nothing_but_base64_or_zeros_claim_nothing(tmp_path: Path) -> None:
    draw = random.Random(5)
    once = [base64.b64encode(draw.randbytes(60_000)) for _ in range(10)]
    thrice = [base64.b64encode(base64.b64encode(base64.b64encode(draw.randbytes(20_000)))) for _ in range(5)]
    zeros = [bytes(500_000), b"0" * 500_000, base64.b64encode(bytes(300_000)), b"AAAA" * 100_000]
    made = [flows.flow(at, body=body) for at, body in enumerate((*once, *thrice, *zeros))]
    few = {category: listed[:3] for category, listed in MANY.items()} | {"postal_code": ["00000"]}
    started = time.process_time()
    assert found(tmp_path, few, *made) == []
    assert time.process_time() - started < 20
