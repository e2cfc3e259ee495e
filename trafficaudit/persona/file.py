"""Persona files: TOML with one table ``[values]``, category slug -> list of strings.

```toml
[persona]                # optional: id, seed, note, created_by
id = "audit-7"

[values]
email = ["dalbit.gorae.7f3k@example.kr"]
phone_number = ["010-1234-5678"]
```
"""

import hashlib
import re
import tomllib
import unicodedata
from pathlib import Path
from typing import Any

from trafficaudit.categories import near, taxonomy
from trafficaudit.errors import PersonaError
from trafficaudit.persona.forms import too_many
from trafficaudit.persona.model import Persona
from trafficaudit.persona.shape import wanted
from trafficaudit.persona.weight import is_given, is_typed_only, is_withheld
from trafficaudit.redaction import preview
from trafficaudit.special import opened

_LARGEST = 16 << 20
_HOW = 'write [values] with lines such as email = ["name@example.kr"]'
_CHOSEN = frozenset(("user_id", "user_name", "password"))
"""What people think of: letters alone are soon a word."""
_KNOWN = {"id": str, "seed": int, "note": str, "created_by": str}


def load(path: Path) -> Persona:
    """Read a persona file.

    A single string counts as a list of one. Values are brought to NFC, freed of invisible characters and surrounding
    spaces, and merged where they repeat, each with a warning.

    Raises:
        PersonaError: the file cannot be read, is no TOML in UTF-8, has no ``[values]``, names an unknown category, or
            holds a value that is empty or no string.
    """
    where = str(path)
    raw = _read(Path(path), where)
    document = _parse(raw, where)
    _check_tables(document, where)
    about = _about(document.get("persona", {}), where)
    if "values" not in document:
        raise PersonaError("has no table [values]", where, _HOW)
    values, warnings = _values(document["values"], where)
    sha256 = hashlib.sha256(raw).hexdigest()
    return Persona(
        about.get("id") or f"persona-{sha256[:12]}",
        values,
        sha256,
        tuple(warnings),
        about.get("seed"),
        about.get("note", ""),
        about.get("created_by", ""),
    )


def _read(path: Path, where: str) -> bytes:
    try:
        with opened(path) as stream:
            raw = stream.read(_LARGEST + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise PersonaError(f"cannot be read: {reason}", where, "name a persona file in TOML") from error
    if len(raw) > _LARGEST:
        raise PersonaError(f"is larger than {_LARGEST >> 20} MiB", where, "a persona file holds a few lines of TOML")
    if not raw.strip():
        raise PersonaError("is empty", where, _HOW)
    return raw


def _parse(raw: bytes, where: str) -> dict[str, Any]:
    try:
        # A byte order mark is what Windows editors put first; TOML has none.
        return tomllib.loads(raw.decode("utf-8-sig").replace("\r\n", "\n"))
    except UnicodeDecodeError as error:
        raise PersonaError(f"is not UTF-8 at byte {error.start}", where, "save the file as UTF-8") from error
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        reason = "nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise PersonaError(f"is not TOML: {reason}", where, _HOW) from error


def _check_tables(document: dict[str, Any], where: str) -> None:
    for name, content in document.items():
        if name not in ("persona", "values"):
            remedy = (
                f"move it under [values]; {_HOW}" if name in taxonomy() else "only [persona] and [values] are known"
            )
            raise PersonaError(f"has {name!r} outside the known tables", where, remedy)
        if not isinstance(content, dict):
            raise PersonaError(f"has a {name!r} that is no table", where, f"write it as [{name}]")


def _about(table: dict[str, Any], where: str) -> dict[str, Any]:
    for name, content in table.items():
        if name not in _KNOWN:
            raise PersonaError(f"has an unknown {name!r} in [persona]", where, f"known are {', '.join(_KNOWN)}")
        if not isinstance(content, _KNOWN[name]) or isinstance(content, bool):
            kind, form = ("a whole number", "7") if _KNOWN[name] is int else ("a string", '"..."')
            raise PersonaError(f"has a {name!r} in [persona] that is not {kind}", where, f"write {name} = {form}")
    if "id" in table and not re.fullmatch(r"[\w.-]{1,80}", table["id"]):
        remedy = "use up to 80 letters, digits, dots, hyphens or underscores"
        raise PersonaError("has an id that cannot be used as a name", where, remedy)
    return table


def _values(table: dict[str, Any], where: str) -> tuple[dict[str, tuple[str, ...]], list[str]]:
    warnings: list[str] = []
    values: dict[str, tuple[str, ...]] = {}
    owner: dict[str, str] = {}
    for slug, content in table.items():
        _check_category(slug, where)
        kept: dict[str, None] = {}
        for name, value in _named(slug, content, where, warnings):
            if value in kept:
                warnings.append(f"{name}: repeats an earlier value; merged")
                continue
            if is_withheld(slug, value):
                warnings.append(f"{name}: {preview(value)} is given in place of an identifier; nothing is looked for")
                continue
            kept[value] = None
            if owner.setdefault(value, slug) != slug:
                warnings.append(f"{name}: the same value stands under {owner[value]}; both are reported")
            if form := wanted(slug, value):
                warnings.append(f"{name}: {preview(value)} is not {form}: mistyped, it would be found nowhere")
            if is_typed_only(slug, value):
                what = "common" if is_given(slug, value) else "short"
                say = f"{name}: {preview(value)} is too {what} to search in blobs; only looked for in typed fields"
                warnings.append(say)
            elif slug in _CHOSEN and value.isalpha():
                warnings.append(
                    f"{name}: {preview(value)} may be a word that stands for nobody; take one with digits in it"
                )
        if kept:
            values[slug] = tuple(kept)
            if too_many(slug, kept):
                warnings.append(f"{slug}: {len(kept)} values are too many to search for in every spelling and encoding")
        else:
            warnings.append(f"{slug}: holds no value; nothing is looked for")
    if not values:
        raise PersonaError("holds no value", where, _HOW)
    return values, warnings


def _named(slug: str, content: object, where: str, warnings: list[str]) -> list[tuple[str, str]]:
    """Give the clean values of one category with their names for messages; a single string is a list of one."""
    listed = content if isinstance(content, list) else [content]
    if not all(isinstance(value, str) for value in listed):
        remedy = f'write {slug} = ["..."], numbers and dates in quotes too'
        raise PersonaError(f"has a {slug!r} that is no list of strings", where, remedy)
    names = [slug if len(listed) == 1 else f"{slug}[{number}]" for number in range(1, len(listed) + 1)]
    return [(name, _clean(value, name, where, warnings)) for name, value in zip(names, listed, strict=True)]


def _check_category(slug: str, where: str) -> None:
    if slug in taxonomy():
        return
    close = near(slug)
    remedy = f"did you mean {' or '.join(close)}" if close else "`trafficaudit categories` lists the known ones"
    raise PersonaError(f"has an unknown category {slug!r}", where, remedy)


def _clean(value: str, name: str, where: str, warnings: list[str]) -> str:
    composed = unicodedata.normalize("NFC", value)
    if composed != value:
        warnings.append(f"{name}: brought from decomposed to composed characters (NFC)")
    visible = _visible(composed)
    if visible != composed:
        warnings.append(f"{name}: freed of invisible characters")
    stripped = visible.strip()
    if stripped != visible:
        warnings.append(f"{name}: freed of surrounding spaces")
    if not stripped:
        raise PersonaError(f"has an empty value in {name!r}", where, "give the value or take the line out")
    return stripped


def _visible(text: str) -> str:
    """Drop format characters (zero-width, bidirectional) but for a joiner inside an emoji; make odd spaces plain."""
    shown = []
    for index, char in enumerate(text):
        kind = unicodedata.category(char)
        joins = char == "\u200d" and 0 < index < len(text) - 1 and not text[index - 1 : index + 2 : 2].isascii()
        if kind == "Cf" and not joins:
            continue
        shown.append(" " if kind == "Zs" else char)
    return "".join(shown)
