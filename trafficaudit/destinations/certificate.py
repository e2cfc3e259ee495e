"""What a server's certificate names: the organisation, the host names.

An authority checks the organisation of a certificate that names one (CA/Browser Forum, Baseline Requirements,
3.2.2.1); most certificates name none. Whether an authority signed it is not checked here: mitmproxy refuses others
unless told not to (``ssl_insecure``), and a name in a certificate is a hint at who receives, not more.
"""

import warnings
from dataclasses import dataclass
from functools import lru_cache

from cryptography import x509
from cryptography.x509.oid import NameOID

from trafficaudit.globe import COUNTRIES
from trafficaudit.model import Evidence
from trafficaudit.redaction import visible

LONGEST = 200
MOST_NAMES = 1000
LARGEST = 64 << 10
"""Bytes of a certificate that is read; OpenSSL itself takes no chain of more than 100 KiB."""


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose certificate it is: organisation, ISO country (both empty where it names none), and the host names.

    ``common``: the common name, in lower case. Clients have not gone by it since RFC 6125, and ``covers`` does not.
    ``more``: how many names of hosts it has beyond those that are looked at.
    """

    organisation: str
    country: str
    names: frozenset[str]
    common: str = ""
    more: int = 0

    def covers(self, host: str) -> bool:
        """Say whether it was issued for a host; ``*`` stands for the first label alone (RFC 9525, 6.3).

        No name was issued for an IP address (the same, 6.1): an address has a kind of its own, which is not read here.
        """
        label, dot, rest = host.partition(".")
        if not label or host.rpartition(".")[2].isdecimal() or ":" in host:
            return False
        return host in self.names or (bool(dot) and f"*.{rest}" in self.names)


@lru_cache(maxsize=4096)
def subject(pem: bytes) -> Subject | None:
    """Read a certificate; None where the bytes are none."""
    try:
        with warnings.catch_warnings():  # a certificate that breaks a rule (a serial number of 0) is still one
            warnings.simplefilter("ignore")
            found = x509.load_pem_x509_certificate(pem)
            common = _first(found, NameOID.COMMON_NAME).lower()
            names = _names(found)
            known = frozenset(names[:MOST_NAMES])
            more = max(len(names) - MOST_NAMES, 0)
            return Subject(_first(found, NameOID.ORGANIZATION_NAME), _country(found), known, common, more)
    except Exception:  # hostile bytes, and the parser raises whatever its parts raise
        return None


def _first(found: x509.Certificate, what: x509.ObjectIdentifier) -> str:
    values = (each.value for each in found.subject.get_attributes_for_oid(what))
    return next((visible(_spaced(value))[:LONGEST] for value in values if isinstance(value, str)), "")


def _spaced(text: str) -> str:
    """Write one plain space for any kind and number of them: one organisation is not two for a no-break space."""
    return " ".join(text.split())


def _country(found: x509.Certificate) -> str:
    code = _first(found, NameOID.COUNTRY_NAME)
    return code if code in COUNTRIES else ""


def unread(pem: bytes | None, shown: Subject | None) -> tuple[Evidence, ...]:
    """Say what of a certificate was not looked at, so that nobody takes it for one that names nothing.

    Args:
        pem: the certificate; empty where it is longer than a reader takes, ``None`` where the recording has none.
        shown: what was read of it.
    """
    if pem is None or (shown is not None and not shown.more):
        return ()
    if shown is not None:
        why = f"it has {shown.more} names of hosts more than the {MOST_NAMES} that were looked at"
        return (Evidence("server certificate", "read in part", why),)
    why = "it cannot be read as one" if pem else f"it is longer than {LARGEST} bytes"
    return (Evidence("server certificate", "not read", why),)


def _names(found: x509.Certificate) -> list[str]:
    try:
        extension = found.extensions.get_extension_for_class(x509.SubjectAlternativeName)
    except x509.ExtensionNotFound:
        return []
    return [name.lower() for name in extension.value.get_values_for_type(x509.DNSName)]
