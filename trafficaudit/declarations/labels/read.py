"""A file with a label -> the draft of a declaration, for an investigator to check and confirm."""

from pathlib import Path

from trafficaudit.declarations.encoding import text_of
from trafficaudit.declarations.labels.found import Found
from trafficaudit.declarations.labels.manifest import is_manifest, read_manifest
from trafficaudit.declarations.labels.spoken import read_lines
from trafficaudit.declarations.labels.storejson import read_json
from trafficaudit.declarations.labels.webpage import lines_and_documents
from trafficaudit.declarations.labels.words import grouped, is_heading, named
from trafficaudit.declarations.model import Declaration
from trafficaudit.declarations.otherfile import permissions
from trafficaudit.declarations.policy import contents, described, is_html
from trafficaudit.declarations.remarks import remark
from trafficaudit.errors import ReadError

_NONE = (
    "copy the label's text from the store's page, unfolded (App Privacy: See Details; Data safety: See details), into "
    "a .txt file, save that page as HTML, or hand over the app's PrivacyInfo.xcprivacy"
)
MAX_LINES = 20_000
"""Lines of a file that may show a label; a page has some hundred."""
_MOST = 20  # words that are told of one by one


def read_label(path: Path, lang: str = "en") -> Declaration:
    """Draft what a label declares.

    Args:
        path: the text or HTML of a store's page, the JSON that such a page holds, or a privacy manifest.
        lang: language of the notes, ``ko`` or ``en``.

    Raises:
        ReadError: it cannot be opened, is empty or too large, or no label is recognised in it.
    """
    data, where = contents(path)
    if told := permissions(data):
        raise ReadError(f"is {told[0]}", where, told[1])
    kind, encoding, found = _read(data, path.suffix.lower(), where)
    if found.missing and not found.some:
        raise ReadError("says that the developer has told the store nothing", where, "there is nothing to compare")
    if not found.some:
        raise ReadError("has no label of a store that is recognised", where, _NONE)
    policy = described(path, data, kind, encoding)
    return Declaration(policy, (), notes=tuple(_notes(found, lang)), label=found.label())


def _read(data: bytes, ending: str, where: str) -> tuple[str, str, Found]:
    if is_manifest(data):
        return "plist", "", read_manifest(data, where)
    page = is_html(data, ending)
    text, encoding = text_of(data, where, markup=page)
    if text.lstrip()[:1] in ("{", "[") and (found := read_json(text)):
        return "json", encoding, found
    if not page:
        return "txt", encoding, _spoken(list(enumerate(text.splitlines(), 1)), where)
    lines, documents = lines_and_documents(text, where)
    held = [found for each in documents if (found := read_json(each))]
    best = max(held, key=lambda found: len(found.types), default=Found("app_store"))
    shown = _spoken(lines, where)
    return "html", encoding, best if best.some and len(best.types) >= len(shown.types) else shown


def _spoken(lines: list[tuple[int, str]], where: str) -> Found:
    """Read lines as the label of the store whose words more of them are.

    Raises:
        ReadError: there are more than a page with a label has.
    """
    if len(lines) > MAX_LINES:
        raise ReadError(f"has more than {MAX_LINES:,} lines", where, "cut the label out of it")
    apple, play = read_lines(lines, "app_store"), read_lines(lines, "play")
    return max((apple, play), key=lambda found: (len(found.types), len(found.empty), found.missing))


def _notes(found: Found, lang: str) -> list[str]:
    label = found.label()
    notes = [remark(f"note_label_{found.store}", lang)]
    if any(is_heading(found.store, one) for one in label.types):
        notes.append(remark("note_label_headings", lang))
    known = [one for one in label.types if named(found.store, one.words) or grouped(found.store, one.words)]
    empty = [one.words for one in known if not one.categories and not one.perhaps]
    if empty:
        notes.append(remark("note_label_none", lang, ", ".join(dict.fromkeys(empty))))
    for line, words in found.strange[:_MOST]:
        place = remark("note_label_line", lang, str(line)) if line else ""
        notes.append(remark("note_label_strange", lang, words[:80], place))
    if found.store == "play" and "collected" not in {*label.empty, *(one.section for one in label.types)}:
        notes.append(remark("note_label_part", lang))
    if found.aside:
        notes.append(remark("note_label_interfaces", lang))
    return notes
