import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.report import lettering
from trafficaudit.report.lettering import fit, width


@given(st.text(), st.floats(0, 500), st.sampled_from([12.0, 13.0]))
def test_what_is_fitted_fits_or_is_one_mark(text: str, room: float, size: float) -> None:
    shown = fit(text, room, size)
    assert width(shown, size) <= room or shown in ("…", text[:0])
    assert shown == text or "…" in shown


def test_both_ends_of_a_long_name_stay() -> None:
    shown = fit("collector-eu-west-1.metrics.recipient.example", 120, 13.0)
    assert shown.startswith("collec")
    assert shown.endswith("ple")
    assert fit("짧음", 120, 13.0) == "짧음"


def test_capitals_and_broad_letters_take_more_room() -> None:
    assert width("il", 13.0) < width("IL", 13.0) < width("WM", 13.0)
    assert len(fit("W" * 99, 120, 13.0)) < len(fit("l" * 99, 120, 13.0))


def test_korean_letters_are_wider() -> None:
    assert width("가나", 13.0) > width("ab", 13.0)


@pytest.mark.parametrize("letter", "lW가")
def test_a_long_text_is_looked_at_once(letter: str, monkeypatch: pytest.MonkeyPatch) -> None:
    looked, share = [], lettering._share

    def counted(one: str) -> float:
        looked.append(one)
        return share(one)

    monkeypatch.setattr(lettering, "_share", counted)
    assert len(fit(letter * 3_000, 120, 13.0)) < 60
    assert len(looked) < 6_000


def test_two_thirds_as_much_stays_of_the_end_as_of_the_beginning() -> None:
    text = "abcdeghkmnopqsuvxyz" * 9
    for room in (60, 120, 240):
        head, mark, tail = fit(text, room, 12.0).partition("…")
        assert (mark, len(tail)) == ("…", len(head) * 2 // 3)
        assert text.startswith(head)
        assert text.endswith(tail)
        assert width(f"{text[: len(head) + 1]}…{tail}", 12.0) > room - 12
    assert fit(text, 12.0, 12.0) == "…"
    assert fit(text, 21.0, 12.0) == "a…"
