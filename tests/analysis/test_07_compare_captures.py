"""What ``analysis/07_compare_captures.py`` prints, against folders in which it can be counted by hand."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
from support.command import script
from support.resultfolders import reseal

from trafficaudit.tables import formats

type Run = Callable[[str, Path], str]
SCRIPT = Path(__file__).resolve().parents[2] / "analysis" / "07_compare_captures.py"


def compared(one: Path, other: Path) -> str:
    done = script(SCRIPT, one, other)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_one_folder_is_compared_with_itself_around_consent(results: Path, run: Run) -> None:
    printed = run("07_compare_captures.py", results)
    assert "at least 2 hosts before consent: 1 abroad, 0 in Korea, 1 undetermined" in printed
    new, gone = printed.split("New: only in other phases:")[1].split("Gone: only before consent:")
    assert "phone number" in new
    assert "e-mail address" in new
    assert "advertising id" in gone.split("Changed")[0]
    assert "figures: 1" in printed


def test_what_left_after_a_withdrawal_is_on_neither_side(withdrawn: Path, run: Run) -> None:
    printed = run("07_compare_captures.py", withdrawn)
    assert "Mind: what 2 hosts were sent after consent was withdrawn is not compared: 03_before_consent.py" in printed
    new, gone = printed.split("New: only in other phases")[1].split("Gone: only before consent:")
    assert "phone number" not in new
    assert "track.ads.example" not in new, "it was sent the address after the withdrawal alone"
    assert "advertising id" in gone.split("Changed")[0]


def test_two_folders_show_what_is_new_gone_and_changed(results: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(results, other)
    rows = pd.read_parquet(other / "transfers.parquet")
    reseal(other)
    rows.loc[rows.category == "phone_number", ["country", "leaves_korea"]] = ["SG", "yes"]
    rows.loc[rows.category == "android_id", "category"] = "imei"
    rows.loc[(rows.category == "email") & (rows.phase == "login"), "phase"] = "first_launch"
    formats.write_parquet("transfers", formats.frame("transfers", rows.to_dict("records")), other / "transfers.parquet")
    reseal(other)
    printed = compared(results, other)
    new, rest = printed.split("New: only in the second:")[1].split("Gone: only in the first:")
    gone, changed = rest.split("Changed:")
    assert ["IMEI" in new, "Android id" in gone] == [True, True]
    (line,) = [line for line in changed.splitlines() if "e-mail address" in line]
    assert line.index("in other phases") < line.index("before consent")
    (line,) = [line for line in changed.splitlines() if "phone number" in line]
    assert [word for word in line.split() if word in ("CN", "SG")] == ["CN", "SG"]
    assert f"of {len(rows[['host', 'category']].drop_duplicates()) + 1} lines are the same on both sides" in printed
    assert printed.count("opaque body: 1") == 2


def test_the_same_folder_twice_differs_in_nothing(results: Path, nothing: Path) -> None:
    printed = compared(results, results)
    assert printed.count(": none") == 4
    assert "Mind:" not in printed
    assert "New: only in the second: none" in compared(results, nothing)


def test_another_host_of_a_recipient_is_no_new_item(results: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(results, other)
    rows = pd.read_parquet(other / "transfers.parquet")
    reseal(other)
    rows.loc[rows.host == "track.ads.example", "host"] = "t2.ads.example"
    rows.loc[rows.host == "img.cdn.example", "host"] = "c2.cdn.example"
    formats.write_parquet("transfers", formats.frame("transfers", rows.to_dict("records")), other / "transfers.parquet")
    reseal(other)
    printed = compared(results, other)
    lists, moved = printed.split("Changed:")[0].split("Elsewhere:")
    assert "ads.example" not in lists
    assert moved.count("t2.ads.example") == moved.count("track.ads.example") > 0


def test_a_phase_of_one_side_alone_is_marked_and_told(results: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(results, other)
    rows = pd.read_parquet(other / "transfers.parquet")
    reseal(other)
    rows = rows[rows["phase"] != "checkout"]
    seen = pd.read_parquet(other / "exchanges.parquet")
    seen = seen[seen["phase"] != "checkout"]
    for name, table in (("transfers", rows), ("exchanges", seen)):
        formats.write_parquet(name, formats.frame(name, table.to_dict("records")), other / f"{name}.parquet")
    reseal(other)
    printed = compared(results, other)
    assert "Mind: only the first holds something of checkout" in printed
    (line,) = [line for line in printed.splitlines() if "phone number" in line]
    assert "checkout*" in line


def test_says_so_where_the_other_is_no_result(results: Path, tmp_path: Path) -> None:
    done = script(SCRIPT, results, tmp_path)
    assert (done.returncode, "is not a result folder" in done.stderr) == (1, True)
