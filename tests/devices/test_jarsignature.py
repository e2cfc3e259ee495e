"""The JAR signature of an app."""

import io
import struct
import zipfile

import pytest
from devices.apk_writer import archive, der, jar_signature

from trafficaudit.devices.jarsignature import DamagedError, certificates

SHOP = "Hanbit Mall"


def read(packed: bytes) -> list[bytes]:
    end = packed.rindex(b"PK\x05\x06")
    size, start = struct.unpack_from("<II", packed, end + 12)
    return list(certificates(io.BytesIO(packed), start, size))


@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize("name", ["META-INF/CERT.RSA", "META-INF/한빛.EC", "meta-inf/a.dsa"])
def test_stored_and_compressed(compression: int, name: str) -> None:
    assert read(archive({name: jar_signature(SHOP)}, compression)) == [der(SHOP)]


@pytest.mark.parametrize("name", ["META-INF/MANIFEST.MF", "META-INF/services/X.RSA", "META-INF/.RSA", "X.RSA"])
def test_other_files_are_no_signatures(name: str) -> None:
    assert read(archive({name: jar_signature(SHOP)})) == []


@pytest.mark.parametrize(("leaf", "root"), [("L", "A long name of an authority"), ("A long name of a leaf", "R")])
def test_of_a_chain_the_signer_is_taken(leaf: str, root: str) -> None:
    # The certificates are a set, sorted by their bytes: either may come first.
    content = jar_signature(leaf, (root, ""))
    assert read(archive({"META-INF/CERT.RSA": content})) == [der(leaf, root)]


def test_several_signers() -> None:
    files = {"META-INF/A.RSA": jar_signature(SHOP), "META-INF/B.RSA": jar_signature("Other")}
    assert read(archive(files)) == [der(SHOP), der("Other")]


@pytest.mark.parametrize(
    ("packed", "reason"),
    [
        (archive({"META-INF/A.RSA": b""}), "holds no certificates"),
        (archive({"META-INF/A.RSA": b"not DER"}), "holds no certificates"),
        (archive({"META-INF/A.RSA": bytes((1 << 20) + 1)}), "cut short or too large"),
        (archive({"META-INF/A.RSA": bytes((1 << 20) + 1)}, zipfile.ZIP_STORED), "too large"),
        (archive({"META-INF/A.RSA": b"x" * 99}, zipfile.ZIP_BZIP2), "unknown way"),
        (archive({f"META-INF/{n}.RSA": jar_signature(SHOP) for n in range(17)}), "too many signature files"),
        (
            archive({"META-INF/A.RSA": jar_signature(SHOP)}).replace(b"PK\x03\x04", b"PK\x03\x05"),
            "not where the directory says",
        ),
    ],
)
def test_what_is_damaged_or_too_large_is_told(packed: bytes, reason: str) -> None:
    with pytest.raises(DamagedError, match=reason):
        read(packed)


def test_a_directory_that_is_too_large_is_not_read() -> None:
    with pytest.raises(DamagedError, match="directory is too large"):
        list(certificates(io.BytesIO(), 0, (64 << 20) + 1))
