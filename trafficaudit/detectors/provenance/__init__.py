"""What the hooks saw inside the app, joined to what the proxy recorded.

Five joins, each of which says in a finding's reasoning how sure it is:

* connection: client random, or local port and time -> the process that sent an exchange (``senders``);
* ciphertext: what a cipher gave or was given -> fields inside the plaintext (``plaintexts``);
* API value: what a privacy API gave -> an indicator that is searched for like a seeded value (``indicators``);
* digest: a digest's or MAC's output -> the category of its input (``digests``);
* and the way from one to the next: API call -> digest -> cipher -> exchange (``joins.explained``).

It lives among the detectors because it finds values as they do, with the persona's search; what it adds to the fields
is there before any detector looks. The recorded bytes are never replaced.
"""

from collections.abc import Iterator

from trafficaudit.detectors.context import Context, Detect
from trafficaudit.detectors.provenance.indicators import NAME
from trafficaudit.model import Decoded, Exchange, Finding

__all__ = ["NAME", "build"]


def build(context: Context) -> Detect:
    """Give the findings of the joins that the context holds for an exchange's capture; without any, none."""
    joins = context.joins

    def detect(exchange: Exchange, decoded: Decoded) -> Iterator[Finding]:
        known = joins.get(exchange.capture_id)
        return known.findings(exchange, decoded) if known is not None else iter(())

    return detect
