"""What was lost is told with its phase and how much it was (``test_writer`` has when)."""

from trafficaudit.recording import losses
from trafficaudit.recording.assembly import CUT_OFF, Pending

AT = 1795478400.0


def test_a_flow_that_was_not_over_is_one_exchange_of_its_own_phase() -> None:
    line = losses.exchange(AT, Pending("f1", "http", "c", "s", "consent", AT))
    assert list(line) == ["at", "state", "phase", "flow", "connections", "exchanges", "bytes", "reason"]
    assert (line["phase"], line["flow"], line["exchanges"], line["reason"]) == ("consent", "f1", 1, CUT_OFF)
    assert (line["connections"], line["bytes"]) == (0, 0)


def test_connections_and_a_torn_end_are_no_exchanges() -> None:
    open_, torn = losses.connections(AT, "browse", 3), losses.torn(AT, "browse", 17)
    assert list(open_) == list(torn) == ["at", "state", "phase", "connections", "exchanges", "bytes", "reason"]
    assert (open_["connections"], open_["exchanges"], open_["bytes"]) == (3, 0, 0)
    assert (torn["connections"], torn["exchanges"], torn["bytes"]) == (0, 0, 17)
    assert open_["at"] == torn["at"] == "2026-11-24T00:00:00.000000+00:00"


def test_where_the_computer_went_down_that_is_told_beside_the_open_connections() -> None:
    (alone,) = losses.broken_off(AT, "browse", 2, fell=False)
    connections, power = losses.broken_off(AT, "browse", 2, fell=True)
    assert alone == connections == losses.connections(AT, "browse", 2)
    assert list(power) == list(connections)
    assert (power["connections"], power["exchanges"], power["bytes"]) == (0, 0, 0)
    assert losses.missing(AT, "browse", 9)["bytes"] == losses.shortened(AT, "browse", 9)["bytes"] == 9
