from dataclasses import replace
from pathlib import Path

import pytest
from mitmproxy import tcp
from mitmproxy.test import tflow
from support.flows import flow
from support.states import every_kind, read, record

from trafficaudit.examine import Examiner
from trafficaudit.live.view import BY_REPLAY, MOST_FIELDS, MOST_HITS, read_record, render
from trafficaudit.model import Capture, Decoded, Exchange, Opaque, Span
from trafficaudit.recording.flowrecord import dumps

EMAIL = "seoyun.kim@hanbit.example"
CAPTURE = Capture("c", "c", "", 0, "capture folder")


@pytest.fixture(scope="module")
def examiner(tmp_path_factory: pytest.TempPathFactory) -> Examiner:
    person = tmp_path_factory.mktemp("person") / "p.toml"
    person.write_text(f'[values]\nemail = ["{EMAIL}"]\n')
    return Examiner(person)


def exchange(**options: object) -> Exchange:
    (found,) = read_record(dumps(flow(1, **options).get_state()))  # type: ignore[arg-type]
    assert isinstance(found, Exchange)
    return found


@pytest.mark.parametrize("number", range(len(every_kind())))
def test_a_live_flow_is_read_as_from_a_file(tmp_path: Path, number: int) -> None:
    made = every_kind()[number]
    exchanges, gaps = read(tmp_path / "x.mitm", record(made))
    found = read_record(dumps(made.get_state()))
    assert [each for each in found if isinstance(each, Exchange)] == [
        Exchange(**{name: getattr(each, name) for name in each.__dataclass_fields__} | {"capture_id": "live"})
        for each in exchanges
    ]
    assert len(found) == len(exchanges) + len(gaps)


def test_no_record_is_an_error() -> None:
    with pytest.raises(ValueError, match="no length"):
        read_record(b"x")


def test_hits_come_first_then_every_field(examiner: Examiner) -> None:
    body = b'{"user": {"mail": "seoyun.kim@hanbit.example", "n": 5}}'
    one = exchange(
        path="/a?x=1", body=body, headers=[(b"content-type", b"application/json")], response=b'{"ok": "yes"}'
    )
    examined = examiner.examine(one, CAPTURE)
    lines = render(examined, "request").split("\n")
    assert lines[0] == "POST https://api.shop.example/a?x=1"
    assert lines[1].startswith("to KR (established): ")
    assert "3.34.0.1" in lines[1]
    assert lines[2] == "app unnamed, phase unmarked, http/2"
    assert "personal data in the request: email" in lines[4]
    assert lines[5] == f"looked for by a replay alone: {BY_REPLAY}"
    hit = lines.index(f"  email: body user.mail = {EMAIL}")
    assert "verbatim, persona, confidence 1.00; layers json; bytes 19 to 44" in lines[hit + 1]
    fields = lines[lines.index("decoded fields of the request:") :]
    assert f"  body user.mail = {EMAIL}   <- email" in fields
    assert "  body user.n = 5" in fields
    assert "  url query.x = 1" in fields
    assert not any("body ok" in line for line in lines)
    response = render(examined, "response")
    assert "  body ok = yes" in response
    assert "personal data in the response: none was recognised" in response
    assert "from KR (established)" in response


@pytest.mark.parametrize(
    ("recipient", "country", "said"),
    [("Hanbit", "KR", "Hanbit, KR"), ("Hanbit", "", "Hanbit"), ("", "", "recipient unknown")],
)
def test_the_recipient_is_named_with_its_country_where_it_is_known(
    examiner: Examiner, recipient: str, country: str, said: str
) -> None:
    examined = examiner.examine(exchange(), CAPTURE)
    known = replace(examined.destination, recipient=recipient, recipient_country=country)
    line = render(replace(examined, destination=known), "request").split("\n")[1]
    assert line.startswith(f"to KR (established): {said}; 3.34.0.1"), line


def test_controls_are_escaped_and_the_length_is_bounded(examiner: Examiner) -> None:
    hostile = "\x1b]0;x\x07" + "\u202e" + "한글 y " * 900
    pairs = ",".join(f'"k{number}\\u001b": "{EMAIL}"' for number in range(3000))
    body = ('{"long": "' + hostile.replace("\x1b", "\\u001b").replace("\x07", "\\u0007") + '",' + pairs + "}").encode()
    one = exchange(path="/" + "a" * 5000, body=body, headers=[(b"content-type", b"application/json")])
    text = render(examiner.examine(one, CAPTURE), "request")
    assert all(c == "\n" or c.isprintable() for c in text)
    assert len(text) < (MOST_FIELDS + 3 * MOST_HITS + 50) * 1001
    assert max(map(len, text.split("\n"))) <= 1000
    assert "\\x1b]0;x\\x07" in text
    assert sum(line.startswith("  ... ") for line in text.split("\n")) == 2


def test_bytes_and_what_was_not_looked_into_are_shown_as_such(examiner: Examiner) -> None:
    talk = tflow.ttcpflow()
    talk.messages = [tcp.TCPMessage(True, b"\x00\x01\xfe\xff" * 50)]
    (one,) = read_record(dumps(talk.get_state()))
    assert isinstance(one, Exchange)
    text = render(examiner.examine(one, CAPTURE), "request")
    assert "0x0001feff" in text
    assert "(200 bytes)" in text
    broken = exchange(body=b"\x1f\x8b\x08\x00broken", headers=[(b"content-encoding", b"gzip")])
    assert "not looked into" in render(examiner.examine(broken, CAPTURE), "request")


def test_what_was_not_looked_into_is_counted_where_there_is_too_much_of_it(examiner: Examiner) -> None:
    examined = examiner.examine(exchange(), CAPTURE)
    closed = [Opaque("request", "body", f"k{number}", Span(0, 1), "is sealed") for number in range(MOST_HITS + 7)]
    for some, told in ((closed, ["  ... 7 more not looked into"]), (closed[:MOST_HITS], [])):
        lines = render(replace(examined, decoded=Decoded((), tuple(some))), "request").split("\n")
        assert f"  body k{MOST_HITS - 1}: not looked into: is sealed" in lines
        assert [line for line in lines if "..." in line] == told
        assert "k0" not in render(replace(examined, decoded=Decoded((), tuple(some))), "response")


def test_the_head_counts_what_was_found_and_names_the_network(examiner: Examiner) -> None:
    one = exchange(
        body=f'{{"a": "{EMAIL}", "b": "{EMAIL}"}}'.encode(), headers=[(b"content-type", b"application/json")]
    )
    examined = examiner.examine(one, CAPTURE)
    to = replace(examined.destination, asn=64500, network_operator="Example Net")
    lines = render(replace(examined, destination=to), "request").split("\n")
    assert "personal data in the request: email ×2" in lines
    assert lines[1].endswith(", AS64500 Example Net")
    assert not render(replace(examined, destination=replace(to, asn=None)), "request").split("\n")[1].endswith("Net")


@pytest.mark.parametrize(("size", "told"), [(400, ""), (401, "... (401 characters)")])
def test_a_value_that_is_cut_says_how_long_it_was(size: int, told: str, examiner: Examiner) -> None:
    body = b'{"note": "' + b"n" * size + b'"}'
    examined = examiner.examine(exchange(body=body, headers=[(b"content-type", b"application/json")]), CAPTURE)
    lines = render(examined, "request").split("\n")
    assert f"  body note = {'n' * 400}{told}" in [line.partition("   <- ")[0] for line in lines]
