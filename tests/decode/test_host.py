import base64
import hashlib
from collections.abc import Callable
from dataclasses import replace

import pytest

from trafficaudit.decode import decode
from trafficaudit.model import Decoded, Exchange, Message

Build = Callable[..., Exchange]
Check = Callable[[Exchange, Decoded], None]

RESOLVER = "192.0.2.53"
HASH = hashlib.sha256(b"kim@example.kr").hexdigest()


def asked(exchange: Build, url: str, request: Message | None = None, response: Message | None = None) -> Exchange:
    """Give a query as a reader does: its host is the resolver that was asked."""
    return replace(exchange(url=url, protocol="dns", host=RESOLVER), request=request, response=response)


def fields(decoded: Decoded) -> dict[str, str | bytes]:
    return {field.path: field.value for field in decoded.fields if field.path != "$"}


def test_labels_of_a_query(exchange: Build, check: Check) -> None:
    made = asked(exchange, "dns://kim-seoyun.t.example.kr?type=A")
    decoded = decode(made)
    check(made, decoded)
    found = fields(decoded)
    assert found == {"host[0]": "kim-seoyun", "host[1]": "t", "host[2]": "example", "host[3]": "kr"}
    assert {f.part for f in decoded.fields} == {"url"}


def test_every_name_that_is_asked_for(exchange: Build, check: Check) -> None:
    made = asked(exchange, "dns://a.example?type=A&name=b.example&type=AAAA")
    decoded = decode(made)
    check(made, decoded)
    assert fields(decoded) == {"host[0]": "a", "host[1]": "example", "host2[0]": "b", "host2[1]": "example"}


def test_encoded_label(exchange: Build) -> None:
    made = asked(exchange, f"dns://{b'kim@example.kr'.hex()}.t.example?type=TXT")
    found = [(f.path, f.layers) for f in decode(made).fields if f.value == "kim@example.kr"]
    assert found == [("host[0]", ("url", "hex"))]


@pytest.mark.parametrize("capitals", [True, False])
def test_base32(exchange: Build, check: Check, capitals: bool) -> None:
    def packed(value: bytes) -> str:
        text = base64.b32encode(value).decode().rstrip("=")
        return text if capitals else text.lower()

    long = "서울특별시 kim@example.kr"
    cut = packed(long.encode())
    digest = hashlib.md5(b"kim@example.kr").digest()
    made = asked(exchange, f"dns://{cut[:30]}.{cut[30:]}.{packed(digest)}.t.example?type=A")
    decoded = decode(made)
    check(made, decoded)
    found = {f.value: f.path for f in decoded.fields if f.layers == ("url", "base32")}
    assert found == {long: "host[0:2]", digest: "host[2]"}


@pytest.mark.parametrize("name", ["firebaselogging2.googleapis.com", "abcdefgh2345678.t.example", "a2b3c4.example"])
def test_names_that_are_no_base32(exchange: Build, name: str) -> None:
    assert not [f for f in decode(asked(exchange, f"dns://{name}?type=A")).fields if "base32" in f.layers]


def test_a_name_that_is_none(exchange: Build, check: Check) -> None:
    made = asked(exchange, "dns://kim.seoyun%40example.kr.t.example?type=A")
    decoded = decode(made)
    check(made, decoded)
    found = fields(decoded)
    assert found["host"] == "kim.seoyun@example.kr.t.example"
    assert found["host[1]"] == "seoyun@example"


@pytest.mark.parametrize("size", [60, 32, 24])
def test_a_value_that_is_cut_into_labels(exchange: Build, check: Check, size: int) -> None:
    cut = ".".join(HASH[at : at + size] for at in range(0, len(HASH), size))
    made = asked(exchange, f"dns://v1.{cut}.t.example?type=A")
    decoded = decode(made)
    check(made, decoded)
    (whole,) = [field for field in decoded.fields if field.value == HASH]
    assert made.url[whole.span.start : whole.span.end] == cut


@pytest.mark.parametrize(
    "name",
    [
        "firebaselogging.googleapis.com",
        "v1.api.shop.example",
        "b.a.9.8.7.6.5.ip6.arpa",
        "12345678.90123456.in-addr.arpa",
    ],
)
def test_names_that_are_cut_into_nothing(exchange: Build, name: str) -> None:
    assert not [path for path in fields(decode(asked(exchange, f"dns://{name}?type=A"))) if ":" in path]


def test_what_a_query_has_besides_its_name_and_the_texts_of_its_answer(exchange: Build) -> None:
    request = Message(headers=((b"additional", b" OPT 65001=kim@example.kr"),))
    texts = (b"answer", b"a.example TXT lee@example.kr"), (b"answer", b"a.example A 192.0.2.7")
    decoded = decode(asked(exchange, "dns://a.example?type=A", request=request, response=Message(headers=texts)))
    found = [(f.direction, f.path, f.value) for f in decoded.fields if f.part == "header" and f.parent < 0]
    assert found == [
        ("request", "additional", " OPT 65001=kim@example.kr"),
        ("response", "answer", "a.example TXT lee@example.kr"),
    ]
