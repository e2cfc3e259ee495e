import pytest

from trafficaudit.decode.media_type import parse
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
