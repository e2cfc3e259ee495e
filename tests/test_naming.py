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
from support import flows

from trafficaudit.cli import main
from trafficaudit.replay import Request, replay

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

VALUES = {"email": EMAIL, "user_id": USER, "name": NAME}


@pytest.fixture(scope="module")
def persona(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("persona") / "p.toml"
    path.write_text(
        f'[values]\nemail = ["{EMAIL}", "{CANARY}"]\nuser_id = ["{USER}"]\nname = ["{NAME}"]\n', encoding="utf-8"
    )
    return path


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


@pytest.mark.assertion("RED-1")
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
    assert "value_sha256" in said or len(said) > 10_000
    leaks = {}
    for encoding in ENCODINGS:
        for form in hosts_and_names(ENCODINGS[encoding](value)):
            at = said.find(form)
            if at >= 0:
                leaks[encoding, form] = said[max(0, at - 60) : at + 60]
    assert leaks == {}
