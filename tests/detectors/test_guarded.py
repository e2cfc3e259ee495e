"""What a detector found before it failed stays, and that it failed is told of the exchange."""

from collections.abc import Iterator

import pytest
from support.samples import exchange

from trafficaudit import faults
from trafficaudit.decode import decode
from trafficaudit.decode.fields import Fields
from trafficaudit.detectors.guarded import guarded
from trafficaudit.errors import ReadError
from trafficaudit.model import Decoded, Exchange, Finding


@pytest.fixture(autouse=True)
def kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(faults, "RAISED", faults.RAISED[:3])


def _failing(error: Exception) -> Iterator[Finding]:
    yield Finding.__new__(Finding)
    raise error


def test_what_was_found_stays_and_the_rest_is_told() -> None:
    decoded = decode(exchange(0))
    assert isinstance(decoded.fields, Fields)

    def detect(_: Exchange, __: Decoded) -> Iterator[Finding]:
        return _failing(KeyError("010-7315-2846"))

    assert len(list(guarded("key", detect)(exchange(0), decoded))) == 1
    (told,) = decoded.fields.reached()
    assert (told.part, told.cut) == ("url", "bound")
    assert told.reason.startswith("the detector key failed (KeyError at detectors/guarded.py:")
    assert told.reason.endswith("): what it reads is missing")


def test_a_capture_that_went_away_ends_it() -> None:
    def detect(_: Exchange, __: Decoded) -> Iterator[Finding]:
        return _failing(ReadError("it went away"))

    with pytest.raises(ReadError):
        list(guarded("key", detect)(exchange(0), decode(exchange(0))))
