"""How a recording stands, told by the proxy to whoever started it: JSON lines on a descriptor that it inherited."""

import json
import os
import select
from collections.abc import Mapping

DESCRIPTOR = "TRAFFICAUDIT_STATUS_FD"
"""The environment variable that names the descriptor."""

OPTIONS = "TRAFFICAUDIT_OPTIONS"
"""The environment variable with the names of mitmproxy's options that whoever started it asked for, by commas."""


def is_alone() -> bool:
    """Tell whether whoever started the proxy and listened is gone."""
    number = os.environ.get(DESCRIPTOR, "")
    if not (number.isascii() and number.isdigit()):
        return False
    try:
        poll = select.poll()
        poll.register(int(number), 0)
        return any(event & select.POLLERR for _, event in poll.poll(0))
    except (OSError, OverflowError):
        return False


def tell(kind: str, fields: Mapping[str, object]) -> None:
    """Tell one thing: ``{"kind": KIND, ...}``. Nothing happens where nobody listens.

    Where the listener stalls the line is left out: it must not stall the proxy. Up to ``PIPE_BUF`` bytes are written
    whole or not at all (POSIX, ``write()``); a longer line is left out, too.
    """
    number = os.environ.get(DESCRIPTOR, "")
    line = json.dumps({**fields, "kind": kind}, default=str).encode() + b"\n"
    if not (number.isascii() and number.isdigit()) or len(line) > select.PIPE_BUF:
        return
    try:
        poll = select.poll()
        poll.register(int(number), select.POLLOUT)
        if any(event & select.POLLOUT for _, event in poll.poll(0)):
            os.write(int(number), line)
    except (OSError, OverflowError):
        return


def comes(descriptor: int, within: float) -> bool:
    """Wait until something is to be read, or the other end is closed, at most ``within`` seconds; tell whether it is.

    A proxy has a descriptor for every connection, and ``select`` takes none beyond 1,023.
    """
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    return bool(poll.poll(within * 1000))
