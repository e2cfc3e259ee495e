"""Answers to what a form asks, where the question stands elsewhere: ``{"fields": [{"id": "f1", "title": "Email"}],
"answers": [{"field": {"id": "f1"}, "text": "a@b.kr"}]}``, as services of surveys hand them on (Typeform, Google Forms).

An answer is called by its question; its path stays that of its place. Question and answer name the same number or code.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from trafficaudit.decode.node import Child

_NUMBERS = frozenset(("id", "ref", "questionId", "question_id", "qid", "fieldId", "field_id", "itemId", "questionNo"))
_TEXTS = ("questionText", "question_text", "questionTitle", "question", "title", "label", "text", "name")
"""What a question is called, those first that are nothing else."""
_REFERENCES = frozenset(("questionId", "question_id", "qid", "fieldId", "field_id", "itemId", "questionNo"))
_NESTED = re.compile(r"(.*?)(?:field|question|item)\.(id|ref)", re.DOTALL).fullmatch
_ANSWERS = (
    "answer", "answerText", "answer_text", "text", "value", "email", "phone_number", "number", "date", "url",
    "choice.label", "textAnswers.answers[0].value", "response",
)  # fmt: skip
_QUESTION = re.compile(r"(?!\d)[\w .,:()/'-]{1,64}[?*:]{0,2}").fullmatch
_GATES = ("nswer", "esponse")
_FEWEST = 2


class _Asked(NamedTuple):
    """A question by its number, and the object that says so."""

    text: str
    place: str


def rename(children: list[Child], paths: str) -> None:
    """Give each answer its question for its key.

    Args:
        children: of one value, in the order of the bytes.
        paths: all of theirs.
    """
    if not any(gate in paths for gate in _GATES):
        return
    objects = _objects(children)
    asked = _asked(children, objects)
    told = [(place, asked[number]) for place, number in _references(children) if number in asked]
    if len({number.text for _, number in told}) < _FEWEST:
        return
    _unmistaken(children, [place for place, _ in told] + [question.place for question in asked.values()])
    for place, question in told:
        if place == question.place:
            continue
        members = objects.get(place, {})
        at = next((members[name] for name in _ANSWERS if name in members), None)
        if at is not None:
            path, _, value, start, end, how = children[at]
            children[at] = path, question.text, value, start, end, how


def _unmistaken(children: list[Child], places: Sequence[str]) -> None:
    """Say of the codes of questions, which services call ``ref``, that they lead to no page."""
    ways = {f"{place}{within}ref" for place in places for within in ("", "field.", "question.", "item.")}
    for at, (path, key, value, start, end, how) in enumerate(children):
        if key == "ref" and path in ways:
            children[at] = path, "questionRef", value, start, end, how


def _objects(children: Sequence[Child]) -> dict[str, dict[str, int]]:
    """Give the members of each object that may be a question or an answer, by its path with the dot."""
    found: dict[str, dict[str, int]] = {}
    wanted = _NUMBERS.union(_TEXTS, (name.rpartition(".")[2] for name in _ANSWERS))
    for at, (path, *_) in enumerate(children):
        place, _, last = path.rpartition(".")
        if last in wanted:
            found.setdefault(f"{place}.", {})[last] = at
            for way in ("choice", "textAnswers.answers[0]"):
                if place.endswith(f".{way}"):
                    found.setdefault(place[: -len(way)], {})[f"{way}.{last}"] = at
    return found


def _asked(children: Sequence[Child], objects: dict[str, dict[str, int]]) -> dict[str, _Asked]:
    """Give the questions by their numbers; of a number that names two nothing is known."""
    found: dict[str, _Asked] = {}
    twice: set[str] = set()
    for place, members in objects.items():
        text = next((str(children[members[name]][2]) for name in _TEXTS if name in members), "")
        if not _QUESTION(text) or place.endswith((".field.", ".choice.")):
            continue
        for name in _NUMBERS & members.keys():
            number = str(children[members[name]][2])
            if number != text:
                if number in found and found[number].text != text:
                    twice.add(number)
                found[number] = _Asked(text.rstrip("?*: "), place)
    for place, number in _google(children):
        item = objects.get(place, {}).get("title")
        if item is not None and _QUESTION(text := str(children[item][2])):
            found[number] = _Asked(text.rstrip("?*: "), place)
    return {number: asked for number, asked in found.items() if number not in twice}


def _google(children: Sequence[Child]) -> list[tuple[str, str]]:
    """Give the items of a form of Google's with the number of their question."""
    way = "questionItem.question.questionId"
    return [(child[0][: -len(way)], str(child[2])) for child in children if child[0].endswith(f".{way}")]


def _references(children: Sequence[Child]) -> list[tuple[str, str]]:
    """Give the objects that say to which question they belong, and its number."""
    found: list[tuple[str, str]] = []
    for path, _, value, *_ in children:
        place, _, last = path.rpartition(".")
        if last in _REFERENCES:
            found.append((f"{place}.", str(value)))
        elif last in ("id", "ref") and (nested := _NESTED(path)):
            found.append((nested[1], str(value)))
    return found
