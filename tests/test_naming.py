"""Names that hold a personal value, in any encoding, stand in no file of a result, in no report and no print."""

import base64
import gzip
import hashlib
import html
import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pandas as pd
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from support import flows
from support.samples import exchange, finding

from trafficaudit.cli import main
from trafficaudit.examine import Examiner
from trafficaudit.model import Capture
from trafficaudit.redaction import digest, shown_path
from trafficaudit.replay import Request, replay
from trafficaudit.tables.rows import rows

EMAIL, USER, NAME = "quill.vertrand.w5cxj5@hanbit.example", "vertquill_49bpz", "남궁뷁윤"
CANARY = "dorvik.plain.8841@hanbit.example"
_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def b58(raw: bytes) -> str:
    number, out = int.from_bytes(raw), ""
    while number:
        number, rest = divmod(number, 58)
        out = _BASE58[rest] + out
    return out


def b64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def url64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def jwt(value: str) -> str:
    return f"{url64(b'{"alg":"HS256","typ":"JWT"}')}.{url64(json.dumps({'sub': value}).encode())}.{url64(hashlib.sha256(b'k').digest())}"


def slashed(value: str) -> str:
    """Pad with characters until the base64 of the whole holds a slash."""
    texts = (b64(f"{'ÿ?' * size}{value}".encode()) for size in range(1, 9))
    return next(text for text in texts if "/" in text)


ENCODINGS: dict[str, Callable[[str], str]] = {
    "verbatim": lambda value: value,
    "percent": lambda value: "".join(f"%{byte:02X}" for byte in value.encode()),
    "hex": lambda value: value.encode().hex(),
    "base32": lambda value: base64.b32encode(value.encode()).decode(),
    "base64": lambda value: b64(value.encode()),
    "base64url": lambda value: url64(value.encode()),
    "base64 of JSON": lambda value: b64(json.dumps({"did": value}, ensure_ascii=False).encode()),
    "base64 with a slash": slashed,
    "base64 twice": lambda value: b64(b64(value.encode()).encode()),
    "base58": lambda value: b58(value.encode()),
    "gzip and base64": lambda value: b64(gzip.compress(value.encode(), mtime=0)),
    "gzip and base64url": lambda value: url64(gzip.compress(json.dumps({"a": value}).encode(), mtime=0)),
    "jwt": jwt,
}

FORM = (b"content-type", b"application/x-www-form-urlencoded")


def _varint(number: int) -> bytes:
    return bytes([number]) if number < 128 else bytes([number % 128 + 128]) + _varint(number // 128)


def _bytes(number: int, content: bytes) -> bytes:
    return _varint(number << 3 | 2) + _varint(len(content)) + content


def _multipart(name: str) -> bytes:
    return (
        b'--b\r\nContent-Disposition: form-data; name="'
        + name.encode()
        + b'"\r\n\r\n'
        + CANARY.encode()
        + b"\r\n--b--\r\n"
    )


MULTIPART = (b"content-type", b"multipart/form-data; boundary=b")
XML = (b"content-type", b"text/xml")
PROTOBUF = (b"content-type", b"application/x-protobuf")

PLACES: dict[str, Callable[[str], dict[str, object]]] = {
    "JSON key": lambda name: {"body": json.dumps({"u": {name: 1}, "v": {name: CANARY}}, ensure_ascii=False).encode()},
    "JSON key above": lambda name: {"body": json.dumps({name: [{"mail": CANARY}]}).encode()},
    "query name": lambda name: {"path": f"/x?a=1&{quote(name)}={CANARY}"},
    "bare query": lambda name: {"path": f"/x?{name if name.isascii() else quote(name)}"},
    "query name as it is": lambda name: {"path": f"/x?{name if name.isascii() else quote(name)}={CANARY}"},
    "cookie name": lambda name: {"headers": [(b"cookie", f"a=1; {name}={CANARY}".encode())]},
    "cookie value and a tail": lambda name: {"headers": [(b"cookie", f"_s={name}--{'ab' * 20}".encode())]},
    "path segment": lambda name: {"path": f"/i/{name if name.isascii() else quote(name)}/{CANARY}"},
    "path segment and an ending": lambda name: {"path": f"/i/{name if name.isascii() else quote(name)}.gif"},
    "header name": lambda name: {"headers": [(b"x-" + name.encode(), CANARY.encode())]},
    "form name": lambda name: {"body": f"a=1&{quote(name)}={CANARY}".encode(), "headers": [FORM]},
    "form name as it is": lambda name: {"body": f"a=1&{name}={CANARY}".encode(), "headers": [FORM]},
    "host label": lambda name: {"host": f"{name[:63]}.t.example", "path": f"/?a={CANARY}"},
    "multipart name": lambda name: {"body": _multipart(name), "headers": [MULTIPART]},
    "XML element": lambda name: {"body": f"<r><{name}>{CANARY}</{name}></r>".encode(), "headers": [XML]},
    "XML attribute": lambda name: {"body": f'<r><i {name}="{CANARY}"/></r>'.encode(), "headers": [XML]},
    "XML name": lambda name: {"body": f'<m><s name="{html.escape(name)}" value="{CANARY}"/></m>'.encode(), "headers": [XML]},
    "protobuf map": lambda name: {"body": _bytes(1, _bytes(1, name.encode()) + _bytes(2, CANARY.encode())) * 2, "headers": [PROTOBUF]},
}  # fmt: skip

CAPTURE = Capture("c", "c", "", 0, "har")
VALUES = {"email": EMAIL, "user_id": USER, "name": NAME}


@pytest.fixture(scope="module")
def persona(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("persona") / "p.toml"
    path.write_text(
        f'[values]\nemail = ["{EMAIL}", "{CANARY}"]\nuser_id = ["{USER}"]\nname = ["{NAME}"]\n', encoding="utf-8"
    )
    return path


@pytest.fixture(scope="module")
def examiner(persona: Path) -> Examiner:
    return Examiner(persona)


BARE = Examiner()


def texts(folder: Path) -> str:
    """Give whatever can be read in a folder's files, the insides of workbooks and columns included."""
    out = []
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".parquet":
            data = pd.read_parquet(path)
            out += [str(cell) for column in data.columns for cell in data[column].unique()]
        elif path.suffix == ".xlsx":
            with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as book:
                out += [html.unescape(book.read(name).decode("utf-8", "replace")) for name in book.namelist()]
        elif path.is_file():
            out.append(path.read_text(encoding="utf-8", errors="replace"))
    return "\n".join(out)


def hosts_and_names(name: str) -> set[str]:
    """Give a name as tables could write it: in small letters, without padding, escaped, or its long pieces alone."""
    pieces = [piece for piece in re.split(r"[./]", name) if len(piece) >= 12]
    plain = {name, *pieces}
    plain |= {each.rstrip("=") for each in plain} | {each.lower() for each in plain} | {quote(each) for each in plain}
    return plain | {json.dumps(each)[1:-1] for each in plain}


@pytest.mark.parametrize("category", VALUES)
def test_no_name_in_any_encoding_stands_in_a_result(category: str, tmp_path: Path, persona: Path) -> None:
    value, cases = VALUES[category], [(encoding, place) for encoding in ENCODINGS for place in PLACES]
    made = []
    for number, (encoding, place) in enumerate(cases):
        given = PLACES[place](ENCODINGS[encoding](value))
        made.append(flows.flow(number, **{"host": f"h{number}.shop.example", **given}))  # type: ignore[arg-type]
    capture, out = flows.write(tmp_path / "s.mitm", *made), tmp_path / "out"
    replay(Request((capture,), out, persona))
    run = CliRunner()
    printed = [run.invoke(main, ["table", str(out), "--format", kind]).output for kind in ("table", "csv", "json")]
    assert run.invoke(main, ["report", str(out)]).exit_code == 0
    said = "\n".join((texts(out), *printed))
    assert digest(CANARY) in said
    leaks = {}
    for encoding, written in ENCODINGS.items():
        for form in hosts_and_names(written(value)):
            at = said.find(form)
            if at >= 0:
                leaks[encoding, form] = said[max(0, at - 60) : at + 60]
    assert leaks == {}


PLAIN = [
    "user_id", "advertisingIdentifierV2", "X-Firebase-GMPID-Version", "card1+card2+card3+card4", "주문상품", "배송지",
    "com.google.android.gms", "isAdTrackingEnabledForUser", "utm_source", "accept-language", "sha256Checksum",
    "x-amz-content-sha256", "ip4address2port", "getProductListByCategoryAndBrand",
]  # fmt: skip


@pytest.mark.parametrize("name", PLAIN)
def test_plain_names_are_shown(name: str, examiner: Examiner) -> None:
    naming = examiner._naming
    assert not naming._is_value(name)
    assert shown_path(f"a.{name}.b") == f"a.{name}.b"


def test_a_name_is_told_by_itself_and_from_the_memory_alike(examiner: Examiner) -> None:
    naming, sent = examiner._naming, exchange(0, url=f"https://api.shop.example/a/x={USER}/b?q={EMAIL}")
    for _ in range(2):
        assert naming.names(sent, [finding(path=f'u.{USER}["{NAME}"].x')]) == (USER, f"x={USER}", NAME)


def test_labels_that_lost_their_capitals_are_told(examiner: Examiner) -> None:
    def told(label: str) -> bool:
        host = f"{label}.cdn.example"
        return examiner.examine(exchange(0, host=host, url=f"https://{host}/"), CAPTURE).telling == (label,)

    assert told(b64(USER.encode()).lower().rstrip("="))
    assert told(b58(USER.encode()).lower())
    assert told(url64(EMAIL.encode()).lower()[:63])
    for near in (
        "d3k81ch9hvuctc",
        "api-v2-prod1",
        "a1b2c3d4e5f60718293a4b5c6d7e8f90",
        "r4---sn-3u-bh2ed",
        "log16-normal-useast5",
    ):
        assert not told(near)


def test_without_a_persona_numbers_of_people_are_told_in_any_encoding() -> None:
    naming = BARE._naming
    assert naming._is_value(b64(b"dorvik@hanbit.example"))
    assert not naming._is_value("getProductList")


def test_memory_is_bounded(persona: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trafficaudit.naming._REMEMBERED", 3)
    naming = Examiner(persona)._naming
    for number in range(9):
        assert not naming._is_value(f"name{number}")
        assert len(naming._names) <= 3


@given(st.text(max_size=40))
@settings(max_examples=60, deadline=None)
def test_any_name_is_judged(name: str) -> None:
    naming, sent = BARE._naming, exchange(0, url=f"https://api.shop.example/{name}")
    assert naming.names(sent, [finding(path=name)]) == naming.names(sent, [finding(path=name)])


@pytest.mark.parametrize("workers", [1, 2])
def test_two_names_are_two_rows_and_the_tables_are_the_same_again(workers: int, tmp_path: Path, persona: Path) -> None:
    keys = [b64(f"{name}@hanbit.example".encode()) for name in ("quill.vertrand", "quiet.vertrand")]
    body = json.dumps({"u": {key: {"mail": CANARY} for key in keys}}).encode()
    capture = flows.write(tmp_path / "s.mitm", *(flows.flow(number, body=body) for number in range(4)))
    for out in ("a", "b"):
        replay(Request((capture,), tmp_path / out, persona, workers=1 if out == "a" else workers))
    data = pd.read_parquet(tmp_path / "a" / "findings.parquet")
    seeded = data[(data["detector"] == "persona") & (data["value_sha256"] == digest(CANARY))]
    assert len(seeded) == 8
    for name in ("findings.parquet", "exchanges.parquet", "transfers.csv"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_a_tls_server_name_that_is_another_one_is_redacted_where_it_stands(examiner: Examiner) -> None:
    """The host of the request stays as it is, and is one host with and without such a name."""
    label = b64(USER.encode()).lower().rstrip("=")
    sent = exchange(0, host="api.shop.example", sni=f"{label}.push.example")
    found = examiner.examine(sent, CAPTURE)
    assert found.telling == (label,)
    made = rows(found.exchange, found.destination, found.decoded, found.findings, found.telling)
    told = {line.source: line.answer for line in made.destination.evidence}["TLS server name"]
    assert label not in told
    assert told.endswith(".push.example")
    assert (made.exchange.host, made.identity) == ("api.shop.example", "api.shop.example")
    assert examiner.examine(exchange(1, host="api.shop.example", sni="b.push.example"), CAPTURE).telling == ()


def test_a_dialled_name_that_is_another_one_is_redacted_where_it_stands(examiner: Examiner) -> None:
    label = b64(USER.encode()).lower().rstrip("=")
    sent = exchange(0, host="api.shop.example", sni=None, dialled=f"{label}.push.example")
    found = examiner.examine(sent, CAPTURE)
    assert found.telling == (label,)
    made = rows(found.exchange, found.destination, found.decoded, found.findings, found.telling)
    assert label not in {line.source: line.answer for line in made.destination.evidence}["name that was dialled"]
