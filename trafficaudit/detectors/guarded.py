"""A detector that fails on an exchange keeps nobody from reading the rest of a capture: it is told as a gap."""

from collections.abc import Iterator

from trafficaudit import faults
from trafficaudit.decode.fields import Fields
from trafficaudit.detectors.context import Detect
from trafficaudit.model import Decoded, Exchange, Finding


def guarded(name: str, detect: Detect) -> Detect:
    """Give a detector that ends where it fails, with what it found so far, and says so at the exchange's address."""

    def found(exchange: Exchange, decoded: Decoded) -> Iterator[Finding]:
        try:
            yield from detect(exchange, decoded)
        except Exception as error:
            reason = faults.told(f"the detector {name}", error)
            if not isinstance(decoded.fields, Fields) or not decoded.fields:
                raise
            decoded.fields.bound(0, reason)

    return found
