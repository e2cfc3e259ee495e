"""Hessian, by what Caucho's library 4.0.38 and hessian.js 2.11 wrote, and bytes that are none."""

import base64
import struct
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.model import Decoded

Body = Callable[..., Decoded]


def found(decoded: Decoded, layer: str = "hessian") -> dict[str, object]:
    return {field.path: field.value for field in decoded.fields if field.layers and field.layers[-1] == layer}


CALL = base64.b64decode(
    "SAIAQwVsb2dpbpJDB1cyJFVzZXKpBG1haWwEbmFtZQNsYXQBegNvbmUFc21hbGwDbWlkAWYBYwNiaWcDbWlsBmxvbmdlcgdjaHVua2VkAmlkAm"
    "9uAW4DcmF3BGtpbmQFcHJpY2UFZXh0cmEEdGFncwJhdARzZWxmBGFkaWQDbmlsYA5raW1AZXhhbXBsZS5rcgXtmY3quLjrj5ntoL3tuIBEQELI"
    "gxJul41bXF0MXgEsXwAAAfQBeEwAAAEfcfsEy1kATEtAMCR4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHhlbmQC6rCA64KY+E1UdA"
    "RbaW50kcjISQAEk+CNKXRva2VuLWFiY0MHVzIkS2luZJEEbmFtZWEFQURNSU5DFGphdmEubWF0aC5CaWdEZWNpbWFskgVzY2FsZQZpbnRWYWxi"
    "kk5NF2phdmEudXRpbC5MaW5rZWRIYXNoTWFwBXBob25lDTAxMC05MTgzLTI3NDYObGVlQGV4YW1wbGUua3KTWnoDb25lA3R3b0oAAAGLz+VoAF"
    "GQQw5qYXZhLnV0aWwuVVVJRJILbW9zdFNpZ0JpdHMMbGVhc3RTaWdCaXRzY0w4QAAAjPARvUyyPhC5bkAADU4CcHc="
)
"""A call by Java: an object with numbers of each width, text cut in no pieces, an enumeration, a time, a UUID, itself."""
FIELDS = {
    "method": "login", "mail": "kim@example.kr", "name": "홍길동😀", "lat": "37.5665", "z": "0.0", "one": "1.0",
    "small": "12.0", "mid": "300.0", "f": "0.5", "c": "x", "big": "1234567890123", "mil": "5000000",
    "longer": "x" * 33 + "end", "chunked": "가나", "id": "77", "on": "true", "n[0]": "1", "n[1]": "200",
    "n[2]": "300000", "n[3]": "-3", "raw": "token-abc", "kind": "ADMIN", "price.scale": "2",
    "extra.phone": "010-9183-2746", 'extra["lee@example.kr"]': "3", "tags[0]": "one", "tags[1]": "two",
    "at": "2023-11-14T22:13:20Z", "adid": "38400000-8cf0-11bd-b23e-10b96e40000d", "[1]": "pw",
}  # fmt: skip
FIRST_CALL = base64.b64decode(
    "YwEAbQAFbG9naW5NdAAHVzIkVXNlclMABG1haWxTAA5raW1AZXhhbXBsZS5rclMABG5hbWVTAAXtmY3quLjrj5ntoL3tuIBTAANsYXREQELIgx"
    "Jul41TAAF6RAAAAAAAAAAAUwADb25lRD/wAAAAAAAAUwAFc21hbGxEQCgAAAAAAABTAANtaWREQHLAAAAAAABTAAFmRD/gAAAAAAAAUwABY1MA"
    "AXhTAANiaWdMAAABH3H7BMtTAANtaWxMAAAAAABMS0BTAAZsb25nZXJTACR4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHhlbmRTAA"
    "djaHVua2VkUwAC6rCA64KYUwACaWRMAAAAAAAAAE1TAAJvblRTAAFuVnQABFtpbnRsAAAABEkAAAABSQAAAMhJAAST4En////9elMAA3Jhd0IA"
    "CXRva2VuLWFiY1MABGtpbmRNdAAHVzIkS2luZFMABG5hbWVTAAVBRE1JTnpTAAVwcmljZU10ABRqYXZhLm1hdGguQmlnRGVjaW1hbFMABXNjYW"
    "xlSQAAAAJTAAZpbnRWYWxOelMABWV4dHJhTXQAF2phdmEudXRpbC5MaW5rZWRIYXNoTWFwUwAFcGhvbmVTAA0wMTAtOTE4My0yNzQ2UwAObGVl"
    "QGV4YW1wbGUua3JJAAAAA3pTAAR0YWdzVmwAAAACUwADb25lUwADdHdvelMAAmF0ZAAAAYvP5WgAUwAEc2VsZlIAAAAAUwAEYWRpZE10AA5qYX"
    "ZhLnV0aWwuVVVJRFMAC21vc3RTaWdCaXRzTDhAAACM8BG9UwAMbGVhc3RTaWdCaXRzTLI+ELluQAANelMAA25pbE56UwACcHd6"
)
MAPS = [
    "TRdqYXZhLnV0aWwuTGlua2VkSGFzaE1hcAVlbWFpbA5raW1AZXhhbXBsZS5rcgNhZ2WxA2xhdERAQsiDEm6XjVo=",
    "SAIAUk0XamF2YS51dGlsLkxpbmtlZEhhc2hNYXAFZW1haWwOa2ltQGV4YW1wbGUua3IDYWdlsQNsYXREQELIgxJul41a",
    "TXQAF2phdmEudXRpbC5MaW5rZWRIYXNoTWFwUwAFZW1haWxTAA5raW1AZXhhbXBsZS5rclMAA2FnZUkAAAAhUwADbGF0REBCyIMSbpeNeg==",
    "cgEATXQAF2phdmEudXRpbC5MaW5rZWRIYXNoTWFwUwAFZW1haWxTAA5raW1AZXhhbXBsZS5rclMAA2FnZUkAAAAhUwADbGF0REBCyIMSbpeNeno=",
]
MAP = {"email": "kim@example.kr", "age": "33", "lat": "37.5665"}
SCRIPTS = (
    "SANhZ2WxAmF0SgAAAYvP5WgAA2JpZ0wAAAAC39wcNQVlbWFpbA5raW1AZXhhbXBsZS5rcgJpbkgFcGhvbmUNMDEwLTkxODMtMjc0NloBbHoCYT"
    "ECYjIDbGF0REBCyIMSbpeNAW5OAXRUWg=="
)


def test_a_call_that_java_wrote(body: Body) -> None:
    decoded = body(CALL)
    assert found(decoded) == FIELDS
    assert decoded.opaque == ()
    mail = next(field for field in decoded.fields if field.path == "mail")
    assert (mail.key, CALL[slice(*mail.span)]) == ("mail", b"kim@example.kr")
    cut = body(CALL[:-150])
    assert found(cut)["mail"] == "kim@example.kr"
    assert "no hessian from byte" in cut.opaque[0].reason


def test_a_call_of_the_first_version(body: Body) -> None:
    decoded = body(FIRST_CALL)
    assert found(decoded) == FIELDS
    assert decoded.opaque == ()


def test_a_call_of_the_first_version_with_headers(body: Body) -> None:
    raw = b"c\x01\x00H\x00\x05tokenS\x00\x0ekim@example.krm\x00\x05loginI\0\0\0\x21z"
    assert found(body(raw)) == {"token": "kim@example.kr", "method": "login", "$": "33"}


def test_maps_by_themselves_and_in_answers(body: Body) -> None:
    for written in MAPS:
        decoded = body(base64.b64decode(written))
        assert (found(decoded), decoded.opaque) == (MAP, ())
    told = found(body(base64.b64decode(SCRIPTS)))
    assert (told["in.phone"], told["l[1]"], told["at"]) == ("010-9183-2746", "b2", "2023-11-14T22:13:20Z")


def framed(raw: bytes, kind: int = 0xC2) -> bytes:
    return b"\xda\xbb" + bytes([kind, 20]) + bytes(8) + struct.pack(">I", len(raw)) + raw


def test_frames_of_dubbo(body: Body) -> None:
    value = base64.b64decode(MAPS[0])
    row = b"\x052.0.2\x0ekr.example.Api\x031.0\x05login\x0fLjava/util/Map;" + value + b"H\x04path\x03apiZ"
    told = found(body(framed(row)))
    assert (told["[3]"], told["[5].email"], told["[6].path"]) == ("login", "kim@example.kr", "api")
    two = body(framed(b"\x91" + value, 2) + framed(b"\x91" + value, 2))
    assert (found(two)["[1].email"], found(two)["[1][1].email"], two.opaque) == (("kim@example.kr",) * 2 + ((),))
    other = body(framed(b'"2.0.2"\n{"email":"kim@example.kr"}\n', 0xC6))
    assert "kim@example.kr" in [field.value for field in other.fields]


def test_a_text_in_pieces(body: Body) -> None:
    raw = b"H\x04mailR\x00\x04kim@\x0aexample.kr\x04dataA\x00\x04abcd\x22ef\x01n\x03oneZ"
    assert found(body(raw)) == {"mail": "kim@example.kr", "data": "abcdef", "n": "one"}


def test_what_is_none(body: Body) -> None:
    for raw in (
        b"Hello, kim@example.kr", b"H\x05email\x0ekim@example.kr", b"H\x05emailQ\x90Z", b"C\x01a\x91\x01b\x6a",
        b"Cost\x01 of kim@example.kr", b"M\x00\x00\x00kim@example.kr", b"H\x02\x00X\x05email",
    ):  # fmt: skip
        assert not found(body(raw))


def test_values_within_each_other_end_at_a_bound(body: Body) -> None:
    decoded = body(b"H\x02\x00R" + b"H\x01a" * 200 + b"\x0ekim@example.kr" + b"Z" * 200)
    assert any("levels" in gap.reason for gap in decoded.opaque)


@given(
    st.binary(max_size=80),
    st.sampled_from(
        [b"", b"H\x02\x00C\x01m\x91", b"H\x02\x00R", b"c\x01\x00m\0\1a", b"r\x01\x00", b"H\x01a", b"C\x01a"]
    ),
)
def test_any_bytes_are_read(body: Body, noise: bytes, head: bytes) -> None:
    body(head + noise)
    body(framed(head + noise))


@given(st.integers(0, len(CALL)), st.binary(min_size=1, max_size=4))
def test_a_broken_call_is_read(body: Body, at: int, put: bytes) -> None:
    body(CALL[:at] + put + CALL[at + len(put) :])
    body(FIRST_CALL[:at] + put + FIRST_CALL[at + len(put) :])
