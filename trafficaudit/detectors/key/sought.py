"""What was searched for, under a name that says so only in an event that is called a search.

``query`` in a body is mostly a question to a database, ``term`` a condition. Beside an event's name it is what the
user typed: ``{"event": "Products Searched", "properties": {"query": "..."}}``. The event's name stands beside the
field, or beside what it stands in.

Source: what SDKs send where an app tells them of a search, run in a browser on 2026-11-29 (mixpanel-browser 2.83.0,
@amplitude/analytics-browser 2.48.1, @braze/web-sdk 6.13.0, @splitsoftware/splitio 11.11.2 and others).
"""

from collections.abc import Container, Iterator

from trafficaudit.decode.fields import Fields
from trafficaudit.detectors.key.values import fits
from trafficaudit.detectors.names.paths import place_of, place_under
from trafficaudit.detectors.names.words import compact, vocabulary, words
from trafficaudit.detectors.siblings import Siblings
from trafficaudit.model import Finding

_ASKED = vocabulary("q query queries keywords kw term terms searchterms searchfor")
_EVENTS = vocabulary(
    "event eventname eventtype eventtypeid eventkey eventid evtname evt ev en n name type key action category schema "
    "operationname interactiontype $type $event $event_name"
)
_SEARCHES = vocabulary("search searched searches searching 검색 검색하기 검색완료 搜索 検索")
_LONGEST_NAME = 96
_CONFIDENCE = 0.5
_REASONING = "the usual name of what is searched for, in an event that is called a search"


def queries(fields: Fields, told: Container[int], detector: str) -> Iterator[Finding]:
    """Give the words that were searched for, but for the fields in ``told``, which are known as such already."""
    asked = [index for index, key in enumerate(fields.keys) if _is_asked(key)]
    siblings = Siblings.of(fields) if asked else None
    for index in asked:
        path, key, value, *_ = fields.rows[index]
        group = fields.group(index)
        if index in told or index in fields.inner or (group.direction, group.part) != ("request", "body"):
            continue
        if siblings is None or not isinstance(value, str) or not fits("asked for", value):
            continue
        here = place_under(path, key)
        around = (here, place_of(here.rstrip(".")))
        if any(_is_search(fields, at) for place in around for at in siblings.at(group.direction, group.part, place)):
            field = fields[index]
            yield Finding(
                field, "search_query", "named", field.layers, field.span, value, detector, _CONFIDENCE, _REASONING
            )


def _is_asked(key: str) -> bool:
    return len(key) < 24 and compact(key) in _ASKED


def _is_search(fields: Fields, index: int) -> bool:
    """Whether a field is the name of an event that is a search."""
    _, key, value, *_ = fields.rows[index]
    if (
        not isinstance(value, str)
        or len(value) > _LONGEST_NAME
        or (key.lower() not in _EVENTS and compact(key) not in _EVENTS)
    ):
        return False
    return not _SEARCHES.isdisjoint(words(value))
