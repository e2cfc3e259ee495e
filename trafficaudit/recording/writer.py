"""The writer: follows the journal, writes the capture; and what finishes one that was cut off."""

import shutil
import time
from collections.abc import Callable
from pathlib import Path

from trafficaudit import capturefiles
from trafficaudit.recording import checkpoint as checkpoints
from trafficaudit.recording import folder as folders
from trafficaudit.recording import frames, lastwords, losses, segment
from trafficaudit.recording.assembly import Assembly
from trafficaudit.recording.chaining import Chaining
from trafficaudit.recording.clock import Clock, boot
from trafficaudit.recording.flowrecord import Pieces
from trafficaudit.recording.journal import Entry, Follower, Place
from trafficaudit.recording.segment import Segment
from trafficaudit.recording.sidefiles import SideFiles, iso
from trafficaudit.working import sync

SEGMENT_SIZE = 64 << 20
SEGMENT_AGE = 600.0


class Writer:
    """Writes one capture folder from its journal.

    Args:
        folder: the capture folder, begun.
        clock: what reads the clocks.
        late: whether the recording was cut off, and is finished by somebody else.

    Raises:
        RecordError: it is no recording, its checkpoint is damaged, or gone while its journal is no longer whole.
    """

    def __init__(self, folder: Path, clock: Clock | None = None, *, late: bool = False) -> None:
        self._folder, self._working, self._late = folder, folder / folders.WORKING, late
        self._at = checkpoints.read(self._working)
        self._journal = Follower(self._working, self._at.file, self._at.offset)
        if self._at.file == 1 and not self._at.offset:
            self._journal.check_whole()
        self._lines = SideFiles(folder, self._at.lengths)
        self._assembly = Assembly(self._journal, self._emit)
        self._assembly.pending = {flow.flow: flow for flow in self._at.pending}
        self._assembly.connections = self._at.connections
        self._segment = segment.taken_back(folder, self._at.segment, self._at.length if self._at.opened_at else None)
        self._chaining = Chaining(folder, self._at.links, folders.app_of(folder))
        self._clock = clock or Clock()
        self._closing = ""
        self._changed = True
        self._tell_shortened()
        self._synced = self._at.file
        self._take: dict[type[frames.Frame], Callable[..., None]] = {
            frames.Hello: self._hello,
            frames.Connection: lambda frame, place: self._assembly.connection(frame),
            frames.Opened: self._opened,
            frames.Closed: self._closed,
            frames.Head: self._head,
            frames.Chunk: self._assembly.chunk,
            frames.Reached: lambda frame, place: self._assembly.reached(frame),
            frames.Talk: lambda frame, place: self._assembly.talk(frame),
            frames.Message: self._message,
            frames.End: lambda frame, place: self._assembly.end(frame),
            frames.Dns: self._dns,
            frames.Phase: self._phase,
            frames.Line: lambda frame, place: self._lines.write(frame.file, frame.fields),
            frames.Bye: self._bye,
        }

    def step(self) -> bool:
        """Take what the journal holds, about 4 MiB of it; tell whether there was anything."""
        any_entry = False
        for entry in self._journal.entries():
            any_entry = self._changed = True
            self._skipped()
            self._entry(entry)
            if self._closing:
                self._close_segment(self._closing)
                self._save()
        return any_entry

    def sync(self, *, alive: bool) -> None:
        """Have everything on the disk; ``alive`` says that the proxy is, and so the clocks are its clocks."""
        if alive:
            # A conversation or a body that streams for hours has no other moment of which something is noted.
            self._at.last_at = self._at.last_at if self._at.orderly else time.time()
            for line in self._clock.look():
                self._lines.write(capturefiles.CLOCK, line)
                self._changed = True
        self._assembly.age(time.time())
        if self._segment and not 0 <= time.time() - self._at.opened_at < SEGMENT_AGE:
            self._assembly.cut()
            self._closing = "age"
        if self._closing:
            self._close_segment(self._closing)
        elif alive and self._chaining.idle:
            self._chaining.link("still recording", "", {})
            self._changed = True
        if self._changed:
            self._save()

    def finish(self) -> dict[str, object]:
        """Finish the capture when the journal holds nothing more; give what it came to."""
        ended = self._at.last_at or time.time()
        orderly = self._at.orderly
        self._skipped()
        fell = bool(self._at.boot) and self._at.boot != boot()
        died = "the computer went down" if fell else "the proxy died"
        reason = capturefiles.IN_ORDER if orderly else lastwords.read(self._working) or died
        for flow in self._assembly.unfinished(ended, orderly=orderly):
            self._lines.write(capturefiles.GAPS, losses.exchange(ended, flow))
        for line in () if orderly else losses.broken_off(ended, self._at.phase, len(self._at.opened), fell=fell):
            self._lines.write(capturefiles.GAPS, line)
        if torn := self._journal.backlog():
            self._lines.write(capturefiles.GAPS, losses.torn(ended, self._at.phase, torn))
        self._close_segment("end")
        self._lines.sync()
        sync(self._folder)
        summary = {
            "ended_at": iso(ended),
            "ended": reason,
            "complete": True,
            "flows": self._at.total,
            "segments": self._at.segments,
        }
        folders.write_description(self._folder, folders.read_description(self._folder) | summary)
        self._lines.close()
        self._chaining.end(capturefiles.DESCRIPTION, reason)
        self._journal.close()
        checkpoints.remove(self._working)
        self._chaining.close()
        tidy(self._folder)
        return summary

    def standing(self) -> dict[str, object]:
        """Say how the recording stands."""
        return {
            "flows": self._at.total,
            "segment": self._at.segment,
            "phase": self._at.phase,
            "open": len(self._assembly.pending),
            "behind": self._journal.backlog(),
            "free": shutil.disk_usage(self._folder).free,
        }

    def _tell_shortened(self) -> None:
        """Say what is not there any more of the files that are gone on with."""
        if lacking := self._lines.lacking + (self._segment.lacking if self._segment else 0):
            at = self._at.last_at or time.time()
            self._lines.write(capturefiles.GAPS, losses.shortened(at, self._at.phase, lacking))

    def _skipped(self) -> None:
        """Say what is not there of the journal before what is read now, where it is noticed."""
        if self._journal.skipped:
            at = self._at.last_at or time.time()
            self._lines.write(capturefiles.GAPS, losses.missing(at, self._at.phase, self._journal.skipped))
            self._journal.skipped = 0

    def _entry(self, entry: Entry) -> None:
        frame = frames.decoder.decode(entry.payload)
        self._take[type(frame)](frame, entry.place)
        self._at.file, self._at.offset = entry.place.file, entry.place.offset + entry.place.size

    def _hello(self, frame: frames.Hello, place: Place) -> None:
        self._at.last_at, self._at.boot = frame.at, frame.boot

    def _opened(self, frame: frames.Opened, place: Place) -> None:
        self._at.opened[frame.id] = self._at.last_at = frame.at

    def _closed(self, frame: frames.Closed, place: Place) -> None:
        self._at.opened.pop(frame.id, None)
        self._assembly.closed(frame.id)
        if frame.line:
            self._lines.write(capturefiles.CONNECTIONS, frame.line)

    def _head(self, frame: frames.Head, place: Place) -> None:
        at = frame.state.get("timestamp_end") or frame.state.get("timestamp_start")
        self._at.last_at = at if isinstance(at, float) else self._at.last_at
        if frame.response:
            for line in self._clock.server(frame.host, frame.state):
                self._lines.write(capturefiles.CLOCK, line)
        self._assembly.head(frame, place)

    def _message(self, frame: frames.Message, place: Place) -> None:
        self._assembly.message(frame, place, time.time())

    def _dns(self, frame: frames.Dns, place: Place) -> None:
        # Readers take a while to load: a recording begins without them, and most hold no DNS.
        from trafficaudit.recording.dnsanswers import answers  # noqa: PLC0415

        for line in answers(frame) if frame.response or frame.error else ():
            self._lines.write(capturefiles.DNS, line)
        self._assembly.dns(frame, place)

    def _phase(self, frame: frames.Phase, place: Place) -> None:
        self._assembly.cut()
        self._closing = f"phase {frame.name}"
        self._at.phase, self._at.last_at = frame.name, frame.at
        line: dict[str, object] = {"at": iso(frame.at), "phase": frame.name, "monotonic": round(frame.monotonic, 6)}
        self._lines.write(capturefiles.PHASES, line | ({"ticket": frame.ticket} if frame.ticket else {}))

    def _bye(self, frame: frames.Bye, place: Place) -> None:
        self._at.orderly, self._at.last_at = True, frame.at

    def _emit(self, pieces: Pieces) -> None:
        if self._segment is None:
            self._at.segment += 1
            self._segment = Segment(self._folder / segment.name(self._at.segment))
            self._at.opened_at, self._at.flows = time.time(), 0
        for piece in pieces:
            if isinstance(piece, Place):
                for block in self._journal.copy(piece):
                    self._segment.write(block)
            else:
                self._segment.write(piece)
        self._at.flows += 1
        self._at.total += 1
        self._changed = True
        if self._segment.size >= SEGMENT_SIZE:
            self._closing = self._closing or "size"

    def _close_segment(self, reason: str) -> None:
        self._closing, marked = "", reason.startswith("phase ")
        if self._segment is None:
            if marked:
                self._chaining.link("phase marked", reason, {}, mark=True)
            return
        digest, closed = self._segment.close(), time.time()
        line: dict[str, str | int] = {
            "file": self._segment.path.name,
            "sha256": digest,
            "bytes": self._segment.length,
            "flows": self._at.flows,
            "opened_at": iso(self._at.opened_at),
            "closed_at": iso(closed),
            "reason": reason,
        }
        self._segment = None
        self._lines.write(capturefiles.SEGMENTS, line)
        self._chaining.closed(reason, {str(line["file"]): digest}, mark=marked, late=self._late)
        self._at.segments.append({key: line[key] for key in ("file", "sha256", "bytes", "flows")})
        self._changed = True

    def _save(self) -> None:
        self._journal.sync(self._synced)
        if self._segment:
            self._segment.sync()
        self._lines.sync()
        sync(self._folder)
        self._assembly.forget()
        self._at.length = self._segment.length if self._segment else 0
        self._at.opened_at = self._at.opened_at if self._segment else 0.0
        self._at.lengths = self._lines.lengths
        self._at.pending = list(self._assembly.pending.values())
        self._at.connections = self._assembly.connections
        self._at.links = self._chaining.count
        checkpoints.write(self._working, self._at)
        self._chaining.settled()
        self._journal.drop(self._at.file, self._assembly.files())
        self._synced, self._changed = self._at.file, False


def recover(writer: Writer) -> dict[str, object]:
    """Take everything that the journal still holds and finish the capture."""
    while writer.step():
        writer.sync(alive=False)
    return writer.finish()


def resume(folder: Path) -> dict[str, object]:
    """Finish a recording that was cut off, wherever that was; give what its description says then.

    Raises:
        OSError: the disk is full or failing.
        RecordError: the folder holds no recording that could be gone on with.
    """
    if folders.read_description(folder).get("complete") and not checkpoints.stands(folder / folders.WORKING):
        tidy(folder)
        return folders.read_description(folder)
    return recover(Writer(folder, late=True))


def tidy(folder: Path) -> None:
    """Take away what a finished recording no longer needs.

    The checkpoint goes first: while it stands, the journal is whole, and without it nobody takes the capture back.
    """
    if (folder / folders.WORKING).is_dir():
        checkpoints.remove(folder / folders.WORKING)
        shutil.rmtree(folder / folders.WORKING, ignore_errors=True)
