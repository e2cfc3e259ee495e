"""Number formats: what a value is by its own form, whoever's it is. Patterns are the fallback behind seeded values.

One module a format, all in the list below; ``verdict.py`` says what each offers and how confidence is counted. How a
field is looked at:

- Its key, with its parent's where the key says little alone (``push.token``), picks the formats that it names. Those
  count with their ``named`` confidence, unless a word of ``AVOID`` stands there too.
- Every other format that may stand without a key counts with its ``bare`` confidence. A key that names something else
  (``order_no``, ``price``, ``id``) silences them, but for those whose structure speaks for itself.
- Runs that overlap contradict each other: the more confident verdict stands, then the longer run, then the one whose
  module comes first in the list. Runs apart from each other are all reported.
- Leaf fields are searched; of a field that holds others only the whole value is taken, so that a JSON document is not
  reported beside its own members, but a token that was decoded further is.
"""

from collections.abc import Iterator

from trafficaudit.detectors.context import Context, Detect
from trafficaudit.detectors.identifiers import (
    access_token,
    advertising_id,
    alibaba_device_id,
    android_id,
    bank_account,
    birth_date,
    business_registration_number,
    card_number,
    chinese_identity_number,
    connecting_information,
    coordinates,
    coordinates_written,
    counted_identity_number,
    customs_clearance_code,
    device_id,
    device_model,
    driver_license_number,
    email_address,
    esim_id,
    foreigner_registration_number,
    iban,
    iccid,
    imei,
    imeisv,
    imsi,
    installation_id,
    ip_address,
    ip_address_stamped,
    lettered_identity_number,
    mac_address,
    passport_number,
    phone_number,
    postal_code,
    push_token,
    resident_registration_number,
    session_id,
    vendor_id,
    wifi_bssid,
)
from trafficaudit.detectors.identifiers.search import Search
from trafficaudit.detectors.identifiers.verdict import Identifier
from trafficaudit.model import Decoded, Exchange, Finding

NAME = "identifier"

IDENTIFIERS: list[Identifier] = [
    resident_registration_number,
    foreigner_registration_number,
    chinese_identity_number,
    lettered_identity_number,
    counted_identity_number,
    card_number,
    phone_number,
    email_address,
    customs_clearance_code,
    passport_number,
    driver_license_number,
    business_registration_number,
    connecting_information,
    iban,
    bank_account,
    postal_code,
    birth_date,
    imei,
    imeisv,
    imsi,
    esim_id,
    iccid,
    wifi_bssid,
    mac_address,
    device_model,
    advertising_id,
    vendor_id,
    android_id,
    push_token,
    alibaba_device_id,
    installation_id,
    device_id,
    access_token,
    session_id,
    ip_address,
    ip_address_stamped,
    coordinates,
    coordinates_written,
]

_SEARCH = Search(IDENTIFIERS)


def build(context: Context) -> Detect:
    """Give the detector of all number formats; it needs nothing of the context."""

    def detect(exchange: Exchange, decoded: Decoded) -> Iterator[Finding]:
        return _SEARCH.findings(decoded)

    return detect
