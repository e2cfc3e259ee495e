"""The process that examines a recording while it grows: ``python -P -m trafficaudit.live.worker FOLDER``.

It gives way to everything else on the machine and writes lines (see ``lines``) to standard output. It ends when the
recording is complete, when its standard input closes and nothing more comes, or at once on SIGTERM.
"""

import argparse
import os
import select
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from trafficaudit.errors import AuditError
from trafficaudit.examine import Examined, Examiner
from trafficaudit.live.follow import Followed, Follower
from trafficaudit.live.lines import FAILED, UNEXAMINED, Summary, dumps
from trafficaudit.model import Exchange, Gap
from trafficaudit.recording.folder import is_held
from trafficaudit.redaction import visible

UNUSABLE = 3
"""Exit status where an input cannot be used: starting again would not help."""

_POLL = 0.2
_QUIET = 1.0
_SUMMARY = 1.0
_FLUSH = 0.2
_HELD = 1 << 15
_NICEST = 19
_CONVERSATIONS = 10_000


class Worker:
    """Follows a folder and hands on what it finds.

    Args:
        folder: the capture folder.
        examiner: what each exchange goes through.
        write: takes the bytes of whole lines.
        input_fd: closes when nobody wants to know any more; recording may go on for a moment after that.
    """

    def __init__(self, folder: Path, examiner: Examiner, write: Callable[[bytes], object], input_fd: int) -> None:
        self.summary = Summary()
        self._folder = folder
        self._follower = Follower(folder, self._has_ended, self._wait)
        self._examiner, self._write, self._input = examiner, write, input_fd
        self._talks: dict[str, int] = {}
        self._borders = 0
        self._held: list[bytes] = []
        self._size = 0
        self._asked_to_end = False
        now = time.monotonic()
        self._last_item = self._flushed = self._summed = now

    def run(self) -> None:
        """Write a line for each exchange with findings, and the sum every second, until the recording ends."""
        self._sum()
        for _ in self.examined():
            pass
        self.summary.ended = True
        self._sum()
        self._flush()

    def examined(self) -> Iterator[Examined]:
        """Examine exchange after exchange, writing the lines, and give each one that could be examined."""
        for followed in self._follower.items():
            found = self._examine(followed)
            self._last_item = time.monotonic()  # what took long to examine was no quiet time
            if found is not None:
                yield found
            self._look_around()

    def _examine(self, followed: Followed) -> Examined | None:
        if isinstance(followed.item, Gap):
            self.summary.gaps += 1
            return None
        try:
            self._borders += self._is_border(followed.flow, followed.item)
            found = self._examiner.examine(followed.item, self._follower.capture)
            line = self.summary.add(found)
        except Exception as error:  # whatever hostile traffic provokes, the next exchange is examined
            self.summary.unexamined += 1
            reason = type(error).__name__
            self._line(
                {"kind": UNEXAMINED, "flow": followed.flow, "exchange": followed.item.id, "reason": visible(reason)}
            )
            return None
        if line is not None:
            self._line(line | {"flow": followed.flow})
        return found

    def _is_border(self, flow: str, item: Exchange) -> bool:
        """Say whether a message is the first of another part of its conversation: nothing is looked for over that."""
        if "." not in item.id:
            return False
        if len(self._talks) >= _CONVERSATIONS:
            self._talks.clear()
        known = self._talks.get(flow)
        self._talks[flow] = item.position
        return bool(flow) and known is not None and known != item.position

    def _line(self, line: dict[str, object]) -> None:
        data = dumps(line)
        self._held.append(data)
        self._size += len(data)
        if self._size >= _HELD:
            self._flush()

    def _look_around(self) -> None:
        now = time.monotonic()
        if now - self._summed >= _SUMMARY:
            self._sum()
        if now - self._flushed >= _FLUSH:
            self._flush()
            self._listen(0)

    def _sum(self) -> None:
        self._summed = time.monotonic()
        self.summary.behind = self._follower.behind
        self.summary.apart = self._examiner.left_out + self._borders
        self._line(self.summary.line())

    def _flush(self) -> None:
        self._flushed = time.monotonic()
        if self._held:
            data = b"".join(self._held)
            self._held.clear()
            self._size = 0
            self._write(data)

    def _wait(self) -> None:
        if time.monotonic() - self._summed >= _SUMMARY:
            self._sum()
        self._flush()
        if self._asked_to_end:
            time.sleep(_POLL)
        else:
            self._listen(_POLL)

    def _listen(self, seconds: float) -> None:
        if not self._asked_to_end and select.select([self._input], [], [], seconds)[0]:
            self._asked_to_end = not os.read(self._input, 1024)
            self._last_item = time.monotonic()  # what was quiet before says nothing of what is still to come

    def _has_ended(self) -> bool:
        # The writer outlives the proxy by a moment: what it still appends belongs to the recording. Where nothing says
        # that the recording is complete, nothing comes any more once it is quiet and no writer holds the folder.
        if not self._asked_to_end or time.monotonic() - self._last_item < _QUIET:
            return False
        return not is_held(self._folder)


def give_way() -> None:
    """Let everything else on this machine go first, in time and, where memory runs out, in staying alive.

    On Linux a processor that only runs SCHED_IDLE processes counts as free (the kernel's ``sched_idle_cpu``): what the
    proxy and its peers wake does not queue behind us.
    """
    os.nice(_NICEST)
    if hasattr(os, "sched_setscheduler"):
        with suppress(OSError):  # a container may forbid it; being nice is what counts
            os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
    with suppress(OSError):  # no Linux, or not allowed
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")


def arguments(given: Sequence[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -P -m trafficaudit.live.worker", description=__doc__)
    parser.add_argument("folder", type=Path, help="the capture folder that is being recorded")
    parser.add_argument("--persona", type=Path, help="the test person's values (TOML)")
    parser.add_argument("--geoip", type=Path, action="append", default=[], help="your own GeoIP2/GeoLite2 file")
    parser.add_argument("--recipients", type=Path, action="append", default=[], help="additions to the map (TOML)")
    parser.add_argument("--app", default="", help="the app's package or bundle id")
    return parser.parse_args(given)


def main(given: Sequence[str] | None = None) -> int:
    """Run the worker; give the exit status."""
    # Ctrl-C reaches the whole process group; the proxy says when it is time to end.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    asked = arguments(sys.argv[1:] if given is None else given)
    try:
        examiner = Examiner(asked.persona, asked.geoip, asked.recipients, asked.app)
        examiner.follow()
        give_way()  # building the detectors is done once, at the start; on a busy machine it would take minutes after
        Worker(asked.folder, examiner, _to_stdout, sys.stdin.fileno()).run()
    except AuditError as error:
        _to_stdout(dumps({"kind": FAILED, "reason": visible(str(error))}))
        return UNUSABLE
    except BrokenPipeError:
        return 0  # nobody listens any more
    return 0


def _to_stdout(data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(sys.stdout.fileno(), view) :]


if __name__ == "__main__":
    raise SystemExit(main())
