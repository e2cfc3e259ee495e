"""Where the proxy's program and our addons are."""

import sys
from pathlib import Path

import trafficaudit
from trafficaudit.errors import RecordError

PROGRAMS = {"dump": "mitmdump", "console": "mitmproxy", "web": "mitmweb"}


def addon(name: str) -> Path:
    """Give the path of an addon, such as ``record``: beside the package in a checkout, inside it when installed.

    Raises:
        RecordError: it is in neither place.
    """
    inside = Path(trafficaudit.__file__).resolve().parent
    for folder in (inside / "addons", inside.parent / "addons"):
        path = folder / f"{name}.py"
        if path.is_file():
            return path
    raise RecordError(f"the addon {name}.py is missing", str(inside), "install trafficaudit again")


def program(ui: str) -> Path:
    """Give the path of mitmproxy's program for a user interface: ``dump``, ``console`` or ``web``.

    Raises:
        RecordError: it is not installed beside this Python.
    """
    path = Path(sys.executable).with_name(PROGRAMS[ui])
    if not path.is_file():
        raise RecordError(
            f"{path.name} is not beside {sys.executable}", "", "install trafficaudit with its dependencies"
        )
    return path


def mitmdump() -> Path:
    """Give the path of ``mitmdump``."""
    return program("dump")
