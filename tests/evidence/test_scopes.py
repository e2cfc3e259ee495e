"""A list of revoked certificates counts only for what it speaks of (RFC 5280, 5.2), for both verifiers alike."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from support.packages import script_run, verified
from support.stampers import Stamper

from trafficaudit import evidence
from trafficaudit.errors import SignerError
from trafficaudit.evidence import keys
from trafficaudit.evidence.verdict import REJECTED, VALID

WRONG_USE = 2
_ELSEWHERE = [x509.UniformResourceIdentifier("http://lists.example/other.crl")]


def scope(
    *,
    users: bool = False,
    authorities: bool = False,
    attributes: bool = False,
    indirect: bool = False,
    point: list[x509.GeneralName] | None = None,
    reasons: frozenset[x509.ReasonFlags] | None = None,
) -> tuple[x509.ExtensionType, ...]:
    return (x509.IssuingDistributionPoint(point, None, users, authorities, reasons, indirect, attributes),)


SCOPES: dict[str, tuple[x509.ExtensionType, ...]] = {
    "everything": (),
    "of users": scope(users=True),
    "of authorities": scope(authorities=True),
    "of attributes": scope(attributes=True),
    "of another point": scope(point=list(_ELSEWHERE)),
    "for some reasons": scope(reasons=frozenset([x509.ReasonFlags.key_compromise])),
    "what changed": (x509.DeltaCRLIndicator(1), x509.CRLNumber(2)),
    "in a way nobody knows": (x509.UnrecognizedExtension(x509.ObjectIdentifier("1.2.3.4"), b"\x05\x00"),),
}


def written(stamper: Stamper, path: Path, extensions: tuple[x509.ExtensionType, ...], *, revoked: bool) -> Path:
    now = datetime.now(UTC).replace(microsecond=0)
    builder = x509.CertificateRevocationListBuilder().issuer_name(stamper.issuer.certificate.subject)
    builder = builder.last_update(now - timedelta(minutes=1)).next_update(now + timedelta(days=1))
    for each in extensions:
        builder = builder.add_extension(each, critical=not isinstance(each, x509.CRLNumber))
    if revoked:
        entry = x509.RevokedCertificateBuilder().serial_number(stamper.certificate.serial_number).revocation_date(now)
        builder = builder.add_revoked_certificate(entry.build())
    signed = builder.sign(stamper.issuer.key, hashes.SHA256())
    path.write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    return path


@pytest.mark.parametrize("revoked", [True, False], ids=["named", "not named"])
@pytest.mark.parametrize("name", SCOPES)
def test_what_a_list_speaks_of(package: Path, stamper: Stamper, tmp_path: Path, name: str, revoked: bool) -> None:
    path = written(stamper, tmp_path / "list.pem", SCOPES[name], revoked=revoked)
    speaks = name in ("everything", "of users") or (revoked and name == "for some reasons")
    codes = verified(package, stamper.root, lists=[path])
    code = REJECTED if speaks and revoked else VALID
    assert (codes.ours, codes.shell) == (code, code), codes.said
    expected = ("FAILED" if revoked else "ok") if speaks else "note"
    assert f"{expected:<7} revocation" in codes.said
    verdict = evidence.verify(package, roots=[stamper.root], signer=keys.own().fingerprint, lists=[path])
    assert [str(each.outcome) for each in verdict.checks if each.id == "revocation"] == [expected.lower()]


def test_the_day_of_the_list_is_told(package: Path, stamper: Stamper, tmp_path: Path) -> None:
    """Of two lists the newer one, so that nobody takes an old one for what is known today."""
    lists = [written(stamper, tmp_path / "new.pem", (), revoked=False)]
    old = x509.load_pem_x509_crl(lists[0].read_bytes())
    builder = x509.CertificateRevocationListBuilder().issuer_name(old.issuer)
    builder = builder.last_update(datetime(2020, 2, 3, tzinfo=UTC)).next_update(datetime(2020, 3, 3, tzinfo=UTC))
    signed = builder.sign(stamper.issuer.key, hashes.SHA256())
    (tmp_path / "old.pem").write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    for given, day, said in (
        ([tmp_path / "old.pem"], "2020-02-03", "Feb  3 00:00:00 2020 GMT"),
        ([tmp_path / "old.pem", *lists], f"{old.last_update_utc:%Y-%m-%d}", f"{old.last_update_utc:%Y} GMT"),
        ([*lists, tmp_path / "old.pem"], f"{old.last_update_utc:%Y-%m-%d}", f"{old.last_update_utc:%Y} GMT"),
    ):
        verdict = evidence.verify(package, roots=[stamper.root], lists=given)
        (found,) = (each.found for each in verdict.checks if each.id == "revocation")
        assert found.startswith(day)
        codes = verified(package, stamper.root, lists=given)
        (line,) = (line for line in codes.said.splitlines() if line.split()[1] == "revocation")
        assert line.endswith(said), line


@pytest.mark.parametrize(("behind", "code"), [("", VALID), ("revoked", REJECTED), ("cut off", WRONG_USE)])
def test_every_list_of_a_file_counts(package: Path, stamper: Stamper, tmp_path: Path, behind: str, code: int) -> None:
    first = written(stamper, tmp_path / "first.pem", (), revoked=False).read_bytes()
    later = written(stamper, tmp_path / "later.pem", (), revoked=True).read_bytes()
    content = {"": b"", "revoked": later, "cut off": later[:100]}[behind]
    (tmp_path / "all.pem").write_bytes(b"# two lists\n" + first + content)
    if code == WRONG_USE:
        with pytest.raises(SignerError, match="is no list"):
            verified(package, stamper.root, lists=[tmp_path / "all.pem"])
        assert script_run(package, stamper.root, "", [tmp_path / "all.pem"]).returncode == WRONG_USE
        return
    codes = verified(package, stamper.root, lists=[tmp_path / "all.pem"])
    assert (codes.ours, codes.shell) == (code, code), codes.said
