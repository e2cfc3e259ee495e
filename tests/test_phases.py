from trafficaudit import phases
from trafficaudit.recording import control


def test_the_names_are_those_that_a_recording_gives() -> None:
    assert set(phases.BEFORE_CONSENT) <= set(control.PHASES)
    assert not set(phases.BEFORE_CONSENT) & set(phases.AFTER_WITHDRAWAL)
    for name in (*phases.BEFORE_CONSENT, *phases.AFTER_WITHDRAWAL):
        assert control.checked(name) == name
