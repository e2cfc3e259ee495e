"""A sealed package in CASE/UCO, JSON-LD: its files with their hashes, who did what when with which tool, and on what.

The traffic itself stays in the package: a graph of it would be a second evidence. Files are grouped into provenance
records by their room in the bag; each link of the chain and of the custody log is an investigative action, informed by
the one before.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import trafficaudit
from trafficaudit import output
from trafficaudit.capturefiles import DESCRIPTION, DEVICE
from trafficaudit.evidence import bag, chain, custody, hashing, layout, manifest, places, valid
from trafficaudit.evidence.chain import Link
from trafficaudit.evidence.verdict import Verdict
from trafficaudit.export.uco import CONTEXT, Graph, Node, at, ref, text
from trafficaudit.readers.pinned import Pinned

ROOMS: dict[str, str] = {
    places.CAPTURE: "the recording",
    places.CHAIN: "the chain of hashes, made while recording or at sealing",
    places.LOG: "what is known of tools, rules and clocks",
    places.DEVICE: "the phone, the app on it, and the test person's register",
    places.ENVIRONMENT: "geo databases, DNS answers, certificate chains of servers",
    places.DERIVED: "results that were made from the recording",
}
_TOOLS, _PHONE, _RECORDED = f"{places.LOG}/tools.json", f"{places.DEVICE}/{DEVICE}", f"{places.CAPTURE}/{DESCRIPTION}"
_DOCUMENTS = (_TOOLS, _PHONE, _RECORDED)
_PROGRAMS = ("mitmproxy", "frida")
_SHA256, _SHA512 = 64, 128
_DIGEST = re.compile(r"[0-9a-fA-F]{64}")
_SMALL = 16 << 20
_MOST_APKS = 1000


@dataclass(frozen=True, slots=True)
class Described:
    """What the export came to."""

    target: Path
    tagmanifest_sha256: str
    files: int
    actions: int
    nodes: int


@dataclass(slots=True)
class _Subject:
    """A verified package and the nodes that others refer to."""

    package: Path
    verdict: Verdict
    graph: Graph
    files: dict[str, Node] = field(default_factory=dict)
    people: dict[str, Node] = field(default_factory=dict)
    tools: dict[str, Node] = field(default_factory=dict)

    @property
    def data(self) -> Path:
        return self.package / bag.BAG / bag.DATA


def export_case(
    path: Path, target: Path, *, force: bool = False, tick: Callable[[int], None] = lambda count: None
) -> Described:
    """Write what a sealed package holds as CASE/UCO.

    Args:
        path: the package; it is verified first.
        target: the file to write.
        force: whether an existing file is replaced.
        tick: called with the number of nodes so far.

    Raises:
        EvidenceError: it is no package, it is rejected, or was changed after it was verified.
        ReadError: it was touched while it was read.
        OutputError: the file exists, or cannot be written.
    """
    package, verdict = valid.required(path)
    pinned = _pinned(package / bag.BAG)
    valid.held(package, verdict, {each.path: each.sha256 for each in pinned})
    subject = _Subject(package, verdict, Graph(verdict.tagmanifest))
    known: list[Node] = []
    actions = 0
    with output.whole_file(target, force=force) as out:
        head = {"kb": subject.graph.base, **CONTEXT}
        out.write(b'{"@context": ' + json.dumps(head, indent=1).encode() + b',\n"@graph": [\n')
        for node in _nodes(subject):
            known.append(ref(node))
            actions += node["@type"] == "case-investigation:InvestigativeAction"
            out.write(json.dumps(node, ensure_ascii=True).encode() + b",\n")
            tick(len(known))
        out.write(json.dumps(_bundle(subject, known), ensure_ascii=True).encode() + b"\n]}\n")
        for each in pinned:
            each.confirm(again=True, untouched=True)
    return Described(target, verdict.tagmanifest, len(subject.files), actions, len(known) + 1)


def _pinned(root: Path) -> list[Pinned]:
    """Take note of every file of a bag that is read here."""
    data = root / bag.DATA
    links = [data / chain.FOLDER / chain.name(number) for number in chain.numbers(data / chain.FOLDER)]
    said = [path for path in (data / place for place in _DOCUMENTS) if path.is_file()]
    return [Pinned.of(path) for path in (*(root / name for name in (*bag.TAGS, bag.TAG_MANIFEST)), *links, *said)]


def _nodes(subject: _Subject) -> Iterator[Node]:
    yield from _files(subject)
    links = [(place, link) for place, link, _ in custody.read(subject.package)]
    yield from _who_and_what_with(subject, links)
    records = list(_records(subject))
    yield from records
    yield from _about(subject)
    yield from _actions(subject, links, records)


def _bundle(subject: _Subject, known: Sequence[Node]) -> Node:
    info = bag.read_info(subject.package / bag.BAG)
    parent = info.get("Redacted-Copy-Of")
    said = (
        f"Derived by trafficaudit {trafficaudit.__version__} from the package whose tag manifest has the SHA-256 "
        f"{subject.verdict.tagmanifest}; the evidence is the package. Recording complete: {info.get(bag.COMPLETE, '')}."
    )
    said += f" A redacted copy of the package with the tag manifest {parent}." if parent else ""
    name = text(info.get(bag.IDENTIFIER, "capture"))
    more = {"uco-core:name": name, "uco-core:description": text(said), "uco-core:object": list(known)}
    return subject.graph.node("bundle", "uco-core:Bundle", **more)


def _files(subject: _Subject) -> Iterator[Node]:
    """Give every file of the bag, and what stands beside it, but for the log that goes on growing."""
    root = subject.package / bag.BAG
    other = manifest.read(root / bag.MANIFEST_512, _SHA512)
    for name, sha256 in manifest.read(root / bag.MANIFEST, _SHA256).items():
        yield _file(subject, f"{bag.BAG}/{name}", {"SHA256": sha256, "SHA512": other[name]})
    beside = subject.package / bag.ANCHOR
    for path in (*(root / name for name in (*bag.TAGS, bag.TAG_MANIFEST)), *sorted(layout.below(beside))):
        if path.is_file() and not path.is_relative_to(subject.package / custody.PLACE):
            yield _file(subject, path.relative_to(subject.package).as_posix(), {"SHA256": hashing.sha256(path)})


def _file(subject: _Subject, name: str, hashes: Mapping[str, str]) -> Node:
    made = subject.graph.file(name, (subject.package / name).stat().st_size, hashes)
    subject.files[name] = ref(made)
    return made


def _who_and_what_with(subject: _Subject, links: Sequence[tuple[str, Link]]) -> Iterator[Node]:
    graph = subject.graph
    for who in dict.fromkeys(link.entry.who for _, link in links):
        made = graph.node("identity", "uco-identity:Identity", who, **{"uco-core:name": text(who)})
        subject.people[who] = ref(made)
        yield made
    versions = dict.fromkeys(("trafficaudit", link.entry.version) for _, link in links)
    libraries = _object(subject.data / _TOOLS).get("libraries")
    for name in _PROGRAMS:
        if isinstance(libraries, Mapping) and isinstance(libraries.get(name), str):
            versions[name, libraries[name]] = None
    for name, version in versions:
        more = {"uco-core:name": name, "uco-tool:version": text(version)}
        made = graph.node("tool", "uco-tool:Tool", name, version, **more)
        subject.tools[f"{name} {version}"] = ref(made)
        yield made


def _records(subject: _Subject) -> Iterator[Node]:
    info = bag.read_info(subject.package / bag.BAG)
    for room, what in ROOMS.items():
        inside = [node for name, node in subject.files.items() if name.startswith(f"{bag.BAG}/{bag.DATA}/{room}/")]
        if inside:
            more = {
                "uco-core:description": what,
                "case-investigation:exhibitNumber": text(f"{info.get(bag.IDENTIFIER, 'capture')}/{room}"),
                "uco-core:object": inside,
            }
            yield subject.graph.node("provenance-record", "case-investigation:ProvenanceRecord", room, **more)


def _about(subject: _Subject) -> Iterator[Node]:
    """Give the phone and the app, as far as the package says what they are."""
    graph = subject.graph
    phone = _object(subject.data / _PHONE)
    recorded = _object(subject.data / _RECORDED)
    seen, named = (found if isinstance(found, Mapping) else {} for found in (phone.get("app"), recorded.get("app")))
    model = _text(phone, "model")
    if model:
        maker = graph.node("maker", "uco-identity:Identity", **{"uco-core:name": _text(phone, "manufacturer")})
        yield maker
        facet = graph.node(
            "device-facet",
            "uco-observable:DeviceFacet",
            **{"uco-observable:model": model, "uco-observable:manufacturer": ref(maker)},
        )
        yield graph.node("device", "uco-observable:MobileDevice", **{"uco-core:hasFacet": [facet]})
    package = _text(named, "package") or _text(named, "id") or _text(seen, "package")
    if package:
        version = _text(seen, "version") or _text(named, "version")
        facet = graph.node(
            "application-facet",
            "uco-observable:ApplicationFacet",
            **{"uco-observable:applicationIdentifier": package, "uco-observable:version": version},
        )
        more: dict[str, object] = {"uco-core:name": _text(named, "name") or package, "uco-core:hasFacet": [facet]}
        yield graph.node("application", "uco-observable:Application", **more)
    yield from _apks(graph, seen.get("apks"))


def _apks(graph: Graph, listed: object) -> Iterator[Node]:
    """Give the app's files. Their names come from the phone: two of one name may be two files."""
    given = set[tuple[str, str]]()
    for each in (listed if isinstance(listed, list) else [])[:_MOST_APKS]:
        if not isinstance(each, Mapping):
            continue
        name, sha256 = _text(each, "name"), _text(each, "sha256")
        if name and sha256 and _DIGEST.fullmatch(sha256) and (name, sha256) not in given:
            given.add((name, sha256))
            size = each.get("size")
            whole = size if isinstance(size, int) and not isinstance(size, bool) and size >= 0 else None
            yield graph.file(name, whole, {"SHA256": sha256}, within=f"the app {sha256}")


def _actions(subject: _Subject, links: Sequence[tuple[str, Link]], records: Sequence[Node]) -> Iterator[Node]:
    """Give an action for each link; that of a sealing has the records for its result."""
    before: Node | None = None
    for place, link in links:
        made = subject.graph.node(
            "investigative-action",
            "case-investigation:InvestigativeAction",
            place,
            str(link.number),
            **{
                "uco-core:name": text(link.entry.what),
                "uco-core:description": text(link.entry.note) or None,
                "uco-action:startTime": _time(link.entry.at),
                "uco-action:endTime": _time(link.entry.at),
                "uco-action:performer": subject.people[link.entry.who],
                "uco-action:instrument": subject.tools[f"trafficaudit {link.entry.version}"],
                "uco-action:result": _results(subject, place, link, records),
                "case-investigation:wasInformedBy": [before] if before else [],
            },
        )
        before = ref(made)
        yield made


def _results(subject: _Subject, place: str, link: Link, records: Sequence[Node]) -> list[Node]:
    inside = f"{bag.BAG}/{bag.DATA}/" if place == chain.FOLDER else ""
    found = [subject.files[f"{inside}{name}"] for name in sorted(link.files) if f"{inside}{name}" in subject.files]
    return found + ([ref(each) for each in records] if place == custody.PLACE and not link.number else [])


def _time(said: str) -> Node | None:
    try:
        return at(said) if datetime.fromisoformat(said).tzinfo else None
    except ValueError:
        return None


def _object(path: Path) -> Mapping[str, Any]:
    """Read a JSON object of the package; nothing where there is none.

    Raises:
        OSError: it cannot be read.
    """
    try:
        found = json.loads(path.read_bytes()) if path.is_file() and path.stat().st_size <= _SMALL else {}
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, Mapping) else {}


def _text(holder: Mapping[str, Any], key: str) -> str | None:
    value = holder.get(key)
    return text(value) if isinstance(value, str) and value else None
