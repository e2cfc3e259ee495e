import hashlib
import json
from pathlib import Path

from support import hars

from trafficaudit.recipe import rules_digest
from trafficaudit.replay import Request, replay


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
