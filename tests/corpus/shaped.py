"""Encoders of documents of JSON whose names stand apart from their values: lists in which both take turns, letters
beside a map of what they mean, cells that are objects, answers apart from their questions.
"""

import json
import random
import string

from corpus import decoys
from corpus.carried import MARK, Carried, held
from corpus.stated import rows
from corpus.textual import Wrap, json_escape


def _counted(draw: random.Random, count: int) -> list[tuple[str, str]]:
    """Give members that no name is, as lists in which names and values take turns have them."""
    names = draw.sample(("seq", "ts", "rev", "len", "idx", "ver", "off"), count)
    return [(name, str(draw.randint(1, 10**6))) for name in names]


def turns(draw: random.Random, inner: Carried, name: str) -> Carried:
    """A list of names and values by turns, by itself or in an object."""
    inner.string  # noqa: B018 - text only
    members = [pair for pair in rows(draw, name, 1, 2) if not pair[0].startswith("$")]
    members += _counted(draw, len(members) + 1)
    draw.shuffle(members)
    listed = [each for pair in {key: (key, text) for key, text in members}.values() for each in pair]
    made = listed if draw.random() < 0.4 else {"t": draw.randint(1, 99), draw.choice(("props", "kv", "extra")): listed}
    return held(inner, json.dumps(made, ensure_ascii=draw.random() < 0.5), json_escape(draw), "turns", keyed=True)


def letters(draw: random.Random, inner: Carried, name: str) -> Carried:
    """Objects of letters, beside a map of these, either way round."""
    inner.string  # noqa: B018 - text only
    own = [pair for pair in rows(draw, name, 2, 5) if pair[0].isidentifier()] + _counted(draw, 2)
    members = {key: text for key, text in own if len(key) > 1}
    if name not in members:
        members["seq"], members[name] = "7", MARK
    signs = dict(zip(members, draw.sample(string.ascii_lowercase, len(members)), strict=True))
    legend = signs if draw.random() < 0.5 else {sign: key for key, sign in signs.items()}
    rest = [{signs[key]: str(draw.randint(1, 10**6)) for key in list(members)[:2]} for _ in range(draw.randint(0, 2))]
    events = [*rest, {signs[key]: text for key, text in members.items()}]
    draw.shuffle(events)
    called = draw.choice(("map", "keys", "legend", "fieldMap", "_k", "schema"))
    made = {called: legend, draw.choice(("data", "events", "rows")): events}
    return held(inner, json.dumps(made, ensure_ascii=draw.random() < 0.5), json_escape(draw), "letters", keyed=True)


def cells(draw: random.Random, inner: Carried, name: str) -> Carried:
    """Rows as a warehouse answers them."""
    inner.string  # noqa: B018 - text only
    members = [*rows(draw, name), *_counted(draw, 1)]
    names, texts = [key for key, _ in members], [text for _, text in members]
    other = [str(draw.randint(1, 10**6)) for _ in members]
    table = [texts, other] if draw.random() < 0.5 else [texts]
    made = draw.choice(
        (
            {"schema": {"fields": [{"name": key, "type": "STRING"} for key in names]},
             "rows": [{"f": [{"v": text} for text in row]} for row in table]},
            {"ResultSet": {
                "Rows": [{"Data": [{"VarCharValue": text} for text in row]} for row in [names, *table]],
                "ResultSetMetadata": {"ColumnInfo": [{"Name": key, "Type": "varchar"} for key in names]}}},
            {"columnMetadata": [{"name": key, "typeName": "text"} for key in names],
             "records": [[{"stringValue": text} for text in row] for row in table]},
            {"table": {"cols": [{"id": f"c{at}", "label": key} for at, key in enumerate(names)],
                       "rows": [{"c": [{"v": text} for text in row]} for row in table]}},
        )
    )  # fmt: skip
    written = json.dumps(made, ensure_ascii=draw.random() < 0.5)
    return held(inner, written, json_escape(draw), "cells", keyed=True)


def answers(draw: random.Random, inner: Carried, name: str) -> Carried:
    """Answers to a form whose questions stand elsewhere in the document, or beside them."""
    inner.string  # noqa: B018 - text only
    members = [*rows(draw, name, 2, 4), *_counted(draw, 1)]
    asked = [(f"q{draw.randint(10, 99)}{at}", key, text) for at, (key, text) in enumerate(members)]
    made = draw.choice(
        (
            {"definition": {"fields": [{"id": number, "type": "short_text", "title": key} for number, key, _ in asked]},
             "answers": [{"type": "text", "text": text, "field": {"id": number}} for number, _, text in asked]},
            {"questions": [{"id": number, "text": key} for number, key, _ in asked],
             "answers": [{"questionId": number, "answer": text} for number, _, text in asked]},
            {"items": [{"title": key, "questionItem": {"question": {"questionId": number}}} for number, key, _ in asked],
             "answers": {number: {"questionId": number, "textAnswers": {"answers": [{"value": text}]}}
                         for number, _, text in asked}},
            {"answers": [{"questionText": key, "answerText": text} for _, key, text in asked]},
            {"answers": [{"title": key, "answer": text} for _, key, text in asked]},
        )
    )  # fmt: skip
    written = json.dumps({**dict(decoys.pairs(draw, 1)), **made}, ensure_ascii=draw.random() < 0.5)
    return held(inner, written, json_escape(draw), "answers", keyed=True)


SHAPED: dict[str, Wrap] = {"turns": turns, "letters": letters, "cells": cells, "answers": answers}
"""What holds text alone, and names it."""
