"""A disk that fails: while a folder is listed, or when a file is opened."""

import errno
import io
import os
from pathlib import Path
from typing import Any

import pytest


def unlisted(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Have every listing of a folder fail as a broken disk does."""

    def failing(listing: Any) -> Any:
        def listed(path: Any = ".") -> Any:
            if not isinstance(path, int) and Path(path) == folder:
                raise OSError(errno.EIO, os.strerror(errno.EIO), str(folder))
            return listing(path)

        return listed

    monkeypatch.setattr(os, "scandir", failing(os.scandir))
    monkeypatch.setattr(os, "listdir", failing(os.listdir))


def unread(monkeypatch: pytest.MonkeyPatch, file: Path, number: int = errno.EIO) -> None:
    """Have every opening of a file fail as a broken disk does, or otherwise by its number."""

    def failing(opening: Any) -> Any:
        def opened(path: Any, *rest: Any, **named: Any) -> Any:
            if isinstance(path, str | Path) and Path(path) == file:
                raise OSError(number, os.strerror(number), str(file))
            return opening(path, *rest, **named)

        return opened

    monkeypatch.setattr(io, "open", failing(io.open))
    monkeypatch.setattr(os, "open", failing(os.open))
