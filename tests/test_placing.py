"""The app and the phase of an exchange, and what a clock that was set back leaves open."""

from datetime import timedelta
from typing import Any

import pytest
from support.samples import START, exchange

from trafficaudit.model import Capture, Phase
from trafficaudit.network import Step
from trafficaudit.placing import DOUBTED, STEPPED, placed, told, unsure


def test_what_the_investigator_says_goes_before_what_the_capture_says() -> None:
    capture = Capture("c", "c", "", 0, "har", app="from.capture", phases=(Phase(START, "login"),))
    bare = exchange(app="", phase="")
    assert (placed(bare, capture, "", None).app, placed(bare, capture, "", None).phase) == ("from.capture", "login")
    assert placed(bare, capture, "mine", (Phase(START, "mine"),)).phase == "mine"
    assert placed(bare, capture, "mine", None).app == "mine"
    assert placed(exchange(app="", phase="checkout"), capture, "", None).phase == "checkout"
    assert placed(bare, Capture("c", "c", "", 0, "har"), "", None).app == "unnamed"
    assert placed(bare, Capture("c", "c", "", 0, "har"), "", None).phase == "unmarked"


@pytest.mark.parametrize("label", ["", "before_consent"])
def test_a_stream_that_went_on_over_a_mark_is_of_no_phase(label: str) -> None:
    """Whatever a recorder noted when its head came: what was sent an hour later may be in it."""
    marks = (Phase(START, "before_consent"), Phase(START + timedelta(seconds=10), "consent"))
    capture = Capture("c", "c", "", 0, "capture folder", app="kr.app", phases=marks)
    late: dict[str, Any] = {
        "started_at": START + timedelta(seconds=5),
        "sent_until": START + timedelta(hours=1),
        "phase": label,
    }
    assert placed(exchange(**late), capture, "").phase == "unmarked (over a mark)"
    short = late | {"sent_until": START + timedelta(seconds=12)}
    assert placed(exchange(**short), capture, "").phase == "before_consent"
    assert placed(exchange(**late), Capture("c", "c", "", 0, "har"), "").phase == (label or "unmarked")


def test_a_time_that_the_clock_went_through_twice_is_of_no_phase_where_a_mark_was_set_in_it() -> None:
    step = Step(7, START + timedelta(seconds=60), START)
    marks = (Phase(START + timedelta(seconds=30), "login"),)
    within = exchange(phase="", started_at=START + timedelta(seconds=40))
    recorded = Capture("c", "c", "", 0, "har", phases=marks)
    periods = unsure((step,), marks)
    assert placed(within, recorded, "", None, periods).phase == "unmarked (clock set back)"
    assert placed(exchange(phase="login", started_at=within.started_at), recorded, "", None, periods).phase == "login"
    assert told(step, periods).startswith(STEPPED)
    assert told(step, periods).endswith(DOUBTED)
    early = (Phase(START - timedelta(seconds=30), "login"),)
    assert unsure((step,), early) == ()
    assert DOUBTED not in told(step, ())
