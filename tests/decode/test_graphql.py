"""Arguments in the text of a GraphQL operation."""

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.model import Decoded

Body = Callable[..., Decoded]

QUERY = """# save it
mutation Save($id: ID!) {
  addAddress(input: {recipient: "김\\u0041", phone: "010-2345-6789", zip: "06234", kind: HOME, floor: 3}, id: $id) {
    id  # "not a value"
    label(note: \"\"\"two "quoted" words\"\"\")
  }
}"""


def _found(body: Body, text: str) -> dict[str, str]:
    document = json.dumps({"query": text}).encode()
    return {f.path: str(f.value) for f in body(document).fields if "graphql" in f.layers}


def test_arguments_by_their_names(body: Body) -> None:
    assert _found(body, QUERY) == {
        "query.Save.addAddress.input.recipient": "김A",
        "query.Save.addAddress.input.phone": "010-2345-6789",
        "query.Save.addAddress.input.zip": "06234",
        "query.Save.addAddress.input.kind": "HOME",
        "query.Save.addAddress.input.floor": "3",
        "query.Save.addAddress.label.note": 'two "quoted" words',
    }


def test_objects_of_a_list_stand_by_their_places(body: Body) -> None:
    text = 'mutation { log(ids: ["a", "b"], wifi: [{name: "c", at: {x: 1}}, {name: "d"}], last: {name: "e"}) { ok } }'
    assert _found(body, text) == {
        "query.mutation.log.ids": "a",
        "query.mutation.log.ids[1]": "b",
        "query.mutation.log.wifi[0].name": "c",
        "query.mutation.log.wifi[0].at.x": "1",
        "query.mutation.log.wifi[1].name": "d",
        "query.mutation.log.last.name": "e",
    }


def test_truths_are_values(body: Body) -> None:
    text = "mutation { join(adsAgreed: true, night: false, ref: null, kind: other) { id, mine: true_name } }"
    assert _found(body, text.replace("kind", 'mail: "a@b.example", kind')) == {
        "query.mutation.join.adsAgreed": "true",
        "query.mutation.join.night": "false",
        "query.mutation.join.mail": "a@b.example",
    }


def test_a_value_stands_where_it_is_written(body: Body) -> None:
    raw = b'{ user(email: "kim@example.kr") { id } }'
    (email,) = [f for f in body(raw, "application/graphql").fields if "graphql" in f.layers]
    assert (email.key, raw[slice(*email.span)], email.exact) == ("email", b"kim@example.kr", True)


@pytest.mark.parametrize(
    "text",
    [
        "query Me { me { id name } }",
        "query Me($email: String!) { user(email: $email) { id } }",
        'a query (of mine: "kim")',
        "{ not json at all",
        "mutation of a gene (it: is)",
    ],
)
def test_near_misses(body: Body, text: str) -> None:
    assert _found(body, text) == {}


@given(st.text(alphabet='(){}[]":,$# \\n\\\\aB1-', max_size=60))
def test_any_text(body: Body, text: str) -> None:
    body(f'mutation {{ a(b: "{text}'.encode(), "application/graphql")
    body(("query Q(" + text).encode())


def test_escapes_of_one_argument_are_not_those_of_the_operation(body: Body) -> None:
    text = b'mutation { save(to: "https://m.example/d?at=37.5%2C127.0&mail=kim%40example.kr", n: 1) { id } }'
    assert {field.layers[0] for field in body(text).fields if field.layers} == {"graphql"}
    cut = body(text[:-6]).fields  # nor of what is left of it: they are the address's
    assert {field.layers[0] for field in cut if field.layers} == {"graphql"}
    assert [field.value for field in cut if field.key == "mail"] == ["kim@example.kr"]


def test_variables_are_no_values_however_the_operation_is_read(body: Body) -> None:
    operation = "mutation Login($userId: String!, $password: String!) {\n  login(userId: $userId, password: $password, orderNo: $no) { token }\n}"
    for text in (
        operation,
        "query($id: ID!) { order(orderId: $id, userId: $u) { id } }",
        "{ order(id: $id, zip: $zip) { id } }",
    ):
        assert [f.path for f in body(json.dumps({"query": text}).encode()).fields if f.path != "$"] == ["query"]


def test_a_variable_has_the_value_that_stands_behind_its_type(body: Body) -> None:
    raw = b'query U($email: String! = "kim@example.kr", $n: [Int!] = 7, $sex: Sex = FEMALE, $in: In!) { me(in: $in) { id } }'
    assert [(f.path, f.key, f.value) for f in body(raw, "application/graphql").fields if "graphql" in f.layers] == [
        ("U.email", "email", "kim@example.kr"), ("U.n", "n", "7"), ("U.sex", "sex", "FEMALE"),
    ]  # fmt: skip
    assert not [f for f in body(b"let total = price(a: b) = 3").fields if "graphql" in f.layers]
