import pytest

from trafficaudit.decode.media_type import of_mime, parse
from trafficaudit.decode.node import NO_HINT, Hint


@pytest.mark.parametrize(
    ("header", "hint"),
    [
        (b"application/json", Hint("application/json")),
        (b"Text/HTML; Charset=EUC-KR", Hint("text/html", "euc-kr")),
        (b'multipart/form-data; boundary="a b;c"', Hint("multipart/form-data", "", b"a b;c")),
        (b"text/plain;charset='utf-8'; x=y", Hint("text/plain", "utf-8")),
        (b"", NO_HINT),
        (b"\xff\xfe", NO_HINT),
        (b"nonsense", NO_HINT),
    ],
)
def test_parse(header: bytes, hint: Hint) -> None:
    assert parse(header) == hint


@pytest.mark.parametrize(
    ("transfer", "encodings"),
    [
        (b"base64", ("base64",)),
        (b" Quoted-Printable ", ("quoted-printable",)),
        (b"7bit", ()),
        (b"base64; x", ()),
        (b"", ()),
    ],
)
def test_a_part_of_mime_says_how_it_is_encoded(transfer: bytes, encodings: tuple[str, ...]) -> None:
    assert of_mime(b"text/plain; charset=euc-kr", transfer) == Hint("text/plain", "euc-kr", encodings=encodings)
    assert of_mime(b"", transfer) == NO_HINT._replace(encodings=encodings)
