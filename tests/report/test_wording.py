import json
import re
import tomllib
from collections.abc import Callable
from dataclasses import replace
from importlib import resources
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import resultfolders as made

from trafficaudit.destinations import Locator, onsite
from trafficaudit.redaction import visible
from trafficaudit.report.links import link
from trafficaudit.report.page import page
from trafficaudit.report.payload import payload
from trafficaudit.report.results import read_results
from trafficaudit.report.statute import entries
from trafficaudit.report.texts import Texts
from trafficaudit.report.wording import (
    answer,
    detectors,
    evidence,
    gap,
    origin,
    quoted,
    reasoning,
    recipient,
    warning,
)

LOCATOR = Locator()
KO, EN = Texts("ko"), Texts("en")
SAID = tomllib.loads(
    resources.files("trafficaudit.report").joinpath("korean", "destinations.toml").read_text(encoding="utf-8")
)["said"]
SOURCE = "".join(
    path.read_text(encoding="utf-8")
    for path in sorted((Path(__file__).resolve().parents[2] / "trafficaudit" / "destinations").glob("*.py"))
)


def test_unknown_customers() -> None:
    assert recipient("unknown customer of Cloud (pay.example)", KO) == "운영자만 확인(고객 미상): Cloud (pay.example)"
    assert recipient("unknown customer of Cloud (pay.example)", EN) == "unknown customer of Cloud (pay.example)"
    for name in ("A Shop", "Unknown customer of Cloud", "the unknown customer of Cloud", ""):
        assert recipient(name, KO) == name


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("region in KR", "KR 소재 리전"),
        ("edge of Cloudflare", "Cloudflare 경계"),
        ("the user's database; where Amazon has addresses registered, whatever place they serve",
         "사용자의 자료; Amazon의 주소가 등록된 국가이며, 그 주소가 실제로 쓰이는 곳과 다를 수 있음"),
        ("host name (.kr)", "호스트 이름(.kr)"),
        ("recipient (asn)", "수신자(망)"),
        ("region name of {0} in a.example", "a.example에 있는 {0}의 리전 이름"),
    ],
)  # fmt: skip
def test_evidence_in_korean(text: str, shown: str) -> None:
    assert evidence(text, KO) == shown
    assert evidence(text, EN) == text


@pytest.mark.parametrize(
    "text", ["AS16509", "Korea Telecom", "KR", "regional office", "an edge of x", "siteKR", "", ";; "]
)
def test_what_is_no_sentence_of_ours_stays(text: str) -> None:
    assert answer(text, KO) == answer(text, EN) == text
    assert evidence(text, KO).removeprefix("[영어 원문] ") == text


def test_what_has_no_korean_form_is_shown_in_english_and_marked() -> None:
    source = "A list of advertising companies in public code, 2026-11"
    assert evidence(source, KO) == f"[영어 원문] {source}"
    assert evidence("카카오 개인정보 처리방침, in a public copy of it", KO).startswith("[원문] 카카오")
    assert reasoning("because a friend said so.", KO) == "[영어 원문] because a friend said so."
    assert gap("traffic-0001.mitm: cut off by nobody knows what", KO).startswith("[영어 원문] traffic-0001.mitm")
    assert gap("this flow could not be read: illegal request line", KO) == (
        "이 교신(flow)을 읽을 수 없음: [영어 원문] illegal request line"
    )
    assert warning("a made-up warning of some kind", KO) == "[영어 원문] a made-up warning of some kind"
    assert quoted("Client closed the connection.", KO) == "[영어 원문] Client closed the connection."
    for say in (evidence, answer, reasoning, gap, warning, quoted, origin):
        assert say(source, EN) == source


@pytest.mark.parametrize(
    ("say", "text", "shown"),
    [
        (reasoning, "five digits, province prefix 04; the key names it", "숫자 다섯 자리, 시·도 앞자리 04; 필드 이름이 그것을 가리킴"),
        (reasoning, "Seeded name found in lower case; the persona file gives it to the test person or phone, and others share it.",
         "심어 둔 값(성명)이 발견됨: 소문자로; 시험용 인물 파일이 시험용 인물이나 그 휴대전화에 준 값이며, 다른 사람도 같은 값을 가짐."),
        (gap, "entry 3: request.url names no host", "3번째 항목: request.url에 호스트가 없음"),
        (gap, "events.jsonl: 2 lines are no event", "events.jsonl: 2줄이 이벤트가 아님"),
        (gap, "exchange 000007: request body at a.b examined in part: work bound: not all was looked into (bytes 0 to 9 of 12; at 3 further places)",
         "교신 000007: 요청 본문의 a.b을(를) 일부만 검사함: 작업량의 한도: 모두 들여다보지는 못함(12바이트 중 0–9바이트; 그 밖 3곳)"),
        (gap, "exchange 000007: request body at a.b examined in part: the decoder pdf failed (ValueError at decode/pdf/syntax.py:126): what it reads is missing (bytes 0 to 9 of 12)",
         "교신 000007: 요청 본문의 a.b을(를) 일부만 검사함: 이 프로그램의 오류, 해독기 pdf(ValueError, decode/pdf/syntax.py:126): 거기서 읽을 것이 빠져 있음(12바이트 중 0–9바이트)"),
        (gap, "exchange 000007: what puts its findings together failed (ValueError at naming.py:12): what it reads is missing",
         "교신 000007: 이 프로그램의 오류, 찾은 것을 합치기(ValueError, naming.py:12): 거기서 읽을 것이 빠져 있음"),
        (warning, "gender: holds no value; nothing is looked for", "gender: 값이 없어 찾지 않음"),
        (origin, "a.B.c(x) called by com.sdk; d.E.f(); and others", "a.B.c(x), 호출한 곳 com.sdk; d.E.f(); 그 밖"),
        (detectors, "identifier:imei, persona, tracker:adjust", "번호 형식: imei, 심어 둔 값, 문서화된 접속 주소: adjust"),
        (detectors, "another:way", "another:way"),
    ],
)  # fmt: skip
def test_texts_of_tables_and_recipes_in_korean(say: Callable[[str, Texts], str], text: str, shown: str) -> None:
    assert say(text, KO) == shown
    assert say(text, EN) == text


@given(st.text(max_size=700))
def test_any_text_is_taken(text: str) -> None:
    for say in (evidence, answer, reasoning, gap, warning, quoted, origin, detectors):
        assert isinstance(say(text, KO), str)
        assert say(text, EN) == text


@pytest.mark.parametrize("ip", ["127.0.0.1", "10.1.2.3", "fe80::1", "239.255.255.250", "255.255.255.255", "100.64.0.1"])
def test_what_is_said_of_unrouted_addresses_is_all_in_korean(ip: str) -> None:
    shown = evidence(onsite.told(ip), KO)
    assert not re.search(r"[a-z]{4}", shown)
    assert ("인터넷으로 나간 것은 없음" in shown) == bool(onsite.kind(ip))


def test_every_sentence_is_one_that_the_program_says() -> None:
    for english, korean in SAID:
        words = max(re.split(r"\{[^{}]+\}", english), key=len)
        longest = max(words.split(), key=len)
        assert longest.strip("(:,)") in SOURCE, english
        assert re.search("[가-힣]", korean) or not re.search("[a-z]{4}", english)
    assert len({english for english, _ in SAID}) == len(SAID)


@pytest.mark.parametrize("ip", ["13.124.1.1", "13.32.0.1", "1.209.1.1", "47.246.50.1", "192.168.0.5", "31.13.82.36"])
def test_the_details_of_a_destination_have_no_english_sentence_left(ip: str) -> None:
    found = LOCATOR.locate(replace(made.exchange(0, ip), server_address=ip))
    texts = [text for line in found.evidence for text in (line.answer, line.detail)]
    assert any(texts)
    for text in texts:
        if re.search(r"\b(?:the|of|is|from|where|that)\b", text):
            assert evidence(text, KO) != text, text


def written(folder: Path, ip: str, host: str, lang: str, where: str = "") -> tuple[str, dict[str, dict[str, str]]]:
    place = replace(made.destination(host, "", "unknown", where), ip=ip)
    each = replace(made.exchange(0, host), server_address=ip)
    results = read_results(made.write(folder / "out", [(each, place, [made.finding()])]))
    text = page(results, link(results), lang)
    (data,) = re.findall(r'<script type="application/json" id="data">(.*?)</script>', text, re.S)
    return text, json.loads(data)["labels"]


def test_the_korean_page_speaks_korean_of_unknown_customers(tmp_path: Path) -> None:
    text, labels = written(tmp_path, "1.209.1.1", "pay.example", "ko", "unknown customer of LG DACOM Corporation")
    assert labels["recipient"] == {
        "unknown customer of LG DACOM Corporation (pay.example)": "운영자만 확인(고객 미상): LG DACOM Corporation (pay.example)"
    }
    body = re.sub(r"<script.*?</script>", "", text, flags=re.S)
    body = re.sub(r'(?:href|value)="[^"]*"', "", body)
    assert "unknown customer of" not in body
    assert "unknown%20customer" not in body


@pytest.mark.parametrize(
    ("ip", "host", "place"),
    [
        ("192.168.0.5", "192.168.0.5", "local"),
        ("172.30.1.254", "a.shop.example", "local"),
        ("100.64.1.1", "100.64.1.1", "unknown"),
        ("203.0.113.9", "a.shop.example", "unknown"),
    ],
)
def test_what_stayed_on_the_spot_is_shown_apart_and_not_in_korea(
    tmp_path: Path, ip: str, host: str, place: str
) -> None:
    text, labels = written(tmp_path, ip, host, "en")
    assert list(labels["place"]) == list(labels["certainty"]) == [place]
    assert list(labels["side"]) == ["undetermined"]
    assert ("on the phone or in its own network (no country)" in text) == (place == "local")
    assert ("sent by the app to an address of the phone" in text) == (host == "192.168.0.5")
    assert ("They may have ended on the phone" in text) == (host != "192.168.0.5")


def test_a_row_that_went_elsewhere_too_is_not_on_the_spot(tmp_path: Path) -> None:
    items = []
    for number, ip in enumerate(("192.168.0.5", "203.0.113.9")):
        place = replace(made.destination("a.shop.example", "", "unknown"), ip=ip)
        items.append((replace(made.exchange(number), server_address=ip), place, [made.finding()]))
    results = read_results(made.write(tmp_path / "out", items))
    assert [row.get("onsite") for row, _ in link(results)] == [None]


def test_what_an_app_named_itself_stands_in_a_korean_sentence_and_is_escaped(tmp_path: Path) -> None:
    named = "</script><script>alert(1)</script>\u202e"
    found = replace(
        made.finding(),
        reasoning=f"the key names it; sent by process 7 ({named}): it had connected from port 8 (likely).",
        origin=f"a.B.c() called by {named}",
    )
    results = read_results(made.write(tmp_path / "out", [(made.exchange(0), made.destination(), [found])]))
    text = page(results, link(results), "ko")
    assert text.count("<script") == 2
    (data,) = re.findall(r'<script type="application/json" id="data">(.*?)</script>', text, re.S)
    words = json.loads(data)["words"]
    shown = visible(named)
    assert (
        f"필드 이름이 그것을 가리킴; 프로세스 7({shown})이(가) 보냄: 그 프로세스가 포트 8에서 연결했음(유력)." in words
    )
    assert f"a.B.c(), 호출한 곳 {shown}" in words
    assert not any("\u202e" in word for word in words)


def test_the_basis_of_a_recipient_is_told_in_words(tmp_path: Path) -> None:
    for basis, shown in (
        ("asn", "주소를 공지하는 망뿐(더 나은 근거 없음)"),
        ("curated", "수신자 목록(자료로 확인)"),
        ("odd", "odd"),
    ):
        where = replace(made.destination(), recipient_basis=basis)
        results = read_results(made.write(tmp_path / basis, [(made.exchange(0), where, [made.finding()])]))
        linked = link(results)
        data = payload(results, linked, entries(linked), KO)
        assert [data["words"][number] for number in data["destinations"]["recipient_basis"]] == [shown]
