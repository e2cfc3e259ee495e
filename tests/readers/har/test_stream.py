import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.readers.har import stream as harstream
from trafficaudit.readers.har.stream import Entry, Hole

LONGEST = 1 << 20


def entry(number: int, **more: object) -> dict[str, object]:
    return {"startedDateTime": "x", "request": {"url": f"https://h.example/{number}"}, **more}


def read(data: bytes, longest: int = LONGEST) -> tuple[list[object], list[Hole], bool]:
    found = harstream.layout(data)
    assert found.entries is not None
    items = list(harstream.entries(data, found.entries, longest))
    return (
        [each.value for each in items if isinstance(each, Entry)],
        [each for each in items if isinstance(each, Hole)],
        found.complete,
    )


def har(*entries: object, **members: object) -> bytes:
    return json.dumps({"log": {"version": "1.2", "entries": entries, **members}}).encode()


def test_members_before_and_after_the_entries() -> None:
    data = json.dumps({"x": [1], "log": {"creator": {"name": "a"}, "entries": [{}], "_tweasel": {"apps": []}}}).encode()
    found = harstream.layout(b"\xef\xbb\xbf \n" + data)
    assert found.members == {"creator": {"name": "a"}, "_tweasel": {"apps": []}}
    assert found.complete


@given(st.lists(st.dictionaries(st.text(max_size=4), st.integers() | st.text(), max_size=3), max_size=4))
def test_the_entries_are_those_of_the_document(values: list[dict[str, object]]) -> None:
    assert read(har(*values)) == (values, [], True)


def test_a_cut_at_every_byte_keeps_every_whole_entry() -> None:
    values = [entry(number, text='a "quoted" [{text}] \\') for number in range(3)]
    data = har(*values, creator={"name": "x"})
    start = harstream.layout(data).entries
    assert start is not None
    ends = [data.index(written) + len(written) for written in (json.dumps(value).encode() for value in values)]
    for cut in range(start, len(data)):
        found, holes, complete = read(data[:cut])
        assert found == values[: sum(end <= cut for end in ends)]
        assert holes or not complete
    assert read(data) == (values, [], True)


@pytest.mark.parametrize("at", range(0, 90, 3))
def test_a_damaged_entry_costs_itself_only(at: int) -> None:
    values = [entry(number, text='say "hello"') for number in range(4)]
    data = bytearray(har(*values))
    start = data.find(json.dumps(values[1]).encode())
    data[start + at] = 0x22 if data[start + at] != 0x22 else 0x7D
    found, holes, _ = read(bytes(data))
    assert found[0] == values[0]
    assert found[-2:] == values[2:]
    assert holes or found[1] != values[1]


def test_entries_of_other_types_and_missing_commas() -> None:
    found, holes, _ = read(b'{"log": {"entries": [{"a": 1}, 5, "x", [1], null {"b": 2} {"c": 3},, {"d": 4}]}}')
    assert found == [{"a": 1}, {"b": 2}, {"c": 3}, {"d": 4}]
    assert len(holes) >= 5


def test_a_deep_entry_is_a_hole_and_the_next_is_read() -> None:
    deep = b"[" * 100_000 + b"]" * 100_000
    data = b'{"log": {"entries": [{"a": ' + deep + b'}, {"b": 1}], "deep": ' + deep + b"}}"
    found, holes, complete = read(data)
    assert found == [{"b": 1}]
    assert "deep" in holes[0].reason
    assert complete


def test_what_is_no_strict_json_is_kept() -> None:
    data = b'{"log": {"entries": [{"a": "\\ud800", "b": "\xff", "c": NaN, "d": 1e999, "e": "x\ny"}]}}'
    found, holes, _ = read(data)
    assert not holes
    assert isinstance(found[0], dict)
    assert [found[0][key] for key in "abe"] == ["\ud800", "\udcff", "x\ny"]


@pytest.mark.parametrize("text", ["x" * 500, "\\" * 500, '"' * 500, "김" * 500, "\U0001f600" * 300, "a\\u00e9" * 90])
@pytest.mark.parametrize("ascii_only", [True, False])
def test_a_long_text_is_cut_where_it_stays_valid(text: str, ascii_only: bool) -> None:
    data = json.dumps({"log": {"entries": [{"a": text, "b": "short"}]}}, ensure_ascii=ascii_only).encode()
    start = harstream.layout(data).entries
    assert start is not None
    for longest in range(90, 110):
        (only,) = harstream.entries(data, start, longest)
        assert isinstance(only, Entry)
        assert only.cut > longest
        assert only.value["b"] == "short"
        kept = only.value["a"]
        assert isinstance(kept, str)
        assert text.startswith(kept) or (ascii_only and kept[-1] >= "\ud800" and text.startswith(kept[:-1]))
        assert kept


def test_a_list_that_damage_hides_is_found_by_its_name() -> None:
    found = harstream.layout(b'{"log": {"creator": }, "entries": [{"a": 1}]}}')
    assert found.entries is not None
    assert found.log
    assert harstream.layout(b'{"log": {"creator": {"na').cut


def test_made_up_starts_do_not_take_long() -> None:
    start = time.process_time()
    read(b'{"log": {"entries": [' + b'{"time":[],"request":{"url":' * 60_000)
    read(b'{"log": {"entries": [' + b'x{"time":"' * 100_000)
    assert time.process_time() - start < 8


@given(st.binary(max_size=120) | st.text('{}[]",:\\ae ', max_size=120).map(str.encode))
def test_any_bytes_in_the_list_end(data: bytes) -> None:
    list(harstream.entries(b"[" + data, 1, LONGEST))
    harstream.layout(data)
