"""How mitmdump is started to show a capture again: its command line, and the options that seal it off."""

import ipaddress
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from trafficaudit.errors import AuditError
from trafficaudit.playback.answers import Playback

type Unknown = Literal["502", "404", "kill"]

READY = "sealed: ready"
"""How the addon's line begins that says that every answer is loaded and the proxy listens."""

SEALED: Mapping[str, object] = {
    # No connection of the proxy's own accord, not even to look at a server's certificate or protocols.
    "connection_strategy": "lazy",
    "upstream_cert": False,
    # A second lock: what is bound to loopback reaches no other machine.
    "connect_addr": "127.0.0.1",
    # The bytes are those recorded. What is not found is left to the addon, which logs no query and no body.
    "server_replay_refresh": False,
    "server_replay_extra": "forward",
    "server_replay_kill_extra": False,
    "anticache": False,
    "anticomp": False,
    "map_local": [],
    "map_remote": [],
    "modify_body": [],
    "modify_headers": [],
    "stickyauth": None,
    "stickycookie": None,
    "block_list": [],
    "proxyauth": None,
    "onboarding": False,
    # Everything is looked into and answered here: nothing is passed by, streamed on, asked again or written down.
    "allow_hosts": [],
    "ignore_hosts": [],
    "tcp_hosts": [],
    "udp_hosts": [],
    "stream_large_bodies": None,
    "client_replay": [],
    "rfile": None,
    "save_stream_file": None,
    "hardump": "",
    "flow_detail": 0,
}
"""mitmproxy's options while a capture is shown again, whatever a configuration file says."""

_REVERSE = re.compile(r"reverse:https?://(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?/?")


class PlaybackError(AuditError):
    """The proxy that shows a capture again cannot be started, or died."""


def check_mode(mode: str) -> str:
    """Give the proxy mode back if a capture can be shown in it: regular, socks5 or reverse for HTTP.

    Raises:
        ValueError: it is another one, or names a listening address of its own.
    """
    if mode in ("regular", "socks5") or _REVERSE.fullmatch(mode):
        return mode
    raise ValueError("is none of regular, socks5, reverse:https://HOST[:PORT], reverse:http://HOST[:PORT]")


def command(
    mitmdump: Path,
    addon: Path,
    playback: Playback,
    *,
    listen: str = "127.0.0.1",
    port: int = 8080,
    mode: str = "regular",
    unknown: Unknown = "502",
    confdir: Path | None = None,
) -> list[str]:
    """Give the command line that serves what was prepared.

    Args:
        mitmdump: the program.
        addon: ``addons/sealed.py``.
        playback: what ``prepare`` gave.
        listen: the IP address to listen on.
        port: the TCP port.
        mode: one that ``check_mode`` takes.
        unknown: how a request that is not in the capture is refused: a status code, or the connection is closed.
        confdir: mitmproxy's folder with the certificate authority that the app trusts; default: mitmproxy's own.

    Raises:
        ValueError: the mode is refused, or the address is no IP address.
    """
    line = [str(mitmdump), "--mode", check_mode(mode)]
    line += ["--listen-host", str(ipaddress.ip_address(listen)), "--listen-port", str(port)]
    line += ["--scripts", str(addon.resolve())]
    for file in playback.files:
        line += ["--set", f"sealed_answers={file.resolve()}"]
    line += ["--set", "termlog_verbosity=alert", "--set", f"sealed_unknown={unknown}"]
    if confdir is not None:
        line += ["--set", f"confdir={confdir.resolve()}"]
    return line
