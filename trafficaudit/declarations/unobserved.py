"""The other direction: what the policy declares and the recording does not show, or no recording can.

"Not observed" is no proof of absence: a recording shows "at least", so each row says what was not seen.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

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
        yield from _countries(row, mine, unseen, lang)
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
    closed = sum({one.host: one.closed for one in mine}.values())
    if closed and not abroad:  # it may be in what the app ciphered: that nothing shows it says nothing
        note = joined(_limit(unseen, lang), remark("closed", lang, str(closed)))
        yield Missing(Outcome.NOT_OBSERVABLE, row, item.words, note, "", item.categories)
        return
    if abroad:
        where = remark("other_country", lang, ", ".join(sorted({one.country for one in abroad})))
    else:
        others = any(one.category in item.categories for one in everything)
        where = remark("others" if others else "nowhere", lang)
    note = joined(_limit(unseen, lang), where, _unmet(mine, lang))
    yield Missing(Outcome.OVER_DECLARED, row, item.words, note, "", item.categories)


def _countries(row: Recipient, mine: Sequence[Observed], unseen: str, lang: str) -> Iterator[Missing]:
    """Give the countries to which nothing went; words that name several at once are one row."""
    by_words: dict[str, list[str]] = {}
    for country in row.countries:
        by_words.setdefault(country.words, []).append(country.code)
    reached = {one.country for one in mine if one.leaves_korea == "yes"}
    open_places = any(one.leaves_korea == "undetermined" for one in mine)
    only_korea = bool(mine) and all(one.leaves_korea == "no" for one in mine)
    for words, codes in by_words.items():
        if reached & set(codes) or codes == ["KR"]:
            continue
        if open_places:
            yield Missing(Outcome.NOT_OBSERVABLE, row, words, remark("only_undetermined", lang), ", ".join(codes))
        elif only_korea:
            yield Missing(Outcome.NOT_OBSERVABLE, row, words, remark("in_korea", lang), ", ".join(codes))
        else:
            note = joined(_limit(unseen, lang), remark("country_unseen", lang), _unmet(mine, lang))
            yield Missing(Outcome.OVER_DECLARED, row, words, note, ", ".join(codes))


def _limit(unseen: str, lang: str) -> str:
    return remark("limit", lang, unseen or remark("nothing_unseen", lang))


def _unmet(mine: Sequence[Observed], lang: str) -> str:
    """Say of a recipient whom the phone never turned to that others may pass on to it what they got: nobody can see."""
    return "" if mine else remark("unmet", lang)
