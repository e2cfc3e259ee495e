"""Seeded values planted in every spelling, encoding, digest, layer and place are found by a whole replay.

What the best public peer was measured to miss stands first, a test each; then the matrix.
"""

import base64
import gzip
import hashlib
import html
import json
import quopri
import urllib.parse
import zlib
from collections.abc import Callable
from pathlib import Path

import brotli
import cbor2
import msgpack
import pandas as pd
import pytest
import zstandard
from support import flows

from trafficaudit.replay import Request, replay

VALUES = {
    "email": "seoyun.kim8241@hanbit.example",
    "phone_number": "010-9183-2746",
    "name": "남궁서윤",
    "postal_address": "서울특별시 종로구 새벽별로 48217",
    "advertising_id": "7c1f0e52-93ab-4d0f-8a6e-51b2c93d7e40",
    "android_id": "9b74d56d682e549c",
    "customs_clearance_code": "P918273645501",
    "user_id": "hanbit-u-83920174",
}


@pytest.fixture(scope="module")
def persona(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("persona") / "p.toml"
    lines = [f'{category} = ["{value}"]' for category, value in VALUES.items()]
    path.write_text("[values]\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return path


def found(folder: Path, persona: Path, *made: object) -> pd.DataFrame:
    capture = flows.write(folder / "s.mitm", *made)  # type: ignore[arg-type]
    replay(Request((capture,), folder / "out", persona, force=True))
    data = pd.read_parquet(folder / "out" / "findings.parquet")
    return data[data["detector"] == "persona"]


def q(text: str | bytes) -> str:
    return urllib.parse.quote(text, safe="")


def b64(raw: bytes) -> bytes:
    return base64.b64encode(raw)


MISSES: dict[str, tuple[str, str, dict[str, object]]] = {
    "base64": ("email", "verbatim", {"body": json.dumps({"a": b64(VALUES["email"].encode()).decode()}).encode()}),
    "hex": ("email", "verbatim", {"path": "/?a=" + VALUES["email"].encode().hex()}),
    "uuid without hyphens": ("advertising_id", "normalised", {"path": "/?a=" + VALUES["advertising_id"].replace("-", "")}),
    "md5": ("email", "md5", {"path": "/?a=" + hashlib.md5(VALUES["email"].encode()).hexdigest()}),
    "gzip": ("email", "verbatim", {"body": gzip.compress(VALUES["email"].encode(), mtime=0), "headers": [(b"content-encoding", b"gzip")]}),
    "double percent-encoding": ("email", "verbatim", {"path": "/?a=" + q(q(VALUES["email"]))}),
    "unicode escapes": ("name", "verbatim", {"body": json.dumps({"a": VALUES["name"]}).encode()}),
    "010 against +82": ("phone_number", "normalised", {"body": b'{"a":"+82 10-9183-2746"}'}),
    "a request that endpoint knowledge handles": (
        "email", "verbatim", {"host": "graph.facebook.com", "path": f"/v16.0/1/activities?advertiser_id={VALUES['email']}"},
    ),
    "a response": ("email", "verbatim", {"response": json.dumps({"me": VALUES["email"]}).encode()}),
    "a WebSocket message": ("email", "verbatim", {"messages": [(True, json.dumps({"me": VALUES["email"]}).encode())]}),
}  # fmt: skip


@pytest.mark.assertion("DET-1")
@pytest.mark.parametrize("miss", MISSES)
def test_what_the_best_public_peer_misses_is_found(miss: str, tmp_path: Path, persona: Path) -> None:
    category, match, place = MISSES[miss]
    data = found(tmp_path, persona, flows.flow(0, **place))  # type: ignore[arg-type]
    assert data[["category", "match"]].to_numpy().tolist() == [[category, match]]


ENCODINGS: dict[str, Callable[[bytes], bytes]] = {
    "plain": lambda raw: raw,
    "base64": b64,
    "base64 no pad": lambda raw: b64(raw).rstrip(b"="),
    "base64url": lambda raw: base64.urlsafe_b64encode(raw).rstrip(b"="),
    "base64 at 1": lambda raw: b64(b"#" + raw + b"#"),
    "base64 at 2": lambda raw: b64(b"##" + raw + b"##"),
    "base64 in binary": lambda raw: b64(b"\x07\xfe\x01" + raw + b"\xff\x00\x9c\x1b"),
    "base64 twice": lambda raw: b64(b64(raw)),
    "hex": lambda raw: raw.hex().encode(),
    "HEX": lambda raw: raw.hex().upper().encode(),
    "percent": lambda raw: q(raw).encode(),
    "percent twice": lambda raw: q(q(raw)).encode(),
    "gzip base64": lambda raw: b64(gzip.compress(raw, mtime=0)),
    "zlib base64url": lambda raw: base64.urlsafe_b64encode(zlib.compress(raw)),
    "html": lambda raw: "".join(f"&#{ord(c)};" for c in raw.decode()).encode(),
    "json string": lambda raw: json.dumps({"v": raw.decode()}).encode(),
    "json raw string": lambda raw: json.dumps({"v": raw.decode()}, ensure_ascii=False).encode(),
    "u escapes": lambda raw: "".join(f"\\u{ord(c):04x}" for c in raw.decode()).encode(),
    "md5": lambda raw: hashlib.md5(raw).hexdigest().encode(),
    "SHA1": lambda raw: hashlib.sha1(raw).hexdigest().upper().encode(),
    "sha256": lambda raw: hashlib.sha256(raw).hexdigest().encode(),
    "sha256 base64": lambda raw: b64(hashlib.sha256(raw).digest()),
    "sha512": lambda raw: hashlib.sha512(raw).hexdigest().encode(),
    "sha256(md5)": lambda raw: hashlib.sha256(hashlib.md5(raw).hexdigest().encode()).hexdigest().encode(),
    "cp949": lambda raw: raw.decode().encode("cp949"),
    "quoted-printable": quopri.encodestring,
    "html entities": lambda raw: html.escape(raw.decode()).encode(),
    "jwt": lambda raw: b".".join(base64.urlsafe_b64encode(part).rstrip(b"=") for part in (b'{"alg":"HS256"}', json.dumps({"sub": raw.decode()}).encode(), b"\x01" * 32)),
    "delimited": lambda raw: b"1.0|android|" + raw + b"|ko_KR",
    "alternating": lambda raw: b"a^1.0^v^" + raw + b"^x^-7",
    "sql": lambda raw: b"INSERT INTO t (a, v) VALUES (1, '" + raw + b"')",
}  # fmt: skip


def _text(raw: bytes) -> str:
    return raw.decode("latin-1")


PLACES: dict[str, Callable[[bytes], dict[str, object]]] = {
    "query": lambda raw: {"path": "/a?x=1&v=" + q(raw)},
    "header": lambda raw: {"headers": [(b"x-data", raw.replace(b"\n", b""))]},
    "cookie": lambda raw: {"headers": [(b"cookie", b"a=1; v=" + q(raw).encode() + b"; b=2")]},
    "json": lambda raw: {"body": json.dumps({"x": [1, {"v": raw.decode("utf-8", "replace")}]}).encode()},
    "json in json": lambda raw: {"body": json.dumps({"x": json.dumps({"v": raw.decode("utf-8", "replace")})}).encode()},
    "form": lambda raw: {"body": b"x=1&v=" + q(raw).encode(), "headers": [(b"content-type", b"application/x-www-form-urlencoded")]},
    "multipart": lambda raw: {"body": b'--b\r\nContent-Disposition: form-data; name="v"\r\n\r\n' + raw + b"\r\n--b--\r\n", "headers": [(b"content-type", b"multipart/form-data; boundary=b")]},
    "protobuf": lambda raw: {"body": _protobuf(raw), "headers": [(b"content-type", b"application/x-protobuf")]},
    "grpc": lambda raw: {"body": b"\0" + len(_protobuf(raw)).to_bytes(4) + _protobuf(raw), "headers": [(b"content-type", b"application/grpc")]},
    "msgpack": lambda raw: {"body": msgpack.packb({"a": 1, "v": raw.decode("utf-8", "replace")}), "headers": [(b"content-type", b"application/msgpack")]},
    "cbor": lambda raw: {"body": cbor2.dumps({"a": 1, "v": raw.decode("utf-8", "replace")}), "headers": [(b"content-type", b"application/cbor")]},
    "xml": lambda raw: {"body": b"<r><v>" + html.escape(raw.decode("utf-8", "replace")).encode() + b"</v></r>", "headers": [(b"content-type", b"text/xml")]},
    "gzip json": lambda raw: {"body": gzip.compress(json.dumps({"v": raw.decode("utf-8", "replace")}).encode(), mtime=0), "headers": [(b"content-encoding", b"gzip")]},
    "length-prefixed": lambda raw: {"body": b"".join(len(text).to_bytes(2) + text for text in (b"a", b"more of it", b"v", raw)), "headers": [(b"content-type", b"application/octet-stream")]},
    "br": lambda raw: {"body": brotli.compress(raw), "headers": [(b"content-encoding", b"br")]},
    "zstd": lambda raw: {"body": zstandard.compress(raw), "headers": [(b"content-encoding", b"zstd")]},
    "websocket": lambda raw: {"messages": [(True, b'42["ev",' + json.dumps(raw.decode("utf-8", "replace")).encode() + b"]")]},
}  # fmt: skip

NOT_TEXT = {"cp949"}
TEXT_PLACES = {"json", "json in json", "msgpack", "cbor", "xml", "gzip json", "websocket"}


def _protobuf(raw: bytes) -> bytes:
    inner = (
        b"\x0a" + bytes([len(raw)]) + raw
        if len(raw) < 128
        else b"\x0a" + bytes([len(raw) % 128 + 128, len(raw) // 128]) + raw
    )
    head = len(inner)
    return b"\x08\x2a\x12" + (bytes([head]) if head < 128 else bytes([head % 128 + 128, head // 128])) + inner


@pytest.mark.assertion("DET-1")
@pytest.mark.parametrize("category", VALUES)
def test_every_spelling_is_found_in_every_place(category: str, tmp_path: Path, persona: Path) -> None:
    cases = [
        (encoding, place)
        for encoding in ENCODINGS
        for place in PLACES
        if not (encoding in NOT_TEXT and place in TEXT_PLACES and not VALUES[category].isascii())
        and not (place == "header" and encoding == "quoted-printable")
    ]
    made = [
        flows.flow(number, **PLACES[place](ENCODINGS[encoding](VALUES[category].encode())))  # type: ignore[arg-type]
        for number, (encoding, place) in enumerate(cases)
    ]
    data = found(tmp_path, persona, *made)
    hit = set(data.loc[data["category"] == category, "position"])
    assert [case for number, case in enumerate(cases) if number not in hit] == []
    assert set(data["category"]) == {category}


DIVIDED = {
    "phone_number": {"hp1": "010", "hp2": "9183", "hp3": "2746"},
    "email": {"email_id": "seoyun.kim8241", "email_domain": "hanbit.example"},
    "name": {"lastName": "남궁", "firstName": "서윤"},
}
FORMS: dict[str, Callable[[dict[str, str]], dict[str, object]]] = {
    "query": lambda pieces: {"path": "/a?" + urllib.parse.urlencode({"x": "1", **pieces, "z": "2"})},
    "cookie": lambda pieces: {"headers": [(b"cookie", "; ".join(f"{k}={q(v)}" for k, v in pieces.items()).encode())]},
    "json": lambda pieces: {"body": json.dumps({"order": {"items": [1, 2], "buyer": pieces}}).encode()},
    "json in json": lambda pieces: {"body": json.dumps({"x": json.dumps(pieces)}).encode()},
    "form": lambda pieces: {"body": urllib.parse.urlencode(pieces).encode(), "headers": [(b"content-type", b"application/x-www-form-urlencoded")]},
    "multipart": lambda pieces: {"body": "".join(f'--b\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n' for k, v in pieces.items()).encode() + b"--b--\r\n", "headers": [(b"content-type", b"multipart/form-data; boundary=b")]},
    "msgpack": lambda pieces: {"body": msgpack.packb(pieces), "headers": [(b"content-type", b"application/msgpack")]},
    "xml": lambda pieces: {"body": ("<r>" + "".join(f"<{k}>{v}</{k}>" for k, v in pieces.items()) + "</r>").encode(), "headers": [(b"content-type", b"text/xml")]},
    "gzip json": lambda pieces: {"body": gzip.compress(json.dumps(pieces).encode(), mtime=0), "headers": [(b"content-encoding", b"gzip")]},
    "websocket": lambda pieces: {"messages": [(True, b'42["ev",' + json.dumps(pieces).encode() + b"]")]},
}  # fmt: skip


@pytest.mark.assertion("DET-1")
@pytest.mark.parametrize("category", DIVIDED)
def test_a_divided_value_is_found_in_every_form(category: str, tmp_path: Path, persona: Path) -> None:
    made = [flows.flow(number, **form(DIVIDED[category])) for number, form in enumerate(FORMS.values())]  # type: ignore[arg-type]
    data = found(tmp_path, persona, *made)
    whole = data[data["layers"].str.endswith("divided")]
    assert [name for number, name in enumerate(FORMS) if number not in set(whole["position"])] == []
    assert whole["category"].tolist() == [category] * len(FORMS)


def test_one_run_read_in_two_ways_is_one_finding(tmp_path: Path, persona: Path) -> None:
    body = b"v1|android|" + q(VALUES["email"]).encode() + b"|ko_KR"
    data = found(tmp_path, persona, flows.flow(0, body=b"<r><v>" + body + b"</v></r>"))
    assert data[["category", "match"]].to_numpy().tolist() == [["email", "verbatim"]]
