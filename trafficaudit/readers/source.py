"""What every reader hands back: a capture that was recognised, its exchanges and gaps, in slices where it has them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, Self

from trafficaudit.model import Capture, Exchange, Gap
from trafficaudit.network import Network, Portion
from trafficaudit.readers.file import printable
from trafficaudit.readers.pinned import Pinned
from trafficaudit.redaction import composed

type Items = Iterator[Exchange | Gap]


BODY_LIMIT = 64 << 20
"""Bytes of one body that are kept (64 MiB); the rest is counted in ``body_size`` and reported as a gap."""


class Slice(Protocol):
    """A part of a capture that another process can read by itself."""

    @property
    def position(self) -> int:
        """The last position in it."""

    def items(self) -> Items:
        """Stream its exchanges and gaps.

        Raises:
            ReadError: the file is not there, or is no longer what it was when the capture was opened.
        """

    def labelled(self, label: str) -> Self:
        """Give the slice whose gaps begin with a label, such as the name of a file."""


@dataclass(frozen=True, slots=True)
class Source:
    """A capture that was recognised and can be read, as often as wanted.

    ``network`` reads it for what it tells of the network as a whole.
    ``cut`` streams the same as ``read``, but for slices in the place of what other processes can read by themselves.
    ``load`` reads again what ``Portion.source`` names.
    ``segments`` are the SHA-256 of the files with its traffic, where those are not the capture itself.
    ``files`` are those that it was recognised by.
    """

    capture: Capture
    read: Callable[[], Items]
    network: Callable[[], Network] = field(kw_only=True)
    cut: Callable[[], Iterator[Exchange | Gap | Slice]] | None = field(default=None, kw_only=True)
    load: Callable[[Sequence[object]], Iterator[Exchange]] | None = field(default=None, kw_only=True)
    segments: tuple[str, ...] = field(default=(), kw_only=True)
    files: tuple[Pinned, ...] = field(default=(), kw_only=True)

    @property
    def recordings(self) -> tuple[str, ...]:
        """The SHA-256 of each file with its traffic: captures that share one share what is in it."""
        return self.segments or (self.capture.sha256,)

    @property
    def pinned(self) -> dict[Path, str]:
        """The SHA-256 of each file that it was recognised by, which ``confirm`` holds it to in the end."""
        return {each.path: each.sha256 for each in self.files}

    def confirm(self, *, untouched: bool = False) -> None:
        """Hold the files against what they were: what was read has the SHA-256 that the capture tells.

        Args:
            untouched: whether they must not even have been touched, as those of a verified package.

        Raises:
            ReadError: one is not there, another one, or was touched.
        """
        for each in self.files:
            each.confirm(again=True, untouched=untouched)

    def items(self) -> Items:
        """Stream the exchanges and gaps in input order."""
        return self.read()

    def slices(self) -> Iterator[Exchange | Gap | Slice]:
        """Stream the same with slices, where the format has records that can be read one without the other."""
        return self.cut() if self.cut is not None else self.read()

    def portions(self, portions: Sequence[Portion]) -> dict[str, Exchange]:
        """Read the exchanges again that carry pieces of something; give them by their ids.

        Raises:
            ReadError: the capture is no longer what it was.
        """
        sources = [portion.source for portion in portions]
        kept = [source for source in sources if isinstance(source, Exchange)]
        rest = [source for source in sources if not isinstance(source, Exchange)]
        return {each.id: each for each in (*kept, *(self.load(rest) if self.load is not None and rest else ()))}


def describe(path: Path, pinned: Pinned, form: str, **more: object) -> Capture:
    """Make the Capture of one file: its id is ``STEM-FIRST8`` of name and SHA-256, its name the last path part."""
    return Capture(
        id=f"{printable(composed(path.stem))}-{pinned.sha256[:8]}",
        name=printable(composed(path.name)),
        sha256=pinned.sha256,
        size=pinned.size,
        format=form,
        **more,  # type: ignore[arg-type]
    )
