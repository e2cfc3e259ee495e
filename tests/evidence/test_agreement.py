"""The two verifiers come to the same verdict: whatever is named, and whatever a signer may have made."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import pkcs7
from support.packages import capture, copied, covered, put, script_run, sealed, sealed_anew, stamp, verified
from support.stampers import Issuer, Stamper, certificate_of, issuer

from trafficaudit import evidence
from trafficaudit.evidence import custody, hashing, keys
from trafficaudit.evidence.verdict import INCOMPLETE, REJECTED, VALID

NAMED, UNNAMED, WRONG = "named", "unnamed", "wrong"


@pytest.fixture(scope="module")
def stranger(tmp_path_factory: pytest.TempPathFactory) -> Stamper:
    return Stamper(tmp_path_factory.mktemp("stranger") / "authority")


@pytest.mark.assertion("VER-5")
@pytest.mark.parametrize("signer", [NAMED, UNNAMED, WRONG])
@pytest.mark.parametrize("authority", [NAMED, UNNAMED, WRONG])
def test_whoever_is_named(package: Path, stamper: Stamper, stranger: Stamper, signer: str, authority: str) -> None:
    root = {NAMED: stamper.root, UNNAMED: None, WRONG: stranger.root}[authority]
    pinned = {NAMED: keys.own().fingerprint, UNNAMED: "", WRONG: "0" * 64}[signer]
    codes = verified(package, root, pinned)
    expected = REJECTED if WRONG in (signer, authority) else INCOMPLETE if UNNAMED in (signer, authority) else VALID
    assert (codes.ours, codes.shell) == (expected, expected), codes.said


@pytest.mark.assertion("VER-5")
@pytest.mark.parametrize("signer", [NAMED, UNNAMED])
@pytest.mark.parametrize("kind", ["not stamped", "cut off", "expired list", "log covered", "moved"])
def test_what_must_pass(stamper: Stamper, package: Path, tmp_path: Path, kind: str, signer: str) -> None:
    lists = []
    match kind:
        case "not stamped":
            mine = sealed(tmp_path, None)
        case "cut off":
            mine = sealed(tmp_path, stamper, ended="the proxy died")
        case "expired list":
            mine = copied(package, tmp_path / "mine")
            lists = [stamper.issuer.revoked(tmp_path / "lists/a.crl", None)]
        case "log covered":
            mine = copied(package, tmp_path / "mine")
            custody.append(mine, "handed over")
            covered(mine, stamper, 1)
        case _:
            mine = copied(package, tmp_path / "다른 이름")
    codes = verified(mine, stamper.root, keys.own().fingerprint if signer == NAMED else "", lists=lists)
    expected = INCOMPLETE if kind in ("not stamped", "cut off") or signer == UNNAMED else VALID
    assert (codes.ours, codes.shell) == (expected, expected), codes.said


def test_the_bag_in_a_package_stands_for_it(package: Path, stamper: Stamper) -> None:
    codes = verified(package / "bag", stamper.root)
    assert (codes.ours, codes.shell) == (VALID, VALID), codes.said


@pytest.mark.parametrize("form", ["DER", "two in one file"])
def test_a_root_in_another_form(package: Path, stamper: Stamper, stranger: Stamper, tmp_path: Path, form: str) -> None:
    path = tmp_path / "root"
    if form == "DER":
        path.write_bytes(stamper.issuer.certificate.public_bytes(serialization.Encoding.DER))
    else:
        path.write_bytes(stranger.root.read_bytes() + stamper.root.read_bytes())
    codes = verified(package, path)
    assert (codes.ours, codes.shell) == (VALID, VALID), codes.said


def test_wrong_use_of_the_script(package: Path, tmp_path: Path) -> None:
    (tmp_path / "text").write_text("x")
    script = Path(evidence.__file__).parent / "verify.sh"
    for given in (["--signer", "12"], ["--signer", "g" * 64], ["--custody", ""], ["--confirmed", "x"], ["--no"],
                  ["--root", tmp_path / "text"], ["--root", tmp_path], ["--crl", tmp_path / "text"]):  # fmt: skip
        done = subprocess.run(["sh", script, *given, package], check=False, capture_output=True)
        assert (done.returncode, done.stdout) == (2, b""), given
        assert " / " in done.stderr.decode(), "whoever reads Korean alone is told as well"
    done = subprocess.run(["sh", script, tmp_path / "absent"], check=False, capture_output=True)
    assert done.returncode == 2


def test_the_lines_of_the_confirmation_run_as_they_are_printed(package: Path) -> None:
    told = (package / "anchor" / "confirmation.txt").read_text(encoding="utf-8")
    lines = re.findall(r"^  ((?:sha256sum|find|sh) .*?(?:\\\n.*)?)$", told, re.M)
    assert len(lines) == 4
    done = [
        subprocess.run(["sh", "-c", line], cwd=package, check=False, capture_output=True, text=True) for line in lines
    ]
    assert [each.returncode for each in done] == [0, 0, 0, 4], done
    for each in done[:3]:
        assert re.search(rf"\b{each.stdout.split()[0]}$", told, re.M), each.stdout
    assert re.search(r"^ok +signer ", done[3].stdout, re.M)
    assert re.search(r"^ok +confirmed ", done[3].stdout, re.M)


type Making = Callable[[Path], None]


def _link(package: Path, change: Callable[[bytes], bytes]) -> None:
    path = max((package / "bag/data/chain").glob("*.txt"))
    put(path, change(path.read_bytes()))


def link_line_twice(package: Path) -> None:
    _link(package, lambda text: text + text.splitlines(keepends=True)[-1])


def link_names_another_link(package: Path) -> None:
    digest = hashing.sha256(package / "bag/data/chain/0000.txt")
    _link(package, lambda text: text + f"{digest}  chain/0000.txt\n".encode())


def link_entry_of_another_form(package: Path) -> None:
    _link(package, lambda text: text.replace(b'"what"', b'"What"', 1))


def link_entry_in_another_spelling(package: Path) -> None:
    _link(package, lambda text: text.replace(b'"sealed"', b'"\\u0073ealed"', 1))


def link_prefix_with_one_space(package: Path) -> None:
    _link(package, lambda text: text + f"# prefix 0 {hashes_of_nothing()} capture/phases.jsonl\n".encode())


def link_prefix_of_nothing(package: Path) -> None:
    _link(package, lambda text: text + f"# prefix 0 {hashes_of_nothing()}  capture/phases.jsonl\n".encode())


def link_prefix_longer_than_the_file(package: Path) -> None:
    size = 9_999_999_999_999_999_999
    _link(package, lambda text: text + f"# prefix {size} {hashes_of_nothing()}  capture/phases.jsonl\n".encode())


def link_prefix_of_a_folder(package: Path) -> None:
    _link(package, lambda text: text + f"# prefix 0 {hashes_of_nothing()}  capture\n".encode())


def link_prefix_with_an_empty_part(package: Path) -> None:
    _link(package, lambda text: text + f"# prefix 0 {hashes_of_nothing()}  capture//phases.jsonl\n".encode())


def link_prefix_from_the_root(package: Path) -> None:
    _link(package, lambda text: text + f"# prefix 0 {hashes_of_nothing()}  /capture/phases.jsonl\n".encode())


def folders_in_each_other(package: Path) -> None:
    path = "/".join(["d"] * 64)
    put(package / "bag/data" / path / "f", b"x")
    digest = hashing.sha256(package / "bag/data" / path / "f")
    _link(package, lambda text: text + f"{digest}  {path}/f\n".encode())


def link_names_what_is_no_link(package: Path) -> None:
    put(package / "bag/data/chain/0006", b"x")
    _link(package, lambda text: text + f"{hashing.digest_of(b'x')}  chain/0006\n".encode())


def link_names_a_file_below_the_chain(package: Path) -> None:
    put(package / "bag/data/chain/deep/0000.txt", b"x")
    _link(package, lambda text: text + f"{hashing.digest_of(b'x')}  chain/deep/0000.txt\n".encode())


def info_of_two_cases(package: Path) -> None:
    put(package / "bag/bag-info.txt", (package / "bag/bag-info.txt").read_bytes() + b"recording-complete: no\n")


def hashes_of_nothing() -> str:
    return hashing.digest_of(b"")


@pytest.mark.assertion("VER-5")
@pytest.mark.parametrize(
    ("make", "code"),
    [
        (link_line_twice, REJECTED),
        (link_names_another_link, REJECTED),
        (link_entry_of_another_form, REJECTED),
        (link_entry_in_another_spelling, REJECTED),
        (link_prefix_with_one_space, REJECTED),
        (link_prefix_of_nothing, VALID),
        (link_prefix_longer_than_the_file, REJECTED),
        (link_prefix_of_a_folder, REJECTED),
        (link_prefix_with_an_empty_part, REJECTED),
        (link_prefix_from_the_root, REJECTED),
        (folders_in_each_other, REJECTED),
        (link_names_what_is_no_link, REJECTED),
        (link_names_a_file_below_the_chain, REJECTED),
        (info_of_two_cases, REJECTED),
    ],
    ids=lambda each: getattr(each, "__name__", str(each)),
)
def test_what_only_the_signer_can_have_made(
    package: Path, stamper: Stamper, tmp_path: Path, make: Making, code: int
) -> None:
    mine = copied(package, tmp_path / "mine")
    make(mine)
    sealed_anew(mine, stamper)
    codes = verified(mine, stamper.root)
    assert (codes.ours, codes.shell) == (code, code), codes.said
    assert codes.differences == {}, codes.said


def test_nothing_hidden_in_a_signer_s_name_reaches_a_terminal(tmp_path: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = "Kim\u009b31m\u202e\u200b\u2067\ufeff\u061c\xad수사관"
    signer = keys.Signer(key, certificate_of(key, name, None))
    made = evidence.seal(capture(tmp_path / "shop"), order=evidence.Order(signer=signer)).path
    (line,) = (each for each in script_run(made, None, "").stdout.splitlines() if each.startswith("OPEN    signer"))
    assert "CN=Kim?31m?????" in line
    assert "수사관" in line
    assert "\N{REPLACEMENT CHARACTER}" not in line


def _message(package: Path, kind: str, signer: keys.Signer) -> bytes:
    content = (package / "bag/tagmanifest-sha256.txt").read_bytes()
    builder = pkcs7.PKCS7SignatureBuilder().set_data(content)
    options = [pkcs7.PKCS7Options.Binary, pkcs7.PKCS7Options.DetachedSignature]
    match kind:
        case "its own content":
            builder, options = builder.add_signer(signer.certificate, signer.key, hashes.SHA256()), options[:1]
        case "no attributes":
            builder = builder.add_signer(signer.certificate, signer.key, hashes.SHA256())
            options.append(pkcs7.PKCS7Options.NoAttributes)
        case "two signers":
            builder = builder.add_signer(signer.certificate, signer.key, hashes.SHA256())
            builder = builder.add_signer(signer.certificate, signer.key, hashes.SHA512())
        case "no certificate":
            builder = builder.add_signer(signer.certificate, signer.key, hashes.SHA256())
            options.append(pkcs7.PKCS7Options.NoCerts)
        case "PSS":
            scheme = padding.PSS(padding.MGF1(hashes.SHA256()), padding.PSS.DIGEST_LENGTH)
            builder = builder.add_signer(signer.certificate, signer.key, hashes.SHA256(), rsa_padding=scheme)
        case _:
            builder = builder.add_signer(signer.certificate, signer.key, hashes.SHA512())
    return builder.sign(serialization.Encoding.DER, options)


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("SHA-512", VALID),
        ("its own content", REJECTED),
        ("no attributes", REJECTED),
        ("two signers", REJECTED),
        ("no certificate", REJECTED),
        ("PSS", REJECTED),
    ],
)
def test_signatures_of_other_forms(package: Path, stamper: Stamper, tmp_path: Path, kind: str, code: int) -> None:
    mine, signer = copied(package, tmp_path / "mine"), keys.own()
    if kind == "PSS":
        key = rsa.generate_private_key(65537, 2048)
        signer = keys.Signer(key, certificate_of(key, "Kim", None))  # type: ignore[arg-type]
    put(mine / "anchor/signature.p7s", _message(mine, kind, signer))
    custody_line = mine / "anchor/custody/0000.txt"
    custody_line.unlink()
    custody.append(mine, "sealed")
    codes = verified(mine, stamper.root, signer.fingerprint)
    assert (codes.ours, codes.shell) == (code, code), codes.said


@pytest.mark.parametrize("digest", ["sha1", "sha512"])
def test_tokens_with_other_digests(package: Path, tmp_path: Path, digest: str) -> None:
    """A digest of SHA-1 proves nothing any more; the authority of this test gives it nevertheless."""
    stamper = Stamper(tmp_path / "authority")
    settings = stamper.folder / "tsa.cnf"
    settings.write_text(settings.read_text().replace("digests = sha256", "digests = sha1, sha256"))
    mine = copied(package, tmp_path / "mine")
    query = tmp_path / "query.tsq"
    content = mine / "bag/tagmanifest-sha256.txt"
    command: list[str | Path] = ["openssl", "ts", "-query", "-data", content, f"-{digest}", "-cert", "-out", query]
    subprocess.run(command, check=True, capture_output=True)
    stamp(mine, stamper)
    put(mine / "anchor/tagmanifest.here.tsr", stamper.reply(query.read_bytes()))
    codes = verified(mine, stamper.root)
    code = REJECTED if digest == "sha1" else VALID
    assert (codes.ours, codes.shell) == (code, code), codes.said


CERTIFICATE_VERSION, BASIC_CONSTRAINTS = bytes.fromhex("a003020102"), bytes.fromhex("0603551d130101ff")


@pytest.mark.parametrize("of", ["the root", "a stranger"])
@pytest.mark.parametrize("piece", [CERTIFICATE_VERSION, BASIC_CONSTRAINTS], ids=["version", "critical extension"])
def test_a_certificate_that_no_signature_of_a_token_covers(
    package: Path, tmp_path: Path, piece: bytes, of: str
) -> None:
    """RFC 5652, 5.1: nobody vouches for the set; what is read by OpenSSL, and needed for nothing, changes nothing."""
    stamper = Stamper(tmp_path / "authority")
    other = stamper.issuer if of == "the root" else issuer("stranger")
    other.pem(stamper.root)
    mine = copied(package, tmp_path / "mine")
    stamp(mine, stamper)
    stamper.issuer.pem(stamper.root)
    path = mine / "anchor/tagmanifest.here.tsr"
    answer, whole = path.read_bytes(), other.certificate.public_bytes(serialization.Encoding.DER)
    at = answer.index(whole) + whole.index(piece) + 4
    put(path, answer[:at] + bytes([answer[at] ^ 1]) + answer[at + 1 :])
    for root, code in ((stamper.root, VALID), (None, INCOMPLETE)):
        codes = verified(mine, root)
        assert (codes.ours, codes.shell) == (code, code), codes.said


@pytest.mark.parametrize("what", ["broken", "no certificate", "DER", "empty"])
def test_certificates_beside_the_bag_that_are_none(package: Path, stamper: Stamper, tmp_path: Path, what: str) -> None:
    mine, good = copied(package, tmp_path / "mine"), stamper.root.read_bytes()
    der = stamper.issuer.certificate.public_bytes(serialization.Encoding.DER)
    content = {"broken": good + good.replace(b"M", b"!", 5), "no certificate": b"x\n", "DER": der, "empty": b""}[what]
    for name in ("here", "signer"):
        put(mine / f"anchor/certificates/{name}.pem", content)
    for signer in (keys.own().fingerprint, ""):
        codes = verified(mine, stamper.root, signer)
        code = VALID if signer else INCOMPLETE
        assert (codes.ours, codes.shell) == (code, code), codes.said


@pytest.mark.parametrize("kept", [True, False])
def test_a_signer_whose_path_lies_beside_the_bag(tmp_path: Path, kept: bool) -> None:
    root, between_key, key = issuer(), ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    between = Issuer(between_key, certificate_of(between_key, "between", root, ca=True))
    signer = keys.Signer(key, certificate_of(key, "Kim", between))
    mine = sealed(tmp_path, None, signer=signer)
    if kept:
        put(mine / "anchor/certificates/signer.pem", keys.pem((signer.certificate, between.certificate)))
    codes = verified(mine, root.pem(tmp_path / "root.pem"), "")
    assert (codes.ours, codes.shell) == (INCOMPLETE, INCOMPLETE), codes.said
    assert ("ok      signer" in codes.said) is kept
    assert [c.outcome for c in evidence.verify(mine, roots=[tmp_path / "root.pem"]).checks if c.id == "signer"] == [
        "ok" if kept else "open"
    ]


def test_a_list_of_revoked_certificates_that_is_none(package: Path, stamper: Stamper, tmp_path: Path) -> None:
    mine = copied(package, tmp_path / "mine")
    put(mine / "anchor/crls/here-1.crl", b"no list")
    codes = verified(mine, stamper.root)
    assert (codes.ours, codes.shell, codes.failed) == (REJECTED, REJECTED, ("revocation",)), codes.said
    unnamed = verified(mine)
    assert (unnamed.ours, unnamed.shell) == (INCOMPLETE, INCOMPLETE), "of an authority that nobody named"


@pytest.mark.parametrize("names", [("aaa", "zzz"), ("zzz", "aaa")])
def test_a_revoked_authority_beside_one_without_a_list(
    package: Path, stamper: Stamper, tmp_path: Path, names: tuple[str, str]
) -> None:
    """Whichever comes first: that nothing is known of one says nothing of the other."""
    revoked = Stamper(tmp_path / "revoked")
    mine = copied(package, tmp_path / "mine")
    for path in (mine / "anchor").glob("*.here.ts?"):
        path.unlink()
    stamp(mine, stamper, names[0])
    stamp(mine, revoked, names[1])
    roots = tmp_path / "roots.pem"
    roots.write_bytes(stamper.root.read_bytes() + revoked.root.read_bytes())
    lists = [revoked.issuer.revoked(tmp_path / "lists/a.crl", revoked.certificate, x509.ReasonFlags.key_compromise)]
    codes = verified(mine, roots, lists=lists)
    assert (codes.ours, codes.shell, codes.failed) == (REJECTED, REJECTED, ("revocation",)), codes.said


def test_a_revoked_certificate_that_is_on_no_path(package: Path, stamper: Stamper, tmp_path: Path) -> None:
    """Anybody can lay another certificate of the same authority beside the bag."""
    key = ec.generate_private_key(ec.SECP256R1())
    other = certificate_of(key, "another customer", stamper.issuer)
    mine = copied(package, tmp_path / "mine")
    put(mine / "anchor/certificates/here.pem", keys.pem((other,)))
    lists = [stamper.issuer.revoked(tmp_path / "lists/a.crl", other, x509.ReasonFlags.key_compromise)]
    codes = verified(mine, stamper.root, lists=lists)
    assert (codes.ours, codes.shell) == (VALID, VALID), codes.said


def test_a_list_in_der(package: Path, stamper: Stamper, tmp_path: Path) -> None:
    path = stamper.issuer.revoked(tmp_path / "lists/a.crl", stamper.certificate)
    found = x509.load_pem_x509_crl(path.read_bytes())
    path.write_bytes(found.public_bytes(serialization.Encoding.DER))
    codes = verified(package, stamper.root, lists=[path])
    assert (codes.ours, codes.shell, codes.failed) == (REJECTED, REJECTED, ("revocation",)), codes.said


def test_what_the_shell_knows_leads_the_script_nowhere_else(package: Path, stamper: Stamper, tmp_path: Path) -> None:
    """A shell looks for folders in CDPATH first."""
    for place, content in (("a/p", None), ("b/p", package)):
        shutil.copytree(content, tmp_path / place) if content else (tmp_path / place).mkdir(parents=True)
    script = Path(evidence.__file__).parent / "verify.sh"
    command: list[str | Path] = ["sh", script, "--root", stamper.root, "--signer", keys.own().fingerprint, "p"]
    cdpath = os.environ | {"CDPATH": str(tmp_path / "b")}
    assert subprocess.run(command, cwd=tmp_path / "a", env=cdpath, check=False).returncode == REJECTED


@pytest.mark.parametrize("pinned", [True, False])
def test_a_signer_whose_certificate_had_expired_when_it_was_stamped(
    package: Path, stamper: Stamper, tmp_path: Path, pinned: bool
) -> None:
    root, key = issuer(), ec.generate_private_key(ec.SECP256R1())
    signer = keys.Signer(key, certificate_of(key, "Kim", root, lasts=timedelta(minutes=-1)), (root.certificate,))
    mine = sealed(tmp_path, stamper, signer=signer)
    roots = tmp_path / "roots.pem"
    roots.write_bytes(stamper.root.read_bytes() + root.pem(tmp_path / "r.pem").read_bytes())
    codes = verified(mine, roots, signer.fingerprint if pinned else "")
    code = REJECTED if pinned else INCOMPLETE
    assert (codes.ours, codes.shell) == (code, code), codes.said


def test_the_script_alone_in_another_folder(package: Path, stamper: Stamper, tmp_path: Path) -> None:
    """It takes nothing from where it lies when it is told what to verify."""
    script = Path(shutil.copy(package / "anchor/verify.sh", tmp_path / "other.sh"))
    assert script_run(package, stamper.root, keys.own().fingerprint, script=script).returncode == VALID


def _damaged(certificate: x509.Certificate) -> bytes:
    """Give a certificate in DER with another last byte, which is one of its signature."""
    whole = certificate.public_bytes(serialization.Encoding.DER)
    return whole[:-1] + bytes([whole[-1] ^ 1])


@pytest.mark.parametrize("where", ["in the time stamp", "beside the bag", "of the signer"])
def test_a_damaged_certificate_beside_a_whole_one(tmp_path: Path, where: str) -> None:
    root, key = issuer(), ec.generate_private_key(ec.SECP256R1())
    middle = Issuer(key, certificate_of(key, "Middle of the tests", root, ca=True))
    stamper = Stamper(tmp_path / "authority", middle)
    signing = ec.generate_private_key(ec.SECP256R1())
    signer = keys.Signer(signing, certificate_of(signing, "Signer of the tests", middle), (middle.certificate,))
    mine = sealed(tmp_path, stamper, signer=signer)
    named = root.pem(tmp_path / "named.pem")
    for name in ("here", "signer"):
        put(mine / f"anchor/certificates/{name}.pem", keys.pem((middle.certificate,)))
    assert verified(mine, named, "").ours == verified(mine, named, "").shell == VALID
    spoiled = x509.load_der_x509_certificate(_damaged(middle.certificate))
    if where == "in the time stamp":
        for answer in (mine / "anchor").glob("*.tsr"):
            whole = middle.certificate.public_bytes(serialization.Encoding.DER)
            assert whole in answer.read_bytes()
            put(answer, answer.read_bytes().replace(whole, _damaged(middle.certificate)))
    else:
        name = "here" if where == "beside the bag" else "signer"
        put(mine / f"anchor/certificates/{name}.pem", keys.pem((spoiled, middle.certificate)))
    codes = verified(mine, named, "")
    assert (codes.ours, codes.shell) == (VALID, VALID), codes.said
    for name in ("here", "signer"):
        put(mine / f"anchor/certificates/{name}.pem", keys.pem((spoiled,)))
    codes = verified(mine, named, "")
    assert codes.ours == codes.shell == (REJECTED if where == "in the time stamp" else VALID), codes.said
