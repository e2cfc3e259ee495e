"""Everything that is checked before a recording, each with what was found and what to do about it."""

from collections.abc import Iterator

from trafficaudit.devices import adb, computer, phone, phonechecks
from trafficaudit.devices.check import Check, Setup, Status
from trafficaudit.devices.process import together
from trafficaudit.errors import AuditError

__all__ = ["PATIENCE", "Check", "Setup", "Status", "checks", "passed"]

PATIENCE = 60.0
"""Seconds that adb and the phone may take for all checks together; an awake phone takes a few."""

_NO_PHONE = "no phone is asked for (--device SERIAL)"
_UNREACHED = "the phone cannot be asked"


def checks(setup: Setup) -> list[Check]:
    """Check this computer and, where one is asked for, the phone; changes neither.

    Asking for a phone starts adb's server where none runs. Nothing is sent to any network. Where adb or the phone takes
    longer than ``PATIENCE``, the checks that are left fail.
    """
    with together(PATIENCE):
        return [*_computer(setup), *_phone(setup)]


def passed(found: list[Check]) -> bool:
    """Tell whether nothing failed; warnings and what was skipped do not count."""
    return all(each.status != "failed" for each in found)


def _computer(setup: Setup) -> Iterator[Check]:
    for name, look in computer.CHECKS:
        try:
            yield from look(setup)
        except AuditError as error:
            yield Check(name, "failed", error.what, error.remedy)
        except OSError as error:
            where = f"{error.filename}: " if error.filename else ""
            remedy = "check the path, its rights and the disk"
            yield Check(name, "failed", f"{where}{error.strerror or type(error).__name__}", remedy)


def _phone(setup: Setup) -> Iterator[Check]:
    if setup.device is None:
        yield from (Check(name, "skipped", _NO_PHONE) for name, _ in phonechecks.CHECKS)
        return
    try:
        connected = adb.connect(setup.device or None, setup.adb)
        subject = phonechecks.Subject(connected, phone.properties(connected), setup)
    except AuditError as error:
        (first, _), *others = phonechecks.CHECKS
        yield Check(first, "failed", f"{error.where}: {error.what}" if error.where else error.what, error.remedy)
        yield from (Check(name, "skipped", _UNREACHED) for name, _ in others)
        return
    yield from phonechecks.told(subject)
