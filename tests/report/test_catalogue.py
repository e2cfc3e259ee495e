"""Sentences are found by their English form, whole or not at all; what is in a slot is never read as a template."""

import re
import time
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.categories import taxonomy
from trafficaudit.report.catalogue import ENGLISH, LONGEST, QUOTED, Sentence, Work, group, is_prose, marked

FOLDER = Path(__file__).resolve().parents[2] / "trafficaudit" / "report" / "korean"
GROUPS = sorted(path.stem for path in FOLDER.glob("*.toml"))
SLOT = re.compile(r"\{(\w+)(?::\w+\??)?\}")


def told(name: str, text: str) -> str:
    return group(name).told(text, Work())


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Seeded phone number found in international form; the test phone was at that place",
         "심어 둔 값(전화번호)이 발견됨: 국제 표기로; 시험용 휴대전화가 그 위치에 있었음"),
        # A category whose name holds the sign that the sentence goes on with.
        ("Shop: a.b carries device id (other) (https://x.example/a)",
         "Shop: a.b에 기기 식별자(기타) 항목이 담김(근거: https://x.example/a)"),
        # The separator stands within the sentence, and what its slot holds is sentences in turn.
        ("S: a carries e-mail address (obvious property name; not yet checked against real traffic); the key names it",
         "S: a에 전자우편주소 항목이 담김(근거: 이름 자체가 그 항목을 가리킴; 실제 통신으로는 아직 확인하지 않음); "
         "필드 이름이 그것을 가리킴"),
        ("Advertising id learned from the device: a.B.c() called by com.x at 2026-11-24T00:00:00.000Z",
         "기기에서 얻은 광고식별자(ADID/IDFA/OAID): a.B.c(), 호출한 곳 com.x, 시각 2026-11-24T00:00:00.000Z"),
        ("sent by process 7 (a; b) c): it had connected from port 8 (likely)",
         "프로세스 7(a; b) c)이(가) 보냄: 그 프로세스가 포트 8에서 연결했음(유력)"),
    ],
)  # fmt: skip
def test_a_reasoning_is_put_into_words_piece_by_piece(text: str, shown: str) -> None:
    assert told("findings", text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "Seeded shoe size found as it was typed in",  # no category
        "Seeded phone number found by magic",  # no spelling
        "twelve characters under the name of a session",  # no number
        "the key names it and more",
        "sent by process 7: nobody knows how (certain)",
        "{size} hex digits",
    ],
)
def test_what_is_no_sentence_of_ours_is_marked_and_left_as_it_is(text: str) -> None:
    assert told("findings", text) == f"{ENGLISH}{text}"
    assert group("findings").all(text, Work()) is None


def test_only_what_is_unknown_is_marked_and_once() -> None:
    text = "the key names it; nobody has seen this; nor has anybody that; no key names it"
    assert told("findings", text) == (
        f"필드 이름이 그것을 가리킴; {ENGLISH}nobody has seen this; nor has anybody that; 필드 이름은 그것을 가리키지 않음"
    )


@pytest.mark.parametrize(
    ("text", "prose"),
    [
        ("AS16509", False),
        ("Bank of Korea", False),
        ("Research Organization of Information and Systems, National Institute of Informatics", False),
        ("https://a.example/of-this-and with that", True),
        ("https://a.example/of-this-and that", False),
        ("read together with it", True),
        ("user_id device.model", False),
        ("", False),
    ],
)
def test_names_are_told_from_sentences(text: str, prose: bool) -> None:
    assert is_prose(text) == prose
    assert marked(text) == (ENGLISH + text if prose else text)


def test_a_text_that_is_korean_in_part_is_no_english_one() -> None:
    assert marked("쿠팡 개인정보 처리방침 (its services are others)").startswith(QUOTED)


def test_what_stands_in_a_slot_is_no_template() -> None:
    text = "Luhn digit holds, range of {scheme}{은/는}{0}{__class__}"
    assert told("findings", text) == "룬(Luhn) 검증번호가 맞고, {scheme}{은/는}{0}{__class__} 카드의 대역임"


@pytest.mark.parametrize("name", GROUPS)
def test_both_forms_of_a_sentence_have_the_same_slots_and_kinds_exist(name: str) -> None:
    said = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))["said"]
    assert said
    assert len({english for english, _ in said}) == len(said)
    for english, korean in said:
        slots = SLOT.findall(english)
        assert len(set(slots)) == len(slots)
        assert set(slots) == {each for each in re.findall(r"\{([^{}]+)\}", korean) if "/" not in each}, english
        for each in re.findall(r"\{([^{}]+/[^{}]+)\}", korean):
            assert each in {"은/는", "이/가", "을/를", "과/와", "으로/로"}
        for slot in Sentence.parse(english, korean).slots:
            assert slot.kind in {"", "number", "name", "category", *GROUPS}
        # No particle of two forms is left for the reader to choose but behind a bracket.
        assert not re.search(r"\}(?:은\(는\)|이\(가\)|을\(를\)|\(으\)로)", re.sub(r"\)이\(가\)|\]이\(가\)", "", korean))
        # Nor is one chosen for whatever may stand before it; a share ends in "per cent".
        alone = korean.replace("{share}를", "")
        assert not re.search(r"\}(?:은|는|이|가|을|를|과|와|으로|로)(?![가-힣])", alone), korean
        assert "}{" not in re.sub(r"\{[^{}]*/[^{}]*\}", "", SLOT.sub("{x}", english))


def test_every_category_is_known_in_a_reasoning() -> None:
    for each in taxonomy().values():
        assert each.ko in told("findings", f"Seeded {each.en} found as it was typed in")
        told_of = told("findings", f"{each.en[:1].upper()}{each.en[1:]} learned from the device: a() called at 2026")
        assert told_of == f"기기에서 얻은 {each.ko}: a(), 호출 시각 2026"


@given(st.text(max_size=300), st.sampled_from(GROUPS))
def test_any_text_is_taken(text: str, name: str) -> None:
    shown = told(name, text)
    assert isinstance(shown, str)
    assert (group(name).all(text, Work()) is None) or ENGLISH not in shown


@given(st.lists(st.sampled_from([
    "Seeded ", "phone number", " found ", "as ", "of the value ", "; ", ", ", " (certain)", " carries ", ": ", " (",
    ")", "bytes ", " to ", "7", " at ", " called by ", " by process ", "ciphered with ", "the key names it", " and ",
]), max_size=40))  # fmt: skip
def test_any_pieces_of_sentences_are_taken(parts: list[str]) -> None:
    for name in ("findings", "gaps", "destinations", "warnings"):
        assert isinstance(told(name, "".join(parts)), str)


@pytest.mark.parametrize(
    "text",
    [
        "sent by process 7 (" + "x): y (" * (LONGEST // 8),
        "ciphered with " + "a and key k1 by process 7 at b: " * (LONGEST // 40) + "(certain)",
        "; ".join(["a carries phone number (b"] * 1000),
        "x as of the value " * (LONGEST // 20) + "found as x of the value as it was typed in",
        "Seeded phone number found " + "as x of the value " * (LONGEST // 20),
        "A: " + "b carries " * (LONGEST // 12) + "phone number (c)",
        "x" * (10 * LONGEST) + "; the key names it",
    ],
)
def test_work_is_bounded_whatever_stands_in_a_text(text: str) -> None:
    begun = time.process_time()
    for name in ("findings", "gaps", "destinations", "warnings"):
        told(name, text)
    assert time.process_time() - begun < 2
