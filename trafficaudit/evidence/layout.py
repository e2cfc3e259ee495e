"""What may stand beside the bag, in ``anchor/``: these names and no other, as no manifest covers what lies there.

``verify.sh`` holds it to the same names.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from trafficaudit.errors import EvidenceError
from trafficaudit.evidence import anchor, signature

VERIFIER, CONFIRMATION = "verify.sh", "confirmation.txt"

_NUMBER = r"(?:[0-9]{4}|[1-9][0-9]{4,5})"
_NAME = r"[a-z0-9][a-z0-9-]{0,31}"
_ALLOWED = re.compile(
    "|".join(
        (
            re.escape(signature.NAME),
            re.escape(VERIFIER),
            re.escape(CONFIRMATION),
            rf"(?:{anchor.TAG_MANIFEST}|(?:chain|{anchor.CUSTODY})-{_NUMBER})\.{_NAME}\.ts[qr]",
            rf"{anchor.CERTIFICATES}/{_NAME}\.pem",
            rf"{anchor.LISTS}/{_NAME}-[0-9]{{1,3}}\.crl",
            rf"{anchor.CUSTODY}/{_NUMBER}\.txt",
        )
    )
)
_WHILE_RECORDING = ("chain-", f"{anchor.CERTIFICATES}/", f"{anchor.LISTS}/")
_SIGNER = f"{anchor.CERTIFICATES}/{anchor.SIGNER}.pem"
_CUT_OFF = re.compile(r"(?:[a-z]+/)?\.(?:[A-Za-z0-9._-]+\.)?new")


def fault(name: str) -> str:
    """Say what is wrong with a file of this path in ``anchor/``; empty where nothing is."""
    if _ALLOWED.fullmatch(name):
        return ""
    if is_left_over(name):
        return "is left over from writing that was cut off: trafficaudit anchor takes it away"
    return f"is no file that stands in {anchor.FOLDER}/"


def is_of_recording(name: str) -> bool:
    """Tell whether a file of this path may stand in ``anchor/`` of a capture folder already."""
    return bool(_ALLOWED.fullmatch(name)) and name.startswith(_WHILE_RECORDING) and name != _SIGNER


def is_left_over(name: str) -> bool:
    """Tell whether a file of this path is one that was not written to its end and never got its name."""
    return _CUT_OFF.fullmatch(name) is not None


def check(folder: Path) -> None:
    """Look at all that stands in an ``anchor/`` folder before something is written there.

    What another process is writing just now is let pass.

    Raises:
        EvidenceError: something does not belong there, or is a link, which would lead what is written elsewhere.
        OSError: it cannot be read.
    """
    if folder.is_symlink():
        raise EvidenceError("is a link", str(folder), "ask for the package again")
    for path in below(folder):
        name = path.relative_to(folder).as_posix()
        wrong = "is a link" if path.is_symlink() else "" if path.is_dir() or is_left_over(name) else fault(name)
        if wrong:
            raise EvidenceError(wrong, f"{anchor.FOLDER}/{name}", "look at it with: trafficaudit verify")


def tidy(folder: Path) -> None:
    """Take away what writing into an ``anchor/`` folder has left over when it was cut off.

    Raises:
        OSError: it cannot be read, or taken away.
    """
    for path in list(below(folder)):
        if is_left_over(path.relative_to(folder).as_posix()) and (path.is_symlink() or not path.is_dir()):
            path.unlink()


def lists(folder: Path) -> list[Path]:
    """Give the lists of revoked certificates that lie in an ``anchor/`` folder.

    Raises:
        OSError: they cannot be listed, where ``glob`` would find none and say nothing.
    """
    inside = folder / anchor.LISTS
    return sorted(path for path in below(inside) if path.suffix == ".crl") if inside.exists() else []


def below(folder: Path) -> Iterator[Path]:
    """Give all that stands below a folder, on whatever level; what a link leads to is not.

    Raises:
        OSError: a folder cannot be listed, of which ``os.walk`` and ``glob`` say nothing by themselves.
    """
    for place, folders, files in os.walk(folder, onerror=_unlisted):
        yield from (Path(place, each) for each in (*folders, *files))


def _unlisted(error: OSError) -> None:
    raise error
