from datetime import UTC, datetime

from trafficaudit.detectors.provenance.clock import late, recorded, told

WHEN = datetime(2026, 11, 24, tzinfo=UTC)
MILLIS = WHEN.timestamp() * 1000


def test_the_phone_s_clock_is_brought_to_the_recorder_s() -> None:
    assert recorded(MILLIS + 3_000, 3.0) == WHEN
    assert late(MILLIS + 1_500, 0.0, WHEN) == 1.5
    assert late(MILLIS - 1_500, 0.0, WHEN) == -1.5
    assert told(MILLIS + 7, 0.0) == "2026-11-24T00:00:00.007Z"


def test_a_time_that_is_none_is_said_to_be_that() -> None:
    for at in (1e300, -1e300, float("inf"), float("nan")):
        assert (recorded(at, 0.0), late(at, 0.0, WHEN), told(at, 0.0)) == (None, 0.0, "a time that is none")
