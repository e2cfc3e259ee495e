"""Recording under each of mitmproxy's user interfaces, and with the record command at a terminal."""

import asyncio
import fcntl
import http.client
import json
import os
import pty
import re
import shutil
import signal
import socket
import struct
import subprocess
import sys
import termios
import threading
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from support.command import run
from support.jsonlines import lines
from support.ports import free_port
from support.waiting import until

from captures.rehearsal import proxy
from captures.rehearsal.ledger import ID_HEADER, Ledger, read_server
from captures.rehearsal.phone import Phone
from captures.rehearsal.phone.call import HTTP1, HTTP2, Call
from captures.rehearsal.places import ShopMap
from captures.rehearsal.servers import Shop
from trafficaudit.model import Exchange, Gap
from trafficaudit.readers import open_capture
from trafficaudit.recording import control
from trafficaudit.recording.proxy import addon, program

PROGRAMS = ("dump", "console", "web")
PASSWORD = "loopback"
COLUMNS, ROWS = 160, 60
RECORD = [sys.executable, "-c", "from trafficaudit.cli import main; main()", "record"]
API, ADS = "api.nuri-market.example", "track.prairie-ads.example"


class Terminal:
    """A program at a terminal of its own (``pty(7)``), as a person has it.

    ``shown`` is everything that was written to it. With ``out`` the program's standard output goes there instead.
    """

    def __init__(self, command: Sequence[str | Path], out: Path | None = None, **environment: str) -> None:
        self._master, self._slave = pty.openpty()
        fcntl.ioctl(self._slave, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self.before = termios.tcgetattr(self._slave)
        self.shown = b""
        self._open = True
        file = None if out is None else out.open("wb")
        self.process = subprocess.Popen(
            [*map(str, command)],
            stdin=self._slave,
            stdout=self._slave if file is None else file,
            stderr=self._slave,
            env={name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
            | {"TERM": "xterm-256color", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", **environment},
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509 - nothing else makes it its terminal
        )
        if file is not None:
            file.close()
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    @property
    def text(self) -> str:
        """What was written, without the codes for colours and places."""
        return re.sub(
            r"\x1b(\[[0-9;?]*[ -/]*[@-~]|\][^\x07]*\x07|[()][A-Z0-9]|[=>78])", "", self.shown.decode("utf-8", "replace")
        )

    def type(self, keys: str) -> None:
        os.write(self._master, keys.encode())

    def is_as_before(self) -> bool:
        return termios.tcgetattr(self._slave) == self.before

    def wait(self, seconds: float = 60) -> int:
        return self.process.wait(seconds)

    def hang_up(self) -> None:
        """Close the terminal's window: whoever has it gets SIGHUP, and nothing can be read or written any more."""
        os.close(self._slave)
        self._slave = -1
        self._open = False
        self._reader.join(20)
        os.close(self._master)
        self._master = -1

    def close(self) -> None:
        if self.process.poll() is None:
            started = children(self.process.pid)
            self.process.terminate()
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(30)
            for pid in (self.process.pid, *started):
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
        self.process.wait(20)
        if self._slave >= 0:
            self.hang_up()

    def _read(self) -> None:
        os.set_blocking(self._master, False)
        while self._open:
            try:
                self.shown += os.read(self._master, 1 << 16)
            except BlockingIOError:
                threading.Event().wait(0.01)
            except OSError:
                return


@contextmanager
def at_a_terminal(command: Sequence[str | Path], out: Path | None = None, **environment: str) -> Iterator[Terminal]:
    made = Terminal(command, out, **environment)
    try:
        yield made
    finally:
        made.close()


def phases(capture: Path) -> list[str]:
    return [line["phase"] for line in lines(capture / "phases.jsonl")]


class Use:
    """A recording in which the phone is used."""

    def __init__(self, path: Path, shop: ShopMap, port: int, ledger: Ledger) -> None:
        self.path, self.capture, self.shop, self.port = path, path / "capture", shop, port
        self.web_port = free_port()
        self._ledger = ledger

    def options(self) -> list[str]:
        options = [f"confdir={self.path / 'conf'}", f"ssl_verify_upstream_trusted_ca={self.shop.authority}"]
        return [part for option in options for part in ("--set", option)]

    def command(self, ui: str) -> list[str]:
        line = [str(program(ui)), "--mode", f"regular@127.0.0.1:{self.port}", *self.options()]
        for name in ("record", "phases"):
            line += ["-s", str(addon(name))]
        line += ["--set", f"audit_folder={self.capture}", "--set", "audit_free=1"]
        if ui == "web":
            line += ["--no-web-open-browser", "--web-port", str(self.web_port), "--set", f"web_password={PASSWORD}"]
        return line

    async def begun(self, terminal: Terminal) -> None:
        def there() -> bool:
            assert terminal.process.poll() is None, terminal.text
            return (self.capture / ".recording" / "control").exists() and bool(terminal.shown)

        await asyncio.to_thread(until, there)

    async def marked(self, name: str) -> None:
        """Wait until a phase has begun."""
        await asyncio.to_thread(until, lambda: phases(self.capture)[-1:] == [name])

    async def fetch(self, phase: str) -> None:
        phone = Phone(
            self.shop,
            proxy.Proxies(("127.0.0.1", self.port)),
            proxy.authority_of(self.path / "conf"),
            self._ledger,
            phase,
        )
        for way in (HTTP1, HTTP2):
            row = await phone.fetch(Call(way, API, "/size/3000"), phase=phase, identity=f"{phase}-{way}")
            assert row.outcome == "complete", row
        row = await phone.fetch(Call(HTTP1, API, "/upload", "POST", body=200_000), phase=phase, identity=f"{phase}-up")
        assert row.outcome == "complete", row

    def assert_right(self, *named: str, ended: str = "ended in order") -> None:
        """Hold the finished capture against the servers' ledger."""
        until(lambda: not (self.capture / ".recording").exists())
        description = json.loads((self.capture / "capture.json").read_text())
        assert (description["complete"], description["ended"]) == (True, ended)
        assert phases(self.capture) == list(named)
        items = list(open_capture(self.capture).items())
        found = Counter(
            (header, each.protocol, each.phase, each.response.body_size if each.response else 0)
            for each in items
            if isinstance(each, Exchange)
            for header in [dict(each.request.headers if each.request else ()).get(ID_HEADER.encode(), b"").decode()]
        )
        expected = Counter(
            (row.id, row.protocol, row.id.partition("-")[0], row.response_size)
            for row in read_server(self.path / "servers.jsonl")
        )
        assert len(expected) == 3 * len(named)
        assert found == expected
        if ended == "ended in order":
            assert [item.reason for item in items if isinstance(item, Gap)] == []


@asynccontextmanager
async def in_use(path: Path) -> AsyncIterator[Use]:
    async with Shop(path) as shop:
        with Ledger(path / "phone.jsonl") as ledger:
            yield Use(path, shop.map, free_port(), ledger)


def play(what: Callable[[], Awaitable[None]]) -> None:
    async def main() -> None:
        await what()

    asyncio.run(main())


async def by_command(use: Use, name: str) -> None:
    """Mark a phase from another terminal."""
    done = await asyncio.to_thread(run, "phase", name, "-o", use.capture)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == lines(use.capture / "phases.jsonl")[-1]["at"]


# The three programs


@pytest.mark.parametrize("end", ["q", "Q", ":console.exit\r", "SIGTERM"])
def test_console(tmp_path: Path, end: str) -> None:
    async def use_it() -> None:
        async with in_use(tmp_path) as use:
            with at_a_terminal(use.command("console")) as terminal:
                await use.begun(terminal)
                terminal.type(":audit.phase prompt\r")
                await use.marked("prompt")
                await use.fetch("prompt")
                if end == "q":
                    await by_key(use, terminal)
                    await by_command(use, "elsewhere")
                    await use.fetch("elsewhere")
                leave(terminal, end)
                assert await asyncio.to_thread(terminal.wait) == 0
                assert await asyncio.to_thread(until, terminal.is_as_before)
                assert "Traceback" not in terminal.text
            use.assert_right(*(("prompt", "first_launch", "elsewhere") if end == "q" else ("prompt",)))

    async def by_key(use: Use, terminal: Terminal) -> None:
        """F2 offers the usual phases: the second of them is taken."""
        terminal.type("\x1bOQ")
        await asyncio.to_thread(until, lambda: "before_consent" in terminal.text)
        terminal.type("j\r")
        await use.marked("first_launch")
        await use.fetch("first_launch")

    play(use_it)


def leave(terminal: Terminal, end: str) -> None:
    if end == "SIGTERM":
        terminal.process.send_signal(signal.SIGTERM)
    elif end == "q":
        terminal.type("q")
        until(lambda: "Quit" in terminal.text)
        terminal.type("y")
    else:
        terminal.type(end)


def test_console_marks_a_name_with_blanks_and_refuses_one_that_is_none(tmp_path: Path) -> None:
    async def use_it() -> None:
        async with in_use(tmp_path) as use:
            with at_a_terminal(use.command("console")) as terminal:
                await use.begun(terminal)
                terminal.type(f":audit.phase {'x' * 65}\r")
                await asyncio.to_thread(until, lambda: "is no name for a phase" in terminal.text)
                terminal.type(":audit.phase '로그인 화면'\r")
                await use.marked("로그인 화면")
                terminal.type("Q")
                assert await asyncio.to_thread(terminal.wait) == 0
            assert phases(use.capture) == ["로그인 화면"]

    play(use_it)


def test_web(tmp_path: Path) -> None:
    async def use_it() -> None:
        async with in_use(tmp_path) as use:
            with at_a_terminal(use.command("web")) as terminal:
                await use.begun(terminal)
                await asyncio.to_thread(until, lambda: "Web server listening" in terminal.text)
                assert await asyncio.to_thread(ask_web, use.web_port, "audit.phase", ["browser"]) == {"value": None}
                await use.marked("browser")
                await use.fetch("browser")
                await by_command(use, "elsewhere")
                await use.fetch("elsewhere")
                names = await asyncio.to_thread(ask_web, use.web_port, "audit.phase.names", [])
                assert names == {"value": list(control.PHASES)}
                refused = await asyncio.to_thread(ask_web, use.web_port, "audit.phase", [" "])
                assert "is no name for a phase" in refused["error"]
                flows = await asyncio.to_thread(flows_of_web, use.web_port)
                assert len(flows) == 6
                assert all(flow["response"]["contentLength"] for flow in flows)
                terminal.process.send_signal(signal.SIGTERM)
                assert await asyncio.to_thread(terminal.wait) == 0
                assert "Traceback" not in terminal.text
            use.assert_right("browser", "elsewhere")

    play(use_it)


def ask_web(port: int, command: str, arguments: list[str]) -> Any:
    """Run a command as mitmweb's page does."""
    token = "0" * 32
    headers = {
        "Authorization": f"Bearer {PASSWORD}",
        "Content-Type": "application/json",
        "Cookie": f"_mitmproxy_xsrf={token}",
        "X-XSRFToken": token,
    }
    return talk_to_web(port, "POST", f"/commands/{command}", json.dumps({"arguments": arguments}), headers)


def flows_of_web(port: int) -> Any:
    return talk_to_web(port, "GET", "/flows", None, {"Authorization": f"Bearer {PASSWORD}"})


def talk_to_web(port: int, method: str, path: str, body: str | None, headers: dict[str, str]) -> Any:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        content = answer.read()
        assert answer.status == 200, content
        return json.loads(content)
    finally:
        connection.close()


def test_dump(tmp_path: Path) -> None:
    async def use_it() -> None:
        async with in_use(tmp_path) as use:
            with at_a_terminal(use.command("dump")) as terminal:
                await use.begun(terminal)
                await by_command(use, "elsewhere")
                await use.fetch("elsewhere")
                terminal.type("\x03")
                assert await asyncio.to_thread(terminal.wait) == 0
                assert "Traceback" not in terminal.text
            use.assert_right("elsewhere")

    play(use_it)


@pytest.mark.parametrize("ui", PROGRAMS)
def test_a_second_recorder_is_refused(tmp_path: Path, ui: str) -> None:
    async def use_it() -> None:
        async with in_use(tmp_path) as use:
            with at_a_terminal(use.command("dump")) as first:
                await use.begun(first)
                second = Use(tmp_path, use.shop, free_port(), use._ledger)
                with at_a_terminal(second.command(ui)) as refused:
                    assert await asyncio.to_thread(refused.wait) == 1, refused.text
                    assert await asyncio.to_thread(until, refused.is_as_before)
                    until(lambda: "is being recorded into by another recorder" in refused.text)
                    assert "Traceback" not in refused.text
                await by_command(use, "goes")
                await use.fetch("goes")
                first.process.send_signal(signal.SIGTERM)
                assert await asyncio.to_thread(first.wait) == 0
            use.assert_right("goes")

    play(use_it)


@pytest.mark.parametrize("how", [signal.SIGHUP, signal.SIGQUIT, "the window is closed"])
@pytest.mark.parametrize("ui", PROGRAMS)
def test_an_end_that_nobody_asked_for(tmp_path: Path, ui: str, how: signal.Signals | str) -> None:
    """However a program ends, what passed is in a finished capture, which says whether it ended in order."""

    async def use_it() -> None:
        async with in_use(tmp_path) as use:
            with at_a_terminal(use.command(ui)) as terminal:
                await use.begun(terminal)
                await by_command(use, "before")
                await use.fetch("before")
                if isinstance(how, signal.Signals):
                    terminal.process.send_signal(how)
                else:
                    terminal.hang_up()
                code = await asyncio.to_thread(terminal.wait)
            until(lambda: not (use.capture / ".recording").exists())
            ended = json.loads((use.capture / "capture.json").read_text())["ended"]
            assert ended in ("ended in order", "the proxy died")
            assert code != 0 or ended == "ended in order"
            use.assert_right("before", ended=ended)

    play(use_it)


# The record command


class Records(Use):
    """``trafficaudit record``."""

    def record(self, *options: str) -> list[str]:
        line = [*RECORD, "--app", "kr.example.nuri", "--no-check", "--listen", "127.0.0.1", "--port", str(self.port)]
        return [*line, "-o", str(self.capture), *self.options(), *options]


@asynccontextmanager
async def recorded(path: Path) -> AsyncIterator[Records]:
    async with in_use(path) as use:
        yield Records(path, use.shop, use.port, use._ledger)


@pytest.mark.parametrize("end", ["q", "\x03", "\x1c", "SIGTERM", "SIGHUP"])
def test_record_at_a_terminal(tmp_path: Path, end: str) -> None:
    async def use_it() -> None:
        async with recorded(tmp_path) as use:
            out = tmp_path / "out"
            with at_a_terminal(use.record(), out, HOME=str(tmp_path)) as terminal:
                await use.begun(terminal)
                await asyncio.to_thread(until, lambda: "under way" in terminal.text)
                for key, name in zip("1234567890w", control.PHASES, strict=True) if end == "q" else [("5", "login")]:
                    terminal.type(key)
                    await use.marked(name)
                    await use.fetch(name)
                await asyncio.to_thread(
                    until, lambda: f"{phases(use.capture)[-1]}" in terminal.text.rpartition("time")[2]
                )
                assert f"127.0.0.1:{use.port}" in terminal.text
                if len(end) == 1:
                    terminal.type(end)
                else:
                    terminal.process.send_signal(signal.Signals[end])
                assert await asyncio.to_thread(terminal.wait) == 0, terminal.text
                assert terminal.is_as_before()
                assert "Traceback" not in terminal.text
                assert terminal.shown.count(b"\x1b[?25l") == terminal.shown.count(b"\x1b[?25h") > 0
            assert out.read_text() == f"{use.capture}\n"
            use.assert_right(*(control.PHASES if end == "q" else ("login",)))

    play(use_it)


def test_record_keeps_a_terminal_that_was_closed_from_losing_anything(tmp_path: Path) -> None:
    async def use_it() -> None:
        async with recorded(tmp_path) as use:
            with at_a_terminal(use.record(), tmp_path / "out", HOME=str(tmp_path)) as terminal:
                await use.begun(terminal)
                await by_command(use, "before")
                await use.fetch("before")
                terminal.hang_up()
                await asyncio.to_thread(terminal.wait)
            use.assert_right("before")

    play(use_it)


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGQUIT])
def test_no_proxy_is_left_behind_when_record_is_killed(tmp_path: Path, how: signal.Signals) -> None:
    async def use_it() -> None:
        async with recorded(tmp_path) as use:
            with at_a_terminal(use.record(), tmp_path / "out", HOME=str(tmp_path)) as terminal:
                await use.begun(terminal)
                await by_command(use, "before")
                await use.fetch("before")
                left = children(terminal.process.pid)
                assert left
                terminal.process.send_signal(how)
                await asyncio.to_thread(terminal.wait)
                try:
                    await asyncio.to_thread(until, lambda: not any(map(is_alive, left)), 15)
                finally:
                    for pid in filter(is_alive, left):
                        with suppress(ProcessLookupError):
                            os.kill(pid, signal.SIGTERM)
            use.assert_right("before")

    play(use_it)


def children(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(each) for each in found]


def is_alive(pid: int) -> bool:
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def test_record_without_a_terminal_writes_no_codes(tmp_path: Path) -> None:
    async def use_it() -> None:
        async with recorded(tmp_path) as use:
            process = subprocess.Popen(
                use.record("--phase", "login"),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=os.environ | {"HOME": str(tmp_path)},
            )
            await asyncio.to_thread(until, lambda: phases(use.capture) == ["login"])
            await use.fetch("login")
            process.send_signal(signal.SIGINT)
            out, error = await asyncio.to_thread(process.communicate, timeout=60)
            assert (process.returncode, out.decode()) == (0, f"{use.capture}\n")
            assert b"\x1b" not in error
            assert f"127.0.0.1:{use.port}".encode() in error
            use.assert_right("login")

    play(use_it)


@pytest.mark.parametrize("ui", PROGRAMS)
def test_record_says_in_one_line_that_its_port_is_taken(tmp_path: Path, ui: str) -> None:
    async def use_it() -> None:
        async with recorded(tmp_path) as use:
            with socket.socket() as holder:
                holder.bind(("127.0.0.1", use.port))
                holder.listen()
                out = None if ui == "console" else tmp_path / "out"
                with at_a_terminal(use.record("--ui", ui), out, HOME=str(tmp_path)) as terminal:
                    assert await asyncio.to_thread(terminal.wait) == 1, terminal.text
                    assert terminal.is_as_before()
                    said = [line for line in terminal.text.splitlines() if "rror" in line and str(use.port) in line]
                    assert len(said) == 1, terminal.text
                    assert "in use" in said[0]
                    assert "Traceback" not in terminal.text
                    assert "Loading script" not in terminal.text
                    assert str(use.capture) not in terminal.text.splitlines()
            assert out is None or out.read_text() == ""

    play(use_it)


def test_record_says_in_one_line_that_the_folder_is_taken(tmp_path: Path) -> None:
    async def use_it() -> None:
        async with recorded(tmp_path) as use:
            with at_a_terminal(use.record(), tmp_path / "out", HOME=str(tmp_path)) as first:
                await use.begun(first)
                other = Records(tmp_path, use.shop, free_port(), use._ledger)
                with at_a_terminal(other.record(), tmp_path / "other", HOME=str(tmp_path)) as second:
                    assert await asyncio.to_thread(second.wait) == 1, second.text
                    assert second.is_as_before()
                    assert second.text.strip().count("\n") == 0, second.text
                    assert "is being recorded into by another recorder" in second.text
                first.type("q")
                assert await asyncio.to_thread(first.wait) == 0
            assert "another recorder" not in (use.capture / "proxy.log").read_text(), "the other's folder was touched"
            assert (tmp_path / "other").read_text() == ""

    play(use_it)


def test_record_under_the_console(tmp_path: Path) -> None:
    """The console has the terminal to itself: every key is its own."""

    async def use_it() -> None:
        async with recorded(tmp_path) as use:
            with at_a_terminal(use.record("--ui", "console"), HOME=str(tmp_path)) as terminal:
                await use.begun(terminal)
                for name in ("one", "two", "three"):
                    terminal.type(f":audit.phase {name}\r")
                    await use.marked(name)
                    await use.fetch(name)
                terminal.type("Q")
                assert await asyncio.to_thread(terminal.wait) == 0, terminal.text
                assert terminal.is_as_before()
                await asyncio.to_thread(until, lambda: terminal.text.rstrip().endswith(str(use.capture)))
            use.assert_right("one", "two", "three")

    play(use_it)


def test_record_under_the_web_interface(tmp_path: Path) -> None:
    async def use_it() -> None:
        async with recorded(tmp_path) as use:
            options = ("web_open_browser=false", f"web_port={use.web_port}", f"web_password={PASSWORD}")
            line = use.record("--ui", "web", *(part for option in options for part in ("--set", option)))
            with at_a_terminal(line, tmp_path / "out", HOME=str(tmp_path)) as terminal:
                await use.begun(terminal)
                assert await asyncio.to_thread(ask_web, use.web_port, "audit.phase", ["page"]) == {"value": None}
                await use.marked("page")
                await use.fetch("page")
                terminal.type("q")
                assert await asyncio.to_thread(terminal.wait) == 0, terminal.text
            use.assert_right("page")

    play(use_it)


@pytest.mark.parametrize("background", ["dark", "light"])
def test_record_shows_a_code_that_a_phone_can_scan(tmp_path: Path, background: str) -> None:
    if shutil.which("zbarimg") is None:
        pytest.skip("not installed: zbarimg (Debian: zbar-tools)")

    async def use_it() -> None:
        async with recorded(tmp_path) as use:
            port = free_port()
            line = [*RECORD, "--app", "kr.example.nuri", "--no-check", "-o", str(use.capture), *use.options()]
            line += ["--mode", f"wireguard@127.0.0.1:{port}"]
            with at_a_terminal(line, tmp_path / "out", HOME=str(tmp_path)) as terminal:
                await use.begun(terminal)
                await asyncio.to_thread(until, lambda: "Recording into" in terminal.text)
                terminal.type("q")
                assert await asyncio.to_thread(terminal.wait) == 0, terminal.text
            image = tmp_path / "code.pgm"
            draw(terminal.shown.decode().partition("Recording into")[0], image, light=background == "light")
            scanned = subprocess.run(
                ["zbarimg", "--quiet", "--raw", image], capture_output=True, text=True, check=True, timeout=60
            ).stdout
            keys = json.loads((tmp_path / "conf" / "wireguard.conf").read_text())
            assert f"PrivateKey = {keys['client_key']}" in scanned
            assert f"Endpoint = 127.0.0.1:{port}" in scanned
            assert "AllowedIPs = 0.0.0.0/0" in scanned

    play(use_it)


def draw(screen: str, image: Path, *, light: bool) -> None:
    """Draw what a terminal shows (half blocks, colours) as a grey image (PGM); True is a bright pixel.

    Args:
        screen: what was written to it.
        image: the file to write.
        light: whether it writes dark on light, unless it is told otherwise, or light on dark.
    """
    usual = (not light, light)
    front, back = usual
    rows: list[tuple[list[bool], list[bool]]] = [([], [])]
    for code, char in re.findall(r"\x1b\[([0-9;?]*)[A-Za-z]|(.|\n)", screen, re.DOTALL):
        for each in (int(part) for part in code.split(";") if part.isdigit()):
            front = {0: usual[0], 30: False, 37: True, 97: True}.get(each, front)
            back = {0: usual[1], 40: False, 47: True, 107: True}.get(each, back)
        if char == "\n":
            rows.append(([], []))
        elif char and char != "\r":
            rows[-1][0].append(front if char in "█▀" else back)
            rows[-1][1].append(front if char in "█▄" else back)
    half = [line for row in rows for line in row]
    width, scale = max(map(len, half)) + 16, 4
    outside = usual[1]
    field = [[outside] * width] * 8 + [[outside] * 8 + line + [outside] * (width - 8 - len(line)) for line in half]
    grey = [bytes(255 * pixel for pixel in line for _ in range(scale)) for line in field for _ in range(scale)]
    image.write_bytes(b"P5 %d %d 255\n" % (len(grey[0]), len(grey)) + b"".join(grey))
