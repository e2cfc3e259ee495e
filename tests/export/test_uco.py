"""Nodes: the same thing has the same identifier, another thing another."""

import json
import re
import uuid

from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.export.uco import CONTEXT, LONGEST, Graph, at, ref, text

GRAPH = Graph("ab" * 32)
_ID = re.compile(r"kb:[a-z-]+-[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


def test_identifiers_are_of_version_5_and_depend_on_package_and_thing() -> None:
    made = GRAPH.id("file", "a", "b")
    assert _ID.fullmatch(made)
    assert made == Graph("ab" * 32).id("file", "a", "b")
    others = {
        Graph("cd" * 32).id("file", "a", "b"),
        GRAPH.id("hash", "a", "b"),
        GRAPH.id("file", "ab"),
        GRAPH.id("file", "b", "a"),
    }
    assert len(others | {made}) == 5


def test_a_file_has_name_size_and_hashes() -> None:
    made = GRAPH.file("bag/data/x.mitm", 7, {"SHA512": "cd" * 64, "SHA256": "ab" * 32})
    facet, content = made["uco-core:hasFacet"]  # type: ignore[misc]
    assert (facet["uco-observable:fileName"], facet["uco-observable:sizeInBytes"]) == ("x.mitm", 7)  # type: ignore[has-type]
    methods = [each["uco-types:hashMethod"] for each in content["uco-observable:hash"]]  # type: ignore[has-type]
    assert methods == ["SHA256", "SHA512"]
    assert ref(made) == {"@id": made["@id"]}
    unknown = GRAPH.file("base.apk", None, {"SHA256": "ab" * 32}, within="the app")
    assert "sizeInBytes" not in json.dumps(unknown)
    assert unknown["@id"] != GRAPH.file("base.apk", None, {})["@id"]


def test_a_file_is_written_as_the_ontology_has_it() -> None:
    """Namespaces and terms of UCO 1.x and CASE (ontology.unifiedcyberontology.org, caseontology.org)."""
    space = uuid.uuid5(uuid.NAMESPACE_URL, f"urn:sha256:{'ab' * 32}")

    def name(kind: str, *what: str) -> str:
        return f"kb:{kind}-{uuid.uuid5(space, chr(0).join((kind, *what)))}"

    of = ("", "bag/x.mitm")
    digest = {"@type": "xsd:hexBinary", "@value": "AB" * 32}
    assert GRAPH.file("bag/x.mitm", 7, {"SHA256": "ab" * 32}) == {
        "@id": name("file", *of),
        "@type": "uco-observable:File",
        "uco-core:hasFacet": [
            {
                "@id": name("file-facet", *of),
                "@type": "uco-observable:FileFacet",
                "uco-observable:fileName": "x.mitm",
                "uco-observable:filePath": "bag/x.mitm",
                "uco-observable:isDirectory": False,
                "uco-observable:sizeInBytes": 7,
            },
            {
                "@id": name("content-data-facet", *of),
                "@type": "uco-observable:ContentDataFacet",
                "uco-observable:sizeInBytes": 7,
                "uco-observable:hash": [
                    {
                        "@id": name("hash", "SHA256", *of),
                        "@type": "uco-types:Hash",
                        "uco-types:hashMethod": "SHA256",
                        "uco-types:hashValue": digest,
                    }
                ],
            },
        ],
    }
    assert GRAPH.base == f"https://trafficaudit.invalid/{'ab' * 32}/"
    rooms = {key.removeprefix("uco-"): value for key, value in CONTEXT.items() if key.startswith("uco-")}
    assert {f"https://ontology.unifiedcyberontology.org/uco/{room}/" for room in rooms} == set(rooms.values())
    assert len(text("x" * 5000)) == LONGEST == 4096


def test_times_are_typed() -> None:
    assert at("2026-11-24T00:00:00+00:00") == {"@type": "xsd:dateTime", "@value": "2026-11-24T00:00:00+00:00"}


@given(st.text())
def test_any_text_is_safe_and_bounded(value: str) -> None:
    shown = text(value)
    assert shown.isprintable()
    assert len(shown) <= LONGEST
