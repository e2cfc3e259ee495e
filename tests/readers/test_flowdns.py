from pathlib import Path

from mitmproxy import dns
from mitmproxy.test import tflow
from support.states import read, record

from trafficaudit.model import Exchange


def exchange(tmp_path: Path, made: dns.DNSFlow) -> Exchange:
    exchanges, gaps = read(tmp_path / "dns.mitm", record(made))
    assert not gaps
    return exchanges[0]


def test_question_answers_and_resolver(tmp_path: Path) -> None:
    made = tflow.tdnsflow(resp=True)
    made.server_conn.address = made.server_conn.peername = ("192.0.2.53", 53)
    found = exchange(tmp_path, made)
    assert (found.protocol, found.method, found.url) == ("dns", "QUERY", "dns://dns.google?type=A")
    assert (found.host, found.port, found.server_address) == ("192.0.2.53", 53, "192.0.2.53")
    assert found.response is not None
    assert found.response.headers == ((b"answer", b"dns.google A 8.8.8.8"), (b"answer", b"dns.google A 8.8.4.4"))


def test_record_types(tmp_path: Path) -> None:
    made = tflow.tdnsflow(resp=True)
    assert made.response
    made.response.answers = [
        dns.ResourceRecord.CNAME("a.example", "b.example"),
        dns.ResourceRecord.TXT("a.example", "시험"),
        dns.ResourceRecord("a.example", 65280, 1, 1, b"\x01\xff"),
        dns.ResourceRecord("a.example", 5, 1, 1, b"\x09broken"),
        dns.ResourceRecord("a.example", 28, 1, 1, bytes(15) + b"\x01"),
    ]
    response = exchange(tmp_path, made).response
    assert response is not None
    assert [value.decode() for _, value in response.headers] == [
        "a.example CNAME b.example",
        "a.example TXT 시험",
        "a.example TYPE65280 0x01ff",
        "a.example CNAME 0x0962726f6b656e",
        "a.example AAAA ::1",
    ]


def test_several_questions_and_hostile_names(tmp_path: Path) -> None:
    made = tflow.tdnsflow()
    made.request.questions = [dns.Question("a/b?c", 1, 1), dns.Question("x.example", 28, 1)]
    assert exchange(tmp_path, made).url == "dns://a%2Fb%3Fc?type=A&name=x.example&type=AAAA"


def test_a_broken_answer_keeps_the_question(tmp_path: Path) -> None:
    state = tflow.tdnsflow(resp=True).get_state()
    state["response"]["answers"] = [5]
    exchanges, gaps = read(tmp_path / "dns.mitm", record(state))
    assert exchanges[0].response is None
    assert "response" in gaps[0].reason
