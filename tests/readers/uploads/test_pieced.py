"""An upload while it is gathered; what is made of a whole capture's stands in ``test_network.py``."""

from trafficaudit.network import Portion
from trafficaudit.readers.uploads.holes import SHORT, Sent
from trafficaudit.readers.uploads.pieced import LONG, Upload, holes
from trafficaudit.readers.uploads.pieces import SECTION
from trafficaudit.readers.uploads.putting import Named
from trafficaudit.readers.uploads.schemes import Bit


def _upload(*orders: int, total: int = -1, size: int = 0) -> Upload:
    made = Upload(Bit("k", 0, sized=False, total=total))
    for order in orders:
        made.take(Bit("k", order, sized=False, total=total), Sent(f"e{order}", order, 1, 1, SHORT, ""))
        made.portions.append(Portion(f"e{order}", order, False, None))
    made.size = size
    return made


def test_the_first_piece_again_after_later_ones_begins_another_upload() -> None:
    made = _upload(0, 1)
    assert made.is_over(0)
    assert not made.is_over(1)
    assert not made.is_over(2)


def test_pieces_that_are_missing_are_holes_of_it() -> None:
    assert list(holes([_upload(0, 1, 2, total=3)])) == []
    assert len(list(holes([_upload(0, 2, total=3)]))) == 1


def test_what_lies_across_sections_of_a_large_one_is_told() -> None:
    assert [hole.reason for hole in holes([_upload(0, 1, total=2, size=SECTION)])] == [LONG]


def test_a_list_that_puts_it_together_orders_it() -> None:
    made = _upload(0, 1)
    made.lists.append(("e9", Named("k", ("1", "0"), ordered=True)))
    made.sent = [one._replace(name=str(one.order)) for one in made.sent]
    assert [portion.order for portion in made.placed()] == [1, 0]


def test_what_comes_after_a_list_is_of_another_upload() -> None:
    made = _upload(0)
    assert not made.is_over(1)
    made.lists.append(("e8", Named("k", ("0",), ordered=False)))
    assert not made.is_over(1)
    made.lists.append(("e9", Named("k", ("0",), ordered=True)))
    assert made.is_over(1)


def test_of_several_lists_the_last_orders_it() -> None:
    made = _upload(0, 1)
    made.sent = [one._replace(name=str(one.order)) for one in made.sent]
    made.lists += [("e8", Named("k", ("1", "0"), ordered=True)), ("e9", Named("k", ("0", "1"), ordered=True))]
    assert [portion.order for portion in made.placed()] == [0, 1]


def test_one_piece_alone_is_no_upload_and_one_portion_lies_across_nothing() -> None:
    for alone in (True, False):
        bit = Bit("k", 1, sized=False, total=3, alone=alone)
        single = Upload(bit)
        single.take(bit, Sent("e1", 1, 1, 1, SHORT, ""))
        assert bool(list(holes([single]))) is alone
    made = _upload(0, 1, total=2, size=SECTION)
    made.portions = made.portions[:1]
    assert list(holes([made])) == []
