from trafficaudit.model import Message
from trafficaudit.readers.har.headers import EntryGaps, cookie_header, headers_of, set_cookies, sized, wrong


def test_headers_of_either_notation_in_order() -> None:
    notes = EntryGaps("c", 4, 99, 100)
    found = headers_of([{"name": "A", "value": "1"}, ["b", "2"], {"name": "c", "value": 3}], "request.headers", notes)
    assert found == ((b"A", b"1"), (b"b", b"2"), (b"c", b"3"))
    assert not notes.gaps


def test_cookies_that_a_browser_wrote_into_one_header_are_several() -> None:
    notes = EntryGaps("c", 4, 99, 100)
    both = [{"name": "Set-Cookie", "value": "a=1; Path=/\nb=2; Path=/"}, {"name": "x", "value": "1\n2"}]
    assert headers_of(both, "response.headers", notes) == (
        (b"Set-Cookie", b"a=1; Path=/"),
        (b"Set-Cookie", b"b=2; Path=/"),
        (b"x", b"1\n2"),
    )
    assert headers_of([["set-cookie", ""]], "response.headers", notes) == ((b"set-cookie", b""),)


def test_values_of_one_name_that_stand_in_a_list_are_joined_and_cookies_are_several() -> None:
    notes = EntryGaps("c", 4, 99, 100)
    listed = [
        {"name": "content-type", "value": ["application/json"]},
        {"name": "accept", "value": ["text/html", "*/*"]},
        {"name": "set-cookie", "value": ["a=1; Path=/", "b=2"]},
    ]
    assert headers_of(listed, "request.headers", notes) == (
        (b"content-type", b"application/json"),
        (b"accept", b"text/html, */*"),
        (b"set-cookie", b"a=1; Path=/"),
        (b"set-cookie", b"b=2"),
    )
    assert not notes.gaps
    assert headers_of([{"name": "x", "value": []}, {"name": "x", "value": [5]}], "request.headers", notes) == ()
    assert len(notes.gaps) == 2


def test_what_is_no_header_is_noted() -> None:
    notes = EntryGaps("c", 4, 99, 100)
    odd = [5, None, [], ["a"], {"name": 1, "value": "x"}, {"name": "x"}]
    assert headers_of(odd, "request.headers", notes) == ()
    assert headers_of("x", "request.headers", notes) == headers_of(None, "request.headers", notes) == ()
    assert [gap.position for gap in notes.gaps] == [4] * 8
    assert [gap.reason for gap in notes.gaps[-2:]] == [
        "entry 4: request.headers is no list",
        "entry 4: request.headers is missing",
    ]


def test_cookies_stand_in_for_headers_that_are_not_there() -> None:
    notes = EntryGaps("c", 4, 99, 100)
    cookies = [{"name": "a", "value": "1"}, {"name": "b", "value": "2"}]
    assert cookie_header(cookies, (), notes) == ((b"cookie", b"a=1; b=2"),)
    beside = cookie_header([5], ((b"Cookie", b"x"),), notes), set_cookies("x", ((b"Set-Cookie", b"x"),), notes)
    assert beside == ((), ((b"Set-Cookie", b"x"),))
    assert (cookie_header([], (), notes), cookie_header(None, (), notes)) == ((), ())
    assert set_cookies(cookies, (), notes) == ((b"set-cookie", b"a=1"), (b"set-cookie", b"b=2"))
    assert not notes.gaps


def test_cookies_whose_headers_were_joined_by_a_comma_are_all_there() -> None:
    """WebKit's headers are a map: of two of one name it makes one, and lists both cookies."""
    notes = EntryGaps("c", 4, 99, 100)
    cookies = [{"name": "a", "value": "1"}, {"name": "b", "value": "2"}]
    date, joined = (b"Date", b"x, b=3"), (b"Set-Cookie", b"a=1; Path=/; HttpOnly, b=2; Path=/")
    parted = (b"Set-Cookie", b"a=1; Path=/; HttpOnly"), (b"Set-Cookie", b"b=2; Path=/")
    assert set_cookies(cookies, (date, joined), notes) == (date, *parted)
    other = {"name": "c", "value": "3"}
    assert set_cookies([*cookies, other], (joined,), notes) == (*parted, (b"set-cookie", b"c=3"))
    assert set_cookies(cookies, (joined, joined), notes) == (joined, joined)
    assert set_cookies(cookies[:1], (joined,), notes) == (joined,)
    assert set_cookies([{"name": "", "value": ""}] * 2, (joined,), notes) == (
        joined,
        (b"set-cookie", b"="),
        (b"set-cookie", b"="),
    )


def test_what_is_no_cookie_is_noted() -> None:
    notes = EntryGaps("c", 4, 99, 100)
    assert cookie_header([{"name": "a", "value": "1"}, {"name": 5}, 7], (), notes) == ((b"cookie", b"a=1"),)
    assert cookie_header({"a": "1"}, (), notes) == set_cookies([{"name": "a"}], (), notes) == ()
    assert [gap.reason for gap in notes.gaps] == [
        "entry 4: request.cookies holds something that is no cookie",
        "entry 4: request.cookies is no list",
        "entry 4: response.cookies holds something that is no cookie",
    ]


def test_says_what_is_wrong() -> None:
    assert wrong("a", None, "text") == "a is missing"
    assert wrong("a", 5, "text") == "a is no text"


def test_of_a_long_body_a_small_part_may_have_been_changed() -> None:
    def size(held: int, reported: int, kind: bytes = b"text/plain") -> int:
        return sized(Message(((b"Content-Type", kind),), bytes(held), body_size=held), reported).body_size

    assert size(99_000, 100_000) == 99_000
    assert size(90_000, 100_000) == 100_000
    assert size(50_000, 100_000, b"text/xml; charset=UTF-16") == 50_000
    assert sized(Message(body=None), 100) == Message(body=None)
