"""Short values behind their names, where no decoder takes a text apart: in lines of a log, in lists, in addresses."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.personas import built, detect, leaf, seen
from support.samples import exchange

from trafficaudit.decode import decode
from trafficaudit.model import Message

LOGCAT = (
    "11-26 10:00:00.123  1234  1240 D Profile : saved zip=64123 gender=F\n"
    "11-26 10:00:00.124  1234  1240 D Profile : birthYear: 1990, lang: ko-KR done\n"
)


def found(text: str, key: str = "message") -> set[tuple[str, str | bytes]]:
    return {(category, run) for category, _, run in seen(text, key)}


def sent(body: bytes = b"", url: str = "https://a.example/") -> list[tuple[str, str, str | bytes]]:
    made = replace(exchange(), url=url, request=Message(body=body, body_size=len(body)))
    return [(one.field.path, one.category, one.value) for one in built()(made, decode(made))]


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("user saved zip=64123 gender=F ok", {("postal_code", "64123"), ("gender", "F")}),
        ("I/App(12): {gender: F, zipCode: 64123, x: 3}", {("postal_code", "64123"), ("gender", "F")}),
        ('sent {"gender":"f","zip":"64123"} in 3 ms', {("postal_code", "64123"), ("gender", "f")}),
        ("[INFO] zip = 64123 ; sex = F ; ok", {("postal_code", "64123"), ("gender", "F")}),
        ("우편번호: 64123, 성별: 여 입니다", {("postal_code", "64123"), ("gender", "여")}),
        ("member.birthYear=1990 ok", {("birth_date", "1990")}),
        ("ok tel=1002345678 end", {("phone_number", "1002345678")}),
        ("GET https://a.example/b?x=1 zip=64123", {("postal_code", "64123")}),
        ("ZIPCODE.64123", {("postal_code", "64123")}),
        ("GENDER.F", {("gender", "F")}),
        ("ok zip=64123.", {("postal_code", "64123")}),
        ("a:gender=F:zip=64123:b c", {("postal_code", "64123"), ("gender", "F")}),
        ("the name: 서림 and more", {("name", "서림")}),
    ],
)
def test_a_short_value_behind_its_name_is_found_in_a_text(text: str, runs: set[tuple[str, str]]) -> None:
    assert found(text) == runs


@pytest.mark.parametrize(
    "text",
    [
        "zip=641230 zip=64123-1 zip=64123.jpg gender=F2 gender=Foo gender=F/M",
        "zap=64123 grade=F",
        "zip 64123 F gender",
        "count_zip=64123 zipCount: 64123",
        "choose gender=M or gender=F",
        'options: [{"gender":"M"},{"gender":"F"}] end',
        "goods.gender=F target_gender=F shop.zip=64123",
        "receiver_zip=64123 friendGender: F",
        "zip=64123:10 at zip: 64124",
        "year=1990 db=1990 bd=1990",
        "messages.name.서림",
        "name: 표 and more",
        "ge=F st=x",
        "xzip",
    ],
)
def test_a_near_miss_is_nothing(text: str) -> None:
    assert found(text) == set()


def test_the_name_of_the_field_says_what_the_text_is_of() -> None:
    assert found("kept gender=F here", "goods") == set()
    assert [one.category for one in detect(leaf("is gender=F here", direction="response"))] == []


def test_lines_of_a_log_in_a_body() -> None:
    assert {(category, value) for _, category, value in sent(LOGCAT.encode())} == {
        ("postal_code", "64123"), ("gender", "F"), ("birth_date", "1990"), ("locale", "ko-KR"),
    }  # fmt: skip
    (one,) = sent(json.dumps({"log": "saved zip=64123 now"}).encode())
    assert one == ("log", "postal_code", "64123")


def test_what_was_cut_out_of_a_text_is_not_told_by_the_text_as_well() -> None:
    told = [(path, category) for path, category, _ in sent(json.dumps({"log": "saved zip=64123 gender=F"}).encode())]
    assert sorted(told) == [("log.gender", "gender"), ("log.zip", "postal_code")]
    for text in ("at goods.gender=F seller.zip=64123 ok", "10:00:00 I Seller: zip=64123 open=1 ok"):
        assert sent(json.dumps({"log": text}).encode()) == []


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("zip=64123 (home);open=1", {"zip": "64123 (home)", "open": "1"}),
        ("gender=F or M;open=1", {"gender": "F or M", "open": "1"}),
    ],
)
def test_of_a_pair_that_was_cut_out_all_of_the_value_counts(text: str, cut: dict[str, str]) -> None:
    assert sent(json.dumps({"log": text}).encode()) == sent(json.dumps({"log": cut}).encode()) == []


def test_the_span_is_the_value_and_the_reasoning_tells_of_the_name() -> None:
    (one,) = detect(leaf("저장 zip=64123 ok"))
    assert (one.span.start, one.span.end) == (10 + len("저장 zip=".encode()), 10 + len("저장 zip=64123".encode()))
    assert one.confidence == 0.8
    assert "the name right before it" in one.reasoning
    assert "64123" not in one.reasoning


@pytest.mark.parametrize(
    ("url", "runs"),
    [
        ("https://a.example/zip/64123", [("path[1]", "postal_code", "64123")]),
        ("https://a.example/users/9/gender/f/x", [("path[3]", "gender", "f")]),
        ("https://a.example/birthyear/1990?x=1", [("path[1]", "birth_date", "1990")]),
        ("https://a.example/%EC%84%B1%EB%B3%84/%EC%97%AC", [("path[1]", "gender", "여")]),
        ("https://a.example/zip/64124", []),
        ("https://a.example/post/64123", []),
        ("https://a.example/zip/x/64123", []),
        ("https://a.example/goods/64123", []),
        ("https://a.example/zip64123", []),
        ("https://a.example/64123/zip", []),
    ],
)
def test_a_segment_of_an_address_goes_by_the_one_before_it(url: str, runs: list[tuple[str, str, str]]) -> None:
    assert sent(url=url) == runs


def test_an_address_within_a_value_is_one_too() -> None:
    body = json.dumps({"next": "https://b.example/v1/zip/64123"}).encode()
    assert sent(body) == [("next.path[2]", "postal_code", "64123")]


@given(st.text(alphabet="zip=gender:F.64123 \"'/\n성별여", max_size=80))
def test_whatever_stands_there_the_value_is_one_of_the_persons(text: str) -> None:
    for category, _, run in seen(text):
        assert (category, str(run).casefold()) in {("postal_code", "64123"), ("gender", "f"), ("gender", "여")}
