import math

import pytest

from trafficaudit.decode.wire.instant import since_1970, since_2001


def test_times_are_written_in_utc() -> None:
    assert since_1970(668_300_400_123) == "1991-03-06T23:00:00.123Z"
    assert since_1970(-1_000) == "1969-12-31T23:59:59Z"
    assert since_2001(0.0) == "2001-01-01T00:00:00Z"


@pytest.mark.parametrize("seconds", [math.nan, math.inf, 1e300, -1e18])
def test_what_is_no_time_stays_a_number(seconds: float) -> None:
    assert since_2001(seconds) == repr(seconds)
    assert since_1970(2**63) == str(2**63)
