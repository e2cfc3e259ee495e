"""Records one by one: what a skim takes from them, and how the requests of an upload are read again."""

from pathlib import Path

import pytest
from mitmproxy.test import tflow
from support import flows, hars
from support.states import record

from trafficaudit import readers
from trafficaudit.errors import ReadError
from trafficaudit.model import Exchange
from trafficaudit.network import Network
from trafficaudit.readers import network
from trafficaudit.readers.flow import file as flowfile
from trafficaudit.readers.flow.reader import Place
from trafficaudit.readers.source import Source


def pieces(*bodies: bytes, path: str = "/up", first: int = 0) -> list[bytes]:
    made, at = [], 0
    for number, body in enumerate(bodies, first):
        made.append(record(flows.flow(number, path, headers=[(b"Upload-Offset", b"%d" % at)], body=body)))
        at += len(body)
    return made


def told(found: Network) -> list[list[tuple[str, int]]]:
    return [[(portion.exchange_id, portion.order) for portion in upload] for upload in found.uploads]


def read_again(source: Source) -> list[list[bytes | None]]:
    return [
        [each.request.body for each in source.portions(upload).values() if each.request]
        for upload in source.network().uploads
    ]


def test_uploads_of_a_flow_file_are_known_and_can_be_read_again(tmp_path: Path) -> None:
    path = tmp_path / "up.mitm"
    one, other = pieces(b"ab", b"cd", b"e"), pieces(b"12", b"34", path="/other")
    plain = record(flows.flow(9, body=b"upload-offset=1&chunk=2"))
    path.write_bytes(plain + one[0] + b"damage" + other[0] + one[1] + record(tflow.ttcpflow()) + other[1] + one[2])
    source = readers.open_capture(path)
    found = source.network()
    assert told(found) == [[("000001", 0), ("000004", 2), ("000007", 4)], [("000003", 0), ("000006", 2)]]
    assert isinstance(found.uploads[0][0].source, Place)
    exchanges = {each.id: each for each in source.items() if isinstance(each, Exchange)}
    for upload in found.uploads:
        assert source.portions(upload) == {each.exchange_id: exchanges[each.exchange_id] for each in upload}
    assert read_again(source) == [[b"ab", b"cd", b"e"], [b"12", b"34"]]


@pytest.mark.parametrize("damage", ["server_conn", "response", "headers", "metadata", "client_conn"])
def test_a_piece_in_a_record_that_is_damaged_elsewhere_is_not_missing(tmp_path: Path, damage: str) -> None:
    made = []
    for number in range(3):
        one = flows.flow(number, "/up", headers=[(b"Upload-Offset", b"%d" % number), (b"Cookie", b"a=b")], body=b"x")
        state = one.get_state()
        if number == 1 and damage == "headers":
            state["response"]["headers"] = [[b"set-cookie"]]
        elif number == 1:
            state[damage] = 5
        made.append(record(state))
    path = tmp_path / "up.mitm"
    path.write_bytes(b"".join(made))
    source = readers.open_capture(path)
    assert told(source.network()) == [[("000000", 0), ("000001", 1), ("000002", 2)]]
    assert source.network().holes == ()
    assert read_again(source) == [[b"x", b"x", b"x"]]
    assert any(not isinstance(each, Exchange) for each in source.items())


def test_positions_of_a_folder_go_on_over_its_segments(tmp_path: Path) -> None:
    folder = tmp_path / "shop"
    folder.mkdir()
    unread = tflow.ttcpflow()
    unread.metadata["passthrough"] = True
    one = pieces(b"ab", b"cd", b"e")
    (folder / "traffic-0001.mitm").write_bytes(one[0] + record(unread))
    (folder / "traffic-0002.mitm").write_bytes(b"")
    (folder / "traffic-0003.mitm").write_bytes(b"none")
    (folder / "traffic-0004.mitm").write_bytes(one[1])
    (folder / "traffic-0005.mitm").write_bytes(one[2])
    source = readers.open_capture(folder)
    assert told(source.network()) == [[("000000", 0), ("000004", 2), ("000005", 4)]]
    assert read_again(source) == [[b"ab", b"cd", b"e"]]
    assert [each.id for each in source.items() if isinstance(each, Exchange)] == ["000000", "000004", "000005"]
    parts = [part.items() if isinstance(part, flowfile.FlowSlice) else [part] for part in source.slices()]
    sliced = [item for part in parts for item in part]
    assert [each.id for each in sliced if isinstance(each, Exchange)] == ["000000", "000004", "000005"]


def test_a_capture_that_changed_is_not_read_again(tmp_path: Path) -> None:
    path = tmp_path / "up.mitm"
    path.write_bytes(b"".join(pieces(b"ab", b"cd")))
    source = readers.open_capture(path)
    (upload,) = source.network().uploads
    path.write_bytes(b"".join(pieces(b"ab", b"cd", b"e")))
    with pytest.raises(ReadError, match="changed while it was being read"):
        source.portions(upload)


def test_uploads_of_a_har_are_kept_as_far_as_there_is_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    entries = [
        hars.entry("https://a.shop.example/up", "8.8.8.8", headers={"Upload-Offset": at}, body=body)
        for at, body in (("0", "ab"), ("2", "cd"), ("4", "e"))
    ]
    source = readers.open_capture(hars.write(tmp_path / "up.har", *entries))
    assert told(source.network()) == [[("000000", 0), ("000001", 2), ("000002", 4)]]
    assert read_again(source) == [[b"ab", b"cd", b"e"]]
    monkeypatch.setattr(network, "UPLOADED", 4)
    found = source.network()
    assert told(found) == [[("000000", 0), ("000001", 2)]]
    assert found.left_out == 1


def test_the_first_piece_again_begins_another_upload(tmp_path: Path) -> None:
    path = tmp_path / "up.mitm"
    path.write_bytes(b"".join([*pieces(b"ab", b"cd"), *pieces(b"12", b"34", b"5", first=2)]))
    assert told(readers.open_capture(path).network()) == [
        [("000000", 0), ("000001", 2)],
        [("000002", 0), ("000003", 2), ("000004", 4)],
    ]


def test_a_single_request_is_no_upload(tmp_path: Path) -> None:
    path = tmp_path / "up.mitm"
    path.write_bytes(pieces(b"ab")[0] + record(tflow.tflow(resp=True)))
    assert readers.open_capture(path).network().uploads == ()


def test_a_conversation_is_named_by_its_first_part(tmp_path: Path) -> None:
    first, more, apart, datagrams = tflow.ttcpflow(), tflow.twebsocketflow(), tflow.ttcpflow(), tflow.tudpflow()
    apart.id = "another"
    for later in (more, datagrams):
        later.metadata["continues"] = first.id
    path = tmp_path / "talk.mitm"
    path.write_bytes(b"".join(map(record, (first, apart, tflow.tflow(resp=True), datagrams, more))))
    (talk,) = readers.open_capture(path).network().talks
    assert [part.exchange_id for part in talk] == ["000000", "000004"]


@pytest.mark.parametrize(("errs", "answered"), [(False, True), (True, True), (True, False)])
def test_what_ended_with_an_error_ended_when_that_came(tmp_path: Path, *, errs: bool, answered: bool) -> None:
    """An answer may be whole long before: it came before the request was, and the connection ended later."""
    made = []
    for number in range(3):
        one = flows.flow(number)
        assert one.response
        began = 1_795_000_000.0 - 5 * number
        one.request.timestamp_start, one.response.timestamp_end = began, began + 10
        if number and errs:
            one.error = tflow.terr()
            one.error.timestamp = 1_795_000_020.0 + number
            one.response = one.response if answered else None
        made.append(record(one))
    path = tmp_path / "ended.mitm"
    path.write_bytes(b"".join(made))
    assert [step.position for step in readers.open_capture(path).network().steps] == ([] if errs else [1, 2])
