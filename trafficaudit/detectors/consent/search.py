"""What a request itself says of consent, in strings that hold many choices: the state of each thing they are about.

TC and GPP strings are known by their structure, under whatever name (``decode/consent``); each of their fields is one
finding, with the way into the string. The others are known by their name and form (``forms``, ``banners``,
``platforms``). Flags that are a state by their name alone are the key detector's.

Only what was sent: an answer holds a default, or what somebody else is to do. The finding's reasoning says what stands
in the string and ends with the states (``trafficaudit.consents``), from which tables read them.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from trafficaudit.consents import About, State, naming
from trafficaudit.decode.consent import gpp, tcf
from trafficaudit.decode.consent.bits import spelled
from trafficaudit.decode.fields import Fields, Group, as_bytes
from trafficaudit.detectors.consent import banners as consent_banners
from trafficaudit.detectors.consent import forms as consent_forms
from trafficaudit.detectors.consent import platforms as consent_platforms
from trafficaudit.detectors.consent.forms import of_purposes
from trafficaudit.detectors.consent.words import Told
from trafficaudit.detectors.context import Context, Detect
from trafficaudit.detectors.names.places import is_piece
from trafficaudit.model import Decoded, Exchange, Finding

NAME = "consent"

_CATEGORY = "consent_state"
_SURE, _NAMED = 0.9, 0.7
_READERS = {**consent_forms.READERS, **consent_banners.READERS, **consent_platforms.READERS}
_NAMES = frozenset(_READERS)
_OPENED = frozenset((tcf.NAME, gpp.NAME))
_FIRST_PURPOSES = (3,), (5,)
"""Of TCF 1: choosing advertisements, measuring."""


def build(context: Context) -> Detect:
    """Give the detector; it needs nothing of the context."""
    return detect


def detect(exchange: Exchange, decoded: Decoded) -> Iterator[Finding]:
    """See ``Detect``."""
    fields = Fields.of(decoded.fields)
    found = [*_opened(fields), *(_known(fields) if not _NAMES.isdisjoint(fields.names) else ())]
    yield from (finding for _, finding in sorted(found, key=lambda each: each[0]))


def _opened(fields: Fields) -> Iterator[tuple[int, Finding]]:
    """Give what TC and GPP strings hold."""
    for group, start, end in fields.ranges():
        if group.layers and group.layers[-1] in _OPENED and group.direction == "request":
            text = fields.values[group.parent]
            raw = text if isinstance(text, bytes) else as_bytes(text)
            told = _of_tcf(raw) if group.layers[-1] == tcf.NAME else _of_gpp(raw)
            for index in range(start, end):
                if said := told.get(fields.rows[index][0].rpartition(".")[2], told.get(_last_two(fields, index))):
                    yield index, _finding(fields, index, group, text, said)


def _last_two(fields: Fields, index: int) -> str:
    return ".".join(fields.rows[index][0].rsplit(".", 2)[-2:])


def _finding(fields: Fields, index: int, group: Group, value: str | bytes, said: Told) -> Finding:
    field = fields[index]
    return Finding(field, _CATEGORY, "pattern", group.layers, field.span, value, NAME, _SURE, said.reasoning)


def _known(fields: Fields) -> Iterator[tuple[int, Finding]]:
    """Give what is known by its name and form."""
    for group, start, end in fields.ranges():
        if group.direction != "request":
            continue
        known = [index for index in range(start, end) if fields.keys[index] in _NAMES]
        objects = _objects(fields, start, end) if known else {}
        for index in known:
            value = fields.values[index]
            if not isinstance(value, str) or is_piece(
                group.layers, fields.rows[index][0], fields.rows[group.parent][0]
            ):
                continue
            if (told := _READERS[fields.keys[index]](value, objects[_place(fields, index)])) is not None:
                field = fields[index]
                why = told.reasoning
                yield index, Finding(field, _CATEGORY, "named", group.layers, field.span, value, NAME, _NAMED, why)


def _place(fields: Fields, index: int) -> str:
    """Give what the paths of an object's members begin with: the same answer is told of several campaigns."""
    path, key, *_ = fields.rows[index]
    return path[: -len(key)] if path.endswith(key) else ""


def _objects(fields: Fields, start: int, end: int) -> Mapping[str, Mapping[str, str]]:
    """Give the texts of each object by name."""
    found: dict[str, dict[str, str]] = {}
    for index in range(start, end):
        members, value = found.setdefault(_place(fields, index), {}), fields.values[index]
        if isinstance(value, str):
            members[fields.keys[index]] = value
    return found


@lru_cache(maxsize=64)
def _of_tcf(raw: bytes) -> Mapping[str, Told]:
    """Say what a TC string holds, by the name of each field."""
    consent = tcf.read(raw)
    if consent is None:
        return {}
    changed = f"{consent.updated:%Y-%m-%d}"
    head: tuple[str, ...] = (f"TC string of TCF {consent.version}, CMP {consent.cmp}, changed on {changed}",)
    head += ("a version that counts no more",) if consent.version == 1 else ()
    groups = _FIRST_PURPOSES if consent.version == 1 else (consent_forms.ADVERTISING, consent_forms.ANALYTICS)
    precise: State = "granted" if consent.features >> 1 & 1 else "not granted"
    said: dict[str, tuple[str, ...]] = {
        "purposes_consent": (_purposes(consent.purposes),),
        "vendor_consents": (f"vendors with consent: {consent.vendors.bit_count()}", *naming(consent.vendors)),
        "special_feature_opt_ins": (_features(consent.features),),
        "purposes_li_transparency": (
            f"purposes with legitimate interest, which is no consent: {spelled(consent.interests)}",
        ),
        "vendor_legitimate_interests": (
            f"vendors with legitimate interest, which is no consent: {consent.vendor_interests.bit_count()}",
        ),
        "pub_restrictions": (f"restrictions by the publisher: {len(consent.restrictions)}",),
        "disclosed_vendors": (f"vendors shown to the person: {(consent.disclosed or 0).bit_count()}",),
        "allowed_vendors": (f"vendors that the publisher allows: {(consent.allowed or 0).bit_count()}",),
        "pub_purposes_consent": ("for the publisher itself", _purposes(consent.publisher or 0)),
    }
    states: dict[str, dict[About, State]] = {
        "purposes_consent": of_purposes(consent.purposes, *groups),
        "special_feature_opt_ins": {"location": precise},
    }
    return {name: Told((*head, *sentences), states.get(name, {})) for name, sentences in said.items()}


def _purposes(purposes: int) -> str:
    return f"purposes with consent: {spelled(purposes)}" if purposes else "no purpose has consent"


def _features(features: int) -> str:
    return f"special features opted in to: {spelled(features)}" if features else "no special feature is opted in to"


@lru_cache(maxsize=64)
def _of_gpp(raw: bytes) -> Mapping[str, Told]:
    """Say what the sections of a GPP string hold that are opened here, by the way into it."""
    told: dict[str, Told] = {}
    opted: dict[str, State] = {"opted out": "refused", "not opted out": "not opted out"}
    for section in gpp.read(raw):
        for name, choice in section.choices:
            about: About = "advertising" if "advertising" in name else "sale or sharing"
            said = f"GPP string, section {section.name}: {name} is {choice}"
            states: dict[About, State] = {about: opted[choice]} if choice in opted else {}
            told[f"{section.name}.{name}"] = Told((said,), states)
        express = gpp.canadian(raw, section)
        if express is not None:
            said = (
                f"GPP string, section {section.name}: express consent to the purposes {spelled(express[0]) or 'none'}"
            )
            told[section.name] = Told((said,), of_purposes(express[0]))
    return told
