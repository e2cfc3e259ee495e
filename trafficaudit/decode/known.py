"""Bytes that say what they are: packed runs, archives, property lists, PDF, messages of HTTP,
frames of STOMP, packets of MQTT that connect, typed formats with a head.

Streams that nothing names count where all of them is one of text (``compression.shows``).
"""

import re

from trafficaudit.decode import compression, http_message, mail, mqtt, pdf, stomp, tar, thrift, zipped

_HEAD = re.compile(
    rb"SQLite format 3\0|Obj\x01[\x02-\x10]|\xac\xed\0\x05[\x70-\x7e]|:\)\n[\0-\7][\x20-\xff]|(\x80\x01|\x82)"
).match
"""What databases, container files of Avro, objects of Java and Smile begin with, and messages of Thrift may."""


def shows(raw: bytes) -> bool:
    """Say whether bytes are, or begin as, one of these."""
    return (
        compression.shows(raw)
        or raw.startswith((b"bplist00", b"bplist15"))
        or zipped.shows(raw)
        or tar.shows(raw)
        or pdf.shows(raw)
        or http_message.shows(raw)
        or stomp.shows(raw)
        or mail.shows(raw)
        or mqtt.shows(raw)
        or _is_typed(raw)
    )


def _is_typed(raw: bytes) -> bool:
    match = _HEAD(raw)
    return match is not None and (match[1] is None or thrift.shows(raw))
