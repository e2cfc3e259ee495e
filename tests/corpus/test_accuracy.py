"""The targets hold: on a small sample in seconds, on a full one where there is time."""

import subprocess
import sys
from pathlib import Path

import pytest
from corpus import accuracy, score
from corpus.generate import generate


@pytest.fixture(
    scope="module", params=[pytest.param(400, id="small"), pytest.param(6_000, id="full", marks=pytest.mark.slow)]
)
def measured(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, score.Outcome]:
    folder = tmp_path_factory.mktemp("corpus")
    corpus = generate(folder, 20_261_126, request.param)
    made = accuracy.measure(corpus, folder)
    return {mode: accuracy.outcome(mode, corpus, made[mode]) for mode in accuracy.TARGETS}


def test_planted_values_of_the_persona_are_found_and_nothing_else(measured: dict[str, score.Outcome]) -> None:
    ours = measured["persona"]
    assert (ours.total.recall, ours.total.precision) >= (0.995, 0.995), [
        (t.category, t.spelling, t.layers) for t in ours.missed
    ]
    assert ours.total.precision >= 0.995, ours.false


def test_patterns_without_a_persona_claim_little_that_is_false(measured: dict[str, score.Outcome]) -> None:
    ours = measured["patterns"]
    assert ours.total.precision >= 0.97, ours.false
    # How much can be known without a person depends on the person: most under a name that tells, else what has a form.
    named = sum(truth.named for truth in ours.found), sum(truth.named for truth in ours.missed)
    assert named[0] / sum(named) >= 0.7
    assert ours.total.recall >= 0.45


def test_a_missed_target_is_named() -> None:
    assert accuracy.failures("patterns", score.Outcome()) == []
    false = score.Claim(1, "body", "", "email", "", "", "persona", 1.0, 0, 5)
    assert accuracy.failures("persona", score.Outcome(false=[false]))[0] == "persona: precision is 0.0000, below 0.995"


def test_the_command_prints_the_table_and_says_that_the_peers_are_not_there(tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "corpus.accuracy",
        "--seed",
        "9",
        "--size",
        "80",
        "--peers",
        str(tmp_path / "none"),
        "--out",
        str(tmp_path),
    ]
    done = subprocess.run(command, cwd=Path(__file__).parent.parent, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    assert "TrackHAR not installed" in done.stdout
    assert "presidio not installed" in done.stdout
    assert "- place" in done.stdout
    assert (tmp_path / "seed-9.json").is_file()
