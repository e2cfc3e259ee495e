"""How strongly a finding is known, and what of several findings in one place counts."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from trafficaudit.categories import taxonomy
from trafficaudit.model import Finding, Span

# The strongest way of knowing counts where several claim one field: a seeded value is proof, a name is a hint.
_STRENGTH = {
    "persona": 0, "provenance": 0, "identifier": 1, "tracker": 2, "consent": 2, "key": 3, "crosssite": 4,
    "recurring": 5,
}  # fmt: skip


# Known by name: a key, and the forms that any number of a phone may have (a UUID, a row of hexadecimal digits).
_BY_NAME = frozenset(
    ("key", *(f"identifier:{one}" for one in ("advertising_id", "device_id", "installation_id", "vendor_id")))
)


_KEPT = "advertising_cookie"


_MEMBER = "user_id"


_OF_ANY = "behaviour"
"""What a documented event may hold, whatever it is: an order's number among it is one all the same."""


_FORM = _STRENGTH["identifier"]


_NAMED = _STRENGTH["key"]


_CROSSING, _AGAIN = _STRENGTH["crosssite"], _STRENGTH["recurring"]


_UNEXPLAINING = (_FORM, _NAMED, _CROSSING, _AGAIN)


_ANY = "device_id"


type _Known = Mapping[tuple[str, str, str], Sequence[tuple[int, Span]]]


def strongest(findings: Iterable[Finding]) -> list[Finding]:
    """Choose what counts of the findings in what was sent, in their order.

    For each field and category, the strongest way of knowing. A key's name alone, or with the form of a UUID, does not
    count beside a seeded value or a documented endpoint that says that the very same run is something else:
    `device_name` often holds the model, and `aaid` what Huawei calls an anonymous id of the app. An identifier of the
    phone is one: its form does not count beside a seeded value (an Android ID under the name of another one, the
    router's address where no name tells it from the phone's own), nor the name of no certain identifier beside the
    form of one. The number of a cookie that is documented as a tracking one is no member's where it is sent beside it
    under another name (``adx_uid``): a key's name does not make it that. Nor is what a document says to be a member's
    number a tracking cookie, where a site keeps it as well. What is a piece of a value that is known more
    strongly (``location[0]`` of a seeded ``location``) is told with it.
    """
    sent = []
    told: dict[tuple[str, str, str], list[tuple[int, Span]]] = {}
    best: dict[tuple[str, str, str], int] = {}
    explained: dict[tuple[str, str, Span], set[str]] = {}
    known: dict[tuple[str, str, Span], int] = {}
    kept: set[str | bytes] = set()
    phones = _phones()
    for finding in findings:
        field, detector = finding.field, finding.detector
        if field.direction != "request":
            continue
        place, run = (field.part, field.path, finding.category), (field.part, field.path, finding.span)
        strength = _strength(detector)
        best[place] = min(best.get(place, strength), strength)
        told.setdefault(place, []).append((strength, finding.span))
        if strength not in _UNEXPLAINING and finding.category != _OF_ANY:
            explained.setdefault(run, set()).add(finding.category)
        if strength < _NAMED and finding.category in phones and (strength or finding.confidence > SHARED):
            known[run] = min(known.get(run, strength), strength)
        if finding.category == _KEPT and field.part == "cookie" and detector.startswith("tracker:"):
            kept.add(finding.value)
        sent.append((finding, place, strength, run))
    return [
        finding
        for finding, place, strength, run in sent
        if strength == best[place]
        and (finding.detector not in _BY_NAME or run not in explained or finding.category in explained[run])
        and (finding.category not in phones or strength <= known.get(run, strength) or not _less(finding, strength))
        and (finding.category != _MEMBER or strength != _NAMED or finding.value not in kept)
        and (strength != _CROSSING or _MEMBER not in explained.get(run, ()))
        and not _is_piece(place, strength, finding.span, told)
    ]


def _is_piece(place: tuple[str, str, str], strength: int, span: Span, known: _Known) -> bool:
    """Say whether a finding's run is one of a list in a value that is known as the same more strongly."""
    part, path, category = place
    whole, bracket, _ = path.rpartition("[")
    if not bracket or not path.endswith("]"):
        return False
    better = [run for sure, run in known.get((part, whole, category), ()) if sure < strength]
    return any(run.start <= span.start and span.end <= run.end for run in better)


def beside(findings: Iterable[Finding], chosen: Iterable[Finding]) -> list[tuple[Finding, Finding]]:
    """Give what a document or a name says of a field that is known by its form: it speaks for the same row.

    Args:
        findings: all of an exchange.
        chosen: what ``strongest`` left of them.

    Returns:
        Each such finding with the chosen one of its field and category that it speaks for, in their order. A seeded
        value stands for itself: of how many have it as well (``SHARED``) no name says anything.
    """
    forms: dict[tuple[str, str, str], Finding] = {}
    for one in chosen:
        if _strength(one.detector) == _FORM:
            forms.setdefault((one.field.part, one.field.path, one.category), one)
    if not forms:
        return []
    return [
        (finding, forms[place])
        for finding in findings
        if finding.field.direction == "request"
        and _strength(finding.detector) > _FORM
        and (place := (finding.field.part, finding.field.path, finding.category)) in forms
    ]


def _less(finding: Finding, strength: int) -> bool:
    """Say whether one of the phone's identifiers is none beside another that is known in the same run more strongly."""
    return strength == _FORM or (strength == _NAMED and finding.category == _ANY)


@lru_cache(maxsize=1)
def _phones() -> frozenset[str]:
    """Give the identifiers of a phone, and that of the router it is with, which has the form of its own MAC address."""
    of_phone = {slug for slug, category in taxonomy().items() if category.group == "device_identifier"}
    return frozenset(of_phone | {"wifi_bssid"})


@lru_cache(maxsize=1 << 10)
def _strength(detector: str) -> int:
    return _STRENGTH[detector.partition(":")[0]]


SHARED = 0.6
"""Confidence up to which a seeded value proves nothing: many have it (``female``), and no name says whose it is."""


def proves(detectors: str, confidence: float) -> bool:
    """Say whether a row, or a finding, rests on a value of the test person that not many others have as well.

    Args:
        detectors: its detectors, joined by commas.
        confidence: the highest of them.
    """
    kinds = _kinds(detectors)
    return "provenance" in kinds or ("persona" in kinds and confidence > SHARED)


@lru_cache(maxsize=1 << 10)
def _kinds(detectors: str) -> frozenset[str]:
    return frozenset([each.partition(":")[0] for each in detectors.split(", ")])
