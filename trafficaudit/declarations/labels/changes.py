"""Two versions of one label or manifest: what the later one declares that the earlier did not, and back.

A type of data counts in each section by itself: that one becomes linked to the user is a change. Other words for the
same type (a page in another language) are none.
"""

from collections.abc import Callable, Iterator

from trafficaudit.declarations.labels.words import grouped, is_heading, named
from trafficaudit.declarations.model import DataType, Label, Source
from trafficaudit.declarations.remarks import remark
from trafficaudit.declarations.versions import Change, Kind
from trafficaudit.declarations.wording import key


def changes(earlier: Label, later: Label, lang: str = "en") -> list[Change]:
    """Give what differs: types, their purposes, the hosts for tracking, and whether data is said to be encrypted.

    Args:
        earlier: the version that held before.
        later: the version that holds after it, of the same store.
        lang: language of what is said, ``ko`` or ``en``.
    """
    old, new = ({_what(label, one): one for one in label.types} for label in (earlier, later))
    found = list(_types(old, new, lang))
    domains = (dict.fromkeys(label.tracking_domains) for label in (earlier, later))
    found += _sides("tracking_domain", *(dict(zip(each, each, strict=True)) for each in domains), said=str)
    claims = ({"": remark("label_encrypted", lang)} if label.encrypted else {} for label in (earlier, later))
    found += _sides("encrypted", *claims, said=str)
    empty = ({each: remark(f"section_{each}", lang) for each in label.empty} for label in (earlier, later))
    return found + list(_sides("empty", *empty, said=str))


def _what(label: Label, one: DataType) -> tuple[str, str]:
    if kind := named(label.store, one.words):
        return one.section, kind.name
    return one.section, grouped(label.store, one.words) if is_heading(label.store, one) else key(one.words)


def _types(old: dict[tuple[str, str], DataType], new: dict[tuple[str, str], DataType], lang: str) -> Iterator[Change]:
    def said(one: DataType) -> str:
        return f"{one.words} ({remark(f'section_{one.section}', lang)})"

    yield from _sides("type", old, new, said=said, place=lambda one: _place(one.source, lang))
    for what, one in new.items():
        was = old.get(what)
        if was and {key(each) for each in was.purposes} != {key(each) for each in one.purposes}:
            before, after = (", ".join(each.purposes) for each in (was, one))
            change = "changed" if before and after else "added" if after else "removed"
            places = _place(was.source, lang), _place(one.source, lang)
            yield Change("purpose", change, said(one), before=before, after=after, places=places)  # type: ignore[arg-type]


def _sides[K, V](
    kind: Kind, old: dict[K, V], new: dict[K, V], *, said: Callable[[V], str], place: Callable[[V], str] = lambda _: ""
) -> Iterator[Change]:
    for what, one in new.items():
        if what not in old:
            yield Change(kind, "added", "", after=said(one), places=("", place(one)))
    for what, one in old.items():
        if what not in new:
            yield Change(kind, "removed", "", before=said(one), places=(place(one), ""))


def _place(at: Source, lang: str) -> str:
    return at.place(lang) if at.lines[0] else ""
