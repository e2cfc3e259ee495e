"""Lists whose values name each other by their places, as the libraries wrote them."""

import json
from collections.abc import Callable

import pytest

from trafficaudit.model import Decoded

Body = Callable[..., Decoded]

PERSON = [
    ("user.email", "email", "a@b.kr"), ("user.phone", "phone", "010-3010-2646"), ("user.tags[0]", "tags", "새"),
    ("user.tags[1]", "tags", "a@b.kr"), ("at", "at", "2026-11-20T03:04:05.000Z"), ("vip", "vip", "true"), ("n", "n", "7"),
]  # fmt: skip
DEVALUE = (  # devalue 6.0.3, stringify
    '[{"user":1,"at":6,"vip":7,"n":8,"none":-1},{"email":2,"phone":3,"tags":4},"a@b.kr","010-3010-2646",[5,2],"새",'
    '["Date","2026-11-20T03:04:05.000Z"],true,7]'
)
TURBO = (  # turbo-stream 2.4.1, encode
    '[{"_1":2,"_10":11,"_12":13,"_14":15,"_16":-7},"user",{"_3":4,"_5":6,"_7":8},"email","a@b.kr","phone","010-3010-2646",'
    '"tags",[9,4],"새","at",["D",1795143845000],"vip",true,"n",7,"none"]\n'
)
FLATTED = (  # flatted 3.4.4, stringify
    '[{"user":"1","at":"2","vip":true,"n":7},{"email":"3","phone":"4","tags":"5"},"2026-11-20T03:04:05.000Z","a@b.kr",'
    '"010-3010-2646",["6","3"],"새"]'
)


def read(decoded: Decoded) -> list[tuple[str, str, str | bytes]]:
    return [(each.path, each.key, each.value) for each in decoded.fields if each.layers == ("json", "indexed")]


@pytest.mark.parametrize("raw", [DEVALUE, TURBO, FLATTED])
def test_values_stand_where_they_are_led_to(body: Body, raw: str) -> None:
    found = read(body(raw.encode()))
    expected = [(path, key, "1795143845000" if raw is TURBO and key == "at" else value) for path, key, value in PERSON]
    assert sorted(found) == sorted(expected)
    assert not [field for field in body(raw.encode()).fields if field.layers == ("json",)]


def test_spans_are_those_of_the_values(body: Body) -> None:
    for field in body(DEVALUE.encode()).fields:
        if field.layers:
            assert DEVALUE.encode()[slice(*field.span)].decode() == field.value


def test_what_a_tag_stands_before(body: Body) -> None:
    """As Nuxt marks state, and devalue writes maps, sets and objects without a prototype."""
    raw = '[["Reactive",1],{"m":2,"s":5,"o":7},["Map",3,4],"zip","06234",["Set",6,4],"x",["null","sex",8],"F"]'
    assert read(body(raw.encode())) == [
        ("m.zip", "zip", "06234"), ("s[0]", "s", "x"), ("s[1]", "s", "06234"), ("o.sex", "sex", "F"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "document",
    [
        [{"page": 1, "size": 20, "of": 300, "n": 2}, "x", "y"],
        [{"a": 1, "b": 2, "c": 3, "d": 4}, "w", "x", "y"],
        [{"a": 1, "b": 2, "c": 3, "d": 1}, "x", "y", "z", "unnamed"],
        [{"a": 1, "b": {"c": 2}, "d": 3, "e": 4}, "x", "y", "z", "w"],
        [{"a": 1, "b": 2.5, "c": 1, "d": 1}, "x"],
        [[1, 2, 3, 4], "x", "y", {"z": "w"}, 5],
        [{"id": 1, "email": "a@b.kr"}, {"id": 2, "email": "c@d.kr"}],
    ],
)
def test_other_lists_are_json(body: Body, document: object) -> None:
    decoded = body(json.dumps(document).encode())
    found = [field for field in decoded.fields if field.layers == ("json",)]
    assert read(decoded) == []
    assert found


def test_values_that_name_each_other_in_a_circle_end(body: Body) -> None:
    raw = b'[{"a":1,"b":2},{"self":0,"again":1,"name":3},"x","y"]'
    assert read(body(raw)) == [("a.name", "name", "y"), ("b", "b", "x")]


def test_what_doubles_at_each_level_ends(body: Body) -> None:
    rows: list[object] = [{"a": at + 1, "b": at + 1} for at in range(60)]
    decoded = body(json.dumps([*rows, [60, 61], "x"]).encode())
    assert decoded.opaque


def test_what_is_too_deep_is_read_as_json(body: Body) -> None:
    rows: list[object] = [{"a": at + 1} for at in range(80)]
    decoded = body(json.dumps([*rows, "x"]).encode())
    assert read(decoded) == []
    assert "x" in [field.value for field in decoded.fields if field.layers == ("json",)]


def test_what_was_promised_goes_on_in_the_list(body: Body) -> None:
    """turbo-stream 2.4.1 of ``{u: Promise, n: Promise, e: Promise}``, the last of which failed."""
    raw = (
        '[{"_1":2,"_3":4,"_5":6},"u",["P",2],"n",["P",4],"e",["P",6]]\nP2:[{"_8":9,"_10":11,"_12":13},"email","a@b.kr","tags",'
        '[9,"x"],"none",{}]\nP4:[{"_8":15},"010-3010-2646"]\nE6:[["E",17],"no such user"]\n'
    )
    raw = raw.replace('[9,"x"]', "[9]")
    assert read(body(raw.encode())) == [
        ("u.email", "email", "a@b.kr"), ("u.tags[0]", "tags", "a@b.kr"), ("n.email", "email", "010-3010-2646"),
        ("e", "e", "no such user"),
    ]  # fmt: skip


def test_what_follows_and_was_not_promised_is_kept(body: Body) -> None:
    raw = DEVALUE + "\nP5:[bad, b@c.kr"
    assert "a@b.kr" in [field.value for field in body(raw.encode()).fields]
    assert any("b@c.kr" in str(field.value) for field in body(raw.encode()).fields if field.layers)
    promise = '[{"_1":2,"_3":4},"u",["P",2],"n",["P",4]]\n'
    cut = body((promise + 'P2:[{"_6":7,"_8":9},"zip","06234","email","b@c').encode())
    assert [(path, value) for path, _, value in read(cut)] == [("u.zip", "06234"), ("u.email", "b@c")]
    assert [each.reason for each in cut.opaque] == ["the JSON text ends before its last bracket"]


def test_lists_that_members_of_a_page_hold(body: Body) -> None:
    """As SvelteKit 2 sends the data of a page, and what it promised, in lines of JSON."""
    page = '{"type":"data","nodes":[null,{"type":"data","data":' + DEVALUE + ',"uses":{"url":1}}]}'
    expected = [(f"nodes[1].data.{path}", key, value) for path, key, value in PERSON]
    rest = [("type", "type", "data"), ("nodes[0]", "nodes", "null"), ("nodes[1].type", "type", "data")]
    rest.append(("nodes[1].uses.url", "url", "1"))
    assert sorted(read(body(page.encode()))) == sorted(expected + rest)
    chunk = '\n{"type":"chunk","id":1,"data":' + DEVALUE + "}\n"
    found = read(body((page + chunk).encode()))
    assert ("[0].nodes[1].data.user.email", "email", "a@b.kr") in found
    assert ("[1].data.user.email", "email", "a@b.kr") in found


def test_lists_of_other_documents_stay(body: Body) -> None:
    raw = b'{"type":"data","nodes":[{"type":"data","data":[{"page":1,"size":20},"x",{"n":7}]}]}'
    assert not read(body(raw))
    assert ("nodes[0].data[0].page", "20") not in [(field.path, field.value) for field in body(raw).fields]


def test_no_place_is_promised_that_holds_something_else(body: Body) -> None:
    decoded = body((TURBO + 'P16:[{"_18":19},"zip","06234"]').encode())
    assert ("user.email", "email", "a@b.kr") in read(decoded)
    assert "06234" in [field.value for field in decoded.fields]
