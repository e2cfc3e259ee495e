"""Who signed an app: blocks written by the tests, apps signed by Android's own apksigner, and any bytes at all."""

import contextlib
import doctest
import os
import re
import shutil
import struct
import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from devices import apk_writer
from devices.apk_writer import archive, block, der, framed, identity, jar_signature, scheme, sha256, with_block
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trafficaudit.devices import apk
from trafficaudit.devices.apk import NEWEST_SDK, Signer, certificates, signers
from trafficaudit.errors import ReadError

OLD, NEW = "Hanbit Mall", "Hanbit Mall 2026"


def written(folder: Path, content: bytes) -> Path:
    path = folder / "base.apk"
    path.write_bytes(content)
    return path


def test_the_example_in_the_docstring() -> None:
    assert doctest.testmod(apk).failed == 0


def test_every_scheme_is_read(tmp_path: Path) -> None:
    signing = block(
        other=b"a dependency list",
        v2=scheme((der(OLD), 0, 0), version=2),
        v3=scheme((der(OLD), 24, 32)),
        v31=scheme((der(NEW), 33, NEWEST_SDK)),
    )
    found = signers(written(tmp_path, with_block(archive({"META-INF/CERT.RSA": jar_signature(OLD)}), signing)))
    assert found == (
        Signer("v3.1", sha256(NEW), 33),
        Signer("v3", sha256(OLD), 24, 32),
        Signer("v2", sha256(OLD)),
        Signer("v1", sha256(OLD)),
    )
    assert certificates(found) == certificates(found, 34) == (sha256(NEW),)
    assert certificates(found, 32) == certificates(found, 23) == (sha256(OLD),)


def test_each_phone_goes_by_the_newest_scheme_that_it_knows_and_that_means_it() -> None:
    found = (Signer("v3.1", "d", 34), Signer("v3", "c"), Signer("v2", "b"), Signer("v1", "a"))
    assert [certificates(found, sdk) for sdk in (35, 33, 28, 27, 24, 23)] == [(name,) for name in "dccbba"]


def test_several_signers_of_one_scheme(tmp_path: Path) -> None:
    signing = block(v2=scheme((der(OLD), 0, 0), (der(NEW), 0, 0), version=2))
    found = signers(written(tmp_path, with_block(archive(), signing)))
    assert certificates(found) == (sha256(OLD), sha256(NEW))


def test_of_two_blocks_of_one_scheme_the_first_counts_as_on_a_phone(tmp_path: Path) -> None:
    one, other = (block(v2=scheme((der(name), 0, 0), version=2))[8:-24] for name in (OLD, NEW))
    assert certificates(signers(written(tmp_path, with_block(archive(), framed(one + other))))) == (sha256(OLD),)


def test_a_comment_that_looks_like_the_end_of_an_archive(tmp_path: Path) -> None:
    comment = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0, 0, 0, 0, 0)
    packed = with_block(archive(), block(v2=scheme((der(OLD), 0, 0), version=2)))
    content = packed[:-2] + struct.pack("<H", len(comment)) + comment
    assert certificates(signers(written(tmp_path, content))) == (sha256(OLD),)


def test_an_app_that_nobody_signed(tmp_path: Path) -> None:
    found = signers(written(tmp_path, archive()))
    assert found == ()
    assert certificates(found) == ()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x05\x06",
        b"PK\x05\x06" + b"\xff" * 18,
        archive()[:-1],
        b"junk" + archive(),
        with_block(archive(), block(v2=apk_writer.prefixed(apk_writer.prefixed(b"")))),
        with_block(archive(), block(v2=scheme((b"", 0, 0), version=2))),
        with_block(archive(), block(v2=b"\xff\xff\xff\xff")),
        with_block(archive(), b"\x00" * 8 + block(v2=b"x")[8:]),
        with_block(archive(), block(v2=scheme(*[(b"x", 0, 0)] * 17, version=2))),
        with_block(archive(), framed(struct.pack("<QI", 4, 1) * 65)),
        with_block(archive(), framed(b"\xff" * 12)),
        with_block(archive(), b"\xff" * 7 + b"\x7f" + b"APK Sig Block 42"),
    ],
)
def test_what_is_damaged_is_told(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(ReadError, match=r"base\.apk: its signature cannot be read"):
        signers(written(tmp_path, content))


def test_a_damaged_jar_signature_counts_only_alone(tmp_path: Path) -> None:
    packed = archive({"META-INF/CERT.RSA": b"junk"})
    with pytest.raises(ReadError, match="holds no certificates"):
        signers(written(tmp_path, packed))
    found = signers(written(tmp_path, with_block(packed, block(v2=scheme((der(OLD), 0, 0), version=2)))))
    assert found == (Signer("v2", sha256(OLD)),)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"cannot be read: No such file or directory \(check its rights and the disk\)"):
        signers(tmp_path / "none.apk")


SIGNED = with_block(
    archive({"META-INF/CERT.RSA": jar_signature(OLD)}),
    block(v2=scheme((der(OLD), 0, 0), version=2), v3=scheme((der(OLD), 24, NEWEST_SDK))),
)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, len(SIGNED) - 1), st.binary(max_size=9)), max_size=4), st.integers(0, 40))
def test_any_damage_gives_signers_or_a_read_error(tmp_path: Path, changes: list[tuple[int, bytes]], cut: int) -> None:
    content = bytearray(SIGNED)
    for at, new in changes:
        content[at : at + len(new)] = new
    try:
        found = signers(written(tmp_path, bytes(content[: len(content) - cut])))
    except ReadError:
        return
    assert all(re.fullmatch("[0-9a-f]{64}", each.sha256) for each in found)
    assert any(new for _, new in changes) or cut or len(found) == 3


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=400), st.binary(max_size=200))
def test_any_bytes_give_signers_or_a_read_error(tmp_path: Path, content: bytes, value: bytes) -> None:
    for each in (content, with_block(archive({"META-INF/X.RSA": content}), block(v3=value, v2=content))):
        with contextlib.suppress(ReadError):
            signers(written(tmp_path, each))


@pytest.fixture(scope="module")
def apksigner() -> str:
    found = shutil.which("apksigner")
    if found is None:
        pytest.skip("apksigner is not installed (Debian: apt install apksigner)")
    return found


def _key_files(folder: Path, name: str) -> list[str]:
    key, certificate = identity(name)
    stem = folder / name.replace(" ", "")
    stem.with_suffix(".pk8").write_bytes(key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()))
    stem.with_suffix(".pem").write_bytes(certificate.public_bytes(Encoding.PEM))
    return ["--key", str(stem.with_suffix(".pk8")), "--cert", str(stem.with_suffix(".pem"))]


def _run(*command: str) -> str:
    environment = {k: v for k, v in os.environ.items() if k != "JAVA_TOOL_OPTIONS"}
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=120, env=environment)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_an_app_signed_by_apksigner(tmp_path: Path, apksigner: str) -> None:
    path = written(tmp_path, archive())
    _run(
        apksigner,
        "sign",
        *_key_files(tmp_path, OLD),
        "--min-sdk-version",
        "21",
        "--v3-signing-enabled",
        "true",
        str(path),
    )
    found = signers(path)
    assert [(each.scheme, each.sha256) for each in found] == [(s, sha256(OLD)) for s in ("v3", "v2", "v1")]
    shown = _run(apksigner, "verify", "--print-certs", "--min-sdk-version", "21", str(path))
    assert set(re.findall(r"certificate SHA-256 digest: (\w{64})", shown)) == set(certificates(found))


def test_a_rotated_key_counts_from_its_android_version_on(tmp_path: Path, apksigner: str) -> None:
    path, lineage = written(tmp_path, archive()), tmp_path / "lineage"
    old, new = _key_files(tmp_path, OLD), _key_files(tmp_path, NEW)
    _run(apksigner, "rotate", "--out", str(lineage), "--old-signer", *old, "--new-signer", *new)
    both = [*old, "--next-signer", *new, "--lineage", str(lineage), "--rotation-min-sdk-version", "33"]
    _run(apksigner, "sign", *both, "--min-sdk-version", "24", str(path))
    found = signers(path)
    assert (found[0].scheme, found[0].min_sdk) == ("v3.1", 33)
    assert certificates(found, 35) == (sha256(NEW),)
    assert certificates(found, 30) == (sha256(OLD),)
