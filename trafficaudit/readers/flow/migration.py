"""Records of older versions: built whole, then brought to the current version by mitmproxy's own migrations.

mitmproxy is imported only when such a record is met: it costs more time and memory than reading the file.
"""

import sys

from trafficaudit.readers.file import Buffer
from trafficaudit.readers.flow import tnetstring
from trafficaudit.readers.flow.peers import Client, Server, client_of, server_of
from trafficaudit.readers.flow.state import State
from trafficaudit.readers.flow.tnetstring import Budget, MalformedError, Token, Value

_WITHOUT_CONNECTION_IDS = 5


class UnsupportedVersionError(MalformedError):
    """A record of a version that mitmproxy cannot migrate."""


def forget() -> None:
    """Empty what mitmproxy's migrations remember between records, so that a file reads the same each time."""
    compat = sys.modules.get("mitmproxy.io.compat")
    for name in ("client_connections", "server_connections", "_websocket_handshakes"):
        remembered = getattr(compat, name, None)
        if isinstance(remembered, dict):
            remembered.clear()


def refuse_unknown(version: object) -> None:
    """Check that mitmproxy can migrate a version.

    Raises:
        UnsupportedVersionError: it is older than any that mitmproxy still reads, newer than the installed one, or none.
    """
    from mitmproxy.io import compat  # noqa: PLC0415
    from mitmproxy.version import FLOW_FORMAT_VERSION as CURRENT  # noqa: PLC0415

    if version == CURRENT or version in compat.converters:
        return
    if isinstance(version, int):
        newer = version > CURRENT
        advice = "update mitmproxy" if newer else "no mitmproxy release reads it"
        raise UnsupportedVersionError(
            f"flow format version {version} is not among those read (0.11 to {CURRENT}; {advice})"
        )
    if isinstance(version, tuple) and version:
        shown = ".".join(str(part)[:20] for part in version)
        raise UnsupportedVersionError(
            f"flow format version {shown} is not among those read (0.11 to {CURRENT}); "
            "open it with the mitmproxy of its time and save it anew"
        )
    raise UnsupportedVersionError("the record states no flow format version")


def migrated(buffer: Buffer, found: dict[bytes, Token], version: object, body_limit: int, faults: list[str]) -> State:
    """Build a record's state and bring it to the current version.

    A response that cannot be read is left out and noted in ``faults``; what mitmproxy cannot migrate is a
    ``MalformedError``.
    """
    from mitmproxy.io import compat  # noqa: PLC0415

    refuse_unknown(version)
    budget = Budget(longest=body_limit)
    # Text keys came with format version 0.18; before, every key and every text was bytes.
    text = not (isinstance(version, tuple) and version < (0, 18))
    state: dict[bytes | str, Value] = {}
    for name, value in found.items():
        key = name.decode("utf-8", "replace") if text else name
        try:
            state[key] = tnetstring.parse(buffer, value, budget)
        except MalformedError as error:
            if name != b"response":
                raise
            state[key] = None
            faults.append(f"the response of this flow could not be read: {error}")
    try:
        out = compat.migrate_flow(state)
    except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
        raise MalformedError(f"it could not be migrated from version {version}: {type(error).__name__}") from None
    return {str(key): value for key, value in out.items()}


def migrated_peers(state: State, version: object) -> tuple[Client, Server]:
    """Read the connections of a migrated state."""
    client, server = state.get("client_conn"), state.get("server_conn")
    if not isinstance(client, dict) or not isinstance(server, dict):
        raise MalformedError("it has no connections")
    made_up = not isinstance(version, int) or version < _WITHOUT_CONNECTION_IDS
    return client_of(client), server_of(server, made_up_id=made_up)
