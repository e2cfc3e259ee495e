"""HARs against the JSON that mitmproxy expects of them, and against what the standard library reads."""

import gzip
import hashlib
import json
import zlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mitmproxy.io import FlowReader

from trafficaudit.errors import ReadError
from trafficaudit.model import Exchange, Gap
from trafficaudit.readers.har import file as har

shared = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
REQUEST = {"method": "GET", "url": "https://h.example/", "headers": [], "httpVersion": "h2"}
ENTRY = {"startedDateTime": "2026-11-24T00:00:00Z", "request": REQUEST, "response": None}


def read(path: Path, **options: Any) -> tuple[list[Exchange], list[Gap]]:
    items = list(har.open_source(path, **options).items())
    return [each for each in items if isinstance(each, Exchange)], [each for each in items if isinstance(each, Gap)]


def write(path: Path, *entries: object, **members: object) -> Path:
    path.write_text(json.dumps({"log": {"entries": entries, **members}}))
    return path


def test_what_mitmproxy_expects_of_other_tools_hars(shared_captures: Path) -> None:
    folder = shared_captures / "mitmproxy/test/mitmproxy/data/har_files"
    files = sorted(folder.glob("*.har"))
    assert len(files) == 7
    for path in files:
        expected = json.loads(path.with_suffix(".json").read_text())
        exchanges, gaps = read(path)
        assert not gaps
        for mine, theirs in zip(exchanges, expected, strict=True):
            compare(mine, theirs)


def compare(mine: Exchange, theirs: dict[str, Any]) -> None:
    request, response = theirs["request"], theirs["response"]
    assert (mine.method, mine.host, mine.port) == (request["method"], request["pretty_host"], request["port"])
    assert mine.url.split("/", 3)[3] == request["path"][1:]
    assert mine.started_at.timestamp() == pytest.approx(request["timestamp_start"])
    address = theirs["server_conn"]["address"]
    assert (mine.server_address or "") == (address[0] if address else "")
    for message, expected in ((mine.request, request), (mine.response, response)):
        if message is None:
            assert not expected["headers"]
            continue
        # mitmproxy takes the content encoding off and then corrects or drops the two headers that speak of it.
        dropped = (b"content-encoding", b"content-length")
        # Pseudo-headers say again what method and URL say (test_harentry.py).
        listed = [(name.encode(), value.encode()) for name, value in expected["headers"] if not name.startswith(":")]
        assert [pair for pair in message.headers if pair[0].lower() not in dropped] == [
            pair for pair in listed if pair[0].lower() not in dropped
        ]
        assert hashlib.sha256(message.body or b"").hexdigest() == expected["contentHash"]
    if mine.response is not None:
        assert (mine.response.status or 0) == response["status_code"]


def test_every_har_is_read_entry_by_entry(shared_captures: Path) -> None:
    files = [*shared_captures.glob("**/*.har"), *shared_captures.glob("**/*.har.json")]
    checked = 0
    for path in sorted(files):
        if path.name in ("brokenfile.har", "har_extractor.har"):
            with pytest.raises(ReadError, match=r"no log\.entries"):
                har.open_source(path)
            continue
        entries = json.loads(path.read_bytes().decode("utf-8-sig"))["log"]["entries"]
        source = har.open_source(path)
        items = list(source.items())
        assert {each.position for each in items} == set(range(len(entries))), path
        reasons = [each.reason for each in items if isinstance(each, Gap)]
        assert all("not a network request" in each or "no absolute URL" in each for each in reasons), path
        assert items == list(source.items())
        checked += 1
    assert checked > 20


def test_mitmproxys_own_hars_agree_with_the_flows_they_were_made_from(shared_captures: Path) -> None:
    folder = shared_captures / "mitmproxy/test/mitmproxy/data/flows"
    for path in sorted(folder.glob("*.har")):
        with path.with_suffix(".mitm").open("rb") as file:
            flows: list[Any] = list(FlowReader(file).stream())
        exchanges, gaps = read(path)
        assert not gaps
        assert len([each for each in exchanges if each.protocol != "websocket"]) == len(flows)
        for mine in exchanges:
            theirs = flows[mine.position]
            assert mine.host == theirs.request.pretty_host
            if mine.protocol == "websocket":
                message = theirs.websocket.messages[int(mine.id.rpartition("w")[2])]
                sent = mine.request if message.from_client else mine.response
                assert sent is not None
                assert sent.body == message.content
                continue
            assert mine.request is not None
            assert (mine.request.body or b"") == theirs.request.get_content(strict=False)
            if theirs.response:
                assert mine.response is not None
                assert mine.response.body == theirs.response.get_content(strict=False)


def test_compressed(shared_captures: Path, tmp_path: Path) -> None:
    packed = shared_captures / "mitmproxy/test/mitmproxy/data/flows/compressed.zhar"
    plain = tmp_path / "compressed.har"
    plain.write_bytes(zlib.decompress(packed.read_bytes()))
    zipped = tmp_path / "compressed.har.gz"
    zipped.write_bytes(gzip.compress(plain.read_bytes()))
    urls = [[each.url for each in read(path)[0]] for path in (packed, plain, zipped)]
    assert urls[0] == urls[1] == urls[2]
    assert len(urls[0]) == 2


def test_compressed_data_may_have_several_members(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = write(tmp_path / "x", *[ENTRY | {"comment": str(number) * 99} for number in range(30)]).read_bytes()
    cut = [data[at : at + 1000] for at in range(0, len(data), 1000)]
    path = tmp_path / "x.har.gz"
    for padding in (b"", bytes(512)):
        path.write_bytes(b"".join(map(gzip.compress, cut)) + padding)
        exchanges, gaps = read(path)
        assert (len(exchanges), gaps) == (30, [])
    first, rest = gzip.compress(data[:5000]), gzip.compress(data[5000:])
    for zeros in (har._PIECE - len(first), 2 * har._PIECE):  # up to where the next piece of the file is read
        path.write_bytes(first + bytes(zeros) + rest)
        exchanges, gaps = read(path)
        assert (len(exchanges), gaps) == (30, [])
    path.write_bytes(gzip.compress(data) + b"xyz")
    exchanges, gaps = read(path)
    assert (len(exchanges), gaps[-1].reason) == (30, "something else follows the compressed data")
    monkeypatch.setattr(har, "_MEMBERS", 2)
    path.write_bytes(b"".join(map(gzip.compress, cut)))
    exchanges, gaps = read(path)
    assert 0 < len(exchanges) < 30
    assert gaps[-1].reason == "the compressed data has more than 2 members; the rest was not read"


@pytest.mark.parametrize(
    "form",
    [
        '{"log": {"entries": [%s], "x": 1, "entries": [%s, %s]}}',
        '{"log": {"entries": [%s]}, "log": {"entries": [%s, %s]}}',
    ],
)
def test_every_list_of_entries_is_read(tmp_path: Path, form: str) -> None:
    """Two members of one name are no error of JSON, and programs differ in which of them they take."""
    entries = [json.dumps(ENTRY | {"request": REQUEST | {"url": f"https://h.example/{n}"}}) for n in range(3)]
    path = tmp_path / "x.har"
    path.write_text(form % tuple(entries))
    exchanges, gaps = read(path)
    assert [each.url[-1] for each in exchanges] == ["0", "1", "2"]
    assert [(each.reason, each.exchanges) for each in gaps] == [(har.LISTS, 0)]
    for rest in ("[", '{"log": 5}'):
        path.write_text(form % tuple(entries) + rest)
        exchanges, gaps = read(path)
        assert [each.url[-1] for each in exchanges] == ["0", "1", "2"]
        assert gaps


def test_compressed_data_that_is_cut_damaged_or_a_bomb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = zlib.compress(
        write(tmp_path / "x", *[ENTRY | {"comment": str(number) * 99} for number in range(300)]).read_bytes(), 0
    )
    path = tmp_path / "x.zhar"
    path.write_bytes(data[: len(data) // 2])
    exchanges, gaps = read(path)
    assert 0 < len(exchanges) < 300
    assert "compressed data ends too early" in gaps[-1].reason
    path.write_bytes(data[:-3] + b"xxx")
    exchanges, gaps = read(path)
    assert len(exchanges) == 300, "the damage is in the checksum behind them"
    assert "damaged" in gaps[-1].reason
    monkeypatch.setattr(har, "INFLATED_LIMIT", 30_000)
    path.write_bytes(zlib.compress(write(tmp_path / "x", ENTRY, comment="x" * (5 << 20)).read_bytes()))
    exchanges, gaps = read(path)
    assert len(exchanges) == 1
    assert "grows beyond" in gaps[-1].reason


def test_what_cyanoacrylate_writes_beside_the_entries(shared_captures: Path, tmp_path: Path) -> None:
    capture = har.open_source(shared_captures / "tweasel/platform/traffic.har.json").capture
    assert capture.app == "se.maginteractive.quizduel2"
    assert capture.metadata["started_at"] == "2024-06-24T09:29:36.066Z"
    assert capture.metadata["creator"] == "cyanoacrylate 1.1.0"
    two = {"apps": [{"id": "a"}, {"id": "b"}, 5], "device": "x"}
    assert har.open_source(write(tmp_path / "two.har", _tweasel=two)).capture.app == ""
    odd: object
    for odd in (5, [], {"apps": 5}, {"apps": [{"id": 5}]}, {"device": []}):
        assert har.open_source(write(tmp_path / "odd.har", _tweasel=odd, creator=odd)).capture.app == ""


@pytest.mark.assertion("REA-2")
def test_a_cut_at_every_byte_gives_every_whole_entry_and_a_gap(tmp_path: Path) -> None:
    path = write(tmp_path / "x.har", ENTRY, ENTRY, creator={"name": "x"})
    data = path.read_bytes()
    whole, gaps = read(path)
    assert (len(whole), gaps) == (2, [])
    for cut in range(len(b'{"log": {'), len(data)):
        path.write_bytes(data[:cut])
        exchanges, gaps = read(path)
        assert [each.url for each in exchanges] == [each.url for each in whole[: len(exchanges)]]
        assert len(gaps) == 1
        assert gaps[0].position == len(exchanges)


def test_one_bad_entry_does_not_take_the_others(tmp_path: Path) -> None:
    path = write(tmp_path / "x.har", ENTRY, {"request": 5}, 7, ENTRY | {"response": 5}, ENTRY)
    exchanges, gaps = read(path)
    assert [each.position for each in exchanges] == [0, 3, 4]
    assert [each.position for each in gaps] == [1, 2, 3]
    offsets = [path.read_bytes()[gap.offset :][:12] for gap in gaps]
    assert offsets == [b'{"request": ', b'7, {"started', b'{"startedDat']


def test_what_follows_the_document_is_said(tmp_path: Path) -> None:
    path = write(tmp_path / "x.har", ENTRY)
    path.write_bytes(path.read_bytes() + b"\n" + path.read_bytes())
    exchanges, gaps = read(path)
    assert len(exchanges) == 2
    assert "further entries follow" in gaps[0].reason
    path.write_bytes(write(path, ENTRY).read_bytes() + b"\nsomething else")
    exchanges, gaps = read(path)
    assert len(exchanges) == 1
    assert "something else follows" in gaps[0].reason


def test_a_long_text_is_cut_and_said(tmp_path: Path) -> None:
    content = {"text": "QUJD" * 5000, "encoding": "base64", "size": 15000}
    path = write(tmp_path / "x.har", ENTRY | {"response": {"status": 200, "content": content}})
    (found,), gaps = read(path, body_limit=3000)
    assert found.response is not None
    assert found.response.body == b"ABC" * 1000
    assert found.response.body_size == 15000
    assert "20000 bytes" in gaps[-1].reason


@pytest.mark.parametrize("sent", [{"postData": {"text": "\u2713" * 2000}}, {"bodySize": 6000}])
@pytest.mark.parametrize("size", [{"size": 15000}, {}])
def test_what_is_examined_in_part_is_not_lost_as_well(
    tmp_path: Path, sent: dict[str, Any], size: dict[str, Any]
) -> None:
    """A body whose text was cut stands in the ledger by its exchange; a text elsewhere has only its gap."""
    answer = {"text": "QUJD" * 5000, "encoding": "base64", **size}
    message = [{"type": "receive", "data": "x" * 5000, "opcode": 1}]
    made = ENTRY | {"request": REQUEST | sent, "response": {"status": 200, "content": answer}}
    (found, *rest), gaps = read(write(tmp_path / "x.har", made | {"_webSocketMessages": message}), body_limit=3000)
    assert [each.response.body_size > len(each.response.body or b"") for each in rest if each.response] == [True]
    assert found.response is not None
    assert found.response.body_size > len(found.response.body or b"")
    assert sum(gap.exchanges for gap in gaps) == 0


def test_a_text_that_was_cut_outside_of_bodies_counts_as_a_loss(tmp_path: Path) -> None:
    made = ENTRY | {"request": REQUEST | {"url": "https://h.example/" + "a" * 9000}}
    (_,), gaps = read(write(tmp_path / "x.har", made), body_limit=3000)
    assert [gap.exchanges for gap in gaps if "a text of" in gap.reason] == [1]


@pytest.mark.parametrize("content", [b"{}", b'{"log": 5}', b'{"log": {}}', b'{"log": {"entries": 5}}', b"{", b'{"x'])
def test_json_that_is_no_har(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.har"
    path.write_bytes(content)
    with pytest.raises(ReadError, match=r"no log\.entries"):
        har.open_source(path)


@pytest.mark.assertion("REA-1")
@shared
@given(st.binary(max_size=200) | st.text('{}[]",:\\ log entries', max_size=100).map(str.encode), st.booleans())
def test_any_bytes_give_exchanges_gaps_or_a_read_error(tmp_path: Path, data: bytes, inside: bool) -> None:
    path = tmp_path / "any.har"
    path.write_bytes((b'{"log": {"entries": [' if inside else b"{") + data)
    try:
        exchanges, gaps = read(path)
    except ReadError:
        assert not inside
        return
    assert exchanges or gaps or b"]" in data


def test_sniffs() -> None:
    assert all(
        har.sniff(head, Path("x"))
        for head in (b"{", b'\xef\xbb\xbf\r\n {"log"', zlib.compress(b"{}"), gzip.compress(b" {}"))
    )
    assert not any(har.sniff(head, Path("x")) for head in (b"", b"[", b"12:", b"\x1f\x8bxx", zlib.compress(b"[]")))
