"""What a user says once about evidence: ``evidence.toml`` in the configuration folder, ``authorities.toml`` without it.

operator = "Kim, Investigation Division 2"

[[authority]]
name = "agency"
url = "http://tsa.example.go.kr/tsr"
root = "agency-root.pem"    # optional: the root certificate that its tokens must lead to
"""

import hashlib
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from urllib.parse import urlsplit

from trafficaudit.errors import SignerError

NAME = "evidence.toml"

_AUTHORITY = re.compile(r"[a-z0-9][a-z0-9-]{0,31}")
_PLAIN, _USER = re.compile(r"[^a-z0-9]+"), re.compile(r"//[^/?#]*@")
_HOST, _DIGITS = 23, 8
"""Characters of the host, and of the address's SHA-256, in the name of an authority that nobody gave one."""


@dataclass(frozen=True, slots=True)
class Authority:
    """A time stamp authority (RFC 3161): a short name, its address, and its root certificate where one is named."""

    name: str
    url: str
    root: Path | None = None


@dataclass(frozen=True, slots=True)
class Config:
    """What the user says."""

    authorities: tuple[Authority, ...] = ()
    operator: str = ""


def folder() -> Path:
    """Give the user's configuration folder (XDG Base Directory Specification)."""
    base = os.environ.get("XDG_CONFIG_HOME")
    return (Path(base) if base and Path(base).is_absolute() else Path.home() / ".config") / "trafficaudit"


def load() -> Config:
    """Read the user's configuration; the built-in one where there is none.

    Raises:
        SignerError: the file is no TOML, or an authority in it has no proper name or address.
    """
    path = folder() / NAME
    try:
        content = path.read_text(encoding="utf-8") if path.exists() else _built_in()
        said = tomllib.loads(content)
    except (OSError, ValueError) as error:
        raise SignerError(f"cannot be read: {error}", str(path), "correct or remove it") from error
    listed = said.get("authority", [])
    if not isinstance(listed, list) or not all(isinstance(each, Mapping) for each in listed):
        raise SignerError("authority is no list of tables", str(path), "write [[authority]]")
    found = tuple(_authority(each, path) for each in listed)
    if len({each.name for each in found}) != len(found):
        raise SignerError("two authorities have the same name", str(path), "give each its own")
    operator = said.get("operator", "")
    return Config(found, operator if isinstance(operator, str) else "")


def at(urls: tuple[str, ...]) -> tuple[Authority, ...]:
    """Give authorities that were named by their addresses only, each once.

    Raises:
        SignerError: one is no address.
    """
    return tuple(_authority({"name": _called(url), "url": url}, Path()) for url in dict.fromkeys(urls))


def _called(url: str) -> str:
    """Give an authority's name by its address alone: a request that waits for one is sent to no other.

    A user and password in the address leave no trace in it.

    >>> _called("http://tsa.example.go.kr/tsr")
    'tsa-example-go-kr-6474957d'
    """
    bare = _USER.sub("//", url, count=1)
    host = bare.partition("//")[2].partition("/")[0].lower()
    digest = hashlib.sha256(bare.encode("utf-8", "surrogateescape")).hexdigest()[:_DIGITS]
    return f"{_PLAIN.sub('-', host).strip('-')[:_HOST].rstrip('-') or 'authority'}-{digest}"


def _authority(said: Mapping[str, object], path: Path) -> Authority:
    name, url, root = said.get("name"), said.get("url"), said.get("root")
    where = str(path) if path.name else "--authority"
    # The certificates of the signer stand beside the bag under this name.
    if not isinstance(name, str) or not _AUTHORITY.fullmatch(name) or name == "signer":
        raise SignerError(f"{name!r} is no name of an authority", where, "small letters, digits and hyphens")
    try:
        parts = urlsplit(url if isinstance(url, str) else "")
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        good = False
    if not good or not str(url).isascii() or not str(url).isprintable() or " " in str(url):
        raise SignerError(f"{url!r} is no address of an authority", where, "http:// or https:// and a host")
    return Authority(name, str(url), path.parent / root if isinstance(root, str) else None)


def _built_in() -> str:
    return resources.files("trafficaudit.evidence").joinpath("authorities.toml").read_text(encoding="utf-8")
