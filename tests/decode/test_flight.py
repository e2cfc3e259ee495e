"""Rows of React's Flight and of the AI SDK's data stream."""

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.model import Decoded

Body = Callable[..., Decoded]
LABEL = "text/x-component"
STREAM = 'f:{"messageId":"m"}\n0:"Hel"\n0:"lo \\ud55c"\n2:[{"zip":"06234"}]\n9:{"toolCallId":"c","args":{"sex":"F"}}\nd:{"finishReason":"stop"}\n'
FLIGHT = '1:I["(app)/x.js",["12"],""]\n2:Tc,a:b "c"\n3:d\n0:["$","div",null,{"user":{"sex":"F"}}]\n5:null\n6:HL["/a.css","style"]\n'


def found(body: Body, text: str, label: str = "text/plain") -> dict[str, str | bytes]:
    fields = body(text.encode(), label).fields
    assert all(text.encode()[slice(*f.span)].decode() == f.value for f in fields if f.exact)
    return {each.path: each.value for each in fields if each.layers[:1] == ("flight",)}


def test_what_a_model_says_is_told_by_its_numbers(body: Body) -> None:
    told = found(body, STREAM)
    assert {path: told[path] for path in ("0", "0[1]", "2[0].zip", "9.args.sex", "d.finishReason")} == {
        "0": "Hel", "0[1]": "lo 한", "2[0].zip": "06234", "9.args.sex": "F", "d.finishReason": "stop",
    }  # fmt: skip
    assert {each.key for each in body(STREAM.encode(), "text/plain").fields if each.path in ("0", "0[1]")} == {"delta"}


@pytest.mark.parametrize("label", ["text/plain", LABEL, ""])
def test_what_components_are_handed(label: str, body: Body) -> None:
    told = found(body, FLIGHT, label)
    assert (told["0[3].user.sex"], told["2"], told["5"], told["6[0]"]) == ("F", 'a:b "c"\n3:d\n'[:12], "null", "/a.css")


def test_the_first_row_may_have_a_number_that_begins_with_a_letter(body: Body) -> None:
    told = found(body, 'b:I["(app)/page.js",["3"],""]\n35:{"sex":"F"}\n')
    assert (told["b[0]"], told["35.sex"]) == ("(app)/page.js", "F")


def test_the_first_row_may_be_text_under_a_letter_where_the_next_is_plainly_a_row(body: Body) -> None:
    for start in ("a", "f", "be"):
        told = found(body, f'{start}:"u-58213077"\n4b:I["(app)/page.js",["3"],""]\n3:{{"n":61}}\n')
        assert (told[start], told["3.n"]) == ("u-58213077", "61")
    for text in ('a:"one"\nb:"two"\n', 'a:"one"\nc:{"n":1}\n', 'k:"one"\n4:{"n":1}\n', 'a:"one"\n'):
        assert found(body, text) == {}


def test_one_row_needs_a_label(body: Body) -> None:
    assert found(body, '0:{"user":{"sex":"F"}}\n', LABEL)["0.user.sex"] == "F"
    assert not found(body, '0:{"user":{"sex":"F"}}\n')


def test_what_follows_the_last_row_is_read(body: Body) -> None:
    assert found(body, '0:"a"\n1:{"b":2}\n{"zip":"06234"}')["rest.zip"] == "06234"


@pytest.mark.parametrize(
    "text",
    ["10:30\n11:45\n", 'a:"x"\nb:"y"\n', 'ad:"x"\nfeed:[1]\n', "12:hello,5:world,", 'a:1:{i:0;s:1:"x";}', '97:0{"sid":"a"}2:40', '0:"a" and\n1:"b" so\n', '{"0":"a"}\n{"1":"b"}'],
)  # fmt: skip
def test_near_misses(text: str, body: Body) -> None:
    assert not found(body, text)


@given(st.lists(st.text(st.characters(codec="utf-8"), min_size=1, max_size=20), min_size=1, max_size=6))
def test_every_text_is_given(body: Body, texts: list[str]) -> None:
    rows = "".join(f"{at:x}:{json.dumps(text)}\n" for at, text in enumerate(texts, 1))
    fields = body(('0:[""]\n' + rows).encode(), "text/plain").fields
    told = {each.path: each.value for each in fields if each.layers == ("flight",)}
    assert [told[f"{at:x}"] for at in range(1, len(texts) + 1)] == texts
