import base64
import gzip
import json
import zlib
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import flows
from support.samples import exchange
from support.shares import small_slices  # noqa: F401 - a fixture

from trafficaudit import introduced
from trafficaudit.detectors import Context, build_naming
from trafficaudit.introduced import FEW, FULL, MANY, Look, worth
from trafficaudit.model import Exchange, Message
from trafficaudit.network import Introduced
from trafficaudit.persona import Persona
from trafficaudit.recipe import Request
from trafficaudit.replay import replay

USER, ADID = "8837120045", "3f1c9a52-7b0e-4d88-9c65-0e2ab71f4d93"
_CLAIMS = base64.urlsafe_b64encode(b'{"sub":"%b","exp":1795000123}' % USER.encode()).decode().rstrip("=")
TOKEN = f"eyJhbGciOiJIUzI1NiJ9.{_CLAIMS}.{base64.urlsafe_b64encode(b'0123456789' * 3).decode()}"


def sent(number: int, body: object = None, path: str = "/e", answer: object = None, **more: bytes) -> Exchange:
    raw = more.get("raw") or (b"" if body is None else json.dumps(body).encode())
    headers = ((b"content-type", b"application/json"),)
    answered = b"" if answer is None else json.dumps(answer).encode()
    return exchange(
        number,
        url=f"https://api.shop.example{path}",
        request=Message(headers, raw, body_size=len(raw)),
        response=Message(headers, answered, body_size=len(answered), status=200),
    )


def look(*made: Exchange, persona: Persona | None = None) -> Introduced:
    one = Look(build_naming(Context(persona)), persona)
    for each in made:
        one.exchange(each)
    return one.introduced()


def values(*made: Exchange) -> list[str]:
    return [one.value for one in look(*made).named]


@pytest.mark.parametrize(
    "made",
    [
        sent(1, {"userId": USER}),
        sent(1, path=f"/e?memberNo={USER}"),
        sent(1, {"a": json.dumps({"userId": USER})}),
        sent(1, raw=gzip.compress(json.dumps({"userId": USER}).encode(), mtime=0)),
        sent(1, {"data": base64.b64encode(json.dumps({"userId": USER, "lang": "ko", "x": "y" * 40}).encode()).decode()}),
        sent(1, {"id": "kim"}, "/v1/login", {"result": {"memberSeq": int(USER)}}),
        sent(1, path="/v1/me", answer={"result": {"user": {"id": int(USER), "nickname": "kim"}}}),
        sent(1, {"token": TOKEN}),
        sent(1, path=f"/e?t={TOKEN}"),
    ],
)  # fmt: skip
def test_a_number_that_is_named_is_learnt_with_its_place(made: Exchange) -> None:
    (one,) = look(made).named
    assert (one.category, one.value, one.exchange_id) == ("user_id", USER, "000001")
    assert USER not in one.place
    assert one.place.startswith(("request: ", "response: body result."))


@pytest.mark.parametrize(
    "made",
    [
        sent(1, {"productId": USER}),
        sent(1, {"userId": "12345"}),
        sent(1, {"userId": "seoyun.kim"}),
        sent(1, {"userId": "1795000123"}),
        sent(1, {"userId": "897382"}),
        sent(1, {"userId": "12900500"}),
        sent(1, {"deviceId": "00000000-0000-0000-0000-000000000000"}),
        sent(1, {"session_id": ADID}),
        sent(1, path="/v1/posts", answer={"userId": USER}),
        sent(1, path="/v1/login", answer={"friends": [{"userId": USER}]}),
        sent(1, path="/v1/login", answer={"a": {"userId": USER}, "b": {"userId": "9937120046"}}),
    ],
)
def test_what_is_something_else_or_too_common_or_shows_others_is_not(made: Exchange) -> None:
    assert values(made) == []


def test_a_number_that_the_recording_calls_something_else_as_well_is_not_learnt() -> None:
    assert values(sent(1, {"userId": USER}), sent(2, {"userId": USER, "orderNo": USER})) == [USER]
    assert values(sent(1, {"userId": USER, "orderNo": USER})) == []


def test_the_number_of_a_browser_is_no_phones_whatever_it_is_called() -> None:
    made = sent(1, {"deviceId": ADID})
    kept, embedded = {made.capture_id: {ADID: ("ads.example",)}}, {made.capture_id: frozenset({"ads.example"})}
    assert values(made) == [ADID]
    one = Look(build_naming(Context(kept=kept, embedded=embedded)))
    one.exchange(made)
    assert one.introduced().named == ()


def test_what_the_test_person_has_is_known_already() -> None:
    assert look(sent(1, {"userId": USER}), persona=Persona("p", {"user_id": (USER,)}, "")).named == ()


def test_of_many_users_nobody_knows_which_one_it_is_but_for_who_logged_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(introduced, "_MOST_USERS", 5)
    others = [sent(number, {"userId": f"77{number}3120{number}9"}, f"/h{number}") for number in range(10, 18)]
    given = look(*others)
    assert (given.named, given.limits) == ((), (MANY,))
    mine = look(*others, sent(30, path="/login", answer={"memberSeq": USER}))
    assert [one.value for one in mine.named] == [USER]


@pytest.mark.parametrize("number", ["897382", "1777704131"])
def test_a_short_number_is_learnt_where_two_places_call_it_a_users(number: str) -> None:
    once, again = sent(1, {"userId": number}), sent(2, {"userId": number, "page": 2}, "/f")
    assert values(once) == values(once, again) == []
    assert values(once, sent(2, path=f"/e?memberNo={number}")) == [number]
    assert values(sent(1, path="/login", answer={"memberSeq": int(number)}), once) == [number]
    assert values(once, sent(2, {"deviceId": number})) == []
    assert values(sent(1, {"userId": "129900"}), sent(2, path="/e?memberNo=129900")) == []


def test_what_is_not_looked_at_is_told() -> None:
    wire = [sent(number, raw=b"\x0a\x05hello\x10" + bytes([number])) for number in range(1, 70)]
    assert look(*wire[:64]).limits == ()
    assert look(*wire).limits == (FEW,)
    names = [sent(number, {"deviceId": f"3f1c9a52b7d04e{number}"}) for number in range(10, 20)]
    assert look(*names[:8]).limits == ()
    assert look(*names).limits == (FEW,)
    padded = {"pad": "x y. " * (introduced.LARGEST // 5), "userId": USER}
    assert look(sent(1, padded)) == Introduced((), (FEW,))
    assert look(sent(1, padded), sent(2, {"userId": USER})).limits == ()
    assert look(sent(1, raw=gzip.compress(json.dumps(padded).encode()))).limits == (FEW,)


def test_in_a_short_recording_all_packed_bodies_are_looked_at() -> None:
    def packed(number: int, path: str = "/e", **named: str) -> Exchange:
        told = json.dumps({"n": number, "pad": "x y. " * 12, **named}).encode()
        return sent(number, raw=zlib.compress(told), path=path)

    short = [packed(number) for number in range(1, 60)]
    assert values(*short, packed(60, userId=USER)) == [USER]
    long = [packed(number) for number in range(1, 90)]
    assert values(*long, packed(90, userId=USER)) == []
    assert values(*long, packed(90, "/other", userId=USER)) == []  # one more of the same host
    elsewhere = replace(packed(90, userId=USER), host="b.example", url="https://b.example/e")
    assert values(*long, elsewhere) == [USER]


def test_a_recording_that_names_a_million_numbers_is_looked_at_in_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(introduced, "_MOST_LOOKED", 3)
    made = [
        exchange(
            number,
            host=f"h{number}.example",
            url=f"https://h{number}.example/",
            request=Message((), b'{"deviceId":"%032x"}' % (number * 7919**8)),
        )
        for number in range(20, 40)
    ]
    given = look(*made)
    assert len(given.named) == 3
    assert given.limits == (FULL,)
    monkeypatch.setattr(introduced, "_MOST_LOOKED", 100)
    monkeypatch.setattr(introduced, "_MOST_NAMED", 4)
    assert (len(look(*made).named), look(*made).limits) == (4, (FULL,))
    monkeypatch.setattr(introduced, "_MOST_SEEN", 2)
    assert (len(look(*made).named), look(*made).limits) == (2, (FULL,))


@given(st.text(max_size=40))
def test_any_text_is_worth_something_or_not(text: str) -> None:
    assert worth("user_id", text) in (True, False)
    assert not worth("user_id", text[:5])


@pytest.mark.usefixtures("small_slices")
def test_a_replay_tells_who_else_gets_the_number_in_any_number_of_processes(tmp_path: Path) -> None:
    log = flows.flow(0, "/px?u=" + USER, host="log.else.example")
    login = flows.flow(1, "/v1/login", body=b'{"id":"kim"}', response=b'{"memberSeq":%b}' % USER.encode(),
                       headers=[(b"content-type", b"application/json")],
                       response_headers=[(b"content-type", b"application/json")])  # fmt: skip
    named = flows.flow(2, body=b'{"adid":"%b"}' % ADID.encode(), headers=[(b"content-type", b"application/json")])
    rest = [flows.flow(number) for number in range(3, 40)]
    wire = flows.flow(40, f"/u/{USER}/feed", host="third.else.example", body=b"\x0a$" + ADID.encode() + b"\x10\x01")
    capture = flows.write(tmp_path / "a.mitm", log, login, named, *rest, wire)
    one, two = (replay(Request((capture,), tmp_path / f"r{count}", workers=count)) for count in (1, 2))
    for file in sorted(one.target.iterdir()):
        assert (two.target / file.name).read_bytes() == file.read_bytes(), file.name
    table = pq.read_table(one.target / "findings.parquet").to_pylist()
    told = {(row["host"], row["category"]) for row in table if row["detector"] == "recurring"}
    assert told == {
        ("log.else.example", "user_id"), ("third.else.example", "user_id"), ("third.else.example", "advertising_id"),
    }  # fmt: skip
    shown = pq.read_table(one.target / "exchanges.parquet").to_pylist()
    assert not any(USER in str(row) for row in (*shown, *table)), "a number that is known is shown nowhere"
