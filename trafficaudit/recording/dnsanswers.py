"""DNS answers as lines of ``dns.jsonl``: which name led to which address, and who said so."""

from collections.abc import Iterator

from trafficaudit.readers.flowdns import records
from trafficaudit.readers.tnetstring import MalformedError
from trafficaudit.recording.frames import Dns
from trafficaudit.recording.sidefiles import iso


def answers(query: Dns) -> Iterator[dict[str, object]]:
    """Give a line for each answer to a query; a query without any gives one line that says so."""
    at = query.request.get("timestamp")
    line: dict[str, object] = {"at": iso(at if isinstance(at, float) else query.created), "phase": query.phase}
    try:
        asked = [(name, kind) for name, kind, _ in records(query.request, "questions")]
        told = list(records(query.response, "answers")) if query.response else []
    except MalformedError:
        return
    line["response_code"] = query.response.get("response_code") if query.response else None
    for name, kind in asked:
        line |= {"query": name, "query_type": kind}
        break
    if not told:
        yield line | {"answer": None, "error": (query.error or {}).get("msg")}
    for name, kind, data in told:
        yield line | {"name": name, "type": kind, "answer": data}
