"""A label held against what was observed: whether what the app sent is a type of data that the label has, and back.

A label speaks of the whole app and of everything that leaves the device, to Korea as well. It names no recipient and no
country, so that an outcome of it says nothing of either.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from trafficaudit.declarations.labels.words import grouped, judged, named
from trafficaudit.declarations.match import Observed
from trafficaudit.declarations.model import DataType, Label, Section
from trafficaudit.declarations.outcomes import Outcome
from trafficaudit.declarations.remarks import joined, remark


@dataclass(frozen=True, slots=True)
class Judged:
    """What one thing came to: something observed, or types of data that were not.

    ``categories`` are those of the types, where nothing was observed.
    """

    outcome: Outcome
    types: tuple[DataType, ...]
    note: str
    observed: Observed | None = None
    categories: tuple[str, ...] = ()

    @property
    def counted(self) -> bool:
        """Whether it counts for or against."""
        return self.outcome is not Outcome.NOT_OBSERVABLE

    def words(self, lang: str) -> str:
        """Give the label's words, each with the sections that it stands in and the purposes there."""
        said = (
            f"{words} ({'; '.join(_section(one, lang) for one in self.types if one.words == words)})"
            for words in dict.fromkeys(one.words for one in self.types)
        )
        return ", ".join(said)


def labelled(label: Label, observed: Sequence[Observed], unseen: str, lang: str) -> Iterator[Judged]:
    """Hold a label against what was observed; the types that were not observed come last.

    Args:
        label: what the label says.
        observed: as for ``compare``, in the order in which rows are to stand.
        unseen: what the coverage ledger says was not seen.
        lang: language of the notes.
    """
    sent = [one for one in observed if one.category]
    yield from (_sent(label, one, lang) for one in sent)
    yield from _unsent(label, [one for one in sent if not one.onsite], observed, unseen, lang)


def _sent(label: Label, one: Observed, lang: str) -> Judged:
    covering = tuple(each for each in label.types if one.category in each.categories)
    perhaps = tuple(each for each in label.types if one.category in each.perhaps)
    if one.onsite:
        outcome, note = Outcome.NOT_OBSERVABLE, remark("onsite", lang)
    elif covering:
        broad = remark("label_heading", lang) if all(each.reading == "broad" for each in covering) else ""
        outcome, note = Outcome.IN_LABEL, joined(broad, _unshared(label, one, covering, lang))
    elif perhaps:
        said = ", ".join(dict.fromkeys(each.words for each in perhaps))
        outcome, note = Outcome.NOT_OBSERVABLE, remark("label_perhaps", lang, said)
    elif one.category not in judged(label.store):
        outcome, note = Outcome.NOT_OBSERVABLE, remark("label_silent", lang)
    elif gap := _gap(label, one):
        outcome, note = Outcome.NOT_OBSERVABLE, remark(gap, lang)
    else:
        outcome, note = Outcome.NOT_IN_LABEL, joined(_denied(label, lang), _strange(label, lang))
    return Judged(outcome, covering or perhaps, joined(note, _said(label, one, lang)), one)


def _gap(label: Label, one: Observed) -> str:
    """Say why a label that lacks a type of data says nothing of it; empty where it does."""
    told: set[Section] = {*label.empty, *(each.section for each in label.types)}
    if label.store == "play" and "collected" not in told:
        return "label_part"
    return "label_sdk" if label.store == "manifest" and one.party != "first" else ""


def _denied(label: Label, lang: str) -> str:
    """Say that a label does not only lack it, but says that nothing at all is collected."""
    whole = {"play": {"collected"}}.get(label.store, {"linked", "not_linked"})
    return remark("label_nothing", lang) if not label.types and whole <= {*label.empty} else ""


def _strange(label: Label, lang: str) -> str:
    """Tell of words in a type's place that the store's list does not have: one of them may mean it."""
    store = label.store
    words = [
        one.words
        for one in label.types
        if one.reading == "unread" and not (one.perhaps or named(store, one.words) or grouped(store, one.words))
    ]
    return remark("unread", lang, ", ".join(dict.fromkeys(words))) if words else ""


def _unshared(label: Label, one: Observed, covering: Sequence[DataType], lang: str) -> str:
    """Say that a label has a type as collected and not as shared, of what another company got."""
    if label.store != "play" or one.party != "third" or any(each.section == "shared" for each in covering):
        return ""
    return remark("label_not_shared", lang)


def _said(label: Label, one: Observed, lang: str) -> str:
    """Tell what else the label says that this row speaks of."""
    host = one.host
    tracks = any(host == domain or host.endswith("." + domain) for domain in label.tracking_domains if domain)
    return joined(
        remark("label_plain", lang) if label.encrypted and "no" in one.encrypted and not one.onsite else "",
        remark("label_tracking", lang) if tracks else "",
    )


def _unsent(
    label: Label, sent: Sequence[Observed], everything: Sequence[Observed], unseen: str, lang: str
) -> Iterator[Judged]:
    """Give every type of data that was not observed, in the label's order."""
    limit = remark("limit", lang, unseen or remark("nothing_unseen", lang))
    closed = sum({(one.app, one.host): one.closed for one in everything}.values())
    categories = {one.category for one in sent}
    by_words: dict[str, list[DataType]] = {}
    for one in label.types:
        by_words.setdefault(one.words, []).append(one)
    for types in by_words.values():
        meant = tuple(dict.fromkeys(slug for one in types for slug in (*one.categories, *one.perhaps)))
        if categories & {*meant}:
            continue
        if not any(one.categories for one in types):
            yield Judged(Outcome.NOT_OBSERVABLE, tuple(types), remark("label_unread", lang))
        elif closed:
            note = joined(limit, remark("label_closed", lang, str(closed)))
            yield Judged(Outcome.NOT_OBSERVABLE, tuple(types), note, categories=meant)
        else:
            yield Judged(Outcome.OVER_DECLARED, tuple(types), joined(limit, remark("nowhere", lang)), categories=meant)


def _section(one: DataType, lang: str) -> str:
    said = remark(f"section_{one.section}", lang)
    optional = f", {remark('label_optional', lang)}" if one.optional else ""
    return said + (f": {', '.join(one.purposes)}" if one.purposes else "") + optional
