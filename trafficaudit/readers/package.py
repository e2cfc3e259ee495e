"""A sealed package, read as the capture folder inside it. Verifying it is the replay's own step, before it reads."""

import os
from dataclasses import replace
from pathlib import Path

from trafficaudit import evidence
from trafficaudit.errors import EvidenceError, ReadError
from trafficaudit.readers import folder
from trafficaudit.readers.file import name_of, printable
from trafficaudit.readers.source import Source
from trafficaudit.redaction import composed

NAME = "sealed package"

_BAG = "bag"


def sniff(head: bytes, path: Path) -> bool:
    """Tell whether the path is a package, or the bag in one."""
    return os.path.isdir(path) and evidence.package_of(path) is not None and around(path) is not None


def open_source(path: Path) -> Source:
    """Open the capture in a package; it is named after the package.

    Raises:
        ReadError: the package holds no capture, or one that cannot be read.
    """
    package = around(path)
    if package is None:
        raise ReadError("is no sealed package", name_of(path), "name the package that trafficaudit seal made")
    try:
        source = folder.open_source(evidence.capture_of(package))
    except EvidenceError as error:
        raise ReadError(error.what, name_of(path), error.remedy) from None
    name = printable(composed(package.absolute().name))
    return replace(source, capture=replace(source.capture, name=name, format=NAME))


def around(path: Path) -> Path | None:
    """Give the package that a path names or lies in, links followed: nothing in a bag is to be read unverified."""
    for whole in (path.absolute(), path.resolve()):
        for place in (whole, *whole.parents):
            package = evidence.package_of(place)
            if package is not None and (whole == package or whole.is_relative_to(package / _BAG)):
                return package
    return None
