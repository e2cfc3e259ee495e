"""What the tests of all layers use: exchanges around a body, and the promises that every result keeps."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from trafficaudit.decode import Limits, decode
from trafficaudit.decode.parts import starts
from trafficaudit.model import Decoded, Exchange, Headers, Message

Build = Callable[..., Exchange]
Body = Callable[..., Decoded]
Check = Callable[[Exchange, Decoded], None]


def _exchange(
    body: bytes | None = None,
    content_type: str = "",
    *,
    headers: Headers = (),
    url: str = "",
    response: Message | None = None,
    protocol: str = "http/1.1",
    host: str = "api.example.kr",
    **message: object,
) -> Exchange:
    """Build an exchange; ``message`` goes to the request."""
    typed = ((b"Content-Type", content_type.encode()),) if content_type else ()
    request = Message(typed + headers, body, **{"body_size": len(body or b""), **message})  # type: ignore[arg-type]
    at = datetime(2026, 11, 24, tzinfo=UTC)
    return Exchange("1", "c", 0, at, "app", "", protocol, "POST", url, host, 443, request, response)


def _check(exchange: Exchange, decoded: Decoded) -> None:
    """Hold every promise about spans, parents and leaves."""
    parts = list(starts(exchange))
    raw: list[bytes] = []
    children = [0] * len(decoded.fields)
    roots = 0
    for index, field in enumerate(decoded.fields):
        if field.parent < 0:
            raw.append(parts[roots].raw)
            roots += 1
        else:
            assert field.parent < index
            assert not decoded.fields[field.parent].leaf
            children[field.parent] += 1
            raw.append(raw[field.parent])
        part = raw[index]
        assert 0 <= field.span.start <= field.span.end <= len(part)
        if field.exact:
            written = field.value if isinstance(field.value, bytes) else field.value.encode("utf-8", "surrogatepass")
            assert part[field.span.start : field.span.end] == written
    if not any("bound" in gap.reason for gap in decoded.opaque):
        assert all(field.leaf or count for field, count in zip(decoded.fields, children, strict=True))
    longest = max([len(part) for part in raw], default=0)
    assert all(0 <= gap.span.start <= gap.span.end <= max(longest, gap.span.start) for gap in decoded.opaque)


def _body(body: bytes, content_type: str = "", *, limits: Limits | None = None, **message: object) -> Decoded:
    """Decode a request body and check the promises."""
    exchange = _exchange(body, content_type, **message)  # type: ignore[arg-type]
    decoded = decode(exchange) if limits is None else decode(exchange, limits)
    _check(exchange, decoded)
    fields = tuple(f for f in decoded.fields if f.part == "body")
    shift = next((i for i, f in enumerate(decoded.fields) if f.part == "body"), 0)
    assert all(f.parent < 0 or f.parent >= shift for f in fields)
    return Decoded(fields, decoded.opaque)


@pytest.fixture(scope="session")
def exchange() -> Build:
    """Build an exchange."""
    return _exchange


@pytest.fixture(scope="session")
def check() -> Check:
    """Hold the promises."""
    return _check


@pytest.fixture(scope="session")
def body() -> Body:
    """Decode one body."""
    return _body


@pytest.fixture(scope="session")
def written_path() -> Callable[..., str]:
    """Write a path out of names and indices by the rules of the contract, on its own."""

    def write(*steps: str | int) -> str:
        path = ""
        for step in steps:
            if isinstance(step, int):
                path += f"[{step}]"
            elif step and not re.search(r"[.\[\]\"'\x00-\x1f\x7f]", step):
                path += f".{step}" if path else step
            else:
                path += f"[{json.dumps(step, ensure_ascii=False)}]"
        return path or "$"

    return write
