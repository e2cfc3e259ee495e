"""What a result was made from and with: enough to make it again and to see which input changed.

Names are base names, never paths; there is no clock in it.
"""

import hashlib
import json
import platform
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import metadata, resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import trafficaudit
from trafficaudit import output
from trafficaudit.destinations import Database, Locator
from trafficaudit.evidence import Verdict
from trafficaudit.model import Gap, Phase
from trafficaudit.persona import Persona
from trafficaudit.phases import all_qualified
from trafficaudit.readers import Source
from trafficaudit.redaction import composed, visible

_LIBRARIES = (
    "brotli", "cryptography", "geoip2", "h11", "hpack", "hyperframe", "hyperscan", "maxminddb", "mitmproxy", "msgspec",
    "numpy", "pandas", "phonenumbers", "publicsuffixlist", "pyarrow", "pyopenssl", "python-dateutil", "python-stdnum",
    "pyyaml", "rfc3161-client", "xlsxwriter", "zstandard",
)  # fmt: skip
_DATA = (".toml", ".txt")
_RULES = (".py", *_DATA)
_RECORDER = "addons/"
"""What lies in an installed package alone (in a checkout beside it), and no result depends on."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a replay is asked for.

    Args:
        captures: files and capture folders; what makes one result is read in the order of their ids.
        target: the result folder to make.
        persona: the persona file; without one only patterns, names and endpoint knowledge are searched for.
        app: names the app of every exchange; empty leaves what the capture says.
        phases: a file of phase marks; ``None`` leaves what the capture says.
        geoip: the user's own GeoIP2/GeoLite2 files.
        recipients: the investigator's own additions to the map of recipients.
        lang: language of the headings in CSV and XLSX, ``ko`` or ``en``.
        force: whether an existing result folder is replaced.
        observer: where the recorder stood (``KR``, or latitude and longitude); empty takes what each capture says.
        allow_rejected: whether a sealed package that verification rejects is replayed nevertheless; the recipe says so.
        workers: in how many processes exchanges are examined, 0 for as many as suit; the results are the same.
        scheduler: the address of a cluster's scheduler, whose workers examine; the results are the same.
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
    observer: str = ""
    allow_rejected: bool = False
    workers: int = 1
    scheduler: str = ""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a replay came to; ``coverage`` counts exchanges per state, ``None`` where no recorder counted.

    ``proven`` counts the findings that rest on a value of the test person. ``verdicts`` has a sealed package's name and
    the exit code of its verification.
    """

    target: Path
    exchanges: int
    findings: int
    received: int
    coverage: dict[str, int | None]
    gaps: tuple[Gap, ...]
    warnings: tuple[str, ...] = field(default=())
    verdicts: tuple[tuple[str, int], ...] = field(default=())
    proven: int = 0


def write(
    path: Path,
    *,
    request: Request,
    sources: Sequence[Source],
    verdicts: Sequence[Verdict | None],
    persona: Persona | None,
    locator: Locator,
    summary: Summary,
    marks: Sequence[Phase] | None = None,
) -> None:
    """Write the recipe of the result folder that ``path`` stands in; its other files must be complete.

    ``marks`` are the investigator's own phase marks; ``None`` where each capture's hold.
    """
    recipe = {
        "format": output.FORMAT,
        **environment(),
        "parameters": _parameters(request),
        "inputs": {
            "captures": [
                _capture(source, verdict, source.capture.phases if marks is None else marks)
                for source, verdict in zip(sources, verdicts, strict=True)
            ],
            "persona": _persona(request.persona, persona),
            "phases": _file(request.phases),
            "recipients": [_file(file) for file in request.recipients],
            "databases": [_database(database) for database in locator.databases],
        },
        "counts": _counts(summary),
        "gaps": [_gap(gap) for gap in summary.gaps],
        "warnings": [visible(warning) for warning in summary.warnings],
        "outputs": {file.name: _sha256(file) for file in sorted(path.parent.iterdir()) if file != path},
    }
    path.write_text(json.dumps(recipe, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


@cache
def environment() -> Mapping[str, Any]:
    """Give what a result is made with, as the recipe says it: this version, its rules, Python and the libraries.

    ``zlib`` packs the workbook: another build of it (zlib-ng) packs the same cells into other bytes.
    """
    rules = {name: sha256 for name, sha256 in _rule_digests() if name.endswith(_DATA)}
    return {
        "tool": {
            "name": "trafficaudit",
            "version": trafficaudit.__version__,
            "rules_sha256": rules_digest(),
            "rules": rules,
        },
        "python": platform.python_version(),
        "platform": f"{platform.system()} {platform.machine()}",
        "libraries": {name: metadata.version(name) for name in _LIBRARIES} | {"zlib": zlib.ZLIB_RUNTIME_VERSION},
    }


def rules_digest() -> str:
    """Give one SHA-256 over every source and data file of the package, so that a changed rule shows."""
    total = hashlib.sha256()
    for name, sha256 in _rule_digests():
        total.update(f"{name}\0{sha256}\n".encode())
    return total.hexdigest()


@cache
def _rule_digests() -> tuple[tuple[str, str], ...]:
    files = sorted(_rule_files(resources.files("trafficaudit"), ""), key=lambda pair: pair[0])
    return tuple(
        (name, hashlib.sha256(file.read_bytes()).hexdigest()) for name, file in files if not name.startswith(_RECORDER)
    )


def _rule_files(folder: Traversable, prefix: str) -> Iterable[tuple[str, Traversable]]:
    for file in folder.iterdir():
        if file.is_dir():
            yield from _rule_files(file, f"{prefix}{file.name}/")
        elif file.name.endswith(_RULES):
            yield prefix + file.name, file


def _parameters(request: Request) -> dict[str, object]:
    return {
        "app": request.app,
        "lang": request.lang,
        "observer": visible(request.observer),
        "allow_rejected": request.allow_rejected,
    }


def _capture(source: Source, verdict: Verdict | None, marks: Sequence[Phase]) -> dict[str, object]:
    """Describe a capture; ``marks`` are the phase marks that hold for it."""
    capture = source.capture
    return {
        "id": visible(capture.id),
        "file": visible(capture.name),
        "format": capture.format,
        "size": capture.size,
        "sha256": capture.sha256,
        "traffic": list(source.recordings),
        "phases": [{"at": mark.at.isoformat(), "phase": visible(mark.name)} for mark in all_qualified(marks)],
        "metadata": {visible(key): visible(value) for key, value in sorted(capture.metadata.items())},
        "seal": _seal(verdict),
    }


def _seal(verdict: Verdict | None) -> dict[str, object] | None:
    """Say what verifying a sealed package came to; ``code`` is the exit code of ``trafficaudit verify``."""
    if verdict is None:
        return None
    checks = {check.id: str(check.outcome) for check in verdict.checks}
    return {"code": verdict.code, "tagmanifest_sha256": verdict.tagmanifest, "checks": checks}


def _persona(path: Path | None, persona: Persona | None) -> dict[str, object] | None:
    return {"id": persona.id, **(_file(path) or {}), "sha256": persona.sha256} if persona else None


def _database(database: Database) -> dict[str, object]:
    return {
        "name": database.name,
        "kind": database.kind,
        "built": database.built,
        "file": visible(database.file),
        "size": database.size,
        "sha256": database.sha256,
        "licence": database.licence,
    }


def _counts(summary: Summary) -> dict[str, object]:
    return {
        "exchanges": summary.exchanges,
        "findings": summary.findings,
        "findings_in_responses": summary.received,
        "coverage": summary.coverage,
    }


def _gap(gap: Gap) -> dict[str, object]:
    return {
        "capture": visible(gap.capture_id),
        "position": gap.position,
        "offset": gap.offset,
        "phase": visible(gap.phase),
        "reason": visible(gap.reason),
    }


def _file(path: Path | None) -> dict[str, object] | None:
    return (
        {"file": visible(composed(path.name)), "size": path.stat().st_size, "sha256": _sha256(path)} if path else None
    )


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
