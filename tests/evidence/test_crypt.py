"""Packages encrypted and opened again, by us and by the real age."""

import errno
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pyrage
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support import packages, tars

from trafficaudit import evidence
from trafficaudit.errors import EvidenceError, OutputError, SignerError
from trafficaudit.evidence import crypt, packing

AGE = shutil.which("age")
needs_age = pytest.mark.skipif(AGE is None, reason="the program age (Debian package age) is not on this machine")


@pytest.fixture
def package(tmp_path: Path) -> Path:
    return packages.sealed(tmp_path, None)


@pytest.fixture
def key(tmp_path: Path) -> Path:
    return keypair(tmp_path / "key.txt")


def keypair(path: Path) -> Path:
    identity = pyrage.x25519.Identity.generate()
    path.write_text(f"# created by a test\n# public key: {identity.to_public()}\n{identity}\n")
    return path


def public(key: Path) -> str:
    return key.read_text().splitlines()[1].rpartition(" ")[2]


def content(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.assertion("ENC-1")
def test_a_package_comes_back_and_verifies(package: Path, key: Path, tmp_path: Path) -> None:
    done = crypt.encrypt(package, crypt.recipients([public(key)]))
    assert done.path == package.with_name("shop.sealed.age")
    assert done.path.stat().st_mode & 0o777 == 0o600
    opened = crypt.decrypt(done.path, crypt.identities([key]), tmp_path / "again")
    assert content(opened.path) == content(package)
    assert evidence.verify(opened.path, offline=True).code == evidence.verify(package, offline=True).code == 4


@pytest.mark.assertion("ENC-4")
def test_the_package_is_removed_only_where_that_is_asked_for(package: Path, key: Path) -> None:
    before = content(package)
    done = crypt.encrypt(package, crypt.recipients([public(key)]), remove=True)
    assert not package.exists()
    opened = crypt.decrypt(done.path, crypt.identities([key]))
    assert (opened.path, content(opened.path)) == (package, before)


@pytest.mark.assertion("ENC-1")
def test_nothing_stands_in_the_clear(package: Path, key: Path, tmp_path: Path) -> None:
    segment = next(package.rglob("traffic-0001.mitm")).read_bytes()
    done = crypt.encrypt(package, crypt.recipients([public(key)]))
    raw = done.path.read_bytes()
    for piece in (segment[:16], b"bagit.txt", b"traffic-0001", b"shop"):
        assert piece not in raw
    assert sorted(each.name for each in tmp_path.iterdir() if each != tmp_path / "shop") == [
        "key.txt", "shop.sealed", "shop.sealed.age",
    ]  # fmt: skip


def test_several_recipients_open_it_each_alone(package: Path, tmp_path: Path) -> None:
    one, two = keypair(tmp_path / "one.txt"), keypair(tmp_path / "two.txt")
    (tmp_path / "team").write_text(f"# the team\n{public(one)}\n\n{public(two)}\n")
    done = crypt.encrypt(package, crypt.recipients([str(tmp_path / "team")]))
    assert done.recipients == 2
    for key in (one, two):
        crypt.decrypt(done.path, crypt.identities([key]), tmp_path / key.stem)


@pytest.mark.parametrize("kind", ["ed25519", "rsa"])
def test_ssh_keys_open_it(package: Path, tmp_path: Path, kind: str) -> None:
    if shutil.which("ssh-keygen") is None:
        pytest.skip("the program ssh-keygen is not on this machine")
    subprocess.run(["ssh-keygen", "-q", "-t", kind, "-N", "", "-f", tmp_path / "id"], check=True)
    done = crypt.encrypt(package, crypt.recipients([str(tmp_path / "id.pub")]))
    assert content(crypt.decrypt(done.path, crypt.identities([tmp_path / "id"]), tmp_path / "x").path) == content(
        package
    )


@pytest.mark.assertion("ENC-1")
@needs_age
def test_age_opens_what_we_encrypt(package: Path, tmp_path: Path) -> None:
    subprocess.run(["age-keygen", "-o", tmp_path / "key.txt"], check=True, capture_output=True)
    done = crypt.encrypt(package, crypt.recipients([public(tmp_path / "key.txt").strip()]))
    plain = subprocess.run(["age", "-d", "-i", tmp_path / "key.txt", done.path], check=True, capture_output=True).stdout
    (tmp_path / "out").mkdir()
    subprocess.run(["tar", "-x", "-C", tmp_path / "out"], input=plain, check=True)
    assert content(tmp_path / "out" / "shop.sealed") == content(package)


@pytest.mark.assertion("ENC-1")
@needs_age
@pytest.mark.parametrize("options", [[], ["--armor"]])
def test_we_open_what_age_encrypts(package: Path, tmp_path: Path, options: list[str]) -> None:
    subprocess.run(["age-keygen", "-o", tmp_path / "key.txt"], check=True, capture_output=True)
    stream = subprocess.run(["tar", "-c", "-C", tmp_path, "shop.sealed"], check=True, capture_output=True).stdout
    to = ["-r", public(tmp_path / "key.txt").strip(), "-o", str(tmp_path / "theirs.age")]
    subprocess.run(["age", *options, *to], input=stream, check=True)
    opened = crypt.decrypt(tmp_path / "theirs.age", crypt.identities([tmp_path / "key.txt"]), tmp_path / "x")
    assert content(opened.path) == content(package)


def test_a_passphrase_opens_nothing_here(tmp_path: Path, key: Path) -> None:
    (tmp_path / "s.age").write_bytes(pyrage.passphrase.encrypt(b"x", "secret"))
    with pytest.raises(EvidenceError, match="with a passphrase"):
        crypt.decrypt(tmp_path / "s.age", crypt.identities([key]))


def encrypted(package: Path, key: Path) -> Path:
    return crypt.encrypt(package, crypt.recipients([public(key)])).path


@pytest.mark.assertion("ENC-2")
def test_the_wrong_key_opens_nothing(package: Path, key: Path, tmp_path: Path) -> None:
    file = encrypted(package, key)
    with pytest.raises(EvidenceError, match="encrypted to other keys"):
        crypt.decrypt(file, crypt.identities([keypair(tmp_path / "other.txt")]), tmp_path / "x")
    assert not (tmp_path / "x").exists()
    assert not list(tmp_path.glob(".*partial"))


@pytest.mark.assertion("ENC-2")
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7), cut=st.booleans())
def test_any_changed_byte_and_any_cut_is_caught(
    package: Path, key: Path, tmp_path: Path, at: float, bit: int, cut: bool
) -> None:
    file = package.with_name("shop.sealed.age")
    raw = file.read_bytes() if file.exists() else encrypted(package, key).read_bytes()
    place = int(at * len(raw))
    changed = bytearray(raw)
    changed[place] ^= 1 << bit
    (tmp_path / "bad.age").write_bytes(raw[:place] if cut else bytes(changed))
    with pytest.raises(EvidenceError):
        crypt.decrypt(tmp_path / "bad.age", crypt.identities([key]), tmp_path / "x")
    assert not (tmp_path / "x").exists()
    assert not list(tmp_path.glob(".*partial"))


@pytest.mark.parametrize(
    "data", [b"", b"hello", b"PK\x03\x04", b"age-encryption.org/v1\n", b"age-encryption.org/v9\n-> X\n"]
)
def test_what_is_no_age_file(tmp_path: Path, key: Path, data: bytes) -> None:
    (tmp_path / "s.age").write_bytes(data)
    with pytest.raises(EvidenceError, match=r"not encrypted with age|damaged"):
        crypt.decrypt(tmp_path / "s.age", crypt.identities([key]))
    assert {each.name for each in tmp_path.iterdir()} == {"s.age", "key.txt"}


def test_what_was_encrypted_by_an_enemy_leaves_nothing(tmp_path: Path, key: Path) -> None:
    (tmp_path / "s.age").write_bytes(
        pyrage.encrypt(tars.GOOD + tars.member("p/../../evil") + tars.END, crypt.recipients([public(key)]))
    )
    with pytest.raises(EvidenceError, match="leads out of the bag"):
        crypt.decrypt(tmp_path / "s.age", crypt.identities([key]), tmp_path / "x")
    (tmp_path / "t.age").write_bytes(pyrage.encrypt(tars.member("p/a") + tars.END, crypt.recipients([public(key)])))
    with pytest.raises(EvidenceError, match="holds no package"):
        crypt.decrypt(tmp_path / "t.age", crypt.identities([key]), tmp_path / "x")
    assert {each.name for each in tmp_path.iterdir()} == {"s.age", "t.age", "key.txt"}


def test_nothing_is_overwritten(package: Path, key: Path) -> None:
    file = encrypted(package, key)
    with pytest.raises(OutputError, match="exists already"):
        crypt.encrypt(package, crypt.recipients([public(key)]))
    with pytest.raises(OutputError, match="exists already"):
        crypt.decrypt(file, crypt.identities([key]))


def added(package: Path) -> None:
    packages.put(package / "anchor" / "late.txt", b"added")


def edited(package: Path) -> None:
    packages.flip(package / "bag" / "bag-info.txt", 5)


def longer(package: Path) -> None:
    path = package / "bag" / "bag-info.txt"
    packages.put(path, path.read_bytes() + b"More: 1\n")


@pytest.mark.assertion("ENC-4")
@pytest.mark.parametrize("change", [added, edited, longer])
def test_a_package_that_changes_meanwhile_is_not_removed(
    package: Path, key: Path, monkeypatch: pytest.MonkeyPatch, change: Callable[[Path], None]
) -> None:
    real = pyrage.decrypt_io

    def late(*given: object) -> None:
        change(package)
        real(*given)

    monkeypatch.setattr(pyrage, "decrypt_io", late)
    with pytest.raises(EvidenceError, match="changes while it is read"):
        crypt.encrypt(package, crypt.recipients([public(key)]), remove=True)
    assert package.exists()
    assert not package.with_name("shop.sealed.age").exists()


@pytest.mark.parametrize("direction", ["encrypt", "decrypt"])
def test_a_full_disk_leaves_nothing(
    package: Path, key: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, direction: str
) -> None:
    file = encrypted(package, key) if direction == "decrypt" else None

    def full(*given: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(pyrage, f"{direction}_io", full)
    with pytest.raises(OutputError, match="No space left"):
        if file:
            crypt.decrypt(file, crypt.identities([key]), tmp_path / "x")
        else:
            crypt.encrypt(package, crypt.recipients([public(key)]), remove=True)
    assert package.exists()
    assert not list(tmp_path.glob(".*partial"))


def test_only_a_package_is_encrypted_and_not_into_itself(package: Path, key: Path, tmp_path: Path) -> None:
    to = crypt.recipients([public(key)])
    for path in (tmp_path / "shop", package / "bag", tmp_path / "nothing"):
        with pytest.raises(EvidenceError, match="is no package"):
            crypt.encrypt(path, to)
    with pytest.raises(OutputError, match="in the package itself"):
        crypt.encrypt(package, to, package / "x.age")


SECRET = str(pyrage.x25519.Identity.generate())


@pytest.mark.parametrize(
    "given", ["", "age1xyz", "ssh-ed25519 AAAA", "nobody", "/nonexistent/file", SECRET], ids=range(6)
)
def test_what_is_no_public_key(given: str) -> None:
    with pytest.raises(SignerError) as raised:
        crypt.recipients([given])
    assert SECRET not in str(raised.value)


@pytest.mark.parametrize("text", ["", "# nothing\n", "age1xyz\n", SECRET[:-1] + "\n", "-----BEGIN OPENSSH PRIVATE KEY-----\n", "age-encryption.org/v1\n", "\xff"], ids=range(7))  # fmt: skip
def test_what_is_no_private_key(tmp_path: Path, text: str) -> None:
    (tmp_path / "k").write_text(text, encoding="latin-1")
    with pytest.raises(SignerError) as raised:
        crypt.identities([tmp_path / "k"])
    assert SECRET[:-1] not in str(raised.value)


def test_a_file_with_a_private_key_is_no_list_of_recipients_and_is_not_shown(key: Path) -> None:
    with pytest.raises(SignerError) as raised:
        crypt.recipients([str(key)])
    assert "AGE-SECRET-KEY" not in str(raised.value)


def test_a_key_with_a_passphrase_says_so(package: Path, tmp_path: Path) -> None:
    if shutil.which("ssh-keygen") is None:
        pytest.skip("the program ssh-keygen is not on this machine")
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "secret", "-f", tmp_path / "id"], check=True)
    done = crypt.encrypt(package, crypt.recipients([str(tmp_path / "id.pub")]))
    with pytest.raises((SignerError, EvidenceError)):
        crypt.decrypt(done.path, crypt.identities([tmp_path / "id"]), tmp_path / "x")


def test_memory_does_not_grow_with_the_package(tmp_path: Path) -> None:
    reads: list[int] = []
    folder = tmp_path / "p"
    folder.mkdir()
    (folder / "big").write_bytes(bytes(9 << 20))
    source = packing.Packed(folder, "p")
    spy: Callable[[int], bytes] = lambda size: reads.append(size) or source.read(size)  # type: ignore[func-returns-value] # noqa: E731

    class Reader:
        read = staticmethod(spy)

    class Sink:
        def write(self, data: bytes) -> int:
            reads.append(len(data))
            return len(data)

        def flush(self) -> None:
            return

    pyrage.encrypt_io(Reader(), Sink(), crypt.recipients([str(pyrage.x25519.Identity.generate().to_public())]))
    assert max(reads) <= 1 << 20
