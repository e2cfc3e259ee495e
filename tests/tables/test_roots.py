"""Results that stand side by side: read together, or refused with the folder's name."""

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from support.resultfolders import destination, exchange, finding, seal, write

from trafficaudit.errors import ReadError
from trafficaudit.tables.across import joined
from trafficaudit.tables.roots import is_root, read_root


def inputs(name: str, sha256: str = "", *, traffic: Sequence[str] = (), **more: object) -> dict[str, Any]:
    capture = {"id": name, "sha256": sha256 or name * 8, "traffic": list(traffic), "phases": []}
    return {"captures": [capture], "persona": None, "databases": [], **more}


def result(root: Path, name: str, **changes: object) -> Path:
    root.mkdir(exist_ok=True)
    items = [(exchange(ord(name[0]), phase="before_consent"), destination(), [finding()])]
    return write(root / name, items, "en", **({"inputs": inputs(name)} | changes))


def test_what_is_no_result_is_passed_over_by_name(tmp_path: Path) -> None:
    root = tmp_path / "root"
    for name in ("b", "a"):
        result(root, name)
    (root / "half").mkdir()
    (root / ".c.partial").mkdir()
    (root / "file").touch()
    found = read_root(root)
    assert [one.name for one in found.results] == ["a", "b"]
    assert (found.passed_over, found.without) == (("half",), ())
    assert [doubt.partition(" (")[0] for doubt in found.doubts] == ["kr.example.shop stands in several results"]
    assert is_root(root)
    assert not is_root(root / "a")
    assert not is_root(root / "nothing")


def test_the_name_of_a_result_may_be_in_no_encoding(tmp_path: Path) -> None:
    root = tmp_path / "root"
    result(root, "a").rename(root / os.fsdecode(b"\xff"))
    (found,) = read_root(root).results
    assert (len(found.transfers), found.name) == (1, "\\udcff")


def test_an_empty_root_is_an_error_that_says_how_to_fill_it(tmp_path: Path) -> None:
    (tmp_path / "half").mkdir()
    with pytest.raises(ReadError, match=r"holds no result folder .*--each -o"):
        read_root(tmp_path)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"format": 0}, r"root/b: is a result folder of another version"),
        (
            {"tool": {"version": "0.0.9", "rules_sha256": "0" * 64}},
            r"root/b: was made by version 0\.0\.9 .*but a by 0\.1\.0",
        ),
        (
            {"tool": {"version": "0.1.0", "rules_sha256": "f" * 64}},
            r"root/b: was made .*rules ffffffffffff, but a .*000000000000",
        ),
        ({"tool": None}, r"root/b: has a recipe\.json that does not say what made it"),
        (
            {"inputs": inputs("a")},
            r"root/b: holds the capture a, which a holds as well, in whole or in part \(take one of them away",
        ),
        ({"inputs": inputs("b", sha256="a" * 8)}, r"root/b: holds the capture b, which a holds as well"),
        ({"inputs": inputs("b", traffic=["c" * 8, "a" * 8])}, r"root/b: holds the capture b, which a holds as well"),
        ({"inputs": {"captures": [1]}}, r"root/b: has a recipe\.json that does not list its captures"),
        ({"outputs": {}}, r"root/b/transfers\.parquet: is not the file that recipe\.json names"),
    ],
)
def test_what_may_not_be_counted_together_is_refused(tmp_path: Path, changes: dict[str, object], said: str) -> None:
    result(tmp_path / "root", "a")
    result(tmp_path / "root", "b", **changes)
    with pytest.raises(ReadError, match=said):
        read_root(tmp_path / "root")


def test_a_recipe_that_is_no_json_is_refused(tmp_path: Path) -> None:
    folder = result(tmp_path / "root", "a")
    (folder / "recipe.json").write_text("{")
    with pytest.raises(ReadError, match=r"root/a: has a recipe\.json that cannot be read"):
        read_root(tmp_path / "root")


def test_other_geo_databases_are_told_of(tmp_path: Path) -> None:
    for name in "abcde":
        result(tmp_path / "root", name)
    result(tmp_path / "root", "f", inputs=inputs("f", databases=[{"sha256": "1" * 64}]))
    doubt, same = read_root(tmp_path / "root").doubts
    assert "different geo databases (a, b, c and others; f)" in doubt
    assert "kr.example.shop stands in several results (a; b; c and others)" in same
    korean, _ = read_root(tmp_path / "root", lang="ko").doubts
    assert "(a, b, c 등; f)" in korean


def test_a_phase_that_some_have_leaves_the_others_out_by_name(tmp_path: Path) -> None:
    marked = inputs("a")
    marked["captures"][0]["phases"] = [{"at": "2026-11-24T00:00:00+00:00", "phase": "before_consent"}]
    result(tmp_path / "root", "a", inputs=marked)
    write(tmp_path / "root" / "b", [(exchange(0, phase="browse"), destination(), [finding()])], inputs=inputs("b"))
    found = read_root(tmp_path / "root", "before-consent")
    assert ([one.name for one in found.results], found.without) == (["a"], ("b",))
    assert found.results[0].phases == ("before_consent",)
    with pytest.raises(ReadError, match="no result has a phase after-withdrawal: nobody marked one"):
        read_root(tmp_path / "root", "after-withdrawal")


def test_an_app_that_was_silent_in_the_phase_is_one_of_those_that_were_seen(tmp_path: Path) -> None:
    """Of a capture in which nobody marked it nothing is known, and its app is not counted."""
    root = tmp_path / "root"
    root.mkdir()
    marks = [
        {"at": "2026-11-24T00:00:00+00:00", "phase": "install"},
        {"at": "2026-11-24T00:00:01+00:00", "phase": "browse"},
    ]
    for name, phase, marked in (("a", "install", True), ("b", "browse", True), ("c", "browse", False)):
        told = inputs(name)
        told["captures"][0]["phases"] = marks if marked else []
        sent = replace(exchange(ord(name), phase=phase, app=f"kr.{name}"), capture_id=name)
        write(root / name, [(sent, destination(), [finding(detector="tracker:adjust")])], inputs=told)
    results = read_root(root, "install").results
    made = joined(results)
    assert list(made["results"]["apps"]) == ["kr.a", "kr.b"]
    assert made["sdks"][["apps", "of_apps"]].to_numpy().tolist() == [[1, 2]]


def test_captures_and_gaps_without_the_phase_are_no_part_of_it(tmp_path: Path) -> None:
    told = inputs("a")
    told["captures"][0]["phases"] = [{"at": "2026-11-24T00:00:00+00:00", "phase": "before_consent"}]
    told["captures"][0]["id"] = "made"
    told["captures"].append({"id": "later", "sha256": "l", "traffic": [], "phases": []})
    gaps = [
        {"capture": capture, "phase": phase, "position": 0, "offset": 0, "reason": "made up"}
        for capture, phase in (("made", "before_consent"), ("made", "browse"), ("made", ""), ("later", ""))
    ]
    result(tmp_path / "root", "a", inputs=told, gaps=gaps)
    found = read_root(tmp_path / "root", "before-consent")
    (row,) = joined(found.results)["results"].to_dict("records")
    assert (row["captures"], row["gaps"], found.without) == ("made", 2, ("a/later",))
    (row,) = joined(read_root(tmp_path / "root").results)["results"].to_dict("records")
    assert (row["captures"], row["gaps"]) == ("made, later", 4)


def test_one_app_in_several_versions_is_told(tmp_path: Path) -> None:
    for name, version in (("a", "1.0"), ("b", "2.0")):
        told = inputs(name)
        told["captures"][0]["metadata"] = {"app.version": version}
        result(tmp_path / "root", name, inputs=told)
    found = read_root(tmp_path / "root")
    (doubt,) = found.doubts
    assert doubt.startswith("kr.example.shop stands in several results (a: 1.0; b: 2.0)")
    assert list(joined(found.results)["results"]["versions"]) == ["1.0", "2.0"]
    assert "여러 결과에 있습니다" in read_root(tmp_path / "root", lang="ko").doubts[0]


def test_other_test_persons_are_told_of(tmp_path: Path) -> None:
    for name, persona in (("a", {"id": "p", "sha256": "1"}), ("b", None), ("c", {"id": "p", "sha256": "1"})):
        items = [(exchange(ord(name), app=f"kr.{name}"), destination(), [finding()])]
        (tmp_path / "root").mkdir(exist_ok=True)
        write(tmp_path / "root" / name, items, inputs=inputs(name) | {"persona": persona})
    (doubt,) = read_root(tmp_path / "root").doubts
    assert "different test persons, or for none (a, c; b)" in doubt


def test_what_may_count_twice_is_told_of(tmp_path: Path) -> None:
    root = tmp_path / "root"
    root.mkdir()
    for name, numbers in (("a", (1, 2, 9)), ("b", (1, 2)), ("c", (5, 6))):
        made = [(exchange(number), destination(), [finding()]) for number in numbers]
        write(root / name, made, inputs=inputs(name))
    _, copied, meanwhile = read_root(root).doubts
    assert copied.startswith("a and b hold 2 exchanges of the same time, host and path")
    assert meanwhile.startswith("a and c were recorded at the same time, of kr.example.shop")
    _, copied, meanwhile = read_root(root, lang="ko").doubts
    assert copied.startswith("a와(과) b에 시각·호스트·경로가 같은 교신이 2건 있습니다")
    assert meanwhile.startswith("a와(과) c는 같은 시간에 kr.example.shop 앱을 기록했습니다")


def test_one_exchange_that_may_count_twice_is_one(tmp_path: Path) -> None:
    root = tmp_path / "root"
    root.mkdir()
    for name, numbers in (("a", (1, 2)), ("b", (2, 3))):
        made = [(exchange(number), destination(), [finding()]) for number in numbers]
        write(root / name, made, inputs=inputs(name))
    assert any(doubt.startswith("a and b hold 1 exchange of the same time") for doubt in read_root(root).doubts)


def test_exchanges_that_are_no_table_are_refused(tmp_path: Path) -> None:
    folder = result(tmp_path / "root", "a")
    pq.write_table(pa.table({"capture": ["a"], "exchange": ["1"], "sent": ["yes"]}), folder / "exchanges.parquet")
    seal(folder, inputs=inputs("a"))
    with pytest.raises(ReadError, match=r"root/a/exchanges\.parquet: cannot be read"):
        read_root(tmp_path / "root")


def test_exchanges_of_no_known_phase_are_told_where_a_phase_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "root").mkdir()
    told = inputs("a")
    told["captures"][0] |= {"id": "made", "phases": [{"at": "2026-11-24T00:00:01+00:00", "phase": "before_consent"}]}
    phases = ("unmarked", "before_consent", "unmarked (no time)")
    items = [(exchange(number, phase=phase), destination(), [finding()]) for number, phase in enumerate(phases)]
    write(tmp_path / "root" / "a", items, inputs=told)
    assert read_root(tmp_path / "root").doubts == ()
    (said,) = read_root(tmp_path / "root", "before-consent").doubts
    assert said.startswith("a: 2 exchanges were sent in no phase that is known")
    assert read_root(tmp_path / "root", "before-consent", "ko").doubts[0].startswith("a: 단계를 알 수 없는 교신 2건")
