"""Network namespaces that a test makes for itself: a phone that reaches the world only through the proxy.

A namespace has no name and lives as long as its object (Linux, ``network_namespaces(7)``): nothing is left behind, even
where the test is killed, and nothing in it leads off the machine. A thread enters one with ``setns(2)``; what the
thread starts, threads and processes, starts there. Entering one needs root.
"""

import asyncio
import os
import shutil
import subprocess
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from aioquic.h3.connection import H3_ALPN
from aioquic.quic.configuration import QuicConfiguration
from aioquic.quic.connection import QuicConnection
from support.waiting import until

from captures.rehearsal.phone import quic
from captures.rehearsal.places import Address

TUN = Path("/dev/net/tun")

SERVERS = ("203.0.113.11", "203.0.113.12", "203.0.113.13", "203.0.113.14")
"""Addresses of servers: the block is for documentation, no network has it (RFC 5737)."""

NAME_SERVER = "203.0.113.53"

HOUSE, PHONE = "192.0.2.1", "192.0.2.2"
"""The two ends of the cable between the proxy's house and the phone (RFC 5737)."""


def missing(*programs: str, tun: bool = False) -> str:
    """Say what this machine lacks for namespaces; empty where it lacks nothing."""
    if os.geteuid() != 0:
        return "network namespaces need root"
    if tun and not TUN.exists():
        return f"{TUN} is not on this machine"
    lacking = [name for name in ("ip", *programs) if shutil.which(name) is None]
    if lacking:
        return f"not installed: {', '.join(lacking)}"
    try:
        Namespace().close()
    except OSError as error:
        return f"no network namespace can be made: {error.strerror}"
    return ""


class Namespace:
    """A network namespace of its own, with its loopback interface up."""

    def __init__(self) -> None:
        self._handle = -1
        self._made_by(self._make)
        try:
            self.ip("link", "set", "lo", "up")
        except BaseException:
            self.close()
            raise

    @property
    def path(self) -> str:
        """A file that stands for the namespace, for ``ip``."""
        return f"/proc/{os.getpid()}/fd/{self._handle}"

    def close(self) -> None:
        """Let go of the namespace; it ends with the last process in it."""
        os.close(self._handle)

    def run[T](self, what: Callable[[], T]) -> T:
        """Do something in the namespace, in a thread of its own; give what it gives or raise what it raises."""

        def inside() -> T:
            os.setns(self._handle, os.CLONE_NEWNET)
            return what()

        return self._made_by(inside)

    def play[T](self, what: Callable[[], Awaitable[T]]) -> T:
        """Run a coroutine in the namespace, on an event loop of its own."""

        async def main() -> T:
            return await what()

        return self.run(lambda: asyncio.run(main()))

    def call(self, *command: str, text: str = "") -> str:
        """Run a command in the namespace; give its standard output."""
        done = self.run(
            lambda: subprocess.run(command, input=text, capture_output=True, text=True, check=False, timeout=30)
        )
        assert done.returncode == 0, f"{' '.join(command)}: {done.stderr}"
        return done.stdout

    def ip(self, *arguments: str) -> None:
        """Run ``ip`` in the namespace."""
        self.call("ip", *arguments)

    def _make(self) -> None:
        os.unshare(os.CLONE_NEWNET)
        self._handle = os.open("/proc/thread-self/ns/net", os.O_RDONLY | os.O_CLOEXEC)

    @staticmethod
    def _made_by[T](what: Callable[[], T]) -> T:
        results: list[T] = []
        errors: list[BaseException] = []

        def work() -> None:
            try:
                results.append(what())
            except BaseException as error:
                errors.append(error)

        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
        if errors:
            raise errors[0]
        return results[0]


class Network:
    """Two namespaces and a cable: ``house`` with the servers and the proxy, ``phone`` with the app.

    The phone knows no way to the servers: it has to be led through the proxy.
    """

    def __init__(self) -> None:
        self.house = Namespace()
        self.phone = Namespace()
        for address in (*SERVERS, NAME_SERVER):
            self.house.ip("address", "add", f"{address}/32", "dev", "lo")
        self.house.ip("link", "add", "tophone", "type", "veth", "peer", "name", "tohouse")
        self.house.ip("link", "set", "tohouse", "netns", self.phone.path)
        for namespace, name, address in ((self.house, "tophone", HOUSE), (self.phone, "tohouse", PHONE)):
            namespace.ip("address", "add", f"{address}/30", "dev", name)
            namespace.ip("link", "set", name, "up")

    def close(self) -> None:
        """Let go of both."""
        self.phone.close()
        self.house.close()

    def redirect(self, port: int) -> None:
        """Lead what the phone sends over TCP to a port of the house (transparent mode)."""
        self.phone.ip("route", "add", "default", "via", HOUSE)
        rule = ("--protocol", "tcp", "--in-interface", "tophone", "--jump", "REDIRECT", "--to-ports", str(port))
        self.house.call("iptables", "--table", "nat", "--append", "PREROUTING", *rule)

    @contextmanager
    def tunnel(self, configuration: str) -> Iterator[None]:
        """Lead everything that the phone sends through a WireGuard server in the house.

        Args:
            configuration: what the phone would scan: the text of a ``wg-quick`` file.
        """
        name = f"wgta{os.getpid() % 10**9}"
        command = ["wireguard-go", "--foreground", name]
        quiet = subprocess.DEVNULL
        process = self.phone.run(lambda: subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet))
        try:
            until(lambda: Path(f"/var/run/wireguard/{name}.sock").exists())
            self.phone.call("wg", "setconf", name, "/dev/stdin", text=_for_wg(configuration))
            (address,) = _values(configuration, "Address")
            self.phone.ip("address", "add", address, "dev", name)
            self.phone.ip("link", "set", name, "mtu", "1420", "up")
            self.phone.ip("route", "add", "default", "dev", name)
            yield
        finally:
            process.terminate()
            process.wait(20)


class Routed(quic.Http3):
    """The rehearsal's HTTP/3 client, whose datagrams leave by whatever way leads to the server, not by loopback only."""

    @classmethod
    async def connect(cls, address: Address, name: str, authority: Path) -> Self:
        configuration = QuicConfiguration(is_client=True, alpn_protocols=H3_ALPN, server_name=name)
        configuration.load_verify_locations(cafile=str(authority))
        transport, protocol = await asyncio.get_running_loop().create_datagram_endpoint(
            lambda: quic._Protocol(QuicConnection(configuration=configuration)), local_addr=("0.0.0.0", 0)
        )
        try:
            protocol.connect(address)
            await protocol.wait_connected()
        except BaseException:
            protocol.close()
            transport.close()
            raise
        return cls(transport, protocol)


@contextmanager
def network() -> Iterator[Network]:
    """Make a network, and let go of it."""
    made = Network()
    try:
        yield made
    finally:
        made.close()


def _for_wg(configuration: str) -> str:
    """Leave out what ``wg setconf`` does not know: addresses and name servers are ``wg-quick``'s business."""
    return "".join(
        f"{line}\n"
        for line in configuration.splitlines()
        if line.partition("=")[0].strip() not in ("Address", "DNS", "MTU")
    )


def _values(configuration: str, key: str) -> list[str]:
    lines = [line.partition("=") for line in configuration.splitlines()]
    return [value.strip() for name, _, value in lines if name.strip() == key]
