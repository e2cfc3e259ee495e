"""The map of organisations as files hold it: ``recipients.toml`` beside this module, and a user's own files.

Both are of one form::

    [[organisation]]
    name = "Hanbit Market Co., Ltd."          # legal name or the name it trades under
    country = "KR"                            # ISO 3166-1, country of establishment; "" where several are possible
    group = "Hanbit"                          # optional: companies of one group are the same party
    domains = ["hanbit.example"]              # each with everything below it, without wildcard; the longest match wins
    apps = ["com.hanbit.market", "com.hanbit.*"]   # optional: its app packages, or a prefix of them
    hosting = false                           # optional: it only runs servers for customers who stay unknown
    confirmed = true                          # optional; false: nobody has read a source that names the company
    source = "https://hanbit.example/terms"   # where the claim comes from
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from trafficaudit.errors import DestinationError
from trafficaudit.globe import COUNTRIES
from trafficaudit.hostnames import host_of, ip_address
from trafficaudit.redaction import visible
from trafficaudit.special import opened

BUILT_IN = Path(__file__).parent / "recipients.toml"
REMEDY = 'write [[organisation]] with name, country, domains = ["..."] and source, as the built-in map does'


@dataclass(frozen=True, slots=True)
class Organisation:
    """One organisation of the map."""

    name: str
    country: str
    domains: tuple[str, ...]
    source: str
    group: str = ""
    apps: tuple[str, ...] = ()
    hosting: bool = False
    confirmed: bool = True

    def owns(self, app: str) -> bool:
        """Say whether an app package is the organisation's own."""
        return any(app == own or (own.endswith(".*") and app.startswith(own[:-1])) for own in self.apps)


def load(path: Path) -> tuple[Organisation, ...]:
    """Read a map of recipients.

    Raises:
        DestinationError: it cannot be read or is not of the form in this module's docstring.
    """
    where = visible(str(path))
    try:
        with opened(path) as file:
            table = tomllib.loads(file.read().decode())
    except OSError as error:
        raise DestinationError(f"cannot be opened: {error.strerror}", where, REMEDY) from None
    except ValueError as error:  # TOML and UTF-8 errors alike
        raise DestinationError(f"is not TOML: {visible(str(error))[:120]}", where, REMEDY) from None
    return tuple(_organisations(table, where))


def _organisations(table: dict[str, Any], where: str) -> Iterator[Organisation]:
    entries = table.get("organisation")
    if not isinstance(entries, list) or not entries or set(table) != {"organisation"}:
        raise DestinationError("lists no [[organisation]], or something else beside them", where, REMEDY)
    for number, entry in enumerate(entries, 1):
        if problem := _problem(entry):
            raise DestinationError(f"organisation {number}: {problem}", where, REMEDY)
        yield Organisation(
            **entry
            | {
                # As the tables show it: a name that is written in two ways would find no evidence.
                "name": visible(" ".join(entry["name"].split())),
                "domains": tuple(host_of(domain.lstrip(".")) for domain in entry["domains"]),
                "apps": tuple(entry.get("apps", ())),
            }
        )


KINDS: dict[str, type] = {
    "name": str, "country": str, "domains": list, "source": str, "group": str, "apps": list, "hosting": bool,
    "confirmed": bool,
}  # fmt: skip
_DOMAIN = re.compile(r"[\w-]+(?:\.[\w-]+)*").fullmatch
_APP = re.compile(r"[\w-]+(?:\.[\w-]+)*(?:\.\*)?").fullmatch
REQUIRED = ("name", "country", "domains", "source")


def _problem(entry: object) -> str:
    """Say what is wrong with an entry; empty when nothing is."""
    if not isinstance(entry, dict):
        return "is no table"
    for key, value in entry.items():
        if key not in KINDS or not isinstance(value, KINDS[key]):
            return f"unknown key or wrong kind of value: {visible(key)}"
    if missing := [key for key in REQUIRED if key not in entry]:
        return f"without {', '.join(missing)}"
    return _problem_of_values(entry)


def _problem_of_values(entry: dict[str, Any]) -> str:
    country = entry["country"]
    if not entry["name"].strip() or not entry["source"].strip() or not entry["domains"]:
        return "name, source and domains cannot be empty"
    if country and country not in COUNTRIES:
        return f"country is no ISO 3166-1 code: {visible(country)!r}"
    if not all(isinstance(text, str) and text.strip(".") for text in (*entry["domains"], *entry.get("apps", ()))):
        return "domains and apps are lists of names"
    if wrong := next((text for text in entry["domains"] if not _is_domain(text)), ""):
        return f"no host is named {visible(wrong)[:80]!r}: write a domain alone, it has everything below it"
    if wrong := next((text for text in entry.get("apps", ()) if not _APP(text)), ""):
        return f"no app is named {visible(wrong)[:80]!r}: write a package, or the beginning of one before .*"
    return ""


def _is_domain(text: str) -> bool:
    """Say whether a host can be the domain or lie below it: what has a wildcard, port, path or scheme never would."""
    host = host_of(text.lstrip("."))
    return bool(ip_address(host) or _DOMAIN(host))
