"""What the host of the hooks tells of its processes says where the app ran without them."""

from collections.abc import Sequence

import pytest
from support import hookevents

from trafficaudit.events import Dropped, Process
from trafficaudit.readers.events import HOST
from trafficaudit.readers.unhooked import Unhooked
from trafficaudit.report import wording
from trafficaudit.report.texts import Texts

DIED = "the hooks' process died 1 time while it had the app hooked: "
LOST = "the hooks lost 1 process of the app with the way to its device: "
PASSED = "1 process of the app ran without hooks: "


def told(actions: Sequence[tuple[int, str, int]]) -> list[str]:
    found = Unhooked()
    for seq, action, pid in actions:
        common = hookevents.common(seq) | {"agent": HOST, "seq": seq, "pid": pid}
        found.take(Process(**common, action=action, name="x") if action else Dropped(**common, hook="", count=1))
    return list(found.told())


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
    ],
)  # fmt: skip
def test_where_the_app_ran_without_hooks(actions: Sequence[tuple[int, str, int]], expected: list[str]) -> None:
    found = told(actions)
    assert len(found) == len(expected)
    for reason, begins in zip(found, expected, strict=True):
        assert reason.startswith(begins)
        shown = wording.gap(f"events.jsonl: {reason}", Texts("ko"))
        assert "훅" in shown
        assert "hook" not in shown
