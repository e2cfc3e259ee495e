"""What no reader takes is called by its name, and told apart from what one may take after all."""

from pathlib import Path

import pytest

from trafficaudit.errors import ReadError
from trafficaudit.readers.formats import foreign, unreadable


@pytest.mark.parametrize(
    ("head", "named"),
    [
        (b"\xd4\xc3\xb2\xa1\x02\x00", "pcap packet capture"),
        (b"\x0a\x0d\x0d\x0a", "pcapng"),
        (b"PK\x03\x04", "ZIP"),
        (b"\xff\xfe{\x00", "UTF-16"),
        (b"\x1f\x8b\x08", "gzip-compressed data that is no HAR"),
        (b"CLIENT_RANDOM 0123", "list of TLS secrets"),
        (b"\x1b[31m\x00", r"\\x1b\[31m\\x00"),
    ],
)
def test_says_what_a_file_is(head: bytes, named: str) -> None:
    with pytest.raises(ReadError, match=named) as caught:
        raise unreadable(Path("x"), head)
    assert str(caught.value).isprintable()
    assert foreign(head) == (not head.startswith((b"\x1b", b"\x1f", b"CLIENT", b"PK")))
