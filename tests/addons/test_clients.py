"""Real clients through the recorder, byte for byte against a server that keeps all it gets: what it saw stands in the
capture as it came, what the capture calls sent came there, and what did neither is told.
"""

import contextlib
import shutil
import signal
import socket
import subprocess
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from support import tls
from support.ports import free_port
from support.rehearsals import start
from support.truth import Seen, Truth, truth
from support.waiting import until

from captures.rehearsal import proxy
from trafficaudit.model import Exchange, Gap
from trafficaudit.readers import open_capture
from trafficaudit.recording.proxy import mitmdump

CURL = shutil.which("curl")
MAIL = "gaon.jegal@mail.example"

OF_THE_HOP = (b"expect", b"upgrade", b"http2-settings", b"connection", b"proxy-connection")
"""Headers for the next hop (RFC 9110, 7.6.1 and 10.1.1): mitmproxy answers or drops some of them, as it may."""


@dataclass
class Recorded:
    """A recording that is over, what the server saw meanwhile, and what curl ended with, by its arguments' name."""

    capture: Path
    truth: Truth

    def items(self) -> list[Exchange | Gap]:
        return [each for each in open_capture(self.capture).items() if isinstance(each, Exchange | Gap)]


def calls(folder: Path) -> dict[str, list[str]]:
    """Give curl's arguments by a name; ``@`` stands for the server's address."""
    large, small = folder / "large", folder / "small"
    large.write_bytes(bytes(range(256)) * 4_000)
    small.write_bytes(f"mail={MAIL}".encode())
    return {
        "get": [f"@/get?mail={MAIL}"],
        "head": ["-I", "@/head"],
        "form": ["-d", f"mail={MAIL}", "@/form"],
        "json": ["--json", f'{{"mail":"{MAIL}"}}', "@/json"],
        "parts": ["-F", f"mail={MAIL}", "-F", f"f=@{large}", "@/parts"],
        "put": ["-T", str(large), "@/put"],
        "asks first": ["-T", str(small), "-H", "Expect: 100-continue", "@/asks"],
        "early": ["-T", str(large), "-H", "Expect:", "@/early"],
        "cut": ["-T", str(large), "-H", "Expect:", "@/cut"],
        "old": ["@/old"],
        "half": ["@/half"],
        "no length": ["@/nolength"],
        "reset": ["@/reset"],
        "silent": ["-m", "3", "@/silent"],
        "trailers": ["@/trailers"],
        "304": ["@/unchanged"],
        "204": ["-X", "DELETE", "@/nothing"],
        "moved": ["-L", "-d", f"mail={MAIL}", f"@/moved?to=/there?mail={MAIL}"],
        "reused": ["@/one", "@/half", "@/two", "@/three"],
        "strange": ["-X", "MERGE", "--path-as-is", "-g", "@/a/../b//c%2Fd;e?x=%zz&y=[1]{2}"],
        "headers": [
            "-H",
            "X-Twice: 1",
            "-H",
            "X-Twice: 2",
            "-H",
            "X-Empty;",
            "-b",
            f"mail={MAIL}",
            "-A",
            MAIL,
            "@/headers",
        ],
    }


def speak(through: Sequence[str], base: str, folder: Path, authority: Path, version: str, without: str) -> None:
    """Have curl make all calls but one, a process each; it fails where the server does, and ends by itself."""
    assert CURL is not None
    for name, arguments in calls(folder).items():
        if name == without:
            continue
        where = [each.replace("@/", f"{base}/", 1) if each.startswith("@/") else each for each in arguments]
        options = ["-sS", "-m", "20", "-o", "/dev/null", "--cacert", str(authority), "-H", f"x-name: {name}", version]
        subprocess.run([CURL, *options, *through, *where], capture_output=True, check=False, timeout=90)


def listens(port: int) -> bool:
    with socket.socket() as bare:
        return bare.connect_ex(("127.0.0.1", port)) == 0


@contextlib.contextmanager
def beyond(folder: Path, root: Path) -> Iterator[tuple[Path, int]]:
    """Start a proxy of somebody else's; give its authority and port."""
    port, home = free_port(), folder / "beyond"
    options = ["--set", f"confdir={home}", "--set", f"ssl_verify_upstream_trusted_ca={root}"]
    process = subprocess.Popen([mitmdump(), "-q", "--mode", f"regular@127.0.0.1:{port}", *options])
    try:
        until(lambda: listens(port) and proxy.authority_of(home).exists())
        yield proxy.authority_of(home), port
    finally:
        process.terminate()
        process.wait(60)


@pytest.fixture(scope="module", params=["regular", "socks5", "upstream"])
def recorded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Recorded]:
    """Everything that curl says in three versions of HTTP, in a mode of the proxy."""
    if CURL is None:
        pytest.skip("curl is not installed")
    folder, kind, port = tmp_path_factory.mktemp("clients"), request.param, free_port()
    root = tls.authority(folder, "root")
    with truth(tls.signed(root, folder, "leaf")) as made, contextlib.ExitStack() as stack:
        trusted, mode = root.path, kind
        if kind == "upstream":
            trusted, outer = stack.enter_context(beyond(folder, root.path))
            mode = f"upstream:http://127.0.0.1:{outer}"
        options = ["--mode", f"{mode}@127.0.0.1:{port}", "--set", f"confdir={folder / 'conf'}"]
        options += ["--set", f"ssl_verify_upstream_trusted_ca={trusted}"]
        process = start(options, folder / "capture", folder / "log")
        ready = folder / "capture" / ".recording" / "control"
        until(lambda: (ready.exists() and listens(port)) or process.poll() is not None)
        assert process.poll() is None, (folder / "log").read_text()
        through = ["--proxy", f"{'socks5h' if kind == 'socks5' else 'http'}://127.0.0.1:{port}", "--noproxy", ""]
        authority = proxy.authority_of(folder / "conf")
        for secure, version in ((False, "--http1.0"), (False, "--http1.1"), (True, "--http1.1"), (True, "--http2")):
            base = f"https://localhost:{made.secure}" if secure else f"http://localhost:{made.plain}"
            # Mitmproxy by itself, which the proxy beyond is, fails at trailers.
            speak(through, base, folder, authority, version, "trailers" if kind == "upstream" else "")
        process.send_signal(signal.SIGTERM)
        process.wait(120)
        until(lambda: not (folder / "capture" / ".recording").exists())
        yield Recorded(folder / "capture", made)


type Row = tuple[str, bytes, bytes, tuple[tuple[bytes, bytes], ...], bytes, tuple[tuple[bytes, bytes], ...]]


def kept(headers: Sequence[tuple[bytes, bytes]]) -> tuple[tuple[bytes, bytes], ...]:
    return tuple(sorted((name.lower(), value) for name, value in headers if name.lower() not in OF_THE_HOP))


def came(seen: Seen) -> Row:
    return seen.protocol, seen.method, seen.target, kept(seen.headers), seen.body, seen.trailers


def stands(exchange: Exchange) -> Row:
    asked = exchange.request
    assert asked is not None
    target = b"/" + exchange.url.partition("://")[2].partition("/")[2].encode()
    method = exchange.method.encode()
    return exchange.protocol, method, target, kept(asked.headers), asked.body or b"", asked.trailers


def test_what_came_whole_stands_as_it_came(recorded: Recorded) -> None:
    expected = Counter(came(each) for each in recorded.truth.seen if each.whole)
    found = Counter(stands(each) for each in recorded.items() if isinstance(each, Exchange) and each.sent)
    assert sum(expected.values()) > 80
    lost = expected - found
    assert not lost, [row[:3] for row in lost]
    broken = [row[:3] for row in (found - expected).elements() if row[2] != b"/cut"]
    assert broken == []


def test_what_broke_off_stands_as_far_as_it_came(recorded: Recorded) -> None:
    bodies = {each.protocol: each.body for each in recorded.truth.seen if not each.whole}
    cut = [each for each in recorded.items() if isinstance(each, Exchange) and each.url.endswith("/cut")]
    assert {each.protocol for each in cut} == {"http/1.0", "http/1.1", "http/2"}
    for each in cut:
        assert each.request is not None
        assert each.sent
        # What a proxy beyond had not passed on yet it answers itself.
        assert each.error or (each.response is not None and each.response.status == 502)
        assert (each.request.body or b"").startswith(bodies[each.protocol][:100_000])


def test_nothing_else_is_told(recorded: Recorded) -> None:
    items = recorded.items()
    assert [each.url for each in items if isinstance(each, Exchange) and not each.sent] == []
    assert Counter(each.reason for each in items if isinstance(each, Gap)) == Counter()
