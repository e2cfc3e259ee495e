from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlencode

import pytest
from support.samples import exchange

from trafficaudit import persona
from trafficaudit.decode import decode
from trafficaudit.detectors import Context, build_all
from trafficaudit.model import Exchange, Message

NUMBER = "Xr4Qp2vLm9Tz"
UUID = "3f2b1a09-8c7d-4e6f-9a5b-4c3d2e1f0a9b"
ADS = {NUMBER: ("ads.example", "match.example"), UUID: ("ads.example",)}
EMBEDDED = frozenset(("ads.example", "match.example"))


def asked(query: Mapping[str, str], cookie: str = "") -> Exchange:
    head = ((b"cookie", cookie.encode()), (b"referer", b"https://news.example/a")) if cookie else ()
    return exchange(
        url=f"https://sync.other.example/m?{urlencode(query)}",
        host="sync.other.example",
        request=Message(head),
        response=Message(((b"location", f"https://a.example/?{urlencode(query)}".encode()),), status=302),
    )


def claims(
    made: Exchange, known: Mapping[str, tuple[str, ...]], embedded: frozenset[str] = EMBEDDED
) -> set[tuple[str, str, str]]:
    context = Context(kept={made.capture_id: known}, embedded={made.capture_id: embedded})
    decoded = decode(made)
    return {
        (one.field.path, one.category, one.detector) for detect in build_all(context) for one in detect(made, decoded)
    }


@pytest.mark.parametrize("name", ["userId", "external_user_id", "uid", "partner_device_id"])
def test_a_cookies_number_is_no_members_and_no_phones_whatever_another_calls_it(name: str) -> None:
    found = claims(asked({name: UUID}), ADS)
    assert {category for _, category, _ in found} == {"advertising_cookie"}
    assert {path for path, _, detector in found if detector == "key"} == {f"query.{name}", f"location.query.{name}"}


def test_what_names_it_is_told_with_less_than_a_form_would_be() -> None:
    made = asked({"partner_device_id": UUID})
    context = Context(kept={made.capture_id: ADS}, embedded={made.capture_id: EMBEDDED})
    decoded = decode(made)
    found = [one for detect in build_all(context) for one in detect(made, decoded) if one.detector != "crosssite"]
    assert {one.confidence for one in found} == {0.5}
    assert all("whatever its name" in one.reasoning for one in found)


def test_the_cookie_itself_is_one_too() -> None:
    assert {category for _, category, _ in claims(asked({}, f"uid={NUMBER}"), ADS)} >= {"advertising_cookie"}
    assert not {one for one in claims(asked({}, f"uid={NUMBER}"), ADS) if one[1] == "user_id"}


def test_a_member_that_the_shops_own_page_hands_on_stays_one() -> None:
    known = {UUID: ("ads.example", "shop.example")}
    assert ("query.userId", "user_id", "key") in claims(asked({"userId": UUID}), known)


def test_where_nobody_keeps_it_or_nothing_is_known_of_the_whole_its_name_counts() -> None:
    for known, embedded in (({}, EMBEDDED), (ADS, frozenset[str]()), ({UUID: ()}, EMBEDDED)):
        assert ("query.userId", "user_id", "key") in claims(asked({"userId": UUID}), known, embedded)


def test_the_persons_own_member_number_is_what_it_was_given_as(tmp_path: Path) -> None:
    person, made = tmp_path / "p.toml", asked({"userId": UUID})
    person.write_text(f'[values]\nuser_id = ["{UUID}"]\n')
    context = Context(persona.load(person), kept={made.capture_id: ADS}, embedded={made.capture_id: EMBEDDED})
    decoded = decode(made)
    found = {(one.category, one.detector) for detect in build_all(context) for one in detect(made, decoded)}
    assert found == {("user_id", "persona"), ("user_id", "key")}


def test_what_is_called_something_else_is_left_alone() -> None:
    assert ("query.session_id", "session_id", "key") in claims(asked({"session_id": UUID}), ADS)


@pytest.mark.parametrize("name", ["userId", "uid", "spotx_uid"])
def test_the_number_by_which_google_tells_of_a_browser_is_known_by_its_form(name: str) -> None:
    found = claims(asked({name: "CAESEAbCdEfGhIjKlMnOpQrStUv"}), {}, frozenset())
    assert {(path, category) for path, category, _ in found} == {
        (f"query.{name}", "advertising_cookie"), (f"location.query.{name}", "advertising_cookie"),
    }  # fmt: skip


@pytest.mark.parametrize(
    "value", ["CAESEAbCdEfGhIjKlMnOpQrStU", "CAESEAbCdEfGhIjKlMnOpQrStUvw", "CAESAAbCdEfGhIjKlMnOpQrStUv"]
)
def test_what_only_begins_like_it_is_what_its_name_says(value: str) -> None:
    assert ("query.userId", "user_id", "key") in claims(asked({"userId": value}), {}, frozenset())
