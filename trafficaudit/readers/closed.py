"""The segments that a recorder closed, held to those that are there: what was taken away or changed since is told.

The recorder names each with its SHA-256 in ``capture.json`` when a recording has ended.
"""

from collections.abc import Iterator, Mapping

from trafficaudit.capturefiles import IN_ORDER, by_number
from trafficaudit.readers.file import printable

GONE = "the recorder closed this file, and it is not there"
CHANGED = "is not what it was when the recorder closed it"
ADDED = "is in no list of the recorder's"

_FLOWS = 1 << 32


def is_whole(description: Mapping[str, object]) -> bool:
    """Tell whether no recorder says that its recording broke off, or still goes on."""
    return description.get("complete") is not False and description.get("ended", IN_ORDER) == IN_ORDER


def lacking(description: Mapping[str, object], there: Mapping[str, str]) -> Iterator[tuple[str, int]]:
    """Give what is not as the recorder left it: the reason, and how many flows are gone.

    Args:
        description: what ``capture.json`` says; a recording that is not finished, or that no recorder made, lists none.
        there: file name -> SHA-256 of each segment of the folder.
    """
    listed = description.get("segments")
    if description.get("complete") is False or not isinstance(listed, list):
        return
    said = {each["file"]: each for each in listed if isinstance(each, Mapping) and isinstance(each.get("file"), str)}
    for name in sorted(said.keys() | there.keys(), key=by_number):
        each = said.get(name, {})
        if name not in said:
            yield f"{printable(name)}: {ADDED}", 0
        elif name not in there:
            yield f"{printable(name)}: {GONE}", _number(each.get("flows"))
        elif isinstance(digest := each.get("sha256"), str) and digest.lower() != there[name]:
            yield f"{printable(name)}: {CHANGED}", 0


def _number(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < _FLOWS else 0
