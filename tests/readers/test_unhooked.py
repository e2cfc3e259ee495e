"""What the host of the hooks tells of its processes says where the app ran without them."""

from collections.abc import Sequence
from typing import Any

import pytest
from support import hookevents

from trafficaudit.events import WITHOUT_HOOKS, AnyEvent, Dropped, Process, Trouble
from trafficaudit.readers import unhooked
from trafficaudit.readers.events import HOST
from trafficaudit.readers.unhooked import Unhooked
from trafficaudit.report import wording
from trafficaudit.report.texts import Texts

DIED = "the hooks' process died 1 time while it had the app hooked: "
LOST = "the hooks lost 1 process of the app with the way to its device: "
GIVEN_UP = "the app went on without hooks until the recording ended: "
OTHER = "the process cannot be hooked: x"
PASSED = "1 process of the app ran without hooks: "


def told(actions: Sequence[tuple[int, str, int]]) -> list[str]:
    found = Unhooked()
    for seq, action, pid in actions:
        common = hookevents.common(seq) | {"agent": HOST, "seq": seq, "pid": pid}
        found.take(_event(action, common))
    return list(found.told())


def _event(action: str, common: dict[str, Any]) -> AnyEvent:
    if not action:
        return Dropped(**common, hook="", count=1)
    if action.startswith((WITHOUT_HOOKS, OTHER)):
        return Trouble(**common, what=action)
    return Process(**common, action=action, name="x")


@pytest.mark.parametrize(
    ("actions", "expected"),
    [
        ([], []),
        ([(1, "spawned", 7), (2, "attached", 7), (3, "resumed", 7), (4, "unhooked", 7)], []),
        ([(1, "attached", 7), (2, "child (fork)", 8), (3, "ended", 8), (4, "crashed", 7)], []),
        ([(1, "attached", 7), (2, "replaced", 7), (3, "attached", 7), (4, "unhooked", 7), (1, "attached", 7), (2, "unhooked", 7)], []),
        ([(1, "attached", 7)], [DIED]),
        ([(1, "child (fork)", 7), (2, "resumed", 7)], [DIED]),
        ([(1, "attached", 7), (1, "attached", 7), (2, "unhooked", 7)], [DIED]),
        ([(1, "attached", 7), (2, "attached", 8), (1, "", 0), (2, "attached", 7), (3, "unhooked", 7)], [DIED]),
        ([(1, "attached", 7), (2, "attached", 8), (3, "unhooked", 8)], [DIED]),
        ([(1, "attached", 7), (1, "attached", 7)], [DIED.replace("1 time", "2 times")]),
        ([(1, "attached", 7), (2, "disconnected", 7), (3, "device lost", 0), (4, "device back", 0), (5, "attached", 7), (6, "unhooked", 7)], [LOST]),
        ([(1, "attached", 7), (2, "detached", 7)], [LOST]),
        ([(1, "attached", 7), (2, "unhooked", 7), (3, "disconnected", 7)], []),
        ([(1, "attached", 7), (2, "not hooked", 8), (3, "unhooked", 7)], [PASSED]),
        ([(1, f"{WITHOUT_HOOKS}x", 0)], [f"{GIVEN_UP}x"]),
        ([(1, "attached", 7), (2, f"{WITHOUT_HOOKS}\x1b[2J{'y' * 999}", 0), (3, "unhooked", 7)], [f"{GIVEN_UP}�[2J{'y' * 296}"]),
        ([(1, "attached", 7), (2, OTHER, 7), (3, "unhooked", 7)], []),
        # Another host had the app again.
        ([(1, "attached", 7), (2, f"{WITHOUT_HOOKS}x", 0), (3, "unhooked", 7), (1, "attached", 9), (2, "unhooked", 9)], []),
    ],
)  # fmt: skip
def test_where_the_app_ran_without_hooks(actions: Sequence[tuple[int, str, int]], expected: list[str]) -> None:
    found = told(actions)
    assert len(found) == len(expected)
    for reason, begins in zip(found, expected, strict=True):
        assert reason.startswith(begins)
        _assert_in_korean(reason)


def test_processes_beyond_the_bound_are_told_and_the_known_ones_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unhooked, "_MOST_PROCESSES", 2)
    seen = [(1, "attached", 7), (2, "attached", 8), (3, "attached", 7), (4, "attached", 9), (5, "attached", 10)]
    found = told([*seen, (6, "unhooked", 7), (7, "unhooked", 8), (8, "detached", 9)])
    assert found == [
        "2 processes of the app more than are followed were hooked: whether the hooks lost these is not told"
    ]
    _assert_in_korean(found[0])


def _assert_in_korean(reason: str) -> None:
    shown = wording.gap(f"events.jsonl: {reason}", Texts("ko"))
    assert "훅" in shown
    assert "hook" not in shown
