from trafficaudit.consents import heard
from trafficaudit.detectors.consent.words import Told


def test_the_states_stand_behind_the_sentences() -> None:
    told = Told(("the cookie of Klaro", "it says that a person answered"), {"advertising": "refused"})
    assert told.reasoning.startswith("the cookie of Klaro; it says that a person answered; ")
    assert heard(told.reasoning) == {"advertising": "refused"}
    assert Told(("US Privacy (IAB): sale is not applicable",), {}).reasoning.endswith("not applicable")
