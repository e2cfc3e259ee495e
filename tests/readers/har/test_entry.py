import base64
import gzip
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.harentries import entry, read

from trafficaudit.model import UNDATED, Gap, Handshake
from trafficaudit.readers.har.entry import exchanges


def test_an_entry() -> None:
    ((found,), gaps) = read(entry(serverIPAddress="[2001:DB8::1]", connection="77"))
    assert not gaps
    assert (found.id, found.method, found.host, found.port) == ("000007", "POST", "shop.example", 8443)
    assert (found.url, found.protocol, found.tls) == ("https://Shop.example:8443/a?b=%31", "http/2", True)
    assert (found.server_address, found.connection_id) == ("2001:db8::1", "77")
    assert found.response is not None
    assert (found.response.status, found.response.body, found.response.body_form) == (200, b"hi", "text")


def test_a_value_in_the_url_stands_once_beside_pseudo_headers() -> None:
    said = {":method": "post", ":scheme": "https", ":authority": "Shop.example:8443", ":path": "/a?b=%31", "x": "1"}
    given = entry(request__headers=[{"name": name, "value": value} for name, value in said.items()])
    ((found,), gaps) = read(given)
    assert (found.request and found.request.headers, gaps) == (((b"x", b"1"),), [])
    said = {":method": "get", ":scheme": "http", ":authority": "other.example", ":path": "/b", ":protocol": "websocket"}
    given["request"]["headers"] = [{"name": name, "value": value} for name, value in said.items()]
    ((found,), _) = read(given)
    assert found.request
    assert [name.decode() for name, _ in found.request.headers] == list(said)
    given["request"] |= {"url": "https://a.example", "headers": [{"name": ":path", "value": "/"}]}
    ((found,), _) = read(given)
    assert found.request
    assert found.request.headers == ()


@pytest.mark.parametrize(
    "post", [{"text": "a\ufffd"}, {"params": [{"name": "a", "value": "b\ufffd"}]}, {"params": [{"name": "\ufffd"}]}]
)
def test_bytes_that_a_tool_replaced_are_told(post: dict[str, Any]) -> None:
    ((found,), gaps) = read(entry(request__postData=post, response__content={"text": "\ufffd"}))
    told = "holds U+FFFD, which tools write where bytes are no text: what those were is not in this file"
    assert gaps == [f"entry 7: the {side} body {told}" for side in ("request", "response")]
    assert found.request
    assert found.request.body
    ((_,), gaps) = read(entry(request__postData={"text": "77-9", "encoding": "base64"}))
    assert gaps == []
    ((_,), gaps) = read(entry(request__postData={"text": "\ufffd", "_form": "wire"}))
    assert gaps == []


@pytest.mark.parametrize(
    ("url", "host", "port"),
    [
        ("https://www.known.example@evil.example/", "evil.example", 443),
        ("https://www.known.example:443@evil.example:8443/", "evil.example", 8443),
        ("https://evil.example\\@www.known.example/", "evil.example", 443),
        ("https://www.known.example.evil.example/", "www.known.example.evil.example", 443),
        ("HTTPS://WWW.Known.Example./", "www.known.example", 443),
    ],
)
def test_no_spelling_names_a_host_that_was_not_asked(url: str, host: str, port: int) -> None:
    ((found,), gaps) = read(entry(request__url=url))
    assert (found.host, found.port, gaps) == (host, port, [])


@pytest.mark.parametrize(
    ("url", "listed", "expected"),
    [
        ("https://a.example/x", [{"name": "mail", "value": "a@b.kr"}, {"name": "n", "value": 7}], "?mail=a%40b.kr&n=7"),
        ("https://a.example/x#top", [{"name": "q", "value": "김"}], "?q=%EA%B9%80"),
        ("https://a.example/x?", [{"name": "q", "value": "1"}], "?"),
        ("https://a.example/x?q=1", [{"name": "q", "value": "1"}, {"name": "r", "value": "2"}], "?q=1"),
        ("https://a.example/x", [], ""),
        ("https://a.example/x", [5, {"value": "1"}], ""),
        ("https://a.example/x", 5, ""),
    ],
)
def test_a_query_that_is_listed_alone_is_read(url: str, listed: object, expected: str) -> None:
    ((found,), _) = read(entry(request__url=url, request__queryString=listed))
    assert found.url == "https://a.example/x" + expected


def test_what_stands_behind_a_hash_was_sent_to_nobody() -> None:
    ((found,), gaps) = read(entry(request__url="https://shop.example/sync?b=1#uid=0f1e2d3c4b5a6978"))
    assert (found.url, gaps) == ("https://shop.example/sync?b=1", [])
    ((inner,), _) = read(entry(request__url="https://shop.example/r?to=https%3A%2F%2Fa.example%2F%23uid%3D1"))
    assert inner.url.endswith("%2F%23uid%3D1")


@pytest.mark.parametrize(
    ("length", "more", "size"),
    [("147", {}, 147), ("147", {"bodySize": 0}, 147), ("147", {"bodySize": 99}, 99), ("0", {}, 0), ("x", {}, 0), ("9" * 40, {}, 0)],
)  # fmt: skip
def test_a_body_that_was_announced_and_not_kept_is_a_gap(length: str, more: dict[str, int], size: int) -> None:
    made = entry()
    made["request"].pop("postData", None)
    made["request"].pop("bodySize", None)
    made["request"]["headers"] = [{"name": "Content-Length", "value": length}]
    made["request"] |= more
    ((found,), _) = read(made)
    assert found.request is not None
    assert (found.request.body, found.request.body_size) == (None, size)


@pytest.mark.parametrize(
    ("text", "headers", "size"),
    [
        ("x" * 1000, {"Content-Length": "9000"}, 9000),
        ("x" * 1000, {"Content-Length": "1000"}, 1000),
        ("x" * 1000, {"Content-Length": "1040"}, 1000),  # blotted out
        ("a\n" * 500, {"Content-Length": "1500"}, 1000),  # line ends
        ("x" * 1000, {"Content-Length": "9000", "Content-Encoding": "gzip"}, 1000),
        ("x" * 1000, {"Content-Length": "10"}, 1000),
        ("x" * 1000, {}, 1000),
    ],
)
def test_a_body_of_which_only_a_part_was_kept_has_the_size_that_was_announced(
    text: str, headers: dict[str, str], size: int
) -> None:
    made = entry()
    made["request"]["bodySize"] = -1
    made["request"]["postData"] = {"mimeType": "text/plain", "text": text}
    made["request"]["headers"] = [{"name": name, "value": value} for name, value in headers.items()]
    ((found,), _) = read(made)
    assert found.request is not None
    assert (found.request.body, found.request.body_size) == (text.encode(), size)


@pytest.mark.parametrize(("said", "size"), [(9000, 9000), (1000, 1000), (1060, 1000), (300, 1000), (-1, 1000)])
def test_an_answer_of_which_only_a_part_was_kept_has_its_whole_size(said: int, size: int) -> None:
    made = entry()
    made["response"]["headers"] = [{"name": "Content-Encoding", "value": "gzip"}]
    made["response"]["content"] = {"size": said, "mimeType": "text/plain", "text": "x" * 1000}
    ((found,), _) = read(made)
    assert found.response is not None
    assert (found.response.body, found.response.body_size) == (b"x" * 1000, size)


@pytest.mark.parametrize(
    ("url", "header", "host", "address"),
    [
        ("https://192.0.2.7/a", "Shop.example:443", "shop.example", "192.0.2.7"),
        ("https://192.0.2.7/a", "192.0.2.9", "192.0.2.7", None),
        ("https://192.0.2.7/a", "a/b", "192.0.2.7", None),
        ("https://shop.example/a", "other.example", "shop.example", None),  # told with the destination
    ],
)
def test_the_name_that_a_request_carries_goes_before_an_address(
    url: str, header: str, host: str, address: str | None
) -> None:
    ((found,), gaps) = read(entry(request__url=url, request__headers=[{"name": "Host", "value": header}]))
    assert (found.host, found.url, found.server_address) == (host, url, address)
    assert not gaps


def test_a_host_with_the_dot_of_the_root_is_no_other_host() -> None:
    ((found,), _) = read(entry(request__url="https://Shop.example.:8443/a"))
    assert (found.host, found.port, found.url) == ("shop.example", 8443, "https://Shop.example.:8443/a")


def test_an_exchange_without_a_time_is_not_lost() -> None:
    gaps = [each for each in exchanges(entry(startedDateTime=None), "c", 7, 99, 1000) if isinstance(each, Gap)]
    assert [gap.exchanges for gap in gaps] == [0]


@pytest.mark.parametrize(
    ("timings", "expected"),
    [
        ({"connect": 30.5, "ssl": 20.25}, Handshake(0.0305, 0.02025)),
        ({"connect": 30, "ssl": -1}, Handshake(0.031, None)),  # whole milliseconds may have been cut
        ({"connect": 0, "ssl": 0}, None),  # the connection was used again
        ({"connect": True, "ssl": "20"}, None),
        ({"connect": 1e300, "ssl": float("nan")}, None),
        ([], None),
        (None, None),
    ],
)
def test_handshakes_of_an_entry(timings: object, expected: Handshake | None) -> None:
    ((found,), gaps) = read(entry(timings=timings))
    assert not gaps
    assert found.handshake == expected


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"request": None}, "request is missing"),
        ({"request": 5}, "request is no object"),
        ({"request__url": None}, "request.url is missing"),
        ({"request__url": ["x"]}, "request.url is no text"),
        ({"request__url": "/relative"}, "request.url is no absolute URL"),
        ({"request__url": "https://"}, "request.url names no host"),
        ({"request__url": "data:text/html,x"}, "not a network request (data: URL)"),
        ({"request__url": "blob:https://h.example/1"}, "not a network request (blob: URL)"),
        ({"request__url": "chrome-extension://abc/x.js"}, "not a network request (chrome-extension: URL)"),
        ({"request__url": "about:blank"}, "not a network request (about: URL)"),
    ],
)
def test_what_makes_an_entry_a_gap(change: dict[str, Any], reason: str) -> None:
    found, gaps = read(entry(**change))
    assert not found
    assert len(gaps) == 1
    assert gaps[0].startswith(f"entry 7: {reason}")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"request__headers": None}, "request.headers is missing"),
        ({"request__headers": "x"}, "request.headers is no list"),
        ({"request__method": None}, "request.method is missing"),
        ({"request__postData": "x"}, "request.postData is no object"),
        ({"response": []}, "response is no object"),
        ({"response__status": "200"}, "response.status is no number"),
        ({"response__content": "x"}, "response.content is no object"),
        ({"startedDateTime": None}, "startedDateTime is missing"),
        ({"startedDateTime": "2026-11-24T00:00:00"}, "startedDateTime is no time with an offset"),
        ({"_webSocketMessages": {}}, "_webSocketMessages is no list"),
    ],
)
def test_what_is_wrong_is_said_and_the_rest_is_kept(change: dict[str, Any], reason: str) -> None:
    found, gaps = read(entry(**change))
    assert len(found) == 1
    assert [gap.startswith(f"entry 7: {reason}") for gap in gaps] == [True]


def test_an_entry_without_a_response() -> None:
    for response in (None, {"status": 0, "headers": [], "content": {}, "_error": "net::ERR_FAILED"}):
        ((found,), gaps) = read(entry(response=response))
        assert not gaps
        assert found.response is None
        assert found.error == (response and "net::ERR_FAILED")


def test_an_undated_entry_stands_before_every_phase() -> None:
    assert read(entry(startedDateTime="yesterday"))[0][0].started_at == UNDATED


@pytest.mark.parametrize(
    ("version", "protocol"),
    [
        ("h2", "http/2"),
        ("HTTP/2", "http/2"),
        ("http/2.0", "http/2"),
        ("h3-29", "http/3"),
        ("HTTP/3", "http/3"),
        ("http/2+quic/46", "http/3"),
        ("HTTP/1.1", "http/1.1"),
        ("http/1.0", "http/1.0"),
        ("unknown", "http"),
        ("", "http"),
        (None, "http"),
        (2, "http"),
    ],
)
def test_protocols(version: object, protocol: str) -> None:
    assert read(entry(request__httpVersion=version, response__httpVersion=version))[0][0].protocol == protocol
    assert read(entry(request__httpVersion=version, response=None))[0][0].protocol == protocol


@pytest.mark.parametrize("address", ["", "unknown", None, 5, "shop.example"])
def test_no_address(address: object) -> None:
    assert read(entry(serverIPAddress=address))[0][0].server_address is None


@pytest.mark.parametrize(
    ("address", "found", "told"),
    [
        ("3.34.0.1:443", "3.34.0.1", 0),
        ("[2406:da12::1]:443", "2406:da12::1", 0),
        ("2406:da12::1", "2406:da12::1", 0),
        (" 3.34.0.1 ", "3.34.0.1", 0),
        ("2406:da12::1.443", "2406:da12::1", 0),
        ("fe80::1%en0.443", "fe80::1", 0),
        ("2406:da12::1.", None, 1),
        ("3.34.0.1.443", None, 1),
        ("3.34.0.1, 3.34.0.2", None, 1),
        ("a.example", None, 1),
        ("", None, 0),
        (None, None, 0),
        (7, None, 0),
    ],
)
def test_an_address_is_read_with_a_port_and_what_is_none_is_said(address: object, found: str | None, told: int) -> None:
    ((exchange,), gaps) = read(entry(serverIPAddress=address))
    assert exchange.server_address == found
    assert len(gaps) == told


@pytest.mark.parametrize(
    ("connection", "port"),
    [
        ("ClientPort:61262;EgressPort:61263", 61262),
        ("ClientPort:61262", 61262),
        ("ClientPort:0;EgressPort:1", None),
        ("ClientPort:99999;EgressPort:1", None),
        ("EgressPort:61263", None),
        ("61262", None),
        (61262, None),
        (None, None),
    ],
)
def test_fiddler_names_the_apps_port(connection: object, port: int | None) -> None:
    assert read(entry(connection=connection))[0][0].client_port == port


def test_firefox_writes_the_port_where_the_connection_should_be() -> None:
    assert read(entry(connection="8443"))[0][0].connection_id is None
    assert read(entry(_connectionId=12, connection="8443"))[0][0].connection_id == "12"


def test_a_coded_answer_in_pieces_is_whole_whatever_size_the_list_has() -> None:
    coded = gzip.compress(b"010-9183-2746" * 40, mtime=0)
    text = json.dumps([coded[:10].hex(), coded[10:].hex()])
    headers = [{"name": "content-encoding", "value": "gzip"}, {"name": "content-length", "value": len(coded)}]
    content = {"text": text, "size": 4000, "mimeType": ["text/plain"]}
    ((found,), gaps) = read(entry(response__content=content, response__headers=headers))
    assert gaps == []
    assert found.response
    assert (found.response.body, found.response.body_form, found.response.body_size) == (coded, "wire", len(coded))


def test_a_body_that_was_not_recorded_keeps_its_size() -> None:
    ((found,), _) = read(entry(response__content={"size": 500, "mimeType": "image/png"}, request__bodySize=9))
    assert found.response is not None
    assert found.request is not None
    assert (found.response.body, found.response.body_size) == (None, 500)
    assert (found.request.body, found.request.body_size) == (None, 9)


def test_a_long_body_is_cut_and_said() -> None:
    ((found,), gaps) = read(entry(request__postData={"text": "x" * 3000}))
    assert found.request is not None
    assert (len(found.request.body or b""), found.request.body_size) == (1000, 3000)
    assert gaps == ["entry 7: only the first 1000 bytes of the request body (3000 bytes) were examined"]


odd = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.just("\ud800"),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["name", "value", "text"]), inner),
    max_leaves=5,
)


@given(st.data())
def test_any_value_at_any_place_gives_exchanges_or_gaps(data: st.DataObject) -> None:
    made = entry(
        _webSocketMessages=[{"type": "send", "time": 1, "opcode": 1, "data": "x"}], serverIPAddress="", connection=""
    )
    made["request"] |= {"postData": {"text": "x", "params": [], "mimeType": "y"}, "cookies": [], "bodySize": 1}
    holder: dict[str, Any] = data.draw(
        st.sampled_from(
            [made, made["request"], made["response"], made["request"]["postData"], made["response"]["content"]]
        )
    )
    holder[data.draw(st.sampled_from(sorted([*holder, "cookies", "_error", "encoding"])))] = data.draw(odd)
    found, gaps = read(made)
    assert found or gaps
    for each in found:
        each.url.encode("utf-8", "surrogateescape")
        for text in (each.host, each.method, each.error or "", each.connection_id or "", *gaps):
            text.encode()


def test_a_url_of_the_browser_itself_is_no_lost_exchange() -> None:
    local = entry(request__url="data:text/html,x")
    strange = entry(request__url="/relative")
    assert [gap.exchanges for each in (local, strange) for gap in exchanges(each, "c", 0, 0, 99)] == [0, 1]  # type: ignore[union-attr]


@pytest.mark.parametrize("url", ["https://acs.shop.example", "https://acs.shop.example:443/", "acs.shop.example:443"])
def test_a_tunnel_is_asked_of_the_proxy_and_sent_to_no_server(url: str) -> None:
    ((found,), gaps) = read(entry(request__url=url, request__method="CONNECT", response__status=200))
    assert not gaps
    assert (found.method, found.host, found.port, found.sent) == ("CONNECT", "acs.shop.example", 443, False)


def test_an_empty_text_for_a_body_that_is_none_is_a_body_that_was_not_kept() -> None:
    ((lost,), _) = read(entry(request__postData={"text": "", "params": []}, request__bodySize=50))
    ((empty,), _) = read(entry(request__postData={"text": "", "params": []}, request__bodySize=0))
    assert lost.request is not None
    assert empty.request is not None
    assert (lost.request.body, lost.request.body_size) == (None, 50)
    assert (empty.request.body, empty.request.body_size) == (b"", 0)


def with_aside(content: dict[str, object]) -> dict[str, Any]:
    made = entry(request__bodySize=70)
    made["request"]["_content"] = content
    return made


def test_a_body_that_is_no_text_stands_in_http_toolkits_own_member() -> None:
    aside: dict[str, object] = {"text": base64.b64encode(b"\x08\x01\xff").decode(), "size": 3, "encoding": "base64"}
    ((found,), gaps) = read(with_aside(aside))
    assert not gaps
    assert found.request is not None
    assert (found.request.body, found.request.body_form, found.request.body_size) == (b"\x08\x01\xff", "decoded", 3)


def test_such_a_body_that_is_no_base64_is_said() -> None:
    aside: dict[str, object] = {"text": "%%%", "encoding": "base64"}
    found, gaps = read(with_aside(aside))
    assert len(found) == 1
    assert gaps == ["entry 7: request._content.text is no base64"]


@pytest.mark.parametrize("unset", ["1970-01-01T09:00:00+09:00", "0001-01-01T00:00:00Z"])
def test_a_time_that_nobody_has_set_is_none(unset: str) -> None:
    ((found,), (gap,)) = read(entry(startedDateTime=unset))
    assert found.started_at == UNDATED
    assert "the exchange stands without a time, and in no phase that goes by time" in gap
    given = entry(_webSocketMessages=[{"type": "send", "time": 0, "opcode": 1, "data": "x"}])
    ((shake, message), (gap,)) = read(given)
    assert (shake.started_at == UNDATED, message.started_at == UNDATED) == (False, True)
    assert gap.endswith(
        "1 message of this WebSocket has no time: it stands without one, and in no phase that goes by time"
    )


def test_an_exchange_of_which_several_parts_are_missing_is_lost_once() -> None:
    made = entry(request__headers=None, request__postData=5, response__headers=None, response__content=[])
    _, *gaps = exchanges(made, "c", 7, 99, 1000)
    assert len(gaps) == 4
    assert sum(gap.exchanges for gap in gaps if isinstance(gap, Gap)) == 1
