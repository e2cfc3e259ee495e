import base64
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs7
from cryptography.x509.oid import NameOID
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.decode.wire import der
from trafficaudit.model import Decoded, Field

Body = Callable[..., Decoded]

NAME = "남궁하람()0012345"


def tlv(tag: int, data: bytes) -> bytes:
    size = len(data)
    return bytes([tag]) + (bytes([size]) if size < 128 else b"\x82" + size.to_bytes(2, "big")) + data


def sequence(*parts: bytes) -> bytes:
    return tlv(0x30, b"".join(parts))


def number(value: int) -> bytes:
    return tlv(2, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def attribute(kind: int, value: bytes) -> bytes:
    return sequence(number(kind), number(1), tlv(4, value))


def receipt(endless: bool = False) -> bytes:
    bought = tlv(0x31, attribute(1702, tlv(12, b"kr.hanbit.plus")) + attribute(1703, tlv(12, b"470001893120045")))
    inner = tlv(0x31, attribute(2, tlv(12, b"kr.hanbit.shop")) + attribute(4, b"\xf1" * 16) + attribute(17, bought))
    signed = bytes.fromhex("06092a864886f70d010702")
    held = sequence(number(1), sequence(bytes.fromhex("06092a864886f70d010701"), tlv(0xA0, tlv(4, inner))))
    if endless:
        return b"\x30\x80" + signed + b"\xa0\x80" + held + b"\0\0\0\0"
    return sequence(signed, tlv(0xA0, held))


def certificate() -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COUNTRY_NAME, "KR"), x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    at = datetime(2026, 11, 24, tzinfo=UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(at)
        .not_valid_after(at + timedelta(days=3))
        .add_extension(x509.SubjectAlternativeName([x509.RFC822Name("haram@mail.example")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    return made, key


def found(body: Body, raw: bytes) -> list[Field]:
    return [each for each in body(raw, "application/octet-stream").fields if each.layers[-1:] == ("der",)]


def test_a_certificate_names_its_holder_by_the_identifier_before_it(body: Body) -> None:
    raw = certificate()[0].public_bytes(serialization.Encoding.DER)
    fields = found(body, raw)
    names = [each for each in fields if each.key == "2.5.4.3"]
    assert [each.value for each in names] == [NAME, NAME]
    assert all(raw[slice(*each.span)] == NAME.encode() and each.exact for each in names)
    assert "haram@mail.example" in [each.value for each in fields]


def test_a_signature_gives_what_was_signed(body: Body) -> None:
    made, key = certificate()
    builder = pkcs7.PKCS7SignatureBuilder().set_data(b"acct=110-123&name=Kim").add_signer(made, key, hashes.SHA256())
    raw = builder.sign(serialization.Encoding.DER, [pkcs7.PKCS7Options.Binary])
    values = [each.value for each in found(body, raw)]
    assert "acct=110-123&name=Kim" in values
    assert NAME in values


@pytest.mark.parametrize("endless", [False, True])
def test_a_receipt_names_its_attributes(body: Body, endless: bool) -> None:
    fields = {each.key: each.value for each in found(body, receipt(endless))}
    assert (fields["bundle_id"], fields["product_id"], fields["transaction_id"]) == (
        "kr.hanbit.shop", "kr.hanbit.plus", "470001893120045",
    )  # fmt: skip
    packed = body(b'{"receipt-data": "' + base64.b64encode(receipt(endless)) + b'"}', "application/json").fields
    assert "kr.hanbit.shop" in [each.value for each in packed]


def test_a_number_of_another_kind_names_nothing(body: Body) -> None:
    raw = sequence(number(2), number(1), tlv(12, "이름이 아님".encode()))
    assert {each.key for each in found(body, raw)} == {""}


def test_other_character_sets(body: Body) -> None:
    raw = sequence(bytes.fromhex("0603550403"), tlv(30, "남궁하람".encode("utf-16-be")), tlv(20, b"Kim"))
    assert [each.value for each in found(body, raw)] == ["남궁하람", "Kim"]


@pytest.mark.parametrize(
    "raw",
    [
        receipt()[:-1],
        receipt() + b"\0",
        sequence(number(1), number(2), number(3), number(4), number(5), number(6)),
        sequence(b"\x09" * 30),
        b"\x30\x80" + b"\x0c\x04text" * 3,
        sequence(bytes.fromhex("06035504ff"), tlv(12, b"some words here")),
    ],
)
def test_near_misses(body: Body, raw: bytes) -> None:
    assert not found(body, raw)


@given(st.binary(max_size=120))
def test_any_bytes(body: Body, data: bytes) -> None:
    body(sequence(number(1), data))
    body(b"\x30\x80\x06\x03\x55\x04\x03" + data + b"\0\0")
    assert der.shows(sequence(number(1), data + b"\0" * 16)) is True


def test_shows() -> None:
    whole = sequence(number(1), tlv(12, b"some words here"))
    assert der.shows(whole)
    assert not any(
        der.shows(each) for each in (whole + b"\0", whole[:-1], b"\x31" + whole[1:], whole[:2] + b"\x05" + whole[3:])
    )


def test_chance_gives_nothing(body: Body) -> None:
    import random

    draw = random.Random(8)
    made = [b"\x30\x3e\x02" + draw.randbytes(61) for _ in range(3000)]
    assert sum(bool(found(body, each)) for each in made) <= 3


@pytest.mark.parametrize(("size", "read"), [(640, True), (641, False)])
def test_an_object_identifier_is_no_longer_than_any_may_be(body: Body, size: int, read: bool) -> None:
    held = b"\6\x82" + size.to_bytes(2) + b"\x81" * (size - 1) + b"\1" + b"\x0c\x0e" + b"kim@example.kr"
    assert bool(found(body, b"\x30\x82" + len(held).to_bytes(2) + held)) == read
