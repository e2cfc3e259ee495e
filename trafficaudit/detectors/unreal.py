"""Identifiers of a phone that say beside themselves that they are none: nothing is claimed of them by name or form.

Branch's SDK sends ``is_hardware_id_real`` beside ``hardware_id``: false where it made the id up for this one request,
as it does while an app is tried out (``SystemObserver.getUniqueID``). A public address beside the name of a site, as
apps report their look-ups and connections, is that site's, unless a visitor or where he is stands there as well. A
version beside a system that is told with its own is another's, as a rule the app's. A seeded value stays a seeded
value.
"""

import re

from trafficaudit.decode.fields import Fields
from trafficaudit.detectors.context import Doubt
from trafficaudit.detectors.identifiers import ip_address
from trafficaudit.detectors.names.words import compact, vocabulary
from trafficaudit.detectors.siblings import Siblings
from trafficaudit.hostnames import is_in_dns
from trafficaudit.model import Finding

_OF_A_PHONE = frozenset(("device_id", "android_id", "advertising_id", "vendor_id", "serial_number", "imei"))
_ADDRESS = "ip_address"
_NO = frozenset(("false", "0"))
_PLAIN = vocabulary("ip ipaddress ipaddr ipv4 ipv6 remoteip remoteaddr remoteaddress resolvedip")
"""Names of an address that do not say whose it is."""
_SITES = vocabulary("host hostname domain domainname")
_VISITORS = vocabulary(
    "ua useragent uid user userid deviceid sessionid referer referrer city region country loc org isp"
)
_VERSIONS = vocabulary("version ver")
_SYSTEMS = vocabulary("os system platform osname osversion systemname")
_WITH_ITS_OWN = re.compile(r"(?i:android|ios|i(?:pad|phone) ?os|harmony ?os|windows|mac ?os|tvos)[ _/-]?[0-9][0-9._]*")


def doubt(fields: Fields) -> Doubt | None:
    """Give what tells of a finding that it is said to be made up, or is a site's address or an app's version."""
    siblings = Siblings.of(fields)

    def not_the_phones(finding: Finding) -> bool:
        if finding.category == _ADDRESS:
            return _of_a_site(finding, siblings)
        if finding.category == "os_version":
            return _of_an_app(finding, siblings)
        return finding.category in _OF_A_PHONE and _made_up(finding, fields, siblings)

    return not_the_phones


def _made_up(finding: Finding, fields: Fields, siblings: Siblings) -> bool:
    says = f"is_{finding.field.key}_real"
    if says not in fields.names:
        return False
    return any(each.key == says and each.value in _NO for each in siblings.beside(finding.field))


def _of_an_app(finding: Finding, siblings: Siblings) -> bool:
    if compact(finding.field.key) not in _VERSIONS:
        return False
    beside = ((compact(each.key), str(each.value)) for each in siblings.beside(finding.field))
    return any(name in _SYSTEMS and _WITH_ITS_OWN.fullmatch(value) for name, value in beside)


def _of_a_site(finding: Finding, siblings: Siblings) -> bool:
    field = finding.field
    if field.direction != "request" or compact(field.key) not in _PLAIN or not ip_address.is_public(str(field.value)):
        return False
    beside = [(compact(each.key), str(each.value)) for each in siblings.beside(field)]
    if not _VISITORS.isdisjoint(name for name, _ in beside):
        return False
    return any(name in _SITES and is_in_dns(value) for name, value in beside)
