"""A process that has loaded a program once, and forks for each run: loading takes longer than most runs do.

What runs is a process of its own all the same: with its own arguments, environment, working folder, streams, signals and
exit code, from its first line to the end of the interpreter. Only what loading does is not in it, and reading the data
files of the package, which no run changes.
"""

import array
import gc
import json
import os
import runpy
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import trafficaudit

# Of what commands load only when they have begun.
_LATER: Final = ("trafficaudit.replay", "trafficaudit.report.page", "trafficaudit.report.workbook", "xlsxwriter")


# Of what the scripts of analysis/ load what takes long.
_OF_SCRIPTS: Final = (
    "matplotlib.pyplot", "matplotlib.backends.backend_agg", "pandas.plotting._matplotlib", "pyarrow.dataset",
    "trafficaudit.declarations", "trafficaudit.tables.across", "trafficaudit.tables.chosen",
)  # fmt: skip


class Forks:
    """The process that forks, for runs of ``trafficaudit`` or of Python scripts."""

    def __init__(self, scripts: bool = False) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._socket = ours
        self._turn = threading.Lock()
        places = os.pathsep.join(map(str, (Path(__file__).parents[1], Path(trafficaudit.__file__).parents[1])))
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-c", f"import support.forking as it; it.serve({theirs.fileno()}, {scripts})"],
                env=os.environ | {"PYTHONPATH": places},
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
            )

    def run(
        self, arguments: list[str], cwd: str, environment: dict[str, str], timeout: float, user: int | None = None
    ) -> tuple[int, str, str]:
        """Run the program, or the script that is the first argument, as somebody else where a user's number is given.

        Gives its exit code (negative: the signal that ended it) and what it wrote to both streams.
        """
        with self._turn, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            asked = json.dumps([arguments, cwd, environment, user]).encode()
            streams = array.array("i", [out.fileno(), err.fileno()])
            self._socket.sendmsg([len(asked).to_bytes(4)], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, streams)])
            for at in range(0, len(asked), 1 << 16):
                self._socket.send(asked[at : at + (1 << 16)])
            child = int(self._socket.recv(100))
            self._socket.settimeout(timeout)
            try:
                status = int(self._socket.recv(100))
            except TimeoutError as error:
                os.kill(child, signal.SIGKILL)
                self._socket.settimeout(None)
                self._socket.recv(100)
                raise subprocess.TimeoutExpired(arguments, timeout) from error
            self._socket.settimeout(None)
            out.seek(0)
            err.seek(0)
            return os.waitstatus_to_exitcode(status), _text(out.read()), _text(err.read())

    def end(self) -> None:
        """Let the process go."""
        self._socket.close()
        self._process.wait(30)


def _text(written: bytes) -> str:
    return written.decode().replace("\r\n", "\n").replace("\r", "\n")


def serve(number: int, scripts: bool) -> None:
    """Load every command, or what scripts need, then fork for each run that is asked for, one after the other."""
    if scripts:
        for name in _OF_SCRIPTS:
            import_module(name)
    else:
        _load_commands()
    gc.collect()
    gc.freeze()
    ours = socket.socket(fileno=number)
    while True:
        head, told, _, _ = ours.recvmsg(4, socket.CMSG_SPACE(8))
        if not head:
            return
        streams = array.array("i")
        for _, _, packed in told:
            streams.frombytes(packed)
        asked = b""
        while len(asked) < int.from_bytes(head):
            asked += ours.recv(1 << 16)
        child = os.fork()
        if not child:
            ours.close()
            _become(json.loads(asked), streams, scripts)
        for each in streams:
            os.close(each)
        ours.send(b"%d" % child)
        ours.send(b"%d" % os.waitpid(child, 0)[1])


def _load_commands() -> None:
    from trafficaudit import cli

    for entry in cli.COMMANDS:
        cli.command(entry.name)
    for name in _LATER:
        import_module(name)
    _read_data()


def _read_data() -> None:
    """Read the data files of the package that a process keeps once it has read them."""
    from ipaddress import ip_address

    from trafficaudit.destinations import recipients
    from trafficaudit.destinations.databases import embedded
    from trafficaudit.detectors.names.table import key_table
    from trafficaudit.trackers import lookup

    lookup.endpoints("")
    key_table()
    recipients.told_apart("", "a.example")
    places, address = embedded(), ip_address("192.0.2.1")
    for told in (places.votes, places.network, places.registered, places.anycast, places.published):
        told(address)


def _become(asked: list[Any], streams: "array.array[int]", script: bool) -> None:
    arguments, cwd, environment, user = asked
    for number, each in enumerate(streams, 1):
        os.dup2(each, number)
        os.close(each)
    if user is not None:
        os.setgroups([])
        os.setgid(user)
        os.setuid(user)
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(environment)
    if script:
        sys.argv = arguments
        sys.path[0] = str(Path(arguments[0]).parent)
        runpy.run_path(arguments[0], run_name="__main__")
        sys.exit()
    sys.argv = ["trafficaudit", *arguments]
    from trafficaudit.__main__ import main

    main()
    sys.exit()
