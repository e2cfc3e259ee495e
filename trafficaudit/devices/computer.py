"""Checks of this computer: versions, ports, mitmproxy's CA, disk, folder, clock."""

import errno
import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from importlib import metadata
from pathlib import Path

from trafficaudit.devices import adb, authority
from trafficaudit.devices.check import Check, Setup, Status
from trafficaudit.devices.hostclock import kernel_clock
from trafficaudit.devices.ports import reason_taken
from trafficaudit.errors import AuditError

_PYTHON = (3, 12), (3, 14)
"""The first version that will do, and the first one that will not any more: see ``__main__``."""
# Name of the distribution -> the least version that the toolkit is written for (pyproject.toml), and whether recording
# needs it at all.
_PACKAGES = {"mitmproxy": (12, 3), "hyperscan": (0, 8), "cryptography": (46,), "frida": (17,)}
_OPTIONAL = {"frida"}
_SOON = timedelta(days=14)
_GIB = 1 << 30
# Before the toolkit was written no clock is right; after it a battery-less clock shows 1970 or a build date.
_EARLIEST, _LATEST = datetime(2026, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)


def python(setup: Setup) -> Iterator[Check]:
    """Check the interpreter."""
    found = ".".join(map(str, sys.version_info[:3]))
    first, beyond = _PYTHON
    good = first <= sys.version_info[:2] < beyond
    yield Check("python", "ok" if good else "failed", found, "" if good else "install Python 3.12 or 3.13")


def packages(setup: Setup) -> Iterator[Check]:
    """Check the installed packages, by their metadata: none is imported."""
    for name, least in _PACKAGES.items():
        wanted = ".".join(map(str, least))
        bad: Status = "warning" if name in _OPTIONAL else "failed"
        try:
            found = metadata.version(name)
        except metadata.PackageNotFoundError:
            yield Check(name, bad, "not installed", f"install it: pip install '{name}>={wanted}'")
            continue
        numbers = tuple(int(part) if part.isdigit() else 0 for part in found.split("."))
        if numbers >= least:
            yield Check(name, "ok", found)
        else:
            yield Check(name, bad, found, f"install a newer one: pip install '{name}>={wanted}'")


def ports(setup: Setup) -> Iterator[Check]:
    """Check that the proxy can listen on its ports."""
    for port in setup.ports:
        reason = reason_taken(port)
        remedy = "end the program that listens there (ss -tulpn shows it), or choose another port"
        if reason == os.strerror(errno.EACCES):
            remedy = "choose a port above 1023"
        yield Check(f"port {port}", "failed" if reason else "ok", reason or "free", remedy if reason else "")


def certificate(setup: Setup) -> Iterator[Check]:
    """Check mitmproxy's CA: there, in its time, and its private key readable by its owner alone."""
    name = "mitmproxy CA"
    found = authority.load(setup.confdir)
    if found is None:
        remedy = "start mitmdump once and end it again: it makes the CA, which then goes onto the phone"
        yield Check(name, "warning", f"none in {setup.confdir} yet", remedy)
        return
    now = datetime.now(UTC)
    anew = f"delete {setup.confdir}/mitmproxy-ca*, start mitmdump once, and put the new CA onto the phone"
    until = f"SHA-256 {found.sha256}, valid until {found.not_after:%Y-%m-%d}"
    if not found.is_ca:
        yield Check(name, "failed", "the certificate is no CA's", anew)
    elif not found.not_before <= now <= found.not_after:
        told = f"not valid now: {found.not_before:%Y-%m-%d} to {found.not_after:%Y-%m-%d}"
        yield Check(name, "failed", told, f"look at this computer's clock first; where it is right, {anew}")
    elif found.not_after - now < _SOON:
        yield Check(name, "warning", until, anew)
    else:
        yield Check(name, "ok", until)
    yield from _private_key(setup.confdir.expanduser() / authority.PRIVATE)


def _private_key(file: Path) -> Iterator[Check]:
    name = "mitmproxy CA key"
    try:
        mode = file.stat().st_mode
    except FileNotFoundError:
        remedy = "delete the folder's mitmproxy-ca* files and start mitmdump once"
        yield Check(name, "failed", f"{file.name} is missing: no certificate can be signed", remedy)
        return
    except OSError as error:
        yield Check(name, "failed", f"{file.name} cannot be looked at: {error.strerror}", f"check the rights of {file}")
        return
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        remedy = f"run: chmod 600 {file}"
        yield Check(name, "warning", f"{file.name} can be read by others", remedy)
    else:
        yield Check(name, "ok", "readable by its owner alone")


def folder(setup: Setup) -> Iterator[Check]:
    """Check that the capture folder is new and can be made, and that its disk has room."""
    target = (setup.folder or Path()).absolute()
    parent = next((each for each in (target, *target.parents) if each.is_dir()), Path("/"))
    if setup.folder is not None:
        yield _new_folder(target, parent)
    free = shutil.disk_usage(parent).free
    found = f"{free / _GIB:.1f} GiB free"
    remedy = f"make room: at least {setup.disk_floor / _GIB:.1f} GiB are wanted"
    enough = free >= setup.disk_floor
    yield Check("disk", "ok" if enough else "failed", found, "" if enough else remedy)


def _new_folder(target: Path, parent: Path) -> Check:
    name = "capture folder"
    if os.path.lexists(target):
        return Check(
            name, "failed", f"{target.name} exists already", "name another folder: a recording is never changed"
        )
    try:
        with tempfile.TemporaryFile(dir=parent):
            return Check(name, "ok", "can be made")
    except OSError as error:
        remedy = "choose another place or change its permissions"
        return Check(name, "failed", f"{parent} cannot be written: {error.strerror}", remedy)


def clock(setup: Setup) -> Iterator[Check]:
    """Check this computer's clock: a time that can be, and whether the kernel counts it as kept by a time server."""
    now = datetime.now(UTC)
    local = now.astimezone()
    found = f"{local:%Y-%m-%d %H:%M:%S} {local.tzname()} (UTC{local:%z})"
    possible = _EARLIEST <= now <= _LATEST
    yield Check("clock", "ok" if possible else "failed", found, "" if possible else "set this computer's clock")
    name, remedy = "clock synchronised", "switch on a time service such as chrony or systemd-timesyncd"
    kernel = kernel_clock()
    if kernel is None:
        yield Check(name, "skipped", "this system does not say")
    elif kernel.synchronised:
        yield Check(name, "ok", f"yes, to {kernel.max_error_seconds:.3f} s")
    else:
        yield Check(name, "warning", "the kernel counts it as not synchronised", remedy)


def bridge(setup: Setup) -> Iterator[Check]:
    """Check the adb program; without a phone it is not needed."""
    try:
        program = adb.find(setup.adb)
        yield Check("adb", "ok", adb.version(program))
    except AuditError as error:
        yield Check("adb", "skipped" if setup.device is None else "failed", error.what, error.remedy)


CHECKS: tuple[tuple[str, Callable[[Setup], Iterator[Check]]], ...] = (
    ("python", python),
    ("packages", packages),
    ("ports", ports),
    ("mitmproxy CA", certificate),
    ("capture folder", folder),
    ("clock", clock),
    ("adb", bridge),
)
"""Every check of this computer with the name it is told under, in the order in which they are told."""
