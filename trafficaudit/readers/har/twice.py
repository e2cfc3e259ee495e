"""Requests that a HAR of Chrome holds twice and that went out once: they count once, by the entry that went out.

* A page asks through its service worker, and the worker fetches the same: the page's entry says
  ``_fetchedViaServiceWorker``, the worker's is one of its own, and nothing leads from one to the other (Chrome DevTools
  shows both, the worker's with a gear). They are a pair where method, address and body are the same and the worker's
  began while the page's was under way; each worker's entry is that of one page's. Without it the page's entry counts.
* What a page has prefetched (``Sec-Purpose``, ``Purpose``: ``prefetch``) is taken out of the prefetch cache later: that
  entry has no ``_fromCache``, and no bytes went over the network for it (``_transferSize`` 0).

Each hop of a redirect, and what early hints (103) made a browser ask for, is a request of its own and stands once.
"""

import hashlib
import re
from collections import defaultdict, deque
from collections.abc import Iterable, Mapping

from trafficaudit.readers.file import Buffer, Trail
from trafficaudit.readers.jsonscan import WINDOW
from trafficaudit.readers.times import unix

_SIGNS = tuple(map(re.compile, (rb"_fetchedViaServiceWorker\"\s{0,8}:\s{0,8}true", rb"\"prefetch[\";]")))
"""One of these stands in every HAR that has such entries."""
_LAP = 64
"""Bytes in which a sign has room."""

_SLACK = 0.001
_MADE = 200

type _Asked = tuple[str, str, str]


def told(count: int) -> str:
    """Say of how many requests that is so."""
    way = "(through a service worker, out of a prefetch cache)"
    if count == 1:
        return f"1 request that stands here twice {way} counts once, as it went out"
    return f"{count} requests that stand here twice {way} count once, as they went out"


def may(buffer: Buffer) -> bool:
    """Say cheaply whether a HAR may hold such requests."""
    trail = Trail(buffer)
    for at in range(0, len(buffer), WINDOW):
        if any(sign.search(buffer, max(at - _LAP, 0), at + WINDOW) for sign in _SIGNS):
            return True
        trail.reach(at + WINDOW)
    return False


def twice(entries: Iterable[tuple[int, Mapping[str, object]]]) -> frozenset[int]:
    """Give the positions of entries that did not go out by themselves, because another one of the same did.

    Args:
        entries: those of a HAR, with their positions.
    """
    pages: list[tuple[float, float, int, _Asked]] = []
    others: defaultdict[_Asked, list[float]] = defaultdict(list)
    ahead: dict[_Asked, float] = {}
    again: list[tuple[float, int, _Asked]] = []
    for position, entry in entries:
        asked, times = _asked(entry), _times(entry)
        if asked is None or times is None:
            continue
        if _told(entry, "_fetchedViaServiceWorker") is True:
            pages.append((*times, position, asked))
            continue
        others[asked].append(times[0])
        if _prefetches(entry):
            ahead[asked] = min(ahead.get(asked, times[0]), times[0])
        elif asked[0] == "GET" and _told(entry, "_transferSize") == 0 and _told(entry, "status") == _MADE:
            again.append((times[0], position, asked))
    found = {position for began, position, asked in again if asked in ahead and ahead[asked] < began}
    return frozenset(found | _paired(pages, others))


def _paired(pages: list[tuple[float, float, int, _Asked]], others: Mapping[_Asked, list[float]]) -> set[int]:
    """Pair what pages asked with what workers fetched, the earliest with the earliest."""
    left = {asked: deque(sorted(others[asked])) for *_, asked in pages if asked in others}
    found: set[int] = set()
    for began, ended, position, asked in sorted(pages):
        fetched = left.get(asked, ())
        while fetched and fetched[0] < began - _SLACK:
            fetched.popleft()
        if fetched and fetched[0] <= ended + _SLACK:
            fetched.popleft()
            found.add(position)
    return found


def _asked(entry: Mapping[str, object]) -> _Asked | None:
    """Give method, address without its fragment, and a digest of what was posted."""
    request = entry.get("request")
    if not isinstance(request, Mapping):
        return None
    posted = request.get("postData")
    text = posted.get("text") if isinstance(posted, Mapping) else None
    body = hashlib.sha256(str(text).encode("utf-8", "surrogatepass")).hexdigest() if text else ""
    return str(request.get("method")).upper(), str(request.get("url")).partition("#")[0], body


def _times(entry: Mapping[str, object]) -> tuple[float, float] | None:
    """Give when an entry began and ended; ``None`` where it does not tell."""
    began, took = unix(entry.get("startedDateTime")), entry.get("time")
    if began is None or type(took) not in (int, float) or not 0 <= took <= 1e9:  # type: ignore[operator]
        return None
    return began, began + float(took) / 1000  # type: ignore[arg-type]


def _told(entry: Mapping[str, object], name: str) -> object:
    response = entry.get("response")
    return response.get(name) if isinstance(response, Mapping) else None


def _prefetches(entry: Mapping[str, object]) -> bool:
    request = entry.get("request")
    headers = request.get("headers") if isinstance(request, Mapping) else None
    return any(
        str(each.get("name")).lower() in ("purpose", "sec-purpose") and str(each.get("value")).startswith("prefetch")
        for each in (headers if isinstance(headers, list) else ())
        if isinstance(each, Mapping)
    )
