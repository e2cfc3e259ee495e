"""What ``analysis/08_sdk_share.py`` prints, against folders in which it can be counted by hand."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from support.command import script
from support.resultfolders import destination, exchange, finding, reseal, unsent, write

from trafficaudit.tables import formats

type Run = Callable[[str, Path], str]
SCRIPT = Path(__file__).resolve().parents[2] / "analysis" / "08_sdk_share.py"
CALL = "android.provider.Settings$Secure.getString(android_id)"


def printed(folder: Path) -> str:
    done = script(SCRIPT, folder)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def line(text: str, *words: str) -> list[str]:
    (found,) = [each for each in text.splitlines() if all(word in each for word in words)]
    return found.split()


@pytest.fixture(scope="module")
def told(results: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The small folder, in which one exchange of track.ads.example fits an SDK's endpoint, and a hook saw one value."""
    folder = tmp_path_factory.mktemp("sdk") / "results"
    shutil.copytree(results, folder)
    findings = pd.read_parquet(folder / "findings.parquet")
    findings.loc[findings["category"] == "os_version", "detector"] = "tracker:adjust"
    findings.loc[findings["category"] == "android_id", "origin"] = f"{CALL} called by com.bridge.sdk.Ids"
    destinations = pd.read_parquet(folder / "destinations.parquet")
    destinations.loc[destinations["host"] == "shop.hanbit.example", "party"] = "first"
    for name, rows in (("findings", findings), ("destinations", destinations)):
        formats.write_parquet(name, formats.frame(name, rows.to_dict("records")), folder / f"{name}.parquet")
    reseal(folder)
    return printed(folder)


def test_an_sdk_counts_every_exchange_with_the_host_that_is_its_alone(told: str) -> None:
    shares = told.split("Each SDK and each server, at least:")[1]
    # Exchanges 0, 1 and 7 of eight; four fields of eight: advertising id, system version, e-mail address, screen.
    assert line(shares, "Adjust SDK", "37.5")[-7:] == ["3", "37.5", "3", "4", "50.0", "4", "2"]
    assert line(told.split("Items by SDK:")[1], "Adjust SDK")[-5:] == [
        "advertising",
        "id,",
        "e-mail",
        "address,",
        "screen",
    ]


def test_the_app_s_own_servers_stand_apart(told: str) -> None:
    kinds = told.split("Each SDK", maxsplit=1)[0]
    assert line(kinds, "app's own server")[-4:] == ["2", "25.0", "1", "12.5"]
    assert line(kinds, "server of another")[-4:] == ["3", "37.5", "3", "37.5"]
    assert "to Crossborder Logistics" in told


def test_a_server_whose_it_is_nobody_knows_is_not_another_s(results: Path, tmp_path: Path) -> None:
    folder = tmp_path / "results"
    shutil.copytree(results, folder)
    destinations = pd.read_parquet(folder / "destinations.parquet").assign(party="unknown")
    frame = formats.frame("destinations", destinations.to_dict("records"))
    formats.write_parquet("destinations", frame, folder / "destinations.parquet")
    reseal(folder)
    kinds = printed(folder).split("Each SDK", maxsplit=1)[0]
    assert "server, whose is not known" in kinds
    assert "server of another" not in kinds


def test_the_code_that_asked_the_phone_is_named_with_where_the_value_went(told: str) -> None:
    asked = told.split("Asked the phone:")[1]
    assert line(asked, "com.bridge.sdk.Ids", CALL)[-4:] == ["to", "Seller", "Bridge", "1"]


def test_what_counts_nowhere_in_the_table_counts_here_no_more(tmp_path: Path) -> None:
    """A key's name beside a seeded value that says otherwise: the transfer table has no such row."""
    value = "9b41c0de77a1f235"
    proof, hint = finding("android_id", value, "d.id"), finding("device_id", value, "d.id", "key")
    folder = write(tmp_path / "out", [(exchange(0), destination(), [proof, hint])])
    assert line(printed(folder).split("Each SDK and each server, at least:")[1], "server of")[-4:] == [
        "1",
        "100.0",
        "1",
        "1",
    ]


def test_without_hooks_and_trackers_it_says_what_it_does_not_know(results: Path, run: Run) -> None:
    text = run("08_sdk_share.py", results)
    assert "No hook saw where a value came from" in text
    assert "Items by SDK: none" in text
    assert "figures: 1" in text


def test_nothing_was_recorded(nothing: Path, run: Run) -> None:
    text = run("08_sdk_share.py", nothing)
    assert "Each SDK and each server, at least: none" in text
    assert "figures: 1" not in text


def test_what_reached_no_server_names_no_sender_of_what_did(tmp_path: Path) -> None:
    """Of two requests to each host one was sent: to the first host nothing that tells, to the second all SDKs but one."""
    adjust, braze = (finding(path=sdk, detector=f"tracker:{sdk}", match="named") for sdk in ("adjust", "braze"))
    items = [
        (exchange(0, "a.ads.example"), destination("a.ads.example"), [finding()]),
        (unsent(exchange(1, "a.ads.example")), destination("a.ads.example"), [adjust]),
        (exchange(2, "b.ads.example"), destination("b.ads.example"), [adjust]),
        (unsent(exchange(3, "b.ads.example")), destination("b.ads.example"), [braze]),
        (exchange(4, "b.ads.example"), destination("b.ads.example"), [finding()]),
        (exchange(5, "c.ads.example"), destination("c.ads.example"), [adjust]),
        (exchange(6, "c.ads.example"), destination("c.ads.example"), [finding()]),
    ]
    shares = printed(write(tmp_path / "out", items)).split("Each SDK and each server, at least:")[1]
    assert line(shares.split("Items")[0], "Adjust SDK")[-7] == "3"
    assert line(shares, "to A Shop")[-7] == "2"
