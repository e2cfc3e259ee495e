"""Session files that other proxies keep for themselves: each is called by its name, with the way to a HAR.

None of these is read. What names one stands in the first bytes of the file, never in the file's name: Charles writes
Java objects, JSON or XML, VCR and Betamax YAML; of Fiddler's archives, which are read, a cut one has lost its
directory.
"""

import re
from typing import NamedTuple


class Session(NamedTuple):
    """What a file is, and how its traffic becomes one that is read."""

    name: str
    remedy: str


_KNOWN = (
    (
        re.compile(rb"PK\x03\x04.*?raw/\d+_[cms]\.(?:txt|xml)", re.DOTALL).match,
        Session(
            "a Fiddler session archive (.saz) whose directory cannot be read",
            "it is cut, damaged or too large: copy it again, or save the sessions again, fewer at once",
        ),
    ),
    (
        re.compile(rb"\xac\xed\x00\x05.{0,40}com\.xk72\.charles", re.DOTALL).match,
        Session(
            "a Charles session (.chls)", "open it in Charles and choose File > Export Session, HTTP Archive (.har)"
        ),
    ),
    (
        re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?<\?charles |\s*(?:<\?xml[^>]*>\s*)?<charles-session").match,
        Session(
            "a Charles session (.chlsx)", "open it in Charles and choose File > Export Session, HTTP Archive (.har)"
        ),
    ),
    (
        re.compile(rb'\s*\[\s*\{\s*"status"\s*:\s*"[A-Z_]+"(?=.{0,400}"(?:scheme|protocolVersion)")', re.DOTALL).match,
        Session(
            "a Charles session (.chlsj)", "open it in Charles and choose File > Export Session, HTTP Archive (.har)"
        ),
    ),
    (
        re.compile(rb"\s*(?:---\s*)?(?:http_)?interactions:\s").match,
        Session(
            "a cassette of recorded tests (VCR, Betamax)", "record through mitmproxy, or export the traffic as HAR"
        ),
    ),
)


def session_of(head: bytes) -> Session | None:
    r"""Name the session file that begins with these bytes; ``None`` where it is none that is known.

    >>> session_of(b"http_interactions:\n- request:").name
    'a cassette of recorded tests (VCR, Betamax)'
    """
    return next((session for known, session in _KNOWN if known(head)), None)
