"""The number of files that may be open is raised as far as it may be."""

import resource
import subprocess
import sys

import pytest

from trafficaudit.recording import openfiles

SCRIPT = """
import resource, sys
from trafficaudit.recording.openfiles import raise_limit
resource.setrlimit(resource.RLIMIT_NOFILE, (int(sys.argv[1]), int(sys.argv[2])))
print(raise_limit(int(sys.argv[3])), *resource.getrlimit(resource.RLIMIT_NOFILE))
"""


@pytest.mark.parametrize(
    ("soft", "hard", "wanted", "given"),
    [
        (100, 300, 200, (200, 200, 300)),
        (100, 300, 300, (300, 300, 300)),
        (100, 300, 400, (300, 300, 300)),
        (200, 300, 200, (200, 200, 300)),
        (250, 300, 200, (200, 250, 300)),
    ],
)
def test_it_is_raised_as_far_as_it_may_be_and_never_lowered(
    soft: int, hard: int, wanted: int, given: tuple[int, int, int]
) -> None:
    arguments = [str(number) for number in (soft, hard, wanted)]
    done = subprocess.run([sys.executable, "-c", SCRIPT, *arguments], capture_output=True, text=True, check=True)
    assert tuple(map(int, done.stdout.split())) == given


@pytest.mark.parametrize("error", [OSError, ValueError])
def test_where_the_system_refuses_it_stays_as_it_is(monkeypatch: pytest.MonkeyPatch, error: type[Exception]) -> None:
    def refuse(kind: int, limits: tuple[int, int]) -> None:
        raise error

    monkeypatch.setattr(resource, "getrlimit", lambda kind: (100, resource.RLIM_INFINITY))
    monkeypatch.setattr(resource, "setrlimit", refuse)
    assert openfiles.raise_limit() == 100


def test_without_a_bound_what_is_wanted_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[int, int]] = []
    monkeypatch.setattr(resource, "getrlimit", lambda kind: asked[-1] if asked else (100, resource.RLIM_INFINITY))
    monkeypatch.setattr(resource, "setrlimit", lambda kind, limits: asked.append(limits))
    assert openfiles.raise_limit() == openfiles.WANTED
    assert asked == [(openfiles.WANTED, resource.RLIM_INFINITY)]
    monkeypatch.setattr(resource, "getrlimit", lambda kind: (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    assert openfiles.raise_limit(7) == 7
    assert len(asked) == 1
