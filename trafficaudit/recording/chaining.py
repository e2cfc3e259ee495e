"""The chain of a recording: a link for every segment that closes and every phase, its time confirmed on the way.

Links are the writer's; time stamps are asked for on a thread of their own, which the recording never waits for.
"""

import os
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from itertools import chain as chained
from itertools import count
from pathlib import Path
from queue import SimpleQueue

from trafficaudit.capturefiles import EVENTS, LOG, SIDE_FILES
from trafficaudit.errors import EvidenceError, SignerError
from trafficaudit.evidence import anchor, chain, config, hashing
from trafficaudit.evidence.chain import Chain, Entry
from trafficaudit.evidence.config import Authority
from trafficaudit.evidence.growing import Growing
from trafficaudit.evidence.places import place
from trafficaudit.plurals import several

ONLINE = "TRAFFICAUDIT_ANCHOR"
"""The environment variable that says ``online`` where authorities may be asked while recording."""

EVERY = 600.0
"""Seconds after which a link is made although nothing closed, and after which a link is anchored in any case."""

_GROWING = (*SIDE_FILES, EVENTS, LOG)
_BROKEN = "chain-broken"
_PATIENCE = 10.0


class Chaining:
    """The chain of one recording.

    Args:
        folder: the capture folder.
        count: links that stand.
        about: what is recorded, for the first link.

    Raises:
        OSError: the disk is full or failing.
    """

    def __init__(self, folder: Path, count: int, about: str) -> None:
        self._folder = folder
        try:
            self._chain, begun = Chain(folder / chain.FOLDER, count=count), "recording begun"
        except EvidenceError:
            # Nothing recorded is given up for the chain's sake: what is left of it is kept, and another one says so.
            broken = _free(folder / _BROKEN)
            (folder / chain.FOLDER).rename(broken)
            # Its time stamps go with it: another chain has other links of the same numbers.
            with suppress(FileNotFoundError):
                (folder / anchor.FOLDER).rename(broken / anchor.FOLDER)
            self._chain, begun = Chain(folder / chain.FOLDER), "chain begun anew: links were missing"
        self._growing = Growing(folder, _GROWING)
        self._due, self._linked, self._anchored = False, time.monotonic(), time.monotonic() - EVERY
        self._anchoring = Anchoring(folder)
        if not self.count:
            self._chain.append(Entry(begun, about))

    @property
    def count(self) -> int:
        """Links so far."""
        return self._chain.count

    @property
    def idle(self) -> bool:
        """Whether so long nothing was linked that it is time to say so."""
        return time.monotonic() - self._linked >= EVERY

    def closed(self, note: str, files: Mapping[str, str], *, mark: bool, late: bool) -> None:
        """Add a link for a segment; ``late`` says that the recording was over by then. Raises as ``link``."""
        self.link(chain.RECOVERED if late else chain.CLOSED, note, files, mark=mark)

    def link(self, what: str, note: str, files: Mapping[str, str], *, mark: bool = False) -> None:
        """Add a link for closed files (name -> SHA-256); ``mark`` has it anchored in any case.

        Raises:
            OSError: the disk is full or failing.
        """
        self._chain.append(
            Entry(what, note), {place(name): sha for name, sha in files.items()}, self._growing.prefixes()
        )
        self._linked = time.monotonic()
        self._due = self._due or mark or self._linked - self._anchored >= EVERY

    def settled(self) -> None:
        """Note that the links so far stand whatever happens: only then one of them is anchored."""
        if self._due and self._chain.head:
            self._due, self._anchored = False, time.monotonic()
            self._anchoring.take(self._chain.head)

    def end(self, description: str, note: str) -> None:
        """Add the last link, which fixes the description and every side file whole.

        Raises:
            OSError: the disk is full or failing.
        """
        whole = {place(description): hashing.sha256(self._folder / description)}
        ours = {place(name) for name in SIDE_FILES}
        prefixes = self._growing.prefixes()
        whole |= {each.place: each.sha256 for each in prefixes if each.place in ours}
        rest = [each for each in prefixes if each.place not in ours]
        self._chain.append(Entry(chain.ENDED, "; ".join(filter(None, (note, self._anchoring.told)))), whole, rest)
        self._due = True

    def close(self) -> None:
        """Have the last link anchored, which nobody takes back any more, and give the authorities a moment to answer.

        A link that is made again is another one, and the time stamp of the first one would never fit it.
        """
        self.settled()
        self._anchoring.end()


class Anchoring:
    """Asks for time stamps of links on a thread of its own; offline the requests stand as files."""

    def __init__(self, folder: Path) -> None:
        self._anchors = folder / anchor.FOLDER
        self._links: SimpleQueue[Path | None] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._faults: list[str] = []
        self._authorities: tuple[Authority, ...] = ()
        # Whoever starts a recording was told of a wrong configuration; a recording under way goes on without it.
        with suppress(SignerError):
            self._authorities = config.load().authorities

    @property
    def told(self) -> str:
        """Of how many links so far something went wrong that nobody expected, and what; nothing where nothing did."""
        if not self._faults:
            return ""
        links = several(len(self._faults), "link was", "links were")
        return f"{links} not time stamped as it should be, for a fault of this program ({self._faults[0]})"

    def take(self, link: Path) -> None:
        """Have a link anchored; never waits."""
        if not self._authorities:
            return
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="anchoring", daemon=True)
            self._thread.start()
        self._links.put(link)

    def end(self, patience: float = _PATIENCE) -> None:
        """Let what is under way come to its end, so long at most; what is not answered by then waits as a file."""
        if self._thread:
            self._links.put(None)
            self._thread.join(patience)

    def _run(self) -> None:
        asked = {each.name: each for each in self._authorities} if os.environ.get(ONLINE) == "online" else {}
        while link := self._links.get():
            # A full disk ends the recording where it is written, not here.
            try:
                with suppress(OSError, EvidenceError, SignerError):
                    self._anchor(link, asked)
            except Exception as fault:  # those after it are asked for all the same, and it is told
                self._faults.append(type(fault).__name__)

    def _anchor(self, link: Path, asked: Mapping[str, Authority]) -> None:
        content, subject = link.read_bytes(), anchor.subject(int(link.stem))
        waiting = anchor.queue(self._anchors, subject, content, self._authorities)
        for each in waiting if asked else ():
            anchor.complete(self._anchors, each, content, asked[each.authority])


def _free(path: Path) -> Path:
    """Give a path at which nothing is: this one, or one with the next number behind it."""
    numbered = (path.with_name(f"{path.name}-{number}") for number in count(2))
    return next(each for each in chained((path,), numbered) if not os.path.lexists(each))
