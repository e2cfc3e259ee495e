"""Encoders of texts that programs write for each other: YAML, protobuf's text format, GraphQL, logs, names beside their
values, columns apart from rows, programs, values divided over several fields.

YAML and the text format are written by PyYAML and protobuf themselves.
"""

import functools
import html
import json
import random
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import yaml as pyyaml
from corpus import decoys
from corpus.carried import MARK, Carried, Unfit, coded, held
from corpus.textual import Wrap, as_json, as_url, document, json_escape, jwt, xml_escape
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory, text_format  # type: ignore[import-untyped]


def _in_double(run: bytes) -> bytes:
    return run.replace(b"\\", b"\\\\").replace(b'"', b'\\"')


def _in_single(run: bytes) -> bytes:
    return run.replace(b"'", b"''")


def yaml(draw: random.Random, inner: Carried, name: str) -> Carried:
    """A document with its mark, in blocks; the value plain, or in quotes of either kind."""
    text = inner.string
    if "\r" in text or "\t" in text or not text.isprintable() or text != text.strip():
        raise Unfit
    written = pyyaml.safe_dump(
        document(draw, name, draw.randint(1, 5)), explicit_start=True, allow_unicode=draw.random() < 0.5
    )
    quote = draw.choice("\"'")
    escape = _in_double if quote == '"' else _in_single
    return held(inner, written.replace(MARK, f"{quote}{MARK}{quote}"), escape, "yaml", keyed=True)


@functools.cache
def _message(name: str) -> Any:
    """Make a type of message with a field of that name."""
    field = descriptor_pb2.FieldDescriptorProto
    file = descriptor_pb2.FileDescriptorProto(name=f"{name}.proto", package=f"corpus.t.{name}", syntax="proto3")
    kind = file.message_type.add(name="Event")
    for number, (each, what) in enumerate(
        ((name, field.TYPE_STRING), ("Seq", field.TYPE_INT64), ("Note", field.TYPE_STRING)), 1
    ):
        kind.field.add(name=each, number=number, type=what, label=field.LABEL_OPTIONAL)
    kind.field.add(
        name="Inner", number=9, type=field.TYPE_MESSAGE, label=field.LABEL_OPTIONAL, type_name=f".corpus.t.{name}.Event"
    )
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    return message_factory.GetMessageClass(pool.FindMessageTypeByName(f"corpus.t.{name}.Event"))


def text_proto(draw: random.Random, inner: Carried, name: str) -> Carried:
    """A message within another, as ``text_format`` writes it: over lines or in one."""
    inner.string  # noqa: B018 - text only
    kind = _message(name)
    event = kind(Seq=draw.randint(1, 1 << 40), Note="_".join(draw.sample(decoys.WORDS, 2)))
    event.Inner.CopyFrom(kind(**{name: MARK, "Seq": draw.randint(1, 99)}))
    utf8 = draw.random() < 0.5
    written = text_format.MessageToString(event, as_utf8=utf8, as_one_line=draw.random() < 0.5)

    def escape(run: bytes) -> bytes:
        written: str = text_format.text_encoding.CEscape(run.decode(), utf8)
        return written.encode()

    return held(inner, written.strip(), escape, "textproto", keyed=True)


def graphql(draw: random.Random, inner: Carried, name: str) -> Carried:
    """An operation with the value as an argument in its text, or, in a call, among its variables."""
    inner.string  # noqa: B018 - text only
    own = name if not name[0].isdigit() else "n" + name
    others = "".join(f', {key}: "{text}"' for key, text in decoys.flat(draw, 2) if text.isalnum() and key != own)
    if draw.random() < 0.5:
        written = f'mutation {{ saveEvent({own}: "{MARK}"{others}) {{ id status }} }}'
        return held(inner, written, json_escape(draw), "graphql", keyed=True)
    call = {
        "operationName": "SaveEvent",
        "query": f"mutation SaveEvent(${own}: String!, $n: Int) {{ saveEvent({own}: ${own}, n: $n) {{ id }} }}",
        "variables": {own: MARK, "n": draw.randint(1, 99)},
    }
    return held(inner, _once(json.dumps(call)), json_escape(draw), "graphql variables", keyed=True)


def script(draw: random.Random, inner: Carried, name: str) -> Carried:
    """A program in which an object is assigned to a name, or handed to a function."""
    inner.string  # noqa: B018 - text only
    written = json.dumps(document(draw, name, draw.randint(1, 4)), ensure_ascii=draw.random() < 0.5)
    before, behind = draw.choice(
        (
            ("window.__STATE__ = ", ";"),
            ("dataLayer.push(", ");"),
            ("gtag('set', 'user_data', ", ");"),
            ("var member = ", ";"),
        )
    )
    program = f"!function(){{var n=0;for(var i=0;i<3;i++)n+=i}}();\n{before}{written}{behind}\nstart(document);\n"
    return held(inner, program, json_escape(draw), "script", keyed=True)


def _once(written: str) -> str:
    if written.count(MARK) != 1:
        raise Unfit
    return written


def log(draw: random.Random, inner: Carried, name: str) -> Carried:
    """Lines of a log with pairs in one of them."""
    text = inner.string
    if set(text) & set("\"'<>()[]{},;=\\\r\n\t") or text != text.strip() or not text.isprintable() or text[-1:] in ".:":
        raise Unfit
    lines = [
        f"2026-11-24 09:{draw.randint(10, 59)}:{draw.randint(10, 59)} {draw.choice('DIW')} {tag}: {draw.choice(decoys.WORDS)} "
        f"{draw.choice(decoys.WORDS)} n={draw.randint(1, 99)}"
        for tag in draw.sample(("Http", "Auth", "Cart", "Push", "Sdk"), draw.randint(1, 3))
    ]
    at = draw.randrange(len(lines))
    quoted = " " in text or draw.random() < 0.4
    lines[at] += f' {name}="{MARK}"' if quoted else f" {name}={MARK}"
    return held(inner, "\n".join(lines) + "\n", bytes, "log", keyed=True)


def quoted(draw: random.Random, inner: Carried, name: str) -> Carried:
    """A document, an address or a token between the words of a message."""
    run = draw.choice((as_json, as_json, as_url, jwt))(draw, inner, name)
    number, word = draw.randint(2, 899), draw.choice(decoys.WORDS)
    before, behind = draw.choice(
        ((f"sent {word} ", f" in {number} ms"), (f"--> POST /v1/{word} ", ""), (f"{word}:", ""), ("", f" [{number}]\n"),
         (f"reply {number} (", ")"), (f"I/Net: {word} ", f"\nI/Net: {number}\n"))
    )  # fmt: skip
    return held(run, before + MARK + behind, bytes, "quoted", keyed=False)


def pairs(draw: random.Random, inner: Carried, name: str) -> Carried:
    """Properties whose names stand beside their values, in JSON or XML."""
    inner.string  # noqa: B018 - text only
    first, second = draw.choice(
        (("key", "value"), ("name", "value"), ("attrName", "attrValue"), ("k", "v"), ("fieldNm", "fieldVal"))
    )
    rows = [*(pair for pair in decoys.flat(draw, draw.randint(1, 4)) if pair[0] != name), (name, MARK)]
    draw.shuffle(rows)
    if draw.random() < 0.2 and not inner.string.isspace():
        lines = "".join(f'<item name="{key}" value="{html.escape(text)}"/>' for key, text in rows)
        return held(inner, f"<map>{lines}</map>", xml_escape, "pairs", keyed=True)
    listed = [{first: key, second: text} for key, text in rows]
    written = json.dumps({draw.choice(("props", "attributes")): listed}, ensure_ascii=draw.random() < 0.5)
    return held(inner, written, json_escape(draw), "pairs", keyed=True)


def columns(draw: random.Random, inner: Carried, name: str) -> Carried:
    """A table whose columns are named apart from its rows."""
    inner.string  # noqa: B018 - text only
    others = {key: text for key, text in decoys.flat(draw, draw.randint(1, 4)) if key != name}
    names = [*others, name]
    draw.shuffle(names)
    head, body = draw.choice(
        (("columns", "rows"), ("cols", "data"), ("fields", "values"), ("columnNames", "rows"), ("header", "body"))
    )
    chosen, count = draw.randrange(3), draw.randint(1, 3)
    rows = [
        [MARK if key == name and row == chosen % count else others.get(key, "") for key in names]
        for row in range(count)
    ]
    return held(inner, json.dumps({head: names, body: rows}), json_escape(draw), "columns", keyed=True)


def divided(draw: random.Random, inner: Carried, name: str) -> Carried:
    """The value over two to four members of a document, which have nothing between them but other members."""
    if inner.layers:
        raise Unfit
    pieces = _pieces(draw, inner.string)
    ends = [MARK + str(at) for at in range(len(pieces))]
    rows = [
        *decoys.pairs(draw, draw.randint(0, 3)),
        *zip(pieces, ends, strict=True),
        *decoys.pairs(draw, draw.randint(0, 3)),
    ]
    written = json.dumps(dict(rows), ensure_ascii=False)
    if any(written.count(end) != 1 for end in ends):
        raise Unfit
    start = written.index(ends[0])
    for (_, piece), end in zip(pieces.items(), ends, strict=True):
        written = written.replace(end, piece)
    last = list(pieces.values())[-1]
    stop = len(written[: written.rindex(f'"{last}"') + 1 + len(last)].encode())
    run = len(written[:start].encode()), stop
    made = coded(inner, written.encode(), "divided", text=True)
    return replace(made, start=run[0], end=run[1], run=run, keyed=True)


def _pieces(draw: random.Random, text: str) -> dict[str, str]:
    """Divide a telephone number, an address of mail, a date or a card number by the names that forms give the pieces."""
    for form, sign, ways in _WAYS:
        if form(text):
            return dict(zip(draw.choice(ways), text.split(sign), strict=True))
    raise Unfit


_WAYS: tuple[tuple[Callable[[str], object], str, tuple[tuple[str, ...], ...]], ...] = (
    (re.compile(r"[^@]+@[^@]+").fullmatch, "@", (("emailId", "emailDomain"), ("email1", "email2"), ("mailUser", "mailHost"))),
    (re.compile(r"01\d-\d+-\d+").fullmatch, "-", (("hp1", "hp2", "hp3"), ("tel_first", "tel_mid", "tel_last"))),
    (re.compile(r"\d{4}-\d\d-\d\d").fullmatch, "-", (("birthYear", "birthMonth", "birthDay"), ("birth_y", "birth_m", "birth_d"))),
    (re.compile(r"\d{4}( \d{4}){3}").fullmatch, " ", (("cardNo1", "cardNo2", "cardNo3", "cardNo4"), ("card_no_1", "card_no_2", "card_no_3", "card_no_4"))),
)  # fmt: skip
IN_PIECES = ("phone_number", "email", "birth_date", "card_number")
"""Categories whose values forms divide."""

WRITTEN: dict[str, Wrap] = {
    "yaml": yaml, "textproto": text_proto, "graphql": graphql, "log": log, "pairs": pairs, "columns": columns,
    "script": script, "quoted": quoted,
}  # fmt: skip
"""What holds text alone, and names it."""
DIVIDED: dict[str, Wrap] = {"divided": divided}
"""What holds a value in pieces, and names these."""
