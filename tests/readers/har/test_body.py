import base64
import gzip
import json
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mitmproxy import http
from mitmproxy.net.http.multipart import decode_multipart

from trafficaudit.model import Headers
from trafficaudit.readers.har.body import from_latin1, request_body, response_body, to_bytes, unbase64, with_query


@given(st.binary())
def test_base64_of_either_alphabet_with_and_without_padding(data: bytes) -> None:
    for encode in (base64.b64encode, base64.urlsafe_b64encode):
        text = encode(data).decode()
        assert unbase64(text) == unbase64(text.rstrip("=")) == unbase64("\n".join(text)) == data


def test_a_parameter_without_name_and_value_makes_no_query() -> None:
    url, nothing, one = "https://a.example/x", {"name": "", "value": ""}, {"name": "q", "value": ""}
    assert with_query(url, [nothing]) == url
    assert with_query(url, [nothing, one]) == f"{url}?q="
    assert with_query(url, [{"name": "", "value": "010-9183-2746"}]) == f"{url}?=010-9183-2746"


def test_what_is_no_base64() -> None:
    assert [unbase64(text) for text in ("a", "!!!!", "김김김김")] == [None] * 3


@given(st.text() | st.text(st.characters(categories=["Cs"])))
def test_any_text_becomes_bytes(text: str) -> None:
    data = to_bytes(text)
    if not any("\ud800" <= char <= "\udfff" for char in text):
        assert data.decode() == text


@given(st.binary(max_size=50))
def test_what_mitmproxy_writes_as_text_becomes_the_bytes_it_was(data: bytes) -> None:
    """mitmproxy's ``get_text`` of a body without a charset, back into its bytes."""
    content_type = "application/json"
    request = http.Request.make("POST", "https://h.example/", data, http.Headers(content_type=content_type))
    text = request.get_text(strict=False)
    assert text is not None
    body, form, wrong = request_body({"text": text}, ())
    assert (form, wrong) == ("text", "")
    if not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")) and from_latin1(text) is None:
        assert body == data


@pytest.mark.parametrize(
    "content_type", ["application/x-www-form-urlencoded", "application/octet-stream", "text/plain"]
)
@pytest.mark.parametrize(
    "data",
    [
        "이름=김서윤".encode(),
        b"\x0a\x05\xea\xb9\x80\x18\x01",
        b"\x81\xa3aid\xa3abc",
        b"\x1f\x8b\x08\x00\xff\xfe",
        b"plain",
    ],
)
def test_what_mitmproxy_took_for_latin1_becomes_the_bytes_it_was(content_type: str, data: bytes) -> None:
    text = http.Request.make("POST", "https://h.example/", data, http.Headers(content_type=content_type)).get_text(
        strict=False
    )
    assert request_body({"text": text, "mimeType": content_type}, ())[0] == data


def test_text_with_accents_stays_text() -> None:
    assert from_latin1("café, naïve") is None
    assert request_body({"text": "café"}, ())[0] == "café".encode()


def test_forms_of_a_request_body() -> None:
    gzip: Headers = ((b"Content-Encoding", b"gzip"),)
    assert request_body({"text": "a"}, ()) == (b"a", "text", "")
    assert request_body({"text": "", "params": []}, ()) == (b"", "text", "")
    assert request_body({"text": "YQ==", "encoding": "base64"}, ()) == (b"a", "decoded", "")
    assert request_body({"text": "YQ==", "_encoding": "base64"}, ()) == (b"a", "decoded", "")
    assert request_body({"text": "\x1f\x8b\x08\x80"}, gzip) == (b"\x1f\x8b\x08\x80", "wire", "")
    packed = {"text": "H4sIAAAAAAAAAw==", "encoding": "base64"}
    assert [request_body(packed, headers)[1] for headers in (gzip, ())] == ["wire", "decoded"]
    assert request_body({"text": '{"a": 1}'}, gzip) == (b'{"a": 1}', "text", "")
    assert request_body({"text": "!", "encoding": "base64"}, ())[2]
    assert request_body({"text": 5}, ()) == (None, "text", "request.postData.text is no text")


def test_forms_of_a_response_body() -> None:
    assert response_body({}) == (None, "text", "")
    assert response_body({"text": ""}) == (b"", "text", "")
    assert response_body({"text": "YQ==", "encoding": "base64"}) == (b"a", "decoded", "")
    assert response_body({"text": "a"}) == (b"a", "text", "")
    assert response_body({"text": "x!", "encoding": "base64"}) == (b"x!", "text", "response.content.text is no base64")
    assert response_body({"text": [1]})[2]


@given(st.lists(st.tuples(st.text(min_size=1), st.text()), min_size=1, max_size=4))
def test_form_parameters_are_read_back_as_they_were(pairs: list[tuple[str, str]]) -> None:
    params = [{"name": name, "value": value} for name, value in pairs if "%" not in name + value]
    body, form, _ = request_body({"params": params, "mimeType": "application/x-www-form-urlencoded"}, ())
    assert form == "text"
    if body is not None:
        read = parse_qsl(body.decode(), keep_blank_values=True, strict_parsing=True)
        assert read == [(each["name"], each["value"]) for each in params]


@pytest.mark.parametrize("mime", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=B"])
@pytest.mark.parametrize(
    ("param", "kept", "told"),
    [
        ({"name": "age", "value": 31}, b"31", ""),
        ({"name": "lat", "value": 37.5143}, b"37.5143", ""),
        ({"name": "agreed", "value": True}, b"true", ""),
        ({"name": "flag"}, b"", ""),
        ({"name": "flag", "value": None}, b"", ""),
        ({"name": "list", "value": ["a"]}, b"", "request.postData.params holds a value that is no text"),
        ({"name": "f", "fileName": "me.jpg"}, b"", "request.postData.params names a file without what is in it"),
        ({"name": "f", "fileName": "me.txt", "value": "hello"}, b"hello", ""),
        ({"name": "f", "fileName": "", "value": ""}, b"", ""),
    ],
)
def test_what_a_parameter_holds_is_kept_and_what_it_lacks_is_told(
    param: dict[str, object], kept: bytes, told: str, mime: str
) -> None:
    body, _, wrong = request_body({"params": [param], "mimeType": mime}, ())
    assert body is not None
    assert (kept in body.rpartition(b"=")[2] if "www" in mime else kept in body.split(b"\r\n\r\n")[1]) is True
    assert wrong == told


def test_a_parameter_that_is_encoded_already_stays_as_it_is() -> None:
    params = [{"name": "q", "value": "a%20b+c"}, {"name": "tel", "value": "+82 10"}, 5]
    body, _, wrong = request_body({"params": params}, ())
    assert body == b"q=a%20b+c&tel=%2B82%2010"
    assert wrong


def test_multipart_parameters() -> None:
    params = [
        {"name": "email", "value": "a@b.example"},
        {"name": 'f"\r\n', "value": "x", "fileName": "a.txt", "contentType": "text/plain\r\n"},
    ]
    for mime, headers in (
        ("multipart/form-data; boundary=abc", ()),
        ("multipart/form-data", ((b"content-type", b'multipart/form-data; boundary="abc"'),)),
    ):
        body, _, _ = request_body({"params": params, "mimeType": mime}, headers)
        assert body is not None
        read = decode_multipart("multipart/form-data; boundary=abc", body)
        assert read[0] == (b"email", b"a@b.example")
        assert len(read) == 2


_GZIP: Headers = ((b"content-encoding", b"gzip"),)


@given(st.binary(min_size=1), st.integers(1, 20))
def test_a_coded_response_in_pieces_is_as_it_came(data: bytes, size: int) -> None:
    coded = gzip.compress(data)
    pieces = [coded[at : at + size] for at in range(0, len(coded), size)]
    in_base64 = {"encoding": "base64", "text": json.dumps([base64.b64encode(each).decode() for each in pieces])}
    assert response_body(in_base64, _GZIP) == (coded, "wire", "")
    assert response_body({"text": json.dumps([each.hex() for each in pieces])}, _GZIP) == (coded, "wire", "")


def test_brotli_has_no_beginning_of_its_own_and_is_taken_where_base64_is_said() -> None:
    brotli: Headers = ((b"Content-Encoding", b"br"),)
    text = json.dumps([base64.b64encode(b"\x0b\x02\x80").decode(), "aGVs"])
    assert response_body({"encoding": "base64", "text": text}, brotli) == (b"\x0b\x02\x80hel", "wire", "")


@pytest.mark.parametrize(
    "text",
    [
        '["1f8b08","zz"]',
        '["0a0b","0c"]',
        '["1f8b08", 5]',
        '["1f8b08"',
        '["a" "b"]',
        "1f8b08",
        '["",""]',
    ],
)
def test_a_list_that_a_service_answers_with_stays_a_text(text: str) -> None:
    assert response_body({"text": text}, _GZIP) == (text.encode(), "text", "")
    assert response_body({"text": '["1f8b08"]'}) == (b'["1f8b08"]', "text", "")
    assert response_body({"text": '["1f8b08"]'}, ((b"content-encoding", b"identity"),))[1] == "text"


def test_a_text_that_was_put_in_place_of_base64_is_kept_and_told() -> None:
    text = '{"address":{"zip":"94104"}}'
    assert response_body({"encoding": "base64", "text": text}, _GZIP)[0] == text.encode()
