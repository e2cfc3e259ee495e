"""What a HAR tells of connections that its tool could not look into. HAR 1.2 has no member for it.

HTTP Toolkit lists handshakes of TLS that failed in ``log._tlsErrors``: ``startedDateTime``, ``hostname``, and as
``cause`` one of ``cert-rejected``, ``closed``, ``reset``, ``unknown``, ``no-shared-cipher`` and ``handshake-timeout``
(its source, ``model/http/har.ts``; Mockttp, ``TlsHandshakeError``). An app that pins rejects the certificate or closes;
the last two say nothing about certificates.
"""

from collections.abc import Iterator, Mapping

from trafficaudit.model import Unread
from trafficaudit.readers.counted import LOST, REFUSED
from trafficaudit.readers.times import parse_time

FAILURES = "_tlsErrors"

_NOT_REFUSED = "no-shared-cipher", "handshake-timeout"


def unread(members: Mapping[str, object], app: str) -> tuple[Unread, ...]:
    """Give the failed handshakes that the members of ``log`` list; what is of another type is passed over.

    Args:
        members: the small members of ``log``.
        app: whose traffic the HAR says that it is.
    """
    return tuple(_each(members.get(FAILURES), app))


def states(members: Mapping[str, object]) -> frozenset[str]:
    """Give the states of the coverage ledger that the tool counted, whether there was anything to count or not."""
    return frozenset((REFUSED,)) if isinstance(members.get(FAILURES), list) else frozenset()


def _each(listed: object, app: str) -> Iterator[Unread]:
    for one in listed if isinstance(listed, list) else ():
        if isinstance(one, Mapping):
            at = one.get("startedDateTime")
            state = LOST if one.get("cause") in _NOT_REFUSED else REFUSED
            yield Unread(state, app, "", parse_time(at), 1, 0)
