"""Phase tables of real replays of flow files with marks of our own."""

import base64
import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pandas as pd
import pytest
from mitmproxy.test import tflow
from support.states import record

from trafficaudit.errors import ReadError
from trafficaudit.markdoubts import about_marks
from trafficaudit.replay import Request, replay
from trafficaudit.tables import byphase, formats
from trafficaudit.tables.byphase import PhaseTable, gaps_of, left_out, phase_table

START = 1_790_000_000
START_AT = datetime.fromtimestamp(START, UTC)


def recorded(folder: Path, *marks: str, sent: Mapping[float, str]) -> Path:
    """Record a flow per minute and mail address, a mark each ten minutes."""
    folder.mkdir()
    flows = []
    for minute, mail in sent.items():
        made = tflow.tflow(resp=True)
        made.request.content = json.dumps({"email": mail} if mail else {}).encode()
        made.request.headers["content-type"] = "application/json"
        made.request.timestamp_start = START + 60 * minute
        flows.append(record(made))
    (folder / "traffic-0001.mitm").write_bytes(b"".join(flows))
    at = [datetime.fromtimestamp(START + 600 * number, UTC).isoformat() for number in range(len(marks))]
    lines = [json.dumps({"at": one, "phase": name}) for one, name in zip(at, marks, strict=True)]
    (folder / "phases.jsonl").write_text("".join(line + "\n" for line in lines)) if lines else None
    (folder / "capture.json").write_text(json.dumps({"format": 1, "id": folder.name, "app": {"package": "x.y"}}))
    return folder


def table(captures: tuple[Path, ...], wanted: str, target: Path) -> PhaseTable:
    person = target.with_suffix(".toml")
    person.write_text('[values]\nemail = ["seoyun.kim@hanbit.example"]\n')
    replay(Request(captures, target, person, force=True))
    return phase_table(target, formats.read_parquet("transfers", target / "transfers.parquet"), wanted)


MAIL = "seoyun.kim@hanbit.example"
MARKS = ("before_consent", "consent", "browse", "withdrawal", "browse", "consent", "browse")


def capture_id(result: Path, name: str) -> str:
    captures = json.loads((result / "recipe.json").read_bytes())["inputs"]["captures"]
    return next(str(one["id"]) for one in captures if str(one["id"]).startswith(name))


def mails(found: PhaseTable) -> dict[str, int]:
    rows = found.rows[found.rows["category"] == "email"]
    return dict(zip(rows["phase"], rows["exchanges"], strict=True))


def test_what_the_marks_leave_open_is_told_with_the_table(tmp_path: Path) -> None:
    capture = recorded(tmp_path / "c", "install", "login", "consent", sent=dict.fromkeys((5, 15, 25), MAIL))
    found = table((capture,), "before-consent", tmp_path / "out")
    assert mails(found) == {"install": 1}
    assert found.doubts == (
        "c: the phase 'login' was marked after 'install' and before consent was marked: it counts on neither side, "
        "although by time it lies before consent",
    )
    sure = recorded(tmp_path / "d", "install", "consent", sent=dict.fromkeys((5, 15), MAIL))
    assert table((sure,), "before-consent", tmp_path / "sure").doubts == ()


def test_marks_that_stand_in_place_of_the_recording_s_own_are_told(tmp_path: Path) -> None:
    capture = recorded(tmp_path / "c", "install", "consent", sent=dict.fromkeys((5, 15), MAIL))
    marks = tmp_path / "marks.jsonl"
    marks.write_bytes((capture / "phases.jsonl").read_bytes())
    replay(Request((capture,), tmp_path / "same", phases=marks))
    assert json.loads((tmp_path / "same" / "recipe.json").read_bytes())["warnings"] == []
    marks.write_text((capture / "phases.jsonl").read_text().replace("install", "before_consent"))
    replay(Request((capture,), tmp_path / "other", phases=marks))
    (told,) = json.loads((tmp_path / "other" / "recipe.json").read_bytes())["warnings"]
    assert told == ("c: 2 phase marks of its own not used: those of the file that was handed over stand in their place")
    assert about_marks(told)


def test_marks_of_another_clock_are_told_with_the_empty_table(tmp_path: Path) -> None:
    capture = recorded(tmp_path / "c", "install", "consent", sent={5 - 9 * 60: MAIL, 15 - 9 * 60: MAIL})
    found = table((capture,), "before-consent", tmp_path / "out")
    assert mails(found) == {}
    (told,) = found.doubts
    assert told.startswith("c: all 2 phase marks stand behind its last exchange")
    assert "moved by -9 h" in told


def test_withdrawal_and_consent_given_again(tmp_path: Path) -> None:
    capture = recorded(tmp_path / "c", *MARKS, sent=dict.fromkeys(range(5, 70, 10), MAIL))
    found = table((capture,), "after-withdrawal", tmp_path / "out")
    assert found.phases == ("withdrawal", "after_withdrawal: browse")
    assert mails(found) == {"withdrawal": 1, "after_withdrawal: browse": 1}
    assert found.exchanges == 2
    assert found.without == ()
    before = phase_table(tmp_path / "out", found.rows.iloc[:0], "before-consent")
    assert before.phases == ("before_consent",)
    assert "not counted" in before.unseen
    everything = formats.read_parquet("transfers", tmp_path / "out" / "transfers.parquet")
    assert mails(phase_table(tmp_path / "out", everything, "Browse")) == {"browse": 2}


def test_a_phase_that_was_marked_and_silent_is_an_empty_table_and_says_so(tmp_path: Path) -> None:
    capture = recorded(tmp_path / "c", "consent", "withdrawal", sent={5: MAIL})
    found = table((capture,), "철회 후", tmp_path / "out")
    assert found.rows.empty
    assert (found.phases, found.exchanges) == (("withdrawal",), 0)


@pytest.mark.parametrize("phase", ["+1", "2"])
def test_a_phase_named_like_a_formula_or_a_number_keeps_what_was_not_seen(phase: str, tmp_path: Path) -> None:
    found = table((recorded(tmp_path / "c", phase, sent={5: MAIL}),), phase, tmp_path / "out")
    assert mails(found) == {phase: 1}
    assert "not counted" in found.unseen


@pytest.mark.parametrize("marks", [(), ("consent", "browse")])
def test_a_phase_that_nobody_marked_is_refused(tmp_path: Path, marks: tuple[str, ...]) -> None:
    capture = recorded(tmp_path / "c", *marks, sent={5: MAIL})
    with pytest.raises(ReadError, match="nobody marked one") as caught:
        table((capture,), "after-withdrawal", tmp_path / "out")
    assert ", ".join(marks[:1] or ("unmarked",)) in str(caught.value)


def test_a_capture_without_the_phase_is_named_beside_one_with_it(tmp_path: Path) -> None:
    one = recorded(tmp_path / "one", "withdrawal", sent={5: MAIL})
    two = recorded(tmp_path / "two", "browse", sent={6: MAIL})
    found = table((one, two), "after-withdrawal", tmp_path / "out")
    assert [name.split("-")[0] for name in found.without] == ["two"]
    assert mails(found) == {"withdrawal": 1}


def test_a_damaged_folder_is_our_error(tmp_path: Path) -> None:
    capture = recorded(tmp_path / "c", "withdrawal", sent={5: MAIL})
    found = table((capture,), "after-withdrawal", tmp_path / "out")
    for name in ("exchanges.parquet", "coverage.csv", "recipe.json"):
        whole = (tmp_path / "out" / name).read_bytes()
        (tmp_path / "out" / name).write_bytes(b"[")
        if name == "coverage.csv":
            (tmp_path / "out" / name).unlink()
        with pytest.raises(ReadError):
            phase_table(tmp_path / "out", found.rows, "after-withdrawal")
        (tmp_path / "out" / name).write_bytes(whole)
    recipe = json.loads(whole)
    for mark in ({"at": "x", "phase": "withdrawal"}, {"phase": "withdrawal"}, {"at": "2026-11-24T09:00:00Z"}, 5):
        recipe["inputs"]["captures"][0]["phases"] = [mark]
        (tmp_path / "out/recipe.json").write_text(json.dumps(recipe))
        with pytest.raises(ReadError, match="make it anew with: trafficaudit replay"):
            phase_table(tmp_path / "out", found.rows, "after-withdrawal")


def test_gaps_are_those_of_the_phase_and_of_no_known_one() -> None:
    listed = [("a", "install"), ("a", "browse"), ("a", ""), ("b", ""), ("b", "browse")]
    recipe = {"gaps": [{"capture": capture, "phase": phase} for capture, phase in listed] + [{"capture": "a"}]}
    found = gaps_of(recipe, ("install",), ("b",))
    assert [(gap["capture"], gap.get("phase")) for gap in found] == [("a", "install"), ("a", ""), ("a", None)]
    assert gaps_of({}, ("install",), ()) == []


def test_a_gap_stands_in_the_phase_of_its_exchange(tmp_path: Path) -> None:
    deep = MAIL
    for _ in range(20):
        deep = base64.b64encode(json.dumps({"a": deep}).encode()).decode()
    capture = recorded(tmp_path / "c", "install", "consent", "browse", sent={5: MAIL, 25: deep})
    found = table((capture,), "browse", tmp_path / "out")
    listed = json.loads((tmp_path / "out" / "recipe.json").read_text())["gaps"]
    assert {gap["phase"] for gap in listed} == {"browse"}
    assert (found.gaps, found.undated) == (len(listed), 0)
    assert phase_table(tmp_path / "out", found.rows, "install").gaps == 0


def test_what_was_sent_in_no_known_phase_is_told_beside_the_table(tmp_path: Path) -> None:
    capture = recorded(tmp_path / "c", "before_consent", "consent", sent=dict.fromkeys((-2, -1, 5, 15), MAIL))
    found = table((capture,), "before-consent", tmp_path / "out")
    assert (mails(found), found.beside) == ({"before_consent": 1}, 2)
    assert phase_table(tmp_path / "out", found.rows, "unmarked").beside == 0
    assert left_out("out", 2, "en").startswith("out: 2 exchanges were sent in no phase that is known")
    assert "교신 2건" in left_out("out", 2, "ko")
    other = recorded(tmp_path / "d", sent={5: MAIL})  # nobody marked anything: told as a capture without the phase
    both = table((capture, other), "before-consent", tmp_path / "both")
    assert both.beside == 2
    assert both.without == (capture_id(tmp_path / "both", "d"),)
    listed = pd.read_parquet(tmp_path / "out/exchanges.parquet")
    listed.loc[listed.index[listed["phase"] == "unmarked"][0], "sent"] = "no"
    listed.to_parquet(tmp_path / "out/exchanges.parquet")
    assert phase_table(tmp_path / "out", found.rows, "before-consent").beside == 1, "what was not sent is not counted"


def test_phases_are_told_in_the_order_of_time_whoever_named_them() -> None:
    times = [pd.Timestamp(START + 60 * minute, unit="s", tz="UTC") for minute in range(4)]
    seen = pd.DataFrame({"capture": ["c", "c", "d", "c"], "phase": ["browse", "account", "other", "late"], "at": times})
    seen.loc[3, "at"] = pd.NaT
    capture = {
        "id": "c",
        "phases": [
            {"at": (START_AT - timedelta(hours=1)).isoformat(), "phase": "install"},
            {"at": (START_AT + timedelta(seconds=30)).isoformat(), "phase": "login"},
        ],
    }
    assert list(byphase._marks(capture, seen)) == ["install", "browse", "login", "account", "late"]


def test_what_stands_near_a_mark_of_consent_is_counted(tmp_path: Path) -> None:
    sent = dict.fromkeys((5, 9.8, 9.9, 10.1, 29.9, 30.1, 35, 40.1, 60.1), MAIL)
    capture = recorded(tmp_path / "c", *MARKS, sent=sent)
    assert table((capture,), "before-consent", tmp_path / "out").near == 1, "9.9, and not 9.8, which is 12 s before"
    assert table((capture,), "after-withdrawal", tmp_path / "out").near == 1, "30.1, and not 40.1 at the next mark"
    assert table((capture,), "consent", tmp_path / "out").near == 0
    said = byphase.near("out", 1, "en")
    assert said.startswith("out: 1 exchange of it stands within 10 s of the mark that ends this phase")
    assert "10초 안에 있는 교신 2건" in byphase.near("out", 2, "ko")
