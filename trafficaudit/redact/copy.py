"""A sealed package made into a capture folder without the test person: what is sealed as its redacted copy."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import trafficaudit
from trafficaudit import evidence, readers
from trafficaudit.capturefiles import DESCRIPTION
from trafficaudit.errors import EvidenceError
from trafficaudit.evidence import bag, layout, payload, places, valid
from trafficaudit.evidence.verdict import Verdict
from trafficaudit.examine import Examined, Examiner
from trafficaudit.model import Exchange, Gap
from trafficaudit.recipe import rules_digest
from trafficaudit.redact import segments, sidefiles, texts
from trafficaudit.redact.flow import Examine, Redaction
from trafficaudit.redact.runs import SEEDED
from trafficaudit.redact.unnamed import Unnamed

REDACTION = f"{places.LOG}/redaction.json"
"""Where the copy says what it is a copy of and what was done."""

PARENT = "Redacted-Copy-Of"
"""The label in ``bag-info.txt`` with the SHA-256 of the parent's tag manifest."""

_UNTOLD = "no: why is withheld"
"""Stands in for what the parent says of the recording's end where a value of the test person stands in it."""

_FOUND = (
    "No value of the test person that this version finds, in any spelling, encoding, digest or layer, is left: the "
    "copy was replayed before it was sealed. "
)
_NOBODY = (
    "No register of a test person was gone by, so that no value was searched for: a name, an address or a digest of "
    "one may be left wherever neither its format nor a name beside it gave it away. "
)
_LIMITS = (
    "What number formats (telephone, e-mail, card, resident registration and "
    "the like), names of fields and documented endpoints gave away is masked. Nothing can be promised for free "
    "text about a person that no detector knows, for values of other people, and for a short value that was digested "
    "or ciphered with something unknown. Lengths, times, hosts, addresses of servers, names of fields, what was "
    "searched for and looked at, a region, and properties of phone and app that single nobody out are kept."
)


@dataclass(frozen=True, slots=True)
class Copied:
    """What a redacted copy came to.

    Args:
        parent: SHA-256 of the parent's tag manifest.
        counts: what was done to flows, by its name.
        examined: exchanges of the copy, in which no value of the test person was found where one was named.
        document: what goes to ``REDACTION``.
        complete: what the parent says of the recording's end, which no chain of the copy fixes.
    """

    parent: str
    counts: Mapping[str, int]
    examined: int
    document: Mapping[str, object] = field(repr=False)
    complete: str

    @property
    def labels(self) -> dict[str, str]:
        """What ``bag-info.txt`` says of the copy."""
        return {PARENT: self.parent}


def redacted(
    package: Path,
    target: Path,
    persona: Path | None,
    *,
    beside: Callable[[], Sequence[str]] = tuple,
    tick: Callable[[int], None] = lambda count: None,
) -> Copied:
    """Write the redacted copy of a sealed capture as a capture folder.

    Args:
        package: the package; it is verified first.
        target: an empty folder.
        persona: the test person's values; without one only formats and names are known.
        beside: gives the names that will be sealed with the copy, once the package is verified; one that is a value of
            the test person is refused.
        tick: called with the number of flows so far.

    Raises:
        EvidenceError: it is no package, it is rejected, a value of the test person is left after all, or ``beside``
            holds one.
        ReadError: its capture cannot be read.
        PersonaError: the persona file is not usable.
        OSError: the copy cannot be written.
    """
    package, verdict = valid.required(package)
    folder = evidence.capture_of(package)
    source = readers.open_capture(folder)
    valid.held(package, verdict, source.pinned)
    examiner = Examiner(persona)
    examiner.learn(source)

    unnamed = Unnamed(examiner.persona)

    def examine(exchange: Exchange) -> Examined:
        return unnamed.told(examiner.examine(exchange, source.capture))

    redaction = Redaction(source.capture.id, examine)
    speaks = partial(_speaks, examine, source.capture.id)
    if any(speaks(each.encode()) for each in beside()):
        what = "who makes or signs the copy is called by a value of the test person, which would stand in it"
        raise EvidenceError(what, "", "name another one with --operator, or another key with --key")
    listed = segments.copied(folder, target, redaction, tick)
    redaction.counts.update(sidefiles.copied(folder, target, speaks, redaction.words))
    sidefiles.withheld(target, redaction.counts)
    said = payload.description(folder / DESCRIPTION)
    info = bag.read_info(package / bag.BAG)
    identifier = f"{info.get(bag.IDENTIFIER, 'capture')}-redacted"
    described = sidefiles.description({**said, "id": identifier}, listed, speaks, redaction.words)
    (target / DESCRIPTION).write_bytes(described)
    source.confirm(untouched=True)
    examined = _proved(target, examiner, unnamed)
    complete = info.get(bag.COMPLETE, "no")
    if speaks(complete.encode()):  # the recording's description may say in any words how it ended
        complete = _UNTOLD
    complete = redaction.words(complete)
    document = _document(verdict) | {
        "register": _register(package, persona),
        "flows": dict(sorted(redaction.counts.items())),
        "files_left_out": _left_out(package, target),
        "proof": {"exchanges_examined": examined, "values_of_the_test_person_found": 0 if persona else None},
        "masks": "as many stars as there were bytes; in JSON numbers become 0.0 and lists of bytes [0 ], as long",
        "limits": (_FOUND if persona else _NOBODY) + _LIMITS,
    }
    return Copied(verdict.tagmanifest, dict(redaction.counts), examined, document, complete)


def _speaks(examine: Examine, capture_id: str, data: bytes) -> bool:
    """Say whether a value of the test person stands in a file."""
    found = examine(texts.as_body(data, capture_id, 0)).findings
    return any(finding.detector == SEEDED for finding in found)


def _register(package: Path, persona: Path | None) -> str:
    """Say which register was gone by. Its SHA-256 stands in the parent's log: of a made person it can be guessed."""
    if persona is None:
        return "none"
    sealed = persona.resolve().is_relative_to(package.resolve())
    return "the one that was sealed in the parent" if sealed else "one that was given, which the parent's log names"


def _document(verdict: Verdict) -> dict[str, object]:
    """Say of a copy what it was made of and with."""
    return {
        "parent": {"tagmanifest_sha256": verdict.tagmanifest, "verification": verdict.code},
        "tool": {"name": "trafficaudit", "version": trafficaudit.__version__, "rules_sha256": rules_digest()},
    }


def _proved(folder: Path, examiner: Examiner, unnamed: Unnamed) -> int:
    """Replay the copy and give how many exchanges it has.

    Raises:
        EvidenceError: a value of the test person is found in it. It is not sealed.
    """
    source = readers.open_capture(folder)
    examiner.learn(source)
    count = 0
    for item in source.items():
        if isinstance(item, Gap):
            continue
        count += 1
        examined = unnamed.told(examiner.examine(item, source.capture))
        found = [each for each in examined.findings if each.detector == SEEDED]
        if found:
            where = f"exchange {item.id}, {found[0].field.direction} {found[0].field.part}"
            raise EvidenceError(f"{found[0].category} of the test person is left in the copy", where, "report this")
    return count


def _left_out(package: Path, target: Path) -> list[dict[str, object]]:
    """List the parent's files that have no counterpart, by their digest: what they are called may say something."""
    data = package / bag.BAG / bag.DATA
    copies = {path.name for path in target.iterdir()}
    renamed = segments.names(data / places.CAPTURE)
    kept = {f"{places.CAPTURE}/{name}" for name in copies - set(renamed.values())}
    kept |= {f"{places.CAPTURE}/{path.name}" for path, name in renamed.items() if name in copies}
    found: Counter[str] = Counter()
    sizes: Counter[str] = Counter()
    for path in sorted(layout.below(data)):
        place = path.relative_to(data).as_posix()
        room = place.partition("/")[0]
        if path.is_file() and place not in kept and room != places.CHAIN:
            found[room] += 1
            sizes[room] += path.stat().st_size
    return [{"room": room, "files": found[room], "bytes": sizes[room]} for room in sorted(found)]
