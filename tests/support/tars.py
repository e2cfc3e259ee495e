"""Packages as tar archives, and members of hostile ones."""

import tarfile
from pathlib import Path

from trafficaudit.evidence.packing import Packed


def member(name: str, data: bytes = b"x", kind: bytes = tarfile.REGTYPE, **more: object) -> bytes:
    info = tarfile.TarInfo(name)
    info.size, info.type = len(data), kind
    for key, value in more.items():
        setattr(info, key, value)
    return info.tobuf(tarfile.GNU_FORMAT, "utf-8", "surrogateescape") + data + bytes(-len(data) % 512)


END = bytes(1024)
GOOD = member("p/bag/bagit.txt")


LONG = "data/" + "/".join(["x" * 90] * 4) + "/f.bin"


def tree(folder: Path) -> Path:
    for name, data in (("bag/bagit.txt", b"BagIt"), ("bag/data/a.bin", bytes(range(256)) * 9), ("bag/data/empty", b""), ("anchor/verify.sh", b"#!/bin/sh\n"), (LONG, b"deep"), ("big", b"z" * 1_300_000)):  # fmt: skip
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    (folder / "anchor/verify.sh").chmod(0o755)
    (folder / "bag/data/a.bin").chmod(0o400)
    return folder


def packed(folder: Path, name: str = "shop.sealed") -> bytes:
    source, out = Packed(folder, name), bytearray()
    while data := source.read(8192):
        out += data
    return bytes(out)


def content(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mode & 0o777)
        for path in folder.rglob("*")
        if path.is_file()
    }
