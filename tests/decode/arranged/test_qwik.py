"""What Qwik 1.20.1 wrote, and what looks like it."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.samples import exchange

from trafficaudit.decode import decode
from trafficaudit.model import Decoded, Message

Body = Callable[..., Decoded]

CALL = (
    '{"_entry":"d","_objs":["두초샘","a@b.kr","x","y",["2","3"],7,true,null,"\\u0001","06234",{"zip":"9"},{"fullName":"0",'
    '"email":"1","tags":"4","n":"5","ok":"6","no":"7","u":"8","address":"a"},"second",["b","c"]]}'
)
STATE = '{"refs":{"1":"2!"},"ctx":{"2":{"h":"[]"}},"objs":["a@b.kr","alone",{"email":"0"},{"own":"2!","self":"3"}],"subs":[]}'


def read(decoded: Decoded) -> list[tuple[str, str, str | bytes]]:
    return [(each.path, each.key, each.value) for each in decoded.fields if each.layers == ("json", "qwik")]


def test_values_stand_where_the_names_around_them_lead(body: Body) -> None:
    assert read(body(CALL.encode())) == [
        ("[0].fullName", "fullName", "두초샘"), ("[0].email", "email", "a@b.kr"), ("[0].tags[0]", "tags", "x"),
        ("[0].tags[1]", "tags", "y"), ("[0].n", "n", "7"), ("[0].ok", "ok", "true"), ("[0].no", "no", "null"),
        ("[0].u", "u", "\x01"), ("[0].address.zip", "zip", "06234"), ("[1]", "", "second"),
    ]  # fmt: skip


def test_the_state_of_a_page(body: Body) -> None:
    found = read(body(STATE.replace('"self":"3"', '"n":"1"').encode()))
    assert ("objs[3].own.email", "email", "a@b.kr") in found
    assert ("objs[3].n", "n", "alone") in found
    assert ("refs.1", "1", "2!") in found
    assert ("objs[3].own.email", "email", "a@b.kr") in read(body(STATE.encode()))  # which names itself


@pytest.mark.parametrize(
    "raw",
    [
        '{"_entry":"0","_objs":["a@b.kr"]}',
        '{"_entry":"1","_objs":["a@b.kr",{"email":"a@b.kr"}]}',
        '{"refs":{},"objs":[{"email":"a@b.kr"}]}',
        '{"entry":"1","_objs":["a@b.kr",{"email":"0"}]}',
    ],
)
def test_what_only_looks_like_it(body: Body, raw: str) -> None:
    decoded = body(raw.encode())
    assert not read(decoded)
    assert "a@b.kr" in [field.value for field in decoded.fields]


@given(st.lists(st.sampled_from(['"x"', "7", '["0","1"]', '{"a":"0"}', '{"b":"2!"}', '["3"]', "[]", "{}"]), max_size=6))
def test_any_such_list_is_read(objects: list[str]) -> None:
    raw = ('{"_entry":"0","_objs":[' + ",".join(objects) + "]}").encode()
    assert decode(exchange(request=Message(body=raw, body_size=len(raw)))).fields
