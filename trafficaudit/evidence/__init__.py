"""Evidence: a capture sealed so that anybody can verify it years later with sha256sum, openssl and a BagIt validator.

A package is a folder with ``bag/`` (BagIt 1.0, RFC 8493) and ``anchor/`` (signature, time stamps, certificates,
``verify.sh``). While recording, ``chain`` fixes the SHA-256 of every segment when it closes; ``sealing`` makes the
package, ``anchor`` has its time confirmed, ``verification`` looks whether all of it still holds.
"""

from trafficaudit.evidence.bag import capture_of, package_of
from trafficaudit.evidence.sealing import Order, Sealed, seal
from trafficaudit.evidence.verdict import Check, Outcome, Verdict
from trafficaudit.evidence.verification import verify

__all__ = ["Check", "Order", "Outcome", "Sealed", "Verdict", "capture_of", "package_of", "seal", "verify"]
