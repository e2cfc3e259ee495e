"""The other direction: what the policy declares and the recording does not show, or no recording can.

"Not observed" is no proof of absence: a recording shows "at least", so each row says what was not seen.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from trafficaudit.declarations.groups import group_of
from trafficaudit.declarations.match import Observed, hosts, recipients
from trafficaudit.declarations.model import Item, Recipient
from trafficaudit.declarations.outcomes import UNOBSERVABLE, Outcome
from trafficaudit.declarations.remarks import joined, remark


@dataclass(frozen=True, slots=True)
class Missing:
    """One declared thing that was not observed or cannot be; ``country`` is a code, several joined by commas."""

    outcome: Outcome
    declared: Recipient
    words: str
    note: str
    country: str = ""
    categories: tuple[str, ...] = ()


def unobserved(
    declared: Sequence[Recipient], observed: Sequence[Observed], unseen: str, lang: str
) -> Iterator[Missing]:
    """Give every declared item, country and column without an observation, in the policy's order."""
    named = [(one, recipients(one, declared) or hosts(one, declared)) for one in observed]
    for row in declared:
        codes = {country.code for country in row.countries}
        if codes == {"KR"}:
            yield Missing(Outcome.NOT_OBSERVABLE, row, row.organisation, remark("korea", lang), "KR")
            continue
        mine = [one for one, rows in named if row in rows]
        for item in row.items:
            yield from _item(row, item, mine, observed, unseen=unseen, lang=lang)
        yield from _countries(row, mine, observed, unseen=unseen, lang=lang)
        for column in UNOBSERVABLE:
            if words := getattr(row, column):
                yield Missing(Outcome.NOT_OBSERVABLE, row, words, remark("column", lang, remark(column, lang)))


def _item(
    row: Recipient, item: Item, mine: Sequence[Observed], everything: Sequence[Observed], *, unseen: str, lang: str
) -> Iterator[Missing]:
    if item.reading in ("unread", "not_in_traffic"):
        name = "words_unread" if item.reading == "unread" else "not_in_traffic"
        yield Missing(Outcome.NOT_OBSERVABLE, row, item.words, remark(name, lang))
        return
    codes = {country.code for country in row.countries}
    seen = [one for one in mine if one.category in item.categories]
    abroad = [one for one in seen if one.leaves_korea == "yes"]
    if any(one.country in codes or not codes for one in abroad):
        return
    if any(one.leaves_korea == "undetermined" for one in seen):
        yield Missing(Outcome.NOT_OBSERVABLE, row, item.words, remark("only_undetermined", lang), "", item.categories)
        return
    if seen and not abroad:  # a server in Korea says where it arrived, not where it was kept or seen afterwards
        yield Missing(Outcome.NOT_OBSERVABLE, row, item.words, remark("in_korea", lang), "", item.categories)
        return
    # It may be in what the app ciphered; what is known to go to another country says nothing of what went to this one.
    if closed := _closed(_may_have_gone(mine, codes) if abroad else mine):
        note = joined(_limit(unseen, lang), remark("closed", lang, str(closed)))
        yield Missing(Outcome.NOT_OBSERVABLE, row, item.words, note, "", item.categories)
        return
    alike = [one for one in everything if one.category in item.categories]
    if unknown := _unknown(row, mine, alike, codes, lang):
        note = joined(_limit(unseen, lang), unknown)
        yield Missing(Outcome.NOT_OBSERVABLE, row, item.words, note, "", item.categories)
        return
    if abroad:
        where = remark("other_country", lang, ", ".join(sorted({one.country for one in abroad})))
    else:
        where = joined(remark("others" if alike else "nowhere", lang), _kin(row, alike, lang))
    note = joined(_limit(unseen, lang), where, _unmet(mine, lang))
    yield Missing(Outcome.OVER_DECLARED, row, item.words, note, "", item.categories)


def _countries(
    row: Recipient, mine: Sequence[Observed], everything: Sequence[Observed], *, unseen: str, lang: str
) -> Iterator[Missing]:
    """Give the countries to which nothing went; words that name several at once are one row."""
    by_words: dict[str, list[str]] = {}
    for country in row.countries:
        by_words.setdefault(country.words, []).append(country.code)
    found = [one for one in mine if one.category]
    reached = {one.country for one in found if one.leaves_korea == "yes"}
    open_places = any(one.leaves_korea == "undetermined" for one in found)
    only_korea = bool(found) and all(one.leaves_korea == "no" for one in found)
    for words, codes in by_words.items():
        if reached & set(codes) or codes == ["KR"]:
            continue
        silent = [one for one in _may_have_gone(mine, codes) if not one.category]
        if open_places:
            yield Missing(Outcome.NOT_OBSERVABLE, row, words, remark("only_undetermined", lang), ", ".join(codes))
        elif only_korea:
            yield Missing(Outcome.NOT_OBSERVABLE, row, words, remark("in_korea", lang), ", ".join(codes))
        elif closed := _closed(silent):
            note = joined(_limit(unseen, lang), remark("country_closed", lang, str(closed)))
            yield Missing(Outcome.NOT_OBSERVABLE, row, words, note, ", ".join(codes))
        elif unknown := _unknown(row, mine, everything, codes, lang):
            note = joined(_limit(unseen, lang), unknown)
            yield Missing(Outcome.NOT_OBSERVABLE, row, words, note, ", ".join(codes))
        else:
            there = any(one.leaves_korea != "no" for one in silent)
            where = remark("country_silent" if there else "country_unseen", lang)
            kin = "" if mine else _kin(row, [one for one in everything if one.category], lang, "kin_there")
            note = joined(_limit(unseen, lang), where, kin, "" if there else _unmet(mine, lang))
            yield Missing(Outcome.OVER_DECLARED, row, words, note, ", ".join(codes))


def _may_have_gone(mine: Sequence[Observed], codes: Collection[str]) -> list[Observed]:
    """Give what may have gone to one of these countries: all but what went to another one abroad."""
    return [one for one in mine if one.leaves_korea != "yes" or one.country in codes]


def _strangers(row: Recipient, everything: Sequence[Observed]) -> list[Observed]:
    """Give what somebody got of whom only a network tells, and who may be the one that the row names.

    Of a recipient that the map knows, or whose domains were given, the hosts are known: none of a stranger's is its.
    """
    if row.known_as or row.domains:
        return []
    codes = {country.code for country in row.countries}
    strangers = [one for one in everything if one.category and not (one.named or one.onsite)]
    gone = [one for one in strangers if one.leaves_korea != "no"]
    return [one for one in gone if one.leaves_korea == "undetermined" or one.country in codes or not codes]


def _on_servers(row: Recipient, everything: Iterable[Observed]) -> list[Observed]:
    """Give what arrived on servers that the recipient's group runs for others, which may be the recipient's as well.

    Whose they are is not known: an app that keeps data in its own Firestore has Google for its processor there.
    """
    group = group_of(row.known_as, row.organisation)
    unknown = [one for one in everything if one.category and not one.named and one.leaves_korea != "no"]
    return [one for one in unknown if group and any(group_of(company) == group for company in one.hosted_by)]


def _unknown(
    row: Recipient, mine: Sequence[Observed], everything: Sequence[Observed], codes: Collection[str], lang: str
) -> str:
    """Tell to whom it may have gone as declared, of whom nobody knows who they are; nothing where there is nobody."""
    told = {"strangers": [] if mine else _strangers(row, everything), "kin_servers": _on_servers(row, everything)}
    hosts_of = {name: _hosts(_may_have_gone(found, codes) if codes else found) for name, found in told.items()}
    return joined(*(remark(name, lang, listed) for name, listed in hosts_of.items() if listed))


def _kin(row: Recipient, others: Iterable[Observed], lang: str, name: str = "kin") -> str:
    """Tell of another company of the recipient's group that was sent it; it changes nothing."""
    group = group_of(row.known_as, row.organisation)
    kin = {one.recipient for one in others if group and one.named and group_of(one.recipient) == group}
    return remark(name, lang, ", ".join(sorted(kin)), group.label(lang)) if group and kin else ""


_MOST_HOSTS = 5


def _hosts(strangers: Iterable[Observed]) -> str:
    listed = sorted({one.host for one in strangers})
    return ", ".join(listed[:_MOST_HOSTS]) + (" …" if len(listed) > _MOST_HOSTS else "")


def _closed(mine: Sequence[Observed]) -> int:
    """Count the exchanges of which something could not be read; they are counted once for each app and host."""
    return sum({(one.app, one.host): one.closed for one in mine}.values())


def _limit(unseen: str, lang: str) -> str:
    return remark("limit", lang, unseen or remark("nothing_unseen", lang))


def _unmet(mine: Sequence[Observed], lang: str) -> str:
    """Say of a recipient whom the phone never turned to that others may pass on to it what they got: nobody can see.

    Of one to which it was never seen to send anything personal, that is said.
    """
    return remark("unmet" if not mine else "silent", lang) if not any(one.category for one in mine) else ""
