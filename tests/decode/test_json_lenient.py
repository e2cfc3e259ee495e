"""Steps where a text is no JSON: counted, bounded, given up in time. What they read: ``test_json.py``."""

import pytest

from trafficaudit.decode.json_lenient import _MOST_READINGS, _READINGS
from trafficaudit.decode.json_scan import Scan


def scan(raw: bytes, room: int = 100, tokens: int = 100) -> Scan:
    found = Scan(raw, 0, "", room=room, tokens=tokens, simple=b"\\" not in raw)
    found.run()
    return found


def test_gives_up_on_what_is_no_json() -> None:
    found = scan(b'{"a": 1, ' + b"?? " * 100, tokens=10_000)
    assert "no JSON from here on" in found.obstacles[0][3]


@pytest.mark.parametrize("unclosed", [rb"\'", rb"'\ ", b"1,/*,", rb"a:/*,", rb"\""], ids=repr)
@pytest.mark.parametrize("opener", [b"[", b"{"])
def test_what_nothing_closes_is_not_read_to_the_end_each_time(unclosed: bytes, opener: bytes) -> None:
    raw = opener + (b"1," if opener == b"[" else b'"a":1,') * 3_000 + unclosed * 3_000
    found = scan(raw, room=100_000, tokens=1_000_000)
    assert found.vain <= (_MOST_READINGS + _READINGS) * len(raw)
    assert found.good >= 3_000


def test_what_is_read_in_vain_is_paid_for() -> None:
    found = scan(b"{a: /*" + b"1 " * 5_000, tokens=20)
    assert (found.children, "work" in found.obstacles[0][3]) == ([], True)
