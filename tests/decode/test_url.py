from collections.abc import Callable
from urllib.parse import quote, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.decode import decode
from trafficaudit.model import Decoded, Exchange, Field

Body = Callable[..., Decoded]
Build = Callable[..., Exchange]
Check = Callable[[Exchange, Decoded], None]


def urls(decoded: Decoded) -> dict[str, Field]:
    return {f.path: f for f in decoded.fields if f.part == "url"}


def test_parts_of_a_request(exchange: Build, check: Check) -> None:
    url = "https://user:pw@api.example.kr/v1/users/kim%40example.kr?email=kim%40example.kr&x=%25ED%2599%258D&flag#state=abcdef"
    made = exchange(url=url)
    decoded = decode(made)
    check(made, decoded)
    fields = urls(decoded)
    assert fields["path[2]"].value == "kim@example.kr"
    assert fields["path[2]"].layers == ("url",)
    assert (fields["query.email"].value, fields["query.email"].layers) == ("kim@example.kr", ("query",))
    assert url[slice(*fields["query.email"].span)] == "kim%40example.kr"
    assert (fields["query.x"].value, fields["query.x"].layers) == ("홍", ("query", "percent"))
    assert fields["query"].value == "flag"
    assert fields["userinfo"].value == "user:pw"
    assert fields["fragment.state"].value == "abcdef"


@given(st.lists(st.tuples(st.text("abcdef", min_size=1, max_size=5), st.text(max_size=10)), min_size=1, max_size=5))
def test_query_round_trip(exchange: Build, check: Check, pairs: list[tuple[str, str]]) -> None:
    made = exchange(url="https://h.example/p?" + urlencode(pairs))
    decoded = decode(made)
    check(made, decoded)
    found = [
        (f.key, f.value if isinstance(f.value, str) else f.value.decode())
        for f in decoded.fields
        if f.layers == ("query",)
    ]
    assert found == pairs


def test_url_in_a_value(body: Body) -> None:
    inner = "https://t.example/c?adid=" + quote("https://u.example/?email=kim%40example.kr", safe="")
    raw = b'{"link": "' + inner.encode() + b'"}'
    field = next(f for f in body(raw).fields if f.value == "kim@example.kr")
    assert field.path == "link.query.adid.query.email"
    assert field.layers == ("json", "url", "query", "url", "query")
    assert raw[slice(*field.span)] == b"kim%2540example.kr"


def test_relative_and_app_links(body: Body) -> None:
    decoded = body(b'["/p/detail?id=abc-123", "shopping://open?user=kim.seo"]')
    assert {"abc-123", "kim.seo"} <= {f.value for f in decoded.fields if f.layers[-1:] == ("query",)}


def test_no_url_for_messages(exchange: Build) -> None:
    assert not urls(decode(exchange(url="wss://h.example/?id=1", protocol="websocket")))


@given(st.text(max_size=60))
def test_any_text(exchange: Build, check: Check, text: str) -> None:
    for url in (text, "https://h.example/" + text, "https://h.example?" + text):
        made = exchange(url=url)
        check(made, decode(made))


@pytest.mark.parametrize(
    ("path", "key"),
    [
        ("/v1/users/83920174/orders", "userId"),
        ("/Members/9f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b", "userId"),
        ("/zip/06234", "zipcode"),
        ("/phones/01023456789", "phone"),
        ("/phone/13912345678", "phone"),
        ("/phone/5d41402abc4b2a76b9719d911017c592", "phone"),
        ("/send-otp/+821023456789/", "phone"),
        ("/+821023456789", "phone"),
        ("/email/kim%40example.kr", "email"),
    ],
)
def test_a_segment_goes_by_the_one_before_it(exchange: Build, path: str, key: str) -> None:
    fields = decode(exchange(url=f"https://api.example.kr{path}")).fields
    assert [f.key for f in fields if f.path.startswith("path[") and f.key] == [key]


@pytest.mark.parametrize(
    "path",
    [
        "/users/me",
        "/users/v2",
        "/users/list",
        "/users/2fa",
        "/items/83920174",
        "/83920174",
        "/zip/codes",
        "/phone/422893473",
        "/tel/20261127153000",
        "/user/page2",
    ],
)
def test_a_programs_own_words_go_by_none(exchange: Build, path: str) -> None:
    assert not [
        f for f in decode(exchange(url=f"https://api.example.kr{path}")).fields if f.path.startswith("path[") and f.key
    ]


def test_a_value_that_is_cut_over_the_labels_of_a_host(exchange: Build) -> None:
    written = b"kim.haram@example.kr".hex()
    sent = exchange(url=f"https://{written[:20]}.{written[20:]}.t.example/x?y=1")
    found = [field for field in decode(sent).fields if field.value == "kim.haram@example.kr"]
    assert [(field.path, field.layers) for field in found] == [("host[0:2]", ("url", "hex"))]
    assert all(not field.path.startswith("host") for field in decode(exchange(url="https://api.shop.example/x")).fields)


def test_parameters_of_a_segment_are_told_apart_before_their_escapes_are_undone(exchange: Build, check: Check) -> None:
    url = "https://h.example/v1/show;note=a%3Bb%2Fc;u=%7B%22mail%22%3A%22kim%40example.kr%22%7D;v=1/x;%41"
    made = exchange(url=url)
    decoded = decode(made)
    check(made, decoded)
    fields = urls(decoded)
    assert [fields[path].value for path in ("path[0]", "path[1]", "path[1].note", "path[1].v", "path[2]")] == [
        *("v1", "show", "a;b/c", "1", "x;A")
    ]
    assert (fields["path[1].note"].key, fields["path[1].note"].layers) == ("note", ("url",))
    assert url[slice(*fields["path[1].note"].span)] == "a%3Bb%2Fc"
    assert url[slice(*fields["path[1].u.mail"].span)] == "kim%40example.kr"


@pytest.mark.parametrize("path", ["/a;b=c", "/a;b", "/a%20b", "/;;=%41", "/a%3Bb=c"])
def test_other_segments_stay_one(exchange: Build, path: str) -> None:
    fields = urls(decode(exchange(url=f"https://h.example{path}")))
    assert [each for each in fields if each.startswith("path[0]") and fields[each].layers == ("url",)] == ["path[0]"]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("/p?a=1;email=kim%40example.kr;+b=x%3By", {"query.a": "1", "query.email": "kim@example.kr", "query.b": "x;y"}),
        ("/p?a=1;b&c=2", {"query.a": "1;b", "query.c": "2"}),
        ("/p/tel=%2B82106274/lat=37.5,lng=127.0/x", {"path.tel": "+82106274", "path.lat": "37.5", "path.lng": "127.0"}),
        ("/p/a=1,2/ab=/x==", {"path.a": "1,2", "path[2]": "ab=", "path[3]": "x=="}),
        ("/p#tel=%2B82106274&n=a%26b", {"fragment.tel": "+82106274", "fragment.n": "a&b"}),
        ("/p#!/order?no=1&n=a%26b", {"fragment": "!/order", "fragment.no": "1", "fragment.n": "a&b"}),
        ("/p#section-2", {"fragment": "section-2"}),
        (
            "/p#Intent;scheme=shop;S.name=%ED%91%9C%3B;i.no=7;end",
            {"fragment.scheme": "shop", "fragment.name": "표;", "fragment.no": "7"},
        ),
    ],
)
def test_pairs_are_told_apart_before_their_escapes_are_undone(
    exchange: Build, check: Check, url: str, expected: dict[str, str]
) -> None:
    made = exchange(url="https://h.example" + url)
    decoded = decode(made)
    check(made, decoded)
    fields = urls(decoded)
    assert {path: fields[path].value for path in expected} == expected
