import base64
from collections.abc import Callable
from email.header import Header

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.model import Decoded

Body = Callable[..., Decoded]

LONG = "서울특별시 중구 가온누리로 417, 1203동 805호 남궁하람 앞"


def read(body: Body, text: str) -> list[str | bytes]:
    return [each.value for each in body(text.encode(), "text/plain").fields if each.layers[-1:] == ("encoded-word",)]


@pytest.mark.parametrize("charset", ["utf-8", "euc-kr"])
def test_words_in_a_row_are_one_text(body: Body, charset: str) -> None:
    assert read(body, Header(LONG, charset, maxlinelen=60).encode()) == [LONG]


def test_words_among_plain_ones_and_the_other_encoding(body: Body) -> None:
    assert read(body, "to =?utf-8?Q?=EA=B9=80_=ED=95=98=EB=9E=8C?= <a@b.kr>") == ["to 김 하람 <a@b.kr>"]
    assert read(body, "=?ks_c_5601-1987?B?" + base64.b64encode("김하람".encode("cp949")).decode() + "?=") == ["김하람"]


def test_a_character_that_is_cut_by_two_words(body: Body) -> None:
    raw = "김하람".encode()
    words = [base64.b64encode(part).decode() for part in (raw[:4], raw[4:])]
    assert read(body, " ".join(f"=?UTF-8?B?{word}?=" for word in words)) == ["김하람"]


@pytest.mark.parametrize("text", ["a =?b?= c", "=?utf-8?X?abc?=", "=?no-such-set?B?6rmA?=", "x?=?y", "=?utf-8?B??="])
def test_near_misses(body: Body, text: str) -> None:
    assert read(body, text) == []


@given(st.text("=?utf-8BQ_A ", max_size=60))
def test_any_text(body: Body, text: str) -> None:
    body(("=?utf-8?B?" + text).encode())


def test_character_sets_are_those_of_texts(body: Body) -> None:
    word = base64.b64encode("José Иван".encode("cp1251", "replace")).decode()
    assert read(body, f"=?windows-1251?B?{word}?=") == ["Jos? Иван"]
    assert read(body, f"=?punycode?B?{base64.b64encode(b'xt-fk1as31c').decode()}?=") == []


def test_words_of_a_quoted_document_are_left_to_it(body: Body) -> None:
    raw = 'search:{"a": 1, "q": "' + Header("표 하람", "utf-8").encode() + '"} done'
    found = [each for each in body(raw.encode(), "text/plain").fields if each.layers[-1:] == ("encoded-word",)]
    assert [(each.key, each.value) for each in found] == [("q", "표 하람")]
