"""Where the writer stands: written to the disk after everything it speaks of.

Whatever the writer has written beyond its last checkpoint is cut off when another one takes over, and made again from
the journal: every exchange stands in the capture once.
"""

import os
from pathlib import Path

import msgspec

from trafficaudit.errors import RecordError
from trafficaudit.recording.assembly import Pending
from trafficaudit.working import sync

NAME = "checkpoint"


class Checkpoint(msgspec.Struct):
    """The writer's state.

    ``file`` and ``offset`` say up to where the journal was read, ``segment`` and ``length`` up to where the capture
    was written, ``lengths`` the same of the side files, ``links`` how many links of the chain stand. ``orderly`` says
    that the proxy has ended in order, ``boot`` which start of the computer it ran in.
    """

    file: int = 1
    offset: int = 0
    segment: int = 0
    length: int = 0
    flows: int = 0
    opened_at: float = 0.0
    total: int = 0
    phase: str = ""
    last_at: float = 0.0
    lengths: dict[str, int] = msgspec.field(default_factory=dict)
    pending: list[Pending] = msgspec.field(default_factory=list)
    connections: dict[str, bytes] = msgspec.field(default_factory=dict)
    opened: dict[str, float] = msgspec.field(default_factory=dict)
    links: int = 0
    orderly: bool = False
    boot: str = ""
    segments: list[dict[str, str | int]] = msgspec.field(default_factory=list)


def read(folder: Path) -> Checkpoint:
    """Read the checkpoint; a new one where there is none.

    Raises:
        RecordError: it is damaged.
    """
    path = folder / NAME
    if not path.exists():
        return Checkpoint()
    try:
        return msgspec.msgpack.decode(path.read_bytes(), type=Checkpoint)
    except (OSError, msgspec.MsgspecError) as error:
        raise RecordError("the recorder's checkpoint is damaged", str(path), "keep the folder as it is") from error


def stands(folder: Path) -> bool:
    """Tell whether there is a checkpoint."""
    return (folder / NAME).exists()


def write(folder: Path, checkpoint: Checkpoint) -> None:
    """Put a checkpoint in the place of the last one, whole or not at all.

    Raises:
        OSError: the disk is full or failing.
    """
    new = folder / f"{NAME}.new"
    with new.open("wb") as file:
        file.write(msgspec.msgpack.encode(checkpoint))
        file.flush()
        os.fsync(file.fileno())
    new.rename(folder / NAME)
    sync(folder)


def remove(folder: Path) -> None:
    """Take the checkpoint away, for good: from now on nothing is made again from the journal.

    Raises:
        OSError: the disk is failing.
    """
    (folder / NAME).unlink(missing_ok=True)
    sync(folder)
