"""A result folder's recipe as something that can be run again: which inputs, with which parameters."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from trafficaudit import output
from trafficaudit.errors import ReadError
from trafficaudit.redaction import visible
from trafficaudit.reproduce.inputs import Input, Role, label_of
from trafficaudit.tables.folder import ANEW, no_result

_LARGEST = 64 << 20
_SHA256 = re.compile(r"[0-9a-f]{64}")
_NAME_BYTES = 255


@dataclass(frozen=True, slots=True)
class Made:
    """What a result was made from.

    Args:
        recipe: the whole recipe.
        raw: its bytes.
        inputs: what has to be found, captures first, each role in its order.
        app: the parameter of that name.
        lang: likewise.
        observer: likewise.
        allow_rejected: likewise.
        outputs: SHA-256 by file name.
    """

    recipe: Mapping[str, Any]
    raw: bytes
    inputs: tuple[Input, ...]
    app: str
    lang: str
    observer: str
    allow_rejected: bool
    outputs: Mapping[str, str]


def read_made(folder: Path) -> Made:
    """Read a result folder's recipe.

    Raises:
        ReadError: there is none, it is of another version, or does not say what is needed to run it again.
    """
    path, where = folder / output.RECIPE, visible(str(folder / output.RECIPE))
    if path.is_symlink() or not path.is_file():
        raise no_result(folder)
    try:
        with path.open("rb") as file:
            raw = file.read(_LARGEST)
        recipe = json.loads(raw)
    except OSError as error:
        raise ReadError(f"cannot be read: {error.strerror}", where, "check its rights") from error
    except (ValueError, RecursionError) as error:
        raise ReadError("cannot be read as JSON", where, ANEW) from error
    if not isinstance(recipe, dict) or recipe.get("format") != output.FORMAT:
        raise ReadError("is of another version", where, ANEW)
    try:
        return _made(recipe, raw)
    except (KeyError, TypeError, ValueError) as error:
        raise ReadError(f"cannot be run again: {visible(str(error))[:200]}", where, ANEW) from None


def _made(recipe: dict[str, Any], raw: bytes) -> Made:
    given, parameters = _object(recipe, "inputs"), _object(recipe, "parameters")
    inputs = tuple(_inputs(given))
    if not any(each.role == "capture" for each in inputs):
        raise ValueError("it names no capture")
    app, lang, observer, rejected = (parameters.get(key) for key in ("app", "lang", "observer", "allow_rejected"))
    if lang not in ("ko", "en") or not isinstance(rejected, bool):
        raise ValueError("its parameters are not those of a replay")
    if not isinstance(app, str) or not isinstance(observer, str):
        raise ValueError("its parameters are not those of a replay")
    outputs = {_name(name): _digest(sha256) for name, sha256 in _object(recipe, "outputs").items()}
    return Made(recipe, raw, inputs, app, lang, observer, rejected, outputs)


def _inputs(given: Mapping[str, Any]) -> Iterator[Input]:
    for each in _list(given, "captures"):
        yield _input("capture", each)
    for role in ("persona", "phases"):
        if given.get(role) is not None:
            yield _input("persona" if role == "persona" else "phases", given[role])
    for each in _list(given, "recipients"):
        yield _input("recipients", each)
    for each in _list(given, "databases"):
        if not isinstance(each, dict):
            raise TypeError("its databases are no list of objects")
        if each.get("size") is not None:
            yield _input("database", each)


def _input(role: Role, given: object) -> Input:
    if not isinstance(given, dict):
        raise TypeError(f"a {role} is no object")
    size = given.get("size")
    if not isinstance(size, int) or isinstance(size, bool) or size < 0:
        raise ValueError(f"a {role} has no size")
    label = label_of(str(given.get("id", ""))) if role == "capture" else ""
    return Input(role, _name(given.get("file")), size, _digest(given.get("sha256")), label)


def _name(name: object) -> str:
    """Check a base name: it becomes one in a temporary folder, so it must lead nowhere else."""
    if not isinstance(name, str) or name in ("", ".", "..") or "/" in name or "\0" in name:
        raise ValueError(f"{str(name)[:80]!r} is no base name")
    if len(name.encode("utf-8", "surrogatepass")) > _NAME_BYTES or not name.isprintable():
        raise ValueError(f"{name[:80]!r} is no base name")
    return name


def _digest(sha256: object) -> str:
    if not isinstance(sha256, str) or not _SHA256.fullmatch(sha256):
        raise ValueError("it names something without a SHA-256")
    return sha256


def _object(holder: Mapping[str, Any], key: str) -> dict[str, Any]:
    if not isinstance(holder.get(key), dict):
        raise TypeError(f"it has no {key}")
    found: dict[str, Any] = holder[key]
    return found


def _list(holder: Mapping[str, Any], key: str) -> list[object]:
    if not isinstance(holder.get(key), list):
        raise TypeError(f"it lists no {key}")
    found: list[object] = holder[key]
    return found
