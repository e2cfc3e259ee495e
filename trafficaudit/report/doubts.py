"""What a recording gives the other side to object, counted from the results: said before it is asked.

None of it takes a row away: each says how the numbers above it are to be read.
"""

import json
from collections.abc import Iterator
from ipaddress import ip_address

from trafficaudit.destinations import onsite, system
from trafficaudit.destinations.called import APART
from trafficaudit.destinations.fronts import NOBODYS
from trafficaudit.destinations.locate import LED
from trafficaudit.model import TWICE
from trafficaudit.phases import CROSSED, is_idle
from trafficaudit.report.flows import recipient_of, tally
from trafficaudit.report.links import Linked
from trafficaudit.report.results import Results, Row
from trafficaudit.report.texts import Texts
from trafficaudit.report.wording import recipient

_HOME = ("", "KR")
_NAMED = 6


def doubts(results: Results, linked: Linked, texts: Texts) -> list[str]:
    """Give a sentence for each; nothing where there is nothing to say.

    Args:
        results: the result folder.
        linked: its transfer rows with what they stand on.
        texts: the language.
    """
    return [
        *_established_abroad(linked, texts),
        *_led(results, linked, texts),
        *_apart(results, linked, texts),
        *_relayed(results, linked, texts),
        *_local(results, linked, texts),
        *_system(results, linked, texts),
        *_idle(results, linked, texts),
        *_crossed(results, texts),
        *_unanswered(results, linked, texts),
        *_unsent(results, texts),
    ]


def _established_abroad(linked: Linked, texts: Texts) -> Iterator[str]:
    """An address in Korea says where the first server is, not who can see what lies there."""
    some = [pair for pair in linked if pair[0]["leaves_korea"] == "no" and pair[0]["recipient_country"] not in _HOME]
    if some:
        names = _listed(sorted({recipient(recipient_of(row), texts) for row, _ in some}), texts)
        yield texts("doubt_established", number=tally(some).exchanges, names=names)


def _led(results: Results, linked: Linked, texts: Texts) -> Iterator[str]:
    """A host's name may stand in DNS for a name of another company: then that company's servers take what is sent."""
    behind = {row["destination"]: told for row in results.destinations if (told := _server_of(row))}
    some = {
        place: (results.exchanges[place]["host"], behind[results.exchanges[place]["destination"]])
        for _, link in linked
        for place in link.exchanges
        if results.exchanges[place]["destination"] in behind
    }
    if some:
        names = sorted({f"{host} → {told}" for host, told in some.values()})
        yield texts("doubt_led", number=len(some), names=_listed(names, texts))


def _server_of(destination: Row) -> str:
    """Give whose server stands behind a host by DNS, where the table names another recipient."""
    told = (str(one["answer"]) for one in json.loads(destination["evidence"]) if one["source"] == LED)
    return next((name for name in told if name != destination["recipient"]), "")


def _apart(results: Results, linked: Linked, texts: Texts) -> Iterator[str]:
    """A server that is reached by one name and asked for another may be of either."""
    others = {
        row["destination"]: str(one["answer"])
        for row in results.destinations
        for one in json.loads(row["evidence"])
        if one["detail"] == APART
    }
    places = {place for _, link in linked for place in link.exchanges}
    some = [results.exchanges[place] for place in places if results.exchanges[place]["destination"] in others]
    if some:
        names = sorted({f"{row['host']} / {others[row['destination']]}" for row in some})
        yield texts("doubt_apart", number=len(some), names=_listed(names, texts))


def _relayed(results: Results, linked: Linked, texts: Texts) -> Iterator[str]:
    """Behind a proxy a recording has the proxy's address for everybody: no place of those who receive."""
    fronts = {
        row["destination"]: row["ip"]
        for row in results.destinations
        if any(one["answer"] == NOBODYS for one in json.loads(row["evidence"]))
    }
    numbers = [
        results.exchanges[place]["destination"] for place in {each for _, link in linked for each in link.exchanges}
    ]
    some = [fronts[number] for number in numbers if number in fronts]
    if some:
        yield texts("doubt_relayed", number=len(some), addresses=_listed(sorted(set(map(str, some))), texts))


def _local(results: Results, linked: Linked, texts: Texts) -> Iterator[str]:
    """What an address of the phone or of its own network took may never have reached whom the name stands for."""
    some = {
        place: row["host"]
        for row, link in linked
        if row["certainty"] == "unknown"
        for place in link.exchanges
        if _is_local(results.exchanges[place]["ip"])
    }
    meant = {place: host for place, host in some.items() if onsite.kind(host)}
    others = {place: host for place, host in some.items() if place not in meant}
    for key, each in (("doubt_local", others), ("doubt_onsite", meant)):
        if each:
            yield texts(key, number=len(each), names=_listed(sorted(set(each.values())), texts))


def _is_local(ip: str | None) -> bool:
    if onsite.kind(ip):
        return True
    try:
        return bool(ip) and not ip_address(str(ip)).is_global
    except ValueError:
        return False


def _system(results: Results, linked: Linked, texts: Texts) -> Iterator[str]:
    """What only the operating system asks is hardly the app's, whatever the phone was used for meanwhile."""
    asked = {
        row["destination"]
        for row in results.destinations
        if any(one["source"] == system.SOURCE for one in json.loads(row["evidence"]))
    }
    rows = [results.exchanges[place] for place in {each for _, link in linked for each in link.exchanges}]
    some = [row for row in rows if row["destination"] in asked]
    if some:
        clear = sum(row["encrypted"] == "no" for row in some)
        names = _listed(sorted({row["host"] for row in some}), texts)
        yield texts("doubt_system", number=len(some), names=names, clear=clear)


def _idle(results: Results, linked: Linked, texts: Texts) -> Iterator[str]:
    """What a phone asks while nobody uses the app may be the system's, and is then the system's at other times too."""
    idle = {row["host"] for row in results.exchanges if is_idle(row["phase"])}
    some = [pair for pair in linked if pair[0]["host"] in idle and pair[0]["party"] != "first"]
    if some:
        names = _listed(sorted({row["host"] for row, _ in some}), texts)
        yield texts("doubt_idle", number=tally(some).exchanges, names=names)


def _crossed(results: Results, texts: Texts) -> Iterator[str]:
    """A request that lasts over a mark counts before it, and some of what it carries may have left after it."""
    number = sum(CROSSED in str(gap.get("reason")) for gap in results.recipe.get("gaps") or ())
    if number:
        yield texts("doubt_crossed", number=number)


def _unanswered(results: Results, linked: Linked, texts: Texts) -> Iterator[str]:
    """A request without an answer left, and nothing shows that it arrived."""
    places = {place for _, link in linked for place in link.exchanges}
    some = [results.exchanges[place] for place in places]
    number = sum(row["status"] is None and str(row["protocol"]).startswith("http") for row in some)
    if number:
        yield texts("doubt_unanswered", number=number)


def _unsent(results: Results, texts: Texts) -> Iterator[str]:
    unsent = [row["error"] == TWICE for row in results.exchanges if row["sent"] != "yes"]
    for key, number in (("doubt_unsent", unsent.count(False)), ("doubt_twice", unsent.count(True))):
        if number:
            yield texts(key, number=number)


def _listed(names: list[str], texts: Texts) -> str:
    more = texts("more_names", number=len(names) - _NAMED) if len(names) > _NAMED else ""
    return " ".join(filter(None, (", ".join(names[:_NAMED]), more)))
