import random
import time

from hypothesis import given
from hypothesis import strategies as st
from support.fields import untold

from trafficaudit.detectors.provenance import ciphertexts
from trafficaudit.detectors.provenance.ciphertexts import Ciphertexts
from trafficaudit.detectors.provenance.matches import Match
from trafficaudit.detectors.provenance.runs import Run

DRAW = random.Random(3)
OUTS = [DRAW.randbytes(size) for size in (16, 17, 40, 256, 300, 1_000, 5_000, 100_000)]


def index(*outs: bytes) -> Ciphertexts:
    made = Ciphertexts()
    for out in outs:
        made.add(out)
    made.seal()
    return made


def run(data: bytes) -> Run:
    return Run(0, (), data, 0, len(data), len(data), True)


def search(made: Ciphertexts, outs: list[bytes], *datas: bytes) -> list[Match]:
    return made.search([run(data) for data in datas], outs.__getitem__, untold)


def test_every_ciphertext_is_found_at_every_offset() -> None:
    made = index(*OUTS)
    for entry, out in enumerate(OUTS):
        for head in range(9):
            data = DRAW.randbytes(head) + out + DRAW.randbytes(5)
            assert search(made, OUTS, data) == [Match(0, head, head + len(out), entry, 0)]


def test_several_in_one_run_and_in_several_runs() -> None:
    made = index(*OUTS)
    data = OUTS[2] + b"--" + OUTS[3] + OUTS[2]
    found = search(made, OUTS, b"x" * 20, data)
    assert sorted((match.run, match.start, match.entry) for match in found) == [(1, 0, 2), (1, 42, 3), (1, 298, 2)]


@given(data=st.data())
def test_a_piece_with_a_known_window_is_found_as_far_as_it_goes(data: st.DataObject) -> None:
    out = OUTS[5]
    start = data.draw(st.integers(0, len(out) - 200))
    end = data.draw(st.integers(start + 200, len(out)))
    before, after = bytes([out[start - 1] ^ 1]), bytes([out[end % len(out)] ^ 1])
    (match,) = search(index(*OUTS), OUTS, b"??" + before + out[start:end] + after)
    assert (match.start, match.end, match.entry, match.begin) == (3, 3 + end - start, 5, start)


@given(data=st.binary(max_size=3_000), seed=st.integers(0, 1 << 30))
def test_random_bytes_never_match(data: bytes, seed: int) -> None:
    made = index(*OUTS)
    assert search(made, OUTS, data, random.Random(f"others {seed}").randbytes(3_000)) == []


def test_a_short_ciphertext_is_found_only_where_a_whole_value_equals_it() -> None:
    short = b"\x01\xf0\x03\xf1\x04\x05\xf8\x77"
    made = index(short)
    assert search(made, [short], short) == [Match(0, 0, 8, 0, 0)]
    assert search(made, [short], b"x" + short) == []
    part = Run(0, ("base64",), short, 4, 20, 24, False)
    assert made.search([part], [short].__getitem__, untold) == []
    assert Ciphertexts().add(short[:7]) is None


def test_equal_ciphertexts_are_one_entry() -> None:
    made = Ciphertexts()
    assert [made.add(out) for out in (OUTS[3], OUTS[4], OUTS[3])] == [0, 1, 0]


def test_of_many_with_the_same_beginning_the_right_one_is_found() -> None:
    head = DRAW.randbytes(64)
    outs = [head + DRAW.randbytes(40 + number % 50) for number in range(3_000)]
    made = index(*outs)
    for entry in (0, 77, 2_999):
        assert search(made, outs, b"12345" + outs[entry] + b"6") == [Match(0, 5, 5 + len(outs[entry]), entry, 0)]


def test_a_beginning_that_many_share_is_told_as_that_and_no_more() -> None:
    head = DRAW.randbytes(64)
    outs = [head + DRAW.randbytes(40) for _ in range(3_000)]
    found = search(index(*outs), outs, head + DRAW.randbytes(40))
    assert [(match.start, match.begin) for match in found] == [(0, 0)]
    assert 64 <= found[0].end <= 66  # a byte more may agree by chance


def test_a_longer_ciphertext_comes_before_one_that_it_begins_with() -> None:
    outs = [OUTS[5][:160], OUTS[5]]
    assert search(index(*outs), outs, OUTS[5]) == [Match(0, 0, 1_000, 1, 0)]


def test_what_is_hardly_random_is_no_window_but_whole() -> None:
    zeros = bytes(64)
    assert search(index(zeros), [zeros], bytes(1_000)) == []


def test_a_body_of_one_window_a_thousand_times_ends_soon() -> None:
    outs = [OUTS[5][:8] + DRAW.randbytes(300) for _ in range(200)]
    made = index(*outs)
    told: list[tuple[int, str]] = []
    began = time.process_time()
    made.search([run(OUTS[5][:8] * 100_000)], outs.__getitem__, lambda index, reason: told.append((index, reason)))
    assert time.process_time() - began < 5
    assert told == [
        (0, "pieces of known ciphertexts at more than 20000 places"),
        (0, "more than 64 places where a piece of a known ciphertext may stand"),
    ]


def test_memory_is_bounded() -> None:
    made = Ciphertexts()
    ciphertexts_most, ciphertexts.MOST_ANCHORS = ciphertexts.MOST_ANCHORS, 32
    try:
        outs = [DRAW.randbytes(300) for _ in range(40)]
        given = [made.add(out) for out in outs]
        made.seal()
    finally:
        ciphertexts.MOST_ANCHORS = ciphertexts_most
    assert made.left_out == given.count(None) > 0
    last = max(entry for entry in given if entry is not None)
    assert search(made, outs, b"zz" + outs[last])[0].entry == last


def test_text_as_ciphertext_is_noted() -> None:
    assert not index(OUTS[0]).textual
    assert index(b"only letters and digits 123").textual
    assert index().search([run(OUTS[3])], OUTS.__getitem__, untold) == []


def test_a_ciphertext_of_one_window_is_found_by_it_whatever_its_value() -> None:
    """The other window is of one byte alone; one of the two is the greatest of the index."""
    outs = [b"\xff\xee\xdd\xcc\xbb\xaa\x99\x88" + bytes(8), b"\1\2\3\4\5\6\7\x08" + bytes(8)]
    made = index(*outs)
    assert [search(made, outs, b"??" + out)[0].entry for out in outs] == [0, 1]
