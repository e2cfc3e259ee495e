"""Identifiers of a phone that say beside themselves that they are none: nothing is claimed of them by name or form.

Branch's SDK sends ``is_hardware_id_real`` beside ``hardware_id``: false where it made the id up for this one request,
as it does while an app is tried out (``SystemObserver.getUniqueID``). A seeded value stays a seeded value.
"""

from trafficaudit.decode.fields import Fields
from trafficaudit.detectors.context import Doubt
from trafficaudit.detectors.siblings import Siblings
from trafficaudit.model import Decoded, Finding

_OF_A_PHONE = frozenset(("device_id", "android_id", "advertising_id", "vendor_id", "serial_number", "imei"))
_NO = frozenset(("false", "0"))


def doubt(fields: Fields) -> Doubt | None:
    """Give what tells of a finding that it is an identifier which is said to be made up."""
    siblings = Siblings(Decoded(fields, ()))

    def made_up(finding: Finding) -> bool:
        if finding.category not in _OF_A_PHONE or (says := f"is_{finding.field.key}_real") not in fields.names:
            return False
        return any(each.key == says and each.value in _NO for each in siblings.beside(finding.field))

    return made_up
