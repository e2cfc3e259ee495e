from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from support.samples import START, exchange

from trafficaudit.model import UNDATED, Message
from trafficaudit.tables.again import Again

ASKED = exchange(protocol="http/2", method="GET", connection_id="a", request=Message(body_size=5))


def said(*changes: Mapping[str, Any], address: int = 7) -> list[str]:
    made = Again()
    made.add(ASKED, 7)
    for each in changes:
        made.add(replace(ASKED, **each), address)
    return list(made.warnings())


def test_what_stands_twice_is_told_with_its_number() -> None:
    told = "in it already, with the same time, address, connection and sizes: what was saved or exported twice counts twice"
    assert said({}) == [f"{ASKED.capture_id}: 1 request stands {told}"]
    assert said({}, {}) == [f"{ASKED.capture_id}: 2 requests stand {told}"]


@pytest.mark.parametrize(
    "change",
    [
        {"started_at": START + timedelta(microseconds=1)},
        {"method": "POST"},
        {"connection_id": "b"},
        {"client_port": 5},
        {"server_address": "192.0.2.9"},
        {"port": 1},
        {"capture_id": "other"},
        {"request": Message(body_size=6)},
        {"response": Message(status=404)},
        {"request": None},
        {"protocol": "websocket"},
    ],
)
def test_another_request_is_another(change: dict[str, Any]) -> None:
    assert said(change) == []
    assert len(said(change, change)) == (0 if change.keys() & {"protocol"} or change.get("request", 1) is None else 1)


def test_another_address_and_what_has_no_time_say_nothing() -> None:
    assert said({}, address=8) == []
    assert said({"started_at": UNDATED}, {"started_at": UNDATED}) == []
