"""Small made-up exchanges and findings for the tests of the tables."""

from datetime import UTC, datetime, timedelta
from typing import Any

from trafficaudit.model import Destination, Exchange, Field, Finding, Message, Span

START = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def exchange(number: int = 0, **changes: Any) -> Exchange:
    values: dict[str, Any] = {
        "id": f"{number:06d}",
        "capture_id": "demo-00000000",
        "position": number,
        "started_at": START + timedelta(seconds=number),
        "app": "kr.example.shop",
        "phase": "login",
        "protocol": "http/2",
        "method": "POST",
        "url": "https://api.shop.example/v1/login?x=1",
        "host": "api.shop.example",
        "port": 443,
        "request": Message(body=b"{}", body_size=2),
        "response": Message(body=b"ok", body_size=2, status=200),
        "connection_id": "c1",
    }
    return Exchange(**(values | changes))


def finding(category: str = "email", detector: str = "persona", **changes: Any) -> Finding:
    value = changes.pop("value", "seoyun@hanbit.example")
    place = Field(
        direction=changes.pop("direction", "request"),
        part=changes.pop("part", "body"),
        path=changes.pop("path", "user.email"),
        key="email",
        value=value,
        layers=("json",),
        span=Span(10, 31),
        exact=True,
        parent=0,
        leaf=True,
    )
    values: dict[str, Any] = {"match": "verbatim", "confidence": 1.0, "reasoning": "seeded"}
    values |= changes
    return Finding(
        place,
        category,
        values["match"],
        place.layers,
        place.span,
        value,
        detector,
        values["confidence"],
        values["reasoning"],
    )


def destination(**changes: Any) -> Destination:
    values: dict[str, Any] = {
        "host": "api.shop.example",
        "domain": "shop.example",
        "ip": "203.0.113.7",
        "port": 443,
        "country": "CN",
        "certainty": "likely",
        "recipient": "Shop Ltd",
        "recipient_country": "CN",
        "recipient_basis": "curated",
        "party": "first",
    }
    return Destination(**(values | changes))
