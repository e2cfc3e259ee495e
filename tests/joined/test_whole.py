"""What is cut over several messages or requests is found as if it had not been, once, and where it was complete."""

import base64
import gzip
import json
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlencode

import msgpack
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mitmproxy import tcp, udp, websocket
from mitmproxy.test import tflow
from support import flows, hars
from support.samples import exchange
from support.states import read, record
from wsproto.frame_protocol import Opcode

from trafficaudit import readers
from trafficaudit.examine import Examined, Examiner
from trafficaudit.joined import NAME
from trafficaudit.joined.whole import Told
from trafficaudit.joined.whole import examined as examine_whole
from trafficaudit.model import UNDATED, Capture, Decoded, Exchange, Field, Finding, Piece, Span, Whole

MAIL, PHONE, CARD = "seoyun.kim8241@hanbit.example", "010-9183-2746", "4111-1111-1111-1111"
CAPTURE = Capture("c", "c", "", 0, "")
DOCUMENT = json.dumps({"user": {"email": MAIL, "phone": PHONE, "deviceModel": "SM-S921N"}, "n": [1, 2, 3]}).encode()
RECORDS = [msgpack.packb({"email": MAIL, "deviceModel": "SM-S921N", "n": number}) for number in range(4)]

BODIES = {
    "text": f"hello {MAIL}, call {PHONE} or not".encode(),
    "JSON": DOCUMENT,
    "gzip": gzip.compress(DOCUMENT, mtime=0),
    "form": urlencode({"email": MAIL, "tel": PHONE, "note": "x" * 50}).encode(),
    "Base64 of JSON": base64.b64encode(DOCUMENT),
    "records with lengths": b"".join(len(each).to_bytes(4, "big") + each for each in RECORDS),
    "lines of JSON": b"".join(json.dumps({"n": number, "mail": MAIL}).encode() + b"\n" for number in range(3)),
    "XML": f"<a><mail>{MAIL}</mail><tel>{PHONE}</tel></a>".encode(),
    "hexadecimal": DOCUMENT.hex().encode(),
}


@pytest.fixture(scope="module")
def examiner(tmp_path_factory: pytest.TempPathFactory) -> Examiner:
    person = tmp_path_factory.mktemp("persona") / "p.toml"
    person.write_text(f'[values]\nemail = ["{MAIL}"]\nphone_number = ["{PHONE}"]\n')
    return Examiner(person)


def stream(*said: bytes | tuple[bool, bytes]) -> tcp.TCPFlow:
    """Make a TCP flow; bytes alone are the app's."""
    made = tflow.ttcpflow()
    turns = [each if isinstance(each, tuple) else (True, each) for each in said]
    made.messages = [tcp.TCPMessage(mine, data, 1e9 + number) for number, (mine, data) in enumerate(turns)]
    return made


def talk(*said: bytes, opcode: Opcode = Opcode.TEXT) -> object:
    """Make a WebSocket in which the app says something."""
    made = tflow.twebsocketflow(messages=False)
    assert made.websocket
    made.websocket.messages = [
        websocket.WebSocketMessage(opcode, True, data, 1e9 + number) for number, data in enumerate(said)
    ]
    return made


def examined(examiner: Examiner, made: object, folder: Path) -> list[Examined]:
    exchanges, _ = read(folder / "x.mitm", record(made))  # type: ignore[arg-type]
    return [examiner.examine(each, CAPTURE) for each in exchanges]


def seeded(found: Sequence[Examined]) -> list[tuple[str, str]]:
    """Give category and value of what is the person's, as often as it is told."""
    return sorted(
        (each.category, each.value if isinstance(each.value, str) else each.value.decode())
        for one in found
        for each in one.findings
        if each.detector == "persona"
    )


def joined(found: Sequence[Examined]) -> list[tuple[str, Finding]]:
    return [(one.exchange.id, each) for one in found for each in one.findings if each.layers[:1] == (NAME,)]


def cut(data: bytes, places: Sequence[int]) -> list[bytes]:
    borders = [0, *sorted({place % len(data) for place in places} - {0}), len(data)]
    return [data[start:end] for start, end in pairwise(borders)]


@pytest.mark.parametrize("name", BODIES)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(places=st.lists(st.integers(1, 10_000), min_size=1, max_size=6))
def test_a_stream_gives_the_same_wherever_it_is_cut(
    name: str, places: list[int], examiner: Examiner, tmp_path: Path
) -> None:
    body = BODIES[name]
    whole = seeded(examined(examiner, stream(body), tmp_path))
    assert whole
    assert seeded(examined(examiner, stream(*cut(body, places)), tmp_path)) == whole


@pytest.mark.parametrize("name", ["text", "JSON", "gzip", "form", "records with lengths"])
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(places=st.lists(st.integers(1, 10_000), min_size=1, max_size=4))
def test_a_websocket_gives_the_same_wherever_it_is_cut(
    name: str, places: list[int], examiner: Examiner, tmp_path: Path
) -> None:
    body = BODIES[name]
    whole = seeded(examined(examiner, talk(body, opcode=Opcode.BINARY), tmp_path))
    assert whole
    assert seeded(examined(examiner, talk(*cut(body, places), opcode=Opcode.BINARY), tmp_path)) == whole


def test_a_finding_stands_where_it_was_complete_and_says_where_the_rest_is(examiner: Examiner, tmp_path: Path) -> None:
    found = examined(examiner, stream(b"mail " + MAIL[:4].encode(), (False, b"ok"), MAIL[4:].encode() + b"!"), tmp_path)
    ((where, finding), (_, other)) = joined(found)
    assert (other.category, other.detector) == ("email", "identifier:email")
    assert (where, finding.span, finding.value, finding.layers) == ("000000.m2", (0, len(MAIL) - 4), MAIL, (NAME,))
    rest = f"it stands in 2 bodies: 000000.m0 bytes 5 to 9, 000000.m2 bytes 0 to {len(MAIL) - 4}"
    assert rest in finding.reasoning
    assert {(share.span, share.others) for share in found[0].shares} == {((5, 9), True)}
    assert found[1].shares == ()
    assert found[2].exchange.started_at > found[0].exchange.started_at


def test_names_of_a_document_reach_over_its_pieces(examiner: Examiner, tmp_path: Path) -> None:
    at = DOCUMENT.index(b"SM-S921N") - 3
    found = examined(examiner, stream(DOCUMENT[:at], DOCUMENT[at:]), tmp_path)
    told = [(where, each.category, each.value) for where, each in joined(found)]
    assert told == [("000000.m1", "device_model", "SM-S921N")]
    assert "read together with the bodies from 000000.m0 to 000000.m1" in joined(found)[0][1].reasoning


def test_numbers_are_found_across_a_stream_and_not_made_of_messages(examiner: Examiner, tmp_path: Path) -> None:
    said = (b"card " + CARD[:10].encode(), CARD[10:].encode() + b" ok")
    assert [each.category for _, each in joined(examined(examiner, stream(*said), tmp_path))] == ["card_number"]
    assert joined(examined(examiner, talk(*said), tmp_path)) == []  # two messages of which neither says a number
    document = json.dumps({"card": CARD}).encode()
    ((_, found),) = joined(examined(examiner, talk(document[:20], document[20:]), tmp_path))
    assert (found.category, found.layers) == ("card_number", (NAME, "json"))
    (whole,) = (each for one in examined(examiner, talk(document), tmp_path) for each in one.findings)
    assert found.confidence == round(whole.confidence * 0.9, 3)


def test_datagrams_go_on_in_each_other_and_make_no_number(examiner: Examiner, tmp_path: Path) -> None:
    def sent(*said: bytes) -> object:
        made = tflow.tudpflow()
        made.messages = [udp.UDPMessage(True, data, 1e9 + number) for number, data in enumerate(said)]
        return made

    found = examined(examiner, sent(b"\1mail " + MAIL[:9].encode(), MAIL[9:].encode() + b"!"), tmp_path)
    assert seeded(found) == [("email", MAIL)]
    ((where, finding),) = joined(found)
    assert (where, finding.span) == ("000000.m1", (0, len(MAIL) - 9))
    assert "it stands in 2 bodies: 000000.m0 bytes 6 to 15, 000000.m1 bytes 0 to 20" in finding.reasoning
    assert joined(examined(examiner, sent(b"card " + CARD[:10].encode(), CARD[10:].encode() + b" ok"), tmp_path)) == []
    documents = [json.dumps({"mail": half}).encode() for half in (MAIL[:9], MAIL[9:])]
    assert seeded(examined(examiner, sent(*documents), tmp_path)) == []


def test_what_is_whole_is_told_once(examiner: Examiner, tmp_path: Path) -> None:
    found = examined(examiner, stream(f"<{MAIL}>".encode(), b"and ", f"<{MAIL}>".encode()), tmp_path)
    assert seeded(found) == [("email", MAIL)] * 2
    assert joined(found) == []


def test_a_piece_of_a_number_is_none(examiner: Examiner, tmp_path: Path) -> None:
    (alone,) = (each for one in examined(examiner, stream(b"tel 010-5555-1234"), tmp_path) for each in one.findings)
    found = examined(examiner, stream(b"tel 02-555-1234", b"5 ok"), tmp_path)
    assert alone.category == "phone_number"
    assert [each.value for one in found for each in one.findings] in ([], ["02-555-12345"])
    compressed = gzip.compress(json.dumps({"mail": MAIL, "x": "y" * 200}).encode(), mtime=0)
    found = examined(examiner, stream(compressed[:45], compressed[45:]), tmp_path)
    assert seeded(found) == [("email", MAIL)]


def test_what_was_closed_by_itself_and_read_as_a_piece_counts_as_read(examiner: Examiner, tmp_path: Path) -> None:
    body = BODIES["gzip"]
    assert [bool(one.decoded.opaque) for one in examined(examiner, stream(body[:50], body[50:]), tmp_path)] == [
        False
    ] * 2
    (lost,) = examined(examiner, stream(body[:50]), tmp_path)
    assert lost.decoded.opaque


def test_what_was_not_read_of_a_whole_is_said(examiner: Examiner, tmp_path: Path) -> None:
    many = b"[" + b",".join(b"%d" % number for number in range(210_000)) + b"]"
    found = examined(examiner, stream(many[:900_000], many[900_000:]), tmp_path)
    assert any("put together with what was sent before it: node bound" in run.reason for run in found[1].decoded.opaque)


def test_pieces_of_an_upload_are_one(examiner: Examiner, tmp_path: Path) -> None:
    body = BODIES["gzip"]
    made = [
        flows.flow(0, "/up/1", headers=[(b"Upload-Offset", b"0")], body=body[:40]),
        flows.flow(1, "/else", body=b"n=1"),
        flows.flow(2, "/up/1", headers=[(b"Upload-Offset", b"40")], body=body[40:]),
    ]
    source = readers.open_capture(flows.write(tmp_path / "up.mitm", *made))
    assert examiner.learn(source) == ()
    found = [examiner.examine(each, source.capture) for each in source.items() if isinstance(each, Exchange)]
    assert seeded(found) == [("email", MAIL), ("phone_number", PHONE)]
    assert {where for where, _ in joined(found)} == {"000002"}
    assert [bool(one.shares) for one in found] == [True, False, True]
    assert not any(one.decoded.opaque for one in found)
    other = readers.open_capture(flows.write(tmp_path / "other.mitm", flows.flow(0, body=b"n=1")))
    examiner.learn(other)
    kept = [each for each in source.items() if isinstance(each, Exchange)]
    assert joined([examiner.examine(kept[2], other.capture)]) == []


def test_a_body_whose_chunks_are_signed_is_one(examiner: Examiner, tmp_path: Path) -> None:
    chunks = b"".join(
        b"%x;chunk-signature=%s\r\n%s\r\n" % (len(each), b"0" * 64, each)
        for each in (DOCUMENT[:25], DOCUMENT[25:], b"")
    )
    made = flows.flow(0, "/key", headers=[(b"content-encoding", b"aws-chunked")], body=chunks)
    source = readers.open_capture(flows.write(tmp_path / "s3.mitm", made))
    examiner.learn(source)
    found = [examiner.examine(each, source.capture) for each in source.items() if isinstance(each, Exchange)]
    assert seeded(found) == [("email", MAIL), ("phone_number", PHONE)]
    told = {each.category: each.reasoning for _, each in joined(found)}
    assert "it stands in 2 pieces of the body: bytes " in told["email"]
    assert "read together with the body's other 1 piece" in told["device_model"]


def test_messages_of_a_har_are_put_together_too(examiner: Examiner, tmp_path: Path) -> None:
    said = [
        {"type": "send", "time": 1.8e9 + number, "opcode": 1, "data": data.decode()}
        for number, data in enumerate((DOCUMENT[:25], DOCUMENT[25:]))
    ]
    entry = hars.entry("wss://a.shop.example/s", "8.8.8.8") | {"_webSocketMessages": said}
    source = readers.open_capture(hars.write(tmp_path / "ws.har", entry))
    examiner.learn(source)
    found = [examiner.examine(each, source.capture) for each in source.items() if isinstance(each, Exchange)]
    assert seeded(found) == [("email", MAIL), ("phone_number", PHONE)]
    assert {where for where, _ in joined(found)} == {"000000.w1"}


def test_many_findings_in_many_pieces_stay_few_shares(examiner: Examiner, tmp_path: Path) -> None:
    many = gzip.compress(json.dumps([{"mail": f"user{number}@shop.example"} for number in range(2000)]).encode())
    pieces = [many[at : at + 20] for at in range(0, len(many), 20)]
    assert len(pieces) > 100
    found = examined(examiner, stream(*pieces), tmp_path)
    assert len({each.value for _, each in joined(found) if each.category == "email"}) == 2000
    assert max(len(one.shares) for one in found) < 200


def shared(whole: Whole, *spans: tuple[Span, tuple[str, ...]]) -> dict[str, Told]:
    """Give what each exchange is told of findings in a whole, given where they stand and in which layers."""
    places = [Field("request", "body", "$", "", MAIL, layers, span, True, 0, True) for span, layers in spans]
    found = tuple(
        Finding(each, "email", "verbatim", each.layers, each.span, MAIL, "persona", 1.0, "") for each in places
    )
    return examine_whole(whole, exchange(), lambda _: (Decoded((), ()), found))


def test_what_one_value_of_a_row_holds_alone_is_told_there_and_counts_as_single() -> None:
    pieces = (Piece("a", 5, 15, UNDATED), Piece("b", 0, 10, UNDATED))
    whole = Whole("request", b"x" * 20, pieces, strung=True)
    told = shared(whole, (Span(2, 6), ()), (Span(2, 6), ("json",)), (Span(8, 12), ()))
    assert (told["a"].single, told["b"].single) == ({0}, set())
    assert [each.span for each in told["a"].findings + told["b"].findings] == [Span(7, 11), Span(0, 2)]
    assert [(each.span, each.others) for each in told["a"].shares] == [(Span(7, 11), False), (Span(13, 15), True)]
    apart = shared(replace(whole, strung=False), (Span(2, 6), ()))
    assert (len(apart["a"].findings), apart["a"].single) == (1, set())


def test_a_run_that_holds_its_piece_in_another_form_is_told_whole_and_only_where_it_holds_some_of_it() -> None:
    pieces = (Piece("a", 5, 25, UNDATED, 10), Piece("b", 0, 30, UNDATED, 10), Piece("c", 0, 30, UNDATED, 10))
    told = shared(Whole("request", b"x" * 30, pieces), (Span(10, 20), ()))
    assert [[share.span for share in told[name].shares] for name in "abc"] == [[], [Span(0, 30)], []]
    assert told["b"].packed == {Span(0, 30)}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    said=st.lists(
        st.tuples(
            st.booleans(),
            st.binary(min_size=1, max_size=30) | st.sampled_from([*RECORDS, DOCUMENT[:40], DOCUMENT[40:]]),
        ),
        max_size=8,
    )
)
def test_whatever_is_said_spans_lie_in_the_bodies(
    said: list[tuple[bool, bytes]], examiner: Examiner, tmp_path: Path
) -> None:
    for one in examined(examiner, stream(*said), tmp_path):
        message = one.exchange.request or one.exchange.response
        assert message
        for span in [*(each.span for each in one.findings), *(share.span for share in one.shares)]:
            assert 0 <= span.start <= span.end <= message.body_size
