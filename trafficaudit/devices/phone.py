"""What a phone is asked over adb; the answers are parsed by ``getprop``, ``pm`` and ``dumpsys``."""

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from trafficaudit.devices import dumpsys, getprop, pm
from trafficaudit.devices.adb import Adb
from trafficaudit.devices.dumpsys import Battery, PackageDump
from trafficaudit.devices.faults import DeviceError, DeviceLostError
from trafficaudit.devices.pm import Installed

APK_LIMIT = 4 << 30
"""Bytes of one APK that are copied."""

_PULL = 600.0
_LISTING = 60.0
_SHA256_WORD = 64
_UNSET = "null"


def properties(adb: Adb) -> dict[str, str]:
    """Give the system properties; they hold serial numbers and carrier names: do not write them out whole."""
    return getprop.parse(adb.text("getprop"))


def setting(adb: Adb, namespace: str, name: str) -> str | None:
    """Give a value of Android's settings store (``global``, ``system`` or ``secure``), ``None`` where it is not set."""
    value = adb.text("settings", "get", namespace, name).strip()
    return None if value == _UNSET else value


def packages(adb: Adb) -> tuple[Installed, ...]:
    """Give the installed packages of all users, sorted by name.

    ``--show-versioncode`` exists since Android 8; an older phone refuses it and is asked without.
    """
    command = ("pm", "list", "packages", "-f", "-U")
    answer = adb.shell(*command, "--show-versioncode", timeout=_LISTING)
    found = pm.parse_list(answer.text)
    return found or pm.parse_list(adb.text("pm", "list", "packages", "-f", timeout=_LISTING))


def package(adb: Adb, name: str) -> PackageDump | None:
    """Give what the package manager knows of one app; ``None`` where it is not installed.

    Raises:
        DeviceError: the name is no package name.
    """
    return dumpsys.parse_package(adb.text("dumpsys", "package", _checked(name), timeout=_LISTING), name)


def apk_paths(adb: Adb, name: str) -> tuple[str, ...]:
    """Give the paths of an app's base APK and splits on the phone; none where it is not installed.

    ``pm path`` ends with status 1 for a package that is not there.
    """
    return pm.parse_paths(adb.shell("pm", "path", _checked(name)).text)


@dataclass(frozen=True, slots=True)
class Copy:
    """A file of the phone, copied: where it stands here, its size, SHA-256, and whether the phone says the same."""

    path: Path
    size: int
    sha256: str
    confirmed: bool


@contextmanager
def copied(adb: Adb, remote: str, *, limit: int = APK_LIMIT) -> Iterator[Copy]:
    """Copy a file of the phone to a temporary file that is gone afterwards.

    The size is compared with what the phone says; so is the SHA-256 where the phone has ``sha256sum`` (toybox has).

    Raises:
        DeviceError: it is larger than the limit, or cannot be read.
        DeviceLostError: less came than there is.
    """
    size = _size(adb, remote)
    if size > limit:
        raise DeviceError(f"is {size} bytes long; at most {limit} are copied", remote)
    with tempfile.TemporaryDirectory(prefix="trafficaudit-") as folder:
        path = Path(folder, "copy.apk")
        try:
            with path.open("wb") as file:
                came = adb.stream("cat", remote, into=file, timeout=_PULL, limit=limit)
        except OSError as error:
            remedy = f"make room in {tempfile.gettempdir()}, or set TMPDIR"
            raise DeviceError(f"cannot be copied: {error.strerror}", remote, remedy) from None
        if came != size:
            what = f"{came} of {size} bytes came from the phone"
            raise DeviceLostError(what, remote, "check the cable or the network, then start again")
        sha256 = _sha256(path)
        said = adb.shell("sha256sum", remote, timeout=_PULL)
        word = said.text[:_SHA256_WORD].lower()
        if said.status == 0 and len(word) == _SHA256_WORD and word != sha256:
            raise DeviceError("the copy differs from the file on the phone", remote, "start again")
        yield Copy(path, size, sha256, said.status == 0 and word == sha256)


def vpn_connected(adb: Adb) -> bool:
    """Tell whether the phone has a VPN connected at this moment."""
    return dumpsys.has_vpn(adb.text("dumpsys", "connectivity"))


def battery(adb: Adb) -> Battery:
    """Give the phone's battery."""
    return dumpsys.parse_battery(adb.text("dumpsys", "battery"))


def _size(adb: Adb, remote: str) -> int:
    said = adb.text("stat", "-c", "%s", remote).strip()
    if not (said.isascii() and said.isdigit() and len(said) <= 19):
        raise DeviceError("the phone does not say how long it is", remote)
    return int(said)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _checked(name: str) -> str:
    if not pm.is_package(name):
        raise DeviceError("is no package name", name, "give it as in kr.example.shop")
    return name
