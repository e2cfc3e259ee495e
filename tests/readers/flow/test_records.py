import time

from hypothesis import given
from hypothesis import strategies as st
from mitmproxy.test import tflow
from support.states import record

from trafficaudit.readers.flow import records as flowrecords
from trafficaudit.readers.flow.records import Hole, Record

ONE = record(tflow.tflow(resp=True))


def split(data: bytes) -> list[Record | Hole]:
    return list(flowrecords.split(data, len(data)))


def offsets(data: bytes) -> list[int]:
    return [each.offset for each in split(data) if isinstance(each, Record)]


def holes(data: bytes) -> list[tuple[int, int]]:
    return [(each.offset, each.end) for each in split(data) if isinstance(each, Hole)]


def test_whole_records_have_no_holes() -> None:
    assert offsets(ONE * 3) == [0, len(ONE), 2 * len(ONE)]
    assert not holes(ONE * 3)


def test_a_cut_at_any_byte_is_one_hole_and_keeps_what_stands_before() -> None:
    for cut in range(len(ONE) + 1, 2 * len(ONE)):
        assert offsets((ONE * 2)[:cut]) == [0]
        assert holes((ONE * 2)[:cut]) == [(len(ONE), cut)]


def test_a_broken_prefix_costs_one_record() -> None:
    length, _, rest = ONE.partition(b":")
    for broken in (b"x" + ONE[1:], b"9" + ONE[1:], length + b";" + rest, ONE[1:], b"%d:" % 10**11 + rest):
        data = ONE + broken + ONE
        assert offsets(data) == [0, len(ONE) + len(broken)], broken[:20]
        assert holes(data) == [(len(ONE), len(ONE) + len(broken))]
    assert offsets(ONE + b"9" + ONE) == [0, len(ONE) + 1], "only the wrong digit is skipped"


def test_junk_between_records_is_skipped_and_reported() -> None:
    data = ONE + b"\0" * 5000 + ONE + b"\r\n"
    assert offsets(data) == [0, len(ONE) + 5000]
    assert holes(data) == [(len(ONE), len(ONE) + 5000), (len(data) - 2, len(data))]


def test_a_backup_inside_a_damaged_record_is_no_record_of_its_own() -> None:
    flow = tflow.tflow(resp=True)
    flow.backup()
    flow.request.path = "/changed"
    damaged = b"x" + record(flow)[1:]
    assert b"6:backup;" in damaged
    assert offsets(damaged + ONE) == [len(damaged)]


def test_a_record_cut_off_inside_a_body_that_looks_like_a_flow_file_is_not_searched() -> None:
    flow = tflow.tflow(resp=True)
    flow.request.content = ONE * 2 + b"-" * 100
    assert not offsets(record(flow)[: -len(record(flow)) // 8])


@given(st.binary(max_size=300) | st.lists(st.sampled_from([ONE[:40], ONE, b"9:2:id,", b"1", b":", b"}"])).map(b"".join))
def test_every_byte_is_in_a_record_or_in_a_hole(data: bytes) -> None:
    at = 0
    for each in split(data):
        assert each.offset == at
        at = each.end + (1 if isinstance(each, Record) else 0)
    assert at == len(data)


def test_made_up_starts_do_not_take_long() -> None:
    candidate = b"99999:2:id;1:x,7:version;2:21#"
    start = time.process_time()
    split(b"x" + candidate * 100_000)
    assert time.process_time() - start < 8


def test_tells_what_may_be_a_flow_file() -> None:
    assert all(flowrecords.starts_like_a_record(ONE[:cut]) for cut in range(1, len(ONE)))
    assert flowrecords.starts_like_a_record(b"damaged" + ONE)
    assert not any(
        map(flowrecords.starts_like_a_record, [b"", b"x", b"12:30 lunch", b"{}", b"1234567890123", b"\x7fELF"])
    )
