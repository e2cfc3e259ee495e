from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.decode import Limits
from trafficaudit.model import Decoded

Body = Callable[..., Decoded]


def opened(decoded: Decoded) -> dict[str, str | bytes]:
    return {f.path: f.value for f in decoded.fields if f.layers[-1:] == ("described",)}


@pytest.mark.parametrize(
    "text",
    [
        "User(id=1, email=kim@example.kr, name=홍길동)",
        "User{id=1, email='kim@example.kr', name='홍길동'}",
        "User[id=1, email=kim@example.kr, name=홍길동]",
        'User(id: 1, email: "kim@example.kr", name: "홍길동")',
        "Bundle[{id=1, email=kim@example.kr, name=홍길동}]",
        "kr.shop.User@3f2a{id=1, email=kim@example.kr, name=홍길동}.",
        "D/Login: signed in as User(id=1, email=kim@example.kr, name=홍길동)",
        "User { id = 1, email = kim@example.kr, name = 홍길동 }",
        "User { id: 1, email: kim@example.kr, name: 홍길동 }",
        "signed in: Shop.User { id = 1, email = kim@example.kr, name = 홍길동 }",
        'User(id: Optional(1), email: Optional("kim@example.kr"), name: Optional("홍길동"))',
        'User { id: Some(1), email: Some("kim@example.kr"), name: Some("홍길동") }',
    ],
)
def test_members_go_by_their_names(body: Body, text: str) -> None:
    decoded = body(text.encode())
    assert opened(decoded) == {"id": "1", "email": "kim@example.kr", "name": "홍길동"}
    email = next(f for f in decoded.fields if f.path == "email")
    assert (email.key, email.exact, text.encode()[slice(*email.span)]) == ("email", True, b"kim@example.kr")


def test_what_is_inside_has_its_place_and_commas_do_no_harm(body: Body) -> None:
    text = "Order(user=User(email=kim@example.kr, tags=[a, b]), address=서울, 강남구 (역삼동), 12, memo=, none=null)"
    assert opened(body(text.encode())) == {
        "user.email": "kim@example.kr",
        "user.tags[0]": "a",
        "user.tags[1]": "b",
        "address": "서울, 강남구 (역삼동), 12",
        "none": "null",
    }


def test_structures_within_each_other_with_blanks_before_their_braces(body: Body) -> None:
    text = 'Login { user: User { name: "Kim", tags: ["a"] }, address: Address { zip: "06234", city: Some("Seoul") } }'
    assert opened(body(text.encode())) == {
        "user.name": "Kim", "user.tags[0]": "a", "address.zip": "06234", "address.city": "Seoul",
    }  # fmt: skip


def test_in_a_json_string(body: Body) -> None:
    decoded = body(b'{"log": "User(id=1, email=kim@example.kr)"}')
    assert ("log.email", ("json", "described")) in [(f.path, f.layers) for f in decoded.fields]


@pytest.mark.parametrize(
    "text",
    [
        "f(x=1)",
        "if (a==b, c==d)",
        "query { me: user, you: other }",
        "pub struct User { name: String, age: u8 }",
        "data class User(name: String, age: Int)",
        "body { color: red; margin: 0 }",
        "return { a: 1, b: 2 }",
        "Mozilla/5.0 (Linux; Android 14; SM-S921N) AppleWebKit/537.36 (KHTML, like Gecko)",
        "see the manual (note: this is long)",
        "User(id=1, email=kim@example.kr",
        "function(a, b) { return a }",
        "rgba(0, 0, 0, 0.5)",
        "User(id=1, (email=kim@example.kr))",
        "https://a.kr/x?y=(a=1,b=2)",
    ],
)
def test_calls_prose_and_code_are_none(body: Body, text: str) -> None:
    assert not opened(body(text.encode()))


def test_a_value_in_quoted_printable_begins_with_the_sign_of_a_comparison(body: Body) -> None:
    decoded = body(b"Sent: Row(sku=17, v==EC=84=9C Galaxy)")
    assert opened(decoded) == {"sku": "17", "v": "=EC=84=9C Galaxy"}
    assert "서 Galaxy" in [f.value for f in decoded.fields if f.key == "v"]
    assert not opened(body(b"if (a==AB, b==C)"))


@given(st.text("aU(){}[]=:, '\"1\\홍", max_size=60))
def test_any_text(body: Body, text: str) -> None:
    body(b"User(a=" + text.encode() + b")")
    body(b"User{" + text.encode() + b"}")


@pytest.mark.parametrize("value", ["::ffff:7625:6d98", "/data/user/0", ":80"])
def test_a_value_may_begin_with_a_sign_behind_an_equals_sign(body: Body, value: str) -> None:
    found = {f.key: f.value for f in body(f"User[id=17, ip={value}]".encode()).fields if f.layers == ("described",)}
    assert found == {"id": "17", "ip": value}
    assert not [f for f in body(f"see(http://a.example, b=={value})".encode()).fields if f.layers == ("described",)]


def test_the_bound_on_fields_is_told(body: Body) -> None:
    text = "User(" + ", ".join(f"a{at}={at} (x), (y)" for at in range(20)) + ")"
    decoded = body(text.encode(), limits=Limits(fields=8))
    assert [f.value for f in decoded.fields if f.layers == ("described",)][:2] == ["0 (x), (y)", "1 (x), (y)"]
    assert [gap.cut for gap in decoded.opaque] == ["bound"]
