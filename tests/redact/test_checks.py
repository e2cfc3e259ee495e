"""Check values of what was masked: known by their names, or by being those of a body."""

import base64
import hashlib
import hmac
import json
import time
import zlib
from collections.abc import Callable

import pytest
from support import flows

from trafficaudit.examine import Examiner
from trafficaudit.model import Capture
from trafficaudit.redact import checks
from trafficaudit.redact.checks import Sums
from trafficaudit.redact.flow import Redaction

PHONE = "010-9183-2746"
BODY = json.dumps({"tel": PHONE, "n": 1}).encode()
MD5, SHA1, SHA256 = hashlib.md5(BODY), hashlib.sha1(BODY), hashlib.sha256(BODY)
CRC = zlib.crc32(BODY)


@pytest.mark.parametrize(
    "name",
    [
        "Content-MD5", "content-digest", "Repr-Digest", "Digest", "ETag", "If-None-Match", "if-match", "x-amz-checksum-crc32",
        "x-goog-hash", "x-amz-content-sha256", "x-ms-content-crc64", "sign", "apiSign", "X-Signature", "sig", "HMAC",
        "X-Hub-Signature-256", "fileSHA1", "crc32c", "body_hash", "payloadMd5", "uploadChecksum", "x-oss-hash-crc64ecma",
        "signData", "log_in_sign", "sign_in_sig", "up-sign",
    ],
)  # fmt: skip
def test_names_of_check_values(name: str) -> None:
    assert checks.named(name)


@pytest.mark.parametrize(
    "name",
    [
        "", "design", "assign", "sign_up", "signIn", "sign-out", "hashtag", "Shanghai", "signal", "machine", "sharp", "crcm",
        "x-request-id", "date", "cookie", "campaign", "shade", "digestive", "macaron", "0",
    ],
)  # fmt: skip
def test_names_of_other_things(name: str) -> None:
    assert not checks.named(name)


@pytest.mark.parametrize(("value", "expected"), [("7eacb4e6", True), ("true", False), ("null", False), ("1", False)])
def test_what_is_no_value(value: str, expected: bool) -> None:
    assert checks.is_value(value) is expected


@pytest.mark.parametrize(
    "value",
    [
        f"{CRC:08x}", f"{CRC:08X}", str(CRC), str(CRC - (1 << 32)).lstrip("-"), base64.b64encode(CRC.to_bytes(4)).decode(),
        base64.b64encode(CRC.to_bytes(4, "little")).decode(), str(zlib.adler32(BODY)), MD5.hexdigest(),
        MD5.hexdigest()[:8], SHA1.hexdigest()[:12].upper(), SHA256.hexdigest(), base64.b64encode(SHA256.digest()).decode(),
        base64.urlsafe_b64encode(hashlib.sha512(BODY).digest()).decode().rstrip("="),
    ],
)  # fmt: skip
@pytest.mark.parametrize("around", ["{}", "v={}", "/k/{}?x=1", '"7-{}"', "t=1,v1={};x", "sha-256=:{}:"])
def test_a_check_value_of_a_body_is_found_whatever_it_is_called(value: str, around: str) -> None:
    raw = around.format(value).encode()
    covered = b"".join(raw[slice(*span)] for span in Sums([BODY]).spans(raw))
    assert value.encode() in covered


@pytest.mark.parametrize(
    "raw", [b"", b"/v1/products/2125247718?page=2", b"okhttp/4.12.0", f"{CRC + 1:08x}".encode(), MD5.hexdigest()[8:15].encode()]
)  # fmt: skip
def test_another_number_is_none(raw: bytes) -> None:
    assert list(Sums([BODY]).spans(raw)) == []
    assert list(Sums([]).spans(raw)) == []


@pytest.mark.parametrize("tail", ["-1a", "_v2", "=", "/x", f"-{SHA1.hexdigest()}"])
@pytest.mark.parametrize("value", [f"{CRC:08x}", str(CRC), MD5.hexdigest()])
def test_whatever_stands_behind_it_hides_none(value: str, tail: str) -> None:
    """What begins first is taken, wherever else in the run another one does."""
    raw = f"abcdef-{value}{tail}".encode()
    assert list(Sums([BODY]).spans(raw)) == [(7, len(raw))]


def test_the_work_for_a_hostile_header_grows_with_its_length() -> None:
    began = time.process_time()
    assert list(Sums([BODY]).spans(b"-a" * (1 << 18))) == []
    assert time.process_time() - began < 10  # 13 s for half as much where each place looks at the whole rest


type Headers = list[tuple[bytes, bytes]]


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, bytes, Headers], tuple[bytes, dict[bytes, bytes], bytes]]:  # fmt: skip
    person = tmp_path_factory.mktemp("persona") / "p.toml"
    person.write_text(f'[values]\nphone_number = ["{PHONE}"]\n')
    examiner = Examiner(person)

    def make(path: str, body: bytes, headers: Headers) -> tuple[bytes, dict[bytes, bytes], bytes]:
        redaction = Redaction("c", lambda exchange: examiner.examine(exchange, Capture("c", "c", "", 0, "")))
        state = redaction.flow(flows.flow(1, path, body=body, headers=headers).get_state(), 0)
        request = state["request"]
        return request["path"], dict(request["headers"]), request["content"]

    return make


def _candidates(body: bytes) -> set[bytes]:
    """Give what somebody who tries numbers holds against what is left."""
    digest = hashlib.sha256(body)
    return {
        f"{zlib.crc32(body):08x}".encode(), str(zlib.crc32(body)).encode(), hashlib.md5(body).hexdigest()[:8].encode(),
        base64.b64encode(hashlib.md5(body).digest())[:8], digest.hexdigest()[:8].encode(), base64.b64encode(digest.digest())[:8],
        base64.b64encode(zlib.crc32(body).to_bytes(4)).rstrip(b"="), hmac.digest(b"k", body, "sha256").hex()[:8].encode(),
    }  # fmt: skip


def test_nobody_can_try_numbers_against_a_copy(copied: Callable[[str, bytes, Headers], tuple[bytes, dict[bytes, bytes], bytes]]) -> None:  # fmt: skip
    headers = [
        (b"content-md5", base64.b64encode(MD5.digest())),
        (b"digest", b"SHA-256=" + base64.b64encode(SHA256.digest())),
        (b"content-digest", b"sha-256=:" + base64.b64encode(SHA256.digest()) + b":"),
        (b"etag", f'W/"{CRC:08x}"'.encode()),
        (b"x-goog-hash", b"crc32c=AAAAAA==,md5=" + base64.b64encode(MD5.digest())),
        (b"x-k", str(CRC).encode()),
        (b"x-colons", ":".join(MD5.hexdigest()[at : at + 2] for at in range(0, 32, 2)).encode()),
        (b"x-sig", hmac.digest(b"k", BODY, "sha256").hex()[:12].encode()),
        (b"x-page", b"products"),
    ]
    path, kept, body = copied(f"/v1?a={MD5.hexdigest()[:8]}&page=2&h={SHA256.hexdigest()}", BODY, headers)
    left = b"\n".join((path, *kept.values()))
    assert not any(each in left for each in _candidates(BODY))
    assert not kept[b"x-colons"].strip(b"*")
    assert (kept[b"x-page"], b"page=2" in path) == (b"products", True)
    assert body == BODY.replace(PHONE.encode(), b"*" * len(PHONE))


def test_a_document_stays_one(copied: Callable[[str, bytes, Headers], tuple[bytes, dict[bytes, bytes], bytes]]) -> None:  # fmt: skip
    said = {"sign": True, "crc": 2125247718, "hash": None, "signature": "a9c1", "md5": {"a": 1}, "page": "design"}
    _, _, body = copied("/v1", json.dumps(said).encode(), [])
    found = json.loads(body)
    assert (found["sign"], found["hash"], found["md5"], found["page"]) == (True, None, {"a": 1}, "design")
    assert (found["crc"], found["signature"]) == (0.0, "****")
