"""Which app and which phase of use an exchange counts for, and what a clock that was set back leaves open of that."""

from collections.abc import Sequence
from datetime import datetime

from trafficaudit.model import UNDATED, UNNAMED, Capture, Exchange, Phase
from trafficaudit.network import Step
from trafficaudit.phases import SPREAD, UNSURE, UNTIMED, qualified, spread
from trafficaudit.quick import altering
from trafficaudit.readers import clock
from trafficaudit.readers.phases import phase_at

type Periods = tuple[tuple[datetime, datetime], ...]

STEPPED = "from here on times run back: the recorder's clock was set back, or parts stand in another order"
DOUBTED = f"what was recorded at these times counts for no phase that was marked in them: it is {UNSURE!r}"
_altered = altering(Exchange)


def marks_of(capture: Capture, marks: Sequence[Phase] | None) -> Sequence[Phase]:
    """Give the marks that hold for a capture: the investigator's own before its recorder's."""
    return capture.phases if marks is None else marks


def unsure(steps: tuple[Step, ...], marks: Sequence[Phase]) -> Periods:
    """Give the periods in which a time tells no phase, because the clock went through them twice."""
    return clock.unsure(steps, [mark.at for mark in marks])


def told(step: Step, periods: Periods) -> str:
    """Say that the clock was set back, and whether phases are in doubt for it."""
    back = (step.before - step.after).total_seconds()
    times = f"from {step.before.isoformat(timespec='seconds')} to {step.after.isoformat(timespec='seconds')}"
    doubted = any(start <= step.after and step.before <= end for start, end in periods)
    return f"{STEPPED} ({back:.0f} s, {times})" + (f"; {DOUBTED}" if doubted else "")


def placed(
    exchange: Exchange, capture: Capture, app: str, marks: Sequence[Phase] | None = None, periods: Periods = ()
) -> Exchange:
    """Give an exchange its app and phase: what the investigator says first, then what the capture says.

    ``periods`` are those that ``unsure`` gives.
    """
    holding = marks_of(capture, marks)
    phase = exchange.phase if marks is None else ""
    if holding and not phase and exchange.started_at == UNDATED:
        phase = UNTIMED
    elif not phase and any(start <= exchange.started_at <= end for start, end in periods):
        phase = UNSURE
    elif spread(exchange, holding):
        phase = SPREAD
    else:
        phase = qualified(phase or phase_at(holding, exchange.started_at), exchange.started_at, holding)
    return _altered(exchange, app=app or exchange.app or capture.app or UNNAMED, phase=phase)
