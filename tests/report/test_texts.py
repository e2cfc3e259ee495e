import re
from pathlib import Path

import pytest

from trafficaudit.globe import COUNTRIES
from trafficaudit.report.texts import Texts, countries, registered

PACKAGE = Path(__file__).resolve().parent.parent.parent / "trafficaudit" / "report"


@pytest.mark.parametrize("key", registered())
def test_both_languages_say_everything_with_the_same_braces(key: str) -> None:
    entry = registered()[key]
    assert set(entry) == {"ko", "en"}
    assert all(entry.values())
    assert set(re.findall(r"\{\w+\}", entry["ko"])) == set(re.findall(r"\{\w+\}", entry["en"]))


def test_every_text_that_is_asked_for_is_registered() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in PACKAGE.glob("*.py"))
    assert set(re.findall(r'texts\("(\w+)"', source)) <= set(registered())
    script = (PACKAGE / "page.js").read_text(encoding="utf-8")
    asked = set(re.findall(r"texts\.(\w+)", script)) | set(
        re.findall(r'\["(\w+)", (?:word|label|clock|fill|element|[XTDF`])', script)
    )
    assert {f"script.{key}" for key in asked} - set(registered()) == set()


def test_numbers_and_words() -> None:
    texts = Texts("ko")
    assert texts("at_least", number=12345) == "최소 12,345건"
    assert texts("at_least", number="{number}") == "최소 {number}건"
    assert [Texts("en")("at_least", number=number) for number in (0, 1, 1001)] == [
        "at least 0 exchanges",
        "at least 1 exchange",
        "at least 1,001 exchanges",
    ]
    assert Texts("en")("timeline_untimed", number=1).startswith("1 exchange of which no time is recorded is not")
    assert texts.word("side", "undetermined") == "미확정"
    assert [texts.phase(name) for name in ("after_withdrawal", "before consent", "쉬는 때")] == [
        "동의 철회 후",
        "before consent",
        "쉬는 때",
    ]
    assert texts.phase("after_withdrawal: browse") == "동의 철회 후: 둘러보기"
    assert texts.phase("after_withdrawal: {rows} 쉬는 때") == "동의 철회 후: {rows} 쉬는 때"
    assert texts.phase("after_withdrawal: " * 5_000) == f"동의 철회 후: {'after_withdrawal: ' * 4_999}"
    assert texts.word("match", "sha256(md5)") == "sha256(md5)"
    assert texts.category("email") == "전자우편주소"
    assert texts.category("not-there") == "not-there"


def test_countries() -> None:
    texts = Texts("en")
    assert texts.country("KR or SG") == "Korea KR or Singapore SG"
    assert texts.country("edge") == "delivery edge (no country)"
    assert texts.country("XX") == "XX"
    assert texts.country("LK") == "Sri Lanka LK"
    assert Texts("ko").country("MM or XK") == "미얀마 MM 또는 코소보 XK"
    unnamed = [code for code in COUNTRIES if not re.search("[가-힣]", Texts("ko").country(code))]
    assert unnamed == []
    assert all(re.fullmatch(r"[A-Z]{2}", code) for code in countries())
    with pytest.raises(KeyError):
        texts("no such text")


def test_the_first_point_of_contact_is_called_so() -> None:
    assert "첫 접속 지점" in registered()["countries_title"]["ko"]
    assert "관찰 불가" in registered()["unseen"]["ko"]
    assert "관찰 불가" in registered()["unseen"]["en"]


OTHER_WORDS = {
    "녹화": "기록",
    "단말기 내": "휴대전화 내",
    "광고 ID": "광고식별자",
    "확인 번호": "보안코드",
    "신분 번호": "신분번호",
    "카드 번호": "카드번호",
    "유효 기간": "유효기간",
    "그 판": "그 버전",
    "SDK의 판": "SDK의 버전",
    "배포망 경계": "배포망(CDN) 경계",
    "위험 통제": "부정이용 방지",
    "액세스 토큰": "접근 토큰",
    "이전 판": "이전 버전",
    "가운데값": "중앙값",
}
"""What a Korean reader would take for another thing than the word of the report for it."""


@pytest.mark.parametrize("word", OTHER_WORDS)
def test_one_thing_has_one_korean_word(word: str) -> None:
    files = [
        *PACKAGE.rglob("*.toml"),
        PACKAGE.parent / "persona/data.toml",
        PACKAGE.parents[1] / "docs/quickstart.ko.md",
    ]
    said = [path.name for path in files if word in path.read_text(encoding="utf-8")]
    assert said == [], f"write {OTHER_WORDS[word]}"


def test_the_method_claims_no_more_than_what_the_tool_knows() -> None:
    said = registered()["method_steps"]
    assert "모든" not in said["ko"]
    assert "every" not in said["en"]


def test_a_digest_is_not_said_to_be_no_personal_data() -> None:
    said = registered()["method_note"]
    assert "대입으로 알아낼 수 있으므로" in said["ko"]
    assert "can be found by trying" in said["en"]


def test_only_a_package_is_called_sealed() -> None:
    for name in ("endpoints", "names"):  # what an app's own blob is made of is another thing
        assert "봉인" not in (PACKAGE / f"korean/{name}.toml").read_text(encoding="utf-8")


def test_the_summary_says_whose_word_a_personal_item_is() -> None:
    said = registered()["summary_total"]
    assert "이 도구가 개인정보 항목으로 분류하는" in said["ko"]
    assert "what this tool counts as a personal item" in said["en"]
    assert "앱이" not in said["ko"]  # who sent it stands in the limits
