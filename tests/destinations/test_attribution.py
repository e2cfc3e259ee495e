import msgspec
import pytest

from trafficaudit.destinations.attribution import attribution
from trafficaudit.destinations.installed import shipped

SHIPPED = shipped()


@pytest.mark.parametrize("name", list(SHIPPED))
def test_every_embedded_database_has_a_credit(name: str) -> None:
    text = attribution(SHIPPED[name])
    assert len(text) > 20
    assert "](" not in text


@pytest.mark.parametrize(
    ("kind", "credit"),
    [
        ("GeoLite2-City", "MaxMind"),
        ("GeoIP2-Country", "MaxMind"),
        ("DBIP-Country-Lite", "DB-IP"),
        ("Own", "the user's own"),
    ],
)
def test_a_users_database_is_credited_by_its_type(kind: str, credit: str) -> None:
    assert credit in attribution(msgspec.structs.replace(SHIPPED["dbip"], own=True, type=kind))
