"""A declaration held against what was observed, in both directions.

Only what is established or likely to have left Korea counts as a transfer. What went to an undetermined place, or to an
unidentified recipient whom the policy may name, stands apart: ``not_observable``, not counted, with what it would be.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from trafficaudit.declarations.items import made
from trafficaudit.declarations.labels.compared import labelled
from trafficaudit.declarations.match import (
    Observed,
    covering,
    hosts,
    in_country,
    namesakes,
    recipients,
    relatives,
    unread,
)
from trafficaudit.declarations.model import DataType, Declaration, Item, Label, Recipient
from trafficaudit.declarations.outcomes import Outcome
from trafficaudit.declarations.remarks import joined, remark
from trafficaudit.declarations.unobserved import unobserved
from trafficaudit.declarations.wording import goes_on

_AS_IT_IS = frozenset(("verbatim", "normalised", "pattern", "recurring"))
"""Ways of finding a value that is neither hashed nor packed."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the comparison; either side is empty where there is none.

    Args:
        outcome: what it came to.
        counted: whether it counts for or against.
        if_abroad: what a row that stands apart would come to if it were a transfer to a recipient that is known.
        observed: what was seen.
        declared: the rows of the policy that it was held against.
        words: the policy's words that cover the item, that were not observed, or that cannot be.
        country: the country that was declared and not observed.
        categories: what the words of an item that was not observed stand for.
        note: remarks in the language that was asked for.
        types: the types of data of a label, which has no rows of recipients.
    """

    outcome: Outcome
    counted: bool
    if_abroad: Outcome | None = None
    observed: Observed | None = None
    declared: tuple[Recipient, ...] = ()
    words: str = ""
    country: str = ""
    note: str = ""
    categories: tuple[str, ...] = ()
    types: tuple[DataType, ...] = ()


def compare(declaration: Declaration, observed: Sequence[Observed], unseen: str = "", lang: str = "en") -> list[Row]:
    """Hold a declaration against what was observed.

    Args:
        declaration: what the policy declares; whether it is confirmed is the caller's to ask.
        observed: rows of the transfer table over all phases, those in Korea included, and whom the phone turned to
            without that anything was found.
        unseen: what the coverage ledger says was not seen, for the rows that were not observed.
        lang: language of the notes, ``ko`` or ``en``.

    Returns:
        What was observed and counts, what stands apart, then what was declared and not observed, in a defined order.
    """
    ordered = sorted(observed, key=_order)
    if declaration.label:
        rows = list(_of_label(declaration.label, ordered, unseen, lang))
    else:
        rows = _of_policy(declaration, ordered, unseen, lang)
    if declaration.standing:
        return rows
    return [replace(row, note=joined(remark("draft", lang), row.note)) for row in rows]


def _of_label(label: Label, ordered: Sequence[Observed], unseen: str, lang: str) -> Iterator[Row]:
    for one in labelled(label, ordered, unseen, lang):
        yield Row(
            one.outcome,
            one.counted,
            observed=one.observed,
            words=one.words(lang),
            note=one.note,
            categories=one.categories,
            types=one.types,
        )


def _of_policy(declaration: Declaration, ordered: Sequence[Observed], unseen: str, lang: str) -> list[Row]:
    rows = [
        _observed(one, declaration.recipients, lang) for one in ordered if one.category and one.leaves_korea != "no"
    ]
    rows.sort(key=lambda row: not row.counted)
    for missing in unobserved(declaration.recipients, ordered, unseen, lang):
        rows.append(
            Row(
                missing.outcome,
                missing.outcome is Outcome.OVER_DECLARED,
                declared=(missing.declared,),
                words=missing.words,
                country=missing.country,
                note=missing.note,
                categories=missing.categories,
            )
        )
    return rows


def _order(one: Observed) -> tuple[str, ...]:
    place = (one.app, one.recipient, one.host, one.country, one.category)
    return (*place, one.certainty, one.leaves_korea, one.party, str(one.identified), one.example)


def _observed(one: Observed, declared: Sequence[Recipient], lang: str) -> Row:
    named = recipients(one, declared)
    if one.leaves_korea == "yes":
        row = _known(one, named, lang) if named or one.identified else _unidentified(one, declared, lang)
    else:
        row = _apart(one, named, lang)
    if not named:
        row = _related(_hosted(row, one, hosts(one, declared), lang), one, declared, lang)
    weak = next((name for name in ("certified", "unconfirmed", "networked") if getattr(one, name)), "")
    certified = remark(weak, lang) if named and weak else ""
    own = remark("first", lang) if one.party == "first" else ""
    open_words = _left_open(row.if_abroad or row.outcome, row.declared or declared)
    going = remark("goes_on", lang, ", ".join(open_words)) if open_words else ""
    return replace(row, observed=one, note=joined(row.note, going, certified, own, _as_it_is(row, one, lang)))


def _as_it_is(row: Row, one: Observed, lang: str) -> str:
    """Tell of what is declared as hashed or encrypted only, and was found as it is."""
    if Outcome.AS_DECLARED not in (row.outcome, row.if_abroad) or not _AS_IT_IS & {*one.matches}:
        return ""
    said = [item.words for each in row.declared if (item := covering(each, one.category))]
    return remark("as_it_is", lang, ", ".join(dict.fromkeys(said))) if said and all(map(made, said)) else ""


def _left_open(outcome: Outcome, rows: Sequence[Recipient]) -> list[str]:
    """Give the policy's words that leave open the very thing which was not declared; such words name nothing."""
    if outcome is Outcome.UNDECLARED_RECIPIENT:
        said = [row.organisation for row in rows]
    elif outcome is Outcome.UNDECLARED_COUNTRY:
        said = [words for row in rows for words in (*(each.words for each in row.countries), *row.unread_countries)]
    elif outcome is Outcome.UNDECLARED_ITEM:
        said = [each.words for row in rows for each in row.items]
    else:
        said = []
    return [words for words in dict.fromkeys(said) if goes_on(words)]


def _hosted(row: Row, one: Observed, rows: Sequence[Recipient], lang: str) -> Row:
    """Take a row of the policy that names who runs the server, where it covers country and item; else tell of it."""
    if not rows:
        return row
    here = in_country(rows, one.abroad) if one.abroad else rows
    covered = list(_covered(here, one.category))
    if not covered:
        return replace(row, note=joined(row.note, remark("host_otherwise", lang, ", ".join(one.hosted_by))))
    note = joined(remark("host", lang, ", ".join(one.hosted_by)), _collective(covered, lang))
    declared, words = tuple(row for row, _ in covered), _words(covered)
    if one.leaves_korea == "yes":
        return Row(Outcome.AS_DECLARED, counted=True, declared=declared, words=words, note=note)
    return replace(row, if_abroad=Outcome.AS_DECLARED, declared=declared, words=words, note=joined(row.note, note))


def _related(row: Row, one: Observed, declared: Sequence[Recipient], lang: str) -> Row:
    """Tell of another company of the recipient's group or name that the policy names; it changes nothing."""
    told = (remark("group", lang, other.organisation, group.label(lang)) for other, group in relatives(one, declared))
    alike = (remark("namesake", lang, other.organisation) for other in namesakes(one, declared))
    return replace(row, note=joined(row.note, *told, *alike))


def _known(one: Observed, named: Sequence[Recipient], lang: str) -> Row:
    """Judge what went to a country that is known, to a recipient that is known."""
    if not named:
        return Row(Outcome.UNDECLARED_RECIPIENT, counted=True)
    here = in_country(named, one.abroad)
    if not here:
        covered = list(_covered(named, one.category))
        note = remark("unread", lang, ", ".join(unread(named))) if unread(named) else remark("item_too", lang)
        return Row(
            Outcome.UNDECLARED_COUNTRY,
            counted=True,
            declared=tuple(named),
            words=_words(covered),
            note=joined(_places(named, lang), "" if covered else note),
        )
    covered = list(_covered(here, one.category))
    if covered:
        return Row(
            Outcome.AS_DECLARED,
            counted=True,
            declared=tuple(row for row, _ in covered),
            words=_words(covered),
            note=_collective(covered, lang),
        )
    return Row(Outcome.UNDECLARED_ITEM, counted=True, declared=tuple(here), note=_item_note(one, here, named, lang))


def _places(rows: Sequence[Recipient], lang: str) -> str:
    """Tell of words in the country's place that were not read: only drafts hold some."""
    words = list(dict.fromkeys(each for row in rows for each in row.unread_countries))
    return remark("unread_places", lang, ", ".join(words)) if words else ""


def _item_note(one: Observed, here: Sequence[Recipient], named: Sequence[Recipient], lang: str) -> str:
    other = sorted({country.code for row, _ in _covered(named, one.category) for country in row.countries})
    words = unread(here)
    return joined(
        remark("elsewhere", lang, ", ".join(other)) if other else "",
        remark("unread", lang, ", ".join(words)) if words else "",
    )


def _unidentified(one: Observed, declared: Sequence[Recipient], lang: str) -> Row:
    """Judge what holds whoever receives: a country or an item that no declared recipient has."""
    here = in_country(declared, one.abroad)
    if not here:
        return Row(
            Outcome.UNDECLARED_COUNTRY, counted=True, note=joined(remark("nobody", lang), _places(declared, lang))
        )
    covered = list(_covered(here, one.category))
    if covered:
        return Row(
            Outcome.NOT_OBSERVABLE,
            counted=False,
            if_abroad=Outcome.UNDECLARED_RECIPIENT,
            note=remark("unidentified", lang),
        )
    words = unread(here)
    note = joined(remark("nobody", lang), remark("unread", lang, ", ".join(words)) if words else "")
    return Row(Outcome.UNDECLARED_ITEM, counted=True, note=note)


def _apart(one: Observed, named: Sequence[Recipient], lang: str) -> Row:
    """Say what something that went to an undetermined place would come to, if it were abroad."""
    note = remark("onsite", lang) if one.onsite else remark("place", lang, one.country or one.certainty)
    if not named:
        would = Outcome.UNDECLARED_RECIPIENT if one.identified else None
        return Row(Outcome.NOT_OBSERVABLE, counted=False, if_abroad=would, note=note)
    if one.abroad:
        judged = _known(one, named, lang)
    else:
        covered = list(_covered(named, one.category))
        outcome = Outcome.AS_DECLARED if covered else Outcome.UNDECLARED_ITEM
        said = joined(remark("country_open", lang), _collective(covered, lang))
        judged = Row(outcome, counted=True, declared=tuple(named), words=_words(covered), note=said)
    return replace(
        judged,
        outcome=Outcome.NOT_OBSERVABLE,
        counted=False,
        if_abroad=judged.outcome,
        note=joined(note, judged.note),
    )


def _covered(rows: Sequence[Recipient], category: str) -> Iterator[tuple[Recipient, Item]]:
    yield from ((row, item) for row in rows if (item := covering(row, category)))


def _words(covered: Sequence[tuple[Recipient, Item]]) -> str:
    return ", ".join(dict.fromkeys(item.words for _, item in covered))


def _collective(covered: Sequence[tuple[Recipient, Item]], lang: str) -> str:
    """Name the collective term where nothing else covers the item."""
    if not covered or any(item.reading == "named" for _, item in covered):
        return ""
    return remark("broad", lang, _words(covered))
