"""Identifiers of a phone that say beside themselves that they are none: nothing is claimed of them by name or form.

Branch's SDK sends ``is_hardware_id_real`` beside ``hardware_id``: false where it made the id up for this one request,
as it does while an app is tried out (``SystemObserver.getUniqueID``). A seeded value stays a seeded value.
"""

from collections.abc import Iterator

from trafficaudit.detectors.context import Detect
from trafficaudit.detectors.siblings import Siblings
from trafficaudit.model import Decoded, Exchange, Finding

_OF_A_PHONE = frozenset(("device_id", "android_id", "advertising_id", "vendor_id", "serial_number", "imei"))
_NO = frozenset(("false", "0"))


def heeding(detect: Detect) -> Detect:
    """Give a detector without what it finds in identifiers that are said to be made up."""

    def found(exchange: Exchange, decoded: Decoded) -> Iterator[Finding]:
        siblings: Siblings | None = None
        for finding in detect(exchange, decoded):
            if finding.category in _OF_A_PHONE:
                siblings = siblings or Siblings(decoded)
                if _made_up(finding, siblings):
                    continue
            yield finding

    return found


def _made_up(finding: Finding, siblings: Siblings) -> bool:
    says = f"is_{finding.field.key}_real"
    return any(each.key == says and each.value in _NO for each in siblings.beside(finding.field))
