"""One flow's redacted copy: nothing of the test person is left, and everything else is."""

import base64
import gzip
import hashlib
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mitmproxy import dns, http
from mitmproxy.flow import Error
from mitmproxy.io import FlowReader
from mitmproxy.test import tflow
from support import flows
from support.states import every_kind, http_flows, stream_flows

from trafficaudit.errors import ReadError
from trafficaudit.examine import Examined, Examiner
from trafficaudit.model import Capture, Exchange, Gap
from trafficaudit.readers.flow.peers import client_of, server_of
from trafficaudit.readers.flow.reader import KINDS
from trafficaudit.readers.flow.state import Flow
from trafficaudit.recording.flowrecord import dumps
from trafficaudit.redact import flow
from trafficaudit.redact.flow import Redaction
from trafficaudit.redact.shells import UNKNOWN, WITHHELD

MAIL, PHONE = "seoyun.kim8241@hanbit.example", "010-9183-2746"
CAPTURE = Capture("c", "c", "", 0, "")

type Make = Callable[[Any], tuple[Any, Redaction]]


@pytest.fixture(scope="module")
def make(tmp_path_factory: pytest.TempPathFactory) -> Make:
    person = tmp_path_factory.mktemp("persona") / "p.toml"
    person.write_text(
        f'[values]\nemail = ["{MAIL}"]\nphone_number = ["{PHONE}"]\ncoordinates = ["37.5665, 126.9780"]\n'
    )
    examiner = Examiner(person)

    def copied(flow: Any) -> tuple[Any, Redaction]:
        redaction = Redaction("c", lambda exchange: examiner.examine(exchange, CAPTURE))
        state = redaction.flow(flow if isinstance(flow, dict) else flow.get_state(), 0)
        return next(iter(FlowReader(io.BytesIO(dumps(state))).stream())), redaction

    return copied


def exchanges(made: Any) -> list[Exchange]:
    state = made.get_state()
    flow = Flow(state, client_of(state["client_conn"]), server_of(state["server_conn"]), "c", 0, 0)
    return [each for each in KINDS[state["type"]](flow) if isinstance(each, Exchange)]


def gaps(made: Any) -> list[str]:
    state = made.get_state()
    flow = Flow(state, client_of(state["client_conn"]), server_of(state["server_conn"]), "c", 0, 0)
    return [each.reason for each in KINDS[state["type"]](flow) if isinstance(each, Gap)]


@pytest.mark.parametrize("around", ['{{"misc": {}, "n": 7}}', '{{"data": "{{\\"misc\\": {}, \\"n\\": 7}}"}}'])
def test_a_document_with_bytes_as_numbers_is_one_still(make: Make, around: str) -> None:
    listed = json.dumps(list(json.dumps({"mail": MAIL}).encode()))
    body = around.format(listed)
    copy, _ = make(flows.flow(1, body=body.encode()))
    said = json.loads(copy.request.content)
    assert len(copy.request.content) == len(body)
    assert (said if "misc" in said else json.loads(said["data"])) == {"misc": [0], "n": 7}


def test_a_comment_is_masked_where_formats_give_it_away(make: Make) -> None:
    page = b"<html><!-- made by other@hanbit.example, 010-4471-9023 --><p>shoes</p></html>"
    copy, _ = make(flows.flow(1, response=page))
    assert copy.response.content == page.replace(b"other@hanbit.example", b"*" * 20).replace(
        b"010-4471-9023", b"*" * 13
    )


def test_messages_that_an_early_version_holds_as_text_are_copied(make: Make) -> None:
    """The file format of version 7 does, and the whole conversation would be withheld."""
    state = tflow.twebsocketflow().get_state()
    said = f"of {PHONE}"
    state["websocket"]["messages"] = [[1, True, said, 1.0, False, False], [1, False, "kept", 2.0, False, False]]
    copy, redaction = make(state)
    kept = [each.content for each in copy.websocket.messages]
    assert kept == [b"of " + b"*" * len(PHONE), b"kept"]
    assert not redaction.counts["flows withheld"]


def test_values_are_masked_where_they_stand_and_nothing_else(make: Make) -> None:
    body = json.dumps({"mail": MAIL, "n": 7, "name": "shoes"}).encode()
    made = flows.flow(1, f"/v1?m={MAIL}&p=2", body=body, headers=[(b"x-tel", PHONE.encode()), (b"x-shop", b"hanbit")])
    copy, redaction = make(made)
    assert copy.request.path == f"/v1?m={'*' * len(MAIL)}&p=2"
    assert copy.request.raw_content == body.replace(MAIL.encode(), b"*" * len(MAIL))
    assert list(copy.request.headers.items()) == [("x-tel", "*" * 13), ("x-shop", "hanbit")]
    assert (copy.server_conn.address, copy.timestamp_created) == (made.server_conn.address, made.timestamp_created)
    assert copy.comment == "redacted copy: 3 runs masked"
    assert redaction.counts == {"flows": 1, "runs masked": 3}


def test_a_value_in_a_header_s_name_is_masked_there(make: Make) -> None:
    made = flows.flow(1, "/v1", headers=[(b"x-01091832746", b"on"), (b"x-shop", b"hanbit")])
    made.request.trailers = http.Headers([(b"t-01091832746", b"01091832746")])
    copy, _ = make(made)
    assert list(copy.request.headers.items()) == [(f"x-{'*' * 11}", "on"), ("x-shop", "hanbit")]
    assert list(copy.request.trailers.items()) == [(f"t-{'*' * 11}", "*" * 11)]


def test_what_holds_nothing_is_the_same(make: Make) -> None:
    made = flows.flow(1, "/v1/products?page=2", body=b'{"sort":"new"}', response=b'{"items":[]}')
    copy, _ = make(made)
    before, after = made.get_state(), copy.get_state()
    assert after["request"] == before["request"]
    assert after["response"] == before["response"]
    assert copy.comment == ""


def test_a_body_that_was_never_kept_takes_nothing_with_it(make: Make) -> None:
    made = flows.flow(1, f"/v1?m={MAIL}&p=2")
    made.request.data.content = None
    copy, _ = make(made)
    assert (copy.request.path, copy.request.raw_content) == (f"/v1?m={'*' * len(MAIL)}&p=2", None)


def test_compressed_bodies_are_stored_decoded_and_masked(make: Make) -> None:
    packed = gzip.compress(json.dumps({"mail": MAIL}).encode())
    copy, redaction = make(flows.flow(1, body=packed, headers=[(b"content-encoding", b"gzip")]))
    assert copy.request.raw_content == b'{"mail": "' + b"*" * len(MAIL) + b'"}'
    assert "content-encoding" not in copy.request.headers
    assert redaction.counts["bodies stored decoded"] == 1


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('{"hp1":"010","zoom":3,"hp2":"9183","hp3":"2746"}', '{"hp1":"***","zoom":3,"hp2":"****","hp3":"****"}'),
        ("hp[]=010&hp[]=9183&a=b&hp[]=2746", "hp[]=***&hp[]=****&a=b&hp[]=****"),
        (
            '{"user.hp1":"010","user.hp2":"9183","user.hp3":"2746"}',
            '{"user.hp1":"***","user.hp2":"****","user.hp3":"****"}',
        ),
        (
            "emailId=seoyun.kim8241&shop=1&emailDomain=hanbit.example",
            "emailId=**************&shop=1&emailDomain=**************",
        ),
    ],
)
def test_a_value_that_a_form_divides_is_masked_piece_by_piece(before: str, after: str, make: Make) -> None:
    form = [] if before.startswith("{") else [(b"content-type", b"application/x-www-form-urlencoded")]
    copy, redaction = make(flows.flow(1, body=before.encode(), headers=form))
    assert copy.request.raw_content.decode() == after
    assert "flows withheld" not in redaction.counts


def test_a_value_behind_layers_takes_its_whole_run(make: Make) -> None:
    inner = base64.b64encode(gzip.compress(MAIL.encode())).decode()
    copy, _ = make(flows.flow(1, body=json.dumps({"d": inner, "e": "ok"}).encode()))
    assert json.loads(copy.request.raw_content) == {"d": "*" * len(inner), "e": "ok"}


def test_a_number_stays_a_number(make: Make) -> None:
    copy, redaction = make(flows.flow(1, body=b'{"latitude":37.5665,"longitude":126.9780,"zoom":12}'))
    assert json.loads(copy.request.raw_content) == {"latitude": 0.0, "longitude": 0.0, "zoom": 12}
    assert redaction.counts["numbers replaced"] == 2


@pytest.mark.assertion("RED-2")
def test_media_and_ciphered_bodies_are_not_kept(make: Make) -> None:
    for body in (b"\x89PNG\r\n\x1a\n" + MAIL.encode() + b"\x00" * 50, bytes(range(256)) * 3):
        copy, redaction = make(flows.flow(1, response=body, response_headers=[(b"content-length", b"%d" % len(body))]))
        assert (copy.response.raw_content, copy.response.headers["content-length"]) == (b"", "0")
        assert redaction.counts["bytes of bodies withheld"] == len(body)
        assert "1 body withheld" in copy.comment


def test_messages_of_conversations(make: Make) -> None:
    said = [(True, json.dumps({"me": MAIL}).encode()), (False, b"hello"), (False, bytes(range(256)))]
    copy, redaction = make(flows.flow(1, messages=said))
    assert [each.content for each in copy.websocket.messages] == [b'{"me": "' + b"*" * len(MAIL) + b'"}', b"hello", b""]
    assert redaction.counts["messages withheld"] == 1
    for talk in (tflow.ttcpflow(), tflow.tudpflow()):
        talk.messages[0].content = f"HELO {MAIL}".encode()
        copy, redaction = make(talk)
        assert [each.content for each in copy.messages] == [b"HELO " + b"*" * len(MAIL), b"it's me"]
        assert redaction.counts == {"flows": 1, "runs masked": 1}


@pytest.mark.parametrize(
    ("reason", "code", "kept"),
    [
        ("bye", 1000, "bye"),
        (f"call {PHONE}", 1000, "call " + "*" * 13),
        ("9774d56d682e549c9774d56d682e549c", 1000, "*" * 32),
        ("Invalid opcode 0x3", 1002, "Invalid opcode 0x3"),
    ],
)
def test_the_reason_with_which_a_conversation_was_closed_is_masked(
    make: Make, reason: str, code: int, kept: str
) -> None:
    made = tflow.twebsocketflow()
    assert made.websocket is not None
    made.websocket.close_reason, made.websocket.close_code, made.websocket.closed_by_client = reason, code, True
    copy, redaction = make(made)
    assert (copy.websocket.close_reason, redaction.counts["flows withheld"]) == (kept, 0)
    first, last = exchanges(made)[-1], exchanges(copy)[-1]
    assert (first.id, first.sent, first.error) == (last.id, last.sent, last.error)


def test_a_value_that_is_split_over_messages_is_masked_in_each(make: Make) -> None:
    talk = tflow.ttcpflow()
    for message, content in zip(talk.messages, (PHONE[:6].encode(), PHONE[6:].encode()), strict=True):
        message.content, message.from_client = content, True
    copy, redaction = make(talk)
    assert [message.content for message in copy.messages] == [b"*" * 6, b"*" * 7]
    said = [(False, b"hello " + PHONE[:6].encode()), (True, b"x"), (False, PHONE[6:].encode() + b" bye")]
    copy, redaction = make(flows.flow(1, messages=said))
    assert [message.content for message in copy.websocket.messages] == [b"hello ******", b"x", b"******* bye"]
    assert redaction.counts["flows withheld"] == 0


def test_ciphertext_that_was_passed_on_unread_is_not_kept(make: Make) -> None:
    talk = tflow.ttcpflow()
    talk.metadata["passthrough"] = True
    copy, redaction = make(talk)
    assert [each.content for each in copy.messages] == [b"", b""]
    assert (copy.metadata, redaction.counts["messages withheld"]) == ({"passthrough": True}, 2)


def test_the_handshake_that_a_later_part_repeats_is_masked_too(make: Make) -> None:
    made = flows.flow(1, f"/ws?m={MAIL}", messages=[(True, b"hi")])
    made.metadata["continues"] = "flow-0"
    copy, _ = make(made)
    assert MAIL not in copy.request.path
    assert copy.metadata["continues"] == "flow-0"


@pytest.mark.parametrize("kind", ["url", "sni", "dialled"])
def test_a_host_that_is_a_value_is_not_kept(kind: str, make: Make) -> None:
    host = f"{base64.b32encode(MAIL.encode()).decode().strip('=').lower()}.{PHONE}.t.example"
    made = flows.flow(1, host=host if kind == "url" else "a.example")
    if kind == "sni":
        made.client_conn.sni = host
    if kind == "dialled":
        made.request.data.host = host
    copy, redaction = make(made)
    assert redaction.counts["flows withheld"] == 1
    assert copy.error.msg == WITHHELD
    assert PHONE.encode() not in dumps(copy.get_state())
    assert copy.request.host == UNKNOWN or PHONE not in copy.request.host


def test_what_comes_to_light_only_once_the_rest_is_masked_is_masked_as_well(tmp_path: Path) -> None:
    first, all_of_it = tmp_path / "first.toml", tmp_path / "all.toml"
    first.write_text(f'[values]\nemail = ["{MAIL}"]\n')
    all_of_it.write_text(f'[values]\nemail = ["{MAIL}"]\nuser_id = ["vertquill7731"]\n')
    known, rest = Examiner(first), Examiner(all_of_it)

    def examine(exchange: Exchange) -> Examined:
        hidden = exchange.request and MAIL.encode() in (exchange.request.body or b"")
        return (known if hidden else rest).examine(exchange, CAPTURE)

    redaction = Redaction("c", examine)
    copy = redaction.flow(flows.flow(1, body=f"{MAIL} vertquill7731 shoes".encode()).get_state(), 0)
    assert copy["request"]["content"] == f"{'*' * len(MAIL)} {'*' * 13} shoes".encode()
    assert "flows withheld" not in redaction.counts


def test_what_still_gave_something_in_the_last_round_is_not_kept(monkeypatch: pytest.MonkeyPatch, make: Make) -> None:
    made = flows.flow(1, body=b"tel=010-2746-9183")  # of nobody that is known: found by its form
    assert make(made)[1].counts == {"flows": 1, "runs masked": 1}
    monkeypatch.setattr(flow, "ROUNDS", 1)
    copy, redaction = make(made)
    assert (copy.error.msg, redaction.counts) == (WITHHELD, {"flows": 1, "flows withheld": 1})


def test_a_value_where_no_exchange_has_a_part_is_not_kept(make: Make) -> None:
    made = tflow.tflow(err=True)
    made.error.msg = f"no route for {MAIL} or other.person@elsewhere.example"  # type: ignore[union-attr]
    copy, redaction = make(made)
    assert copy.error.msg == f"no route for {'*' * len(MAIL)} or {'*' * 30}"
    assert (redaction.counts["flows withheld"], redaction.counts["runs masked"]) == (0, 2)
    query = tflow.tdnsflow(resp=True)
    query.request.questions[0].name = f"{PHONE}.t.example"
    copy, redaction = make(query)
    assert (copy.request.questions, redaction.counts["flows withheld"]) == ([], 1)


@pytest.mark.parametrize(("text", "withheld"), [("mail=other.person@elsewhere.example", 1), ("v=spf1 -all", 0)])
def test_what_formats_give_away_in_an_answer_of_dns_is_not_kept(make: Make, text: str, withheld: int) -> None:
    """Nothing of a message of DNS is masked in its place, so that the flow goes."""
    query = tflow.tdnsflow(resp=True)
    query.response.answers = [dns.ResourceRecord.TXT("t.example", text)]  # type: ignore[union-attr]
    copy, redaction = make(query)
    assert redaction.counts["flows withheld"] == withheld
    assert (copy.response is None) is bool(withheld)


def _offered(made: Any, value: str) -> None:
    made.client_conn.alpn_offers = [b"h2", value.encode()]


def _agreed(made: Any, value: str) -> None:
    made.server_conn.alpn, made.client_conn.cipher = value.encode(), value


def _ciphers(made: Any, value: str) -> None:
    made.client_conn.cipher_list = [value]


def _labelled(made: Any, value: str) -> None:
    made.id = made.client_conn.id = value
    made.metadata["phase"] = value
    made.request.data.headers = http.Headers([(b"host", f"{value}.example".encode())])
    made.request.data.authority = made.request.data.scheme = value.encode()


def _twice(made: Any, value: str) -> None:
    made.client_conn.sni = value


@pytest.mark.parametrize("around", [b"%b", b"a=1&m=%b"])
def test_a_value_in_layers_is_not_kept_where_no_exchange_has_a_part(make: Make, around: bytes) -> None:
    """Alone it is taken apart, in the midst of other texts it is not."""
    packed = base64.b64encode(around % quote(quote(MAIL, safe=""), safe="").encode()).decode()
    for put in (_twice, _agreed):
        made = flows.flow(1, "/v1")
        put(made, packed)
        made.metadata["app"] = packed
        copy, _ = make(made)
        assert packed.encode() not in dumps(copy.get_state())


@pytest.mark.parametrize("put", [_offered, _agreed, _ciphers, _labelled])
@pytest.mark.parametrize("value", [MAIL, PHONE, PHONE.replace("-", "")])
def test_a_value_in_what_two_ends_agreed_on_is_not_kept(
    make: Make, put: Callable[[Any, str], None], value: str
) -> None:
    """An app offers whatever bytes it likes: the stub of a flow held them, and nobody looked at that again."""
    made = flows.flow(1, "/v1")
    put(made, value)
    copy, _ = make(made)
    assert value.encode() not in dumps(copy.get_state())


@pytest.mark.parametrize("name", ["method", "http_version", "scheme", "authority"])
@pytest.mark.parametrize("written", [MAIL[::-1].encode()[:20], b"\x00\xffabc", b"a b"])
def test_a_request_whose_parts_are_no_such_parts_is_not_kept(make: Make, name: str, written: bytes) -> None:
    made = flows.flow(1, "/v1")
    setattr(made.request.data, name, written)
    copy, redaction = make(made)
    assert redaction.counts["flows withheld"] == 1
    assert written not in dumps(copy.get_state())


def test_what_nobody_can_look_into_of_a_message_of_dns_goes_and_the_rest_stays(make: Make) -> None:
    """An option of EDNS says whose network asks (RFC 7871); a record of an unknown type can hold anything."""
    query = tflow.tdnsflow(resp=True)
    subnet = dns.ResourceRecord(".", 41, 1, 0, b"\x00\x08\x00\x07\x00\x01\x18\x00\xc0\x00\x02")
    query.request.additionals = [subnet, dns.ResourceRecord(".", 41, 1, 0, b"")]
    address, other, smuggled = (
        dns.ResourceRecord("t.example", number, 1, 60, data)
        for number, data in ((1, b"\x08\x08\x08\x08"), (65280, b"anything"), (1, b"no address"))
    )
    query.response.answers = [address, other, smuggled]  # type: ignore[union-attr]
    copy, redaction = make(query)
    assert [each.data for each in copy.request.additionals] == [b"", b""]
    assert [each.data for each in copy.response.answers] == [b"\x08\x08\x08\x08", b"", b""]
    assert redaction.counts == {"flows": 1, "records of DNS withheld": 3}
    assert copy.comment == "redacted copy: 3 records of DNS withheld"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (b"x-amz-content-sha256", b"x-amz-content-sha256"),
        (b"X-Request-Id", b"X-Request-Id"),
        (b"x-" + base64.b64encode(hashlib.sha1(MAIL.encode()).digest()), b"x-" + b"*" * 28),
        (b"x-\x00\xff\xfe", b"*" * 5),
    ],
)
def test_tokens_in_names_of_headers_are_masked(make: Make, name: bytes, expected: bytes) -> None:
    made = flows.flow(1, "/v1", headers=[(b"x-first", b"a"), (name, b"on")])
    made.request.trailers = http.Headers([(name, b"on")])
    copy, _ = make(made)
    for found in (copy.request.headers, copy.request.trailers):
        assert found.fields[-1] == (expected, b"on")


def _by_proxy(made: Any) -> None:
    made.response.headers["server"] = "mitmproxy 12.1.1"


def _logged_in(made: Any) -> None:
    made.server_conn.via, made.request.scheme, made.response.status_code = ("http", ("p", 3128)), "http", 407


@pytest.mark.parametrize("how", [_by_proxy, _logged_in])
def test_what_went_to_nobody_is_copied_and_still_went_to_nobody(make: Make, how: Callable[[Any], None]) -> None:
    made = flows.flow(1, f"/?m={MAIL}")
    how(made)
    copy, redaction = make(made)
    assert (copy.request.path, redaction.counts["flows withheld"]) == (f"/?m={'*' * len(MAIL)}", 0)
    assert [each.sent for each in exchanges(copy)] == [False]


def _again(made: Any) -> None:
    made.is_replay = "request"


def _changed(made: Any) -> None:
    made.backup()
    made.request.path = f"/changed?m={MAIL}"


@pytest.mark.parametrize("how", [_again, _changed])
def test_what_is_doubted_of_a_flow_is_doubted_of_its_copy(make: Make, how: Callable[[Any], None]) -> None:
    made = flows.flow(1)
    how(made)
    (doubt,) = gaps(made)
    for scheme in ("https", "https not"):
        made.request.scheme = scheme
        copy, redaction = make(made)
        assert redaction.counts["flows withheld"] == (scheme != "https")
        assert gaps(copy) == [doubt]
        assert MAIL not in repr(copy.get_state())


@pytest.mark.parametrize("scheme", ["https", "https not"])
@pytest.mark.parametrize(
    ("said", "kept"), [("request", "request"), ("response", "response"), (None, None), (MAIL, None), (7, None)]
)
def test_what_was_sent_or_answered_again_is_said_of_a_copy_and_of_a_stub(
    make: Make, said: object, kept: str | None, scheme: str
) -> None:
    state = flows.flow(1).get_state()
    state["is_replay"] = said
    state["request"]["scheme"] = scheme.encode()
    copy, redaction = make(state)
    assert copy.is_replay == kept
    assert redaction.counts["flows withheld"] == (scheme != "https")


def _killed(made: Any) -> None:
    made.response, made.error = None, Error("Connection killed.")


def _tunnel(made: Any) -> None:
    made.request.method = "CONNECT"


@pytest.mark.parametrize(("how", "sent"), [(None, True), (_by_proxy, False), (_killed, False), (_tunnel, False)])
def test_a_stub_says_whether_its_request_went_out(make: Make, how: Callable[[Any], None] | None, sent: bool) -> None:
    made = flows.flow(1)
    made.request.scheme = "https not"
    if how:
        how(made)
    copy, redaction = make(made)
    assert redaction.counts == {"flows": 1, "flows withheld": 1}
    assert [each.sent for each in exchanges(copy)] == [sent]


def test_a_query_that_went_to_nobody_has_such_a_stub(make: Make) -> None:
    for message, sent in (("Cannot resolve", False), ("timed out", True)):
        made = tflow.tdnsflow(err=True)
        made.server_conn.address = made.server_conn.peername = None
        made.error = Error(f"{message} {MAIL}")
        made.request.additionals = [dns.ResourceRecord("x", 16, 1, 1, MAIL.encode())]
        copy, redaction = make(made)
        assert redaction.counts == {"flows": 1, "flows withheld": 1}
        assert [each.sent for each in exchanges(copy)] == [sent]


def test_records_are_kept_by_their_types_and_sizes(make: Make) -> None:
    """A, AAAA; NS, CNAME, SOA, PTR, MX, TXT, SRV, SVCB, HTTPS (IANA, DNS Parameters)."""
    sixteen = bytes([0x26, 6, 0x47, 0, *[0] * 11, 1])
    kept = [(1, b"\x08\x08\x08\x08"), (28, sixteen), *((number, b"\0") for number in (2, 5, 6, 12, 15, 16, 33, 64, 65))]
    gone = [(1, b"\x08" * 5), (28, sixteen[:15]), *((number, b"\0") for number in (3, 10, 13, 17, 41, 43, 66, 99, 257))]
    query = tflow.tdnsflow(resp=True)
    query.response.answers = [  # type: ignore[union-attr]
        dns.ResourceRecord("t.example", number, 1, 60, data) for number, data in (*kept, *gone)
    ]
    copy, redaction = make(query)
    assert [(each.type, each.data) for each in copy.response.answers] == [*kept, *((number, b"") for number, _ in gone)]
    assert redaction.counts == {"flows": 1, "records of DNS withheld": len(gone)}


def test_members_of_a_message_of_dns_that_nobody_knows_are_not_kept(make: Make) -> None:
    state = tflow.tdnsflow(resp=True).get_state()
    plain, _ = make(state)
    state["request"]["note"] = state["response"]["answers"][0]["note"] = "010-1234-5678"
    copy, redaction = make(state)
    assert redaction.counts == {"flows": 1}
    assert copy.get_state() == plain.get_state()
    redaction = Redaction("c", lambda exchange: Examiner().examine(exchange, CAPTURE))
    assert "010-1234" not in repr(redaction.flow(state, 0))


def test_what_names_the_network_between_phone_and_recording_is_not_kept(make: Make) -> None:
    made = flows.flow(1, headers=[(b"Via", b"1.1 kim-laptop.lan (squid)"), (b"forwarded", b"for=_kim;host=kim-pc")])
    assert made.response is not None
    made.response.headers["via"] = "1.1 varnish"
    made.server_conn.via = ("https", ("kim-laptop.lan", 3128))
    made.server_conn.peername = ("192.168.35.9", 3128)
    copy, redaction = make(made)
    assert [copy.request.headers[name] for name in ("via", "forwarded")] == ["*" * 26, "*" * 20]
    assert copy.response.headers["via"] == "1.1 varnish", "an edge is known by it"
    assert (copy.server_conn.via, copy.server_conn.peername) == (("https", ("0.0.0.0", 3128)), ("0.0.0.0", 3128))
    assert copy.server_conn.address == made.server_conn.address
    assert redaction.counts == {"flows": 1, "runs masked": 2}
    made.server_conn.peername = None
    assert make(made)[0].server_conn.peername is None, "where no connection stood none is made up"


def test_a_chain_of_certificates_with_a_value_in_it_is_not_kept(make: Make) -> None:
    shown = flows.flow(1).get_state()
    chain = [f"-----BEGIN CERTIFICATE-----\n{MAIL}\n".encode()]
    copy, redaction = make(shown | {"server_conn": shown["server_conn"] | {"certificate_list": chain}})
    assert copy.server_conn.certificate_list == []
    assert redaction.counts == {"flows": 1, "certificate chains withheld": 1}


def test_a_header_goes_where_it_belongs_when_a_body_is_withheld(make: Make) -> None:
    headers = [(b"content-encoding", b"gzip"), (b"x-tel", PHONE.encode()), (b"x-last", b"z")]
    copy, _ = make(flows.flow(1, body=gzip.compress(b"\xff\xd8\xff" + bytes(range(128, 256))), headers=headers))
    assert list(copy.request.headers.items()) == [("x-tel", "*" * 13), ("x-last", "z")]
    assert copy.request.raw_content == b""


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(st.one_of(http_flows(), stream_flows()), st.sampled_from([MAIL, PHONE, PHONE.replace("-", "")]), st.data())
def test_wherever_a_value_is_planted_it_does_not_stay(make: Make, flow: Any, value: str, data: st.DataObject) -> None:
    raw = data.draw(st.sampled_from([value.encode(), base64.b64encode(value.encode()), value.encode().hex().encode()]))
    around = data.draw(st.sampled_from([b"%b", b'{"a":"%b"}', b"a=%b&b=1", b"<a>%b</a>"])) % raw
    if isinstance(flow, http.HTTPFlow):
        where = data.draw(st.sampled_from(["path", "header", "body", "trailer", "answer"]))
        if where == "path":
            flow.request.data.path += b"?a=" + raw
        elif where == "header":
            flow.request.headers = http.Headers([*flow.request.headers.fields, (b"x-a", around)])
        elif where == "trailer":
            flow.request.trailers = http.Headers([(b"x-a", around)])
        elif where == "answer" and flow.response:
            flow.response.data.content = around
        else:
            flow.request.data.content = around
    else:
        for message in flow.messages:
            message.content = around
    copy, _ = make(flow)
    assert raw not in dumps(copy.get_state())


def test_what_the_program_failed_at_is_counted_apart_with_the_place(make: Make) -> None:
    state = tflow.ttcpflow().get_state()
    copy, redaction = make(state | {"messages": 7})
    (why,) = set(redaction.counts) - {"flows"}
    assert re.fullmatch(r"flows withheld at which this program failed \(TypeError at redact/shells\.py:\d+\)", why)
    assert (copy.error.msg, redaction.counts[why]) == (WITHHELD, 1)
    refused = make(tflow.tflow(req=http.Request.make("G T", "http://a.example/")))[1]
    assert refused.counts == {"flows": 1, "flows withheld": 1}


@pytest.mark.parametrize("spoiled", ["client_conn", "server_conn", "metadata"])
def test_a_request_of_which_nobody_can_tell_whether_it_went_out_counts_as_sent(make: Make, spoiled: str) -> None:
    state = tflow.tflow().get_state() | {"request": {"method": b"GET"}}
    assert make(state | {spoiled: 7})[0].metadata["unsent"] is False


def test_what_is_not_of_a_flow_ends_the_copy() -> None:
    def examine(_: Exchange) -> Examined:
        raise ReadError("is not there any more", "events.jsonl")

    with pytest.raises(ReadError):
        Redaction("c", examine).flow(tflow.tflow().get_state(), 0)


@pytest.mark.parametrize("spoiled", ["request", "client_conn", "server_conn", "messages", "metadata", "error"])
def test_a_state_that_is_none_gives_a_stub(spoiled: str, make: Make) -> None:
    for each in every_kind():
        wrong: list[Any] = [7, [], {"a": 1}, "x"]
        for value in wrong:
            copy, _ = make(each.get_state() | {spoiled: value})
            assert copy.type == each.type
