"""A policy's overseas-transfer table -> the draft of a declaration, for an investigator to check and confirm."""

import re
from collections.abc import Iterator, Sequence

from trafficaudit.declarations import countries, items, prose
from trafficaudit.declarations.grid import Document
from trafficaudit.declarations.groups import apart, group_of
from trafficaudit.declarations.hosting import host_named
from trafficaudit.declarations.model import Country, Declaration, Policy, Recipient
from trafficaudit.declarations.organisations import Known, called, company
from trafficaudit.declarations.remarks import remark
from trafficaudit.declarations.several import MOST, parted, perhaps, refers, shared
from trafficaudit.declarations.transfertable import Row, find
from trafficaudit.declarations.wording import flat, head_and_brackets, nothing, tidy, unmarked
from trafficaudit.errors import ReadError

MAX_RECIPIENTS = 1_000
_REACH = re.compile(r"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+|https?://\S{1,200}|\+?\(?\d[\d() .-]{6,20}\d")
_HANGUL = re.compile(r"[가-힣]")
_LABELS = re.compile(r"\s*(?:연락처|이메일|전화|문의|contact|e-?mail|tel|phone)\s*[:：]?\s*$", re.I)
NO_TABLE = (
    "save the page that shows the table, or write its rows into a .txt file as `이전받는 자: ...`, "
    "`이전되는 국가: ...`, `이전 항목: ...`, a block per recipient"
)


def draft(document: Document, policy: Policy, names: Sequence[str], lang: str = "en") -> Declaration:
    """Draft a declaration.

    Args:
        document: what a policy reader gave.
        policy: the file that it was read from.
        names: the names of the map of recipients.
        lang: language of the notes, ``ko`` or ``en``.

    Raises:
        ReadError: the policy has no table of transfers abroad, or one of more rows than a policy can have.
    """
    rows, notes = find(document.grids, lang)
    notes += prose.notes(document, lang)
    if not rows:
        left = "; ".join(notes)
        raise ReadError(
            "has no table of transfers abroad that is recognised by its headings" + (f" ({left})" if left else ""),
            policy.file,
            NO_TABLE,
        )
    if len(rows) > MAX_RECIPIENTS:
        raise ReadError(f"has more than {MAX_RECIPIENTS:,} rows in its table", policy.file, "check that it is a policy")
    tables = len({row.source.table for row in rows})
    if tables > 1:
        notes.insert(0, remark("note_tables", lang, str(tables)))
    known = Known(names)
    parted_rows = [one for row in _named(rows, notes, lang) for one in _each(row, known, notes, lang)]
    found = [_recipient(one, known) for one in parted_rows]
    notes += _from_brackets(parted_rows, found, lang)
    for one in found:
        if refers(one.organisation):
            notes.append(remark("note_refers", lang, one.source.place(lang), one.organisation[:80]))
        if several := perhaps(one.organisation, known):
            told = (one.source.place(lang), one.organisation[:80], ", ".join(several))
            notes.append(remark("note_perhaps", lang, *told))
    notes += _slips(found, known, lang)
    return Declaration(policy, tuple(found), notes=tuple(notes))


def _slips(found: Sequence[Recipient], known: Known, lang: str) -> Iterator[str]:
    """Tell of names that may be a slip of the pen for one of the map's: they match nothing."""
    unknown = {one.organisation: one.source for one in found if not one.known_as}
    for name, source in list(unknown.items())[:MOST]:
        if near := known.near(name):
            yield remark("note_near", lang, source.place(lang), name[:80], ", ".join(near))


def _from_brackets(rows: Sequence[Row], found: Sequence[Recipient], lang: str) -> list[str]:
    """Tell whose countries were read from the brackets behind their names."""
    read = [
        one for row, one in zip(rows, found, strict=True) if one.countries and not flat(row.cells.get("countries", ""))
    ]
    named = ", ".join(dict.fromkeys(one.organisation[:80] for one in read[:MOST]))
    return [remark("note_brackets", lang, read[0].source.place(lang), named)] if read else []


def _named(rows: Sequence[Row], notes: list[str], lang: str) -> list[Row]:
    """Give the rows that name a recipient; one that says that there is none is told of, and kept where all do."""
    named = [row for row in rows if not nothing(row.cells["recipient"])]
    for row in rows:
        if row not in named:
            name = "note_nobody" if named else "note_nobody_at_all"
            notes.append(remark(name, lang, row.source.place(lang), flat(row.cells["recipient"])))
    return named or list(rows)


def _each(row: Row, known: Known, notes: list[str], lang: str) -> Iterator[Row]:
    """Give a row for each recipient that its cell names."""
    entries = parted(row.cells.get("recipient", ""), known)
    if len(entries) > 1:
        notes.append(remark("note_several", lang, row.source.place(lang), str(len(entries))))
    told = {role: shared(text, len(entries)) for role, text in row.cells.items()} | {"recipient": entries}
    for number in range(len(entries)):
        yield Row({role: texts[number] for role, texts in told.items()}, row.source, row.shared)


def _recipient(row: Row, known: Known) -> Recipient:
    cells = row.cells
    organisation, reach = _organisation(cells.get("recipient", ""), known)
    organisation = unmarked(organisation) or organisation
    certain = perhaps(organisation, known)
    mapped = _mapped(organisation, known) or (certain[0] if len(certain) == 1 else "")
    own = "countries" in row.shared and len(row.shared["countries"]) == 1
    found, unread = countries.read(cells.get("countries", ""), alone=own)
    if not flat(cells.get("countries", "")):
        found = _beside(organisation)
    contact = cells.get("contact", "")
    if row.shared.get("contact", ()) == row.shared.get("recipient"):
        contact = reach
    return Recipient(
        organisation,
        "" if apart(organisation, mapped) else mapped,
        (),
        flat(contact or reach),
        found,
        unread,
        items.read(cells.get("items", "")),
        flat(cells.get("purpose", "")),
        flat(cells.get("retention", "")),
        flat(cells.get("when_how", "")),
        flat(cells.get("refusal", "")),
        flat(cells.get("basis", "")),
        row.source,
    )


def _mapped(organisation: str, known: Known) -> str:
    """Give the name in the map; in brackets behind a company that the map does not know stands whose servers it rents.

    (``Gaon Inc. (AWS)``), unless both are of one group, or a name and its translation (``가온 유한회사 (Gaon LLC)``).
    """
    found = known.find(organisation)
    if len(called(organisation)) > 1:
        return found
    head, inner = head_and_brackets(organisation)
    if not found or not inner or known.find(head):
        return found
    translated = company(inner) and bool(_HANGUL.search(head)) != bool(_HANGUL.search(inner))
    other = host_named(found) or (company(head) and not translated)
    return "" if other and group_of(head) != group_of(found) else found


def _beside(organisation: str) -> tuple[Country, ...]:
    """Give the countries in the brackets behind a name, where they hold nothing else."""
    found, unread = countries.read(head_and_brackets(organisation)[1])
    return () if unread else found


def _organisation(text: str, known: Known) -> tuple[str, str]:
    """Part a recipient's name, which may go over lines, from the ways of reaching it that share its cell."""
    reach = " ".join(found.strip().removeprefix("(" if ")" not in found else "") for found in _REACH.findall(text))
    if not reach:
        return flat(text), ""
    plain = tidy(_REACH.sub("\n", text))
    lines = [_LABELS.sub("", line).strip(" ,;/()[]·-:：") for line in plain.split("\n")]
    name = _whole([line for line in lines if line], known)
    opened = name.count("(") - name.count(")")
    head, _ = head_and_brackets(name)
    return flat(name + ")" * opened if opened > 0 and head else name) or flat(text), reach


def _whole(lines: Sequence[str], known: Known) -> str:
    """Give the first line; with those behind it where only together they are a name of the map or a company's."""
    if not lines:
        return ""
    whole = [" ".join(lines[:count]) for count in range(2, len(lines) + 1)]
    longer = next((one for one in whole if known.find(one)), "")
    if longer or known.find(lines[0]) or company(lines[0]):
        return longer or lines[0]
    return next((one for one in whole if company(one)), lines[0])
