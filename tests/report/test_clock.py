from datetime import UTC, datetime

from trafficaudit.report.clock import clock, period


def test_times_are_korean_and_a_day_stands_once() -> None:
    first = datetime(2026, 11, 24, 14, 59, 58, tzinfo=UTC)
    assert clock(first) == "2026-11-24 23:59:58"
    assert period(first, first) == "2026-11-24 23:59:58"
    assert period(first, first.replace(second=59)) == "2026-11-24 23:59:58 – 23:59:59"
    assert period(first, first.replace(hour=15)) == "2026-11-24 23:59:58 – 2026-11-25 00:59:58"
