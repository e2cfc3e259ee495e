"""Nodes of a CASE/UCO graph in JSON-LD, with identifiers that are the same whenever they are made.

CASE 1.5 with its UCO (https://caseontology.org, https://unifiedcyberontology.org); their SHACL shapes say which
properties a node may have. An identifier is an UUID of version 5 (RFC 9562, 5.5) of what the node stands for in its
package.
"""

import uuid
from collections.abc import Mapping, Sequence

from trafficaudit.redaction import visible

type Node = dict[str, object]

CONTEXT: dict[str, str] = {
    "case-investigation": "https://ontology.caseontology.org/case/investigation/",
    "uco-action": "https://ontology.unifiedcyberontology.org/uco/action/",
    "uco-core": "https://ontology.unifiedcyberontology.org/uco/core/",
    "uco-identity": "https://ontology.unifiedcyberontology.org/uco/identity/",
    "uco-observable": "https://ontology.unifiedcyberontology.org/uco/observable/",
    "uco-tool": "https://ontology.unifiedcyberontology.org/uco/tool/",
    "uco-types": "https://ontology.unifiedcyberontology.org/uco/types/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
LONGEST = 4096
"""Characters of a text."""


class Graph:
    """Makes the nodes of one package's graph.

    Args:
        of: what names the package for good: the SHA-256 of its tag manifest.
    """

    def __init__(self, of: str) -> None:
        self._space = uuid.uuid5(uuid.NAMESPACE_URL, f"urn:sha256:{of}")
        self.base = f"https://trafficaudit.invalid/{of}/"
        """What ``kb:`` stands for; nobody can own such a name (RFC 6761, 6.4)."""

    def id(self, kind: str, *what: str) -> str:
        """Give the identifier of a node of this kind that stands for something."""
        return f"kb:{kind}-{uuid.uuid5(self._space, chr(0).join((kind, *what)))}"

    def node(self, kind: str, name: str, *what: str, **properties: object) -> Node:
        """Give a node; ``name`` is its class, with its prefix."""
        made: Node = {"@id": self.id(kind, *what), "@type": name}
        return made | {key: value for key, value in properties.items() if value not in (None, [])}

    def file(self, path: str, size: int | None, hashes: Mapping[str, str], *, within: str = "") -> Node:
        """Give a file with its name, size and hashes (method -> hexadecimal digits).

        Args:
            path: where it lies in the package, or what it is called.
            size: bytes, ``None`` where nobody knows.
            hashes: by their method.
            within: what it lies in, where that is not the package.
        """
        of = (within, path)
        named = {
            "uco-observable:fileName": text(path.rpartition("/")[2]),
            "uco-observable:filePath": text(path),
            "uco-observable:isDirectory": False,
            "uco-observable:sizeInBytes": size,
        }
        held = {
            "uco-observable:sizeInBytes": size,
            "uco-observable:hash": [self._hash(method, hashes[method], of) for method in sorted(hashes)],
        }
        facets = [
            self.node("file-facet", "uco-observable:FileFacet", *of, **named),
            self.node("content-data-facet", "uco-observable:ContentDataFacet", *of, **held),
        ]
        return self.node("file", "uco-observable:File", *of, **{"uco-core:hasFacet": facets})

    def _hash(self, method: str, value: str, of: Sequence[str]) -> Node:
        return self.node(
            "hash",
            "uco-types:Hash",
            method,
            *of,
            **{
                "uco-types:hashMethod": method,
                "uco-types:hashValue": {"@type": "xsd:hexBinary", "@value": value.upper()},
            },
        )


def text(value: str) -> str:
    """Give text that any reader may show, in bounds."""
    return visible(value)[:LONGEST]


def at(time: str) -> Node:
    """Give a time (ISO 8601 with an offset) as a typed literal."""
    return {"@type": "xsd:dateTime", "@value": time}


def ref(node: Node) -> Node:
    """Give a reference to a node."""
    return {"@id": node["@id"]}
