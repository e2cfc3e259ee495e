"""What ``trafficaudit record`` shows on a terminal: how the phone is set up, and how the recording stands."""

import io
import re
from collections.abc import Mapping
from typing import TextIO

import segno
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from trafficaudit.childlines import whole
from trafficaudit.recording.control import PHASES
from trafficaudit.redaction import visible

KEYS = "1234567890w"
"""The key of each usual phase, in their order."""

QUIT = "q"
_MIB = 1 << 20
_ENDPOINT = re.compile(r"^Endpoint = (.+)$", re.MULTILINE)


def setup(servers: object, fingerprint: str) -> list[str]:
    """Say how the phone is led through the proxy, a line each.

    Args:
        servers: the proxy's own description of what it listens on.
        fingerprint: SHA-256 of the certificate that the phone has to trust.
    """
    lines = []
    for server in servers if isinstance(servers, list) else ():
        addresses = ", ".join(f"{host}:{port}" for host, port, *_ in server.get("listen_addrs", ()))
        lines.append(f"{server.get('full_spec')}: {addresses or server.get('last_exception') or 'not listening'}")
        endpoint = _ENDPOINT.search(server.get("wireguard_conf") or "")
        if endpoint and endpoint[1].startswith("None:"):
            lines.append("  WireGuard: this computer has no route out; name its address with --listen")
        elif endpoint:
            lines.append(f"  WireGuard app on the phone: scan its code, shown on a terminal; endpoint {endpoint[1]}")
    lines.append("Certificate: with the proxy or WireGuard set, open http://mitm.it on the phone and follow its steps")
    lines.append(f"  SHA-256 {fingerprint or 'is shown there; the certificate is made at the first start'}")
    return [visible(line) for line in lines]


def draw_codes(servers: object, out: TextIO) -> None:
    """Draw the configuration of each WireGuard server as a code to be scanned with its app."""
    for server in servers if isinstance(servers, list) else ():
        if server.get("wireguard_conf"):
            drawn = io.StringIO()
            segno.make(server["wireguard_conf"], error="l").terminal(out=drawn, compact=True)
            # Bright on black whatever the terminal's own colours are: not every scanner reads an inverted code.
            out.writelines(f"\x1b[97;40m{line}\x1b[0m\n" for line in drawn.getvalue().splitlines())


def table(told: Mapping[str, Mapping[str, object]], elapsed: float) -> RenderableType:
    """Draw how the recording stands."""
    record, live = told.get("record", {}), told.get("live", {})
    grid = Table.grid(padding=(0, 2))
    hooks = told.get("hooks", {})
    for name, value in (
        ("time", f"{int(elapsed // 60)}:{int(elapsed % 60):02d}"),
        ("phase", record.get("now") or "none yet"),
        ("flows", f"{record.get('flows', 0)} recorded, {record.get('open', 0)} under way"),
        ("segment", record.get("segment", 0)),
        (
            "disk",
            f"{whole(record.get('free')) // _MIB} MiB free, {whole(record.get('behind'))} bytes not yet written",
        ),
        ("found", _counts(live.get("sent")) or "nothing yet"),
        ("countries", _counts(live.get("countries")) or "none yet"),
        ("hooks", _hooks(hooks)),
        ("findings", f"{whole(live.get('behind'))} bytes behind the recording"),
    ):
        grid.add_row(Text(name, style="bold"), visible(str(value)))
    legend = "  ".join(f"{key} {name}" for key, name in zip(KEYS, PHASES, strict=True))
    return Group(grid, Text(f"{legend}  {QUIT} end", style="dim"))


def _hooks(standing: Mapping[str, object]) -> str:
    if not standing:
        return "none"
    counts = ", ".join(f"{whole(standing.get(name))} {name}" for name in ("installed", "absent", "failed", "events"))
    reason = f" ({standing['reason']})" if standing.get("reason") else ""
    return f"{standing.get('state')}: {counts}{reason}"


def _counts(value: object) -> str:
    if not isinstance(value, Mapping):
        return ""
    ordered = sorted(value.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{name} {count}" for name, count in ordered[:15])
