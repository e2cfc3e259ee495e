from pathlib import Path

from trafficaudit.hooks.target import Target


def test_a_local_command_may_stand_in_one_piece(sleeper: Path) -> None:
    assert Target(f"{sleeper} 60", "local").argv == [str(sleeper), "60"]
    assert Target(str(sleeper), "local", arguments=("6 0",)).argv == [str(sleeper), "6 0"]
    assert Target("sleep '6 0'", "local").argv[1:] == ["6 0"]
    assert Target("sleep 1", "local").argv[0].endswith("/sleep")
    assert Target("it's", "local").argv == ["it's"]
    spaced = sleeper.rename(sleeper.with_name("a b"))
    assert Target(str(spaced), "local").argv == [str(spaced)]
