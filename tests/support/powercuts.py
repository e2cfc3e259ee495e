"""Power cuts: what a disk may hold when the power goes at any call, as POSIX leaves it, not as one file system does it.

A file's bytes are certain as its last ``fsync`` found them, a folder's names as the folder's last ``fsync`` did. All
that came later may be there or not, names and bytes each by itself.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Any

import pytest

CALLS = ("fsync", "rename", "replace", "unlink", "mkdir", "link")


@dataclass(frozen=True, slots=True)
class State:
    """What a disk may hold: path below the root -> bytes, or ``None`` for a folder; ``known`` is what was said by then."""

    files: dict[str, bytes | None]
    known: Any
    when: str

    def put(self, folder: Path) -> Path:
        """Write it into an empty folder."""
        for place, content in self.files.items():
            path = folder / place
            path.parent.mkdir(parents=True, exist_ok=True)
            if content is None:
                path.mkdir(exist_ok=True)
            else:
                path.write_bytes(content)
        return folder


@dataclass
class Disk:
    """Follows what is certain to be on the disk below a folder, and collects what may be there at each call.

    ``known`` is asked at each call for what has been promised by then.
    """

    root: Path
    known: Callable[[], Any] = lambda: None
    states: list[State] = field(default_factory=list)
    _bytes: dict[int, bytes] = field(default_factory=dict)
    _names: dict[int, dict[str, int]] = field(default_factory=dict)
    _held: list[int] = field(default_factory=list)
    _seen: set[tuple[tuple[tuple[str, bytes | None], ...], str]] = field(default_factory=set)

    def fsynced(self, handle: int) -> None:
        """Note what an ``fsync`` makes certain; the inode is kept, so that its number stays its own."""
        self._held.append(os.dup(handle))
        path, number = Path(os.readlink(f"/proc/self/fd/{handle}")), os.fstat(handle).st_ino
        if path.is_dir():
            self._names[number] = {each.name: each.lstat().st_ino for each in path.iterdir()}
        elif path.is_file():
            self._bytes[number] = path.read_bytes()

    def look(self, when: str) -> None:
        """Collect the states that the disk may be in now."""
        live = {path.lstat().st_ino: path for path in (self.root, *self.root.rglob("*"))}
        for all_names, all_bytes in product((False, True), repeat=2):
            files = dict(self._tree(self.root.stat().st_ino, "", live, names=all_names, content=all_bytes))
            known = self.known()
            key = tuple(sorted(files.items())), repr(known)
            if key not in self._seen:
                self._seen.add(key)
                said = f"{when}, names {'written' if all_names else 'synced'}, bytes {'written' if all_bytes else 'synced'}"
                self.states.append(State(files, known, said))

    def close(self) -> None:
        """Let go of the inodes."""
        for handle in self._held:
            os.close(handle)

    def _tree(
        self, number: int, above: str, live: dict[int, Path], *, names: bool, content: bool
    ) -> Iterator[tuple[str, bytes | None]]:
        folder = live.get(number)
        now = {each.name: each.lstat().st_ino for each in folder.iterdir()} if folder else {}
        for name, inside in (now if names else self._names.get(number, {})).items():
            path = live.get(inside)
            if inside in self._names or (path and path.is_dir()):
                yield f"{above}{name}", None
                yield from self._tree(inside, f"{above}{name}/", live, names=names, content=content)
            elif path is None or path.is_file():
                whole = path.read_bytes() if path and content else self._bytes.get(inside, b"")
                yield f"{above}{name}", whole


@contextmanager
def followed(root: Path, known: Callable[[], Any] = lambda: None) -> Iterator[Disk]:
    """Follow what this process does below an existing folder, in which everything so far is certain."""
    disk = Disk(root, known)
    for path in (root, *root.rglob("*")):
        handle = os.open(path, os.O_RDONLY)
        disk.fsynced(handle)
        os.close(handle)
    with pytest.MonkeyPatch.context() as patch:
        for name in CALLS:
            patch.setattr(os, name, _seen(disk, name, getattr(os, name)))
        yield disk
    disk.close()


def _seen(disk: Disk, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
    def made(*arguments: Any, **named: Any) -> Any:
        disk.look(f"before {name} {len(disk.states)}")
        if name == "fsync":
            disk.fsynced(arguments[0])  # what it would cost to have it there in truth is not paid
            return None
        return call(*arguments, **named)

    return made
