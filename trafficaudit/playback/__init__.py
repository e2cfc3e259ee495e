"""Showing a capture again: what mitmproxy is given to serve, and how mitmdump is started for it.

Nothing here needs a running proxy. ``addons/sealed.py`` serves what is handed over, and lets nothing through.
"""

from trafficaudit.playback.answers import SIZE_LIMIT, Playback, prepare, unserved
from trafficaudit.playback.proxy import READY, SEALED, PlaybackError, Unknown, check_mode, command

__all__ = [
    "READY",
    "SEALED",
    "SIZE_LIMIT",
    "Playback",
    "PlaybackError",
    "Unknown",
    "check_mode",
    "command",
    "prepare",
    "unserved",
]
