"""What of a capture folder goes into the bag, and where it lies there."""

import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from trafficaudit.capturefiles import DESCRIPTION, IN_ORDER
from trafficaudit.errors import EvidenceError
from trafficaudit.evidence import anchor, bag, chain, layout, places
from trafficaudit.evidence.chain import Link

WORKING = ".recording"
"""What a recorder needs while it records; where it was cut off, what was not written yet lies there."""

_UNDONE = f"{WORKING}/checkpoint"
"""While it lies there the recorder's last steps are not done, whatever the description says."""

UNFINISHED = "no: the recording is not finished"

ENDLESS = "no: the chain of the recording has no end"
"""A recorder's last link fixes the description; without it anybody may have written that a recording ended in order."""

UNSAID = "nothing says whether the recording ended in order"

_DEEPEST = 16
_LARGEST = 64 << 20
_NO_WORDS = re.compile(rb"[^A-Za-z0-9 ._+@,:;()/-]")


@dataclass(frozen=True, slots=True)
class Payload:
    """What is sealed.

    ``files`` maps each place below ``data/`` to its file's path, ``renamed`` a place to the name that it stands for,
    ``anchored`` each path in ``anchor/`` to its file; ``links`` are the recorder's; ``complete`` says ``yes``, or
    ``no`` and why.
    """

    files: Mapping[str, str]
    identifier: str
    complete: str
    segments: Mapping[str, str] = field(default_factory=dict)
    renamed: Mapping[str, str] = field(default_factory=dict)
    anchored: Mapping[str, str] = field(default_factory=dict)
    links: tuple[Link, ...] = ()

    @property
    def finished(self) -> bool:
        """Whether no recorder will go on with it."""
        return self.complete != UNFINISHED


def collect(folder: Path, results: tuple[Path, ...] = ()) -> Payload:
    """List what is sealed of a capture folder and of results that were made from it.

    Raises:
        EvidenceError: it is no capture folder, holds links or other things than files and folders, or names that
            cannot stand side by side everywhere, or something in ``anchor/`` or ``chain/`` that is no recorder's.
    """
    if not folder.is_dir():
        remedy = "name a folder that a recorder has made"
        raise bag.missing(folder) or EvidenceError("is no capture folder", str(folder), remedy)
    files: dict[str, str] = {}
    renamed: dict[str, str] = {}
    sources = [(places.place(name), name, path) for name, path in _files(folder, "") if not _apart(name)]
    for result in results:
        inside = f"{places.DERIVED}/{places.safe(result.resolve().name)}"
        sources += [(f"{inside}/{places.safe(name)}", name, path) for name, path in _files(result, "")]
    for place, name, path in sources:
        wrong = places.fault(f"{bag.DATA}/{place}")  # as the bag's lists have it
        if wrong or place in files:
            raise EvidenceError(wrong or "stands twice", path, "give it another name")
        files[place] = path
        if not place.endswith(name):
            renamed[place] = name
    lost = places.clash(files)
    if lost:
        raise EvidenceError("has the name of another file but for case", lost, "give one of them another name")
    if not any(place.startswith(f"{places.CAPTURE}/") for place in files):
        raise EvidenceError("is no capture folder: it holds no file", str(folder), "name one that holds a recording")
    said = description(folder / DESCRIPTION)
    given = said.get("id")
    identifier = places.safe(given if isinstance(given, str) and given else folder.resolve().name).replace("/", "-")
    beside = dict(_anchored(folder))
    made = folder / chain.FOLDER
    links = chain.walk(made) if made.is_dir() else ()
    return Payload(files, identifier[:200], _complete(folder, said, links), segments(said), renamed, beside, links)


def description(path: Path) -> Mapping[str, object]:
    """Read ``capture.json``; nothing where it is not there.

    Raises:
        EvidenceError: it is no JSON object, or cannot be read.
    """
    if not path.is_file():
        return {}
    try:
        # In UTF-8 alone, as replay reads it: json would take UTF-16 as well.
        said = json.loads(path.read_bytes()[:_LARGEST].decode("utf-8-sig"))
    except OSError as error:
        raise EvidenceError(f"cannot be read: {error.strerror}", str(path), "check its rights and the disk") from error
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, Mapping):
        raise EvidenceError("is no JSON object", str(path), "correct or remove it")
    return said


def _complete(folder: Path, said: Mapping[str, object], links: Sequence[Link]) -> str:
    if said.get("complete", not (folder / WORKING).is_dir()) is False or (folder / _UNDONE).exists():
        return UNFINISHED
    ended = said.get("ended", UNSAID)
    if ended == IN_ORDER:
        return "yes" if any(link.entry.what == chain.ENDED for link in links) else ENDLESS
    return f"no: {_plain(str(ended))[:200]}"


def _plain(text: str) -> str:
    """Give a text in which every byte is written as ``=XX`` that is neither a letter, a digit, nor a plain mark."""
    return _NO_WORDS.sub(lambda byte: b"=%02X" % byte[0][0], text.encode("utf-8", "backslashreplace")).decode("ascii")


def segments(said: Mapping[str, object]) -> dict[str, str]:
    """Give the SHA-256 of each segment as the recorder wrote it down."""
    listed = said.get("segments")
    return {
        places.place(str(each["file"])): str(each["sha256"])
        for each in (listed if isinstance(listed, list) else ())
        if isinstance(each, Mapping) and {"file", "sha256"} <= each.keys()
    }


def _apart(name: str) -> bool:
    """Tell whether a file is not part of the capture itself: the chain, the anchors, and what only a recorder needs."""
    first = name.partition("/")[0]
    return first in (chain.FOLDER, anchor.FOLDER)


def _anchored(folder: Path) -> Iterator[tuple[str, str]]:
    """Give what stands in ``anchor/`` of a capture folder: requests and answers for links, certificates, lists.

    Raises:
        EvidenceError: something else lies there, or beside the links of the chain, which would not be sealed.
    """
    for place in (anchor.FOLDER, chain.FOLDER):
        inside = folder / place
        if inside.is_symlink():
            raise EvidenceError("is a link, which is not sealed", str(inside), "put the folder itself into the capture")
        for name, path in _files(inside, "") if inside.is_dir() else ():
            of_link = place == chain.FOLDER and chain.is_link(name)
            of_anchor = place == anchor.FOLDER and layout.is_of_recording(name)
            if of_anchor:
                yield name, path
            elif not of_link and not layout.is_left_over(name):
                raise EvidenceError("would not be sealed, for it is not the recorder's", path, "move it elsewhere")


def _files(folder: Path | str, inside: str, depth: int = 0) -> Iterator[tuple[str, str]]:
    """Give the path inside and the whole path of every file below a folder, in the order of the names."""
    if depth > _DEEPEST:
        raise EvidenceError("holds too many folders in each other", str(folder), "move it out of the capture")
    try:
        entries: list[os.DirEntry[str]] = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        raise EvidenceError(f"cannot be read: {error.strerror}", str(folder), "check its rights") from error
    for entry in entries:
        name = f"{inside}{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            yield from _files(entry.path, f"{name}/", depth + 1)
        elif entry.is_file(follow_symlinks=False):
            if name != f"{WORKING}/lock":
                yield name, entry.path
        elif inside != f"{WORKING}/" or entry.is_symlink():
            kind = "is a link" if entry.is_symlink() else "is no regular file"
            raise EvidenceError(f"{kind}, which is not sealed", entry.path, "put the file itself into the folder")
