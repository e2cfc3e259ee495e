"""DNS over HTTPS: what a query's name carries is found; other bytes are no message of DNS."""

import base64
import struct
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mitmproxy import dns
from mitmproxy.net.dns import classes, op_codes, response_codes, types

from trafficaudit.decode import decode
from trafficaudit.decode.messages import dns_message
from trafficaudit.model import Decoded

Body = Callable[..., Decoded]
TYPE = "application/dns-message"
DIGEST = "0123456789abcdef0123456789abcdef"


def packed(name: str = f"{DIGEST}.device.kr-shop.example", answers: list[dns.ResourceRecord] | None = None) -> bytes:
    """Give a message as mitmproxy writes it."""
    return dns.DNSMessage(
        timestamp=0,
        id=0,
        query=answers is None,
        op_code=op_codes.QUERY,
        authoritative_answer=False,
        truncation=False,
        recursion_desired=True,
        recursion_available=answers is not None,
        reserved=0,
        response_code=response_codes.NOERROR,
        questions=[dns.Question(name, types.A, classes.IN)],
        answers=answers or [],
        authorities=[],
        additionals=[],
    ).packed


def found(decoded: Decoded) -> dict[str, str | bytes]:
    """Give what was found in a message, by its path."""
    return {field.path: field.value for field in decoded.fields if "dns" in field.layers}


@pytest.mark.parametrize("content_type", [TYPE, ""], ids=["labelled", "unlabelled"])
def test_labels_of_a_query_stand_where_they_are(body: Body, content_type: str) -> None:
    labels = found(body(packed(), content_type))
    assert [labels[f"host[{index}]"] for index in range(4)] == [DIGEST, "device", "kr-shop", "example"]


def test_a_get_carries_it_in_its_query(exchange: Callable[..., object]) -> None:
    token = base64.urlsafe_b64encode(packed()).rstrip(b"=").decode()
    decoded = decode(exchange(url=f"https://doh.example/dns-query?dns={token}"))  # type: ignore[arg-type]
    assert DIGEST in found(decoded).values()


def test_base32_in_a_label_is_taken_off(body: Body) -> None:
    label = base64.b32encode(b"seoyun.kim@audit.example").rstrip(b"=").decode().lower()
    assert "seoyun.kim@audit.example" in found(body(packed(f"{label}.t.example"), TYPE)).values()


def test_texts_of_answers_and_options_are_given_and_addresses_are_not(body: Body) -> None:
    text = dns.ResourceRecord("t.example", types.TXT, classes.IN, 60, b"\x05hello")
    address = dns.ResourceRecord("t.example", types.A, classes.IN, 60, b"\xc0\x00\x02\x01")
    assert found(body(packed("t.example", [text, address]), TYPE)) == {
        "host[0]": "t",
        "host[1]": "example",
        "text": "hello",
    }
    query = packed("t.example")
    option = query[:11] + b"\x01" + query[12:] + b"\x00\x00\x29\x10\x00\x00\x00\x00\x00\x00\x0a\xfd\xe9\x00\x06abcdef"
    assert found(body(option, TYPE))["option65001"] == "abcdef"


def test_an_answer_whose_names_point_back_is_read_to_its_end(body: Body) -> None:
    """As servers write them (RFC 1035, 4.1.4): what is behind a pointer is the next field."""
    question = b"\x20" + DIGEST.encode() + b"\x02kr\0" + struct.pack(">2H", 1, 1)
    cname = b"\xc0\x0c" + struct.pack(">2HIH", 5, 1, 60, 6) + b"\x03cdn\xc0\x2d"
    said = b"\xc0\x0c" + struct.pack(">2HIH", 16, 1, 60, 15) + b"\x0ekim@example.kr"
    raw = struct.pack(">6H", 1, 0x8180, 1, 2, 0, 0) + question + cname + said
    values = {field.value: raw[slice(*field.span)] for field in body(raw, TYPE).fields if field.layers == ("dns",)}
    assert (values[DIGEST], values["kim@example.kr"]) == (DIGEST.encode(), b"kim@example.kr")
    for wrong in (raw[:-1], raw + b"x", raw.replace(b"\xc0\x2d", b"\xc0\x2d\0", 1)):
        assert not [field for field in body(wrong, TYPE).fields if field.layers == ("dns",)]


@pytest.mark.parametrize(
    "raw",
    [
        packed()[:-1],
        packed() + b"\0",
        packed()[:5] + b"\x02" + packed()[6:],
        packed().replace(b"\x06device", b"\x7fdevice"),
    ],
    ids=["cut", "longer", "a question that is missing", "a label too long"],
)
def test_what_does_not_fill_its_bytes_is_none(body: Body, raw: bytes) -> None:
    assert not found(body(raw, TYPE))


@given(st.binary(max_size=300), st.booleans())
def test_any_bytes_keep_the_promises(body: Body, data: bytes, headed: bool) -> None:
    body(packed()[:12] + data if headed else data, TYPE)


# Letters of one more than a multiple of four are no Base64 of anything.
_LABELS = st.from_regex(r"[a-z][a-z0-9-]{0,30}", fullmatch=True).map(lambda name: name[: 1 + (len(name) - 1) // 4 * 4])


@given(st.lists(_LABELS, min_size=1, max_size=6))
def test_any_name_is_read_back(body: Body, labels: list[str]) -> None:
    raw = packed(".".join(labels))
    assert dns_message.shows(raw)
    read = found(body(raw, TYPE))
    assert [read[f"host[{index}]"] for index in range(len(labels))] == labels


@pytest.mark.parametrize(
    ("option", "said"),
    [
        (b"\0\1\x18\0\xd3\xea\x0a", "211.234.10.0/24"),
        (b"\0\1\x14\0\xd3\xea\x00", "211.234.0.0/20"),
        (b"\0\2\x30\0\x24\x06\x59\x00\x10\x01", "2406:5900:1001::/48"),
        (b"\0\1\x00\0", "0.0.0.0/0"),
        (b"\0\1\x18\0\xd3\xea", ""),
        (b"\0\1\x21\0\xd3\xea\x0a\x01\x01", ""),
        (b"\0\3\x18\0\xd3\xea\x0a", ""),
        (b"\0\1\x18", ""),
    ],
)
def test_the_network_of_whoever_asks(body: Body, option: bytes, said: str) -> None:
    assert dns_message.client_subnet(option) == said
    query = packed("t.example")
    data = b"\0\x08" + len(option).to_bytes(2, "big") + option
    raw = query[:11] + b"\x01" + query[12:] + b"\x00\x00\x29\x10\x00\x00\x00\x00\x00" + len(data).to_bytes(2, "big")
    read = found(body(raw + data, TYPE))
    assert read.get("clientSubnet", "") == said
    assert ("option8" in read) == (not said)
