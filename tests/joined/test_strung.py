"""What the messages of one body are together is found once, and what they are not together is not."""

import base64
import gzip
import hashlib
import json
import time
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.samples import exchange

from trafficaudit.decode import decode
from trafficaudit.decode.fields import Fields
from trafficaudit.examine import Examined, Examiner
from trafficaudit.joined import NAME, strung
from trafficaudit.joined import messages as messages_read
from trafficaudit.joined.strung import MOST, together
from trafficaudit.model import Capture, Finding, Headers, Message

MAIL, PHONE = "seoyun.kim8241@hanbit.example", "010-9183-2746"
CAPTURE = Capture("c", "c", "", 0, "")
WORDS = f"Sure! I wrote to {MAIL} and will call {PHONE} at 7."
SSE = (b"content-type", b"text/event-stream")
LINES = (b"content-type", b"application/x-ndjson")
GRPC = (b"content-type", b"application/grpc")


@pytest.fixture(scope="module")
def examiner(tmp_path_factory: pytest.TempPathFactory) -> Examiner:
    person = tmp_path_factory.mktemp("persona") / "p.toml"
    person.write_text(f'[values]\nemail = ["{MAIL}"]\nname = ["김서윤"]\n', encoding="utf-8")
    return Examiner(person)


def examined(examiner: Examiner, body: bytes, *headers: tuple[bytes, bytes], answer: bool = True) -> Examined:
    said = Message(headers=headers, body=body, body_size=len(body), status=200 if answer else None)
    made = exchange(request=None, response=said) if answer else exchange(request=said, response=None)
    return examiner.examine(made, CAPTURE)


def joined(found: Examined) -> list[Finding]:
    return [each for each in found.findings if each.layers[:1] == (NAME,)]


def values(found: Examined, detector: str = "persona") -> list[str | bytes]:
    return [each.value for each in found.findings if each.detector == detector and each.field.part == "body"]


def cut(text: str, size: int = 4) -> list[str]:
    return [text[at : at + size] for at in range(0, len(text), size)]


def events(documents: Iterable[object]) -> bytes:
    return b"".join(b"data: " + json.dumps(each).encode() + b"\n\n" for each in documents)


def lines(documents: Iterable[object]) -> bytes:
    return b"".join(json.dumps(each).encode() + b"\n" for each in documents)


def field(number: int, value: bytes) -> bytes:
    return bytes([number << 3 | 2, len(value)]) + value


def messages(found: Iterable[bytes]) -> bytes:
    return b"".join(b"\0" + len(each).to_bytes(4, "big") + each for each in found)


def chat(piece: str) -> object:
    return {"id": "chatcmpl-9", "model": "m", "choices": [{"index": 0, "delta": {"content": piece}}]}


STREAMS: dict[str, tuple[bytes, Headers]] = {
    "a chat": (events(map(chat, cut(WORDS))) + b"data: [DONE]\n\n", (SSE,)),
    "a chat whose label is lost": (events(map(chat, cut(WORDS))), ()),
    "deltas with names of events": (
        b"".join(
            b"event: content_block_delta\ndata: "
            + json.dumps({"type": "x", "index": 0, "delta": {"type": "text_delta", "text": piece}}).encode()
            + b"\n\n"
            for piece in cut(WORDS)
        ),
        (SSE,),
    ),
    "events that are numbered": (
        events({"index": number, "token": {"id": number, "text": piece}} for number, piece in enumerate(cut(WORDS))),
        (SSE,),
    ),
    "parts of a candidate": (
        events({"candidates": [{"content": {"parts": [{"text": piece}]}}]} for piece in cut(WORDS, 9)),
        (SSE,),
    ),
    "plain text": (b"".join(b"data: %s\n\n" % piece.encode() for piece in cut(WORDS, 5)), (SSE,)),
    "documents, one a line": (lines({"message": {"content": piece}, "done": False} for piece in cut(WORDS)), (LINES,)),
    "compressed": (gzip.compress(events(map(chat, cut(WORDS)))), (SSE, (b"content-encoding", b"gzip"))),
    "chunks of gRPC": (
        messages(field(1, b"up-7") + field(2, piece.encode()) for piece in cut(WORDS, 20)),
        (GRPC,),
    ),
    "chunks in a message of gRPC": (messages(field(3, field(2, each.encode())) for each in cut(WORDS, 20)), (GRPC,)),
    "bare messages of gRPC": (messages(each.encode() for each in cut(WORDS, 20)), (GRPC,)),
}  # fmt: skip


@pytest.mark.parametrize("name", STREAMS)
@pytest.mark.parametrize("answer", [True, False])
def test_a_value_over_several_messages_is_found_once(name: str, answer: bool, examiner: Examiner) -> None:
    body, headers = STREAMS[name]
    found = examined(examiner, body, *headers, answer=answer)
    assert values(found) == [MAIL]
    (seeded,) = (each for each in joined(found) if each.detector == "persona")
    assert (seeded.field.direction, seeded.field.part) == ("response" if answer else "request", "body")
    assert "pieces of the body: bytes " in seeded.reasoning
    pieces = [share.span for share in found.shares if share.detector == "persona"]
    if name != "compressed":
        assert seeded.span in pieces
        assert b"".join(body[start:end] for start, end in pieces) == MAIL.encode()
        assert all(one.end <= other.start for one, other in pairwise(pieces))


def test_numbers_count_in_what_is_one_text(examiner: Examiner) -> None:
    found = examined(examiner, STREAMS["a chat"][0], SSE)
    assert values(found, "identifier:phone_number") == [PHONE]
    assert values(found, "identifier:email") == [MAIL]
    chunked = examined(examiner, STREAMS["chunks of gRPC"][0], GRPC)
    assert values(chunked, "identifier:phone_number") == [PHONE]


def test_what_only_follows_each_other_makes_no_number(examiner: Examiner) -> None:
    goods = [{"sku": each, "note": word} for each, word in (("010", "a"), ("9183", "b"), ("2746", "c"))]
    for body, headers in ((events(goods), SSE), (lines(goods), LINES)):
        assert joined(examined(examiner, body, headers)) == []
    listed = json.dumps([{"content": piece} for piece in cut(WORDS)]).encode()
    assert joined(examined(examiner, listed)) == []  # an array is one document, not a row of them


def test_addresses_that_follow_each_other_are_no_document(examiner: Examiner) -> None:
    pictures = [{"image": f"https://img.shop.example/{name}@2x.png"} for name in ("top/fed726", "sub/faa3a1", "a")]
    assert joined(examined(examiner, lines(pictures), LINES)) == []
    cut_mail = [{"link": piece} for piece in (f"https://shop.example/join?mail={MAIL[:6]}", f"{MAIL[6:]}&step=2")]
    assert values(examined(examiner, lines(cut_mail), LINES)) == [MAIL]  # of the person nevertheless


def test_texts_that_are_sent_by_turns_are_kept_apart(examiner: Examiner) -> None:
    def turn(index: int, piece: str) -> object:
        return {"choices": [{"index": index, "delta": {"content": piece}}]}

    mixed = [
        turn(*each)
        for one, other in zip(cut(WORDS), cut("x" * len(WORDS)), strict=True)
        for each in ((0, one), (1, other))
    ]
    assert values(examined(examiner, events(mixed), SSE)) == [MAIL]
    apart = [turn(number % 2, piece) for number, piece in enumerate(cut(MAIL, 8))]
    assert values(examined(examiner, events(apart), SSE)) == []


def test_what_is_told_anew_each_time_is_no_row(examiner: Examiner) -> None:
    grown = [{"text": WORDS[:at]} for at in range(4, len(WORDS) + 4, 4)]
    found = examined(examiner, events(grown), SSE)
    assert joined(found) == []
    assert MAIL in values(found)
    same = [{"text": MAIL[:10]}, {"text": MAIL[:10]}]
    assert joined(examined(examiner, events(same), SSE)) == []


def test_what_stands_whole_in_one_message_is_told_there(examiner: Examiner) -> None:
    found = examined(examiner, events([{"text": f"mail {MAIL}"}, {"text": " and so on"}]), SSE)
    assert values(found) == [MAIL]
    assert joined(found) == []


def test_other_values_beside_one_that_is_cut_stay(examiner: Examiner) -> None:
    other = "minji.park77@shop.example"
    body = events([*map(chat, cut(f"write {MAIL}, ok ", 6)), chat(other)])
    for packed, headers in ((body, (SSE,)), (gzip.compress(body), (SSE, (b"content-encoding", b"gzip")))):
        found = values(examined(examiner, packed, *headers), "identifier:email")
        assert sorted(map(str, found)) == sorted([MAIL, other]), headers


def test_escapes_lead_to_the_piece_that_holds_them(examiner: Examiner) -> None:
    text = "고객 김서윤 님, " + MAIL
    body = events(map(chat, cut(text, 3)))
    found = examined(examiner, body, SSE)
    assert values(found)[-1] == MAIL
    for share in found.shares:
        assert body[: share.span.start].count(b"data:") >= 1
        assert 0 <= share.span.start < share.span.end <= len(body)


def test_what_is_written_in_escapes_is_put_together_as_it_stands(examiner: Examiner) -> None:
    written = "note=" + quote("고객 김서윤 님께") + "&mail=" + quote(MAIL, safe="")
    for size in (11, 13, 40):
        for body, header in (
            (events(map(chat, cut(written, size))), SSE),
            (messages(field(1, b"u7") + field(2, each.encode()) for each in cut(written, size)), GRPC),
        ):
            assert sorted(map(str, values(examined(examiner, body, header)))).count(MAIL) == 1, (size, header)
    packed = base64.b64encode(WORDS.encode()).decode()
    assert values(examined(examiner, events(map(chat, cut(packed, 12))), SSE)) == [MAIL]
    each_by_itself = [base64.b64encode(each.encode()).decode() for each in cut(WORDS, 24)]
    assert values(examined(examiner, events(map(chat, each_by_itself)), SSE)) == [MAIL]


def test_a_digest_that_one_message_holds_is_told_there_whatever_follows_it(examiner: Examiner) -> None:
    digest = base64.urlsafe_b64encode(hashlib.sha1(MAIL.encode()).digest()).decode().rstrip("=")
    body = b"".join(b"data: " + each.encode() + b"\n\n" for each in (digest, "943", "118", "293"))
    (found,) = (each for each in examined(examiner, body, SSE).findings if each.detector == "persona")
    assert (found.value, body[slice(*found.span)]) == (digest, digest.encode())
    body = b"".join(b"data: " + each.encode() + b"\n\n" for each in (digest[:8], digest[8:] + "943118293"))
    (found,) = (each for each in examined(examiner, body, SSE).findings if each.detector == "persona")
    assert found.layers[0] == NAME


def test_lines_of_one_event_are_one_document(examiner: Examiner) -> None:
    document = json.dumps({"user": {"deviceModel": "SM-S921N", "mail": MAIL}}, indent=1).encode()
    body = b"".join(b"data: " + line + b"\n" for line in document.split(b"\n")) + b"\ndata: {}\n\n"
    found = examined(examiner, body, SSE)
    assert "device_model" in {each.category for each in joined(found)}
    assert values(found) == [MAIL]


@pytest.mark.parametrize(
    "lines", [["id,u1", f"userEmail,{MAIL}"], ["u1", MAIL], ['{"id":"u1",', f'"userEmail":"{MAIL}",', '"n":"a"}']]
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_what_lines_of_an_event_hold_apart_is_not_one_text(examiner: Examiner, lines: list[str], end: str) -> None:
    event = "".join(f"data: {line}{end}" for line in lines)
    for body in (event, event + end, f"{event}{end}{event}{end}data:  more{end}{end}"):
        found = examined(examiner, body.encode(), SSE)
        assert {each.value for each in found.findings if each.category == "email"} == {MAIL}


def test_a_value_is_cut_between_events_of_several_lines(examiner: Examiner) -> None:
    body = f"data: you wrote\ndata: to {MAIL[:5]}\n\ndata: {MAIL[5:]}\ndata: today\n\n".encode()
    assert [each.value for each in joined(examined(examiner, body, SSE)) if each.detector == "persona"] == [MAIL]
    assert not values(examined(examiner, body.replace(b"\n\n", b"\n"), SSE))  # there a line break stands in it


def test_a_value_in_lines_of_one_event_stands_where_it_is(examiner: Examiner) -> None:
    document = json.dumps({"deviceModel": "SM-S921N", "to": "x"}, indent=1).encode()
    for end, exact in ((b"\n", True), (b"\r\n", False)):
        body = b"".join(b"data: " + line + end for line in document.split(b"\n")) + end
        (model,) = (each for each in joined(examined(examiner, body, SSE)) if each.category == "device_model")
        assert (body[slice(*model.span)] == b"SM-S921N") == exact
        assert b"SM-S921N" in body[slice(*model.span)]


def test_a_document_that_messages_are_together_is_read(examiner: Examiner) -> None:
    arguments = json.dumps({"deviceModel": "SM-S921N", "to": MAIL})
    body = events({"choices": [{"index": 0, "delta": {"tool": {"arguments": each}}}]} for each in cut(arguments, 7))
    found = {each.category: each for each in joined(examined(examiner, body, SSE))}
    assert found["device_model"].layers == (NAME, "json")
    assert found["email"].value == MAIL
    packed = gzip.compress(arguments.encode(), mtime=0)
    body = messages(field(2, packed[at : at + 16]) for at in range(0, len(packed), 16))
    assert values(examined(examiner, body, GRPC, answer=False)) == [MAIL]


def test_too_many_rows_are_told(examiner: Examiner) -> None:
    many = [{f"k{at}": f"{number} {at}" for at in range(MOST + 5)} for number in range(3)]
    found = examined(examiner, events(many), SSE)
    assert [run.reason for run in found.decoded.opaque if "rows of messages" in run.reason]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    said=st.lists(st.text(max_size=12) | st.dictionaries(st.sampled_from("abtext"), st.text(max_size=9)), max_size=6),
    write=st.sampled_from([events, lines]),
    tail=st.binary(max_size=20),
)
def test_any_stream_gives_pieces_of_its_body(said: Sequence[object], write: object, tail: bytes) -> None:
    body = write(said) + tail  # type: ignore[operator]
    made = exchange(request=None, response=Message(headers=(SSE,), body=body, body_size=len(body)))
    fields = decode(made).fields
    assert isinstance(fields, Fields)
    for whole in together(made, fields)[0]:
        assert sum(piece.length for piece in whole.pieces) == len(whole.data)
        assert all(0 <= piece.start <= piece.end <= len(body) for piece in whole.pieces)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=80))
def test_any_bytes_are_no_trouble(body: bytes) -> None:
    made = exchange(request=Message(headers=(GRPC,), body=body, body_size=len(body)), response=None)
    fields = decode(made).fields
    assert isinstance(fields, Fields)
    together(made, fields)


@pytest.mark.parametrize("packed", [False, True], ids=["rows beside each other", "one row of packed messages"])
def test_the_work_grows_as_the_messages_do(packed: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows may stand in each of many values; none is looked for in what stands beside it."""
    seen = [0]
    plain = messages_read._range

    def counted(fields: Fields, number: int) -> range:
        seen[0] += 1
        return plain(fields, number)

    monkeypatch.setattr(messages_read, "_range", counted)
    work = []
    for count in (100, 400):
        seen[0] = 0
        rows = [f"data: a{number}\n\ndata: b\n\n" for number in range(count)]
        texts = [base64.b64encode(json.dumps({"a": number}).encode()).decode() for number in range(count)]
        body = events({"d": text} for text in texts) if packed else json.dumps(rows).encode()
        made = exchange(request=Message(body=body, body_size=len(body)), response=None)
        fields = decode(made).fields
        assert isinstance(fields, Fields)
        strung.together(made, fields)
        work.append(seen[0])
    assert count < work[1] <= 5 * work[0]


def test_what_tells_texts_apart_is_compared_once_a_message() -> None:
    """Two messages with fifteen thousand numbers and texts each took a minute."""
    rows = [{"a": [{"index": number, "t": f"x{row}"} for number in range(15_000)]} for row in range(2)]
    body = b"\n".join(json.dumps(row).encode() for row in rows)
    made = exchange(request=Message(body=body, body_size=len(body)), response=None)
    fields = decode(made).fields
    assert isinstance(fields, Fields)
    begun = time.process_time()
    together(made, fields)
    assert time.process_time() - begun < 5


def test_streams_in_many_values_of_one_body_are_read_each_by_itself() -> None:
    """Each went over the groups of fields of the whole body: 228 kB took 16 s."""
    body = b"data=" + quote("YQ==:/=H4sIdata:;base64," * 6_000).encode()
    made = exchange(request=Message(body=body, body_size=len(body)), response=None)
    fields = decode(made).fields
    assert isinstance(fields, Fields)
    begun = time.process_time()
    together(made, fields)
    assert time.process_time() - begun < 5


def test_the_number_of_the_next_event_is_no_part_of_a_place(tmp_path: Path) -> None:
    (tmp_path / "p.toml").write_text('[values]\ncoordinates = ["37.753352,126.693523"]\n', encoding="utf-8")
    body = b"event: message\ndata: 37.753352, 126.693523\n\nevent: ping\ndata: 106\n\n"
    found = examined(Examiner(tmp_path / "p.toml"), body, SSE, answer=False)
    assert values(found) == ["37.753352, 126.693523"]
    assert not joined(found)


@pytest.mark.parametrize("value", ["37.146415,126.106639", "seoyun.kim8241@,hanbit.example", "a;b;c;d"])
def test_a_list_that_is_called_data_is_no_stream_of_events(examiner: Examiner, value: str) -> None:
    body = json.dumps({"items": [{"data": value}, {"bounds": "1"}]}).encode()
    decoded = decode(exchange(request=Message(body=body, body_size=len(body)), response=None))
    assert isinstance(decoded.fields, Fields)
    assert together(exchange(), decoded.fields) == ([], [])
    assert not joined(examined(examiner, body, answer=False))


@pytest.mark.parametrize("value", ["A" * 80, "가" * 24])
def test_a_value_that_is_too_long_by_itself_hides_nothing_beside_it(
    examiner: Examiner, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setattr(strung, "LONGEST", 64)
    lines = [{"to": MAIL, "x": value}, {"x": "b"}, {"x": "c"}]
    found = examined(examiner, b"\n".join(json.dumps(each).encode() for each in lines), LINES, answer=False)
    assert values(found) == [MAIL]
    assert [run.reason for run in found.decoded.opaque] == [
        "more than 64 bytes in a row of messages that may be one: not all was put together"
    ]


@pytest.mark.parametrize("between", [[""], ["", ""]])
def test_empty_deltas_neither_hide_a_value_nor_are_pieces_of_it(examiner: Examiner, between: list[str]) -> None:
    """Many a stream begins with one, or sends them to keep the connection."""
    parts = [each for part in ("I wrote to seoyun.kim", "8241@hanbit.example to", "day") for each in (*between, part)]
    body = events({"choices": [{"delta": {"content": part}}]} for part in parts)
    found = examined(examiner, body, SSE)
    first, last = body.index(b"seoyun.kim"), body.index(b"8241@hanbit.example")
    assert {each.reasoning.rpartition("; ")[2] for each in joined(found) if each.value == MAIL} == {
        f"it stands in 2 pieces of the body: bytes {first} to {first + 10}, bytes {last} to {last + 19}."
    }
    spans = {(first, first + 10), (last, last + 19)}
    assert {tuple(share.span) for share in found.shares if share.value == MAIL.encode()} == spans


def test_empty_chunks_between_those_of_base64_are_left_out(examiner: Examiner) -> None:
    packed = base64.b64encode(gzip.compress(WORDS.encode(), mtime=0)).decode()
    parts = [each for piece in cut(packed, 40) for each in (piece, "")]
    found = examined(examiner, events({"chunk": part} for part in parts), SSE)
    assert MAIL in {each.value for each in joined(found) if each.detector == "persona"}


def test_what_was_put_together_of_an_answer_opens_no_request(examiner: Examiner) -> None:
    """Its bytes have the same numbers: that it could not be looked into stays told."""
    document = json.dumps({"note": "Hello there", "email": MAIL, "list": " ".join(map(str, range(90)))})
    answer = events({"partial_json": piece} for piece in cut(document, 40))
    ciphered = b"".join(hashlib.sha256(b"%d" % number).digest() for number in range(10))
    said = Message(headers=(SSE,), body=answer, body_size=len(answer), status=200)
    found = examiner.examine(exchange(request=Message(body=ciphered, body_size=320), response=said), CAPTURE)
    assert [(each.field.direction, each.value) for each in joined(found) if each.detector == "persona"] == [
        ("response", MAIL)
    ]
    assert [(each.direction, each.part, tuple(each.span)) for each in found.decoded.opaque] == [
        ("request", "body", (0, 320))
    ]


@pytest.mark.parametrize("before", [b"", b"\xef\xbb\xbf", b"\x1e", b"\r\n "])
def test_documents_in_a_row_are_one_whatever_stands_before_the_first(examiner: Examiner, before: bytes) -> None:
    """A text sequence (RFC 7464) has a record separator before each; some writers begin with a byte order mark."""
    again = before if before == b"\x1e" else b""
    rows = [json.dumps({"delta": piece}).encode() + b"\n" for piece in cut(WORDS)]
    found = examined(examiner, before + again.join(rows), LINES)
    assert values(found) == [MAIL]


def test_messages_are_read_through_documents_within_documents(examiner: Examiner) -> None:
    def wrapped(piece: str) -> dict[str, str]:
        return {"x": json.dumps({"y": json.dumps({"z": json.dumps({"delta": piece})})})}

    found = examined(examiner, events(wrapped(piece) for piece in cut(WORDS)), SSE)
    assert values(found) == [MAIL]
    array = [{"delta": piece} for piece in cut(WORDS)]
    assert values(examined(examiner, json.dumps(array).encode(), (b"content-type", b"application/json"))) == []


ROWS = (b"content-type", b"text/plain; charset=utf-8")
PAGE = (b"content-type", b"text/html")


def numbered(pieces: Iterable[str], number: str = "0") -> bytes:
    return b"".join(f"{number}:{json.dumps(each)}\n".encode() for each in pieces)


def pushed(pieces: Iterable[str]) -> bytes:
    calls = (f"<script>self.__next_f.push([1,{json.dumps(each)}])</script>" for each in pieces)
    return f"<html><body>{''.join(calls)}</body></html>".encode()


@pytest.mark.parametrize("answer", [True, False])
def test_rows_of_one_number_are_one_text(examiner: Examiner, answer: bool) -> None:
    body = b'f:{"messageId":"m"}\n' + numbered(cut(WORDS)) + b'd:{"finishReason":"stop"}\n'
    assert values(examined(examiner, body, ROWS, answer=answer)) == [MAIL]
    apart = numbered(["My mail is seoyun.kim"]) + numbered(["8241@hanbit.example"], "g") + b"2:[]\n"
    assert MAIL not in values(examined(examiner, apart, ROWS, answer=answer))


def test_what_a_model_hands_to_a_tool_is_one_document(examiner: Examiner) -> None:
    deltas = ({"toolCallId": "c", "argsTextDelta": each} for each in cut(json.dumps({"mail": MAIL})))
    body = b'b:{"toolCallId":"c","toolName":"order"}\n' + b"".join(
        b"c:" + json.dumps(each).encode() + b"\n" for each in deltas
    )
    assert values(examined(examiner, body, ROWS)) == [MAIL]


def test_a_page_is_handed_its_rows_in_scripts_that_are_cut_anywhere(examiner: Examiner) -> None:
    rows = f'5:["$","div",null,{{"user":{{"mail":"{MAIL}","zipcode":"06234"}}}}]\n6:{{"a":1}}\n'
    found = examined(examiner, pushed(cut(rows, 60)), PAGE)
    assert values(found) == [MAIL]
    assert "5[3].user.zipcode" in {each.field.path for each in joined(found)}
    other = pushed(cut(rows, 60)).replace(b"__next_f", b"__other_")
    assert values(examined(examiner, other, PAGE)) == []
