"""A package encrypted for storage and hand-over, in the age format (age-encryption.org/v1), streaming.

Any ``age`` program opens it: ``age -d -i key.txt FILE | tar -x``. Nothing but ciphertext is written while encrypting,
and the file is decrypted again and compared with the package before it gets its name. To that end it is encrypted to
one more key, which lives in memory until then: a recipient's own key is not at hand.
"""

import hashlib
import os
import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import pyrage

from trafficaudit import output
from trafficaudit.errors import EvidenceError, ExistsError, OutputError, SignerError
from trafficaudit.evidence.bag import package_of
from trafficaudit.evidence.packing import Packed
from trafficaudit.evidence.unpacking import Comparer, Unpacker
from trafficaudit.redaction import visible
from trafficaudit.working import become, sync, working

SUFFIX = ".age"
KEYS = "a public key (age1..., ssh-ed25519 ..., ssh-rsa ...), or a file with one a line; age-keygen makes a pair"

type Recipient = pyrage.x25519.Recipient | pyrage.ssh.Recipient
type Identity = pyrage.x25519.Identity | pyrage.ssh.Identity

_LARGEST_KEY_FILE = 1 << 20
_MAGIC = (b"age-encryption.org/", b"-----BEGIN AGE ENCRYPTED FILE-----")
_HEAD = 256
_SSH_PEM = b"-----BEGIN "
_PRIVATE = "AGE-SECRET-KEY-"
_SAFE_NAME = re.compile(r"[^A-Za-z0-9._+@,=-]")


@dataclass(frozen=True, slots=True)
class Encrypted:
    """An encrypted package: its file with size and SHA-256, how many keys open it, how many files it holds."""

    path: Path
    size: int
    sha256: str
    recipients: int
    files: int


@dataclass(frozen=True, slots=True)
class Opened:
    """A package that was decrypted, and how many files it has."""

    path: Path
    files: int


class _Hashed:
    """Hands on the bytes of a file and keeps their SHA-256."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self.sha256 = file, hashlib.sha256()

    def read(self, size: int) -> bytes:
        data = self._file.read(size)
        self.sha256.update(data)
        return data


def recipients(given: Sequence[str]) -> list[Recipient]:
    """Take public keys, or files that hold one a line.

    Raises:
        SignerError: one is neither.
    """
    found = [_recipient(line, text) for text in given for line in _lines(text)]
    if not found:
        raise SignerError("names no key", ", ".join(given), f"give {KEYS}")
    return found


def identities(files: Sequence[Path]) -> list[Identity]:
    """Take private keys from files: of age-keygen, one a line, or an SSH key without a passphrase.

    Raises:
        SignerError: a file cannot be read, or holds no such key.
    """
    return [identity for file in files for identity in _identities(file)]


def encrypt(package: Path, to: Sequence[Recipient], target: Path | None = None, *, remove: bool = False) -> Encrypted:
    """Encrypt a package.

    Args:
        package: the package's folder.
        to: who can open it.
        target: the file to write; ``PACKAGE.age`` beside it where it is left out.
        remove: whether the package is removed once the file was found to hold it.

    Raises:
        EvidenceError: it is no package, holds what no package holds, or changes meanwhile.
        ExistsError: the file exists.
        OutputError: it cannot be written.
    """
    if package_of(package) != package:
        raise EvidenceError("is no package", str(package), "seal the capture first: trafficaudit seal")
    target = target or package.absolute().with_name(package.absolute().name + SUFFIX)
    if target.absolute().is_relative_to(package.absolute()):
        raise OutputError("lies in the package itself", str(target), "name another file")
    check = pyrage.x25519.Identity.generate()
    name = _SAFE_NAME.sub("_", package.absolute().name).lstrip(".") or "package"
    with output.whole_file(target, force=False) as out:
        source = Packed(package, name)
        try:
            pyrage.encrypt_io(source, out, [*to, check.to_public()])
        except pyrage.EncryptError as error:
            if isinstance(source.error, EvidenceError):
                raise source.error from None
            what = f"cannot be read: {source.error.strerror}" if source.error else f"cannot be encrypted: {error}"
            raise EvidenceError(visible(what), str(package), "check its rights and the disk") from None
        out.flush()
        sha256, files = _compare(Path(out.name), check, package)
    if remove:
        _remove(package, target)
    return Encrypted(target, target.stat().st_size, sha256, len(to), files)


def _compare(file: Path, key: Identity, package: Path) -> tuple[str, int]:
    """Decrypt what was written and hold each file against the package; give its SHA-256 and number of files."""
    held = Comparer(package, file.stat().st_size)
    try:
        with file.open("rb") as encrypted:
            hashed = _Hashed(encrypted)
            pyrage.decrypt_io(hashed, held, [key])
        held.finish()
    except (pyrage.DecryptError, OSError) as error:
        what = f"cannot be read back: {visible(str(error))}"
        raise OutputError(what, str(file), "look at the disk, and try again") from None
    finally:
        held.abandon()
    return hashed.sha256.hexdigest(), held.files


def _remove(package: Path, target: Path) -> None:
    try:
        # The file's name must be on the disk before the package is not.
        sync(target.absolute().parent)
        shutil.rmtree(package)
    except OSError as error:
        what = f"is encrypted, but cannot be removed: {error.strerror}"
        raise OutputError(what, str(package), "remove it by hand") from None


def decrypt(file: Path, keys: Sequence[Identity], target: Path | None = None) -> Opened:
    """Decrypt a package into a folder that is whole or not there.

    Args:
        file: what ``encrypt`` or ``age`` wrote.
        keys: private keys, one of which opens it.
        target: the folder to make; the file's name without ``.age`` where it is left out.

    Raises:
        EvidenceError: it is no such file, is damaged, no key opens it, or it holds what no package holds.
        ExistsError: the folder exists.
        OutputError: it cannot be written.
    """
    size = _size(file)
    target = target or file.with_name(
        file.name.removesuffix(SUFFIX) if file.name.endswith(SUFFIX) else f"{file.name}.d"
    )
    if os.path.lexists(target):
        raise ExistsError("the output exists already", str(target), "name another folder with -o")
    try:
        with working(target, 0o700) as folder:
            unpacker = Unpacker(folder, size)
            try:
                _decrypt(file, keys, unpacker)
                unpacker.finish()
            finally:
                unpacker.abandon()
            if package_of(folder) != folder:
                raise EvidenceError("holds no package", str(file), "seal a capture with: trafficaudit seal")
            os.sync()
            become(folder, target)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise OutputError(f"cannot be written: {reason}", str(target), "free some disk, and check the rights") from None
    return Opened(target, unpacker.files)


def _size(file: Path) -> int:
    try:
        with file.open("rb") as opened:
            head, size = opened.read(_HEAD), os.fstat(opened.fileno()).st_size
    except OSError as error:
        raise EvidenceError(f"cannot be opened: {error.strerror}", str(file), "check the path") from None
    if not head.startswith(_MAGIC):
        raise EvidenceError("is not encrypted with age", str(file), "name what trafficaudit seal --encrypt wrote")
    if b"\n-> scrypt " in head:
        raise EvidenceError("is encrypted with a passphrase, not to a key", str(file), "decrypt it with: age -d")
    return size


def _decrypt(file: Path, keys: Sequence[Identity], unpacker: Unpacker) -> None:
    try:
        with file.open("rb") as encrypted:
            pyrage.decrypt_io(encrypted, unpacker, list(keys))
    except pyrage.DecryptError as error:
        if "No matching keys" in str(error):
            what = "is encrypted to other keys"
            raise EvidenceError(what, str(file), "name the private key with --identity") from None
        raise EvidenceError(f"is damaged: {visible(str(error))}", str(file), "ask for the file again") from None
    except OSError as error:
        if error.errno is not None:
            raise
        what = "is damaged: it was cut off, or a byte of it was changed"
        raise EvidenceError(what, str(file), "nothing of it was kept; ask for the file again") from None


def _lines(given: str) -> list[str]:
    if given.startswith(("age1", "ssh-")):
        return [given]
    if given.upper().startswith(_PRIVATE):
        raise SignerError("that is a private key", "", f"give {KEYS}")
    lines = _text(Path(given), "is no public key, and no file that can be read", f"give {KEYS}").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def _recipient(line: str, where: str) -> Recipient:
    kind = pyrage.ssh.Recipient if line.startswith("ssh-") else pyrage.x25519.Recipient
    try:
        return kind.from_str(line)
    except pyrage.RecipientError:
        # A line of a file is not shown: it may be a private key.
        what = "is no public key" if where == line else "holds a line that is no public key"
        raise SignerError(what, visible(where[:200]), f"give {KEYS}") from None


def _identities(file: Path) -> list[Identity]:
    remedy = "name the file of age-keygen, or an SSH key without a passphrase"
    text = _text(file, "holds no private key that can be used", remedy)
    try:
        if text.encode().startswith(_MAGIC):
            raise SignerError("is itself encrypted", str(file), "decrypt it first: age -d")
        if text.encode().startswith(_SSH_PEM):
            return [pyrage.ssh.Identity.from_buffer(text.encode())]
        lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
        found: list[Identity] = [pyrage.x25519.Identity.from_str(line) for line in lines]
    except pyrage.IdentityError as error:
        raise SignerError(f"holds no private key that can be used: {visible(str(error))}", str(file), remedy) from None
    if not found:
        raise SignerError("holds no private key", str(file), remedy)
    return found


def _text(file: Path, otherwise: str, remedy: str) -> str:
    try:
        with file.open("rb") as opened:
            return opened.read(_LARGEST_KEY_FILE).decode()
    except (FileNotFoundError, ValueError):
        raise SignerError(otherwise, visible(str(file))[:200], remedy) from None
    except OSError as error:
        what = f"{otherwise}: {error.strerror}"
        raise SignerError(what, visible(str(file))[:200], remedy) from None
