"""How far a server's clock was ahead of the recording's, by the ``Date`` of its answer.

Servers date what they answer (RFC 9110, 6.6.1), independently of whoever recorded: their middle shows how wrong the
recording's clock can have been. A cache that hands out an answer keeps its date (RFC 9111, 5.1): those tell nothing.

>>> parsed(b"Fri, 27 Nov 2026 01:00:31 GMT"), parsed(b"today")
(1795741231.0, None)
"""

from datetime import UTC
from email.utils import parsedate_to_datetime
from functools import lru_cache

from trafficaudit.model import UNDATED, Exchange

_HALF = 0.5
"""Seconds: a date names the second in which an answer began, not where in it."""
LONGEST = 10.0
"""Seconds that a request was being sent at most: of a longer one nobody knows when the server answered."""
_SHOWN = 64
"""Characters of a date that are looked at; the format has 29."""


def server_ahead(exchange: Exchange) -> float | None:
    """Give the seconds, to a tenth, by which the server's clock was ahead; ``None`` where the answer does not tell.

    It holds the time that the answer took, too, so that it is a little too high.
    """
    answer = exchange.response
    if answer is None or not exchange.sent or exchange.started_at == UNDATED or exchange.protocol[:5] != "http/":
        return None
    headers = [(name.lower(), value) for name, value in answer.headers]
    told = [value for name, value in headers if name == b"date"]
    at = parsed(told[0]) if len(told) == 1 else None
    if at is None or any(name == b"age" and value.strip() != b"0" for name, value in headers):
        return None
    ended = exchange.sent_until or exchange.started_at
    if (ended - exchange.started_at).total_seconds() > LONGEST:
        return None
    return round(at + _HALF - ended.timestamp(), 1)


@lru_cache(maxsize=1 << 10)
def parsed(value: bytes) -> float | None:
    """Give the Unix seconds of a date as HTTP writes it; ``None`` of anything else."""
    if len(value) > _SHOWN:
        return None
    try:
        at = parsedate_to_datetime(value.decode("ascii"))
        return at.replace(tzinfo=at.tzinfo or UTC).timestamp()
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
