"""Where each file of a capture folder lies in the bag, and which names a bag may hold.

Names in a bag are ASCII letters, digits and a few marks, so that no file system, archive or manifest reads one of them
otherwise (RFC 8493, 6.1: normalisation, case, reserved characters).
"""

import re
from collections.abc import Iterable

from trafficaudit import capturefiles

CAPTURE, CHAIN, LOG, DEVICE, ENVIRONMENT, DERIVED = "capture", "chain", "log", "device", "env", "derived"

ROOMS: dict[str, str] = {
    capturefiles.CLOCK: LOG,
    capturefiles.LOG: LOG,
    capturefiles.DEVICE: DEVICE,
    "persona.toml": DEVICE,
    capturefiles.DNS: ENVIRONMENT,
}
"""Files of a capture folder that no reader needs for a replay, and the room of each; the others are the capture."""

LONGEST = 1024
"""Characters of a path in a bag."""

_PART = r"(?!\.{1,2}(?:[/\n]|\Z))[A-Za-z0-9._+@,=-]+"
PATH = rf"{_PART}(?:/{_PART})*"
"""What a path in a bag looks like, as a regular expression."""

_PATH = re.compile(PATH)
_PLAIN = re.compile(r"[A-Za-z0-9._+@,/-]*")
_UNSAFE = re.compile(rb"[^A-Za-z0-9._+@,-]")


def place(name: str) -> str:
    """Give where a file of a capture folder lies below ``data/``, by its path inside the folder with ``/``.

    >>> place("traffic-0001.mitm"), place("dns.jsonl"), place("메모.txt")
    ('capture/traffic-0001.mitm', 'env/dns.jsonl', 'capture/=EB=A9=94=EB=AA=A8.txt')
    """
    return f"{ROOMS.get(name, CAPTURE)}/{safe(name)}"


def safe(name: str) -> str:
    """Give a path in which every byte that a bag's names do not hold is written as ``=XX``."""
    if _PLAIN.fullmatch(name):
        return name
    raw = name.encode("utf-8", "surrogateescape")
    return "/".join(_UNSAFE.sub(lambda byte: b"=%02X" % byte[0][0], part).decode("ascii") for part in raw.split(b"/"))


def fault(path: str) -> str:
    """Say what is wrong with a path in a bag; empty where nothing is."""
    if len(path) > LONGEST:
        return "is too long"
    if _PATH.fullmatch(path):
        return ""
    if path.startswith("/"):
        return "is absolute"
    leads = any(part in ("", ".", "..") for part in path.split("/"))
    return "leads out of the bag" if leads else "holds a character that no bag of ours has in a name"


def fault_below(path: str, folders: int) -> str:
    """Say what is wrong with a path that has so many folders before one of a bag; empty where nothing is.

    A path may be as long in there as it may be in the bag, whatever the package and its parts are called.
    """
    parts = [path] if path.startswith("/") else path.split("/", folders)
    return next((wrong for part in parts if (wrong := fault(part))), "")


def clash(paths: Iterable[str]) -> str:
    """Give a path that another one equals but for case, so that one of them is lost where case does not count."""
    seen: dict[str, str] = {}
    folders = {""}
    for path in paths:
        if seen.setdefault(path.casefold(), path) != path:
            return path
        part = path.rpartition("/")[0]
        while part not in folders:
            if seen.setdefault(part.casefold(), part) != part:
                return path
            folders.add(part)
            part = part.rpartition("/")[0]
    return ""
