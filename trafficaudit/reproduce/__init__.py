"""Running a result's recipe again and comparing every output byte.

The inputs are found by their SHA-256 (``inputs``), lent the names that the recipe records, replayed into a temporary
folder, and each file is compared three ways: as it stands, as the recipe names it, as it comes out now.
"""

import hashlib
import json
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from trafficaudit import output
from trafficaudit.destinations import pins
from trafficaudit.errors import ReadError
from trafficaudit.readers import package
from trafficaudit.replay import Request, replay
from trafficaudit.reproduce.changes import Change, changes, first_place, lasting
from trafficaudit.reproduce.inputs import Found, Input, Places, Role
from trafficaudit.reproduce.made import Made, read_made
from trafficaudit.tables.difference import Difference, first_difference

__all__ = ["Change", "Difference", "File", "Input", "Outcome", "Verdict", "reproduce"]

type Verdict = Literal["identical", "different", "undecided"]

type State = Literal["identical", "altered", "different", "absent", "unlisted"]
"""``altered``: not the file that the recipe names. ``different``: it is, and comes out otherwise now. ``absent``: not
there. ``unlisted``: in the folder, and no part of the result."""


@dataclass(frozen=True, slots=True)
class File:
    """One file of the result: its state, its SHA-256 as recorded, as it stands, as it comes out now."""

    name: str
    state: State
    recorded: str = ""
    stands: str = ""
    again: str = ""
    difference: Difference | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What reproducing came to. ``missing`` inputs leave it undecided; then no file was compared.

    ``bounds`` says of what was not looked at where an input is missing.
    """

    verdict: Verdict
    files: tuple[File, ...] = ()
    changes: tuple[Change, ...] = ()
    missing: tuple[Input, ...] = ()
    bounds: tuple[str, ...] = ()


def reproduce(folder: Path, places: Sequence[Path] = (), tick: Callable[[int], None] = lambda count: None) -> Outcome:
    """Make a result again and compare it.

    Other versions of Python, of the libraries and of the rules are named in ``changes``; the verdict is ``identical``
    nevertheless where every table comes out byte for byte and the recipe says the same of everything else.

    Args:
        folder: what ``trafficaudit replay`` wrote.
        places: files and folders in which the inputs are looked for; for a result that lies in a sealed package, that
            package as well.
        tick: called with the number of exchanges so far.

    Raises:
        ReadError: it is no result folder, or an input cannot be read.
        AuditError: the replay fails as it could for its own command.
    """
    made = read_made(folder)
    sealed = package.around(folder)
    known = Places([*places, sealed] if sealed else places)
    found = {wanted: known.find(wanted) for wanted in made.inputs}
    missing = tuple(wanted for wanted, each in found.items() if each is None)
    if missing:
        return Outcome("undecided", missing=missing, bounds=known.bounds)
    inputs = [each for wanted in made.inputs if (each := found[wanted])]
    try:
        with tempfile.TemporaryDirectory(prefix="reproduce-") as scratch:
            replay(_request(made, inputs, Path(scratch)), tick)
            return _compared(folder, made, inputs, Path(scratch) / "again")
    except OSError as error:
        raise ReadError(f"cannot be compared: {error.strerror}", str(folder), "check its rights and the disk") from None


def _request(made: Made, inputs: Sequence[Found], scratch: Path) -> Request:
    """Lend each input the name that the recipe records: names stand in the tables."""
    lent: dict[Role, list[Path]] = {}
    databases: list[tuple[Path, str]] = []
    for number, each in enumerate(inputs):
        place = scratch / f"{number:04d}"
        place.mkdir()
        link = place / each.wanted.name
        link.symlink_to(each.path.resolve(), target_is_directory=each.path.is_dir())
        lent.setdefault(each.wanted.role, []).append(link)
        if each.wanted.role == "database":
            databases.append((link, each.sha256))
    return Request(
        captures=tuple(lent["capture"]),
        target=scratch / "again",
        persona=next(iter(lent.get("persona", ())), None),
        app=made.app,
        phases=next(iter(lent.get("phases", ())), None),
        geoip=tuple(_handed_over(databases)),
        recipients=tuple(lent.get("recipients", ())),
        lang=made.lang,
        observer=made.observer,
        allow_rejected=made.allow_rejected,
    )


def _handed_over(databases: Sequence[tuple[Path, str]]) -> Iterator[Path]:
    """Give what was named at the replay: a pinned set stands for its files, which are laid beside its pin file."""
    pinned = next((path for path, _ in databases if path.suffix == pins.SUFFIX), None)
    named = {(pin.file, pin.sha256) for pin in pins.read(pinned).pins} if pinned else set()
    for path, sha256 in databases:
        if pinned and (path.name, sha256) in named:
            path.rename(pinned.with_name(path.name))
        else:
            yield path


def _compared(folder: Path, made: Made, inputs: Sequence[Found], again: Path) -> Outcome:
    raw = (again / output.RECIPE).read_bytes()
    recipe = json.loads(raw)
    names = sorted({*made.outputs, *recipe["outputs"]})
    files = [_file(name, folder, made.outputs.get(name, ""), again) for name in names]
    files.append(_recipe(made, recipe, raw))
    listed = {*names, output.RECIPE}
    files += [File(each.name, "unlisted") for each in sorted(folder.iterdir()) if each.name not in listed]
    same = all(each.state in ("identical", "unlisted") for each in files) and all(each.exact for each in inputs)
    return Outcome("identical" if same else "different", tuple(files), changes(made.recipe, recipe, inputs))


def _file(name: str, folder: Path, recorded: str, again: Path) -> File:
    stands, new = _digest(folder / name), _digest(again / name)
    if not stands or not new:
        return File(name, "absent" if not stands else "different", recorded, stands, new)
    if stands == recorded == new:
        return File(name, "identical", recorded, stands, new)
    state: State = "altered" if stands != recorded else "different"
    return File(name, state, recorded, stands, new, first_difference(folder / name, again / name))


def _recipe(made: Made, again: Mapping[str, Any], raw: bytes) -> File:
    """Compare the recipes: all but what a result is made with, which may have moved on."""
    digests = "", hashlib.sha256(made.raw).hexdigest(), hashlib.sha256(raw).hexdigest()
    place = first_place(lasting(made.recipe), lasting(again))
    if place is not None:
        return File(output.RECIPE, "different", *digests, Difference("an entry differs", 0, *place))
    if made.raw != raw and made.recipe == again:
        return File(output.RECIPE, "altered", *digests, Difference("it says the same in other bytes"))
    return File(output.RECIPE, "identical", *digests)


def _digest(path: Path) -> str:
    """Give a file's SHA-256, nothing where it is not there or is no regular file: a link could lead anywhere."""
    if path.is_symlink() or not path.is_file():
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
