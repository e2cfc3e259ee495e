import errno
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import hars
from support.unlisted import unread

from trafficaudit.errors import ReadError
from trafficaudit.replay import Request, replay
from trafficaudit.reproduce.made import read_made

GOOD: dict[str, Any] = {
    "format": 1,
    "parameters": {"app": "", "lang": "en", "observer": "", "allow_rejected": False},
    "inputs": {
        "captures": [{"file": "s.har", "size": 3, "sha256": "0" * 64}],
        "persona": None,
        "phases": None,
        "recipients": [],
        "databases": [],
    },
    "outputs": {},
}


def written(folder: Path, value: object) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "recipe.json").write_text(json.dumps(value), encoding="utf-8")
    return folder


def test_every_input_that_a_user_gave_is_listed(tmp_path: Path) -> None:
    capture = hars.write(tmp_path / "s.har", hars.entry("https://a.example/", "3.34.0.1"))
    files = {}
    for name, text in (
        ("p.toml", '[values]\nemail = ["a@b.example"]\n'),
        ("r.toml", '[[organisation]]\nname = "A"\ncountry = "KR"\ndomains = ["a.example"]\nsource = "made up"\n'),
        ("m.jsonl", '{"at": "2026-11-24T09:00:00+09:00", "phase": "browse"}\n'),
    ):
        files[name] = tmp_path / name
        files[name].write_text(text)
    request = Request(
        (capture,), tmp_path / "out", files["p.toml"], "kr.app", files["m.jsonl"], (), (files["r.toml"],), "ko"
    )
    replay(request)
    made = read_made(tmp_path / "out")
    assert [(each.role, each.name) for each in made.inputs] == [
        ("capture", "s.har"),
        ("persona", "p.toml"),
        ("phases", "m.jsonl"),
        ("recipients", "r.toml"),
    ]
    assert (made.app, made.lang) == ("kr.app", "ko")
    for each in made.inputs:
        assert each.size == (tmp_path / each.name).stat().st_size


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"format": 99}, "another version"),
        ({"parameters": {"app": "", "lang": "fr"}}, "parameters"),
        ({"inputs": GOOD["inputs"] | {"captures": []}}, "names no capture"),
        ({"inputs": GOOD["inputs"] | {"captures": [{"file": "../x", "size": 1, "sha256": "0" * 64}]}}, "no base name"),
        ({"inputs": GOOD["inputs"] | {"captures": [{"file": "..", "size": 1, "sha256": "0" * 64}]}}, "no base name"),
        ({"inputs": GOOD["inputs"] | {"captures": [{"file": "한" * 90, "size": 1, "sha256": "0" * 64}]}}, "no base name"),
        ({"inputs": GOOD["inputs"] | {"captures": [{"file": 7, "size": 1, "sha256": "0" * 64}]}}, "no base name"),
        ({"inputs": GOOD["inputs"] | {"captures": [{"file": "a\x1b[2J", "size": 1, "sha256": "0" * 64}]}}, "no base name"),
        ({"inputs": GOOD["inputs"] | {"captures": ["s.har"]}}, "a capture is no object"),
        ({"inputs": GOOD["inputs"] | {"captures": [{"file": "x", "sha256": "0" * 64}]}}, "has no size"),
        ({"inputs": GOOD["inputs"] | {"captures": [{"file": "x", "size": 1, "sha256": "A" * 64}]}}, "without a SHA-256"),
        ({"outputs": {"../../etc/passwd": "0" * 64}}, "no base name"),
        ({"outputs": None}, "has no outputs"),
    ],
)  # fmt: skip
def test_a_recipe_that_cannot_be_run_again_is_refused(tmp_path: Path, change: dict[str, Any], said: str) -> None:
    with pytest.raises(ReadError, match=said):
        read_made(written(tmp_path / "out", GOOD | change))


def test_no_recipe_half_a_recipe_and_a_link_to_one(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="not a result folder"):
        read_made(tmp_path)
    (tmp_path / "recipe.json").write_text('{"format": 1')
    with pytest.raises(ReadError, match="JSON"):
        read_made(tmp_path)
    real = written(tmp_path / "real", GOOD)
    (tmp_path / "linked").mkdir()
    (tmp_path / "linked" / "recipe.json").symlink_to(real / "recipe.json")
    with pytest.raises(ReadError, match="not a result folder"):
        read_made(tmp_path / "linked")


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)


@given(st.sampled_from(["parameters", "inputs", "outputs"]), VALUES)
def test_any_value_gives_a_recipe_or_our_error(
    tmp_path_factory: pytest.TempPathFactory, key: str, value: object
) -> None:
    folder = written(tmp_path_factory.mktemp("made"), GOOD | {key: value})
    try:
        read_made(folder)
    except ReadError:
        return


def test_a_recipe_that_may_not_be_read_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = written(tmp_path / "out", GOOD)
    unread(monkeypatch, folder / "recipe.json", errno.EACCES)
    with pytest.raises(ReadError, match="cannot be read: Permission denied"):
        read_made(folder)
