"""Captures in the formats that the field's other tools open. An export is a copy for viewing, never the evidence."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from trafficaudit import output
from trafficaudit.export.case import Described, export_case
from trafficaudit.export.harwriter import Writer
from trafficaudit.export.pcapng import Packets, export_pcapng
from trafficaudit.model import Exchange
from trafficaudit.placing import placed, unsure
from trafficaudit.readers import verified

__all__ = ["Described", "Exported", "Packets", "export_case", "export_har", "export_pcapng"]


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export came to.

    Args:
        target: the file.
        capture_sha256: of the capture that it is derived from.
        entries: how many it holds.
        left_out: what of the capture the format cannot hold, with how many of each.
        kept: bodies that are held as they were sent, as their content encoding cannot be taken off.
    """

    target: Path
    capture_sha256: str
    entries: int
    left_out: tuple[tuple[str, int], ...]
    kept: int


def export_har(
    capture: Path, target: Path, *, force: bool = False, tick: Callable[[int], None] = lambda count: None
) -> Exported:
    """Write a capture as HAR 1.2.

    Args:
        capture: a flow file, a HAR, a capture folder, or a sealed package, which is verified first.
        target: the file to write.
        force: whether an existing file is replaced.
        tick: called with the number of exchanges so far.

    Raises:
        ReadError: the capture cannot be read, or changed while it was.
        EvidenceError: the sealed package is rejected.
        OutputError: the file exists, or cannot be written.
    """
    opened = verified.opened(capture)
    source = opened.source
    marks = source.capture.phases
    periods = unsure(source.network().steps, marks) if marks else ()
    with output.whole_file(target, force=force) as out:
        writer = Writer(out, source.capture)
        for number, item in enumerate(source.items(), start=1):
            if isinstance(item, Exchange):
                writer.take(placed(item, source.capture, "", periods=periods))
                tick(number)
            else:
                writer.take(item)
        writer.close()
        opened.confirm()
    left_out = tuple(sorted(writer.left_out.items()))
    return Exported(target, source.capture.sha256, writer.entries, left_out, writer.kept)
