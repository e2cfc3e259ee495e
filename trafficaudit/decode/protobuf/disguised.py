r"""Messages of Protocol Buffers all of whose bytes happen to read as text: ``\n$`` and a UUID, say.

Field 1 opens with a line feed, and a length of 9, 10, 13 or 32 and more is a character of text. Only what Base64 or
hexadecimal held is asked about: nobody encodes text that opens with the length of what follows.
"""

from trafficaudit.decode.protobuf import wire as protobuf_wire
from trafficaudit.decode.text import as_text, telling

_FIRST = 0x0A
_SHORTEST = 6


def message(raw: bytes) -> bool:
    r"""Say whether bytes are nothing but length-delimited fields to the last byte, each of them text.

    >>> message(b"\n$7c1f0e52-93ab-4d0f-8a6e-51b2c93d7e40"), message(b"\nDear all, this is text.")
    (True, False)
    """
    if len(raw) < _SHORTEST or raw[0] & 7 != protobuf_wire.BYTES or raw[1] > len(raw) - 2 or raw.isalnum():
        return False
    pos, texts = 0, []
    while pos < len(raw):
        if pos + 2 > len(raw) or raw[pos] & 7 != protobuf_wire.BYTES or not 8 <= raw[pos] < 128 or raw[pos + 1] > 127:
            return False
        start, pos = pos + 2, pos + 2 + raw[pos + 1]
        text = as_text(raw[start:pos])
        if pos > len(raw) or not text:
            return False
        texts.append(text)
    # The second letter or digit of a word is now and then the length of the rest.
    certain = raw[0] == _FIRST or len(texts) > 1 or not raw[1:2].isalnum()
    return certain and any(map(telling, texts))
