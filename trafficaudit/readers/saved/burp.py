"""Items that Burp Suite saved (Proxy > HTTP history > Save items), as XML; with Base64 each message has its bytes.

Source: the document type that Burp Suite writes at the head of each export. It does not tell which of its tools sent a
request: what a tester sent with Repeater, Intruder or Scanner stands there like what the app sent, where it was saved.
A target that it only found a link to stands there with the time zero and without an answer: that was never asked for.
"""

import re
from functools import partial
from pathlib import Path

from trafficaudit.hostnames import ip_address
from trafficaudit.model import Capture, Exchange, Gap
from trafficaudit.readers.clock import ClockOrder
from trafficaudit.readers.file import head_of, mapped, opened, printable
from trafficaudit.readers.har.body import from_latin1, unbase64
from trafficaudit.readers.har.connection import address
from trafficaudit.readers.har.headers import EntryGaps
from trafficaudit.readers.har.socket import opens
from trafficaudit.readers.network import gathered
from trafficaudit.readers.pinned import Pinned, pin
from trafficaudit.readers.saved.exchange import Noted, exchange
from trafficaudit.readers.saved.items import Element, Hole, Item, items
from trafficaudit.readers.saved.javatime import date_of
from trafficaudit.readers.saved.message import HEAD
from trafficaudit.readers.source import BODY_LIMIT, Items, Source, describe
from trafficaudit.readers.times import parse_time

NAME = "Burp Suite items"

FOUND_ONLY = (
    "it has no time and no answer: Burp Suite lists so what was never asked for, and it counts as sent to nobody"
)
AS_TEXT = "the items were saved without Base64: bytes that are no text may be others than were sent"

_SIGN = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>)?.{0,4000}?<items\s[^>]{0,200}?burpVersion=", re.DOTALL
).match
_SAID = re.compile(rb"<items\s([^>]{0,400})>")
_NAMED = re.compile(rb"(burpVersion|exportTime)=\"([^\"]{0,100})\"")


def sniff(head: bytes, path: Path) -> bool:
    """Tell whether a file is such an export."""
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and _SIGN(head) is not None


def open_source(path: Path, *, body_limit: int = BODY_LIMIT) -> Source:
    """Open an export.

    Args:
        path: a regular file.
        body_limit: bytes of one body that are kept; a longer one is cut, which is reported as a gap.

    Raises:
        ReadError: the file cannot be opened.
    """
    pinned = pin(path)
    capture = _described(path, pinned)
    read = partial(_read, path, capture.id, body_limit)
    return Source(capture, read, network=partial(gathered, read), files=(pinned,))


def _described(path: Path, pinned: Pinned) -> Capture:
    said = _SAID.search(head_of(path))
    told = {key: printable(value.decode("utf-8", "replace")) for key, value in _NAMED.findall(said[1] if said else b"")}
    metadata = {
        "creator": f"Burp Suite {told.get(b'burpVersion', '')}".strip(),
        "exported": told.get(b"exportTime", ""),
    }
    return describe(path, pinned, NAME, metadata={key: value for key, value in metadata.items() if value})


def _read(path: Path, capture_id: str, body_limit: int, clock: ClockOrder | None = None) -> Items:
    longest, as_text = (body_limit + HEAD) // 3 * 4 + 4, False
    with opened(path) as file, mapped(file) as buffer:
        for position, item in enumerate(items(buffer, longest)):
            if isinstance(item, Hole):
                yield Gap(capture_id, position, item.offset, item.reason)
                continue
            context = EntryGaps(capture_id, position, item.offset, body_limit)
            as_text |= not _is_base64(item.elements.get("request"))
            made = _exchange(item, context)
            if made is not None:
                if clock is not None and made.started_at.timestamp() > 0:
                    clock.take(position, made.started_at.timestamp(), made.started_at.timestamp())
                yield made
            yield from context.gaps
        if as_text:
            yield Gap(capture_id, 0, 0, AS_TEXT, exchanges=0)


def _exchange(item: Item, context: EntryGaps) -> Exchange | None:
    elements = item.elements
    told = {name: str(element).strip() for name, element in elements.items() if name not in ("request", "response")}
    if item.twice:
        context.note("it holds two elements of one name: only the first was read")
    request, response = (_bytes(elements.get(name), name, context) for name in ("request", "response"))
    at, host = parse_time(told.get("time")) or date_of(told.get("time", "")), elements.get("host")
    found_only = not response and at is None and _is_zero(told.get("time", ""))
    if found_only:
        context.note(FOUND_ONLY, exchanges=0)
    place = address(host.attributes.get("ip"), context) if host else None
    noted = Noted(
        url=_url(told),
        scheme=told.get("protocol") or "http",
        at=at,
        address=place or ip_address(told.get("host", "")),
        sent=not found_only,
        text=not _is_base64(elements.get("request")),
    )
    made = exchange(request, response, noted, context)
    if made is not None and opens(made):
        context.note("the messages of this WebSocket are not in this file")
    return made


def _url(told: dict[str, str]) -> str:
    """Give the URL that is told, or that the parts come to which are told beside it."""
    if told.get("url"):
        return told["url"]
    if not told.get("protocol") or not told.get("host"):
        return ""
    port = f":{told['port']}" if told.get("port", "").isdigit() else ""
    return f"{told['protocol']}://{told['host']}{port}{told.get('path', '')}"


def _is_zero(time: str) -> bool:
    return not time or time.rstrip().endswith(" 1970")


def _is_base64(element: Element | None) -> bool:
    return element is not None and element.attributes.get("base64", "").lower() == "true"


def _quads(element: Element) -> bytes:
    """Give the base64 of an element; of a cut one what stands in whole groups of four."""
    return element.text[: len(element.text) // 4 * 4] if element.cut else element.text


def _bytes(element: Element | None, name: str, context: EntryGaps) -> bytes:
    """Give the bytes of a message; what is cut of a long one is told by the size of its body, or here."""
    if element is None or not element.text:
        return b""
    if not _is_base64(element):
        data = from_latin1(str(element))
        data = element.text if data is None else data
    elif (whole := unbase64(_quads(element).decode("latin-1"))) is not None:
        data = whole
    else:
        context.note(f"{name} is no base64")
        return b""
    if element.cut:
        kept = len(element.text)
        what = f"a text of {kept + element.cut} bytes in this entry: only its first {kept} bytes were examined"
        context.note(what, exchanges=0)
    return data
