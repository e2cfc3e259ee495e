import hashlib
import json
import os
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from support import hars

import trafficaudit
from trafficaudit.recipe import environment, rules_digest
from trafficaudit.replay import Request, replay


@pytest.mark.assertion("REP-4")
def test_the_recipe_names_every_input_and_output_with_its_digest(tmp_path: Path) -> None:
    capture = hars.write(tmp_path / "s.har", hars.entry("https://a.example/", "3.34.0.1"))
    persona = tmp_path / "p.toml"
    persona.write_text('[values]\nemail = ["seoyun.kim@hanbit.example"]\n')
    replay(Request((capture,), tmp_path / "out", persona))
    recipe = json.loads((tmp_path / "out" / "recipe.json").read_text())
    (named,) = recipe["inputs"]["captures"]
    assert (named["file"], named["size"]) == ("s.har", capture.stat().st_size)
    assert named["sha256"] == hashlib.sha256(capture.read_bytes()).hexdigest()
    assert recipe["inputs"]["persona"]["sha256"] == hashlib.sha256(persona.read_bytes()).hexdigest()
    assert len(recipe["inputs"]["databases"]) >= 3
    assert all(database["built"] and len(database["sha256"]) == 64 for database in recipe["inputs"]["databases"])
    assert set(recipe["outputs"]) == {path.name for path in (tmp_path / "out").iterdir()} - {"recipe.json"}
    for name, digest in recipe["outputs"].items():
        assert digest == hashlib.sha256((tmp_path / "out" / name).read_bytes()).hexdigest()
    assert recipe["tool"]["rules_sha256"] == rules_digest()


def test_every_line_of_code_counts_among_the_rules() -> None:
    package, total = Path(trafficaudit.__file__).parent, hashlib.sha256()
    for name in sorted(path.relative_to(package).as_posix() for path in package.rglob("*.*") if path.is_file()):
        if name.endswith((".py", ".toml", ".txt")):
            total.update(f"{name}\0{hashlib.sha256((package / name).read_bytes()).hexdigest()}\n".encode())
    assert rules_digest() == total.hexdigest()


@pytest.mark.assertion("REP-4")
def test_a_checkout_and_an_installed_package_have_the_same_rules(tmp_path: Path) -> None:
    """The addons of the recorder lie beside the package in the one, and inside of it in the other."""
    package = Path(trafficaudit.__file__).parent
    installed = tmp_path / "site" / "trafficaudit"
    shutil.copytree(package, installed, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(package.parent / "addons", installed / "addons", ignore=shutil.ignore_patterns("__pycache__"))
    program = (
        "import trafficaudit; from trafficaudit.recipe import rules_digest as d; print(trafficaudit.__file__, d())"
    )
    said = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(installed.parent)},
        check=True,
        capture_output=True,
        text=True,
    )
    assert said.stdout.split() == [str(installed / "__init__.py"), rules_digest()]


@pytest.mark.assertion("REP-4")
def test_hangul_taken_apart_in_names_gives_the_same_bytes(tmp_path: Path) -> None:
    """As macOS types them, and some copies of files have them."""
    made = []
    for form in ("NFC", "NFD"):
        folder = tmp_path / form
        folder.mkdir()
        capture, persona, marks = (
            folder / unicodedata.normalize(form, f"한빛 é.{end}") for end in ("har", "toml", "jsonl")
        )
        hars.write(capture, hars.entry("https://a.example/", "3.34.0.1"))
        persona.write_text('[values]\nemail = ["seoyun.kim@hanbit.example"]\n')
        phase = unicodedata.normalize(form, "동의(마케팅)")
        marks.write_text(json.dumps({"at": "2020-01-01T00:00:00Z", "phase": phase}, ensure_ascii=False))
        replay(Request((capture,), folder / "out", persona, phases=marks))
        files = {file.name: file.read_bytes() for file in (folder / "out").iterdir()}
        recipe = json.loads(files.pop("recipe.json"))
        recipe["inputs"]["phases"].pop("sha256"), recipe["inputs"]["phases"].pop("size")
        made.append((files, recipe))
    assert made[0] == made[1]


def test_the_recipe_says_what_the_replay_was_asked_for(tmp_path: Path) -> None:
    capture = hars.write(tmp_path / "s.har", hars.entry("https://a.example/", "3.34.0.1"))
    replay(Request((capture,), tmp_path / "out", app="kr.example.shop", lang="ko", observer="37.5,127"))
    asked = json.loads((tmp_path / "out" / "recipe.json").read_text())["parameters"]
    assert asked == {"app": "kr.example.shop", "lang": "ko", "observer": "37.5,127", "allow_rejected": False}


@pytest.mark.assertion("REP-4")
def test_every_library_that_a_replay_loads_is_named(tmp_path: Path) -> None:
    """A library that could change a table and is not named would be a change that nobody finds."""
    program = """
import json, sys
from importlib import metadata
from pathlib import Path
from trafficaudit.replay import Request, replay
demo = Path(sys.argv[1])
replay(Request((demo,), Path(sys.argv[2]), demo / "persona.toml", recipients=(demo / "recipients.toml",)))
owners = metadata.packages_distributions()
print(json.dumps(sorted({name for top in {name.split(".")[0] for name in sys.modules} for name in owners.get(top, ())})))
"""
    demo = Path(__file__).resolve().parents[1] / "captures" / "demo"
    done = subprocess.run(
        [sys.executable, "-c", program, demo, tmp_path / "out"], check=True, capture_output=True, text=True
    )
    recipe = json.loads((tmp_path / "out" / "recipe.json").read_text())
    loaded = {name.lower() for name in json.loads(done.stdout)}
    # Its own package, one that holds names for type checkers only, what cryptography brings along for itself, and what
    # pyarrow pickles functions with where Dask brought it along.
    assert loaded - {"trafficaudit", "typing_extensions", "bcrypt", "cffi", "cloudpickle"} <= set(recipe["libraries"])


@pytest.mark.assertion("REP-4")
def test_the_recipe_names_each_rule_file(tmp_path: Path) -> None:
    rules = environment()["tool"]["rules"]
    package = Path(trafficaudit.__file__).parent
    assert rules == {
        str(path.relative_to(package)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(package.rglob("*"))
        if path.suffix in (".toml", ".txt")
    }
