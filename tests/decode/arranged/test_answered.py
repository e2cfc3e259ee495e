"""Answers that are called by their questions, which stand elsewhere."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.model import Decoded

Body = Callable[..., Decoded]
ASKED = {"f1": "이메일", "f2": "Your zip code?", "f3": "sex"}
TOLD = {"f1": "a@b.kr", "f2": "06234", "f3": "F"}

TYPEFORM = {"form_response": {
    "definition": {"fields": [{"id": number, "ref": f"r-{number}", "type": "short_text", "title": text} for number, text in ASKED.items()]},
    "answers": [{"type": "text", "text": TOLD[number], "field": {"id": number, "type": "short_text", "ref": f"r-{number}"}} for number in ASKED]}}  # fmt: skip
CHOICES = {"fields": [{"id": number, "title": text} for number, text in ASKED.items()],
           "answers": [{"type": "choice", "choice": {"id": "x", "label": TOLD[number]}, "field": {"id": number}} for number in ASKED]}  # fmt: skip
GOOGLE = {"items": [{"title": text, "questionItem": {"question": {"questionId": number}}} for number, text in ASKED.items()],
          "answers": {number: {"questionId": number, "textAnswers": {"answers": [{"value": TOLD[number]}]}} for number in ASKED}}  # fmt: skip
PLAIN = {"questions": [{"questionId": at, "question": text} for at, text in enumerate(ASKED.values())],
         "answers": [{"questionId": at, "answer": text} for at, text in enumerate(TOLD.values())]}  # fmt: skip
BESIDE = {"answers": [{"questionText": ASKED[number], "answerText": TOLD[number]} for number in ASKED]}
TITLED = {"answers": [{"id": number, "title": ASKED[number], "answer": TOLD[number]} for number in ASKED]}


def keys(body: Body, made: Any) -> dict[str | bytes, str]:
    fields = body(json.dumps(made).encode()).fields
    return {each.value: each.key for each in fields if each.layers == ("json",) and each.value in TOLD.values()}


@pytest.mark.parametrize("made", [TYPEFORM, CHOICES, GOOGLE, PLAIN, BESIDE, TITLED])
def test_an_answer_is_called_by_its_question(body: Body, made: Any) -> None:
    assert keys(body, made) == {"a@b.kr": "이메일", "06234": "Your zip code", "F": "sex"}


def test_the_code_of_a_question_is_no_page(body: Body) -> None:
    fields = body(json.dumps(TYPEFORM).encode()).fields
    assert {each.key for each in fields if str(each.value).startswith("r-")} == {"questionRef"}


@pytest.mark.parametrize(
    "made",
    [
        {"fields": [{"id": 1, "title": "sex"}, {"id": 1, "title": "zip"}, {"id": 2, "title": "x"}],
         "answers": [{"questionId": 1, "answer": "F"}, {"questionId": 1, "answer": "06234"}]},  # one number, two questions
        {"products": [{"id": 7, "title": "email"}], "answers": [{"questionId": 7, "answer": "a@b.kr"}]},  # one alone
        {"products": [{"id": 7, "title": "email"}, {"id": 8, "title": "sex"}], "answered": [{"product": 7, "value": "a@b.kr"}, {"product": 8, "value": "F"}]},
        {"list": [{"title": "sex", "value": "F"}, {"title": "email", "text": "a@b.kr"}]},  # no answers
    ],
)  # fmt: skip
def test_other_values_keep_their_names(body: Body, made: Any) -> None:
    assert set(keys(body, made).values()) <= {"answer", "value", "text"}


@given(
    st.lists(st.tuples(st.integers(0, 4), st.text(max_size=5)), max_size=5),
    st.lists(st.tuples(st.integers(0, 4), st.text(max_size=5)), max_size=5),
)
def test_any_answers_keep_their_values(body: Body, asked: list[tuple[int, str]], told: list[tuple[int, str]]) -> None:
    made = {
        "questions": [{"id": at, "title": text} for at, text in asked],
        "answers": [{"questionId": at, "answer": text} for at, text in told],
    }
    found = [
        each.value
        for each in body(json.dumps(made).encode()).fields
        if each.path.endswith(".answer") and each.layers == ("json",)
    ]
    assert found == [text for _, text in told]
