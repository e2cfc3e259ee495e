"""What no name tells: agents, files that are all of a body, numbers in lists that an address speaks of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.fields import CONTEXT, field, find

from trafficaudit.detectors.key import search as key
from trafficaudit.model import Field

DETECT = key.build(CONTEXT)
AGENT = "Mozilla/5.0 (Linux; Android 16; SM-S931N) AppleWebKit/537.36"
PICTURE, SOUND, FILM = (
    b"\xff\xd8\xff\xe0" + bytes(40),
    b"RIFF\x24\x06\0\0WAVEfmt " + bytes(40),
    b"\0\0\0\x20ftypmp42" + bytes(40),
)
ADDRESS = (
    field("path[0]", "contacts", part="url", key="", layers=("url",)),
    field("path[1]", "sync", part="url", key="", layers=("url",)),
)


def categories(*fields: Field) -> list[str]:
    return [found.category for found in find(DETECT, *fields)]


@pytest.mark.parametrize(
    ("body", "category"), [(PICTURE, "photo"), (FILM, "photo"), (SOUND, "voice"), (b"#!AMR\n" + bytes(40), "voice")]
)
def test_a_body_that_is_a_file_is_what_it_opens_like(body: bytes, category: str) -> None:
    assert categories(field("$", body, layers=())) == [category]
    assert categories(field("$", body, layers=(), direction="response")) == []
    assert categories(field("$", body, layers=(), part="url")) == []


def test_a_part_of_a_form_is_one_whatever_it_is_called() -> None:
    part = field("prescription", PICTURE, layers=("multipart",), parent=0)
    assert categories(part) == ["photo"]
    assert categories(field("photo", PICTURE, layers=("multipart",), parent=0)) == ["photo"]
    assert categories(field("face", PICTURE, layers=("multipart",), parent=0)) == ["face"]
    assert categories(field("blob", PICTURE, layers=("zip",), parent=0)) == []
    assert categories(field("blob", PICTURE, layers=("gzip", "multipart"), parent=0)) == ["photo"]


@pytest.mark.parametrize("body", [b"", b"\0" * 80, b"%PDF-1.7" + bytes(40), b"\x1f\x8b" + bytes(40)])
def test_a_body_of_another_kind_is_neither(body: bytes) -> None:
    assert categories(field("$", body, layers=())) == []


def test_numbers_in_a_list_that_is_handed_over_are_contacts() -> None:
    listed = field("[0]", "+821022149087"), field("removed[0]", "a.b@mail.example"), field("h[0]", "ab12" * 16)
    assert categories(*ADDRESS, *listed) == ["contacts"] * 3
    assert categories(*listed) == []
    assert categories(*ADDRESS, field("[0]", "ok"), field("version", "112")) == []
    assert categories(*ADDRESS, field("contacts[0]", "+821022149087")) == ["contacts"]


def test_an_agent_that_no_name_tells_is_taken_apart_once() -> None:
    assert categories(field("3", AGENT, layers=("protobuf",)))[0] == "user_agent"
    assert categories(field("ua", AGENT)).count("user_agent") == 1
    whole = field("3", f"{AGENT}|x", layers=("protobuf",), leaf=False)
    assert categories(whole, field("3[0]", AGENT, layers=("protobuf", "delimited"), parent=0)).count("user_agent") == 1
    assert categories(field("3", AGENT.ljust(1024, "x"), layers=("protobuf",)))[0] == "user_agent"
    assert categories(field("3", AGENT.ljust(1025, "x"), layers=("protobuf",))) == []


@given(st.binary(max_size=80))
def test_any_body_is_a_file_of_one_kind_or_none(body: bytes) -> None:
    assert categories(field("$", body, layers=())) in ([], ["photo"], ["voice"])
