"""Paths to a root that was named, and lists of revoked certificates."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from support.stampers import Issuer, certificate_of, issuer

from trafficaudit.errors import EvidenceError, SignerError
from trafficaudit.evidence import trust

NOW = datetime.now(UTC)


@pytest.fixture(scope="module")
def root() -> Issuer:
    return issuer()


def _below(root: Issuer) -> tuple[x509.Certificate, x509.Certificate]:
    """Give a certificate and the one between it and the root."""
    middle_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    middle = certificate_of(middle_key, "middle", root, ca=True)
    return certificate_of(key, "leaf", Issuer(middle_key, middle)), middle


def test_a_path_needs_what_lies_between(root: Issuer) -> None:
    leaf, middle = _below(root)
    assert trust.path(leaf, [middle], [root.certificate], NOW) == (leaf, middle, root.certificate)
    with pytest.raises(EvidenceError):
        trust.path(leaf, [], [root.certificate], NOW)
    assert trust.path(leaf, [], [leaf], NOW) == (leaf,)


def test_no_other_root_will_do(root: Issuer) -> None:
    leaf, middle = _below(root)
    other = issuer()  # of the same name
    for roots in ([], [other.certificate]):
        with pytest.raises(EvidenceError):
            trust.path(leaf, [middle, root.certificate], roots, NOW)


def test_the_time_counts_unless_nobody_knows_it(root: Issuer) -> None:
    leaf, middle = _below(root)
    later = NOW + timedelta(days=400)
    with pytest.raises(EvidenceError, match="expired"):
        trust.path(leaf, [middle], [root.certificate], later)
    assert trust.path(leaf, [middle], [root.certificate], None)


def test_an_intermediate_may_be_revoked(root: Issuer, tmp_path: Path) -> None:
    leaf, middle = _below(root)
    path = trust.path(leaf, [middle], [root.certificate], NOW)
    lists = trust.lists([root.revoked(tmp_path / "a.crl", middle)])
    assert "middle" in trust.revocation(path, lists, NOW).reason
    assert trust.revocation(path, (), NOW) == trust.Revocation("", None)


def test_certificates_in_either_form(root: Issuer, tmp_path: Path) -> None:
    pem = root.pem(tmp_path / "r.pem")
    (tmp_path / "r.der").write_bytes(root.certificate.public_bytes(serialization.Encoding.DER))
    assert trust.certificates([pem, tmp_path / "r.der"]) == (root.certificate, root.certificate)
    (tmp_path / "text").write_text("no certificate")
    for name in ("text", "absent"):
        with pytest.raises(SignerError):
            trust.certificates([tmp_path / name])
    with pytest.raises(EvidenceError):
        trust.lists([tmp_path / "text"])


def test_the_roots_of_the_system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, root: Issuer) -> None:
    trust.system_roots.cache_clear()
    monkeypatch.setenv("SSL_CERT_FILE", str(root.pem(tmp_path / "bundle.pem")))
    (tmp_path / "bundle.pem").write_bytes(
        b"# a bundle\n"
        + (tmp_path / "bundle.pem").read_bytes()
        + b"-----BEGIN CERTIFICATE-----\nAA\n-----END CERTIFICATE-----\n"
    )
    assert trust.system_roots() == (root.certificate,)
    trust.system_roots.cache_clear()


def test_both_verifiers_look_for_them_in_the_same_places() -> None:
    script = (Path(trust.__file__).parent / "verify.sh").read_text(encoding="utf-8")
    assert " ".join(trust.SYSTEM) in script


def test_a_certificate_that_openssl_does_not_read(root: Issuer, tmp_path: Path) -> None:
    """cryptography reads a name that is no UTF-8 until it is asked for; OpenSSL refuses the certificate."""
    content = root.certificate.public_bytes(serialization.Encoding.DER)
    (tmp_path / "c").write_bytes(content.replace(b"Root of", b"Root \xff\xfe", 1))
    with pytest.raises(SignerError, match="holds no certificate"):
        trust.certificates([tmp_path / "c"])


def test_a_giant_list_and_a_certificate_of_no_known_version(root: Issuer, tmp_path: Path) -> None:
    with (tmp_path / "giant.crl").open("wb") as file:
        file.truncate(trust.LARGEST_LIST + 1)
    with pytest.raises(EvidenceError, match="larger than 16 MiB"):
        trust.lists([tmp_path / "giant.crl"])
    content = root.certificate.public_bytes(serialization.Encoding.DER)
    (tmp_path / "c").write_bytes(content.replace(b"\xa0\x03\x02\x01\x02", b"\xa0\x03\x02\x01\x1d", 1))
    with pytest.raises(SignerError, match="holds no certificate"):
        trust.certificates([tmp_path / "c"])


def test_a_list_that_speaks_of_the_certificate_between_alone_covers_nothing(root: Issuer, tmp_path: Path) -> None:
    leaf, middle = _below(root)
    path = trust.path(leaf, [middle], [root.certificate], NOW)
    lists = trust.lists([root.revoked(tmp_path / "a.crl", None)])
    assert trust.revocation(path, lists, NOW) == trust.Revocation("", None)


def _damaged(certificate: x509.Certificate) -> x509.Certificate:
    whole = certificate.public_bytes(serialization.Encoding.DER)
    return x509.load_der_x509_certificate(whole[:-1] + bytes([whole[-1] ^ 1]))


def test_a_whole_certificate_leads_on_beside_a_damaged_one(root: Issuer) -> None:
    keys = [ec.generate_private_key(ec.SECP256R1()) for _ in range(3)]
    upper = certificate_of(keys[0], "upper", root, ca=True)
    lower = certificate_of(keys[1], "lower", Issuer(keys[0], upper), ca=True)
    leaf = certificate_of(keys[2], "leaf", Issuer(keys[1], lower))
    others = [_damaged(upper), _damaged(lower), lower, upper]
    for held in (others, others[::-1]):
        assert trust.path(leaf, held, [root.certificate], NOW) == (leaf, lower, upper, root.certificate)
    for held in ([_damaged(upper), lower], [upper, _damaged(lower)], [_damaged(lower)]):
        with pytest.raises(EvidenceError):
            trust.path(leaf, held, [root.certificate], NOW)


@pytest.mark.parametrize(("curve", "good"), [(ec.SECP224R1(), True), (ec.SECP192R1(), False)])
def test_the_smallest_curve_that_counts(root: Issuer, curve: ec.EllipticCurve, good: bool) -> None:
    leaf = certificate_of(ec.generate_private_key(curve), "leaf", root)
    if good:
        assert trust.path(leaf, [], [root.certificate], NOW) == (leaf, root.certificate)
    else:
        with pytest.raises(EvidenceError, match="too weak"):
            trust.path(leaf, [], [root.certificate], NOW)
