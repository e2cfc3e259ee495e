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

from trafficaudit.redaction import visible

LONGEST = 200
MOST_NAMES = 1000


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose certificate it is: organisation, ISO country (both empty where it names none), and the host names.

    ``common``: the common name, in lower case. Clients have not gone by it since RFC 6125, and ``covers`` does not.
    """

    organisation: str
    country: str
    names: frozenset[str]
    common: str = ""

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
            return Subject(_first(found, NameOID.ORGANIZATION_NAME), _country(found), _names(found), common)
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
    return code if len(code) == 2 and code.isascii() and code.isupper() else ""


def _names(found: x509.Certificate) -> frozenset[str]:
    try:
        extension = found.extensions.get_extension_for_class(x509.SubjectAlternativeName)
    except x509.ExtensionNotFound:
        return frozenset()
    return frozenset(name.lower() for name in extension.value.get_values_for_type(x509.DNSName)[:MOST_NAMES])
