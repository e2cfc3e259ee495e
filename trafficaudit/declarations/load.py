"""Reads a declaration that an investigator has checked: strictly, so that no slip of the pen becomes a finding."""

import difflib
import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import get_args

from trafficaudit.categories import near, taxonomy
from trafficaudit.declarations import countries
from trafficaudit.declarations.bounded import read_within
from trafficaudit.declarations.model import (
    Country,
    DataType,
    Declaration,
    Item,
    Label,
    Policy,
    Reading,
    Recipient,
    Section,
    Source,
    Store,
)
from trafficaudit.declarations.write import FORMAT
from trafficaudit.declarations.yamltree import Node, parse
from trafficaudit.destinations.recipients import registrable_domain
from trafficaudit.errors import DeclarationError
from trafficaudit.hostnames import host_of
from trafficaudit.redaction import visible

MAX_SIZE = 2 * 1024 * 1024
MAX_TEXT = 20_000
_SHA256 = re.compile(r"[0-9a-f]{64}")
_DOMAIN = re.compile(r"(?!-)[\w-]{1,63}(?:\.[\w-]{1,63})+")
_STORES: dict[str, Store] = {store: store for store in get_args(Store.__value__)}
_SECTIONS: dict[str, Section] = {section: section for section in get_args(Section.__value__)}
_READINGS: dict[str, Reading] = {reading: reading for reading in get_args(Reading.__value__)}


def load(path: Path) -> Declaration:
    """Read a declaration.

    Raises:
        ReadError: it cannot be opened.
        DeclarationError: it is no declaration, or a country, category or key in it is not known; names the line.
    """
    data = read_within(path, MAX_SIZE, DeclarationError, "check that it is a declaration")
    return read(data, visible(str(path)))


def read(data: bytes, where: str) -> Declaration:
    """Read a declaration's bytes; ``where`` names the file in errors.

    Raises:
        DeclarationError: as ``load``.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise DeclarationError("is not UTF-8", where, "save it as UTF-8") from None
    top = _Reader(where).table(parse(text, where), "the file", _TOP, ("label",))
    return replace(_declaration(top, _Reader(where)), sha256=hashlib.sha256(data).hexdigest())


_TOP = ("format", "confirm", "policy", "recipients")
_POLICY = ("file", "sha256", "size", "kind", "encoding")
_LABEL = ("store", "empty", "tracking_domains", "encrypted", "types")
_TYPE = (
    "section", "confirm", "group", "words", "reading", "categories", "perhaps", "purposes", "optional", "source",
)  # fmt: skip
_RECIPIENT = (
    "organisation", "confirm", "known_as", "domains", "contact", "countries", "unread_countries", "items", "purpose",
    "retention", "when_how", "refusal", "basis", "source",
)  # fmt: skip


class _Reader:
    """Takes typed values out of nodes; every complaint names file, line and remedy."""

    def __init__(self, where: str) -> None:
        self.where = where

    def wrong(self, what: str, node: Node, remedy: str) -> DeclarationError:
        return DeclarationError(f"line {node.line}: {visible(what)[:300]}", self.where, visible(remedy)[:300])

    def table(self, node: Node, what: str, keys: tuple[str, ...], optional: tuple[str, ...] = ()) -> dict[str, Node]:
        if not isinstance(node.value, dict):
            raise self.wrong(f"{what} is no mapping", node, f"write {', '.join(keys)}, each with its value")
        for name, inner in node.value.items():
            if name not in (*keys, *optional):
                close = difflib.get_close_matches(name[:60], (*keys, *optional), n=1)
                raise self.wrong(
                    f"unknown key {name[:60]!r}", inner, f"did you mean {close[0]}?" if close else "take it out"
                )
        if missing := [name for name in keys if name not in node.value]:
            raise self.wrong(f"{what} has no {', '.join(missing)}", node, "add it, as the draft had it")
        return node.value

    def text(self, node: Node, what: str) -> str:
        if not isinstance(node.value, str) or (not node.quoted and node.value in ("", "~", "null")):
            raise self.wrong(f"{what} is no text", node, 'write it in quotes; "" where there is none')
        if len(node.value) > MAX_TEXT:
            raise self.wrong(f"{what} is longer than {MAX_TEXT:,} characters", node, "shorten it")
        return node.value

    def flag(self, node: Node, what: str) -> bool:
        if node.quoted or node.value not in ("true", "false"):
            raise self.wrong(f"{what} is neither true nor false", node, "write true or false, without quotes")
        return node.value == "true"

    def whole(self, node: Node, what: str) -> int:
        value = node.value
        if node.quoted or not isinstance(value, str) or not re.fullmatch(r"\d{1,12}", value, re.ASCII):
            raise self.wrong(f"{what} is no whole number", node, "write digits only")
        return int(value)

    def one_of[T](self, node: Node, what: str, known: Mapping[str, T]) -> T:
        if (told := self.text(node, what)) not in known:
            raise self.wrong(f"unknown {what} {told[:60]!r}", node, f"one of {', '.join(known)}")
        return known[told]

    def many[T](self, node: Node, what: str, each: Callable[[Node], T]) -> tuple[T, ...]:
        if not isinstance(node.value, list):
            raise self.wrong(f"{what} is no list", node, "write [] where there is none")
        return tuple(each(inner) for inner in node.value)


def _declaration(top: dict[str, Node], reader: _Reader) -> Declaration:
    if (told := reader.text(top["format"], "format")) != FORMAT:
        raise reader.wrong(
            f"the format is {told[:60]!r}", top["format"], f"this version reads {FORMAT}: draft it anew from the policy"
        )
    policy = reader.table(top["policy"], "policy", _POLICY, ("effective",))
    sha256 = reader.text(policy["sha256"], "sha256")
    if not _SHA256.fullmatch(sha256):
        raise reader.wrong("sha256 is no SHA-256", policy["sha256"], "64 hex digits, as `sha256sum POLICY` prints them")
    named = {name: reader.text(policy[name], name) for name in ("file", "kind", "encoding")}
    recipients = reader.many(top["recipients"], "recipients", lambda node: _recipient(node, reader))
    label = _label(top["label"], reader) if "label" in top else None
    if label and recipients:
        raise reader.wrong("a label has recipients", top["recipients"], "write them into a declaration of their own")
    size, effective = reader.whole(policy["size"], "size"), _day(policy.get("effective"), reader)
    return Declaration(
        Policy(named["file"], sha256, size, named["kind"], named["encoding"], effective),
        recipients,
        reader.flag(top["confirm"], "confirm"),
        label=label,
        where=reader.where,
    )


def _day(node: Node | None, reader: _Reader) -> str:
    """Read the day from which a policy holds; empty where none is given."""
    if node is None or not (told := reader.text(node, "effective")):
        return ""
    try:
        return date.fromisoformat(told).isoformat()
    except ValueError:
        raise reader.wrong(
            f"effective {told[:60]!r} is no day", node, "write it as 2026-11-24, or take it out"
        ) from None


def _recipient(node: Node, reader: _Reader) -> Recipient:
    table = reader.table(node, "a recipient", _RECIPIENT)

    def texts(name: str) -> tuple[str, ...]:
        return reader.many(table[name], name, lambda inner: reader.text(inner, name))

    said = {
        name: reader.text(table[name], name)
        for name in ("organisation", "known_as", "contact", "purpose", "retention", "when_how", "refusal", "basis")
    }
    for domain in texts("domains"):
        if not _DOMAIN.fullmatch(domain):
            raise reader.wrong(f"{domain[:60]!r} is no domain", table["domains"], "write it as lion.example")
        below = f"a.{domain}"
        if registrable_domain(below) == host_of(below) and not domain.rpartition(".")[2].isdecimal():  # no address
            what = f"{domain[:60]!r} is nobody's domain: whoever likes has one below it"
            raise reader.wrong(what, table["domains"], "write the recipient's own, such as lion.example")
    confirmed = reader.flag(table["confirm"], "confirm")
    unread = texts("unread_countries")
    if confirmed and unread:
        raise reader.wrong(
            f"the row is confirmed and the country {unread[0][:60]!r} is unread",
            table["unread_countries"],
            "put its code into countries, or take the words out where they name no country",
        )
    return Recipient(
        **said,
        domains=tuple(map(host_of, texts("domains"))),
        countries=reader.many(table["countries"], "countries", lambda inner: _country(inner, reader)),
        unread_countries=unread,
        items=reader.many(table["items"], "items", lambda inner: _item(inner, reader)),
        source=_source(table["source"], reader),
        confirmed=confirmed,
    )


def _country(node: Node, reader: _Reader) -> Country:
    table = reader.table(node, "a country", ("code", "words"))
    code = reader.text(table["code"], "code")
    if code not in countries.codes():
        known, _ = countries.read(code[:80])
        remedy = f"did you mean {known[0].code}?" if known else "write the ISO 3166-1 alpha-2 code, such as SG"
        raise reader.wrong(f"unknown country {code[:60]!r}", table["code"], remedy)
    return Country(code, reader.text(table["words"], "words"))


def _item(node: Node, reader: _Reader) -> Item:
    table = reader.table(node, "an item", ("words", "reading", "categories"))
    words = reader.text(table["words"], "words")
    reading, slugs = _read(table, words, reader)
    return Item(words, slugs, reading)


def _read(table: Mapping[str, Node], words: str, reader: _Reader) -> tuple[Reading, tuple[str, ...]]:
    """Read how words were read, and the categories that they stand for."""
    reading, slugs = reader.one_of(table["reading"], "reading", _READINGS), _slugs(table["categories"], reader)
    if bool(slugs) != (reading in ("named", "broad")):
        raise reader.wrong(
            f"{words[:60]!r} is {reading} and has {'' if slugs else 'no '}categories",
            table["categories"],
            "named and broad have categories, unread and not_in_traffic have none",
        )
    return reading, slugs


def _slugs(node: Node, reader: _Reader) -> tuple[str, ...]:
    def category(inner: Node) -> str:
        slug = reader.text(inner, "a category")
        if slug not in taxonomy():
            close = near(slug[:60])
            remedy = f"did you mean {', '.join(close)}?" if close else "`trafficaudit categories` lists them"
            raise reader.wrong(f"unknown category {slug[:60]!r}", inner, remedy)
        return slug

    return reader.many(node, "categories", category)


def _label(node: Node, reader: _Reader) -> Label:
    table = reader.table(node, "label", _LABEL)
    store = reader.one_of(table["store"], "store", _STORES)
    mine = _shown(store)
    return Label(
        store,
        reader.many(table["types"], "types", lambda inner: _type(inner, mine, reader)),
        reader.many(table["empty"], "empty", lambda inner: reader.one_of(inner, "section", mine)),
        reader.many(table["tracking_domains"], "tracking_domains", lambda inner: host_of(reader.text(inner, "a host"))),
        reader.flag(table["encrypted"], "encrypted"),
    )


def _shown(store: Store) -> dict[str, Section]:
    """Give the sections that a store's label has."""
    play = store == "play"
    return {name: section for name, section in _SECTIONS.items() if (name in ("shared", "collected")) == play}


def _type(node: Node, sections: Mapping[str, Section], reader: _Reader) -> DataType:
    table = reader.table(node, "a type of data", _TYPE)
    words = reader.text(table["words"], "words")
    reading, slugs = _read(table, words, reader)
    return DataType(
        reader.one_of(table["section"], "section", sections),
        reader.text(table["group"], "group"),
        words,
        slugs,
        _slugs(table["perhaps"], reader),
        reading,
        reader.many(table["purposes"], "purposes", lambda inner: reader.text(inner, "a purpose")),
        reader.flag(table["optional"], "optional"),
        _source(table["source"], reader),
        reader.flag(table["confirm"], "confirm"),
    )


def _source(node: Node, reader: _Reader) -> Source:
    table = reader.table(node, "source", ("lines", "page", "table", "row"))
    lines = reader.many(table["lines"], "lines", lambda inner: reader.whole(inner, "a line"))
    if len(lines) != 2:
        raise reader.wrong("lines are not two numbers", table["lines"], "write the first and the last line")
    page, number, row = (reader.whole(table[name], name) for name in ("page", "table", "row"))
    return Source((lines[0], lines[1]), page, number, row)
