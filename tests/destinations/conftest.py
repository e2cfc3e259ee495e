"""What several tests of the destinations need."""

from collections.abc import Callable
from datetime import UTC, datetime
from types import ModuleType

import pytest
import support.mmdb

from trafficaudit.destinations import Locator
from trafficaudit.model import Exchange, Headers, Message

type MakeExchange = Callable[..., Exchange]


@pytest.fixture(scope="session")
def locator() -> Locator:
    return Locator()


@pytest.fixture(scope="session")
def exchange() -> MakeExchange:
    """Make an exchange with a server; header lines of the response may be given."""

    def make(
        host: str = "api.shop.example",
        ip: str | None = None,
        *,
        app: str = "",
        sni: str | None = None,
        headers: Headers = (),
        day: str = "2026-11-24",
        certificate: bytes | None = None,
    ) -> Exchange:
        return Exchange(
            id="1",
            capture_id="c",
            position=0,
            started_at=datetime.fromisoformat(day).replace(tzinfo=UTC),
            app=app,
            phase="",
            protocol="http/2",
            method="GET",
            url=f"https://{host}/",
            host=host,
            port=443,
            request=Message(),
            response=Message(headers=headers),
            server_address=ip,
            sni=sni,
            certificate=certificate,
        )

    return make


@pytest.fixture(scope="session")
def mmdb() -> ModuleType:
    """The writer of tiny MaxMind DB files."""
    return support.mmdb
