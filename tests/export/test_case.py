"""A package in CASE/UCO, held against the shapes of CASE itself."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from support import packages
from support.stampers import Stamper

from trafficaudit import evidence
from trafficaudit.errors import EvidenceError, OutputError, ReadError
from trafficaudit.evidence import custody, hashing
from trafficaudit.export import export_case

ACTION = "case-investigation:InvestigativeAction"
DEVICE = {
    "manufacturer": "samsung", "model": "SM-S921N", "serial_sha256": "ab" * 32, "carrier": {"x": "y"},
    "app": {
        "package": "kr.example.shop", "version": "8.1",
        "apks": [
            {"name": "base.apk", "size": 7, "sha256": "cd" * 32}, {"name": "bad.apk", "sha256": "no"}, 7,
            {"name": "base.apk", "size": 7, "sha256": "cd" * 32}, {"name": "split.apk", "size": 8, "sha256": "ef" * 32},
            {"name": "split.apk", "size": 9, "sha256": "01" * 32},
        ],
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = packages.capture(tmp_path_factory.mktemp("case") / "shop")
    (folder / "device.json").write_text(json.dumps(DEVICE))
    tools = {"libraries": {"mitmproxy": "12.3.0", "frida": 7}}
    made = evidence.seal(folder, order=evidence.Order(documents={"log/tools.json": tools}, operator="Kim")).path
    packages.stamp(made, Stamper(tmp_path_factory.mktemp("stamper") / "a"))
    custody.append(made, "handed over", "to the court\x1b[31m", who="maker")
    return made


@pytest.fixture(scope="module")
def graph(package: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("graph") / "case.jsonld"
    export_case(package, target)
    return target


def nodes(path: Path) -> list[dict[str, Any]]:
    return list(json.loads(path.read_text())["@graph"])


def of(path: Path, kind: str) -> list[dict[str, Any]]:
    return [each for each in nodes(path) if each["@type"] == kind]


def conforms(path: Path) -> tuple[bool, str]:
    """Ask the validator of the CASE community, which brings the ontology along."""
    command = [str(Path(sys.executable).with_name("case_validate")), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert "Validation Report" in done.stdout, done.stderr
    return done.returncode == 0 and "Conforms: True" in done.stdout, done.stdout + done.stderr


def test_it_conforms_to_case(graph: Path) -> None:
    valid, said = conforms(graph)
    assert valid, said
    assert "unknown" not in said.lower(), said


@pytest.mark.slow
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('"uco-types:hashMethod": "SHA256", ', ""),
        ('"xsd:dateTime"', '"xsd:string"'),
        ('"uco-action:performer": {"@id": "', '"uco-action:performer": {"@id": "kb:nobody-'),
    ],
)
def test_the_validator_would_say_if_it_did_not(graph: Path, before: str, after: str, tmp_path: Path) -> None:
    (tmp_path / "spoiled.jsonld").write_text(graph.read_text().replace(before, after))
    assert not conforms(tmp_path / "spoiled.jsonld")[0]


def test_every_file_is_there_with_its_hashes(package: Path, graph: Path) -> None:
    found, apks = {}, []
    for each in of(graph, "uco-observable:File"):
        facet, content = each["uco-core:hasFacet"]
        digests = {
            one["uco-types:hashMethod"]: one["uco-types:hashValue"]["@value"] for one in content["uco-observable:hash"]
        }
        file = facet["uco-observable:filePath"], digests["SHA256"].lower(), facet["uco-observable:sizeInBytes"]
        if file[0].endswith(".apk"):
            apks.append(file)
        else:
            found[file[0]] = file[1:]
    there = {
        path.relative_to(package).as_posix(): (hashing.sha256(path), path.stat().st_size)
        for path in package.rglob("*")
        if path.is_file() and "custody" not in path.parts
    }
    assert found == there
    assert apks == [("base.apk", "cd" * 32, 7), ("split.apk", "ef" * 32, 8), ("split.apk", "01" * 32, 9)]


def test_every_link_is_an_action_of_somebody_with_a_tool_informed_by_the_one_before(package: Path, graph: Path) -> None:
    made, links = of(graph, ACTION), [(place, link) for place, link, _ in custody.read(package)]
    assert [each["uco-core:name"] for each in made] == [link.entry.what for _, link in links]
    assert [each["uco-action:startTime"]["@value"] for each in made] == [link.entry.at for _, link in links]
    people = {each["@id"]: each["uco-core:name"] for each in of(graph, "uco-identity:Identity")}
    assert [people[each["uco-action:performer"]["@id"]] for each in made] == [link.entry.who for _, link in links]
    assert made[-1]["uco-core:description"] == "to the court\\x1b[31m"
    assert [each.get("case-investigation:wasInformedBy") for each in made[1:]] == [
        [{"@id": each["@id"]}] for each in made[:-1]
    ]
    tools = {(each["uco-core:name"], each["uco-tool:version"]) for each in of(graph, "uco-tool:Tool")}
    assert ("mitmproxy", "12.3.0") in tools
    assert not any(name == "frida" for name, _ in tools)
    sealed = next(each for each in reversed(made) if each["uco-core:name"] == "sealed")
    records = [each["@id"] for each in of(graph, "case-investigation:ProvenanceRecord")]
    assert set(records) < {each["@id"] for each in sealed["uco-action:result"]}


def test_phone_and_app_are_named_and_nothing_more_of_them(graph: Path) -> None:
    (device,), (app,) = of(graph, "uco-observable:MobileDevice"), of(graph, "uco-observable:Application")
    assert device["uco-core:hasFacet"][0]["uco-observable:model"] == "SM-S921N"
    assert app["uco-core:hasFacet"][0]["uco-observable:applicationIdentifier"] == "kr.example.shop"
    assert "carrier" not in graph.read_text()


def test_all_nodes_stand_in_the_bundle_and_every_reference_leads_to_one(graph: Path, package: Path) -> None:
    *rest, bundle = nodes(graph)
    assert bundle["@type"] == "uco-core:Bundle"
    assert [each["@id"] for each in bundle["uco-core:object"]] == [each["@id"] for each in rest]
    assert len({each["@id"] for each in rest}) == len(rest)
    assert evidence.verify(package).tagmanifest in bundle["uco-core:description"]
    known, used = set[str](), set[str]()

    def walk(value: Any) -> None:
        if isinstance(value, dict):
            if "@id" in value:
                (known if "@type" in value else used).add(value["@id"])
            for each in value.values():
                walk(each)
        elif isinstance(value, list):
            for each in value:
                walk(each)

    walk(nodes(graph))
    assert used <= known


def test_the_same_package_gives_the_same_bytes(package: Path, graph: Path, tmp_path: Path) -> None:
    moved = packages.copied(package, tmp_path / "elsewhere")
    done = export_case(moved / "bag", tmp_path / "again")
    assert (tmp_path / "again").read_bytes() == graph.read_bytes()
    assert (done.files, done.nodes) == (len(of(graph, "uco-observable:File")) - 3, len(nodes(graph)))


def test_it_counts_what_it_describes_and_each_room_is_a_record_of_its_files(
    package: Path, graph: Path, tmp_path: Path
) -> None:
    ticks: list[int] = []
    done = export_case(package, tmp_path / "counted", tick=ticks.append)
    assert done.actions == len(of(graph, "case-investigation:InvestigativeAction")) > 1
    assert ticks == list(range(1, done.nodes))
    names = {
        each["@id"]: each["uco-core:hasFacet"][0]["uco-observable:filePath"]
        for each in of(graph, "uco-observable:File")
    }
    records = of(graph, "case-investigation:ProvenanceRecord")
    rooms = [each["case-investigation:exhibitNumber"].rpartition("/")[2] for each in records]
    assert len(rooms) == len(set(rooms)) > 1
    for room, each in zip(rooms, records, strict=True):
        inside = [names[one["@id"]] for one in each["uco-core:object"]]
        assert sorted(inside) == sorted(name for name in names.values() if name.startswith(f"bag/data/{room}/"))


def test_what_is_touched_while_it_is_described_gives_no_description(package: Path, tmp_path: Path) -> None:
    moved = packages.copied(package, tmp_path / "elsewhere")
    with pytest.raises(ReadError, match="was touched while it was being read"):
        export_case(moved, tmp_path / "o", tick=lambda count: os.utime(moved / "bag" / "bag-info.txt", (count, count)))
    assert not (tmp_path / "o").exists()


def test_hostile_descriptions_give_less_and_no_error(tmp_path: Path) -> None:
    for number, said in enumerate(
        ("[]", "no json", '{"app": 7, "model": 7}', '{"app": {"apks": {}, "package": []}}', "[" * 9000)
    ):
        folder = packages.capture(tmp_path / str(number))
        (folder / "device.json").write_text(said)
        export_case(evidence.seal(folder).path, tmp_path / f"{number}.jsonld")
        assert of(tmp_path / f"{number}.jsonld", "uco-observable:MobileDevice") == []


def test_bad_inputs(package: Path, tmp_path: Path) -> None:
    spoiled = packages.copied(package, tmp_path / "spoiled")
    packages.flip(spoiled / "bag/data/capture/traffic-0001.mitm")
    for path in (spoiled, tmp_path, tmp_path / "absent"):
        with pytest.raises(EvidenceError):
            export_case(path, tmp_path / "out")
    (tmp_path / "out").write_text("mine")
    with pytest.raises(OutputError):
        export_case(package, tmp_path / "out")
    assert (tmp_path / "out").read_text() == "mine"
