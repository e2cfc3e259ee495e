import pytest

from trafficaudit.cli.words import word


@pytest.mark.parametrize(
    ("column", "value", "shown"),
    [
        ("leaves_korea", "undetermined", "미확정"),
        ("encrypted", "no", "평문"),
        ("certainty", "disputed", "자료로 확정 안 됨"),
        ("match", "named", "이름에 따름"),
        ("match", "sha256", "sha256"),
        ("phase", "after_withdrawal: browse", "동의 철회 후: 둘러보기"),
        ("phase", "쉬는 때", "쉬는 때"),
        ("recipient", "unknown customer of Cloud", "운영자만 확인(고객 미상): Cloud"),
        ("origin", "A.b() called by c", "A.b(), 호출한 곳 c"),
        ("host", "named", "named"),
    ],
)
def test_a_terminal_shows_words_in_korean_and_codes_in_english(column: str, value: str, shown: str) -> None:
    assert word(column, value, "ko") == shown
    assert word(column, value, "en") == value
