"""What a result was made from and with: enough to make it again and to see which input changed.

Names are base names, never paths; there is no clock in it.
"""

import hashlib
import json
import platform
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from importlib import metadata, resources
from importlib.resources.abc import Traversable
from pathlib import Path

import trafficaudit
from trafficaudit import output
from trafficaudit.destinations import Locator
from trafficaudit.model import Gap
from trafficaudit.persona import Persona
from trafficaudit.readers import Source
from trafficaudit.redaction import visible

_LIBRARIES = (
    "brotli", "geoip2", "hyperscan", "maxminddb", "mitmproxy", "msgspec", "pandas", "phonenumbers", "publicsuffixlist",
    "pyarrow", "python-stdnum", "xlsxwriter", "zstandard",
)  # fmt: skip
_RULES = (".py", ".toml")


@dataclass(frozen=True, slots=True)
class Request:
    """What a replay is asked for.

    Args:
        captures: files and capture folders, read in this order.
        target: the result folder to make.
        persona: the persona file; without one only patterns, names and endpoint knowledge are searched for.
        app: names the app of every exchange; empty leaves what the capture says.
        phases: a file of phase marks; ``None`` leaves what the capture says.
        geoip: the user's own GeoIP2/GeoLite2 files.
        recipients: the investigator's own additions to the map of recipients.
        lang: language of the headings in CSV and XLSX, ``ko`` or ``en``.
        force: whether an existing result folder is replaced.
        workers: in how many processes exchanges are examined; the results are the same.
    """

    captures: tuple[Path, ...]
    target: Path
    persona: Path | None = None
    app: str = ""
    phases: Path | None = None
    geoip: tuple[Path, ...] = ()
    recipients: tuple[Path, ...] = ()
    lang: str = "en"
    force: bool = False
    workers: int = 1


@dataclass(frozen=True, slots=True)
class Summary:
    """What a replay came to; ``coverage`` counts exchanges per state, ``None`` where no recorder counted."""

    target: Path
    exchanges: int
    findings: int
    received: int
    coverage: dict[str, int | None]
    gaps: tuple[Gap, ...]
    warnings: tuple[str, ...] = field(default=())


def write(
    path: Path,
    *,
    request: Request,
    sources: Sequence[Source],
    persona: Persona | None,
    locator: Locator,
    summary: Summary,
) -> None:
    """Write the recipe of the result folder that ``path`` stands in; its other files must be complete."""
    captures = [source.capture for source in sources]
    recipe = {
        "format": output.FORMAT,
        "tool": {"name": "trafficaudit", "version": trafficaudit.__version__, "rules_sha256": rules_digest()},
        "python": platform.python_version(),
        "libraries": {name: metadata.version(name) for name in _LIBRARIES},
        "parameters": {"app": request.app, "lang": request.lang},
        "inputs": {
            "captures": [
                {
                    "id": visible(capture.id),
                    "file": visible(capture.name),
                    "format": capture.format,
                    "size": capture.size,
                    "sha256": capture.sha256,
                    "metadata": {visible(key): visible(value) for key, value in sorted(capture.metadata.items())},
                }
                for capture in captures
            ],
            "persona": {"id": persona.id, "sha256": persona.sha256} if persona else None,
            "phases": _file(request.phases),
            "recipients": [_file(file) for file in request.recipients],
            "databases": [
                {
                    "name": database.name,
                    "kind": database.kind,
                    "built": database.built,
                    "file": visible(database.file),
                    "sha256": database.sha256,
                    "licence": database.licence,
                }
                for database in locator.databases
            ],
        },
        "counts": {
            "exchanges": summary.exchanges,
            "findings": summary.findings,
            "findings_in_responses": summary.received,
            "coverage": summary.coverage,
        },
        "gaps": [
            {
                "capture": visible(gap.capture_id),
                "position": gap.position,
                "offset": gap.offset,
                "reason": visible(gap.reason),
            }
            for gap in summary.gaps
        ],
        "warnings": [visible(warning) for warning in summary.warnings],
        "outputs": {file.name: _sha256(file) for file in sorted(path.parent.iterdir()) if file != path},
    }
    path.write_text(json.dumps(recipe, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def rules_digest() -> str:
    """Give one SHA-256 over every source and data file of the package, so that a changed rule shows."""
    total = hashlib.sha256()
    for name, file in sorted(_rule_files(resources.files("trafficaudit"), "")):
        total.update(f"{name}\0{hashlib.sha256(file.read_bytes()).hexdigest()}\n".encode())
    return total.hexdigest()


def _rule_files(folder: Traversable, prefix: str) -> Iterable[tuple[str, Traversable]]:
    for file in folder.iterdir():
        if file.is_dir():
            yield from _rule_files(file, f"{prefix}{file.name}/")
        elif file.name.endswith(_RULES):
            yield prefix + file.name, file


def _file(path: Path | None) -> dict[str, str] | None:
    return {"file": visible(path.name), "sha256": _sha256(path)} if path else None


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
