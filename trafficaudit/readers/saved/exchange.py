"""An exchange of the two messages that a proxy saved, and of what it noted beside them."""

import re
from dataclasses import dataclass, replace
from datetime import datetime

from trafficaudit.model import TUNNEL, UNDATED, Exchange, Handshake, Message
from trafficaudit.readers.file import printable
from trafficaudit.readers.har.connection import protocol
from trafficaudit.readers.har.entry import named
from trafficaudit.readers.har.headers import EntryGaps
from trafficaudit.readers.har.target import LOCAL, Target, target_of
from trafficaudit.readers.saved.message import Raw, carried, parse

UNDATED_SAID = "the exchange stands without a time, and in no phase that goes by time"

_REQUEST = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]{1,64})[ \t]+(\S.*?)(?:[ \t]+(HTTP/[0-9.]{1,3}|h[23]))?", re.DOTALL)
_STATUS = re.compile(rb"(HTTP/[0-9.]{1,3})[ \t]+([0-9]{3})(?:[ \t]+(.{0,1000}))?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Noted:
    """What a proxy noted beside the messages; ``text`` says that it wrote them as text, so that bytes are not exact."""

    url: str = ""
    scheme: str = "http"
    at: datetime | None = None
    sent_until: datetime | None = None
    address: str | None = None
    client_port: int | None = None
    handshake: Handshake | None = None
    error: str = ""
    sent: bool = True
    text: bool = False
    kept: bool = True
    answer_kept: bool = True


def reason_of(response: bytes) -> str:
    """Give the words behind the status of an answer, such as ``Not Found``."""
    found = _STATUS.fullmatch(response.partition(b"\n")[0].strip())
    return printable((found[3] or b"").decode("utf-8", "replace").strip()) if found else ""


def exchange(request: bytes, response: bytes, noted: Noted, context: EntryGaps) -> Exchange | None:
    """Make an exchange of two messages; None where the request is none, which is noted.

    Args:
        request: the bytes of the request.
        response: those of its answer, empty where there is none.
        noted: what the proxy noted beside them; its ``url`` counts before the request's line.
        context: takes what could not be read.
    """
    asked = parse(request)
    line = _REQUEST.fullmatch(asked.start) if asked else None
    if asked is None or line is None:
        context.note("what was saved of the request is no HTTP message")
        return None
    method = line[1].decode("ascii").upper()
    target = target_of(noted.url or _url(line[2], asked, noted.scheme, method), tunnel=method == TUNNEL)
    if isinstance(target, str):
        local = (noted.url or line[2].decode("latin-1")).partition(":")[0].lower() in LOCAL
        context.note(target, exchanges=0 if local else 1)
        return None
    # Of a tunnel neither message has content (RFC 9110, 9.3.6): what Fiddler writes there are words of its own.
    said = _part(replace(asked, body=b"") if method == TUNNEL else asked, "request", noted, context)
    answer = _answer(response, noted, context, method)
    if noted.at is None:
        context.note(f"it has no time with an offset: {UNDATED_SAID}", exchanges=0)
    return named(_made(target, line, (said, answer), noted, context))


def _made(
    target: Target,
    line: "re.Match[bytes]",
    messages: tuple[Message, Message | None],
    noted: Noted,
    context: EntryGaps,
) -> Exchange:
    method = line[1].decode("ascii").upper()
    return Exchange(
        id=f"{context.position:06d}",
        capture_id=context.capture_id,
        position=context.position,
        started_at=noted.at or UNDATED,
        app="",
        phase="",
        protocol=protocol({"httpVersion": (line[3] or b"").decode("ascii")}),
        method=method,
        url=target.url,
        host=target.host,
        port=target.port,
        request=messages[0],
        response=messages[1],
        server_address=noted.address,
        tls=target.scheme in ("https", "wss"),
        client_port=noted.client_port,
        error=noted.error or None,
        sent=noted.sent and method != TUNNEL,  # a tunnel is asked of the proxy: no server sees what that carries
        handshake=noted.handshake,
        sent_until=noted.sent_until,
    )


def _url(target: bytes, asked: Raw, scheme: str, method: str) -> str:
    """Give the URL of a request line (RFC 9112, 3.2): absolute, or a path of the host that the headers name."""
    text = target.decode("utf-8", "surrogateescape")
    if method == TUNNEL or "://" in text.partition("?")[0]:
        return text
    host = next((value for name, value in asked.headers if name.lower() == b"host"), b"")
    return f"{scheme}://{host.decode('utf-8', 'surrogateescape')}{'' if text == '*' else text}"


def _answer(response: bytes, noted: Noted, context: EntryGaps, method: str) -> Message | None:
    if not response:
        return None
    raw = parse(response)
    line = _STATUS.fullmatch(raw.start) if raw else None
    if raw is None or line is None:
        context.note("what was saved of the answer is no HTTP message")
        return None
    status = int(line[2])
    raw = replace(raw, body=b"") if method == TUNNEL and status < 300 else raw
    message = _part(raw, "response", noted, context, status=status, bodiless=method in ("HEAD", TUNNEL))
    return replace(message, status=status)


def _part(
    raw: Raw, side: str, noted: Noted, context: EntryGaps, *, status: int | None = None, bodiless: bool = False
) -> Message:
    if raw.strange:
        context.note(f"{side}.headers holds something that is no header")
    found = carried(raw, limit=context.limit, text=noted.text, bodiless=bodiless, status=status)
    kept = noted.kept if side == "request" else noted.answer_kept
    if not kept:
        found = replace(found, body=None, size=max(found.size, 1))
        context.note(f"the body of the {side} was dropped by the proxy", exchanges=0)
    if found.wrong:
        context.note(f"the body of the {side} is not whole: {found.wrong}", exchanges=0)
        found = replace(found, size=found.size + 1)  # at least
    if found.body is not None and len(found.body) == context.limit < found.size:
        what = f"only the first {context.limit} bytes of the {side} body ({found.size} bytes) were examined"
        context.note(what, exchanges=0)  # the ledger counts it as examined in part
    return found.message(raw.headers)
