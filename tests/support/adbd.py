"""A made-up phone that real adb connects to: the daemon's wire protocol over TCP on a loopback address.

Spoken as in the Android sources' ``packages/modules/adb`` (``protocol.txt``, ``SERVICES.TXT``, ``SYNC.TXT``,
``shell_protocol.h``, ``file_sync_protocol.h``): CNXN, AUTH, OPEN, OKAY, WRTE, CLSE; the services ``shell:``,
``shell,v2:``, ``exec:`` and ``sync:`` (stat and push). Behind it stands a script: properties, packages, settings, files,
a clock with an offset. It knows the commands that the toolkit sends, each as Android's own tools answer it, and nothing
else; that a real phone answers so too, only a real phone can prove.
"""

import asyncio
import hashlib
import os
import shlex
import shutil
import socket
import struct
import subprocess
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import pytest

type Fault = Literal["", "unauthorized", "drop", "silent", "endless", "short"]

_HEADER = struct.Struct("<6I")
_VERSION, _MAX_DATA = 0x01000001, 1 << 20
_CNXN, _AUTH, _OPEN, _OKAY, _WRTE, _CLSE = (
    int.from_bytes(name, "little") for name in (b"CNXN", b"AUTH", b"OPEN", b"OKAY", b"WRTE", b"CLSE")
)
_STDOUT, _STDERR, _EXIT = 1, 2, 3
_FEATURES = "shell_v2,cmd,stat_v2"

SHOP = "kr.example.hanbit.shop"
BASE = f"/data/app/~~aGFuYml0==/{SHOP}-c2hvcA==/base.apk"

SYSTEM_STORE = "/system/etc/security/cacerts"
APEX_STORE = "/apex/com.android.conscrypt/cacerts"


@dataclass
class App:
    version: str
    code: int
    apks: dict[str, bytes]
    installer: str | None = "com.android.vending"
    uid: int = 10123


@dataclass
class Phone:
    """The script: what the made-up phone is and holds; ``commands`` collects what it was asked."""

    properties: dict[str, str] = field(
        default_factory=lambda: {
            "ro.build.fingerprint": "hanbit/one/one:15/AP3A.240905.015/1:user/release-keys",
            "ro.build.version.release": "15",
            "ro.build.version.sdk": "35",
            "ro.build.version.security_patch": "2026-10-05",
            "ro.product.manufacturer": "Hanbit",
            "ro.product.model": "HB-S1",
            "ro.serialno": "HB00SERIAL77",
            "persist.sys.timezone": "Asia/Seoul",
            "persist.sys.locale": "ko-KR",
            "gsm.operator.alpha": "Hanbit Mobile,",
            "gsm.operator.numeric": "45099",
            "gsm.sim.operator.iso-country": "kr",
        }
    )
    apps: dict[str, App] = field(default_factory=dict)
    settings: dict[tuple[str, str], str] = field(
        default_factory=lambda: {("global", "private_dns_mode"): "off", ("global", "airplane_mode_on"): "0"}
    )
    files: dict[str, bytes] = field(default_factory=lambda: {f"{SYSTEM_STORE}/aaaaaaaa.0": b"another authority"})
    mounts: list[tuple[str, str, dict[str, bytes]]] = field(default_factory=list)
    clock_offset: float = 0.0
    nanoseconds: bool = True
    date: str = ""
    keeps_settings: bool = True
    knows_versioncode: bool = True
    refused: str = ""
    root: Literal["", "adbd", "magisk", "aosp"] = ""
    vpn: bool = False
    battery: int = 81
    powered: bool = False
    shell_v2: bool = True
    fault: Fault = ""
    commands: list[str] = field(default_factory=list)

    def run(self, command: str, *, merged: bool = False) -> tuple[bytes, bytes, int]:
        """Answer one command line: standard output, standard error, status.

        ``merged`` puts standard error where standard output goes, as the services without a protocol do.
        """
        line, _, last = command.partition("; echo ")
        self.commands.append(line)
        stdout, stderr, status = self._words(shlex.split(line), self.root == "adbd")
        if merged:
            stdout, stderr = stdout + stderr, b""
        if last:
            stdout, status = stdout + last.replace("$?", str(status)).encode() + b"\n", 0
        return stdout, stderr, status

    def _words(self, words: list[str], is_root: bool) -> tuple[bytes, bytes, int]:
        match words:
            case ["su", "-c", line] if self.root == "magisk":
                return self._words(shlex.split(line), True)
            case ["su", "0", *rest] if self.root == "aosp":
                return self._words(rest, True)
            case ["nsenter", "-t", _, "-m", *rest] if is_root:
                return self._words(rest, True)
            case ["id", "-u"]:
                return (b"0\n" if is_root else b"2000\n"), b"", 0
            case ["getprop"]:
                return "".join(f"[{k}]: [{v}]\n" for k, v in self.properties.items()).encode(), b"", 0
            case ["getprop", name]:
                return f"{self.properties.get(name, '')}\n".encode(), b"", 0
            case ["date", "+%s%N" | "+%s" as form]:
                return self._date(form)
            case ["settings", verb, *rest]:
                return self._setting(verb, rest)
            case ["pm", *rest]:
                return self._pm(rest)
            case ["dumpsys", service, *rest]:
                return self._dumpsys(service, rest)
            case ["cat", "/proc/mounts"]:
                return "".join(f"{name} {at} tmpfs rw 0 0\n" for name, at, _ in self.mounts).encode(), b"", 0
            case ["am", "start", *_]:
                return b"Starting: Intent { }\n", b"", 0
            case ["pidof", *names] if is_root:
                return b"".join(b"612 " if name == "zygote" else b"611 " for name in names) + b"\n", b"", 0
            case [program, *rest]:
                return self._file(program, rest, is_root)
        return b"", b"", 0

    def _date(self, form: str) -> tuple[bytes, bytes, int]:
        now = time.time_ns() + int(self.clock_offset * 1e9)
        if self.date:
            return f"{self.date}\n".encode(), b"", 0
        if form == "+%s":
            return f"{now // 10**9}\n".encode(), b"", 0
        return f"{now // 10**9}{f'{now % 10**9:09}' if self.nanoseconds else 'N'}\n".encode(), b"", 0

    def _setting(self, verb: str, rest: list[str]) -> tuple[bytes, bytes, int]:
        key = (rest[0], rest[1])
        if verb == "put" and self.keeps_settings:
            self.settings[key] = rest[2]
        elif verb == "delete":
            return f"Deleted {int(self.settings.pop(key, None) is not None)} rows\n".encode(), b"", 0
        return (f"{self.settings.get(key, 'null')}\n".encode() if verb == "get" else b""), b"", 0

    def _pm(self, words: list[str]) -> tuple[bytes, bytes, int]:
        if words[:2] == ["list", "packages"]:
            code = "--show-versioncode" in words
            if code and not self.knows_versioncode:
                return b"", b"Error: Unknown option: --show-versioncode\n", 1
            lines = [
                f"package:{next(iter(app.apks), '/data/gone.apk')}={name}{f' versionCode:{app.code}' if code else ''} uid:{app.uid}\n"
                for name, app in self.apps.items()
            ]
            return "".join(lines).encode(), b"", 0
        app = self.apps.get(words[1])
        return ("".join(f"package:{path}\n" for path in app.apks).encode() if app else b""), b"", 0 if app else 1

    def _dumpsys(self, service: str, words: list[str]) -> tuple[bytes, bytes, int]:
        if service == "battery":
            powered = str(self.powered).lower()
            return (
                f"Current Battery Service state:\n  USB powered: {powered}\n  level: {self.battery}\n".encode(),
                b"",
                0,
            )
        if service == "connectivity":
            agents = ["WIFI"] + ["VPN"] * self.vpn
            lines = [
                f"  NetworkAgentInfo{{network{{10{n}}}  ni{{{a} CONNECTED extra: }}\n" for n, a in enumerate(agents)
            ]
            return ("Active default network: 100\nCurrent Networks:\n" + "".join(lines)).encode(), b"", 0
        app = self.apps.get(words[0])
        if app is None:
            return f"Unable to find package: {words[0]}\n".encode(), b"", 0
        block = (
            f"Packages:\n  Package [{words[0]}] (7f3a91b):\n    appId={app.uid}\n"
            f"    versionCode={app.code} minSdk=26 targetSdk=35\n    versionName={app.version}\n"
            f"    apkSigningVersion=3\n    lastUpdateTime=2026-11-20 10:00:00\n"
            f"    installerPackageName={app.installer or 'null'}\n    User 0: ceDataInode=1 installed=true\n"
            "      firstInstallTime=2026-11-20 09:59:00\n\nQueries:\n"
        )
        return block.encode(), b"", 0

    def _everything(self) -> dict[str, bytes]:
        return self.files | {path: data for app in self.apps.values() for path, data in app.apks.items()}

    def _file(self, program: str, words: list[str], is_root: bool) -> tuple[bytes, bytes, int]:
        files = self._everything()
        path = words[-1] if words else ""
        hidden = path.startswith("/data/misc/") and not is_root
        missing = (
            b"",
            f"{program}: {path}: {'Permission denied' if hidden else 'No such file or directory'}\n".encode(),
            1,
        )
        match program:
            case "cat" | "stat" | "sha256sum":
                if path not in files or hidden:
                    return missing
                data = files[path]
                digest = hashlib.sha256(data).hexdigest()
                answers = {"cat": data, "stat": f"{len(data)}\n".encode(), "sha256sum": f"{digest}  {path}\n".encode()}
                return answers[program], b"", 0
            case "ls":
                names = sorted({name[len(path) + 1 :].split("/")[0] for name in files if name.startswith(path + "/")})
                if hidden or not (names or path in files):
                    return missing
                return ("".join(f"{n}\n" for n in names) or f"{path}\n").encode(), b"", 0
            case "rm":
                gone = [name for name in self.files for each in words if name == each or name.startswith(each + "/")]
                for name in gone:
                    self.files.pop(name, None)
                return b"", b"", 0
            case "mkdir" | "chmod" | "chown" | "chcon" | "mount" | "umount" | "cp" if is_root:
                return self._change(program, words)
        return b"", f"/system/bin/sh: {program}: inaccessible or not found\n".encode(), 127

    def _change(self, program: str, words: list[str]) -> tuple[bytes, bytes, int]:
        target = words[-1]
        if program == self.refused:
            return b"", f"{program}: {target}: Permission denied\n".encode(), 1
        if program == "mount":
            hidden = {name: data for name, data in self.files.items() if name.startswith(target + "/")}
            source = next((name for name, at, _ in self.mounts if at == words[-2]), words[-2])
            self.mounts.append((source, target, hidden))
            self.files = {name: data for name, data in self.files.items() if name not in hidden}
            if "--bind" in words:
                self._copy(words[-2] + "/.", target)
        elif program == "umount":
            if not any(target == each for _, each, _ in self.mounts):
                return b"", f"umount: {target}: Invalid argument\n".encode(), 1
            at = max(n for n, (_, each, _) in enumerate(self.mounts) if each == target)
            _, _, hidden = self.mounts.pop(at)
            self.files = {n: data for n, data in self.files.items() if not n.startswith(target + "/")} | hidden
        elif program == "cp":
            self._copy(words[-2], target)
        return b"", b"", 0

    def _copy(self, source: str, target: str) -> None:
        if source.endswith("/."):
            inside = {name: data for name, data in self.files.items() if name.startswith(source[:-1])}
            self.files |= {f"{target}/{name[len(source) - 1 :]}": data for name, data in inside.items()}
        else:
            self.files[target] = self.files[source]


class _Stream:
    """One OPEN between adb and the phone: packets in, acknowledgements, packets out."""

    def __init__(self, mine: int, theirs: int, send: Callable[[int, int, int, bytes], None]) -> None:
        self.mine, self.theirs, self._send = mine, theirs, send
        self.incoming: asyncio.Queue[bytes | None] = asyncio.Queue()
        self.acknowledged = asyncio.Event()

    async def write(self, data: bytes) -> None:
        for start in range(0, len(data), _MAX_DATA // 2):
            self.acknowledged.clear()
            self._send(_WRTE, self.mine, self.theirs, data[start : start + _MAX_DATA // 2])
            await self.acknowledged.wait()

    async def packets(self) -> AsyncIterator[bytes]:
        while (data := await self.incoming.get()) is not None:
            yield data

    def close(self) -> None:
        self._send(_CLSE, self.mine, self.theirs, b"")


class _Connection:
    def __init__(self, phone: Phone, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._phone, self._reader, self._writer = phone, reader, writer
        self._streams: dict[int, _Stream] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def _send(self, command: int, first: int, second: int, data: bytes) -> None:
        if not self._writer.is_closing():
            check = sum(data) & 0xFFFFFFFF
            header = _HEADER.pack(command, first, second, len(data), check, command ^ 0xFFFFFFFF)
            self._writer.write(header + data)

    async def serve(self) -> None:
        try:
            while True:
                header = await self._reader.readexactly(_HEADER.size)
                command, first, second, size, _, magic = _HEADER.unpack(header)
                assert magic == command ^ 0xFFFFFFFF
                assert size <= _MAX_DATA
                await self._packet(command, first, second, await self._reader.readexactly(size))
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)
            self._writer.close()

    async def _packet(self, command: int, first: int, second: int, data: bytes) -> None:
        if command == _CNXN:
            if self._phone.fault == "unauthorized":
                self._send(_AUTH, 1, 0, os.urandom(20))
                return
            features = _FEATURES if self._phone.shell_v2 else "cmd"
            model = self._phone.properties.get("ro.product.model", "").replace(" ", "_")
            banner = f"device::ro.product.name=one;ro.product.model={model};ro.product.device=one;features={features}"
            self._send(_CNXN, _VERSION, _MAX_DATA, banner.encode())
        elif command == _AUTH and first == 2:
            # A signature by a key that this phone does not know: ask for the next. The public key itself (3) is what
            # a person would have to allow on the screen; nobody does.
            self._send(_AUTH, 1, 0, os.urandom(20))
        elif command == _OPEN:
            stream = _Stream(len(self._streams) + 1, first, self._send)
            self._streams[stream.mine] = stream
            self._send(_OKAY, stream.mine, stream.theirs, b"")
            task = asyncio.create_task(self._service(stream, data.rstrip(b"\0").decode()))
            self._tasks.add(task)
        elif command in {_OKAY, _WRTE, _CLSE} and (known := self._streams.get(second)):
            if command == _OKAY:
                known.acknowledged.set()
            elif command == _WRTE:
                self._send(_OKAY, known.mine, known.theirs, b"")
                known.incoming.put_nowait(data)
            else:
                known.incoming.put_nowait(None)
                known.acknowledged.set()

    async def _service(self, stream: _Stream, service: str) -> None:
        kind, _, argument = service.partition(":")
        if kind == "sync":
            await _Sync(self._phone, stream).serve()
        elif kind == "exec" or kind.startswith("shell"):
            await self._command(stream, argument, v2="v2" in kind.split(","), kind=kind)
        stream.close()

    async def _command(self, stream: _Stream, command: str, *, v2: bool, kind: str) -> None:
        fault = self._phone.fault
        if fault == "silent":
            await asyncio.Event().wait()
        stdout, stderr, status = self._phone.run(command, merged=not v2)
        while fault == "endless":
            await stream.write(_shell(_STDOUT, b"y\n" * 4096) if v2 else b"y\n" * 4096)
        if fault == "drop" or (fault == "short" and kind == "exec"):
            half = stdout[: len(stdout) // 2]
            await stream.write(_shell(_STDOUT, half) if v2 else half)
            if fault == "drop":
                self._writer.transport.abort()
            return
        if v2:
            parts = [_shell(_STDOUT, stdout[at : at + 32768]) for at in range(0, len(stdout), 32768)]
            await stream.write(
                b"".join(parts) + (_shell(_STDERR, stderr) if stderr else b"") + _shell(_EXIT, bytes([status]))
            )
        else:
            await stream.write(stdout)


def _shell(kind: int, data: bytes) -> bytes:
    return struct.pack("<BI", kind, len(data)) + data


class _Sync:
    """The file service: ``STAT``, ``STA2``, ``LST2``, ``SEND`` and ``QUIT``."""

    def __init__(self, phone: Phone, stream: _Stream) -> None:
        self._phone, self._stream, self._buffer = phone, stream, bytearray()

    async def _take(self, size: int) -> bytes:
        while len(self._buffer) < size:
            data = await self._stream.incoming.get()
            if data is None:
                raise ConnectionError
            self._buffer += data
        taken = bytes(self._buffer[:size])
        del self._buffer[:size]
        return taken

    async def serve(self) -> None:
        try:
            while True:
                name, size = struct.unpack("<4sI", await self._take(8))
                if name == b"QUIT":
                    return
                text = (await self._take(size)).decode()
                if name == b"SEND":
                    await self._receive(text.rpartition(",")[0])
                else:
                    await self._stream.write(self._stat(name, text))
        except ConnectionError:
            return

    def _stat(self, name: bytes, path: str) -> bytes:
        data = self._phone.files.get(path)
        folder = any(each.startswith(path.rstrip("/") + "/") for each in self._phone.files)
        mode, size = (0o100644, len(data)) if data is not None else (0o040755, 0) if folder else (0, 0)
        if name == b"STAT":
            return struct.pack("<4sIII", name, mode, size, 0)
        missing = 0 if mode else 2
        return struct.pack("<4sIQQIIIIQqqq", name, missing, 0, 0, mode, 1, 0, 0, size, 0, 0, 0)

    async def _receive(self, path: str) -> None:
        kept = bytearray()
        while True:
            name, size = struct.unpack("<4sI", await self._take(8))
            if name == b"DONE":
                break
            kept += await self._take(size)
        if path.startswith("/system/"):
            reason = b"remote couldn't create file: Read-only file system"
            await self._stream.write(struct.pack("<4sI", b"FAIL", len(reason)) + reason)
            return
        self._phone.files[path] = bytes(kept)
        await self._stream.write(struct.pack("<4sI", b"OKAY", 0))


@contextmanager
def serving(phone: Phone, host: str = "127.0.0.1") -> Iterator[str]:
    """Run the phone's daemon in a thread; give its address as ``HOST:PORT``."""
    loop = asyncio.new_event_loop()
    ready: list[str] = []
    started, stop = threading.Event(), asyncio.Event()

    async def main() -> None:
        connections: set[asyncio.Task[None]] = set()

        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = asyncio.current_task()
            assert task
            connections.add(task)
            await _Connection(phone, reader, writer).serve()

        server = await asyncio.start_server(serve, host, 0)
        ready.append("{}:{}".format(*server.sockets[0].getsockname()[:2]))
        started.set()
        await stop.wait()
        server.close()
        for task in connections:
            task.cancel()
        await asyncio.gather(*connections, return_exceptions=True)

    thread = threading.Thread(target=lambda: loop.run_until_complete(main()), daemon=True)
    thread.start()
    try:
        assert started.wait(10)
        yield ready[0]
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(10)
        loop.close()


@dataclass(frozen=True)
class Server:
    """An adb server of a test's own: the program, and the environment in which adb uses it and nothing else."""

    program: str
    environment: dict[str, str]

    def adb(self, *arguments: str) -> str:
        command = [self.program, *arguments]
        environment = {k: v for k, v in os.environ.items() if k != "ADB_SERVER_SOCKET"} | self.environment
        done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=30, env=environment)
        return done.stdout


@contextmanager
def adb_server(home: Path) -> Iterator[Server]:
    """Run an adb server with its own port and keys, and end it."""
    program = shutil.which("adb")
    if program is None:
        pytest.skip("adb is not installed (Debian: apt install adb)")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    server = Server(program, {"ANDROID_ADB_SERVER_PORT": port, "HOME": str(home), "ADB_MDNS": "0"})
    server.adb("start-server")
    try:
        yield server
    finally:
        server.adb("kill-server")


@contextmanager
def connected(phone: Phone, server: Server, state: str = "device") -> Iterator[str]:
    """Run the phone and have the adb server connect to it; give its serial once it is in the state."""
    with serving(phone) as address:
        server.adb("connect", address)
        try:
            wait_for(server, address, state)
            yield address
        finally:
            server.adb("disconnect", address)


def wait_for(server: Server, address: str, state: str) -> None:
    """Wait until adb lists the phone in a state."""
    deadline = time.monotonic() + 20
    while f"{address}\t{state}" not in (listing := server.adb("devices")):
        assert time.monotonic() < deadline, listing
        time.sleep(0.02)
