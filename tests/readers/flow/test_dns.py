from pathlib import Path

import pytest
from mitmproxy import dns
from mitmproxy.flow import Error
from mitmproxy.test import tflow
from support.states import read, record

from trafficaudit.destinations import Locator
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


@pytest.mark.parametrize(
    ("data", "shown"),
    [
        (b"\x1001091832746 tel.", "01091832746 tel."),
        (b"\x03a=1\x03b=2", "a=1 b=2"),
        (b"\xff" + b"x" * 255 + b"\x02yz", "x" * 255 + "yz"),
        (b"\x00", ""),
        (b"\x09short", "\tshort"),
    ],
)
def test_a_text_stands_without_the_lengths_of_its_strings(tmp_path: Path, data: bytes, shown: str) -> None:
    """A length is a byte like any other: 48 is a zero before a telephone number."""
    made = tflow.tdnsflow(resp=True)
    assert made.response
    made.response.answers = [dns.ResourceRecord("a.example", 16, 1, 1, data)]
    response = exchange(tmp_path, made).response
    assert response is not None
    assert response.headers == ((b"answer", f"a.example TXT {shown}".encode()),)


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


def test_what_a_query_has_besides_its_question(tmp_path: Path) -> None:
    made = tflow.tdnsflow()
    options = b"\xfd\xe9\x00\x10" + b"9774d56d682e549c" + b"\x00\x08\x00\x03\x00\x01\x18" + b"\x00\x0a\x00\x09cut"
    made.request.additionals = [
        dns.ResourceRecord("", 41, 1232, 0, options),
        dns.ResourceRecord("", 41, 1232, 0, b"\x00\x0a\x00\x00ip"),
        dns.ResourceRecord.TXT("a.example", "시험"),
    ]
    found = exchange(tmp_path, made)
    assert found.request is not None
    assert [value.decode() for name, value in found.request.headers if name == b"additional"] == [
        " OPT 65001=9774d56d682e549c",
        " OPT 8=0x000118",
        " OPT 10=cut",
        " OPT 10=",
        " OPT ip",
        "a.example TXT 시험",
    ]


def test_the_network_that_a_query_hands_on_has_a_header_of_its_own(tmp_path: Path) -> None:
    made = tflow.tdnsflow()
    made.request.additionals = [
        dns.ResourceRecord("", 41, 1232, 0, b"\x00\x08\x00\x07\x00\x01\x18\x00\xd3\xea\x0a" + b"\x00\x0a\x00\x02ok")
    ]
    found = exchange(tmp_path, made)
    assert found.request is not None
    assert found.request.headers == ((b"client-subnet", b"211.234.10.0/24"), (b"additional", b" OPT 10=ok"))


RESOLVER = ("192.0.2.53", 53)


@pytest.mark.parametrize(
    ("address", "reached", "answered", "error", "sent"),
    [
        (RESOLVER, True, False, "timed out", True),
        (RESOLVER, True, False, "", True),
        (RESOLVER, False, False, "Connect call failed", False),
        (None, False, True, "", True),  # mitmproxy asked its computer's resolver by itself
        (None, False, False, "the recording ended", True),
        (None, False, False, "Cannot resolve, dns_name_servers unknown.", False),
    ],
)
def test_whether_it_was_sent(
    tmp_path: Path, address: tuple[str, int] | None, reached: bool, answered: bool, error: str, sent: bool
) -> None:
    made = tflow.tdnsflow(resp=answered)
    made.error = Error(error) if error else None
    made.server_conn.address, made.server_conn.peername = address, address if reached else None
    assert exchange(tmp_path, made).sent is sent


def test_data_that_is_longer_than_a_record_s_is_not_taken_apart(tmp_path: Path) -> None:
    made = tflow.tdnsflow()
    made.request.additionals = [dns.ResourceRecord("", 41, 1232, 0, bytes(0x10000))]
    found = exchange(tmp_path, made)
    assert found.request is not None
    assert [value for name, value in found.request.headers if name == b"additional"] == [b" OPT 0x" + b"00" * 0x10000]


@pytest.mark.parametrize("beside", [[5], [{"name": "a.example"}], 7])
def test_what_cannot_be_read_beside_it_keeps_the_question(tmp_path: Path, beside: object) -> None:
    state = tflow.tdnsflow().get_state()
    state["request"]["additionals"] = beside
    exchanges, gaps = read(tmp_path / "dns.mitm", record(state))
    assert exchanges[0].url == "dns://dns.google?type=A"
    assert [(gap.exchanges, "besides its questions" in gap.reason) for gap in gaps] == [(0, True)]


@pytest.mark.parametrize("address", [("10.0.0.53", 53), None])
def test_what_the_proxy_looked_up_by_itself_reached_no_server_that_is_known(
    tmp_path: Path, address: tuple[str, int] | None
) -> None:
    """mitmproxy gives a phone 10.0.0.53 as its resolver (mode wireguard) or is it itself (mode dns), and asks another."""
    made = tflow.tdnsflow(resp=True)
    made.server_conn.address, made.server_conn.peername, made.server_conn.sni = address, None, None
    made.client_conn.sni = None
    found = exchange(tmp_path, made)
    assert (found.host, found.server_address, found.sent) == (address[0] if address else "", None, True)
    located = Locator().locate(found)
    assert (located.ip, located.country, located.certainty, located.recipient) == (None, "", "unknown", "")
    assert [line.detail for line in located.evidence] == [
        "the recorder's computer looked the name up: whom it asked is not recorded, nor where that resolver is"
    ]


def test_a_resolver_that_was_asked_is_a_recipient_in_a_country(tmp_path: Path) -> None:
    made = tflow.tdnsflow(resp=True)
    made.server_conn.address = made.server_conn.peername = ("168.126.63.1", 53)
    located = Locator().locate(exchange(tmp_path, made))
    assert (located.ip, located.country, located.recipient) == (
        "168.126.63.1",
        "KR",
        "unknown customer of Korea Telecom",
    )
    # Traffic of another kind to that address is another destination only where it has to be.
    made.server_conn.peername = None
    made.response = None
    made.error = Error("Connect call failed")
    assert Locator().locate(exchange(tmp_path, made)).ip == "168.126.63.1"
