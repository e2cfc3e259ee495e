import base64
import hashlib
import zlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.samples import exchange

from trafficaudit import persona
from trafficaudit.decode import decode
from trafficaudit.detectors import Context, crosssite
from trafficaudit.model import Exchange, Message

UUID = "3f2b1a09-8c7d-4e6f-9a5b-4c3d2e1f0a9b"
NUMBER = "Xr4Qp2vLm9Tz"
PAGE = "https://news.example/a"


def asked(url: str, body: str = "", **headers: str) -> Exchange:
    """Make a request with headers, named with an underline for a hyphen."""
    listed = tuple((name.replace("_", "-").encode(), value.encode()) for name, value in headers.items())
    host = url.split("/")[2]
    return exchange(
        url=url, host=host, request=Message(listed, body.encode(), body_size=len(body.encode())), response=None
    )


def found(made: Exchange, known: Mapping[str, tuple[str, ...]] | None = None) -> set[tuple[str, float]]:
    context = Context(kept={made.capture_id: known or {}})
    findings = list(crosssite.build(context)(made, decode(made)))
    assert {each.category for each in findings} <= {"advertising_cookie"}
    return {(each.field.path, each.confidence) for each in findings}


@pytest.mark.parametrize("value", [UUID, NUMBER, "9186409297478360551", f"2:usr{NUMBER}:1504447765650"])
def test_a_number_in_the_cookie_of_another_site_is_a_tracking_cookie(value: str) -> None:
    assert {score for _, score in found(asked("https://p.ads.example/x", cookie=f"V={value}", referer=PAGE))} == {0.4}


def test_what_the_browser_says_of_the_page_counts_before_its_address() -> None:
    other, same = {"sec_fetch_site": "cross-site"}, {"sec_fetch_site": "same-site"}
    assert found(asked("https://p.ads.example/", cookie=f"V={UUID}", **other)) == {("V", 0.4)}
    assert found(asked("https://p.ads.example/", cookie=f"V={UUID}", referer=PAGE, **same)) == set()


@pytest.mark.parametrize(
    "page", ["", "https://www.ads.example/", "android-app://kr.example.shop", "about:blank", "news"]
)
def test_of_a_page_of_the_same_site_or_none_a_cookie_tells_nothing_by_itself(page: str) -> None:
    assert found(asked("https://p.ads.example/x", cookie=f"V={UUID}", referer=page)) == set()


@pytest.mark.parametrize(
    "cookie",
    ["V=OPTOUT", "c=1504447759", "theme=darkThemeEnabled2", f"csrftoken={UUID}", f"AWSALB={NUMBER}{NUMBER}",
     f"JSESSIONID={NUMBER}", "page=https://news.example/Xr4Qp2vLm9Tz"],
)  # fmt: skip
def test_a_cookie_without_a_number_of_a_browser_is_none(cookie: str) -> None:
    assert found(asked("https://p.ads.example/x", cookie=cookie, referer=PAGE)) == set()


def test_what_only_says_when_and_how_often_is_no_number() -> None:
    """As The Trade Desk keeps it: with whom, when (100 ns since 1970, zigzag) and how often."""
    told = b"\x08\x01\x12\x17\n\x08exchange\x12\x0b\x08\xd4\xd7\xfa\xe0\xec\xb7\xb95\x10\x05\x18\x05 \x01"
    cookie = "TDCPM=" + base64.urlsafe_b64encode(told).decode()
    made = asked("https://p.ads.example/x", cookie=cookie, referer=PAGE)
    assert any(field.layers[-1:] == ("protobuf",) for field in decode(made).fields)
    assert found(made) == set()


def test_who_told_whom_of_a_number_that_two_keep_is_not_said() -> None:
    made = asked("https://p.ads.example/x", cookie=f"V={NUMBER}", referer=PAGE)
    context = Context(kept={made.capture_id: {NUMBER: ("ads.example", "other.example")}})
    (one,) = crosssite.build(context)(made, decode(made))
    assert one.confidence == 0.7
    assert one.reasoning.endswith("as well: one has told the other")


def test_a_cookie_that_was_opened_counts_as_it_stands_where_no_text_came_out_of_it() -> None:
    packed = base64.b64encode(zlib.compress(hashlib.sha512(b"browser").digest())).decode()
    made = asked("https://p.ads.example/x", cookie=f"UA={packed}", referer=PAGE)
    assert any(field.layers == ("cookie", "base64", "deflate") for field in decode(made).fields)
    assert found(made) == {("UA", 0.4)}
    for told in (b'{"theme": "dark", "visits": 3, "banner": "2026-11-24"}', b"http://b.example/set?do=add&pid=561214"):
        cookie = f"UA={base64.b64encode(told).decode()}"
        assert found(asked("https://p.ads.example/x", cookie=cookie, referer=PAGE)) == set()


@pytest.mark.parametrize("where", [f"https://b.example/m?vk={NUMBER}", f"https://b.example/sync/{NUMBER}"])
def test_the_number_of_another_site_is_found_under_any_name(where: str) -> None:
    assert {score for _, score in found(asked(where), {NUMBER: ("ads.example",)})} == {0.7}


def test_it_is_found_in_a_body() -> None:
    made = asked("https://b.example/m", f'{{"x":{{"v":"{NUMBER}"}}}}', content_type="application/json")
    assert found(made, {NUMBER: ("ads.example",)}) == {("x.v", 0.7)}


def test_what_an_answer_holds_was_handed_to_nobody() -> None:
    body = f'{{"x":{{"v":"{NUMBER}"}}}}'.encode()
    answer = Message(((b"content-type", b"application/json"),), body, status=200, body_size=len(body))
    made = replace(asked("https://b.example/m"), response=answer)
    assert found(made, {NUMBER: ("ads.example",)}) == set()


def test_the_number_of_the_site_itself_counts_where_another_page_asked() -> None:
    url, known = f"https://p.ads.example/?uu={NUMBER}", {NUMBER: ("ads.example",)}
    assert found(asked(url, referer=PAGE), known) == {("query.uu", 0.5)}
    assert found(asked(url), known) == set()
    assert found(asked(url), {NUMBER: ("ads.example", "b.example")}) == {("query.uu", 0.5)}


@pytest.mark.parametrize("name", ["token", "csrf", "code", "state", "sid", "session"])
def test_what_is_handed_on_to_log_in_is_none(name: str) -> None:
    assert found(asked(f"https://pay.example/?{name}={NUMBER}"), {NUMBER: ("shop.example",)}) == set()


def test_a_cookie_with_the_number_of_another_site_counts_on_its_own_pages() -> None:
    made = asked("https://p.ads.example/x", cookie=f"V={NUMBER}; W={UUID}")
    assert found(made, {NUMBER: ("ads.example", "b.example"), UUID: ("ads.example",)}) == {("V", 0.7)}


def test_a_number_that_is_kept_for_a_log_in_too_is_none() -> None:
    made = asked(f"https://p.ads.example/x?v={NUMBER}", cookie=f"_adsid={NUMBER}", referer=PAGE)
    assert found(made, {NUMBER: ()}) == set()


def test_another_capture_says_nothing() -> None:
    made = asked(f"https://b.example/m?vk={NUMBER}")
    context = Context(kept={"another": {NUMBER: ("ads.example",)}})
    assert list(crosssite.build(context)(made, decode(made))) == []


def test_a_cookie_is_told_once() -> None:
    made = asked("https://p.ads.example/x", cookie=f"k=a={UUID}&b={NUMBER}", referer=PAGE)
    assert len(found(made)) == 1


def answered(made: Exchange, *cookies: str) -> Exchange:
    """Give an exchange whose answer sets cookies."""
    return replace(made, response=Message(tuple((b"Set-Cookie", each.encode()) for each in cookies), status=200))


def test_the_answer_that_gives_a_browser_its_number() -> None:
    made = answered(
        asked("https://p.ads.example/x", referer=PAGE),
        f"V={NUMBER}; Domain=.ads.example; Path=/; Expires=Sun, 09 Apr 2028 00:00:00 GMT",
        f"W=7.0.{UUID}|7.1; Secure",
    )
    assert found(made) == {("V", 0.4), ("W[0]", 0.4)}
    assert found(made, {NUMBER: ("ads.example", "b.example")}) == {("V", 0.7), ("W[0]", 0.4)}
    reasons = {each.reasoning for each in crosssite.build(Context())(made, decode(made))}
    assert reasons == {
        "signs that look drawn at random, in a cookie that the answer to what another site's page asked for sets"
    }


@pytest.mark.parametrize(
    "cookie",
    [f"theme=dark; Domain=.{NUMBER}.cdn.example", f"theme=dark; Path=/{UUID}", f"XSRF-TOKEN={NUMBER}", "V=; Max-Age=0",
     f"PHPSESSID={NUMBER}", "seen=1504447765", f"memberNo={NUMBER}"],
)  # fmt: skip
def test_what_else_an_answer_sets_is_none(cookie: str) -> None:
    assert found(answered(asked("https://p.ads.example/x", referer=PAGE), cookie)) == set()


def test_what_a_page_of_the_site_itself_is_given_tells_nothing_by_itself() -> None:
    assert found(answered(asked("https://p.ads.example/x"), f"V={NUMBER}")) == set()
    assert found(answered(asked("https://p.ads.example/x", referer="https://www.ads.example/"), f"V={NUMBER}")) == set()


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_answer_is_looked_at(name: str, value: str) -> None:
    cookie = f"{name}={value}".encode("utf-8", "replace").decode()
    made = answered(asked("https://b.example/x", referer=PAGE), cookie)
    assert all(score in (0.4, 0.7) for _, score in found(made, {value: ("ads.example",)}))


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_request_is_looked_at(cookie: str, value: str) -> None:
    made = asked("https://b.example/x", value, cookie=cookie, referer=PAGE)
    assert all(score in (0.4, 0.5, 0.7) for _, score in found(made, {value: ("ads.example",)}))


def test_a_value_that_the_person_was_given_as_something_else_is_none(tmp_path: Path) -> None:
    person = tmp_path / "p.toml"
    made = asked(f"https://b.example/m?vk={NUMBER}", cookie=f"V={NUMBER}", referer=PAGE)
    for category, told in (("user_id", set()), ("advertising_cookie", {"query.vk", "V"})):
        person.write_text(f'[values]\n{category} = ["{NUMBER}"]\n')
        context = Context(persona.load(person), kept={made.capture_id: {NUMBER: ("a.example", "b.example")}})
        findings = list(crosssite.build(context)(made, decode(made)))
        assert {each.field.path for each in findings} == told


def test_a_number_that_is_called_a_members_is_no_browsers() -> None:
    known = {NUMBER: ("shop.example",)}
    assert found(asked(f"https://p.ads.example/?memberNo={NUMBER}"), known) == set()
    assert found(asked(f"https://p.ads.example/?uid={NUMBER}"), known) == {("query.uid", 0.7)}
    assert found(asked("https://p.ads.example/", cookie=f"mbr_no={UUID}", referer=PAGE)) == set()
