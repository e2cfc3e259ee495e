"""A folder whose disk fails while it is listed."""

import errno
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
