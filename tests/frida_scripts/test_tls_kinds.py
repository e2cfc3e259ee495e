"""native/tls: TLS libraries of other kinds than OpenSSL's, against what the server has of the same connections."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from support import targets
from support.waiting import LAST, until

from trafficaudit import events

NAME = "shop.nuri-market.example"
NO_KEYS = "it writes key logs in a way that this agent does not know"
# How each is built, Debian's package of it, and what of it is told: the keys, the client random, the connection's ends.
KINDS: dict[str, tuple[list[str], str, bool]] = {
    "GNUTLS": (["-l:libgnutls.so.30"], "libgnutls30t64", True),
    "MBEDTLS": (["-l:libmbedtls.so.21", "-l:libmbedx509.so.7", "-l:libmbedcrypto.so.16"], "libmbedtls21", True),
    "WOLFSSL": (["-l:libwolfssl.so.42"], "libwolfssl42t64", False),
    "NSS": (["-l:libssl3.so", "-l:libnss3.so", "-l:libnspr4.so"], "libnss3", False),
}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[targets.TlsServer]:
    with targets.TlsServer(tmp_path, targets.authority("shop")) as made:
        yield made


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("kinds")


def command(kind: str, programs: Path, server: targets.TlsServer) -> list[str]:
    flags, package, _ = KINDS[kind]
    for flag in flags:
        if not (Path("/usr/lib/x86_64-linux-gnu") / flag.removeprefix("-l:")).exists():
            pytest.skip(f"no {flag.removeprefix('-l:')} on this machine (Debian's {package})")
    folder = programs / kind
    folder.mkdir(exist_ok=True)
    return [str(targets.built(folder, "kinds.c", f"-D{kind}", *flags)), targets.HOST, str(server.port), NAME]


def passed(target: targets.Target, direction: str, port: int) -> bytes:
    told = [each for each in target.told.of(events.Tls) if each.local is not None and each.local.port == port]
    return b"".join(each.data for each in told if each.direction == direction)


@pytest.mark.parametrize("kind", KINDS)
def test_what_passes_is_told_once_and_in_order(kind: str, programs: Path, server: targets.TlsServer) -> None:
    with targets.attached(command(kind, programs, server)) as (process, target):
        target.load("tls", plaintext="all")
        for _ in range(3):
            assert targets.go(process, "connect") == "OK"
            assert targets.go(process, "write 12") == "12"
            assert targets.go(process, "close") == "closed"
        until(
            lambda: (
                sum(each.size for each in target.told.of(events.Tls))
                >= sum(len(each.received) + len(each.sent) for each in server.spoken)
            )
        )
        process.communicate(timeout=LAST)
        assert process.returncode == 0
        target.wait()
    target.told.whole()
    assert len(server.spoken) == 3
    for each in server.spoken:
        assert passed(target, "sent", each.port) == bytes(each.received)
        assert passed(target, "received", each.port) == bytes(each.sent)
    assert {each.sni for each in target.told.of(events.Tls)} == {NAME}
    keys(kind, target, server)


def keys(kind: str, target: targets.Target, server: targets.TlsServer) -> None:
    """Check the key log against the server's, or that its absence is told."""
    of, lines = {each.client_random for each in target.told.of(events.Tls)}, target.told.key_lines()
    if KINDS[kind][2]:
        assert lines == lines & server.lines()
        assert len(lines) >= 4 * 3
        assert of == {line.split()[1] for line in lines} == {line.split()[1] for line in server.lines()}
    else:
        failed = [each.reason for each in target.told.states().values() if each.state == "failed"]
        assert failed == [NO_KEYS]
        assert of == ({""} if kind == "NSS" else {line.split()[1] for line in server.lines()})


@pytest.mark.parametrize("kind", KINDS)
def test_a_connection_that_is_older_than_the_agent(kind: str, programs: Path, server: targets.TlsServer) -> None:
    with targets.attached(command(kind, programs, server)) as (process, target):
        assert targets.go(process, "connect") == "OK"
        assert targets.go(process, "write 3") == "3"
        target.load("tls", plaintext="all")
        [spoken] = server.spoken
        before = {"sent": len(spoken.received), "received": len(spoken.sent)}
        assert targets.go(process, "write 12") == "12"
        for direction, whole in (("sent", spoken.received), ("received", spoken.sent)):
            until(lambda way=direction, whole=whole: len(told(target, way)) == len(whole) - before[way])
            assert told(target, direction) == bytes(whole[before[direction] :])
        target.unload("tls")
        assert targets.go(process, "write 12") == "12"
        process.communicate(timeout=LAST)
        assert process.returncode == 0
        target.wait()
    target.told.whole()


def told(target: targets.Target, direction: str) -> bytes:
    return b"".join(each.data for each in target.told.of(events.Tls) if each.direction == direction)


FIREFOX = Path("/usr/lib/firefox-esr/firefox-esr")


def test_a_browser_of_many_processes(server: targets.TlsServer, tmp_path: Path) -> None:
    if not FIREFOX.exists():
        pytest.skip("no Firefox on this machine (Debian's firefox-esr)")
    profile, picture = tmp_path / "profile", tmp_path / "picture.png"
    profile.mkdir()
    tool, ca = targets.program("certutil", "libnss3-tools"), targets.authority("shop").write(tmp_path)
    subprocess.run([tool, "-N", "-d", f"sql:{profile}", "--empty-password"], check=True)
    subprocess.run([tool, "-A", "-n", "ca", "-t", "C,,", "-i", ca, "-d", f"sql:{profile}"], check=True)
    command = [str(FIREFOX), "--headless", "--no-remote", "--profile", str(profile)]
    command += ["--screenshot", str(picture), f"{server.url}/page?gaid=1"]
    agents = {"tls": {"plaintext": "all", "limit": 100_000}}
    with targets.spawned(command, agents, environment={"HOME": str(tmp_path)}) as target:
        target.wait()
    assert picture.exists(), "with hooks it shows what it shows without"
    asked = [each for each in server.spoken if each.received]
    assert asked
    for each in asked:
        assert passed(target, "sent", each.port) == bytes(each.received)
        assert passed(target, "received", each.port) == bytes(each.sent)


@pytest.mark.parametrize("kind", KINDS)
def test_without_plaintext_nothing_but_keys_is_told(kind: str, programs: Path, server: targets.TlsServer) -> None:
    with targets.attached(command(kind, programs, server)) as (process, target):
        target.load("tls")
        assert targets.go(process, "connect") == "OK"
        assert targets.go(process, "write 12") == "12"
        target.unload("tls")
        assert targets.go(process, "connect") == "OK", "what the library keeps of the agent outlives it"
        process.communicate(timeout=LAST)
        target.wait()
    assert not target.told.of(events.Tls)
    lines = target.told.key_lines()
    assert bool(lines) is KINDS[kind][2]
    assert lines == lines & server.lines()
    target.told.whole()
