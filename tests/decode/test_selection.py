import pytest

from trafficaudit.decode import DECODERS
from trafficaudit.decode.selection import Selection, quiet


@pytest.mark.parametrize(
    "text",
    ["37.566535", "-12345678", "3f2504e0-4f89-11d3-9a0c-0305e82c3301", "2026-11-24T09:00:00+09:00", "2026-11-24"],
)
def test_quiet(text: str) -> None:
    assert quiet(text)


@pytest.mark.parametrize("text", ["3031303132333435", "kim@example.kr", "a=b&c=dd", "aGVsbG8gd29ybGQ="])
def test_not_quiet(text: str) -> None:
    assert not quiet(text)


def test_remembered_values_are_bounded() -> None:
    selection = Selection(DECODERS, DECODERS[0], DECODERS[1])
    for number in range(70_000):
        selection.remember(str(number), 1, False)
    selection.remember("x" * 1_000, 1, False)
    assert 0 < len(selection.closed) <= 65_536
    assert "x" * 1_000 not in selection.closed
