import random

from support.fields import field, untold

from trafficaudit.detectors.provenance.pieces import Piece, completed, innermost
from trafficaudit.detectors.provenance.runs import Run

DATA = random.Random(5).randbytes(200)


def run(data: bytes, index: int = 0, **changes: object) -> Run:
    return Run(index, (), data, 0, len(data), len(data), True)._replace(**changes)  # type: ignore[arg-type]


def test_what_a_piece_explains_counts_in_the_field_s_own_bytes() -> None:
    assert Piece(run(DATA), 10, 60, 0).explained == 50
    coded = run(DATA[:75], layers=("base64",), start=4, end=104, size=110)
    assert Piece(coded, 0, 75, 0).explained == 100


def test_of_a_container_and_what_it_holds_the_inner_one_counts() -> None:
    fields = (field("$", DATA), field("a", DATA, parent=0), field("b", DATA))
    pieces = [Piece(run(DATA, index), 0, 200, 0) for index in range(3)]
    assert [piece.run.field for piece in innermost(pieces, fields, 200)] == [1, 2]


def test_whole_ciphertexts_come_before_parts() -> None:
    fields = (field("$", DATA), field("a", DATA[:100], parent=0))
    parts = Piece(run(DATA[:100], 1), 0, 100, 0)
    whole = Piece(run(DATA), 0, 200, 0)
    assert innermost([parts, whole], fields, 200) == [whole]
    assert innermost([parts], fields, 200) == [parts]


def test_the_rest_is_found_forwards_and_backwards() -> None:
    runs = [run(b"x" + DATA[a:b] + b"y") for a, b in ((0, 30), (30, 70), (70, 90), (90, 200))]
    middle = Piece(runs[2], 1, 21, 70)
    found = completed([middle], runs, DATA, untold)
    assert [(piece.begin, piece.size) for piece in found] == [(0, 30), (30, 40), (70, 20), (90, 110)]
    assert all(piece.run.data[piece.start : piece.end] == DATA[piece.begin :][: piece.size] for piece in found)


def test_a_rest_too_short_to_be_told_counts_only_as_a_whole_value() -> None:
    first = run(DATA[:195])
    begun = [Piece(first, 0, 195, 0)]
    assert sum(piece.size for piece in completed(begun, [first, run(DATA[195:])], DATA, untold)) == 200
    inside = run(b"x" + DATA[195:])
    assert sum(piece.size for piece in completed(begun, [first, inside], DATA, untold)) == 195


def test_overlapping_pieces_count_once() -> None:
    pieces = [Piece(run(DATA), 0, 100, 0), Piece(run(DATA), 50, 150, 50)]
    found = completed(pieces, [], DATA, untold)
    assert [(piece.start, piece.end, piece.begin) for piece in found] == [(0, 100, 0), (100, 150, 100)]
