"""What is told of time stamps; how they are asked for is held by ``test_anchor`` and the evidence room's tests."""

from pathlib import Path

import pytest

from trafficaudit.cli import stamping
from trafficaudit.errors import OutputError
from trafficaudit.evidence.anchor import TAG_MANIFEST, Anchor, Outcome
from trafficaudit.evidence.config import Authority

HAD, WAITS = Anchor(TAG_MANIFEST, "a", answered=True), Anchor("chain-0001", "a", answered=False)


@pytest.mark.parametrize(
    ("outcomes", "found", "told"),
    [
        ([], [], ["Not timestamped: no authority is configured"]),
        ([], [Anchor("chain-0001", "a", answered=True)], ["Not timestamped: no authority is configured"]),
        ([Outcome(HAD, at="2026-11-24")], [HAD], ["Time stamp tagmanifest.a: stamped at 2026-11-24"]),
        (
            [Outcome(WAITS, fault="timed\x1b out")],
            [HAD, WAITS],
            [
                "Time stamp chain-0001.a: cannot be had: timed\\x1b out",
                "Not yet timestamped: 1 request waits; send with: trafficaudit anchor",
            ],
        ),
        (
            [
                *(Outcome(Anchor(f"chain-000{n}", "a", answered=False), fault="not asked") for n in (1, 2, 3)),
                Outcome(HAD, at="t"),
            ],
            [HAD, WAITS],
            [
                "Time stamp chain-0001.a and 2 more: cannot be had: not asked",
                "Time stamp tagmanifest.a: stamped at t",
                "Not yet timestamped: 1 request waits; send with: trafficaudit anchor",
            ],
        ),
        ([], [WAITS, WAITS], ["Not yet timestamped: 2 requests wait; send with: trafficaudit anchor"]),
    ],
)
def test_what_is_told(
    outcomes: list[Outcome], found: list[Anchor], told: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    stamping.say(outcomes, found)
    out, err = capsys.readouterr()
    assert (out, err.splitlines()) == ("", told)


def test_a_package_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot be written: No such file or directory"):
        stamping.complete(tmp_path / "gone", [Authority("here", "http://127.0.0.1:9/")])
