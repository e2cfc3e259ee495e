import builtins
import hashlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
from support import resultfolders as made
from support.resultfolders import seal

from trafficaudit.errors import ReadError
from trafficaudit.tables import asking, formats


@pytest.fixture(autouse=True)
def script(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """A script without arguments, in a folder beside ``results/``; what it changes of signals holds for it alone."""
    monkeypatch.delenv("TRAFFICAUDIT_RESULTS", raising=False)
    monkeypatch.setattr(sys, "argv", [str(tmp_path / "analysis" / "01_made_up.py")])
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    before = signal.getsignal(signal.SIGPIPE)
    yield tmp_path
    signal.signal(signal.SIGPIPE, before)


def test_the_argument_comes_before_the_environment_and_that_before_the_demo(
    script: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert asking.asked() == script.resolve() / "results" / "demo"
    monkeypatch.setenv("TRAFFICAUDIT_RESULTS", "of the environment")
    assert asking.asked() == Path("of the environment")
    monkeypatch.setattr(sys, "argv", [*sys.argv, "named"])
    assert asking.asked() == Path("named")


def test_a_folder_of_which_the_name_is_in_no_encoding_is_told_in_a_line(
    script: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", [*sys.argv, "a\udcff"])
    with pytest.raises(SystemExit, match=r"^a\\udcff is no name in UTF-8, as pandas needs it"):
        asking.asked()


@pytest.mark.parametrize("encoding", ["iso8859-1", "ascii", "cp949"])
def test_a_script_prints_utf_8_into_a_pipe(encoding: str) -> None:
    """Hosts and names of captures need not have the letters of a locale: a script ended with a traceback."""
    program = "from trafficaudit.tables import asking; print('\\u5c71 \\xe9 \\uc131')"
    given = os.environ | {"PYTHONIOENCODING": encoding}
    done = subprocess.run([sys.executable, "-c", program], env=given, capture_output=True, check=True, timeout=60)
    assert done.stdout == "山 é 성\n".encode()


def test_the_arguments_of_a_notebook_are_its_kernel_s(script: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "NOTEBOOK", True)
    monkeypatch.setattr(sys, "argv", ["kernel", "-f", "connection.json"])
    (script / "analysis").mkdir()
    monkeypatch.chdir(script / "analysis")
    assert asking.arguments() == []
    assert asking.asked() == script.resolve() / "results" / "demo"


def test_what_lacks_its_recipe_is_no_result_folder(script: Path) -> None:
    (script / "coverage.csv").touch()
    with pytest.raises(SystemExit, match=r"is not a result folder: make one with `trafficaudit replay`"):
        asking.holding("coverage.csv", folder=script)


def test_only_tables_that_the_recipe_names_are_asked(script: Path) -> None:
    formats.write_csv("coverage", formats.frame("coverage", []), script / "coverage.csv", "ko")
    seal(script)
    assert asking.holding("coverage.csv", folder=script) == script
    with pytest.raises(SystemExit, match=r"findings\.parquet: cannot be read: No such file"):
        asking.holding("coverage.csv", "findings.parquet", folder=script)
    (script / "coverage.csv").write_text("x")
    with pytest.raises(SystemExit, match=r"is not the file that recipe\.json names"):
        asking.holding("coverage.csv", folder=script)
    seal(script, format=0)
    with pytest.raises(SystemExit, match="is a result folder of another version"):
        asking.holding("coverage.csv", folder=script)


@pytest.mark.parametrize("name", ["exchanges.parquet", "coverage.csv"])
@pytest.mark.parametrize("damage", ["nothing", "a page", "a column less"])
def test_a_table_that_its_recipe_names_and_nobody_can_read_is_one_line(script: Path, name: str, damage: str) -> None:
    """Whoever makes a recipe anew of damaged tables, or of those of an earlier version, gets no table of them."""
    made.write(script / "made", [(made.exchange(1), made.destination(), [])])
    path = script / "made" / name
    if damage == "nothing":
        path.write_bytes(b"")
    elif damage == "a page":
        path.write_bytes(path.read_bytes().replace(b"kr.example.shop", b"kr.example.sh\xff\xff")[:-9] + bytes(9))
    elif name == "coverage.csv":
        path.write_bytes(b"".join(line.partition(b",")[2] for line in path.read_bytes().splitlines(keepends=True)))
    else:
        table = pq.read_table(path)
        pq.write_table(table.drop_columns(table.column_names[2]), path)
    seal(script / "made")
    with pytest.raises(
        SystemExit, match=rf"made/{name}: cannot be read, or is a table of another version \(make it anew with: "
    ):
        asking.holding(name, folder=script / "made")


def test_a_table_stands_below_its_title_and_an_empty_one_is_said_to_be(capsys: pytest.CaptureFixture[str]) -> None:
    asking.show("Hosts", pd.DataFrame({"host": ["가.example", "b.example"]}))
    asking.show("Nobody", pd.DataFrame({"host": []}))
    assert capsys.readouterr().out == "\nHosts:\n      host\n가.example\n b.example\n\nNobody: none\n"


def test_a_table_in_a_notebook_is_whole_and_escaped(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shown: list[asking._Page] = []
    monkeypatch.setattr(asking, "NOTEBOOK", True)
    monkeypatch.setattr(builtins, "display", shown.append, raising=False)
    long = "a note that is longer than the fifty letters that pandas shows by itself, and it goes on"
    asking.show("Notes", pd.DataFrame({"note": [long, "<script>x</script>"]}, index=[114, 118]))
    assert capsys.readouterr().out == "\nNotes:\n"
    page = shown[0]._repr_html_()
    assert f"<td>{long}</td>" in page
    assert "<td>&lt;script&gt;x&lt;/script&gt;</td>" in page
    assert "114" not in page


def test_marks_are_those_of_every_capture_each_once(tmp_path: Path) -> None:
    captures = [{"phases": [{"phase": "install"}, {"phase": "browse"}]}, {"phases": [{"phase": "browse"}]}, {}]
    seal(tmp_path, inputs={"captures": captures})
    assert asking.marks(tmp_path) == ["install", "browse"]


@pytest.mark.parametrize(
    "inputs", [{}, {"captures": 5}, {"captures": ["x"]}, {"captures": [{"phases": 5}, {"phases": [1, {"at": "x"}]}]}]
)
def test_a_recipe_that_somebody_wrote_has_no_marks(tmp_path: Path, inputs: object) -> None:
    (tmp_path / "coverage.csv").touch()
    seal(tmp_path, inputs=inputs)
    assert asking.marks(tmp_path) == []


def test_an_error_of_ours_is_a_line_and_any_other_one_a_traceback(
    script: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asking.asked()
    sys.excepthook(ReadError, ReadError("cannot be read", "results", "make it anew"), None)
    assert capsys.readouterr().err == "results: cannot be read (make it anew)\n"
    sys.excepthook(KeyError, KeyError("captures"), None)
    assert capsys.readouterr().err.strip() == "KeyError: 'captures'"


def test_what_is_printed_names_the_result_that_it_was_made_from(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    formats.write_csv("coverage", formats.frame("coverage", []), tmp_path / "coverage.csv", "en")
    seal(tmp_path)
    asking.holding("coverage.csv", folder=tmp_path)
    digest = hashlib.sha256((tmp_path / "recipe.json").read_bytes()).hexdigest()
    assert capsys.readouterr().out == f"Result {tmp_path.name}: made (SHA-256 of its recipe.json: {digest})\n"
    seal(tmp_path, warnings=["another"])
    asking.holding("coverage.csv", folder=tmp_path)
    assert digest not in capsys.readouterr().out


def test_a_sum_of_zero_is_one_only_where_all_was_counted() -> None:
    lines = [("a", "lost", 0), ("b", "lost", 0), ("a", "tls refused", 0), ("b", "tls refused", None)]
    lines += [
        ("a", "quic blocked", None),
        ("b", "quic blocked", None),
        ("a", "no request", 2),
        ("b", "no request", None),
    ]
    rows = pd.DataFrame(lines, columns=["app", "state", "exchanges"]).astype({"exchanges": "Int64"})
    rows = rows.assign(connections=rows["exchanges"], bytes=rows["exchanges"])
    refused = pd.DataFrame(
        [("a", "lost", 0, 3, 517), ("b", "lost", None, None, None)], columns=["app", "state", *asking.COUNTS]
    )
    some = asking.summed(refused.astype(dict.fromkeys(asking.COUNTS, "Int64")), ["state"])
    assert some.to_numpy().tolist() == [[0, 3, 517]]  # connections were refused before any exchange
    sums = asking.summed(rows, ["state"])["exchanges"]
    told = {state: None if pd.isna(count) else int(count) for state, count in sums.items()}
    assert told == {"lost": 0, "tls refused": None, "quic blocked": None, "no request": 2}


def test_the_ledger_is_read_in_whatever_language_its_headings_are(tmp_path: Path) -> None:
    item = made.exchange(0, app="=1+1"), made.destination(), [made.finding()]
    english, korean = (asking.ledger(made.write(tmp_path / lang, [item], lang)) for lang in ("en", "ko"))
    assert english.equals(korean)
    assert set(english["app"]) == {"=1+1"}
    assert english.loc[english["state"] == "decrypted", "exchanges"].tolist() == [1]
    assert english.loc[english["state"] == "tls refused", "exchanges"].isna().all()
