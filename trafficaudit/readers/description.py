"""What a capture folder's ``capture.json`` says: the app, the device, the tools, and where the recording was made."""

import json
import os
from collections.abc import Mapping
from pathlib import Path

from trafficaudit.capturefiles import DESCRIPTION, FORMAT
from trafficaudit.errors import ReadError
from trafficaudit.readers.file import is_there, name_of, printable, reason_of
from trafficaudit.redaction import composed

_SMALL = 16 << 20
_MOST_OFF = 10 * 365 * 86_400.0


def read_description(path: Path) -> Mapping[str, object]:
    """Read the description in a capture folder; empty where there is none.

    Raises:
        ReadError: it cannot be read, is no JSON object, or of a format that this version does not know.
    """
    file = path / DESCRIPTION
    if not is_there(file):
        return {}
    try:
        with file.open("rb") as opened:
            description = json.loads(opened.read(_SMALL).decode("utf-8-sig"))
    except OSError as error:
        raise ReadError(reason_of(error), name_of(file), "check the permissions") from None
    except (ValueError, RecursionError):
        description = None
    if not isinstance(description, Mapping):
        raise ReadError("is no JSON object", name_of(file), "correct or remove it")
    if (form := description.get("format", FORMAT)) != FORMAT:
        what = f"says that the folder is of format {_text(form)[:40]!r}, and this version reads {FORMAT}"
        raise ReadError(what, name_of(file), "replay it with the version of trafficaudit that wrote it, or a later one")
    return description


def called(path: Path, description: Mapping[str, object]) -> tuple[str, str]:
    """Give a folder's name, and what the id of its capture begins with."""
    given = description.get("id")
    name = printable(composed(os.path.basename(os.path.abspath(path))))  # a link has its own name, not that of its goal
    return name, printable(composed(given)) if isinstance(given, str) and given else name


def observer_of(description: Mapping[str, object]) -> str:
    """Give where the recording was made, as it was told; empty where it was not."""
    place = description.get("observer")
    return printable(place)[:64] if isinstance(place, str) else ""


def clock_offset_of(description: Mapping[str, object]) -> float | None:
    """Give by how many seconds the phone's clock is ahead of the recorder's; ``None`` where nobody measured it."""
    device = description.get("device")
    offset = device.get("clock_offset_seconds") if isinstance(device, Mapping) else None
    if isinstance(offset, bool) or not isinstance(offset, int | float):
        return None
    return float(offset) if abs(offset) < _MOST_OFF else None


def metadata_of(description: Mapping[str, object]) -> dict[str, str]:
    """Give what is shown of a description, each value as one line."""
    out: dict[str, str] = {}
    app = description.get("app")
    if isinstance(app, Mapping):
        out |= {f"app.{key}": _text(value) for key, value in app.items()}
    for key in ("synthetic", "note", "device", "observer", "started_at", "ended_at", "tools"):
        if description.get(key) is not None:
            out[key] = _text(description[key])
    return {printable(key): value for key, value in out.items() if value}


def _text(value: object) -> str:
    """Give a value of the description as one line; objects as ``key value`` pairs in their order."""
    if isinstance(value, Mapping):
        return ", ".join(f"{printable(str(key))} {_text(each)}" for key, each in value.items())
    if isinstance(value, list):
        return ", ".join(map(_text, value))
    return printable(str(value)) if value is not None else ""
