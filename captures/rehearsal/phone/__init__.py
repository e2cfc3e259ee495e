"""The made-up app on a made-up phone: a fixed script of exchanges for each phase of use, through the proxy.

phone = Phone(shop.map, proxies, authority_of(confdir), Ledger(path))
await phone.install()
await phone.first_launch()
"""

import asyncio
import itertools
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from captures.rehearsal.ledger import COMPLETE, Ledger, PhoneRow
from captures.rehearsal.phone import pinned, scripts, talk
from captures.rehearsal.phone.call import (
    DNS,
    FRAMES,
    FRAMES_REVERSE,
    FRAMES_TLS,
    WEBSOCKET,
    Call,
    Diary,
    Progress,
    Started,
)
from captures.rehearsal.phone.load import Load, Result, load
from captures.rehearsal.phone.network import Client, Network
from captures.rehearsal.phone.web import Http1
from captures.rehearsal.places import ShopMap
from captures.rehearsal.proxy import Proxies

__all__ = ["Call", "Load", "Phone", "Result"]

TIMEOUT = 30.0
"""Seconds that one exchange of a script may take."""

_CONVERSATIONS = {WEBSOCKET, FRAMES, FRAMES_TLS, FRAMES_REVERSE, DNS}


class Phone:
    """Somebody who uses the app.

    Args:
        shop: the running shop.
        proxies: where the proxy is; what needs a listener that is not there is left out.
        proxy_ca: the authority that the phone trusts: the proxy's, or the shop's where there is no proxy.
        ledger: what the phone did goes here.
        name: what the ids begin with (but for those of DNS queries and WebSocket messages, which the script fixes).
    """

    def __init__(self, shop: ShopMap, proxies: Proxies, proxy_ca: Path, ledger: Ledger, name: str = "p") -> None:
        self.ledger, self.name = ledger, name
        self._network = Network(shop, proxies, proxy_ca)
        self._queries = itertools.count(1)
        self._extra = itertools.count(1)

    # Each phase raises an `ExceptionGroup` where an exchange did not go through; its row says why.

    async def install(self) -> None:
        """Install the app: an attribution SDK reports."""
        await self._run("install", scripts.install())

    async def first_launch(self) -> None:
        """Open the app for the first time."""
        await self._run("first_launch", scripts.first_launch())

    async def before_consent(self) -> None:
        """Look at the consent screen, which nobody has answered yet."""
        await self._run("before_consent", scripts.before_consent())

    async def consent(self) -> None:
        """Answer the consent screen."""
        await self._run("consent", scripts.consent())

    async def login(self) -> None:
        """Log in, and open the support chat."""
        await self._run("login", scripts.login())

    async def browse(self) -> None:
        """Search, look at products, send and receive something large."""
        await self._run("browse", scripts.browse())

    async def checkout(self) -> None:
        """Buy something from abroad."""
        await self._run("checkout", scripts.checkout())

    async def background(self) -> None:
        """Leave the app in the background."""
        await self._run("background", scripts.background())

    def phases(self) -> dict[str, Callable[[], Awaitable[None]]]:
        """Give the phases in the order of use, each with what to await."""
        return {name: getattr(self, name) for name in scripts.PHASES}

    async def raw_tcp(self, *, tls: bool = False, messages: int = 3, phase: str = "background") -> None:
        """Speak the private binary protocol through the regular proxy."""
        way = FRAMES_TLS if tls else FRAMES
        spoken = tuple(f"frame {number}".encode() for number in range(messages))
        call = Call(way, "collect.bamboo-push.example", messages=spoken)
        await self._converse(f"{self.name}-raw-{next(self._extra):03}", call, Diary(self.ledger, phase))

    async def pinned(self, host: str = "pay.dalbit-pay.example", phase: str = "checkout") -> PhoneRow:
        """Refuse the proxy's certificate with a TLS alert; the row's outcome says so."""
        identity = f"{self.name}-pinned-{next(self._extra):03}"
        return await pinned.by_alert(self._network, host, identity, Diary(self.ledger, phase))

    async def pinned_late(self, host: str = "pay.dalbit-pay.example", phase: str = "checkout") -> PhoneRow:
        """Finish the handshake with the proxy, find another key than the pinned one, close without a word."""
        identity = f"{self.name}-pinned-{next(self._extra):03}"
        return await pinned.after_handshake(self._network, host, identity, Diary(self.ledger, phase))

    async def fetch(
        self, call: Call, *, phase: str = "unmarked", identity: str = "", timeout: float = TIMEOUT
    ) -> PhoneRow:
        """Do one exchange over HTTP on a connection of its own, whatever comes of it.

        Args:
            call: what to do; see `servers.answers` for the faults that the shop can be asked for.
            phase: what the ledger says.
            identity: the exchange's id; one is made up where none is given.
            timeout: seconds after which the phone gives up.

        Returns:
            The row, whose outcome says what went wrong.
        """
        identity = identity or f"{self.name}-fetch-{next(self._extra):03}"
        diary, started, progress, outcome = Diary(self.ledger, phase), Started(), Progress(), COMPLETE
        client: Client | None = None
        try:
            async with asyncio.timeout(timeout):
                client = await self._network.client(call)
                await client.send(identity, call, progress)
        except (OSError, ValueError, TimeoutError) as error:
            outcome = _failed(error)
        finally:
            if client is not None:
                await client.close()
        return diary.exchange(identity, call, started, progress, outcome)

    async def load(self, plan: Load) -> Result:
        """Send many small requests at once; see `load`."""
        return await load(plan, self._network, self.ledger, self.name)

    async def _run(self, phase: str, calls: Sequence[Call]) -> None:
        """Do a phase's exchanges, on all connections at once: one after the other would hide mistakes."""
        diary = Diary(self.ledger, phase)
        groups: dict[tuple[str, str, int], list[tuple[str, Call]]] = {}
        for number, call in enumerate(calls, 1):
            if self._network.reachable(call.way):
                query = call.way == DNS
                identity = f"dns-{next(self._queries)}" if query else f"{self.name}-{phase}-{number:03}"
                groups.setdefault((call.way, call.host, call.port), []).append((identity, call))
        async with asyncio.TaskGroup() as tasks:
            for group in groups.values():
                tasks.create_task(self._group(group, diary))

    async def _group(self, group: Sequence[tuple[str, Call]], diary: Diary) -> None:
        first = group[0][1]
        if first.way in _CONVERSATIONS:
            for identity, call in group:
                await self._converse(identity, call, diary)
            return
        client = await self._network.client(first)
        try:
            if isinstance(client, Http1):
                for identity, call in group:
                    await self._exchange(client, identity, call, diary)
            else:
                async with asyncio.TaskGroup() as tasks:
                    for identity, call in group:
                        tasks.create_task(self._exchange(client, identity, call, diary))
        finally:
            await client.close()

    @staticmethod
    async def _exchange(client: Client, identity: str, call: Call, diary: Diary) -> None:
        started, progress = Started(), Progress()
        try:
            async with asyncio.timeout(TIMEOUT):
                await client.send(identity, call, progress)
        except (OSError, ValueError, TimeoutError) as error:
            diary.exchange(identity, call, started, progress, _failed(error))
            raise
        diary.exchange(identity, call, started, progress)

    async def _converse(self, identity: str, call: Call, diary: Diary) -> None:
        async with asyncio.timeout(TIMEOUT):
            if call.way == DNS:
                await talk.resolve(self._network.listener(DNS), identity, call, diary)
                return
            wire = await self._network.wire(call)
            try:
                await (talk.websocket if call.way == WEBSOCKET else talk.private)(wire, identity, call, diary)
            finally:
                await wire.close()


def _failed(error: Exception) -> str:
    return f"failed: {str(error) or type(error).__name__}"
