"""Names that are written as one word."""

import tomllib
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.detectors.names.compounds import parted
from trafficaudit.detectors.names.words import words


def pairs() -> list[tuple[list[str], list[str]]]:
    text = resources.files("trafficaudit.detectors.names").joinpath("compounds.toml").read_text("utf-8")
    return [(pair["whose"], pair["theirs"]) for pair in tomllib.loads(text)["pair"]]


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("buyeraddr", ("buyer", "addr")),
        ("recvpostnum", ("recv", "postnum")),
        ("usertel", ("user", "tel")),
        ("rcvrbaseaddr", ("rcvr", "baseaddr")),
        ("orderzonecode", ("order", "zonecode")),
        ("userbirthday", ("user", "birthday")),
        ("ordpenm", ("ordpe", "nm")),
        ("sellertel", ("seller", "tel")),
        ("mertphone", ("mert", "phone")),
        ("수취인전화번호", ("수취인", "전화번호")),
        ("받는분상세주소", ("받는분", "상세주소")),
        ("매장전화번호", ("매장", "전화번호")),
        ("收件人手机号", ("收件人", "手机号")),
        ("客服电话", ("客服", "电话")),
        ("dianpudizhi", ("dianpu", "dizhi")),
        # one word, or words that only begin or end alike
        ("username", ("username",)),
        ("이메일주소", ("이메일주소",)),
        ("전화번호", ("전화번호",)),
        ("카드번호", ("카드번호",)),
        ("联系电话", ("联系电话",)),
        ("buyeraddress1", ("buyeraddress1",)),
        ("", ("",)),
    ],
)
def test_words_that_are_two(word: str, parts: tuple[str, ...]) -> None:
    assert parted(word) == parts


def test_every_pair_of_the_file_is_parted() -> None:
    for whose, theirs in pairs():
        for first in whose:
            assert all("".join(parted(first + second)) == first + second for second in theirs)
            assert all(len(parted(first + second)) == 2 for second in theirs), first


def test_names_are_parted_whatever_is_counted_or_written_between() -> None:
    assert words("수취인연락처1") == ("수취인", "연락처", "1")
    assert words("LGD_CUSTOM_MERTPHONE") == ("lgd", "custom", "mert", "phone")


@given(st.text(max_size=40))
def test_any_word_stays_what_it_is(word: str) -> None:
    assert "".join(parted(word)) == word
