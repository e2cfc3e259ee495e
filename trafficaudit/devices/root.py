"""Commands as root, on a phone that allows it."""

import shlex
from dataclasses import dataclass

from trafficaudit.devices.adb import Adb
from trafficaudit.devices.faults import DeviceError
from trafficaudit.devices.process import Answer

_ROOT = "0"


@dataclass(frozen=True, slots=True)
class Root:
    """A phone on which root is to be had, and by which way: ``adbd``, ``su -c`` (Magisk, KernelSU) or ``su 0`` (AOSP).

    A real phone may ask its owner on the screen the first time, and may then refuse what SELinux forbids; only the
    phone can prove it.
    """

    adb: Adb
    way: str

    def shell(self, *words: str) -> Answer:
        """Run one command as root in the mount namespace that apps inherit (that of process 1).

        ``su`` gives its commands a namespace of their own, in which a mount would be seen by nobody else.
        """
        return self.adb.shell(*self._wrapped(words))

    def run(self, *words: str) -> str:
        """Run one command as root and give what it printed.

        Raises:
            DeviceError: it failed.
        """
        return self.adb.text(*self._wrapped(words))

    def _wrapped(self, words: tuple[str, ...]) -> tuple[str, ...]:
        inside = ("nsenter", "-t", "1", "-m", *words)
        return {"adbd": inside, "su -c": ("su", "-c", shlex.join(inside)), "su 0": ("su", "0", *inside)}[self.way]


def root(adb: Adb) -> Root | None:
    """Find out whether the phone gives root over adb, and by which way; ``None`` where it does not."""
    ways = {"adbd": ("id", "-u"), "su -c": ("su", "-c", "id -u"), "su 0": ("su", "0", "id", "-u")}
    for way, words in ways.items():
        try:
            answer = adb.shell(*words, timeout=15)
        except DeviceError:
            if way == "adbd":
                raise
            # A person has not answered the question on the screen.
            continue
        if answer.status == 0 and answer.text.strip() == _ROOT:
            return Root(adb, way)
    return None
