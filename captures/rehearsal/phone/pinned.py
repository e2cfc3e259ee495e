"""Clients that pin: the proxy's certificate is not good enough for them."""

import asyncio
import hashlib
import ssl
from contextlib import suppress

from captures.rehearsal.ledger import PhoneRow
from captures.rehearsal.phone.call import HTTP1, Call, Diary, Progress, Started
from captures.rehearsal.phone.network import Network
from captures.rehearsal.phone.wire import Wire, trusting

REFUSED = "refused: the certificate is not the pinned one"
"""The outcome of what a pinned client did not send."""

_TIMEOUT = 20.0


async def by_alert(network: Network, host: str, identity: str, diary: Diary) -> PhoneRow:
    """Trust the shop's own authority only, so that a proxy's certificate is refused inside the handshake.

    The other side gets the alert ``unknown_ca`` (RFC 8446, 6.2) and hangs up when it has noted it, so that whoever ends
    the proxy right after this does not end it before that. The handshake is done by hand: asyncio's does not send the
    alert.
    """
    started, call = Started(), Call(HTTP1, host)
    async with asyncio.timeout(_TIMEOUT):
        wire = await network.bare_wire(call)
        try:
            refused = await _refuses(wire, trusting(network.shop.authority, ["http/1.1"]), host)
            if refused:
                await _hung_up(wire)
        finally:
            await wire.close()
    return diary.exchange(identity, call, started, Progress(), REFUSED if refused else "connected")


async def _refuses(wire: Wire, context: ssl.SSLContext, host: str) -> bool:
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    tls = context.wrap_bio(incoming, outgoing, server_hostname=host)
    while True:
        try:
            tls.do_handshake()
        except ssl.SSLWantReadError:
            wire.writer.write(outgoing.read())
            incoming.write(await wire.reader.read(1 << 16))
            if wire.reader.at_eof():
                raise ConnectionError("the other side hung up") from None
        except ssl.SSLCertVerificationError:
            wire.writer.write(outgoing.read())
            return True
        else:
            return False


async def _hung_up(wire: Wire) -> None:
    with suppress(ConnectionError):
        while await wire.reader.read(1 << 16):
            pass


async def after_handshake(network: Network, host: str, identity: str, diary: Diary) -> PhoneRow:
    """Finish the handshake, compare the certificate with the pinned one, close without sending anything.

    This is how pinning looks from outside where the app checks after its TLS library, as OkHttp's `CertificatePinner`
    does: no alert but ``close_notify``, and a connection without a byte.
    """
    started, call = Started(), Call(HTTP1, host)
    stem = network.shop.place_of(host).country.lower()
    pinned = ssl.PEM_cert_to_DER_cert((network.shop.authority.parent / f"{stem}.pem").read_text())
    async with asyncio.timeout(_TIMEOUT):
        wire = await network.wire(call)
        try:
            shown = wire.writer.get_extra_info("ssl_object").getpeercert(binary_form=True)
        finally:
            await wire.close()
    same = hashlib.sha256(shown).digest() == hashlib.sha256(pinned).digest()
    outcome = "connected" if same else REFUSED
    return diary.exchange(identity, call, started, Progress(), outcome)
