"""What Android's package manager prints on the command line: ``pm list packages`` and ``pm path``."""

import re
from dataclasses import dataclass

# Android's PackageParser.validateName: Java-like segments; "android" itself has one segment.
_PACKAGE = re.compile(r"[A-Za-z]\w*(?:\.[A-Za-z]\w*)*", re.ASCII)
_LONGEST_NAME = 255
_MOST = 20_000
_MOST_FILES = 256


@dataclass(frozen=True, slots=True, order=True)
class Installed:
    """One installed package: name, path of its base APK, version code and user id (-1 where they are not said)."""

    name: str
    path: str
    version_code: int
    uid: int


def is_package(name: str) -> bool:
    """Tell whether a text can be a package's name.

    >>> is_package("kr.example.hanbit.shop"), is_package("x; reboot")
    (True, False)
    """
    return len(name) <= _LONGEST_NAME and _PACKAGE.fullmatch(name) is not None


def parse_list(text: str) -> tuple[Installed, ...]:
    r"""Read ``pm list packages -f -U --show-versioncode``, sorted by name; what is no package line is passed over.

    The path itself may hold ``=`` (Android ends its folder names in base64), so the name begins after the last one.

    >>> parse_list("package:/data/app/~~a==/kr.b.c-d==/base.apk=kr.b.c versionCode:7 uid:10123\n")
    (Installed(name='kr.b.c', path='/data/app/~~a==/kr.b.c-d==/base.apk', version_code=7, uid=10123),)
    """
    found = {}
    for line in text.splitlines()[:_MOST]:
        words = line.strip().removeprefix("package:").split()
        if not line.startswith("package:") or not words:
            continue
        path, _, name = words[0].rpartition("=")
        facts = dict(word.split(":", 1) for word in words[1:] if ":" in word)
        if is_package(name):
            found[name] = Installed(name, path, _number(facts.get("versionCode")), _number(facts.get("uid")))
    return tuple(sorted(found.values()))


def parse_paths(text: str) -> tuple[str, ...]:
    r"""Read ``pm path PACKAGE``: the base APK and its splits, absolute paths only.

    >>> parse_paths("package:/data/app/x/base.apk\npackage:/data/app/x/split_config.ko.apk\n")
    ('/data/app/x/base.apk', '/data/app/x/split_config.ko.apk')
    """
    lines = [line.strip().removeprefix("package:") for line in text.splitlines() if line.startswith("package:")]
    return tuple(path for path in lines if path.startswith("/") and path.isprintable())[:_MOST_FILES]


def _number(text: str | None) -> int:
    # One uid per user, separated by commas, where a phone has several users.
    first = (text or "").partition(",")[0]
    return int(first) if first.isascii() and first.isdigit() and len(first) <= 19 else -1
