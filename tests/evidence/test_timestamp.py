"""Time stamps: what an authority may answer and what it may not."""

import subprocess
from functools import partial
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given, settings
from hypothesis import strategies as st
from support.packages import copied, put, verified
from support.stampers import Stamper, certificate_of, write_key
from support.tokens import Info, integer, made, oid, tlv

from trafficaudit.errors import EvidenceError
from trafficaudit.evidence import timestamp, trust
from trafficaudit.evidence.verdict import REJECTED, VALID


@pytest.mark.parametrize("whole", [True, False], ids=["with its root", "signer only"])
def test_an_answer_of_openssl(tmp_path: Path, whole: bool) -> None:
    stamper = Stamper(tmp_path / "s", whole=whole)
    query, answer = stamper.stamp(b"content")
    token = timestamp.answered(query, answer, b"content")
    assert token.signer == stamper.certificate
    assert timestamp.stamps(token, b"content")
    assert not timestamp.stamps(token, b"other")
    path = trust.path(token.signer, token.certificates, [stamper.issuer.certificate], token.at)
    timestamp.verify(answer, b"content", path)
    with pytest.raises(EvidenceError):
        timestamp.verify(answer, b"other", path)


def test_a_request_for_something_else_is_none() -> None:
    request = timestamp.request(b"content")
    assert timestamp.is_request(request, b"content")
    assert not timestamp.is_request(request, b"other")
    assert not timestamp.is_request(request + b"x", b"content")
    assert not timestamp.is_request(b"", b"content")


@pytest.mark.parametrize("more", [["-sha512", "-cert"], ["-sha384", "-no_nonce"], ["-tspolicy", "1.2.3.4"], ["-sha1"]])
def test_a_request_that_another_program_made(tmp_path: Path, more: list[str]) -> None:
    (tmp_path / "c").write_bytes(b"content")
    make = ["openssl", "ts", "-query", "-data", "c", *more, "-out", "q"]
    subprocess.run(make, cwd=tmp_path, check=True, capture_output=True)
    query = (tmp_path / "q").read_bytes()
    assert timestamp.asks(query, b"content") is (more != ["-sha1"])
    assert not timestamp.asks(query, b"other")
    assert not timestamp.asks(query + b"x", b"content")


@given(st.binary(max_size=100), st.integers(0, 80))
def test_any_bytes_are_a_request_or_none(data: bytes, at: int) -> None:
    made = timestamp.request(b"content")
    assert timestamp.asks(data, b"content") in (True, False)
    assert timestamp.asks(made[:at] + data + made[at:], b"content") or data


def test_signed_data_of_another_type_is_no_time_stamp(tmp_path: Path) -> None:
    """The authority's own key signs the very same bytes as plain data."""
    stamper = Stamper(tmp_path / "s")
    _, answer = stamper.stamp(b"content")
    (tmp_path / "answer").write_bytes(answer)
    run = partial(subprocess.run, cwd=tmp_path, check=True, capture_output=True)
    run(["openssl", "ts", "-reply", "-in", "answer", "-token_out", "-out", "token"])
    run(["openssl", "cms", "-verify", "-inform", "DER", "-in", "token", "-noverify", "-out", "info"])
    key, certificate = stamper.folder / "stamper.key", stamper.folder / "stamper.pem"
    run(["openssl", "cms", "-sign", "-cades", "-binary", "-nodetach", "-md", "sha256", "-in", "info", "-signer",
         certificate, "-inkey", key, "-outform", "DER", "-out", "other"])  # fmt: skip
    token, other = (tmp_path / "token").read_bytes(), (tmp_path / "other").read_bytes()
    status = answer[answer.index(b"\x02\x01\x00") - 2 :][:5]
    whole = status + other
    with pytest.raises(EvidenceError, match="no answer"):
        timestamp.read(b"\x30\x82" + len(whole).to_bytes(2) + whole)
    whole = status + token
    assert timestamp.read(b"\x30\x82" + len(whole).to_bytes(2) + whole).signer == stamper.certificate


def test_openssl_reads_the_request(tmp_path: Path) -> None:
    (tmp_path / "q").write_bytes(timestamp.request(b"content"))
    shown = subprocess.run(
        ["openssl", "ts", "-query", "-in", "q", "-text"], cwd=tmp_path, check=True, capture_output=True, text=True
    )
    assert "Hash Algorithm: sha256" in shown.stdout
    assert "Certificate required: yes" in shown.stdout
    assert "Nonce: 0x" in shown.stdout


def test_the_answer_to_another_request_is_refused(stamper: Stamper) -> None:
    query, answer = stamper.stamp(b"content")
    with pytest.raises(EvidenceError, match="something else"):
        timestamp.answered(query, answer, b"other")
    with pytest.raises(EvidenceError, match="nonce"):
        timestamp.answered(timestamp.request(b"content"), answer, b"content")


def test_a_refusal_says_why(stamper: Stamper) -> None:
    with pytest.raises(EvidenceError, match="refused"):
        timestamp.read(stamper.reply(b"no request"))


def test_a_giant_answer_is_not_read() -> None:
    with pytest.raises(EvidenceError, match="larger"):
        timestamp.read(b"0" * (timestamp.LARGEST + 1))


def test_a_certificate_that_is_not_for_time_stamps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # OpenSSL itself refuses to stamp with such a certificate, so the usage is looked at on its own.
    stamper = Stamper(tmp_path / "s")
    key = ec.generate_private_key(ec.SECP256R1())
    for certificate in (certificate_of(key, "x", stamper.issuer), stamper.issuer.certificate):
        with pytest.raises(EvidenceError, match="not for time stamps"):
            timestamp._for_time_stamps(certificate)
    write_key(key, tmp_path / "k")


@settings(max_examples=80)
@given(st.data())
def test_a_changed_byte_never_stamps_something_else(stamper: Stamper, data: st.DataObject) -> None:
    answer = bytearray(_answer(stamper))
    answer[data.draw(st.integers(0, len(answer) - 1))] ^= data.draw(st.integers(1, 255))
    try:
        token = timestamp.read(bytes(answer))
        trust.path(token.signer, token.certificates, [stamper.issuer.certificate], token.at)
    except EvidenceError:
        return
    assert timestamp.stamps(token, b"content")
    assert token.at == timestamp.read(_answer(stamper)).at


_kept: dict[int, bytes] = {}


def _answer(stamper: Stamper) -> bytes:
    return (
        _kept.setdefault(id(stamper), b"")
        or _kept.update({id(stamper): stamper.stamp(b"content")[1]})
        or _kept[id(stamper)]
    )


@given(st.binary(max_size=200))
def test_any_bytes_are_refused_with_our_error(data: bytes) -> None:
    with pytest.raises(EvidenceError):
        timestamp.read(data)


def _directory(name: str) -> bytes:
    names = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    return tlv(0xA0, tlv(0xA4, names.public_bytes()))


def _extension(*critical: bytes) -> bytes:
    return tlv(0xA1, tlv(0x30, oid("1.2.3.4.5"), *critical, tlv(4, tlv(5))))


YES, NO = tlv(1, b"\xff"), tlv(1, b"\0")


@pytest.mark.parametrize(
    ("info", "code"),
    [
        (Info(), VALID),
        (Info(nonce=b""), VALID),
        (Info(nonce=integer(-5)), REJECTED),
        (Info(version=0), REJECTED),
        (Info(version=2), REJECTED),
        (Info(clock="%Y%m%d%H%M%S.5Z"), VALID),
        (Info(clock="%Y%m%d%H%M%S.50Z"), REJECTED),
        (Info(clock="%Y%m%d%H%M%S+0000"), REJECTED),
        (Info(accuracy=tlv(0x30, integer(9), integer(999, 0x80), integer(1, 0x81))), VALID),
        (Info(accuracy=tlv(0x30, integer(1000, 0x80))), REJECTED),
        (Info(accuracy=tlv(0x30, integer(0, 0x81))), REJECTED),
        (Info(accuracy=tlv(0x30, integer(-1))), REJECTED),
        (Info(ordering=YES), VALID),
        (Info(ordering=NO), REJECTED),
        (Info(ordering=tlv(1, b"\1")), REJECTED),
        (Info(named=_directory("stamper  of the TESTS ")), VALID),
        (Info(named=_directory("Stamper")), REJECTED),
        (Info(named=tlv(0xA0, tlv(0x82, b"tsa.example"))), REJECTED),
        (Info(extensions=_extension()), VALID),
        (Info(extensions=_extension(YES)), REJECTED),
    ],
)
def test_tokens_that_no_tool_makes(package: Path, stamper: Stamper, tmp_path: Path, info: Info, code: int) -> None:
    mine = copied(package, tmp_path / "mine")
    put(mine / "anchor/tagmanifest.here.tsr", made(stamper, info, (mine / "bag/tagmanifest-sha256.txt").read_bytes()))
    codes = verified(mine, stamper.root)
    assert (codes.ours, codes.shell) == (code, code), codes.said
    assert codes.differences == {}, codes.said
