"""What reached no server, what came before the first mark, and what a server gave first, in the scripts that count."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from support.command import script
from support.resultfolders import Item, destination, exchange, finding, unsent, write

ANALYSIS = Path(__file__).resolve().parents[2] / "analysis"


def printed(name: str, folder: Path) -> str:
    done = script(ANALYSIS / name, folder)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Before the first mark, before consent, after it; one exchange was blocked; one value comes from the server."""
    shop, ads = destination(), destination("t.ads.example", "US", "established", "Ads")
    given = finding("user_id", "3307741925", "data.userId")
    given = replace(given, field=replace(given.field, direction="response"))
    items: list[Item] = [
        (exchange(0, phase="unmarked"), shop, [finding("android_id", "c41f9be203d7a865")]),
        (exchange(1, phase="before_consent"), shop, [finding("advertising_id", "7c1e55d0")]),
        (unsent(exchange(2, "t.ads.example", "before_consent")), ads, [finding("advertising_id", "7c1e55d0")]),
        (exchange(3, phase="login"), shop, [finding(), given]),
        (
            exchange(4, phase="browse"),
            shop,
            [finding("user_id", "3307741925"), finding("android_id", "c41f9be203d7a865")],
        ),
    ]
    return write(tmp_path_factory.mktemp("unsent") / "out", items)


def test_what_went_nowhere_is_with_no_host(folder: Path) -> None:
    text = printed("01_destinations.py", folder)
    assert "\n1 exchange is left out: no server was reached" in text
    assert "t.ads.example" not in text


def test_what_came_before_the_first_mark_is_not_only_in_other_phases(folder: Path) -> None:
    before, after = printed("03_before_consent.py", folder).split("Sent to a host only in other phases:")
    assert "a.shop.example: Android id" in before.split("Sent to a host before the first mark:")[1]
    assert "a.shop.example: e-mail address, user id" in after
    assert "Android id" not in after


def test_what_the_marks_leave_open_is_told(tmp_path: Path) -> None:
    out = write(tmp_path / "out", [(exchange(0, phase="before_consent"), destination(), [finding()])])
    recipe = json.loads((out / "recipe.json").read_text(encoding="utf-8"))
    told = "c: the phase 'x' was marked after 'consent' was marked: what counts in it as before consent rests on consent being asked for anew"
    (out / "recipe.json").write_text(json.dumps(recipe | {"warnings": [told, "other"]}), encoding="utf-8")
    text = printed("03_before_consent.py", out)
    assert f"Mind: {told}\n" in text
    assert "other\n" not in text


def test_what_a_server_gave_first_is_told(folder: Path) -> None:
    given = printed("05_responses.py", folder).split("Given by a server before the app sent it:")[1]
    rows = [line.split() for line in given.splitlines() if "example" in line]
    assert [row[:5] for row in rows] == [["a.shop.example", "a.shop.example", "user", "id", "1"]]


def test_without_a_phase_before_consent_nothing_is_only_after_it(tmp_path: Path) -> None:
    out = write(tmp_path / "out", [(exchange(0), destination(), [finding()])])
    text = printed("03_before_consent.py", out)
    for title in ("Proven by a seeded value", "Hints", "Sent to a host only in other phases"):
        assert f"{title}: not known without a mark" in text


def test_a_phase_before_consent_that_stayed_silent_is_one(tmp_path: Path) -> None:
    """Whatever a host got after the mark it got only in other phases: nothing was recorded before it."""
    out = write(tmp_path / "out", [(exchange(0, phase="consent"), destination(), [finding()])])
    recipe = json.loads((out / "recipe.json").read_text(encoding="utf-8"))
    recipe["inputs"]["captures"][0]["phases"] = [{"at": "2026-11-24T08:59:00+09:00", "phase": "before_consent"}]
    (out / "recipe.json").write_text(json.dumps(recipe), encoding="utf-8")
    told = printed("03_before_consent.py", out)
    assert "A phase before consent is marked, and no exchange was recorded in it." in told
    assert "cannot be answered" not in told
    assert "a.shop.example: e-mail address" in told.split("Sent to a host only in other phases:")[1]


def test_what_no_mark_places_is_on_neither_side_of_consent(folder: Path) -> None:
    text = printed("07_compare_captures.py", folder)
    assert "Mind: what 1 host was sent in unmarked is not compared, and new nowhere." in text
    new, gone = text.split("New: only in other phases:")[1].split("Gone: only before consent:")
    assert ["Android id" in new, "user id" in new] == [False, True]
    assert "afterwards" not in text
    assert "advertising id" in gone


def test_without_a_mark_before_consent_there_are_no_sides(tmp_path: Path) -> None:
    out = write(tmp_path / "out", [(exchange(0, phase="unmarked"), destination(), [finding()])])
    text = printed("07_compare_captures.py", out)
    assert "No phase before consent is marked in this recording" in text
    assert "New: only in other phases" not in text, "none would read as an answer"
    assert "lines are the same" not in text
    assert "hosts before consent" not in text
    assert "Mind: what 1 host was sent in unmarked is not compared, and new nowhere." in text


def test_what_a_server_gave_is_first_sent_when_it_was_and_not_where_it_stands_first(tmp_path: Path) -> None:
    """Recordings may be handed over in any order, and stand so in the tables."""
    given = finding("user_id", "3307741925", "data.userId")
    given = replace(given, field=replace(given.field, direction="response"))
    sent = [finding("user_id", "3307741925")]
    items: list[Item] = [
        (exchange(9), destination(), sent),
        (exchange(0), destination(), [given]),
        (exchange(4), destination(), sent),
    ]
    text = printed("05_responses.py", write(tmp_path / "out", items))
    (line,) = [line for line in text.split("Given by a server before")[1].splitlines() if "user id" in line]
    assert line.endswith(":04+00:00"), line
