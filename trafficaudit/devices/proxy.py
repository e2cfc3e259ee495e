"""The phone's global HTTP proxy: set, cleared, and put back to what it was.

The setting is advice: apps with a network stack of their own (Flutter, games) pass it by, and it never holds for UDP
(HTTP/3, DNS). mitmproxy's WireGuard mode takes everything. That the phone's apps follow the setting, only the phone can
prove.
"""

import hashlib
import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from trafficaudit.devices.adb import Adb
from trafficaudit.devices.faults import DeviceError
from trafficaudit.devices.phone import setting
from trafficaudit.hostnames import ip_address

SETTINGS = (
    "http_proxy",
    "global_http_proxy_host",
    "global_http_proxy_port",
    "global_http_proxy_exclusion_list",
    "global_proxy_pac_url",
)
"""What Android keeps of a global proxy (``Settings.Global``); it derives the others from the first."""

NONE = ":0"
"""The value that takes a proxy away at once; deleting the setting alone does so only after a restart."""

_HOST = re.compile(r"[A-Za-z0-9.-]{1,253}")
_HIGHEST = 65535
_LARGEST = 1 << 16
_SHOWN = 16


@dataclass(frozen=True, slots=True)
class ProxyState:
    """The phone's proxy settings as they stood; ``None`` for one that is not set."""

    values: Mapping[str, str | None]

    @property
    def address(self) -> str:
        """The proxy as ``HOST:PORT``, empty where there is none."""
        value = self.values.get("http_proxy") or ""
        host, port = self.values.get("global_http_proxy_host"), self.values.get("global_http_proxy_port")
        if value in {"", NONE}:
            return f"{host}:{port}" if host and port not in {None, "", "0"} else ""
        return value

    def as_json(self) -> dict[str, str | None]:
        """Give the state for a JSON file; ``ProxyState(json.load(...))`` has it back."""
        return dict(self.values)


def read(adb: Adb) -> ProxyState:
    """Give the phone's proxy settings as they are."""
    return ProxyState({name: setting(adb, "global", name) for name in SETTINGS})


def put(adb: Adb, host: str, port: int) -> ProxyState:
    """Set the proxy; give what was set before, to be handed to ``restore``. Write that down first if you may die.

    Raises:
        DeviceError: host or port are none, the host is an IPv6 address, or the phone does not keep the setting.
    """
    if ip_address(host) and ":" in host:
        # Android takes what stands before the first colon for the host, and none for a proxy whose port is no number
        # (ProxyTracker.loadDeprecatedGlobalHttpProxy), while the setting reads as it was written.
        remedy = (
            "name this computer by its IPv4 address or by a name that the phone resolves, or use the WireGuard mode"
        )
        raise DeviceError("is an IPv6 address, which Android takes for no proxy", host, remedy)
    if not (_HOST.fullmatch(host) and 0 < port <= _HIGHEST):
        raise DeviceError("is no proxy address", f"{host}:{port}", "give it as HOST:PORT")
    before = read(adb)
    _put(adb, f"{host}:{port}")
    return before


def note(folder: Path, adb: Adb) -> Path:
    """Give the file in which it is written down what a phone's proxy was, as long as that is to be put back."""
    return folder / f"{hashlib.sha256(adb.serial.encode()).hexdigest()[:_SHOWN]}.json"


def remember(file: Path, before: ProxyState, address: str) -> None:
    """Write down what is to be put back, before ``address`` (``HOST:PORT``) is set: whoever sets it may be killed.

    Raises:
        DeviceError: it cannot be written.
    """
    new = file.with_suffix(".new")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with new.open("w", encoding="utf-8") as written:
            json.dump({"set": address, "before": before.as_json()}, written)
            written.flush()
            os.fsync(written.fileno())
        new.rename(file)
    except OSError as error:
        what = f"what the phone's proxy was cannot be written down: {error.strerror}"
        raise DeviceError(what, str(file), "check the path and its rights") from None


def left(file: Path, now: ProxyState) -> ProxyState | None:
    """Give what a recording that was killed did not put back; ``None`` where the proxy it had set is not there now."""
    try:
        with file.open("rb") as kept:
            said = json.loads(kept.read(_LARGEST))
        before = {name: said["before"][name] for name in SETTINGS}
        address = said["set"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    sound = all(value is None or isinstance(value, str) for value in before.values())
    return ProxyState(before) if sound and address == now.address != "" else None


def restore(adb: Adb, before: ProxyState) -> None:
    """Put every setting back to what it was; a proxy that was there holds at once, one that was not is gone at once.

    Raises:
        DeviceError: the phone does not keep a setting.
    """
    _put(adb, before.values.get("http_proxy") or before.address or NONE)
    for name in SETTINGS:
        value = before.values.get(name)
        if value is None:
            adb.text("settings", "delete", "global", name)
        elif setting(adb, "global", name) != value:
            adb.text("settings", "put", "global", name, value)


def _put(adb: Adb, value: str) -> None:
    adb.text("settings", "put", "global", "http_proxy", value)
    if setting(adb, "global", "http_proxy") != value:
        remedy = "set the proxy by hand in the Wi-Fi network's settings, or use the WireGuard mode"
        raise DeviceError("the phone does not keep the proxy setting", "global http_proxy", remedy)
