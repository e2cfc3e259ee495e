"""Asking an authority over the network: the one module that does. It sends digests, and nothing else leaves."""

import threading
import urllib.request
from http.client import HTTPException
from queue import Empty, Queue
from urllib.error import URLError

import trafficaudit
from trafficaudit.errors import EvidenceError

PATIENCE = 30.0
"""Seconds that an authority has for its whole answer."""

_BLOCK = 16 << 10
_OPENER = urllib.request.OpenerDirector()
for _handler in (
    urllib.request.ProxyHandler(),
    urllib.request.HTTPHandler(),
    urllib.request.HTTPSHandler(),
    urllib.request.HTTPErrorProcessor(),
    urllib.request.HTTPDefaultErrorHandler(),
):
    _OPENER.add_handler(_handler)


def ask(url: str, query: bytes, most: int, patience: float = PATIENCE) -> bytes:
    """Send a time stamp request (RFC 3161, 3.4); give the answer, at most so many bytes.

    Raises:
        EvidenceError: there is no answer in time, or too large a one.
    """
    headers = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}
    return _within(url, query, headers, most, patience)


def get(url: str, most: int, patience: float = PATIENCE) -> bytes:
    """Get what lies at an address; raises as ``ask``."""
    return _within(url, None, {}, most, patience)


def _within(url: str, query: bytes | None, headers: dict[str, str], most: int, patience: float) -> bytes:
    """Have a thread fetch it: an answer that drips keeps resetting the time limit of a single read."""
    answers: Queue[bytes | EvidenceError] = Queue()
    agent = {"User-Agent": f"trafficaudit/{trafficaudit.__version__}"}

    def fetch() -> None:
        try:
            request = urllib.request.Request(url, query, headers | agent)  # noqa: S310 - the opener knows no file:
            answers.put(_read(request, most, patience))
        except EvidenceError as error:
            answers.put(error)
        except (OSError, HTTPException, ValueError) as error:
            told = error.reason if type(error) is URLError else error  # its text is that of Python's own objects
            answers.put(EvidenceError(f"cannot be reached: {told}", url))

    threading.Thread(target=fetch, name="authority", daemon=True).start()
    try:
        answer = answers.get(timeout=patience)
    except Empty:
        raise EvidenceError(f"does not answer within {patience:g} s", url) from None
    if isinstance(answer, EvidenceError):
        raise answer
    return answer


def _read(request: urllib.request.Request, most: int, patience: float) -> bytes:
    opened = _OPENER.open(request, timeout=patience)
    if opened is None:
        raise EvidenceError("is no address that is asked: http:// or https://", request.full_url)
    content = bytearray()
    with opened as reply:
        while len(content) <= most and (block := reply.read1(_BLOCK)):
            content += block
    if len(content) > most:
        raise EvidenceError(f"answers with more than {most >> 10} KiB", request.full_url)
    return bytes(content)
