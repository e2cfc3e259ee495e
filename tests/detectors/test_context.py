from support.samples import exchange

from trafficaudit.detectors import DETECTORS, Context, build_all
from trafficaudit.model import Decoded
from trafficaudit.naming import SURE
from trafficaudit.persona import Persona


def test_every_detector_is_listed_once_and_runs_on_nothing() -> None:
    names = [module.NAME for module in DETECTORS]
    assert names == ["persona", "provenance", "identifier", "tracker", "key", "crosssite", "consent", "recurring"]
    built = build_all(Context(Persona("p", {"email": ("seoyun.kim@hanbit.example",)}, "")))
    assert len(built) == len(DETECTORS)
    assert [list(detect(exchange(), Decoded((), ()))) for detect in built] == [[]] * len(built)


def test_what_tells_of_names_are_detectors() -> None:
    assert {module.NAME for module in DETECTORS} >= SURE
