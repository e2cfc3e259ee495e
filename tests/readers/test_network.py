"""What a whole capture tells of the network, against mitmproxy's own reader."""

import base64
import itertools
import json
import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mitmproxy import dns, flow
from mitmproxy.io import FlowReader
from mitmproxy.test import tflow
from support import flows
from support.samples import exchange
from support.states import every_kind, record

from trafficaudit.destinations.hints import edge_marks
from trafficaudit.destinations.places import edges
from trafficaudit.model import Exchange, Handshake, Message
from trafficaudit.network import EdgeMark, Network
from trafficaudit.readers import kept, network
from trafficaudit.readers.flow import file as flowfile
from trafficaudit.readers.network import MOST_ANSWERS, Gathered
from trafficaudit.readers.uploads.plainfields import LONGEST
from trafficaudit.readers.uploads.plainfields import MOST as MOST_FIELDS

shared = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
_TIME = st.none() | st.floats(1.7e9, 1.7e9 + 2).map(lambda seconds: round(seconds, 3))


@st.composite
def connected(draw: st.DrawFn) -> flow.Flow:
    """Draw a flow whose server connection has any times, behind an upstream proxy or not, reached or not."""
    made: flow.Flow = draw(st.sampled_from(every_kind())).copy()
    server = made.server_conn
    server.peername = draw(st.none() | st.sampled_from([("192.0.2.1", 443), ("192.0.2.2", 443)]))
    server.via = draw(st.none() | st.just(("http", ("192.0.2.9", 8080))))
    server.timestamp_start, server.timestamp_tcp_setup = draw(_TIME), draw(_TIME)
    server.timestamp_tls_setup = draw(_TIME)
    server.transport_protocol = draw(st.sampled_from(["tcp", "udp"]))
    return made


def oracle(path: Path) -> dict[str, Handshake]:
    """Say the same of flows that mitmproxy has read, in its own terms."""
    times: dict[str, tuple[list[float], list[float]]] = {}
    with path.open("rb") as file:
        for each in FlowReader(file).stream():
            server = each.server_conn
            if server.peername is None or server.via:
                continue
            start, tcp, tls = server.timestamp_start, server.timestamp_tcp_setup, server.timestamp_tls_setup
            begun = tcp if tcp is not None or server.transport_protocol != "udp" else start
            measured = times.setdefault(server.peername[0], ([], []))
            for kind, (one, other) in zip(measured, ((start, tcp), (begun, tls)), strict=True):
                if one is not None and other is not None and round(other - one, 6) > 0:
                    kind.append(round(other - one, 6))
    return {
        address: Handshake(min(tcp, default=None), min(tls, default=None))
        for address, (tcp, tls) in sorted(times.items())
        if tcp or tls
    }


@shared
@given(st.lists(connected(), max_size=6))
def test_agrees_with_mitmproxy_and_with_reading_everything(tmp_path: Path, made: list[flow.Flow]) -> None:
    path = tmp_path / "made.mitm"
    path.write_bytes(b"".join(map(record, [*made, tflow.tdnsflow(resp=True)])))
    found = flowfile.network([path])
    assert found.handshakes == oracle(path)
    gathered = Gathered()
    for item in flowfile.open_source(path).items():
        if isinstance(item, Exchange):
            gathered.exchange(item)
    # Which hosts stand at one address is asked of recordings that did not connect to it themselves.
    assert replace(gathered.network(), servers={}) == found


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["a.ads.example", "b.ads.example", "other.example"]),
            st.sampled_from(
                [
                    "V=Xr4Qp2vLm9Tz",
                    "W=3f2b1a09-8c7d-4e6f-9a5b-4c3d2e1f0a9b; V=Xr4Qp2vLm9Tz",
                    "session=Xr4Qp2vLm9Tz",
                    "memberNo=Xr4Qp2vLm9Tz",
                    "theme=dark",
                ]
            ),
            st.sampled_from(["", "u=9186409297478360551; Max-Age=9", "V=Xr4Qp2vLm9Tz"]),
        ),
        min_size=1,
        max_size=5,
    )
)
@shared
def test_the_numbers_of_cookies_are_those_of_reading_everything(
    tmp_path: Path, made: list[tuple[str, str, str]]
) -> None:
    flows_made = []
    for host, sent, given_back in made:
        one = tflow.tflow(resp=True)
        assert one.response is not None
        one.request.host, one.request.headers["Cookie"] = host, sent
        one.request.headers["Host"] = host
        if given_back:
            one.response.headers["Set-Cookie"] = given_back
        flows_made.append(one)
    path = tmp_path / "made.mitm"
    path.write_bytes(b"".join(map(record, flows_made)))
    gathered = Gathered()
    for item in flowfile.open_source(path).items():
        if isinstance(item, Exchange):
            gathered.exchange(item)
    found = flowfile.network([path]).kept
    assert found == gathered.network().kept
    assert ("Xr4Qp2vLm9Tz" in found) == any("Xr4" in sent + back for _, sent, back in made)


@pytest.mark.parametrize(
    "second",
    [
        "Cookie: session=",
        "Cookie: memberNo=",
        "Authorization: Bearer eyJhbGciOjF9.",
        'Authorization: Token realm="a, b", token=eyJhbGciOjF9.',
    ],
)
def test_a_number_is_asked_again_under_a_name_that_makes_something_else_of_it(tmp_path: Path, second: str) -> None:
    """The same numbers at the same host are no reason to pass over a flow: the name may be another one."""
    number, made = "Xr4Qp2vLm9Tz", []
    name, _, value = second.partition(": ")
    claims = base64.urlsafe_b64encode(json.dumps({"sub": number}).encode()).decode().rstrip("=") + ".sign"
    for header, text in (("Cookie", f"V={number}"), (name, value + (claims if value.endswith(".") else number))):
        one = tflow.tflow(resp=True)
        one.request.host = one.request.headers["Host"] = "m.shop.example"
        one.request.headers[header] = text
        made.append(one)
    path = tmp_path / "made.mitm"
    path.write_bytes(b"".join(map(record, made)))
    assert flowfile.network([path]).kept == {number: ()}


def test_a_number_is_asked_again_of_an_address_that_is_another_name_by_tls(tmp_path: Path) -> None:
    made = []
    for name in ("a.shop.example", "b.other.example"):
        one = tflow.tflow(resp=True)
        one.request.host = one.request.headers["Host"] = "192.0.2.7"
        one.request.headers["Cookie"], one.client_conn.sni = "V=Xr4Qp2vLm9Tz", name
        made.append(one)
    path = tmp_path / "made.mitm"
    path.write_bytes(b"".join(map(record, made)))
    assert flowfile.network([path]).kept == {"Xr4Qp2vLm9Tz": ("other.example", "shop.example")}


def test_a_number_is_asked_again_where_another_sites_page_asks(tmp_path: Path) -> None:
    made = []
    for page in ("https://p.ads.example/a", "https://news.example/a"):
        one = tflow.tflow(resp=True)
        one.request.host = one.request.headers["Host"] = "p.ads.example"
        one.request.headers["Cookie"], one.request.headers["Referer"] = "V=Xr4Qp2vLm9Tz", page
        made.append(one)
    path = tmp_path / "made.mitm"
    path.write_bytes(b"".join(map(record, made)))
    assert flowfile.network([path]).embedded == ("ads.example",)
    path.write_bytes(record(made[0]))
    assert flowfile.network([path]).embedded == ()


def test_more_numbers_than_are_kept_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST_NUMBERS", 1)
    gathered = Gathered()
    for value in ("Xr4Qp2vLm9Tz", "9186409297478360551"):
        assert gathered.network().limits == ()
        gathered.exchange(exchange(request=Message(((b"cookie", b"V=" + value.encode()),))))
    assert gathered.network().limits == (network.KEPT,)


def test_the_order_of_a_capture_says_nothing() -> None:
    told = [
        [
            exchange(server_address="192.0.2.1", handshake=Handshake(0.2, 0.3)),
            exchange(server_address="192.0.2.1", handshake=Handshake(0.1, None)),
            exchange(server_address="192.0.2.1", handshake=Handshake(None, 0.25)),
            exchange(server_address=None, handshake=Handshake(0.01, None)),
        ],
        [answer(b"a.example CNAME b.example"), answer(b"A.example. CNAME c.example")],
        [edge((b"CF-Ray", b"9a-ICN")), edge((b"X-Cache", b"Hit from cloudfront"), (b"cf-ray", b"7b-NRT"))],
    ]
    seen = []
    for orders in itertools.product(*map(itertools.permutations, told)):  # every order of what tells of one thing
        for kinds in itertools.permutations(orders):
            gathered = Gathered()
            for each in itertools.chain.from_iterable(kinds):
                gathered.exchange(each)
            seen.append(gathered.network())
    assert all(each == seen[0] for each in seen)
    assert all(list(each.names) == list(seen[0].names) for each in seen)
    marks = EdgeMark("Amazon CloudFront", "x-cache", ""), EdgeMark("Cloudflare", "cf-ray", "")
    assert seen[0] == Network(
        {"192.0.2.1": Handshake(0.1, 0.25)},
        {"a.example": ("b.example", "c.example")},
        edges={("c.shop.example", "192.0.2.7"): marks},
    )


def edge(*headers: tuple[bytes, bytes]) -> Exchange:
    return exchange(host="c.shop.example", server_address="192.0.2.7", response=Message(headers=headers))


def test_an_edge_is_known_by_host_and_address_whatever_the_flow_is(tmp_path: Path) -> None:
    ray, plain = [(b"CF-Ray", b"1-ICN")], [(b"Server", b"nginx"), (b"cf-rays", b"1-ICN")]
    made = [
        flows.flow(0, host="a.example", ip="192.0.2.1", response_headers=ray),
        flows.flow(1, host="b.example", ip="192.0.2.1", response_headers=plain),
        flows.flow(
            2, host="w.example", ip="192.0.2.2", response_headers=[(b"server", b"cloudflare")], messages=[(True, b"x")]
        ),
        flows.flow(3, host="a.example", ip="192.0.2.3"),
        flows.flow(4, host="192.0.2.4", ip="192.0.2.4", response_headers=ray, headers=[(b"Host", b"h.example")]),
        flows.flow(5, host="192.0.2.4", ip="192.0.2.4", response_headers=ray, headers=[(b"host", b"i.example")]),
    ]
    for each in made[4:]:
        each.request.http_version, each.request.authority = "HTTP/1.1", ""
        each.client_conn.sni = None
    found = flowfile.network([flows.write(tmp_path / "a.mitm", *made)])
    ours, front = (EdgeMark("Cloudflare", name, "") for name in ("cf-ray", "server"))
    assert found.edges == {
        ("a.example", "192.0.2.1"): (ours,),
        ("h.example", "192.0.2.4"): (ours,),
        ("i.example", "192.0.2.4"): (ours,),
        ("w.example", "192.0.2.2"): (front,),
    }
    gathered = Gathered()
    for item in flowfile.open_source(tmp_path / "a.mitm").items():
        assert isinstance(item, Exchange)
        gathered.exchange(item)
    assert gathered.network().edges == found.edges


def test_edges_are_bounded_and_that_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network, "MOST_NAMES", 2)
    gathered = Gathered()
    for number in (1, 2, 1, 3):
        gathered.exchange(replace(edge((b"cf-ray", b"1")), host=f"h{number}.example"))
    made = gathered.network()
    assert [host for host, _ in made.edges] == ["h1.example", "h2.example"]
    assert made.limits == (network.EDGES,)


def test_hosts_at_one_address_are_kept_where_they_were_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    gathered = Gathered()
    asked = [("a", "192.0.2.1", True), ("b", "192.0.2.1", True), ("c", "192.0.2.1", False), ("d", "192.0.2.2", True)]
    for host, address, sent in [*asked, ("a", "192.0.2.1", True), ("e", None, True)]:
        gathered.exchange(exchange(host=f"{host}.example", server_address=address, sent=sent))
    assert gathered.network().servers == {"192.0.2.1": ("a.example", "b.example")}
    assert gathered.network().limits == ()
    monkeypatch.setattr(network, "MOST_ANSWERS", 2)
    gathered.exchange(exchange(host="f.example", server_address="192.0.2.1"))
    assert gathered.network().servers == {"192.0.2.1": ("a.example", "b.example")}
    assert gathered.network().limits == (network.SERVERS,)
    several = Gathered()
    monkeypatch.setattr(network, "MOST_NAMES", 1)
    for number in (1, 2):
        several.exchange(exchange(host="a.example", server_address=f"192.0.2.{number}"))
    assert several.network().limits == (network.SERVERS,)


def test_answers_of_resolvers_are_bounded_and_that_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network, "MOST_NAMES", 2)
    gathered = Gathered()
    for number in (1, 2, 1, 3):
        said = json.dumps({"Answer": [{"name": "a.example", "type": 1, "data": f"192.0.2.{number}"}]}).encode()
        head = ((b"content-type", b"application/dns-json"),)
        gathered.exchange(exchange(response=Message(headers=head, body=said, body_size=len(said))))
        assert gathered.network().limits == (() if number < 3 else (network.RESOLVED,))


def _piece(name: str) -> tuple[list[tuple[bytes, bytes]], bytes]:
    field = b'--BB\r\nContent-Disposition: form-data; name="%s"\r\n\r\n7\r\n'
    names = {
        "form": [b"f"] * (MOST_FIELDS + 1),
        "form behind": [b"dzchunkindex", b"dzuuid"],
    }
    if name == "document":
        return [], b'{"chunk":1,"total":2,"data":"' + b"x" * 99 + b'"}'
    if name == "long value":
        field, names[name] = field.replace(b"7", b"u" * (LONGEST + 1)), [b"dzchunkindex", b"dzuuid"]
    body = b"".join(map(field.__mod__, names[name]))
    file = b'--BB\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n' + b"x" * 40_000 + b"\r\n"
    return [(b"Content-Type", b"Multipart/Form-Data; boundary=BB")], file + body + b"--BB--\r\n"


@pytest.mark.parametrize(
    ("name", "limits", "holes"),
    [
        ("form", (network.FORMS,), 0),
        ("form behind", (), 1),
        ("document", (network.DOCUMENTS,), 0),
        ("long value", (network.VALUES,), 0),
    ],
)
def test_what_is_not_read_as_a_piece_is_told_of_flows_too(
    name: str, limits: tuple[str, ...], holes: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("trafficaudit.readers.uploads.numbered.LONGEST", 64)
    headers, body = _piece(name)
    path = flows.write(tmp_path / "a.mitm", flows.flow(0, headers=headers, body=body))
    gathered = Gathered()
    for item in flowfile.open_source(path).items():
        assert isinstance(item, Exchange)
        gathered.exchange(item)
    for found in (flowfile.network([path]), gathered.network()):
        assert (found.limits, len(found.holes)) == (limits, holes)


@pytest.mark.parametrize(("body", "holes"), [(b"news", 0), (b"{", 2)], ids=["page", "piece"])
def test_what_may_be_a_page_lacks_nothing(body: bytes, holes: int) -> None:
    gathered = Gathered()
    said = b'{"part":2,"total":9,"content":"%s"}' % body
    sent = Message(body=said, body_size=len(said))
    gathered.exchange(exchange(method="POST", protocol="http/1.1", request=sent, response=None))
    assert len(gathered.network().holes) == holes


def answer(*lines: bytes) -> Exchange:
    return exchange(protocol="dns", response=Message(headers=tuple((b"answer", line) for line in lines)))


def test_other_records_and_broken_ones_are_passed_over_and_answers_are_bounded() -> None:
    gathered = Gathered()
    gathered.exchange(answer(b"a TXT b", b"a A", b"", b"a CNAME b c", b"\xff\xfe A 1.2.3.4"))
    gathered.exchange(exchange(response=Message(headers=((b"answer", b"a A 1.2.3.4"),))))
    for number in range(MOST_ANSWERS + 9):
        gathered.exchange(answer(b"many A 10.0.0.%d" % number))
    names = gathered.network().names
    assert len(names["many"]) == MOST_ANSWERS
    assert "a" not in names


def test_a_resolvers_answer_is_read_from_the_flow(tmp_path: Path) -> None:
    made = tflow.tdnsflow(resp=True)
    assert made.response
    made.response.answers = [
        dns.ResourceRecord.CNAME("img.shop.example", "x.cloudfront.net"),
        dns.ResourceRecord("x.cloudfront.net", 1, 1, 60, bytes([192, 0, 2, 7])),
    ]
    path = tmp_path / "dns.mitm"
    path.write_bytes(record(made))
    names = flowfile.network([path]).names
    assert names == {"img.shop.example": ("x.cloudfront.net",), "x.cloudfront.net": ("192.0.2.7",)}


def test_damaged_bytes_tell_nothing_and_break_nothing(tmp_path: Path) -> None:
    whole = b"".join(map(record, every_kind()))
    path = tmp_path / "damaged.mitm"
    random_bytes = random.Random(7)
    for _ in range(40):
        data = bytearray(whole)
        for place in random_bytes.sample(range(len(data)), 5):
            data[place] = random_bytes.randrange(256)
        path.write_bytes(data)
        flowfile.network([path])


SAMPLES = {
    "server": "cloudflare|AkamaiGHost|gws|ECAcc (sed/5867)|ECS (sed/5867)|Golfe2",
    "via": "1.1 abc.cloudfront.net (CloudFront)|1.1 google|cache12.l2kr1[0,200-0,H], cache3.kr1[0]",
    "x-cache": "Hit from cloudfront|TCP_HIT from a23 (AkamaiGHost/10.2)",
    "x-served-by": "cache-icn1450020-ICN",
    "x-via": "1.1 PSgdnm12:0 (Cdn Cache Server V2.0)",
    "x-timer": "S1700000000.123456,VS0,VE1",
}


def test_no_sign_of_an_edge_is_passed_over_by_the_look_at_a_flow_file(tmp_path: Path) -> None:
    headers = [(name, value) for name in edges().signatures for value in SAMPLES.get(name, "ICN57-P1").split("|")]
    told = [edge_marks(((name.encode(), value.encode()),)) for name, value in headers]
    known = {mark for marks in told for mark in marks}
    assert {(mark.operator, mark.header) for mark in known} == {
        (one.operator, one.header) for signatures in edges().signatures.values() for one in signatures
    }
    made = [
        flows.flow(n, host=f"h{n}.example", response_headers=[(b"date", b"x"), (name.title().encode(), value.encode())])
        for n, (name, value) in enumerate(headers)
    ]
    found = flowfile.network([flows.write(tmp_path / "a.mitm", *made)]).edges
    assert found == {(f"h{n}.example", "3.34.0.1"): marks for n, marks in enumerate(told) if marks}
