import pickle
from dataclasses import FrozenInstanceError, dataclass, field, replace
from typing import Any

import pytest

from trafficaudit.model import Field, Finding, Span
from trafficaudit.quick import quick


@dataclass(frozen=True, slots=True)
class Pair:
    left: int
    right: list[int] = field(default_factory=list)


FIELD: Any = ("request", "body", "a.b", "b", "v", ("json",), Span(0, 1), True, -1, True)


def test_what_is_made_quickly_is_what_the_class_makes() -> None:
    made, usual = quick(Field)(*FIELD), Field(*FIELD)
    assert type(made) is Field
    assert (made, hash(made), repr(made)) == (usual, hash(usual), repr(usual))
    assert replace(made, key="c") == replace(usual, key="c")
    assert pickle.loads(pickle.dumps(made)) == usual


def test_defaults_and_names() -> None:
    finding: Any = ("c", "m", (), Span(0, 1), "v", "d", 1.0, "r")
    made = quick(Finding)(Field(*FIELD), *finding)
    assert made == Finding(Field(*FIELD), *finding)
    assert quick(Pair)(left=1).right is not quick(Pair)(left=1).right


def test_it_is_frozen() -> None:
    made = quick(Field)(*FIELD)
    with pytest.raises(FrozenInstanceError):
        made.path = "x"  # type: ignore[misc]
