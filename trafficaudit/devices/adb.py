"""Android's debug bridge: the ``adb`` program, every call bounded in time and output.

One object is one phone. The program's own server is used as it is (``ANDROID_ADB_SERVER_PORT`` and
``ADB_SERVER_SOCKET`` hold as for any adb command). Commands go to the phone as one quoted line, so that no word of them
is ever read by the phone's shell.
"""

import re
import secrets
import shlex
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from trafficaudit.devices import devicelist
from trafficaudit.devices.devicelist import Listed
from trafficaudit.devices.faults import DeviceError, DeviceLostError
from trafficaudit.devices.process import ERRORS_KEPT, Answer, run
from trafficaudit.redaction import visible

TIMEOUT = 20.0
"""Seconds that one command may take."""

LIMIT = 8 << 20
"""Bytes that one command may print."""

_START = 30.0
_PUSH = 120.0
_SHOWN = 200
_END = 64
_READY = "device"

_REMEDIES = {
    "unauthorized": "unlock the phone and allow USB debugging for this computer, then plug it in again",
    "authorizing": "unlock the phone and allow USB debugging for this computer",
    "offline": "unplug the phone and plug it in again, or run: adb reconnect",
    "no permissions": "give yourself the right to the USB device (udev rules, group plugdev)",
    "recovery": "start the phone normally",
    "sideload": "start the phone normally",
    "bootloader": "start the phone normally",
}
_UNREADY = "wait until adb devices shows it as: device"


@dataclass(frozen=True, slots=True)
class Adb:
    """One phone: the adb program, the phone's serial, and the program's version."""

    binary: str
    serial: str
    version: str

    def shell(self, *words: str, timeout: float = TIMEOUT, limit: int = LIMIT) -> Answer:
        """Run one command on the phone.

        Args:
            words: the command and its arguments; each reaches the command as it stands here.
            timeout: seconds after which it is given up.
            limit: bytes of standard output after which it is given up.

        Raises:
            DeviceLostError: the phone is gone, or went away before the command ended.
            DeviceError: it took too long, printed too much, or the phone is not ready.
        """
        # adb ends with status 0 when the phone goes away, so the phone itself says that the command ended, and how.
        end = secrets.token_hex(8)
        kept = bytearray()
        line = f"{shlex.join(words)}; echo {end} $?"
        answer = self._call("shell", line, timeout=timeout, limit=limit + _END, write=kept.extend)
        output, found, status = bytes(kept).rpartition(end.encode())
        if not found or not status.strip().isdigit():
            raise self._lost(answer)
        return Answer(output, answer.stderr, int(status))

    def text(self, *words: str, timeout: float = TIMEOUT, limit: int = LIMIT) -> str:
        """Run one command on the phone and give what it printed.

        Raises:
            DeviceError: as ``shell``, or the command failed.
        """
        answer = self.shell(*words, timeout=timeout, limit=limit)
        if answer.status:
            said = _shown(answer.stderr or answer.stdout)
            raise DeviceError(f"the phone refused {words[0]!r} (status {answer.status}): {said}", self.where)
        return answer.text

    def stream(self, *words: str, into: BinaryIO, timeout: float, limit: int) -> int:
        """Run one command on the phone, its standard output byte for byte into a file; give the count.

        This service of adb (``exec:``) carries no exit status and ends alike when the phone goes away: compare what
        came with what the phone says there is.
        """
        count = 0

        def write(data: bytes) -> None:
            nonlocal count
            count += len(data)
            into.write(data)

        self._call("exec-out", shlex.join(words), timeout=timeout, limit=limit, write=write)
        return count

    def push(self, local: Path, remote: str) -> None:
        """Copy a file to the phone.

        Raises:
            DeviceError: the phone has no room, forbids the place, or went away.
        """
        kept = bytearray()
        answer = self._call("push", str(local), remote, timeout=_PUSH, limit=LIMIT, write=kept.extend)
        if answer.status:
            said = _shown((answer.stderr + bytes(kept)).rpartition(b"error: ")[2])
            if self.state() != _READY:
                raise self._lost(answer)
            raise DeviceError(f"the file could not be copied to the phone: {said}", remote)

    def state(self) -> str:
        """Give the phone's state as adb lists it; empty where it is not listed."""
        return next((each.state for each in listed(self.binary) if each.serial == self.serial), "")

    @property
    def where(self) -> str:
        """The phone in a message: its model is not asked for, its serial is personal and cut."""
        return f"phone {shown_serial(self.serial)}"

    def _call(self, *arguments: str, timeout: float, limit: int, write: Callable[[bytes], object]) -> Answer:
        command = [self.binary, "-s", self.serial, *arguments]
        return run(command, timeout=timeout, limit=limit, write=write, where=self.where)

    def _lost(self, answer: Answer) -> DeviceError:
        state = self.state()
        if state and state != _READY:
            return _unready(Listed(self.serial, state))
        said = f": {_shown(answer.stderr)}" if answer.stderr.strip() else ""
        remedy = "check the cable or the network, then start again"
        return DeviceLostError(f"went away in the middle of a command{said}", self.where, remedy)


def shown_serial(serial: str) -> str:
    """Give enough of a serial to tell two phones apart on one desk.

    >>> shown_serial("R3CX104Z9KL"), shown_serial("127.0.0.1:5555")
    ('…9KL', '127.0.0.1:5555')
    """
    return visible(serial if ":" in serial or serial.startswith("emulator-") else f"…{serial[-3:]}")


def find(binary: str | Path | None = None) -> str:
    """Give the path of the adb program: the one named, or the one on the search path.

    Raises:
        DeviceError: there is none.
    """
    found = shutil.which(str(binary or "adb"))
    if found is None:
        remedy = "install Android's platform-tools (Debian: apt install adb) or name the program"
        raise DeviceError("adb was not found", str(binary) if binary else "", remedy)
    return found


def version(binary: str) -> str:
    """Give the version of the adb program, such as ``34.0.5-debian``; does not start its server.

    Raises:
        DeviceError: the program is not adb.
    """
    kept = bytearray()
    run([binary, "version"], timeout=TIMEOUT, limit=ERRORS_KEPT, write=kept.extend, where=binary)
    text = kept.decode("utf-8", "replace")
    match = re.search(r"^Version (\S{1,64})", text, re.MULTILINE) or re.search(r"version (\S{1,64})", text)
    if match is None:
        raise DeviceError("is not Android's debug bridge", binary, "name another program")
    return match[1]


def listed(binary: str) -> tuple[Listed, ...]:
    """Give every phone that adb sees, ready or not; starts adb's server where none runs.

    Raises:
        DeviceError: adb cannot be started, takes too long, or its server does not answer.
    """
    kept = bytearray()
    answer = run([binary, "devices", "-l"], timeout=_START, limit=LIMIT, write=kept.extend, where="adb devices")
    if answer.status:
        remedy = "run: adb kill-server, then adb devices, and read what it says"
        raise DeviceError(f"adb's server does not answer: {_shown(answer.stderr)}", "", remedy)
    return devicelist.parse(kept.decode("utf-8", "replace"))


def connect(serial: str | None = None, binary: str | Path | None = None) -> Adb:
    """Choose a phone: the one named, or the only one there is.

    Raises:
        DeviceError: no adb, no phone, several phones and none named, or the phone is not ready; with what to do.
    """
    program = find(binary)
    known = version(program)
    phones = listed(program)
    if serial:
        chosen = next((each for each in phones if each.serial == serial), None)
        if chosen is None:
            seen = ", ".join(shown_serial(each.serial) for each in phones) or "none"
            remedy = f"adb sees: {seen}; check the cable, or for the network run: adb connect ADDRESS:PORT"
            raise DeviceError("the phone is not connected", shown_serial(serial), remedy)
    elif not phones:
        raise DeviceError("no phone is connected", "", "connect one by USB with USB debugging switched on")
    elif len(phones) > 1:
        seen = ", ".join(f"{shown_serial(each.serial)} ({each.model or each.state})" for each in phones)
        raise DeviceError("several phones are connected", seen, "name one with --device SERIAL")
    else:
        chosen = phones[0]
    if chosen.state != _READY:
        raise _unready(chosen)
    return Adb(program, chosen.serial, known)


def _unready(phone: Listed) -> DeviceError:
    what = f"the phone is {visible(phone.state)}"
    kind = DeviceLostError if phone.state == "offline" else DeviceError
    return kind(what, shown_serial(phone.serial), _REMEDIES.get(phone.state, _UNREADY))


def _shown(output: bytes) -> str:
    text = " ".join(output.decode("utf-8", "replace").split())
    return visible(text[:_SHOWN] + ("…" if len(text) > _SHOWN else "")) or "it said nothing"
