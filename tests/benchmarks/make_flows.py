"""Writes a large, made-up mitmproxy flow file for measuring speed and memory; the same seed gives the same traffic.

    python tests/benchmarks/make_flows.py OUT --flows 40000 --seed 7

40,000 flows make about 480 MB: HTTP/2 requests over TLS connections that carry certificate chains and cipher lists;
bodies in JSON, forms, Protobuf, multipart, MessagePack, CBOR, images and HTML, some of them gzip-, Brotli- or
Zstandard-encoded. About 35% of the request bodies, and some responses and query strings, carry a value of the test
person in one of several encodings. Nobody's data is in it.

Keys and signatures of the certificates are drawn anew each time, as the cryptography library has no seeded generator.
"""

import argparse
import base64
import datetime
import gzip
import hashlib
import json
import math
import random
import struct
import tomllib
import urllib.parse
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import brotli
import cbor2
import msgpack
import zstandard
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID
from mitmproxy import certs, connection, http
from mitmproxy.io import FlowWriter

PERSONA = {
    "email": "seoyun.kim.7421@audit.example",
    "phone_number": "010-7315-2846",
    "full_name": "김서윤검증",
    "advertising_id": "3f1c9a52-7b0e-4d88-9c65-0e2ab71f4d93",
    "postal_address": "서울특별시 가상구 시험로 1234길 56",
    "customs_code": "P840271935166",
    "user_id": "audit-user-58213077",
    "coordinates": "37.514322",
}
START = 1_795_000_000.0
REQUESTS = {"none": 25, "json": 38, "form": 13, "protobuf": 12, "multipart": 4, "msgpack": 3, "cbor": 2}
RESPONSES = {"json": 58, "protobuf": 8, "image": 13, "html": 8, "none": 10, "msgpack": 2, "cbor": 1}
CIPHERS = [
    "TLS_AES_128_GCM_SHA256",
    "TLS_AES_256_GCM_SHA384",
    "TLS_CHACHA20_POLY1305_SHA256",
    "ECDHE-ECDSA-AES128-GCM-SHA256",
    "ECDHE-RSA-AES128-GCM-SHA256",
    "ECDHE-ECDSA-AES256-GCM-SHA384",
    "ECDHE-RSA-AES256-GCM-SHA384",
    "ECDHE-ECDSA-CHACHA20-POLY1305",
    "ECDHE-RSA-CHACHA20-POLY1305",
    "ECDHE-RSA-AES128-SHA",
    "ECDHE-RSA-AES256-SHA",
]
NAMES = [
    "event",
    "name",
    "time",
    "session",
    "device",
    "version",
    "system",
    "model",
    "brand",
    "language",
    "zone",
    "carrier",
    "network",
    "width",
    "height",
    "battery",
    "screen",
    "items",
    "price",
    "currency",
    "product",
    "category",
    "page",
    "referrer",
    "campaign",
    "source",
    "placement",
    "impression",
    "bid",
    "latency",
    "consent",
    "accuracy",
    "token",
    "signature",
    "nonce",
    "build",
    "library",
    "install",
    "first_open",
    "counter",
    "duration",
    "title",
    "text",
    "link",
    "picture",
    "rating",
    "review",
    "seller",
    "shipping",
]
SYLLABLES = "가나다라마바사아자차카타파하주문배송상품결제할인쿠폰장바구니"
MIME = {
    "json": "application/json; charset=utf-8",
    "form": "application/x-www-form-urlencoded",
    "protobuf": "application/x-protobuf",
    "msgpack": "application/msgpack",
    "cbor": "application/cbor",
    "image": "image/webp",
    "html": "text/html; charset=utf-8",
}


class Generator:
    """Draws flows from one seeded source of randomness."""

    def __init__(self, seed: int, persona: dict[str, str]) -> None:
        self.draw = random.Random(seed)
        self.persona = persona
        self.words = [
            "".join(self.draw.choices("abcdefghijklmnopqrstuvwxyz", k=self.draw.randint(3, 10))) for _ in range(2000)
        ]
        self.records = [self.record() for _ in range(8000)]
        self.as_json = [
            json.dumps(each, ensure_ascii=self.draw.random() < 0.5, separators=(",", ":")) for each in self.records
        ]
        self.as_protobuf = [protobuf(each) for each in self.records[:4000]]
        self.hosts = self.make_hosts(80)
        self.open: list[tuple[str, connection.Client, connection.Server]] = []

    # -- connections

    def make_hosts(self, count: int) -> list[tuple[str, list[certs.Cert], certs.Cert, str]]:
        authority_key = rsa.generate_private_key(65537, 2048)
        proxy_key = rsa.generate_private_key(65537, 2048)
        authority = certificate(self.draw, "Made-up Issuing CA 7", authority_key.public_key(), authority_key, None)
        hosts = []
        for number in range(count):
            key: Any = ec.generate_private_key(ec.SECP256R1()) if number % 2 else rsa.generate_private_key(65537, 2048)
            role = self.draw.choice(["api", "log", "event", "sdk", "cdn", "graph", "track", "ads", "gateway", "push"])
            host = f"{role}{number}.{self.draw.choice(self.words)}{number % 17}.example"
            leaf = certificate(self.draw, host, key.public_key(), authority_key, authority.subject)
            shown = certificate(self.draw, host, proxy_key.public_key(), authority_key, authority.subject)
            address = ".".join(str(self.draw.randint(1, 222)) for _ in range(4))
            hosts.append((host, [certs.Cert(leaf), certs.Cert(authority)], certs.Cert(shown), address))
        return hosts

    def connect(self, at: float) -> tuple[str, connection.Client, connection.Server]:
        if self.open and self.draw.random() >= 0.18:
            return self.draw.choice(self.open)
        host, chain, shown, address = self.draw.choice(self.hosts)
        tls: dict[str, Any] = {
            "tls": True,
            "tls_version": "TLSv1.3",
            "cipher": CIPHERS[0],
            "alpn": b"h2",
            "alpn_offers": [b"h2", b"http/1.1"],
            "sni": host,
            "timestamp_start": at,
            "timestamp_tls_setup": at + 0.03,
        }
        client = connection.Client(
            peername=("10.8.0.2", self.draw.randint(30000, 60000)),
            sockname=("10.8.0.1", 8080),
            cipher_list=CIPHERS,
            mitmcert=shown,
            id=self.uuid(),
            **tls,
        )
        server = connection.Server(
            address=(host, 443),
            peername=(address, 443),
            sockname=("192.168.1.5", self.draw.randint(30000, 60000)),
            timestamp_tcp_setup=at + 0.01,
            certificate_list=chain,
            id=self.uuid(),
            **tls,
        )
        self.open = [*self.open[-39:], (host, client, server)]
        return self.open[-1]

    # -- values

    def uuid(self) -> str:
        return str(uuid.UUID(int=self.draw.getrandbits(128)))

    def value(self) -> Any:
        draw = self.draw
        kinds: list[tuple[int, Callable[[], Any]]] = [
            (25, lambda: draw.choice(self.words)),
            (15, lambda: draw.randint(0, 10 ** draw.randint(1, 13))),
            (10, lambda: round(draw.random() * 1000, 6)),
            (10, self.uuid),
            (9, lambda: draw.random() < 0.5),
            (4, lambda: None),
            (8, lambda: " ".join(draw.choices(self.words, k=draw.randint(4, 16)))),
            (
                6,
                lambda: f"https://{draw.choice(self.words)}.example/{draw.choice(self.words)}?x={draw.getrandbits(60)}",
            ),
            (4, lambda: draw.randbytes(32).hex()),
            (3, lambda: base64.b64encode(draw.randbytes(draw.randint(12, 90))).decode()),
            (2, lambda: "".join(draw.choices(SYLLABLES, k=draw.randint(4, 20)))),
            (4, lambda: draw.choices(self.words, k=draw.randint(1, 6))),
        ]
        return draw.choices([make for _, make in kinds], [weight for weight, _ in kinds])[0]()

    def record(self) -> dict[str, Any]:
        out = {name: self.value() for name in self.draw.sample(NAMES, self.draw.randint(6, 18))}
        if self.draw.random() < 0.4:
            out["context"] = {name: self.value() for name in self.draw.sample(NAMES, self.draw.randint(3, 8))}
        return out

    def planted(self) -> tuple[str, str]:
        """Draw one value of the test person, half of the time as it stands, else in an encoding or as a digest."""
        name = self.draw.choice(sorted(self.persona))
        value = self.persona[name]
        data = value.encode()
        encodings = [
            value,
            hashlib.md5(data).hexdigest(),
            hashlib.sha256(value.lower().encode()).hexdigest(),
            base64.b64encode(data).decode(),
            data.hex(),
            urllib.parse.quote(value, safe=""),
        ]
        return name, self.draw.choices(encodings, [50, 10, 15, 10, 7, 8])[0]

    # -- bodies

    def body(self, kind: str, size: int, chance: float) -> tuple[bytes, str]:
        """Draw a body of about ``size`` bytes with its media type; it carries a planted value with that chance."""
        planted = [self.planted() for _ in range(self.draw.randint(1, 3))] if self.draw.random() < chance else []
        if kind == "multipart":
            return self.multipart(size, planted)
        makers: dict[str, Callable[[int, list[tuple[str, str]]], bytes]] = {
            "json": self.json,
            "form": self.form,
            "protobuf": self.protobuf,
            "msgpack": self.packed(msgpack.packb),
            "cbor": self.packed(cbor2.dumps),
            "image": lambda size, _: self.draw.randbytes(size),
            "html": lambda size, _: self.html(size),
            "none": lambda *_: b"",
        }
        return makers[kind](size, planted), MIME.get(kind, "")

    def json(self, size: int, planted: list[tuple[str, str]]) -> bytes:
        head = {"session": self.uuid(), "sent": self.draw.getrandbits(40), **dict(planted)}
        events: list[str] = []
        length = 0
        while length < size:
            event = f'{{"number":{len(events)},"at":{self.draw.getrandbits(40)},{self.draw.choice(self.as_json)[1:]}'
            events.append(event)
            length += len(event)
        return f'{{"head":{json.dumps(head)},"events":[{",".join(events)}]}}'.encode()

    def form(self, size: int, planted: list[tuple[str, str]]) -> bytes:
        fields, length = list(planted), 0
        while length < size:
            value = self.value()
            fields.append((self.draw.choice(NAMES), value if isinstance(value, str) else json.dumps(value)))
            length += len(fields[-1][0]) + len(fields[-1][1]) + 2
        return urllib.parse.urlencode(fields).encode()

    def protobuf(self, size: int, planted: list[tuple[str, str]]) -> bytes:
        parts = [delimited(1, self.uuid().encode())]
        parts += [delimited(2, protobuf({name: value})) for name, value in planted]
        while sum(map(len, parts)) < size:
            parts.append(delimited(3, self.draw.choice(self.as_protobuf)))
        return b"".join(parts)

    def multipart(self, size: int, planted: list[tuple[str, str]]) -> tuple[bytes, str]:
        boundary = f"----made-up-{self.draw.getrandbits(64):016x}"
        fields, length = list(planted), 0
        while length < size:
            fields.append((self.draw.choice(NAMES), str(self.value())))
            length += len(fields[-1][1]) + 90
        parts = [
            f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
            for name, value in fields
        ]
        if self.draw.random() < 0.5:
            head = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="log.bin"\r\n\r\n'
            parts.append(head.encode() + self.draw.randbytes(min(size, 3000)) + b"\r\n")
        return b"".join(parts) + f"--{boundary}--\r\n".encode(), f"multipart/form-data; boundary={boundary}"

    def packed(self, pack: Callable[[Any], bytes]) -> Callable[[int, list[tuple[str, str]]], bytes]:
        def make(size: int, planted: list[tuple[str, str]]) -> bytes:
            count = max(1, size // 400)
            return pack({**dict(planted), "events": self.draw.choices(self.records, k=count)})

        return make

    def html(self, size: int) -> bytes:
        blocks = [
            f"<p class='{self.draw.choice(self.words[:40])}'>{' '.join(self.draw.choices(self.words[:500], k=12))}</p>"
            for _ in range(max(1, size // 100))
        ]
        return f"<!doctype html><html><body>{''.join(blocks)}</body></html>".encode()

    def size(self, median: int, spread: float) -> int:
        return min(60_000, max(200, int(self.draw.lognormvariate(math.log(median), spread))))

    # -- flows

    def flow(self, number: int) -> http.HTTPFlow:
        at = START + number * 0.05
        host, client, server = self.connect(at)
        flow = http.HTTPFlow(client, server)
        flow.id, flow.timestamp_created = self.uuid(), at
        flow.request = self.request(host, at)
        flow.response = self.response(at)
        return flow

    def request(self, host: str, at: float) -> http.Request:
        kind = self.pick(REQUESTS)
        body, mime = self.body(kind, self.size(1050, 1.15), 0.47)
        coding = self.pick({"": 75, "gzip": 25}) if kind in ("json", "protobuf") else ""
        sent = encode(body, coding)
        headers = [
            (b"user-agent", b"okhttp/4.12.0"),
            (b"accept-encoding", b"gzip, br, zstd"),
            (b"accept-language", b"ko-KR,ko;q=0.9"),
            (b"x-session-id", self.uuid().encode()),
            (b"cookie", f"sid={self.draw.getrandbits(128):x}; seen={self.draw.getrandbits(30)}".encode()),
            *describe(mime, coding, sent),
        ]
        query = [(self.draw.choice(NAMES), self.draw.choice(self.words)) for _ in range(self.draw.randint(0, 8))]
        if self.draw.random() < 0.08:
            query.append(self.planted())
        path = (
            "/" + "/".join(self.draw.choices(self.words, k=3)) + (f"?{urllib.parse.urlencode(query)}" if query else "")
        )
        return http.Request(
            host=host,
            port=443,
            method=b"POST" if body else b"GET",
            scheme=b"https",
            authority=host.encode(),
            path=path.encode(),
            http_version=b"HTTP/2.0",
            headers=http.Headers(headers),
            content=sent,
            trailers=None,
            timestamp_start=at,
            timestamp_end=at + 0.01,
        )

    def response(self, at: float) -> http.Response:
        kind = self.pick(RESPONSES)
        body, mime = self.body(kind, self.size(2590, 1.2), 0.06)
        codings = {"": 22, "gzip": 52, "br": 22, "zstd": 4}
        coding = self.pick(codings) if kind in ("json", "html", "protobuf") else ""
        sent = encode(body, coding)
        headers = [
            (b"date", b"Tue, 24 Nov 2026 22:00:00 GMT"),
            (b"server", b"nginx"),
            (b"cache-control", b"no-store"),
            (b"x-request-id", f"{self.draw.getrandbits(128):032x}".encode()),
            (b"strict-transport-security", b"max-age=31536000"),
            *describe(mime, coding, sent),
        ]
        return http.Response(
            http_version=b"HTTP/2.0",
            status_code=200 if body else 204,
            reason=b"",
            headers=http.Headers(headers),
            content=sent,
            trailers=None,
            timestamp_start=at + 0.02,
            timestamp_end=at + 0.05,
        )

    def pick(self, weights: dict[str, int]) -> str:
        return self.draw.choices(list(weights), list(weights.values()))[0]


def certificate(
    draw: random.Random, name: str, public: Any, signing_key: Any, issuer: x509.Name | None
) -> x509.Certificate:
    """Make a certificate of about the size of a real one, with room where the transparency timestamps would stand."""
    subject = x509.Name([x509.NameAttribute(NameOID.COUNTRY_NAME, "KR"), x509.NameAttribute(NameOID.COMMON_NAME, name)])
    builder = (
        x509.CertificateBuilder(subject_name=subject, issuer_name=issuer or subject, public_key=public)
        .serial_number(draw.getrandbits(120) + 1)
        .not_valid_before(datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC))
        .not_valid_after(datetime.datetime(2027, 1, 1, tzinfo=datetime.UTC))
        .add_extension(x509.BasicConstraints(ca=issuer is None, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
    )
    if issuer is not None:
        timestamps = x509.UnrecognizedExtension(x509.ObjectIdentifier("1.3.6.1.4.1.11129.2.4.2"), draw.randbytes(245))
        names = x509.SubjectAlternativeName([x509.DNSName(name), x509.DNSName(f"*.{name}")])
        builder = builder.add_extension(names, critical=False).add_extension(timestamps, critical=False)
    return builder.sign(signing_key, hashes.SHA256())


def varint(number: int) -> bytes:
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    return bytes([*out, number])


def delimited(number: int, data: bytes) -> bytes:
    return varint(number << 3 | 2) + varint(len(data)) + data


def protobuf(record: dict[str, Any]) -> bytes:
    """Encode a record as Protobuf: its values become fields 1, 2, 3, ... in order."""
    return b"".join(_field(number, value) for number, value in enumerate(record.values(), 1))


def _field(number: int, value: Any) -> bytes:
    match value:
        case None:
            return b""
        case bool() | int():
            return varint(number << 3) + varint(int(value))
        case float():
            return varint(number << 3 | 1) + struct.pack("<d", value)
        case dict():
            return delimited(number, protobuf(value))
        case list():
            return b"".join(delimited(number, str(each).encode()) for each in value)
        case _:
            return delimited(number, str(value).encode())


def encode(body: bytes, coding: str) -> bytes:
    if coding == "gzip":
        return gzip.compress(body, 6, mtime=0)
    if coding == "br":
        return bytes(brotli.compress(body, quality=5))
    if coding == "zstd":
        return zstandard.compress(body, 3)
    return body


def describe(mime: str, coding: str, sent: bytes) -> Iterator[tuple[bytes, bytes]]:
    if mime:
        yield b"content-type", mime.encode()
    if coding:
        yield b"content-encoding", coding.encode()
    yield b"content-length", str(len(sent)).encode()


def read_persona(path: Path | None) -> dict[str, str]:
    """Give the first value of each category of a persona file; the built-in test person without one."""
    if path is None:
        return PERSONA
    values = tomllib.loads(path.read_text("utf-8"))["values"]
    return {name: (value[0] if isinstance(value, list) else str(value)) for name, value in values.items() if value}


def main() -> None:
    parser = argparse.ArgumentParser(description="Write a large made-up mitmproxy flow file.")
    parser.add_argument("out", type=Path, help="the flow file to write")
    parser.add_argument("--flows", type=int, default=40_000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--persona", type=Path, help="a persona file (TOML with a table [values])")
    given = parser.parse_args()
    generator = Generator(given.seed, read_persona(given.persona))
    with given.out.open("wb") as file:
        writer = FlowWriter(file)
        for number in range(given.flows):
            writer.add(generator.flow(number))
    print(f"{given.flows} flows, {given.out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
