"""Names with the way to a value in them: who is called by the last of them, and who is not."""

import doctest
import json
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.samples import exchange

from trafficaudit.decode import decode
from trafficaudit.decode.arranged import nested_names
from trafficaudit.decode.arranged.nested_names import by_own_names, nested
from trafficaudit.decode.node import Child
from trafficaudit.model import Message


@pytest.mark.parametrize(
    ("name", "names"),
    [
        ("user[phone]", ("user", "phone")),
        ("user[tel][]", ("user", "tel")),
        ("user[tel][0]", ("user", "tel")),
        ("items[0].name", ("items", "name")),
        ("$set.email", ("$set", "email")),
        ("수령인[전화]", ("수령인", "전화")),
        ("phone", ()),
        ("a[b", ()),
        ("a]b[", ()),
        ("[a]", ()),
        ("a..b", ()),
        ("1.2.3.4", ()),
        ("kim@example.kr", ()),
        ("Hello. World", ()),
        ("order[" + "entry][" * 30 + "phone]", ("order", *("entry",) * 30, "phone")),
        ("a." * 2048 + "b", ()),
    ],
)
def test_a_name_is_nested_of_those_that_lead_to_its_value(name: str, names: tuple[str, ...]) -> None:
    assert nested(name) == names


def test_the_examples_of_the_docstrings_hold() -> None:
    failed, tried = doctest.testmod(nested_names)
    assert tried > 0
    assert failed == 0


@given(st.text("ab0.[]$é ", max_size=40))
def test_any_name_is_nested_of_none_or_of_names(name: str) -> None:
    assert all(each and not set(".[]") & set(each) and not each.isdigit() for each in nested(name))


def keys(body: bytes, content_type: bytes) -> dict[str, str]:
    made = exchange(request=Message(((b"content-type", content_type),), body, body_size=len(body)))
    return {field.path: field.key for field in decode(made).fields if field.part == "body" and field.path != "$"}


def test_the_path_shows_the_name_as_it_was_written() -> None:
    form = urlencode([("device[ids][0]", "x"), ("user.phone", "1"), ("tel", "2")]).encode()
    told = {'["device[ids][0]"]': "ids", '["user.phone"]': "phone", "tel": "tel"}
    assert keys(form, b"application/x-www-form-urlencoded") == told
    document = json.dumps({"ai.device.model": "SM-S931N"}).encode()
    assert keys(document, b"application/json") == {'["ai.device.model"]': "model"}


def test_a_dot_in_the_name_of_a_header_or_cookie_leads_nowhere() -> None:
    child = ('["ASP.NET_SessionId"]', "ASP.NET_SessionId", "abc", 0, 3, True)
    assert by_own_names([child], "cookie") == by_own_names([child], "header") == [child]
    assert by_own_names([child], "body")[0][1] == "NET_SessionId"


def test_a_name_that_is_the_value_stays_whole_and_the_list_as_it_was() -> None:
    name = "events[0][identifiers][sessionId]"
    path = f'["{name}"]'
    children: list[Child] = [(path, name, name, 0, 3, True), (path, name, "x", 4, 5, True)]
    assert [child[1] for child in by_own_names(children, "body")] == [name, "sessionId"]
    assert children[1][1] == name


def test_a_name_that_stands_beside_its_value_stays_whole() -> None:
    child: Child = ("attributes[0].value", "device.os.version", "16", 0, 2, True)
    assert by_own_names([child], "body") == [child]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("data[0][name]", "data[0][value]"),
        ("attr.0.key", "attr.0.value"),
        ("Attribute.1.Name", "Attribute.1.Value"),
        ("MessageAttributes.entry.1.Name", "MessageAttributes.entry.1.Value.StringValue"),
    ],
)
def test_an_entry_of_a_form_is_called_by_its_name(name: str, value: str) -> None:
    children: list[Child] = [(f'["{key}"]', key, said, 0, 0, True) for key, said in ((name, "zip"), (value, "06234"))]
    assert [child[1] for child in by_own_names(children, "body")][1] == "zip"
    assert [child[1] for child in by_own_names(children[1:], "body")] == [
        value.rsplit(".", maxsplit=1)[-1].rstrip("]").split("[")[-1]
    ]
