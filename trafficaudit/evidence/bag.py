"""The bag: BagIt 1.0 (RFC 8493) with both manifests, and where its parts lie."""

import os
import re
from collections.abc import Mapping
from pathlib import Path

from trafficaudit.errors import EvidenceError
from trafficaudit.evidence import hashing, manifest, places, unread

BAG, ANCHOR, DATA = "bag", "anchor", "data"
DECLARATION, INFO = "bagit.txt", "bag-info.txt"
MANIFEST, MANIFEST_512, TAG_MANIFEST = "manifest-sha256.txt", "manifest-sha512.txt", "tagmanifest-sha256.txt"

DECLARED = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
TAGS = (DECLARATION, INFO, MANIFEST, MANIFEST_512)
"""The files that the tag manifest names, all there are beside ``data/`` and itself."""

COMPLETE, CHAIN_MADE, IDENTIFIER, OXUM = "Recording-Complete", "Chain-Made", "External-Identifier", "Payload-Oxum"
SCRIPT = "Verify-Script-SHA256"
"""The label with the SHA-256 of the ``verify.sh`` that lies beside the bag, where no list reaches it."""

WHILE_RECORDING, AT_SEALING = "while recording", "at sealing"

_LABEL = re.compile(r"([A-Za-z0-9-]+): ([\x20-\x7e]*)")
_LARGEST = 1 << 20


def package_of(path: Path) -> Path | None:
    """Give the package of a path that names it or its bag; ``None`` where there is none."""
    for folder in (path, path.absolute().parent):
        # Path.is_file raises where a folder on the way may not be entered: whoever opens the path says so.
        if os.path.isfile(folder / BAG / DECLARATION) and not (folder / BAG).is_symlink():
            return folder
    return None


def required(path: Path) -> Path:
    """Give the package of a path that names it or its bag.

    Raises:
        EvidenceError: there is none.
    """
    package = package_of(path)
    if package is None:
        raise missing(path) or EvidenceError("is no sealed package", str(path), "make one with: trafficaudit seal")
    return package


def missing(path: Path) -> EvidenceError | None:
    """Give the error of a path at which nothing is; nothing where something is."""
    return None if path.exists() else EvidenceError("does not exist", str(path), "check the path")


def capture_of(path: Path) -> Path:
    """Give the capture folder inside a package, which replay reads.

    Raises:
        EvidenceError: there is no package, or none with a capture.
    """
    package = package_of(path)
    capture = package / BAG / DATA / places.CAPTURE if package else None
    if capture is None or capture.is_symlink() or not capture.is_dir():
        raise EvidenceError("is no sealed capture", str(path), "seal one with: trafficaudit seal")
    return capture


def write_tags(bag: Path, found: Mapping[str, hashing.Digests], info: Mapping[str, str]) -> str:
    """Write all that makes a folder with ``data/`` a bag; give the SHA-256 of its tag manifest.

    Args:
        bag: the folder.
        found: the digests of every payload file by its path, ``data/`` included.
        info: what goes to ``bag-info.txt``; the octet count and the number of files are added.

    Raises:
        OSError: it cannot be written.
    """
    oxum = f"{sum(each.size for each in found.values())}.{len(found)}"
    lines = sorted((*info.items(), (OXUM, oxum)))
    manifest.write(bag / DECLARATION, DECLARED)
    manifest.write(bag / INFO, "".join(f"{label}: {value}\n" for label, value in lines).encode("ascii"))
    manifest.write(bag / MANIFEST, manifest.text({path: each.sha256 for path, each in found.items()}))
    manifest.write(bag / MANIFEST_512, manifest.text({path: each.sha512 for path, each in found.items()}))
    tags = {name: hashing.sha256(bag / name) for name in TAGS}
    manifest.write(bag / TAG_MANIFEST, manifest.text(tags))
    return hashing.sha256(bag / TAG_MANIFEST)


def read_info(bag: Path) -> dict[str, str]:
    """Read ``bag-info.txt``.

    Raises:
        EvidenceError: it is missing, not ASCII, or a line is not ``Label: value``, or a label stands there twice, in
            whatever case (RFC 8493, 2.2.2).
        ReadError: this computer cannot read it.
    """
    path = bag / INFO
    try:
        if path.is_symlink() or path.stat().st_size > _LARGEST:
            raise EvidenceError("is no bag-info.txt of ours", INFO)
        lines = path.read_bytes().decode("ascii").split("\n")
    except OSError as error:
        unread.passed_on(error, path)
        raise EvidenceError("cannot be read", INFO) from error
    except ValueError as error:
        raise EvidenceError("cannot be read", INFO) from error
    found: dict[str, str] = {}
    labels: set[str] = set()
    for line in lines[:-1]:
        match = _LABEL.fullmatch(line)
        if not match or match[1].lower() in labels:
            raise EvidenceError("holds a line that is not ours", INFO)
        found[match[1]] = match[2]
        labels.add(match[1].lower())
    if lines[-1]:
        raise EvidenceError("its last line is cut off", INFO)
    return found
