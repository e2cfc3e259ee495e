"""DNS answers as lines of ``dns.jsonl``: which name led to which address, and who said so."""

from collections.abc import Iterator, Mapping
from typing import Any

from trafficaudit.readers.flow.dns import records
from trafficaudit.readers.flow.tnetstring import MalformedError
from trafficaudit.recording.frames import Dns
from trafficaudit.recording.sidefiles import iso


def answers(query: Dns) -> Iterator[dict[str, object]]:
    """Give a line for each answer to a query; one without any, or that cannot all be read, gives one that says so."""
    at = query.request.get("timestamp")
    line: dict[str, object] = {"at": iso(at if isinstance(at, float) else query.created), "phase": query.phase}
    line["response_code"] = query.response.get("response_code") if query.response else None
    asked, wrong = _records(query.request, "questions")
    told, lacking = _records(query.response, "answers") if query.response else ([], "")
    for name, kind, _ in asked[:1]:
        line |= {"query": name, "query_type": kind}
    if wrong or lacking or not told:
        yield line | {"answer": None, "error": wrong or lacking or (query.error or {}).get("msg")}
    for name, kind, data in told:
        yield line | {"name": name, "type": kind, "answer": data}


def _records(message: Mapping[str, Any], section: str) -> tuple[list[tuple[str, str, str]], str]:
    """Give the records of a section, and why those are not all where it cannot be read."""
    found = list[tuple[str, str, str]]()
    try:
        found.extend(records(message, section))
    except MalformedError as error:
        return found, f"the {section} cannot be read: {error}"
    return found, ""
