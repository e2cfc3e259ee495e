"""The privacy manifest of an app or SDK for Apple's devices (``PrivacyInfo.xcprivacy``): XML or binary."""

import plistlib
import struct
from collections.abc import Mapping
from typing import Any
from xml.parsers.expat import ExpatError

from trafficaudit.declarations.labels.found import MOST, Found
from trafficaudit.declarations.labels.words import data_type, types
from trafficaudit.declarations.model import Section, Source
from trafficaudit.declarations.wording import flat
from trafficaudit.errors import ReadError
from trafficaudit.hostnames import host_of
from trafficaudit.redaction import visible

KEY = "NSPrivacyCollectedDataTypes"
_TYPE = "NSPrivacyCollectedDataType"
_PURPOSE = "NSPrivacyCollectedDataTypePurpose"
_LONGEST = 200
_BAD = (
    plistlib.InvalidFileException, ExpatError, ValueError, OverflowError, RecursionError, struct.error, LookupError,
    TypeError, AttributeError,
)  # fmt: skip
"""What Python's reader of property lists raises on bytes that are none."""


def is_manifest(data: bytes) -> bool:
    """Say whether a file is a property list that speaks of privacy."""
    plist = data.startswith(b"bplist") or b"<plist" in data[:4096].replace(b"\0", b"")
    return plist and b"NSPrivacy" in data.replace(b"\0", b"")


def read_manifest(data: bytes, where: str) -> Found:
    """Read a manifest.

    Raises:
        ReadError: it is damaged, or no manifest.
    """
    try:
        value = plistlib.loads(data)
    except _BAD:
        raise ReadError(
            "is a damaged property list", where, "take the app's manifest out of its package again"
        ) from None
    if not isinstance(value, dict):
        raise ReadError("is no privacy manifest", where, "hand over the file PrivacyInfo.xcprivacy")
    return manifest(value)


def manifest(value: Mapping[Any, Any]) -> Found:
    """Read a manifest's values."""
    found = Found("manifest", whole=True)
    found.domains = [host_of(one[:_LONGEST].strip()) for one in _texts(value.get("NSPrivacyTrackingDomains"))]
    found.aside = bool(value.get("NSPrivacyAccessedAPITypes"))
    told = value.get(KEY)
    for one in told[:MOST] if isinstance(told, list) else ():
        if isinstance(one, dict) and isinstance(one.get(_TYPE), str):
            _entry(one, found)
    return found


def _entry(value: Mapping[Any, Any], found: Found) -> None:
    name = value[_TYPE][:_LONGEST].strip()
    kind = types("manifest").get(name.removeprefix(_TYPE)) if name.startswith(_TYPE) else None
    words = visible(flat(name.removeprefix(_TYPE)))
    if kind is None:
        found.strange.append((0, words))
    purposes = tuple(visible(flat(one[:_LONGEST]).removeprefix(_PURPOSE)) for one in _texts(value.get(_PURPOSE + "s")))
    sections: list[Section] = ["linked" if value.get(_TYPE + "Linked") is True else "not_linked"]
    sections += ["tracking"] if value.get(_TYPE + "Tracking") is True else []
    for section in sections:
        found.types.append(data_type(section, ("", words), kind, purposes, Source((0, 0))))


def _texts(value: Any) -> list[str]:
    return [one for one in value[:MOST] if isinstance(one, str)] if isinstance(value, list) else []
