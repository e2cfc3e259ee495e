"""What reproducing comes to: results that were left alone, tampered with, or made of what has changed since."""

import hashlib
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from support import flows, hars, mmdb, packages

from captures.rehearsal import geo
from trafficaudit import evidence
from trafficaudit.destinations import installed, pins
from trafficaudit.errors import EvidenceError, ReadError
from trafficaudit.replay import Request, replay
from trafficaudit.reproduce import Outcome, reproduce

BODY = json.dumps({"email": "seoyun.kim@hanbit.example", "imei": "x"})


@pytest.fixture
def capture(tmp_path: Path) -> Path:
    return hars.write(tmp_path / "s.har", hars.entry("https://a.shop.example/=cmd", "3.34.0.1", body=BODY))


@pytest.fixture
def persona(tmp_path: Path) -> Path:
    path = tmp_path / "p.toml"
    path.write_text('[values]\nemail = ["seoyun.kim@hanbit.example"]\n')
    return path


@pytest.fixture
def results(capture: Path, persona: Path, tmp_path: Path) -> Path:
    replay(Request((capture,), tmp_path / "out", persona))
    return tmp_path / "out"


def told(outcome: Outcome) -> dict[str, tuple[str, str, int, str]]:
    return {
        each.name: (each.state, each.difference.what, each.difference.row, each.difference.column)
        if each.difference
        else (each.state, "", 0, "")
        for each in outcome.files
        if each.state != "identical"
    }


def edited_csv(results: Path) -> None:
    path = results / "transfers.csv"
    path.write_bytes(path.read_bytes().replace(b"a.shop.example", b"b.shop.example", 1))


def rewritten_parquet(results: Path) -> None:
    path = results / "findings.parquet"
    pd.read_parquet(path).to_parquet(path)


def edited_parquet(results: Path) -> None:
    data = pd.read_parquet(results / "transfers.parquet")
    data.loc[0, "leaves_korea"] = "yes"
    data.to_parquet(results / "transfers.parquet", index=False)


def shifted_workbook(results: Path) -> None:
    path = results / "transfers.xlsx"
    path.write_bytes(path.read_bytes() + b"\0")


def removed(results: Path) -> None:
    (results / "coverage.csv").unlink()


def recipe_spaced(results: Path) -> None:
    path = results / "recipe.json"
    path.write_bytes(path.read_bytes() + b"\n")


def recipe_gap_hidden(results: Path) -> None:
    path = results / "recipe.json"
    recipe = json.loads(path.read_bytes())
    recipe["counts"]["findings"] += 1
    path.write_text(json.dumps(recipe, ensure_ascii=False, indent=1) + "\n")


SAME = "the cells are the same, the files are not"


@pytest.mark.assertion("RPD-2")
@pytest.mark.parametrize(
    ("tamper", "name", "state", "what", "row", "column"),
    [
        (edited_csv, "transfers.csv", "altered", "a cell differs", 1, "host"),
        (rewritten_parquet, "findings.parquet", "altered", "the columns differ", 0, "capture: large_string"),
        (edited_parquet, "transfers.parquet", "altered", "a cell differs", 1, "leaves_korea"),
        (shifted_workbook, "transfers.xlsx", "altered", SAME, 0, ""),
        (removed, "coverage.csv", "absent", "", 0, ""),
        (recipe_spaced, "recipe.json", "altered", "it says the same in other bytes", 0, ""),
        (recipe_gap_hidden, "recipe.json", "different", "an entry differs", 0, "counts.findings"),
    ],
)
def test_what_was_changed_by_hand_is_caught(
    results: Path,
    tmp_path: Path,
    tamper: Callable[[Path], None],
    name: str,
    state: str,
    what: str,
    row: int,
    column: str,
) -> None:
    tamper(results)
    outcome = reproduce(results, [tmp_path])
    assert (outcome.verdict, outcome.changes) == ("different", ())
    ((found, told_of),) = told(outcome).items()
    assert (found, told_of[0], told_of[2], told_of[3]) == (name, state, row, column)
    assert told_of[1].startswith(what)


def test_a_link_in_the_place_of_a_table_is_no_table(results: Path, tmp_path: Path) -> None:
    (results / "transfers.csv").rename(tmp_path / "kept.csv")
    (results / "transfers.csv").symlink_to(tmp_path / "kept.csv")
    assert told(reproduce(results, [tmp_path])) == {"transfers.csv": ("absent", "", 0, "")}


@pytest.mark.assertion("RPD-2")
def test_an_edit_whose_digest_was_put_into_the_recipe_is_caught(results: Path, tmp_path: Path) -> None:
    before = json.loads((results / "recipe.json").read_bytes())["outputs"]["transfers.csv"]
    edited_csv(results)
    now = hashlib.sha256((results / "transfers.csv").read_bytes()).hexdigest()
    recipe = results / "recipe.json"
    recipe.write_text(recipe.read_text().replace(before, now))
    outcome = reproduce(results, [tmp_path])
    assert outcome.verdict == "different"
    assert told(outcome) == {
        "transfers.csv": ("different", "a cell differs", 1, "host"),
        "recipe.json": ("different", "an entry differs", 0, "outputs.transfers.csv"),
    }


@pytest.mark.assertion("RPD-3")
def test_a_persona_that_changed_is_named_with_the_row_it_changes(results: Path, persona: Path, tmp_path: Path) -> None:
    persona.write_text('[values]\nemail = ["nobody@hanbit.example"]\n')
    outcome = reproduce(results, [tmp_path])
    assert outcome.verdict == "different"
    assert [each.what for each in outcome.changes] == ["persona p.toml"]
    assert told(outcome)["findings.parquet"] == ("different", "a cell differs", 1, "match")


def test_a_persona_that_changed_without_an_effect_does_not_pass(results: Path, persona: Path, tmp_path: Path) -> None:
    persona.write_text(persona.read_text() + "# a remark\n")
    outcome = reproduce(results, [tmp_path])
    assert outcome.verdict == "different"
    assert [each.what for each in outcome.changes] == ["persona p.toml"]
    assert set(told(outcome)) == {"recipe.json"}


@pytest.mark.assertion("RPD-3")
def test_a_capture_that_changed_is_named(results: Path, capture: Path, tmp_path: Path) -> None:
    capture.write_bytes(capture.read_bytes().replace(b"a.shop.example", b"c.shop.example"))
    outcome = reproduce(results, [tmp_path])
    assert outcome.verdict == "different"
    assert [each.what for each in outcome.changes] == ["capture s.har"]


@pytest.mark.assertion("RPD-3")
def test_other_versions_are_named_and_do_not_matter_where_the_tables_are_the_same(
    results: Path, tmp_path: Path
) -> None:
    recipe = json.loads((results / "recipe.json").read_bytes())
    recipe["libraries"]["pyarrow"] = "1.0"
    recipe["tool"]["rules"]["categories.toml"] = "0" * 64
    (results / "recipe.json").write_text(json.dumps(recipe, ensure_ascii=False, indent=1) + "\n")
    outcome = reproduce(results, [tmp_path])
    assert outcome.verdict == "identical"
    assert [each.what for each in outcome.changes] == ["rule file categories.toml", "library pyarrow"]


def test_every_kind_of_input_is_found_again_under_another_name(capture: Path, persona: Path, tmp_path: Path) -> None:
    marks = tmp_path / "m.jsonl"
    marks.write_text('{"at": "2026-11-24T09:00:00+09:00", "phase": "browse"}\n')
    request = Request((capture,), tmp_path / "out", persona, "kr.app", marks, lang="ko")
    replay(request)
    for number, file in enumerate((capture, persona, marks)):
        file.rename(tmp_path / f"exhibit-{number}")
    assert reproduce(tmp_path / "out", [tmp_path]).verdict == "identical"


def test_two_captures_keep_their_order(tmp_path: Path) -> None:
    first = hars.write(tmp_path / "b.har", hars.entry("https://b.example/", "3.34.0.1"))
    second = hars.write(tmp_path / "a.har", hars.entry("https://a.example/", "3.34.0.1"))
    replay(Request((first, second), tmp_path / "out"))
    assert reproduce(tmp_path / "out", [tmp_path]).verdict == "identical"


@pytest.fixture
def sealed(tmp_path: Path) -> Path:
    made = tmp_path / "shop"
    made.mkdir()
    flows.write(made / "traffic-0001.mitm", flows.flow(1, body=BODY.encode()))
    (made / "capture.json").write_text('{"format": 1, "id": "shop"}')
    return evidence.seal(made).path


@pytest.mark.assertion("RPD-1")
def test_results_of_a_sealed_capture_are_made_again_from_the_package_wherever_it_lies(
    sealed: Path, tmp_path: Path
) -> None:
    replay(Request((sealed,), tmp_path / "out"))
    (tmp_path / "shop").rename(tmp_path / "moved-away")
    archive = tmp_path / "archive"
    archive.mkdir()
    sealed.rename(archive / "exhibit-7")
    outcome = reproduce(tmp_path / "out", [archive])
    assert (outcome.verdict, outcome.changes) == ("identical", ())


def test_a_verdict_that_became_another_one_is_named_and_changes_no_result(sealed: Path, tmp_path: Path) -> None:
    replay(Request((sealed,), tmp_path / "out"))
    recipe = json.loads((tmp_path / "out" / "recipe.json").read_bytes())
    recipe["inputs"]["captures"][0]["seal"]["checks"]["timestamp"] = "ok"
    (tmp_path / "out" / "recipe.json").write_text(json.dumps(recipe))
    outcome = reproduce(tmp_path / "out", [sealed])
    assert outcome.verdict == "identical"
    assert [(each.what, each.recorded, each.now) for each in outcome.changes] == [
        ("capture shop.sealed: seal.checks.timestamp", "ok", "open")
    ]


def test_a_package_that_was_tampered_with_since_does_not_pass(sealed: Path, tmp_path: Path) -> None:
    replay(Request((sealed,), tmp_path / "out"))
    packages.flip(sealed / "bag/bag-info.txt", 3)
    (tmp_path / "shop").rename(tmp_path / "capture-gone-elsewhere.bak")
    (tmp_path / "capture-gone-elsewhere.bak" / "capture.json").unlink()
    with pytest.raises(EvidenceError, match="is rejected"):
        reproduce(tmp_path / "out", [sealed])


def test_a_package_that_was_tampered_with_and_renamed_does_not_pass_as_missing(sealed: Path, tmp_path: Path) -> None:
    replay(Request((sealed,), tmp_path / "out"))
    (tmp_path / "kept").mkdir()
    sealed.rename(tmp_path / "kept" / "exhibit")
    packages.flip(tmp_path / "kept/exhibit/bag/data/capture/capture.json", 3)
    packages.put(
        tmp_path / "kept/exhibit/bag/data/capture/capture.json", b'{"format": 1, "id": "shop", "note": "edited"}'
    )
    with pytest.raises(EvidenceError, match="is rejected"):
        reproduce(tmp_path / "out", [tmp_path / "kept"])


def test_the_users_own_database_is_an_input(capture: Path, tmp_path: Path) -> None:
    for name, country in (("own.mmdb", "JP"), ("later.mmdb", "SG")):
        geo.write_countries(tmp_path / name, {"10.0.0.1": country})
    replay(Request((capture,), tmp_path / "out", geoip=(tmp_path / "own.mmdb",)))
    (tmp_path / "own.mmdb").rename(tmp_path / "exhibit-9")
    assert reproduce(tmp_path / "out", [tmp_path]).verdict == "identical"
    (tmp_path / "exhibit-9").unlink()
    assert [each.name for each in reproduce(tmp_path / "out", [tmp_path]).missing] == ["own.mmdb"]
    (tmp_path / "later.mmdb").rename(tmp_path / "own.mmdb")
    outcome = reproduce(tmp_path / "out", [tmp_path])
    assert outcome.verdict == "different"
    assert [each.what for each in outcome.changes] == ["database own.mmdb"]


def test_results_in_a_package_are_made_again_from_what_lies_beside_them(
    capture: Path, persona: Path, tmp_path: Path
) -> None:
    made = tmp_path / "shop"
    made.mkdir()
    flows.write(made / "traffic-0001.mitm", flows.flow(1, body=BODY.encode()))
    (made / "capture.json").write_text('{"format": 1, "id": "shop"}')
    (made / "persona.toml").write_text(persona.read_text())
    replay(Request((made,), tmp_path / "out", made / "persona.toml"))
    order = evidence.Order(results=(tmp_path / "out",))
    package = evidence.seal(made, tmp_path / "elsewhere.sealed", order).path
    made.rename(tmp_path / "gone")
    outcome = reproduce(next(package.rglob("recipe.json")).parent)
    assert outcome.verdict == "identical"
    assert [each.what for each in outcome.changes] == ["capture shop: seal"]


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7), which=st.integers(0, 7))
@example(place=0.001953125, bit=0, which=4)  # in the recipe, the tool's name
def test_no_changed_byte_of_a_result_goes_untold(
    results: Path, tmp_path: Path, place: float, bit: int, which: int
) -> None:
    file = sorted(results.iterdir())[which]
    before = file.read_bytes()
    after = bytearray(before)
    after[int(place * len(before))] ^= 1 << bit
    file.write_bytes(after)
    try:
        outcome = reproduce(results, [tmp_path])
        told_of = {each.name for each in outcome.files if each.state != "identical"}
        # What a recipe says of versions is no part of the result: it is told as changed.
        assert told_of == {file.name} or outcome.changes or outcome.missing
    except ReadError:
        assert file.name == "recipe.json"
    finally:
        file.write_bytes(before)


def test_a_pinned_set_of_geo_databases_is_found_again(tmp_path: Path, capture: Path) -> None:
    own = mmdb.write(tmp_path / "GeoLite2-Country.mmdb", "GeoLite2-Country", {"3.34.0.0/24": mmdb.country("KR")})
    given_too = mmdb.write(tmp_path / "beside.mmdb", "GeoLite2-Country", {"3.34.0.0/25": mmdb.country("JP")})
    folder = tmp_path / "config"
    installed.add(folder, own, date(2026, 11, 26))
    replay(Request((capture,), tmp_path / "out", geoip=(given_too, folder / pins.PINS), observer="KR"))
    for path in (own, given_too):
        path.rename(path.with_suffix(".moved"))
    outcome = reproduce(tmp_path / "out", (tmp_path,))
    assert (outcome.verdict, outcome.changes) == ("identical", ())
    (pinned,) = folder.glob("*.mmdb")
    pinned.unlink()
    own.with_suffix(".moved").unlink()
    assert [each.role for each in reproduce(tmp_path / "out", (tmp_path,)).missing] == ["database"]
