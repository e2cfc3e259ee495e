"""The Content-Type header (RFC 9110, section 8.3) as a hint for decoding."""

import re

from trafficaudit.decode.node import NO_HINT, Hint

_ESSENCE = re.compile(rb"\s*([\w.+*-]{1,100}/[\w.+*-]{1,100})").match
_PARAMETER = re.compile(
    rb";\s*+(charset|boundary)\s*+=\s*+(?:\"([^\"]{0,200}+)\"|'([^']{0,200}+)'|([^;\s]{0,200}+))", re.IGNORECASE
)
_TRANSFER_ENCODINGS = (b"base64", b"quoted-printable")


def parse(value: bytes) -> Hint:
    """Give media type (lower case), character set and boundary; nothing where the header is malformed.

    >>> parse(b'Text/HTML; charset="EUC-KR"')[:2]
    ('text/html', 'euc-kr')
    """
    match = _ESSENCE(value)
    if match is None:
        return NO_HINT
    charset, boundary = "", b""
    for each in _PARAMETER.finditer(value, match.end()):
        content = each[2] or each[3] or each[4] or b""
        if each[1].lower() == b"charset":
            charset = content.decode("ascii", "replace").lower()
        else:
            boundary = content
    return Hint(match[1].decode("ascii").lower(), charset, boundary)


def of_mime(value: bytes, transfer: bytes) -> Hint:
    """Give what a part of MIME says of its body, its ``Content-Transfer-Encoding`` (RFC 2045, section 6) as well.

    >>> of_mime(b"text/plain", b" BASE64 ").encodings
    ('base64',)
    """
    hint, coding = parse(value), transfer.strip().lower()
    return hint._replace(encodings=(coding.decode(),)) if coding in _TRANSFER_ENCODINGS else hint
