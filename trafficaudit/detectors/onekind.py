"""What one number is, where several ways of knowing say different things of it in one exchange.

As long as nobody has logged in, SDKs send the number of the phone or the browser where a user's stands later
(``distinct_id``, ``userId``), and the user's where apps may put what they like. Told as both it would be a user that
the app has not, or one more device. So:

* what an endpoint's documents say of a field stands before what its name seems to say;
* a number drawn at random that the same exchange calls a device's or a browser's is no user's under another name of it;
* a name that does not say whose a number is (``distinct_id``) takes what another name in the exchange says of it;
* a field of an event or of a user's properties that is told as what it holds is not told as behaviour besides.

Values of the test person and what hooks saw are never touched.

Source: run in a browser on 2026-11-29: posthog-js 1.449.2, sa-sdk-javascript 1.27.11, mixpanel-browser 2.83.0,
@hackler/javascript-sdk 11.56.1, @snowplow/browser-tracker 4.10.1, web-push-notifications 3.55.0,
@microsoft/applicationinsights-web 3.4.4, amplitude-js 8.21.10.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from trafficaudit.detectors.names.words import vocabulary, words
from trafficaudit.model import Finding
from trafficaudit.readers.kept import is_drawn

_USER = "user_id"
_GUESSED = frozenset((_USER, "device_id", "installation_id", "access_token"))
"""What a name alone may take a number for."""
_DEVICES = frozenset((
    "device_id", "installation_id", "android_id", "vendor_id", "advertising_id", "advertising_cookie",
))  # fmt: skip
_NUMBERS = _GUESSED | _DEVICES
_APP = "app_id"
"""What documents may say of a key: it is the app's own, and logs nobody in."""
_ANYTHING = "behaviour"
"""What documents call whatever an app puts into its events."""
_LESS_EXACT = frozenset((_ANYTHING, "diagnostics"))
_OPEN = vocabulary("distinct external custom")
"""Words of a name that leaves open whose the number is."""
_AS_DEVICE = "the same exchange calls this number a device's or a browser's, which stands here before anybody logs in"
_AS_USER = "the same exchange calls this number a user's"


def settled(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Leave one kind of each number, and no behaviour beside what is told more exactly."""
    named = [one for one in findings if _is_named(one)]
    kinds = {one.category for one in named}
    if len(kinds & (_NUMBERS | {_APP})) > 1:
        findings = _of_one_kind(_documented(findings), [one for one in named if one.category in _NUMBERS])
    return _exactly(findings) if _ANYTHING in kinds and len(kinds) > 1 else findings


def users(value: str, kinds: Collection[str]) -> bool:
    """Say whether a number that a recording calls both a user's and a device's is the user's: devices' are drawn.

    >>> users("kr58213077qh", {"user_id", "device_id"}), users("9f8e7d6c5b4a3f2e", {"user_id", "device_id"})
    (True, False)
    """
    return _USER in kinds and not is_drawn(value)


def _is_named(finding: Finding) -> bool:
    """Whether a name, a form or an endpoint's documents say it: nobody gave the value."""
    return finding.detector in ("key", "crosssite") or finding.detector.startswith(("identifier:", "tracker:"))


def _is_documented(finding: Finding) -> bool:
    return finding.detector.startswith("tracker:")


type _Place = tuple[str, str, str, int, int]


def _place(finding: Finding) -> _Place:
    field, span = finding.field, finding.span
    return field.direction, field.part, field.path, span.start, span.end


def _documented(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Leave out what a name says of a number of which its endpoint's documents say something else."""
    said: defaultdict[_Place, set[str]] = defaultdict(set)
    for one in findings:
        if _is_documented(one) and (one.category in _NUMBERS or one.category == _APP):
            said[_place(one)].add(one.category)
    return tuple(
        [
            one
            for one in findings
            if one.category not in _GUESSED
            or _is_documented(one)
            or not _is_named(one)
            or not (known := said.get(_place(one)))
            or one.category in known
        ]
    )


def _of_one_kind(findings: tuple[Finding, ...], numbers: Sequence[Finding]) -> tuple[Finding, ...]:
    """Give each number that a name tells of the kind that the other names of it in its message say."""
    whose: defaultdict[tuple[str, str | bytes], list[Finding]] = defaultdict(list)
    for one in numbers:
        if not _is_open(one):
            whose[one.field.direction, one.value].append(one)
    told = {(_place(one), one.category) for one in findings}
    out = []
    for one in findings:
        category = _kind(one, whose.get((one.field.direction, one.value), ())) if _is_named(one) else ""
        if not category:
            out.append(one)
        elif (_place(one), category) not in told:
            told.add((_place(one), category))
            reasoning = f"{one.reasoning.rstrip('.')}; {_AS_USER if category == _USER else _AS_DEVICE}."
            out.append(replace(one, category=category, reasoning=reasoning))
    return tuple(out)


def _kind(finding: Finding, others: Iterable[Finding]) -> str:
    """Say what a number is instead of what it is called here; empty where that may stand."""
    if finding.category not in _GUESSED or not isinstance(finding.value, str):
        return ""
    devices = [one for one in others if one.category in _DEVICES]
    if devices and finding.category == _USER and is_drawn(finding.value):
        return max(devices, key=lambda one: (_is_documented(one), one.confidence, one.category)).category
    if finding.category in _DEVICES and _is_open(finding) and not devices:
        return _USER if any(one.category == _USER for one in others) else ""
    return ""


def _is_open(finding: Finding) -> bool:
    return not _OPEN.isdisjoint(words(finding.field.key))


def _exactly(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    told = {_place(one) for one in findings if one.category not in _LESS_EXACT}
    return tuple(
        [one for one in findings if one.category != _ANYTHING or not _is_documented(one) or _place(one) not in told]
    )
