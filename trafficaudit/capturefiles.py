"""The names of a capture folder's files, for whoever writes, reads, seals or redacts one.

What stands in them is told in ``captures/README.md``.
"""

import re
from fnmatch import fnmatchcase
from pathlib import Path

DESCRIPTION = "capture.json"
"""The app, the device, the tools, and how the recording ended."""

FORMAT = 1
"""What the description gives as ``format``: whoever changes what the files mean raises it."""

TRAFFIC = "traffic-*.mitm"
"""The flow files, in the order of ``by_number``."""

_NUMBERED = re.compile(r"traffic-([0-9]{1,20})", re.ASCII).match


def by_number(name: str) -> tuple[int, str]:
    """Give what orders flow files by their names: their numbers; one without a number comes behind the others.

    >>> sorted(("traffic-10000.mitm", "traffic-9999.mitm", "traffic-b.mitm"), key=by_number)
    ['traffic-9999.mitm', 'traffic-10000.mitm', 'traffic-b.mitm']
    """
    found = _NUMBERED(name)
    return (int(found[1]) if found else 10**20), name


def traffic_files(folder: Path) -> list[Path]:
    """List the flow files of a capture folder in their order.

    Raises:
        OSError: the folder cannot be listed, where ``glob`` would find nothing in it and say nothing.
    """
    return sorted(
        (path for path in folder.iterdir() if fnmatchcase(path.name, TRAFFIC)), key=lambda path: by_number(path.name)
    )


EVENTS = "events.jsonl"
"""What hooks told."""

SEGMENTS = "segments.jsonl"
PHASES = "phases.jsonl"
TLS_FAILURES = "tls_failures.jsonl"
CONNECTIONS = "connections.jsonl"
DNS = "dns.jsonl"
CLOCK = "clock.jsonl"
GAPS = "gaps.jsonl"

SIDE_FILES = (SEGMENTS, PHASES, TLS_FAILURES, CONNECTIONS, DNS, CLOCK, GAPS)
"""What the recorder writes beside the flow files, a JSON object a line."""

LOG = "proxy.log"
"""What the proxy said."""

DEVICE = "device.json"
"""The phone, as it was looked at before the recording."""

IN_ORDER = "ended in order"
"""What a description says under ``ended`` of a recording that did not break off."""
