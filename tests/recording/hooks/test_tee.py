"""A body passes unchanged while it is handed over; a long one is not kept."""

from trafficaudit.recording import frames
from trafficaudit.recording.hooks.tee import SHOWN, Tee


def test_it_passes_and_is_kept_while_it_is_short() -> None:
    sent: list[frames.Frame] = []

    def send(frame: frames.Frame) -> bool:
        sent.append(frame)
        return True

    tee = Tee(send, "f", response=True)
    assert [tee(piece) for piece in (b"ab", b"", b"c")] == [[b"ab"], [], [b"c"]]
    assert sent == [frames.Chunk("f", True, b"ab"), frames.Chunk("f", True, b"c")]
    assert tee.body == b"abc"
    tee(bytes(SHOWN))
    assert tee.body is None


def test_what_is_not_handed_over_does_not_pass() -> None:
    tee = Tee(lambda frame: False, "f", response=False)
    assert tee(b"secret") == []
    assert tee.body == b""
