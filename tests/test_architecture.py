"""The house keeps its shape: floors, mirrored tests, documented commands, lock files without addresses."""

import ast
import re
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent
PACKAGE = REPOSITORY / "trafficaudit"
MODULES = sorted(path.relative_to(REPOSITORY) for path in PACKAGE.rglob("*.py"))

# The lowest floor first; no import runs upward.
FLOORS = [
    {
        "model",
        "network",
        "globe",
        "categories",
        "consents",
        "phases",
        "markdoubts",
        "capturefiles",
        "errors",
        "redaction",
        "output",
        "working",
        "evidence",
        "ending",
        "streams",
        "childlines",
        "cycles",
        "quick",
        "special",
        "hostnames",
        "plurals",
        "together",
        "faults",
        "",
    },
    {"readers", "decode", "destinations", "persona", "declarations", "events", "tables", "trackers"},
    {"detectors", "devices", "hooks", "recording", "report"},
    {"recipe", "examine", "placing", "introduced", "joined", "naming", "caveats"},
    {"replay", "live", "playback", "workers", "processes", "cluster", "reproduce", "export", "redact"},
    {"cli"},
    {"__main__"},
]


def _room(module: Path) -> str:
    parts = module.relative_to("trafficaudit").with_suffix("").parts
    return "" if parts == ("__init__",) else parts[0]


def _floor(room: str) -> int:
    return next(number for number, rooms in enumerate(FLOORS) if room in rooms)


def _imports(module: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse((REPOSITORY / module).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module == "trafficaudit":
            yield from (f"trafficaudit.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_no_import_runs_upward(module: Path) -> None:
    mine = _floor(_room(module))
    rooms = {name.split(".")[1] for name in _imports(module) if name.startswith("trafficaudit.")}
    above = {room for room in rooms if room != "__version__" and _floor(room) > mine}
    assert not above


def _loaded_first(module: Path) -> Iterator[str]:
    """Give the modules of ours that must be there before a module is."""
    for node in ast.parse((REPOSITORY / module).read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "trafficaudit":
            folder = REPOSITORY.joinpath(*node.module.split("."))
            for alias in node.names:
                inner = (folder / f"{alias.name}.py").is_file() or (folder / alias.name).is_dir()
                yield f"{node.module}.{alias.name}" if inner else node.module


def test_no_modules_import_each_other() -> None:
    names = {module: ".".join(module.with_suffix("").parts).removesuffix(".__init__") for module in MODULES}
    order = list(TopologicalSorter({name: set(_loaded_first(module)) for module, name in names.items()}).static_order())
    assert set(order) == set(names.values())


@pytest.mark.parametrize("floor", ["readers", "decode", "detectors"])
def test_the_rooms_within_one_import_in_one_direction(floor: str) -> None:
    rooms: dict[str, set[str]] = {}
    for module in MODULES:
        if module.is_relative_to(f"trafficaudit/{floor}") and len(module.parts) > 3:
            loaded = (name.split(".") for name in _loaded_first(module))
            inner = {name[2] for name in loaded if name[1] == floor and (PACKAGE / floor / name[2]).is_dir()}
            rooms.setdefault(module.parts[2], set()).update(inner - {module.parts[2]})
    assert len(rooms) > 3
    assert set(TopologicalSorter(rooms).static_order()) == set(rooms)


def test_the_documentation_has_the_same_floors_and_every_room() -> None:
    text = (REPOSITORY / "docs" / "architecture.md").read_text(encoding="utf-8")
    sections = dict(re.findall(r"^## (\w+)\n(.*?)(?=^## |\Z)", text, re.M | re.S))
    lists = sections["Floors"].partition(". No import")[0].split("|")
    assert [set(re.findall(r"`(\w+)`", names)) for names in lists] == [rooms - {""} for rooms in FLOORS]
    cells = re.findall(r"^\| (`[^|]*)", sections["Rooms"], re.M)
    told = {name for cell in cells for name in re.findall(r"`(\w+)[./]", cell)}
    assert set().union(*FLOORS) - {""} <= told


def test_the_model_needs_only_the_standard_library() -> None:
    assert {name.split(".")[0] for name in _imports(Path("trafficaudit/model.py"))} <= {
        "collections",
        "dataclasses",
        "datetime",
        "typing",
    }


@pytest.mark.parametrize("module", [path for path in MODULES if path.name != "__init__.py"], ids=str)
def test_every_source_file_has_its_mirrored_test(module: Path) -> None:
    inner = module.relative_to("trafficaudit")
    mirrored = REPOSITORY / "tests" / inner.parent / f"test_{inner.name.lstrip('_')}"
    assert mirrored.is_file(), f"write {mirrored.relative_to(REPOSITORY)}"


# The one module that looks whether a port of this computer is free, which sends nothing, and the one that asks time
# stamp authorities, which no replay reaches.
NETWORK = {Path("trafficaudit/devices/ports.py"), Path("trafficaudit/evidence/post.py")}


@pytest.mark.parametrize("module", [path for path in MODULES if path not in NETWORK], ids=str)
def test_no_module_imports_the_network(module: Path) -> None:
    assert not {name.split(".")[0] for name in _imports(module)} & {
        "socket",
        "ssl",
        "urllib3",
        "requests",
        "http",
        "aiohttp",
        "ftplib",
    }
    assert "urllib.request" not in set(_imports(module))


def test_no_file_is_named_after_a_dependency() -> None:
    dependencies = {
        "mitmproxy",
        "geoip2",
        "maxminddb",
        "pandas",
        "pyarrow",
        "frida",
        "click",
        "rich",
        "hyperscan",
        "msgspec",
        "brotli",
        "zstandard",
        "segno",
        "cryptography",
        "dask",
        "distributed",
    }
    for room in ("addons", "analysis", "trafficaudit"):
        assert not {path.stem for path in (REPOSITORY / room).rglob("*.py")} & dependencies


def test_lock_files_name_no_registry() -> None:
    locks = list(REPOSITORY.glob("*.lock"))
    assert {"requirements.lock", "requirements-dev.lock"} <= {lock.name for lock in locks}
    for lock in locks:
        text = lock.read_text(encoding="utf-8")
        assert "--hash=sha256:" in text
        assert not re.search(r"https?://|index-url|find-links", text)


def test_every_command_stands_on_the_page_of_commands() -> None:
    from trafficaudit.cli import main
    from trafficaudit.cli.persona import persona_group

    page = (REPOSITORY / "docs" / "commands.md").read_text(encoding="utf-8")
    for name in [*main.commands, *(f"persona {name}" for name in persona_group.commands)]:
        assert f"trafficaudit {name}" in page


def test_every_make_target_is_described() -> None:
    makefile = (REPOSITORY / "Makefile").read_text(encoding="utf-8")
    targets = set(re.search(r"^\.PHONY: (.*)$", makefile, re.M)[1].split())  # type: ignore[index]
    assert targets == set(re.findall(r"^([a-z-]+):.*## ", makefile, re.M))
