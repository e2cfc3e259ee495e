"""Each answer is a line; a query without one is a line as well."""

from mitmproxy.test import tflow

from trafficaudit.recording.dnsanswers import answers
from trafficaudit.recording.frames import Dns

STATE = tflow.tdnsflow(resp=True).get_state()


def test_answers_name_the_query_and_the_data() -> None:
    found = list(answers(Dns("d", "c", "s", "login", 1.0, None, STATE["request"], STATE["response"])))
    assert [(line["query"], line["query_type"], line["type"], line["answer"]) for line in found] == [
        ("dns.google", "A", "A", "8.8.8.8"),
        ("dns.google", "A", "A", "8.8.4.4"),
    ]
    assert found[0]["phase"] == "login"


def test_a_query_that_failed() -> None:
    (line,) = answers(Dns("d", "c", "s", "", 1.0, {"msg": "no route"}, STATE["request"], None))
    assert (line["answer"], line["error"], line["query"]) == (None, "no route", "dns.google")


def test_a_message_that_is_none_gives_a_line_that_says_so() -> None:
    (line,) = answers(Dns("d", "c", "s", "", 1.0, None, {"questions": 5}, None))
    assert (line["answer"], line["error"]) == (
        None,
        "the questions cannot be read: a DNS message without a list of records",
    )


def test_an_answer_that_is_none_leaves_what_was_asked() -> None:
    whole, broken = STATE["response"]["answers"][0], {"name": "x"}
    said = {"response_code": 2, "answers": [whole, broken]}
    line, after = answers(Dns("d", "c", "s", "", 1.0, None, STATE["request"], said))
    assert after["answer"] == "8.8.8.8", "what stands before it"
    assert (line["query"], line["response_code"], line["answer"]) == ("dns.google", 2, None)
    assert line["error"] == "the answers cannot be read: a DNS record without a type"


def test_of_several_questions_the_first_is_named() -> None:
    first = STATE["request"]["questions"][0]
    asked = STATE["request"] | {"questions": [first, first | {"name": "other.example"}]}
    (line,) = answers(Dns("d", "c", "s", "", 1.0, None, asked, None))
    assert line["query"] == "dns.google"
