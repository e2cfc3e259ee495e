"""What Android's system services print about themselves: ``dumpsys package``, ``connectivity``, ``battery``.

The format is made for people and differs between versions; what cannot be found is empty, never guessed.
"""

import re
from dataclasses import dataclass

_VALUE = re.compile(r"^[ \t]+(versionName|installerPackageName|firstInstallTime|lastUpdateTime)=(.*)$", re.MULTILINE)
_CODE = re.compile(r"^[ \t]+versionCode=(\d{1,19})\b(?:.*\btargetSdk=(\d{1,6}))?", re.MULTILINE)
_LONGEST = 256
# A live network's record as it is written before Android 12 and since; requests and history are other lines.
_NETWORK = "NetworkAgentInfo"
_VPN = re.compile(r"type: VPN\[[^\]]{0,64}\], state: CONNECTED|\bni\{ ?VPN CONNECTED|\[VPN .{0,256}\bCONNECTED\b")
# The state stands near the start of a record that may go on for pages.
_RECORD = 1024


@dataclass(frozen=True, slots=True)
class PackageDump:
    """A package as the package manager knows it; times as the phone writes them, in its own time zone."""

    version_name: str = ""
    version_code: int = -1
    target_sdk: int = -1
    installer: str = ""
    first_installed: str = ""
    last_updated: str = ""


def parse_package(text: str, package: str) -> PackageDump | None:
    r"""Read ``dumpsys package PACKAGE``; ``None`` where the package is not installed.

    An updated system app has two blocks with its name; the first is the one in use (the other stands under
    ``Hidden system packages``). ``installerPackageName=null`` is an app that no store installed.

    >>> parse_package("Packages:\n  Package [a.b] (1):\n    versionCode=7 minSdk=1 targetSdk=34\n"
    ...               "    versionName=1.2\n", "a.b").version_name
    '1.2'
    """
    # Before this heading the same name stands in the tables of who receives what.
    text = ("\n" + text.replace("\r", "")).partition("\nPackages:\n")[2]
    start = re.search(rf"^  Package \[{re.escape(package)}\].*$", text, re.MULTILINE)
    if start is None:
        return None
    block = text[start.end() :]
    end = re.search(r"^(?: {0,2})\S", block, re.MULTILINE)
    block = block[: end.start()] if end else block
    values: dict[str, str] = {}
    for match in _VALUE.finditer(block):
        value = match[2].strip()
        values.setdefault(match[1], "" if value == "null" else value[:_LONGEST])
    code = _CODE.search(block)
    return PackageDump(
        version_name=values.get("versionName", ""),
        version_code=int(code[1]) if code else -1,
        target_sdk=int(code[2]) if code and code[2] else -1,
        installer=values.get("installerPackageName", ""),
        first_installed=values.get("firstInstallTime", ""),
        last_updated=values.get("lastUpdateTime", ""),
    )


def has_vpn(text: str) -> bool:
    """Tell from ``dumpsys connectivity`` whether a VPN is connected (history and requests do not count)."""
    return any(
        line.lstrip().startswith(_NETWORK) and _VPN.search(line.lstrip()[:_RECORD]) for line in text.splitlines()
    )


@dataclass(frozen=True, slots=True)
class Battery:
    """Charge in per cent (-1 where it is not said) and whether the phone is on a charger."""

    level: int
    powered: bool


def parse_battery(text: str) -> Battery:
    r"""Read ``dumpsys battery``.

    >>> parse_battery("  AC powered: false\n  USB powered: true\n  level: 81\n  scale: 100\n")
    Battery(level=81, powered=True)
    """
    level = re.search(r"^[ \t]*level: (\d{1,9})\b", text, re.MULTILINE)
    scale = re.search(r"^[ \t]*scale: (\d{1,9})\b", text, re.MULTILINE)
    full = int(scale[1]) if scale and int(scale[1]) else 100
    powered = re.search(r"^[ \t]*(?:AC|USB|Wireless|Dock) powered: true\b", text, re.MULTILINE) is not None
    return Battery(int(level[1]) * 100 // full if level else -1, powered)
