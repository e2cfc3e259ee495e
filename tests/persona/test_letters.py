import pytest

from trafficaudit.persona import letters


@pytest.mark.parametrize(
    ("text", "separate"),
    [("남궁서윤", "ㄴㅏㅁㄱㅜㅇㅅㅓㅇㅠㄴ"), ("닭 꽃", "ㄷㅏㄺ ㄲㅗㅊ"), ("seo.yun 7", "seo.yun 7"), ("ㄴㅏ", "ㄴㅏ")],
)
def test_syllables_are_taken_apart(text: str, separate: str) -> None:
    assert letters.apart(text) == separate


def test_a_misread_text_leads_back() -> None:
    found = dict(letters.misread("남궁서윤"))
    assert found["iso-8859-1",] == "남궁서윤".encode().decode("iso-8859-1").encode()
    assert found["iso-8859-1", "cp949"].decode() == "³²±Ã¼\xadÀ±"
    assert found["windows-1252",].decode().startswith("ë‚¨ê¶")
    for layers, text in found.items():
        raw = letters.unread(text)
        assert raw.decode(layers[1] if len(layers) > 1 else "utf-8") == "남궁서윤"


def test_what_no_character_set_has_is_left_out() -> None:
    assert list(letters.misread("seoyun")) == []
    assert [layers for layers, _ in letters.misread("👩")] == [("iso-8859-1",), ("windows-1252",)]
    assert letters.unread("표a".encode() + b"\xff") == b"a"


def test_old_letters_and_fillers_that_have_no_form_of_their_own_stay() -> None:
    assert letters.apart("ꥪ\N{HANGUL CHOSEONG FILLER}값") == "ꥪ\N{HANGUL CHOSEONG FILLER}ㄱㅏㅄ"
