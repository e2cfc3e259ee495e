"""E-mail addresses, and what has an at sign without being one."""

import pytest
from support.fields import identified, pieces

ADDRESS = "seoyun.kim@example.kr"


@pytest.mark.parametrize(
    "value",
    [
        ADDRESS,
        "a@b.co",
        "Seo_Yun+shop@Mail.Example.co.kr",
        "x@xn--hq1bm8jm9l.kr",
        "9@9.example.com",
        "kim@conferences.example.com",
    ],
)
def test_whole(value: str) -> None:
    assert identified("", value) == {"email": 0.6}
    assert identified("userEmail", value) == {"email": 0.9}


def test_an_odd_key_does_not_silence_it() -> None:
    assert identified("id", ADDRESS) == {"email": 0.6}
    assert identified("order_no", ADDRESS) == {"email": 0.6}


def test_a_shops_address_is_not_the_users() -> None:
    assert identified("store.email", ADDRESS) == identified("seller.contact.email", ADDRESS) == {}
    assert identified("store.buyer.email", ADDRESS) == identified("shop.member.email", ADDRESS) == {"email": 0.9}


def test_in_a_text() -> None:
    assert pieces("$", f"보내는 사람: {ADDRESS}, 받는 사람 <a.b@c.example.com>.") == [ADDRESS, "a.b@c.example.com"]


def test_the_end_of_a_masked_account_is_no_address() -> None:
    for mask in ("*", "***", "••••", "●●", "*" * 16):
        assert identified("email", f"s{mask}n@shop.example.kr") == {}
    assert pieces("$", f"mail *{ADDRESS}* or **{ADDRESS}**") == [ADDRESS, ADDRESS]


@pytest.mark.parametrize("local", ["no-reply", "noreply", "support", "help", "CustomerService"])
def test_shared_mailboxes_count_less(local: str) -> None:
    assert identified("", f"{local}@shop.example.com") == {"email": 0.3}
    assert identified("email", f"{local}@shop.example.com") == {"email": 0.5}


@pytest.mark.parametrize(
    "value",
    [
        "image@2x.png", "/img/icon@3x.webp", "https://key@o1.ingest.example.io/4", "react@17.0.2", "git@github.com", "user@localhost", "@media", "deploy@build.corp", "pi@raspberry.home", "root@nas.internal", "a@b.home.arpa",
        "a@b", "a..b@example.com", "a.@example.com", "a@-b.com", "vue@next.min.js", "sha256@", "email", "true", "a@b.c",
        "99120441@xmpp.shop.example.com", "room-88@conference.shop.example.com", "kim-88@s.whatsapp.net",
        "this@MainActivity.onCreate", "name@odata.type", "return@forEach.next", "me@foo.barBaz", "super@Child.run()", "user@example.com", "your-email@domain.com", "hong@email.com",
    ],
)  # fmt: skip
def test_decoys(value: str) -> None:
    assert identified("email", value) == identified("", value) == {}


def test_behind_one_slash_an_address_is_one() -> None:
    assert pieces("$", f"김서윤/{ADDRESS}/010-2345-6789")[:1] == [ADDRESS]
    assert pieces("$", f"https://shop.example.com/members/{ADDRESS}/orders") == [ADDRESS]


@pytest.mark.parametrize("url", ["https://key:secret@o1.ingest.sentry.io/4", "redis://:secret@cache.naver.com:6379"])
def test_the_password_of_a_url_is_no_account(url: str) -> None:
    assert identified("dsn", url) == identified("email", f"at {url}") == {}
    assert pieces("$", f"{url}?mail={ADDRESS}") == [ADDRESS]
