import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.samples import exchange

from trafficaudit.model import Headers, Message
from trafficaudit.readers import kept
from trafficaudit.readers.kept import Kept, cookies, is_drawn, is_of_browsers, numbers

UUID = "3f2b1a09-8c7d-4e6f-9a5b-4c3d2e1f0a9b"
OTHER = "Xr4Qp2vLm9Tz"


@pytest.mark.parametrize(
    "text",
    [UUID, UUID.upper(), "9186409297478360551", "32930564973596035482703955160789424286", "844A0B2BD9E2C8E1E17FDA886E1E37BD", "Xr4Qp2vLm9Tz", "382_59ac0d15f3aa9",
     "k74tcmfko8i4otk4", "Q5577341651804491364", "CAESEJnUav1q56HTRqqK7ih-KOY"],
)  # fmt: skip
def test_what_was_drawn_at_random_is_seen(text: str) -> None:
    assert is_drawn(text)


@pytest.mark.parametrize(
    "text",
    ["", "1", "OPTOUT", "CheckForPermission", "1504447765", "1504447765416", "1504447765416574", "20261124093015000123",
     "2026-11-24T09:30:15", "darkThemeEnabled2", "sdk_gphone64_x86_64", "iPhone12ProMax256GB", "00000000000000000000",
     "00000000-0000-0000-0000-000000000000", "ko-KR", "211.234.10.20", "variant_12345678", "aaaaaaaaaaaa1111",
     "https://shop.example/p/8c7d4e6f9a5b4c3d", "한국어한국어한국어12", "1717000000000000000"],
)  # fmt: skip
def test_what_many_have_is_none(text: str) -> None:
    assert not is_drawn(text)


def test_a_number_is_found_among_others_and_escaped() -> None:
    assert list(numbers("1had4tlcqo38k&b=3&s=ia")) == ["1had4tlcqo38k"]
    assert list(numbers("key%3Dbuyer%3Avalue%3D" + UUID + "%3Aat%3D1507039759")) == [UUID]
    assert UUID in list(numbers("15669-1&KRTB&22947-" + "7" * 3 + "|" + UUID))
    assert set(numbers("3-i2x|Vs.0." + UUID)) == {"Vs.0." + UUID, UUID}
    assert list(numbers("4is.0.CAESENj7Ut9XZq4mb1dt0bWEpoV"))[1:] == ["CAESENj7Ut9XZq4mb1dt0bWEpoV"]
    for joined in (
        "www.d3d8tustg2uy3r.cdn.example",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI3In0.Xr4Qp2vLm9TzQw",
        "5.1.1.75-9",
    ):
        assert set(numbers(joined)) <= {joined}
    assert list(numbers("https://shop.example/" + UUID)) == []
    assert list(numbers("a" * kept.LONGEST + "&" + UUID)) == []


@pytest.mark.parametrize("name", ["V", "uid", "buid_r_ppnt", "visitor", "si", "uuid2", "dyn_u", "LO"])
def test_a_name_that_says_nothing_against_it(name: str) -> None:
    assert is_of_browsers(name)


@pytest.mark.parametrize(
    "name",
    ["AWSALB", "AWSELBCORS", "BIGipServerpool", "__cf_bm", "_abck", "csrftoken", "XSRF-TOKEN", "JSESSIONID", "PHPSESSID",
     "access_token", "connect.sid", "sid", "SIDCC", "OptanonConsent", "euconsent-v2", "dtm_test", "oauth_state", "remember_web_59ba36", "wordpress_logged_in_1", "SSOID", "api_key", "auth_code"],
)  # fmt: skip
def test_a_name_of_a_front_a_log_in_or_an_agreement(name: str) -> None:
    assert not is_of_browsers(name)


def test_of_a_set_cookie_only_the_cookie_counts() -> None:
    sent: Headers = ((b"Cookie", b'V=abc; csrftoken=x; empty; W="d"'), (b"cookie2", b"no=1"))
    assert list(cookies(sent, sets=False)) == [("V", "abc"), ("csrftoken", "x"), ("W", "d")]
    given: Headers = ((b"Set-Cookie", b"V=abc; Domain=.ads.example; Max-Age=31536000"), (b"set-cookie", b"nothing"))
    assert list(cookies(given, sets=True)) == [("V", "abc")]


def test_the_sites_of_a_number_are_gathered(monkeypatch: pytest.MonkeyPatch) -> None:
    held = Kept()
    head = ((b"cookie", f"V={UUID}".encode()),)
    held.exchange(exchange(host="a.ads.example", request=Message(head), response=None))
    held.exchange(
        exchange(host="b.ads.example", request=None, response=Message(((b"set-cookie", b"W=" + UUID.encode()),)))
    )
    held.exchange(exchange(host="sync.other.example", request=Message(head), response=None))
    assert held.sorted() == {UUID: ("ads.example", "other.example")}
    monkeypatch.setattr(kept, "MOST_SITES", 2)
    full = []
    for host in ("ads.example", "third.example"):
        held.take(host, head, sets=False)
        full.append(held.full)
    assert full == [False, True]
    assert held.sorted() == {UUID: ("ads.example", "other.example")}


def test_the_number_of_numbers_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST_NUMBERS", 1)
    held = Kept()
    held.take("ads.example", ((b"cookie", f"V={UUID}; W=Xr4Qp2vLm9Tz".encode()),), sets=False)
    assert held.full
    assert list(held.sorted()) == [UUID]


ASKED = (b"cookie", f"V={UUID}".encode())


@pytest.mark.parametrize(
    ("headers", "embedded"),
    [
        (((b"Referer", b"https://news.example/a"), ASKED), True),
        (((b"Sec-Fetch-Site", b"cross-site"), (b"Sec-Fetch-Dest", b"image"), ASKED), True),
        (((b"Sec-Fetch-Site", b"cross-site"), (b"Sec-Fetch-Dest", b"iframe"), ASKED), True),
        (((b"Sec-Fetch-Site", b"cross-site"), (b"Sec-Fetch-Dest", b"document"), ASKED), False),
        (((b"Referer", b"https://news.example/a"), (b"Sec-Fetch-Site", b"same-site"), ASKED), False),
        (((b"Referer", b"https://www.ads.example/a"), ASKED), False),
        (((b"Referer", b"about:blank"), ASKED), False),
        ((ASKED,), False),
        (((b"Referer", b"https://news.example/a"), (b"cookie", b"V=OPTOUT")), False),
    ],
)
def test_a_site_stands_in_the_pages_of_others_where_these_ask_it(headers: Headers, embedded: bool) -> None:
    held = Kept()
    held.exchange(exchange(host="p.ads.example", request=Message(headers), response=None))
    assert held.embedded() == (("ads.example",) if embedded else ())


def test_who_follows_a_link_is_asked_from_elsewhere_and_on_the_sites_own_pages() -> None:
    linked: Headers = ((b"Sec-Fetch-Site", b"cross-site"), (b"Sec-Fetch-Dest", b"document"))
    assert kept.is_asked_from_elsewhere("ads.example", linked)
    assert not kept.is_embedded("ads.example", linked)


def test_the_number_of_such_sites_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    held = Kept()
    for host, most in (("a.example", 9), ("b.example", 1)):
        monkeypatch.setattr(kept, "MOST_NUMBERS", most)
        head = ((b"Referer", b"https://news.example/"), ASKED)
        held.exchange(exchange(host=host, request=Message(head), response=None))
    assert held.full
    assert held.embedded() == ("a.example",)


@given(st.text(max_size=300))
def test_any_text_gives_numbers_that_were_drawn(text: str) -> None:
    assert all(map(is_drawn, numbers(text)))


@given(st.binary(max_size=200), st.booleans())
def test_any_header_is_read(raw: bytes, sets: bool) -> None:
    held = Kept()
    held.take("h.example", ((b"cookie", raw), (b"set-cookie", raw)), sets=sets)
    assert all(map(is_drawn, held.sorted()))


def test_a_number_that_a_site_keeps_for_a_log_in_is_nobodys() -> None:
    held = Kept()
    held.take("ads.example", ((b"set-cookie", b"JSESSIONID=" + UUID.encode()),), sets=True)
    held.take("www.ads.example", ((b"cookie", b"_adsid=" + UUID.encode()),), sets=False)
    assert held.sorted() == {UUID: ()}
    held.take("other.example", ((b"cookie", b"V=" + UUID.encode()),), sets=False)
    assert held.sorted() == {UUID: ("ads.example", "other.example")}


def _token(payload: str) -> bytes:
    return b"eyJhbGciOiJIUzI1NiJ9." + base64.urlsafe_b64encode(payload.encode()).rstrip(b"=") + b".c2lnbmF0dXJl"


def test_who_is_logged_in_is_no_browser() -> None:
    """What an app's token names is a member, also where a site keeps it as a cookie."""
    held: Headers = ((b"Cookie", f"m={UUID}; v=Xr4Qp2vLm9Tz".encode()),)
    gathered = Kept()
    gathered.take("shop.example", held, sets=False)
    assert gathered.sorted() == {UUID: ("shop.example",), "Xr4Qp2vLm9Tz": ("shop.example",)}
    for header in (
        b"Bearer " + _token(f'{{"sub":"{UUID}"}}'),
        b"Bearer eyJ",
        b"Basic a2ltOmtpbQ==",
        b"Bearer eyJhbGci.eyJhYmNkZ.x",
    ):
        gathered.take("api.example", ((b"Authorization", header),), sets=False)
    assert gathered.sorted() == {UUID: (), "Xr4Qp2vLm9Tz": ("shop.example",)}


@pytest.mark.parametrize("name", ["memberNo", "mbr_seq", "CUST_ID", "shop.customer-number", "userNo"])
def test_what_is_kept_under_a_members_name_is_no_browsers_under_another(name: str) -> None:
    held = Kept()
    held.take("a.shop.example", ((b"cookie", f"{name}={UUID}; v={UUID}; w={OTHER}".encode()),), sets=False)
    assert held.sorted() == {UUID: (), OTHER: ("shop.example",)}


@pytest.mark.parametrize(
    ("held", "is_members"),
    [("shop_user_id={}; ShopAccessToken=q", True), ("login-token=q; uid={}", True), ("user_id={}; v=1", False)],
)
def test_a_user_id_beside_the_token_of_a_log_in_is_a_members(held: str, is_members: bool) -> None:
    gathered = Kept()
    gathered.take("shop.example", ((b"cookie", held.format(UUID).encode()),), sets=False)
    assert (gathered.sorted()[UUID] == ()) is is_members
